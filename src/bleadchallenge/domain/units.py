"""Units of indicators: which numbers each may hold, and how a number is written."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from bleadchallenge.domain.errors import DataError

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_SHARE = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*")
_COUNT_OF = re.compile(r"^(?:the )?(?:numbers?|no\.?|count|total) of ")
_PERCENTAGE = re.compile(
    r"(?:%(?:ages?)?|per ?cents?|pct\.?|p\.? ?c\.?|percentages?|proportion|share)(?: .+)?"
)
_PERCENTAGE_POINTS = re.compile(r"(?:%|per ?cent(?:age)?|p\.? ?c\.?) ?(?:ppts?|pts?|points?)")


class Unit(StrEnum):
    """What indicators are counted in: a closed list, each with the ways people write it."""

    NONE = ""
    PERCENT = "%"
    POINTS = "points"
    SCALED_SCORE = "scaled score"
    RATING = "rating"
    LEVEL = "level"
    DAYS = "days"
    HOURS = "hours"
    PUPILS = "pupils"
    TEACHERS = "teachers"
    LEADERS = "leaders"
    GOVERNORS = "governors"
    PARENTS = "parents"
    STAFF = "staff"
    PEOPLE = "people"
    LESSONS = "lessons"
    CLASSES = "classes"
    MEETINGS = "meetings"
    SESSIONS = "sessions"
    VISITS = "visits"
    ACTIONS = "actions"
    MILESTONES = "milestones"
    PRACTICES = "practices"
    TASKS = "tasks"
    EXCLUSIONS = "exclusions"
    INCIDENTS = "incidents"
    SCHOOLS = "schools"

    @classmethod
    def _missing_(cls, value: object) -> "Unit | None":
        """The unit that a known spelling means, such as ``per cent`` or ``number of pupils``."""
        said = " ".join(normalize("NFKC", str(value)).casefold().replace("-", " ").split())
        bare = _COUNT_OF.sub("", said)
        known = {unit.value: unit for unit in cls}
        for text in (said, bare, f"{bare}s", bare.removesuffix("s"), _ALSO_CALLED.get(bare, "?")):
            if text in known:
                return known[text]
        if _PERCENTAGE_POINTS.fullmatch(said):
            return cls.POINTS
        return cls.PERCENT if _PERCENTAGE.fullmatch(said) else None

    @property
    def is_of_pupils(self) -> bool:
        """Whether its figures speak of pupils, so that those of a few are hidden."""
        return self in _OF_PUPILS


PERCENT = Unit.PERCENT
_ALSO_CALLED = {
    "percentage points": "points", "percentage point": "points", "pp": "points", "pts": "points",
    "progress": "points", "progress score": "points", "progress points": "points",
    "scaled scores": "scaled score", "average scaled score": "scaled score",
    "pupil": "pupils", "child": "pupils", "children": "pupils", "learners": "pupils",
    "students": "pupils", "class": "classes", "practice": "practices", "person": "people",
    "grade": "rating", "members of staff": "staff", "staff members": "staff",
}  # fmt: skip
_OF_PUPILS = frozenset({Unit.NONE, Unit.PERCENT, Unit.POINTS, Unit.SCALED_SCORE, Unit.PUPILS})
"""Units of figures of pupils; where none is given, they may be."""


def unit_of(text: str) -> Unit | None:
    """The unit that a text on record means; ``None`` where it is on no list."""
    try:
        return Unit(text)
    except ValueError:
        return None


def parse_unit(text: str) -> Unit:
    """The unit that somebody wrote; raises ``DataError`` with the list where it is none."""
    found = unit_of(text)
    if found is None:
        known = ", ".join(unit for unit in Unit if unit)
        raise DataError(f"there is no unit {text!r}", fix=f"one of {known}; or none")
    return found


def is_of_pupils(text: str) -> bool:
    """Whether figures in a unit on record speak of pupils, as they may where it is not known."""
    unit = unit_of(text)
    return unit is None or unit.is_of_pupils


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
_ANY = Range()
RANGES: dict[Unit, Range] = {
    **dict.fromkeys(Unit, _COUNT),
    Unit.NONE: _ANY,
    Unit.PERCENT: Range(0, 100),
    Unit.DAYS: Range(lowest=0, step=0.25),
    Unit.HOURS: Range(lowest=0),
    Unit.RATING: Range(1, 4),
    Unit.LEVEL: Range(1, 4),
    Unit.SCALED_SCORE: Range(80, 120),
    Unit.POINTS: Range(-100, 100),
}
"""The numbers that each unit takes. Days go in quarters, ratings and levels from 1 lowest
to 4 highest, scaled scores as the tests give them."""


def number(text: str, unit: str, what: str) -> float:
    """A number as people write it, such as ``52``, ``52.5`` or ``52%``, within its unit.

    Raises ``DataError`` for what is no number or lies outside the unit's range.
    """
    bare = text.strip()
    if unit_of(unit) is Unit.PERCENT:
        bare = bare.removesuffix(PERCENT).rstrip()
    if not _NUMBER.fullmatch(bare):
        raise DataError(
            f"{what}: {text!r} is not a number",
            why=f"it is counted in {unit}" if unit else "",
            fix="write a number such as 52 or 52.5",
        )
    return within(float(bare), unit, what)


def share(text: str, unit: str, what: str) -> tuple[float, int] | None:
    """A count of so many, such as ``6/12``: the figure in its unit, and of how many.

    In ``%`` the figure is the share; in other units it is the count. ``None`` where it is
    not written so. Raises ``DataError`` where the part is more than the whole.
    """
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    part, whole = int(found[1]), int(found[2])
    if part > whole or whole == 0:
        raise DataError(
            f"{what}: {text.strip()} cannot be",
            why="the first number is a part of the second",
            fix="write the part, then the whole, such as 6/12",
        )
    value = 100 * part / whole if unit_of(unit) is Unit.PERCENT else float(part)
    return within(value, unit, what), whole


def within(value: float, unit: str, what: str) -> float:
    """The number itself; raises ``DataError`` where its unit cannot hold it."""
    allowed = RANGES[unit_of(unit) or Unit.NONE]
    if not math.isfinite(value) or not allowed.holds(value):
        raise DataError(
            f"{what}: {value:g} {unit} cannot be",
            why=f"{unit} go {allowed.words}" if allowed.words else "it is not a number",
            fix="check the figure, or the indicator's unit",
        )
    return value
