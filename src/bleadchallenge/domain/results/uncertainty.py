"""How far a percentage of a few pupils can be trusted, and what a change in it says."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.results.small_numbers import pupils_difference

NORMAL_95: Final = 1.959963984540054
"""Two-sided 95 % of the standard normal distribution."""

GROUP_AT_LEAST: Final = 11
"""Inspection reports speak of groups of eleven pupils or more (Ofsted)."""

WILSON: Final = "Wilson score interval (Wilson, 1927)"
NEWCOMBE: Final = "hybrid score interval, method 10 (Newcombe, Statistics in Medicine 17, 1998)"
RECOVERY: Final = (
    "intervals of a sum from those of its parts (Zou and Donner, Statistics in Medicine 27, 2008)"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, both limits in the unit of the figure it belongs to."""

    lower: float
    upper: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in it, limits included."""
        return self.lower <= value <= self.upper


class GrowthVerdict(StrEnum):
    """How a school's change compares with the national change."""

    AHEAD = "ahead"
    IN_LINE = "not told apart from chance"
    BEHIND = "behind"
    TOO_FEW = "too few pupils to tell"
    CANNOT_BE_KNOWN = "cannot be known"


@dataclass(frozen=True, slots=True)
class RateOfIncrease:
    """A school's change minus the national change.

    ``school`` and ``national`` are the two changes, ``points`` their difference,
    all in percentage points. ``pupils`` is that difference in this year's
    pupils, cut towards zero. ``interval`` is the difference's, in points.
    ``None`` where a figure is not known.
    """

    school: float | None
    national: float | None
    points: float | None
    pupils: int | None
    interval: Interval | None
    verdict: GrowthVerdict

    @property
    def within_chance(self) -> bool | None:
        """Whether chance alone may explain the difference; ``None`` not known."""
        return None if self.interval is None else self.interval.holds(0)


def whole_pupils(percentage: float, pupils: int) -> int:
    """How many pupils a published percentage stands for, halves upwards: 53 % of 30 is 16."""
    exact = Decimal(str(percentage)) * pupils / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def wilson(reached: int, pupils: int) -> Interval | None:
    """The Wilson interval of a proportion, in percent; ``None`` without pupils.

    Wilson, Journal of the American Statistical Association 22, 1927.
    """
    if pupils <= 0:
        return None
    share, weight = reached / pupils, NORMAL_95**2 / pupils
    centre = share + weight / 2
    half = math.sqrt(weight * (share * (1 - share) + weight / 4))
    lower, upper = (centre - half) / (1 + weight), (centre + half) / (1 + weight)
    return Interval(100 * min(max(lower, 0), share), 100 * max(min(upper, 1), share))


def percentage_interval(percentage: float | None, pupils: int | None) -> Interval | None:
    """The interval of a published percentage: 53 % of 30 pupils is 36 to 70 %.

    The percentage is taken back to whole pupils first. ``None`` where either is
    not known or there are no pupils.
    """
    if percentage is None or not pupils or pupils < 0:
        return None
    return wilson(min(max(whole_pupils(percentage, pupils), 0), pupils), pupils)


def difference_interval(
    reached: int, pupils: int, reached_before: int, pupils_before: int
) -> Interval | None:
    """The interval of one proportion minus another, in percentage points.

    The two groups of pupils are independent, as two years' pupils are. Newcombe
    1998, method 10, from the two Wilson intervals; ``None`` without pupils.
    """
    now, before = wilson(reached, pupils), wilson(reached_before, pupils_before)
    if now is None or before is None:
        return None
    return _combined(
        [(100 * reached / pupils, now), (100 * reached_before / pupils_before, before)], (1, -1)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A published percentage and the pupils it is of; ``None`` unknown.

    Without a number of pupils a national share is taken as exact: it counts
    every pupil, and over half a million of them.
    """

    percentage: float | None
    pupils: int | None = None


def rate_of_increase(
    now: Share, before: Share, national_now: Share, national_before: Share
) -> RateOfIncrease:
    """Compare a school's change with the national change over the same years.

    The points are of the published percentages; the interval is of whole
    pupils, each share's Wilson interval recovered into one (Zou and Donner
    2008). With fewer than eleven pupils in either year the verdict is too few
    to tell, whatever the interval.
    """
    school = _change(now, before)
    national = _change(national_now, national_before)
    points = None if school is None or national is None else round(school - national, 6)
    interval = None if points is None else _growth(now, before, national_now, national_before)
    pupils = pupils_difference(points, now.pupils)
    verdict = _verdict(interval, now.pupils, before.pupils)
    return RateOfIncrease(school, national, points, pupils, interval, verdict)


def _change(now: Share, before: Share) -> float | None:
    if now.percentage is None or before.percentage is None:
        return None
    return round(now.percentage - before.percentage, 6)


def _growth(*shares: Share) -> Interval | None:
    school, nation = shares[:2], shares[2:]
    parts = [*map(_estimate, school), *(_estimate(share, exact=True) for share in nation)]
    known = [part for part in parts if part is not None]
    return _combined(known, (1, -1, -1, 1)) if len(known) == len(parts) else None


def _estimate(share: Share, *, exact: bool = False) -> tuple[float, Interval] | None:
    if exact and share.pupils is None and share.percentage is not None:
        return share.percentage, Interval(share.percentage, share.percentage)
    interval = percentage_interval(share.percentage, share.pupils)
    if interval is None or share.percentage is None or not share.pupils:
        return None
    return 100 * whole_pupils(share.percentage, share.pupils) / share.pupils, interval


def _combined(parts: list[tuple[float, Interval]], signs: tuple[int, ...]) -> Interval:
    value = below = above = 0.0
    for (estimate, interval), sign in zip(parts, signs, strict=True):
        down, up = (estimate - interval.lower) ** 2, (interval.upper - estimate) ** 2
        value += sign * estimate
        below += down if sign > 0 else up
        above += up if sign > 0 else down
    return Interval(value - math.sqrt(below), value + math.sqrt(above))


def _verdict(interval: Interval | None, now: int | None, before: int | None) -> GrowthVerdict:
    if interval is None or now is None or before is None:
        return GrowthVerdict.CANNOT_BE_KNOWN
    if min(now, before) < GROUP_AT_LEAST:
        return GrowthVerdict.TOO_FEW
    if interval.holds(0):
        return GrowthVerdict.IN_LINE
    return GrowthVerdict.AHEAD if interval.lower > 0 else GrowthVerdict.BEHIND
