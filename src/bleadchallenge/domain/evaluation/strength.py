"""How strong the evidence is, on a scale of five, from stated rules.

The rules are those by which the Education Endowment Foundation gives its padlocks: the
lowest of what design, number and loss allow, less a step for each threat (Classification of
the security of findings from evaluations, 2019). The thresholds are theirs; what counts as a
threat here is assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SOURCE: Final = (
    "after the Education Endowment Foundation's classification of security, 2019: the least of "
    "what design, number and loss allow, less a step for each threat"
)
HIGHEST: Final = 5
_CHOSEN: Final = 3
_VISIBLE: Final = ((4.0, 5), (6.0, 4), (8.0, 3), (12.0, 2), (16.0, 1))
"""Points that can be seen, and the steps so many allow; beyond the last none (assumed)."""
_LOST: Final = ((0.10, 5), (0.20, 4), (0.30, 3), (0.40, 2), (0.50, 1))
_SEEN: Final = 2.8
"""Standard errors that an effect must measure to be seen four times in five (95 %, 80 %)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the strength is worked out from.

    ``error`` is the standard error in points; ``placebo_fails`` is ``None`` where no placebo can
    be judged.
    """

    schools: int
    compared: int
    error: float | None
    placebo_fails: bool | None
    planned: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: what it looks at, what was found, and the steps it allows or takes."""

    what: str
    found: str
    steps: int


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong the evidence is, from 0 to 5, with every rule that decided."""

    value: int
    allowed: tuple[Step, ...]
    taken: tuple[Step, ...]

    @property
    def bar(self) -> str:
        """The strength as a bar that needs no colour."""
        return "■" * self.value + "□" * (HIGHEST - self.value)

    @property
    def words(self) -> str:
        """The strength in a word."""
        return _WORDS[self.value]


_WORDS: Final = ("none", "very weak", "weak", "moderate", "strong", "very strong")


def smallest_visible(error: float | None) -> float | None:
    """The smallest effect in points that would be found four times in five."""
    return None if error is None else round(_SEEN * error, 1)


def strength(facts: Facts) -> Strength:
    """The strength by the rules above."""
    visible = smallest_visible(facts.error)
    lost = 1 - facts.compared / facts.schools if facts.schools else 1.0
    allowed = (
        Step("design", "chosen for their results, not drawn by lot", _CHOSEN),
        Step(
            "number",
            "no effect can be worked out"
            if visible is None
            else f"an effect of {visible:g} points or more would be seen",
            _allowed(visible, _VISIBLE),
        ),
        Step(
            "loss",
            f"{facts.compared} of {facts.schools} schools are in the sum",
            _allowed(lost, _LOST),
        ),
    )
    taken = tuple(_threats(facts))
    least = min(each.steps for each in allowed) - sum(each.steps for each in taken)
    return Strength(max(least, 0), allowed, taken)


def _allowed(value: float | None, table: Sequence[tuple[float, int]]) -> int:
    if value is None:
        return 0
    return next((steps for most, steps in table if value <= most), 0)


def _threats(facts: Facts) -> list[Step]:
    found = []
    if facts.placebo_fails:
        found.append(
            Step("placebo", "the rule of choice gives an effect where nothing was done", 2)
        )
    if facts.placebo_fails is None:
        found.append(Step("placebo", "none can be judged", 1))
    if not facts.planned:
        found.append(Step("plan", "no plan was on record before the results", 1))
    return found
