"""Ability to develop independently: the rubric over time, and who leads the work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bleadchallenge.domain.choices import Stage

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the rubric at the three reviews; ``None`` where it was not judged."""

    area: str
    levels: tuple[int | None, ...]

    @property
    def change(self) -> int | None:
        """Levels gained from the first judgement to the last; ``None`` with fewer than two."""
        judged = [level for level in self.levels if level is not None]
        return judged[-1] - judged[0] if len(judged) > 1 else None


@dataclass(frozen=True, slots=True)
class ActionsLed:
    """Actions of a term: how many there are, and how many the school's own staff lead."""

    term: str
    actions: int
    own: int

    @property
    def share(self) -> float | None:
        """Percentage led by the school's own staff; ``None`` without an action."""
        return 100 * self.own / self.actions if self.actions else None


def compared(areas: Sequence[str], judged: Mapping[tuple[str, Stage], int]) -> tuple[Area, ...]:
    """Every area of the rubric at baseline, mid-term and final."""
    return tuple(Area(area, tuple(judged.get((area, stage)) for stage in STAGES)) for area in areas)


def led_by_term(
    terms: Sequence[str], actions: Iterable[tuple[str, bool]]
) -> tuple[ActionsLed, ...]:
    """Who leads, term by term. ``actions`` give the term and whether the school leads."""
    listed = list(actions)
    return tuple(
        ActionsLed(term, len(own), sum(own))
        for term in terms
        for own in [[by_school for of, by_school in listed if of == term]]
    )


def describe(areas: Sequence[Area], led: Sequence[ActionsLed]) -> str:
    """Whether the school stands more on its own than it did, and what says so."""
    changes = [area.change for area in areas if area.change is not None]
    shares = [each.share for each in led if each.share is not None]
    said = []
    if changes:
        up, down = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
        said.append(f"{up} of {len(changes)} areas gained, {down} lost")
    if len(shares) > 1:
        said.append(f"own staff lead {shares[-1]:.0f} % of actions, {shares[0]:.0f} % at first")
    return "; ".join(said) or "too early to tell"
