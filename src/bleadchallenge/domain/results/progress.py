"""Progress scores: intervals, significance, bands, and the caution for junior schools."""

import math
import re
from enum import IntEnum, StrEnum
from typing import Final

from bleadchallenge.domain.results.measures import Progress
from bleadchallenge.domain.results.published_figures import Cuts
from bleadchallenge.domain.results.uncertainty import Interval

PUBLISHED_95: Final = 1.96
"""The multiplier of the published intervals (Primary school accountability guide)."""

JUNIOR_CAUTION: Final = (
    "junior school: its pupils' key stage 1 results were given by infant schools, "
    "and progress measured from them tends to be low"
)
_JUNIOR_FROM: Final = 7
_AGES: Final = re.compile(r"\s*([0-9]{1,2})\s*(?:-|\u2013|to)\s*([0-9]{1,2})\s*")


class Band(IntEnum):
    """A band of progress, numbered as the performance tables number it."""

    WELL_ABOVE = 1
    ABOVE = 2
    AVERAGE = 3
    BELOW = 4
    WELL_BELOW = 5

    @property
    def words(self) -> str:
        """The band as the performance tables name it."""
        return (
            "average" if self is Band.AVERAGE else f"{self.name.lower().replace('_', ' ')} average"
        )


class Significance(StrEnum):
    """What an interval says beside the national mean of 0."""

    ABOVE = "significantly above the national average"
    NOT_DIFFERENT = "not significantly different from the national average"
    BELOW = "significantly below the national average"


def significance(progress: Progress) -> Significance | None:
    """Above when the lower limit is over 0, below when the upper is under it.

    ``None`` where a limit is not known.
    """
    if progress.lower is None or progress.upper is None:
        return None
    if progress.lower > 0:
        return Significance.ABOVE
    return Significance.BELOW if progress.upper < 0 else Significance.NOT_DIFFERENT


def band(progress: Progress, cuts: Cuts | None) -> Band | None:
    """The band of a score: *well above* at or over the upper cut, *well below* under the lower.

    Department for Education, primary progress bandings. ``None`` where the
    score, a limit or the year's cuts are not known.
    """
    judged = significance(progress)
    if progress.score is None or judged is None or cuts is None:
        return None
    if judged is Significance.ABOVE:
        return Band.WELL_ABOVE if progress.score >= cuts.upper else Band.ABOVE
    if judged is Significance.BELOW:
        return Band.WELL_BELOW if progress.score < cuts.lower else Band.BELOW
    return Band.AVERAGE


def interval(score: float | None, pupils: int | None, sigma: float) -> Interval | None:
    """Score ± 1.96 sigma over the root of the number of pupils, in points.

    Only where no interval is published: a published one is always preferred.
    ``None`` where the score is not known or there are no pupils.
    """
    if score is None or pupils is None or pupils <= 0:
        return None
    half = PUBLISHED_95 * sigma / math.sqrt(pupils)
    return Interval(score - half, score + half)


def pupils_covered(eligible: int | None, coverage: float | None) -> int | None:
    """About how many pupils a score counts; ``coverage`` is their percentage."""
    if eligible is None or coverage is None:
        return None
    return math.floor(eligible * coverage / 100 + 0.5)


def is_junior(age_range: str | None) -> bool:
    """Whether a school takes its pupils after key stage 1: "7-11" does, "4-11" does not."""
    found = _AGES.fullmatch(age_range or "")
    return found is not None and int(found[1]) >= _JUNIOR_FROM


def junior_caution(age_range: str | None) -> str | None:
    """The caution shown with a junior school's progress; ``None`` for other schools."""
    return JUNIOR_CAUTION if is_junior(age_range) else None
