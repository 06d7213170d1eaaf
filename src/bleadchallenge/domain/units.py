"""Units of indicators: which numbers each may hold, and how a number is written."""

import math
import re
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError

PERCENT = "%"
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")


@dataclass(frozen=True, slots=True)
class Range:
    """From which to which number a unit goes, in steps; ``None`` has no end or no step."""

    lowest: float | None = None
    highest: float | None = None
    step: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a number may stand in the unit."""
        if self.lowest is not None and value < self.lowest:
            return False
        if self.highest is not None and value > self.highest:
            return False
        return self.step is None or math.isclose(value / self.step, round(value / self.step))

    @property
    def words(self) -> str:
        """The range as people read it."""
        ends = [
            f"from {self.lowest:g}" if self.lowest is not None else "",
            f"to {self.highest:g}" if self.highest is not None else "",
            f"in steps of {self.step:g}" if self.step is not None else "",
        ]
        return " ".join(end for end in ends if end)


_COUNT = Range(lowest=0, step=1)
_COUNTED = (
    "pupils teachers leaders governors people lessons meetings sessions visits actions "
    "milestones practices tasks exclusions schools"
)
RANGES: dict[str, Range] = {
    PERCENT: Range(0, 100),
    "days": Range(lowest=0, step=0.25),
    "rating": Range(1, 4),
    "level": Range(1, 4),
    "scaled score": Range(80, 120),
    "points": Range(-100, 100),
    **dict.fromkeys(_COUNTED.split(), _COUNT),
}
"""Units that are checked; any other takes any number. Days go in quarters, ratings
and levels from 1 lowest to 4 highest, scaled scores as the tests give them."""


def number(text: str, unit: str, what: str) -> float:
    """A number as people write it, such as ``52``, ``52.5`` or ``52%``, within its unit.

    Raises ``DataError`` for what is no number or lies outside the unit's range.
    """
    bare = text.strip()
    if unit == PERCENT:
        bare = bare.removesuffix(PERCENT).rstrip()
    if not _NUMBER.fullmatch(bare):
        raise DataError(
            f"{what}: {text!r} is not a number",
            why=f"it is counted in {unit}" if unit else "",
            fix="write a number such as 52 or 52.5",
        )
    return within(float(bare), unit, what)


def within(value: float, unit: str, what: str) -> float:
    """The number itself; raises ``DataError`` where its unit cannot hold it."""
    allowed = RANGES.get(unit)
    if not math.isfinite(value) or (allowed and not allowed.holds(value)):
        raise DataError(
            f"{what}: {value:g} {unit} cannot be",
            why=f"{unit} go {allowed.words}" if allowed else "it is not a number",
            fix="check the figure, or the indicator's unit",
        )
    return value
