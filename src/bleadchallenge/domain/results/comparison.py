"""A figure beside another: the gap, in points and in pupils, and what chance allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.results.measures import Measure
from bleadchallenge.domain.results.published_figures import breaks_between
from bleadchallenge.domain.results.small_numbers import pupils_difference, pupils_in_words
from bleadchallenge.domain.results.uncertainty import (
    GROUP_AT_LEAST,
    GrowthVerdict,
    Interval,
    RateOfIncrease,
    Share,
    difference_interval,
    percentage_interval,
    whole_pupils,
)
from bleadchallenge.domain.years import label


class Benchmark(StrEnum):
    """What a school's figure is held against."""

    NATIONAL = "national"
    LA = "la"
    CORE_CITIES = "core-cities"
    FAMILY = "family"
    OTHERS = "others"
    NATIONAL_OTHERS = "national-others"

    @property
    def words(self) -> str:
        """Who that is, in words."""
        return _WORDS[self]


_WORDS: Final = {
    Benchmark.NATIONAL: "the national figure",
    Benchmark.LA: "the local authority's figure",
    Benchmark.CORE_CITIES: "the core cities' mean",
    Benchmark.FAMILY: "the family's mean",
    Benchmark.OTHERS: "the school's other pupils",
    Benchmark.NATIONAL_OTHERS: "other pupils nationally",
}
_RANKED: Final = 3


class IntervalPosition(StrEnum):
    """What the interval of a percentage says beside the figure it is held against."""

    ABOVE = "significantly above"
    NOT_DIFFERENT = "not significantly different"
    BELOW = "significantly below"
    TOO_FEW = "too few pupils to tell"


@dataclass(frozen=True, slots=True)
class Gap:
    """A percentage minus another, in points; in pupils, cut towards zero; ``None`` unknown."""

    value: float | None
    other: float | None
    points: float | None
    pupils: int | None
    interval: Interval | None
    standing: IntervalPosition | None

    def words(self, against: Benchmark) -> str:
        """The gap in a sentence."""
        if self.points is None:
            return f"the gap to {against.words} is not known"
        side = f"{points_in_words(self.points)} beside {against.words} ({self.other:g} %)"
        in_pupils = f", {pupils_in_words(self.pupils)}" if self.pupils is not None else ""
        if self.standing is None:
            return side + in_pupils
        return f"{side}{in_pupils}: {self.standing}"


def gap(value: float | None, pupils: int | None, other: float | None) -> Gap:
    """Hold a percentage of so many pupils against another figure, taken as exact."""
    known = value is not None and other is not None
    points = round(value - other, 6) if value is not None and other is not None else None
    interval = percentage_interval(value, pupils)
    return Gap(
        value,
        other,
        points,
        pupils_difference(points, pupils),
        interval,
        _standing(interval, pupils, other) if known else None,
    )


def gap_between(value: Share, other: Share) -> Gap:
    """Hold one group's percentage against another group's, neither taken as exact."""
    found = gap(value.percentage, value.pupils, other.percentage)
    if found.points is None or not value.pupils or not other.pupils:
        return found
    assert value.percentage is not None  # noqa: S101 - the points are known
    assert other.percentage is not None  # noqa: S101 - as above
    between = difference_interval(
        whole_pupils(value.percentage, value.pupils),
        value.pupils,
        whole_pupils(other.percentage, other.pupils),
        other.pupils,
    )
    fewer = min(value.pupils, other.pupils)
    return replace(found, standing=_standing(between, fewer, 0))


def _standing(
    interval: Interval | None, pupils: int | None, other: float | None
) -> IntervalPosition | None:
    if interval is None or pupils is None or other is None:
        return None
    if pupils < GROUP_AT_LEAST:
        return IntervalPosition.TOO_FEW
    if interval.holds(other):
        return IntervalPosition.NOT_DIFFERENT
    return IntervalPosition.ABOVE if interval.lower > other else IntervalPosition.BELOW


def points_in_words(points: float) -> str:
    """A difference in percentage points with its sign: "+1 point", "-13 points"."""
    unit = "point" if abs(points) == 1 else "points"
    return f"{points:+g} {unit}" if points else "no difference"


def growth_in_words(growth: RateOfIncrease, earlier: str, later: str) -> str:
    """A school's rate of increase beside the nation's, in a sentence."""
    years = f"{label(earlier)} to {label(later)}"
    if growth.points is None:
        return f"{years}: the change cannot be known"
    said = (
        f"{years}: {growth.school:+g}, {growth.national:+g} nationally: "
        f"{points_in_words(growth.points)} ({pupils_in_words(growth.pupils)})"
    )
    if growth.interval is not None:
        said += f", 95 % interval {interval_in_short(growth)}"
    said += f": {growth.verdict}"
    if growth.verdict is GrowthVerdict.IN_LINE:
        said += ", within what chance alone may do"
    return said


def interval_in_short(growth: RateOfIncrease) -> str:
    """The 95 % interval of a rate of increase, in whole points; empty where it is not known."""
    found = growth.interval
    return f"{found.lower:+.0f} to {found.upper:+.0f}" if found else ""


def comparability(earlier: str, later: str) -> tuple[str, ...]:
    """What must be said where two years' figures of reading, writing and maths stand together."""
    return tuple(
        f"{label(each.since)}: {each.note} ({each.source})"
        for each in breaks_between(Measure.RWM_EXPECTED, earlier, later)
    )


def mean(values: Sequence[float]) -> float | None:
    """The plain mean, to a tenth, each counted once; ``None`` of nothing."""
    return round(sum(values) / len(values), 1) if values else None


def weighted_mean(pairs: Sequence[tuple[float, int]]) -> float | None:
    """The mean of percentages weighted by pupils; ``None`` without pupils."""
    pupils = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / pupils if pupils else None


def rank(value: float | None, others: Sequence[float]) -> tuple[int, int] | None:
    """The place among others, 1 the highest, and of how many; ``None`` among fewer than three.

    Equals share the better place.
    """
    if value is None or len(others) < _RANKED:
        return None
    return 1 + sum(other > value for other in others), len(others) + 1
