"""Key performance indicators: targets, trajectory, status, direction of travel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bleadchallenge.domain.choices import Direction


class LedgerMeasure(StrEnum):
    """What an indicator reads of itself from the programme's own records; nobody types it."""

    DAYS = "DAYS"
    DISPUTES = "DISPUTES"
    ONTIME = "ONTIME"
    OWNLED = "OWNLED"


class Status(StrEnum):
    """How an indicator stands; only a reading can make it good."""

    ON_TRACK = "on track"
    RECOVERABLE = "recoverable"
    OFF_TRACK = "off track"
    TOO_FEW = "too few to judge"
    NOT_YET_DUE = "not yet due"
    NO_READING = "no reading"


class DirectionOfTravel(StrEnum):
    """How the latest reading stands to the one before."""

    IMPROVING = "improving"
    STEADY = "steady"
    DECLINING = "declining"
    UNKNOWN = "unknown"


WORST_FIRST = (
    Status.OFF_TRACK,
    Status.NO_READING,
    Status.RECOVERABLE,
    Status.TOO_FEW,
    Status.ON_TRACK,
    Status.NOT_YET_DUE,
)


COUNTED = (Status.ON_TRACK, Status.RECOVERABLE, Status.OFF_TRACK, Status.NO_READING)
"""What is counted where a school's indicators are told in short, in this order."""

MOST_DECIMALS = 4
OF_FEW = "rests on five or fewer: hidden"


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day: a baseline, a target at a term's end, or a reading.

    ``of_few`` is a reading of so few pupils that it is hidden; ``n`` is how many
    pupils, lessons or people a reading is of, ``None`` where it is not known.
    """

    on: date
    value: float
    of_few: bool = False
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as promised: where it starts, where it should be, and when it is read.

    ``targets`` are in order of their days, one for each term that has one.
    ``tolerance`` is in the indicator's own unit and never negative. ``every`` is
    the number of days after which a new reading is due. ``share`` says that it is
    read in percent of ``n``. What is ``counted`` from records is known on every day,
    and is never too old.
    """

    baseline: Point | None
    targets: tuple[Point, ...]
    direction: Direction
    tolerance: float
    decimals: int
    every: timedelta
    grace: timedelta
    starts: date
    cumulative: bool = False
    share: bool = False
    counted: bool = False

    def step(self, reading: Point) -> float:
        """How far one lesson, pupil, meeting or day moves a reading, in its own unit.

        1 where the reading is a count, or a share of a number that is not known.
        """
        return 100 / reading.n if self.share and reading.n else 1.0

    def is_of_too_few(self, reading: Point) -> bool:
        """Whether one lesson or pupil more would move a share by more than the tolerance."""
        return self.share and bool(reading.n) and self.step(reading) > self.tolerance


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the readings of an indicator say on a day.

    ``value`` is the latest reading, or baseline and readings added up where the
    indicator is cumulative; ``None`` without any. ``expected`` is where the trajectory stood on
    the day of that reading. ``target`` is this term's. ``decimals`` are those it was judged with.
    """

    status: Status
    travel: DirectionOfTravel
    value: float | None
    read_on: date | None
    expected: float | None
    target: Point | None
    reason: str
    decimals: int = 0


def judge(indicator: Indicator, readings: Sequence[Point], as_of: date) -> Judgement:
    """Judge an indicator's readings up to a day, against trajectory and target.

    Values are rounded first, so that a pack never shows 60.0 against 60.0 as
    missed; as finely as the finest of reading, target and tolerance, so that 94.9
    never reaches 95. A reading older than its frequency allows
    counts as none: nothing is green for want of news. One of few pupils is not
    judged at all: of four pupils, a status beside a target would tell how many.
    A share that one pupil or lesson moves by more than the tolerance is too few
    to judge where it is short of its path: never recoverable, never off track.
    """
    known = _totals(indicator, sorted((r for r in readings if r.on <= as_of), key=_day))
    if indicator.counted and known:
        known.append(replace(known[-1], on=as_of))
    target = this_target(indicator, as_of)
    if not known:
        return _without(indicator, target, as_of)
    latest = known[-1]
    indicator = replace(indicator, decimals=_finest(indicator, [*known[-2:], target]))
    if latest.of_few:
        return Judgement(
            Status.NO_READING, DirectionOfTravel.UNKNOWN, None, latest.on, None, target, OF_FEW
        )
    expected = trajectory(indicator, latest.on)
    status, reason = _status(indicator, latest, expected, target, as_of)
    return Judgement(
        status=status,
        travel=_travel(indicator, known),
        value=_rounded(indicator, latest.value),
        read_on=latest.on,
        expected=None if expected is None else _rounded(indicator, expected),
        target=target,
        reason=reason,
        decimals=indicator.decimals,
    )


def _finest(indicator: Indicator, points: Sequence[Point | None]) -> int:
    """The decimals of the finest figure that is judged or judged by."""
    values = [point.value for point in points if point is not None]
    baseline = [indicator.baseline.value] if indicator.baseline else []
    return max(indicator.decimals, *map(_decimals, [*values, *baseline, indicator.tolerance]))


def _decimals(value: float) -> int:
    """How many decimals a value has, up to the most that are kept."""
    exponent = Decimal(str(round(value, MOST_DECIMALS))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def this_target(indicator: Indicator, as_of: date) -> Point | None:
    """The target to be reached next, or the last one once all are past."""
    ahead = [target for target in indicator.targets if target.on >= as_of]
    return ahead[0] if ahead else (indicator.targets[-1] if indicator.targets else None)


def trajectory(indicator: Indicator, day: date) -> float | None:
    """Where a straight path from the baseline through the targets stands on a day.

    ``None`` without a target. Before the baseline it is the baseline; after the
    last target it is that target; without a baseline it is the next target.
    """
    if not indicator.targets:
        return None
    start = [indicator.baseline] if indicator.baseline else []
    points = sorted([*start, *indicator.targets], key=_day)
    before = [point for point in points if point.on <= day]
    after = [point for point in points if point.on > day]
    if not before:
        return after[0].value
    if not after:
        return before[-1].value
    share = (day - before[-1].on) / (after[0].on - before[-1].on)
    return before[-1].value + share * (after[0].value - before[-1].value)


def ledger_measure(code: str, measure: str) -> LedgerMeasure | None:
    """What an indicator of a code reads of itself from the records, or ``None``."""
    name = measure or code
    return next((each for each in LedgerMeasure if each == name), None)


def reading_due(indicator: Indicator, last: date | None) -> date:
    """The day the next reading is due."""
    return (last or indicator.starts) + indicator.every


def _day(point: Point) -> date:
    return point.on


def _totals(indicator: Indicator, readings: Sequence[Point]) -> list[Point]:
    """The readings themselves, or what they and the baseline add up to, day by day."""
    if not indicator.cumulative:
        return list(readings)
    total = indicator.baseline.value if indicator.baseline else 0.0
    return [Point(reading.on, total := total + reading.value) for reading in readings]


def _without(indicator: Indicator, target: Point | None, as_of: date) -> Judgement:
    due = reading_due(indicator, None)
    late = as_of > due + indicator.grace and not indicator.counted
    first = "nothing to count yet" if indicator.counted else f"first reading due on {due}"
    return Judgement(
        status=Status.NO_READING if late else Status.NOT_YET_DUE,
        travel=DirectionOfTravel.UNKNOWN,
        value=None,
        read_on=None,
        expected=None,
        target=target,
        reason=f"no reading; the first was due on {due}" if late else first,
    )


def _status(
    indicator: Indicator,
    latest: Point,
    expected: float | None,
    target: Point | None,
    as_of: date,
) -> tuple[Status, str]:
    stale = reading_due(indicator, latest.on) + indicator.grace
    if as_of > stale:
        return Status.NO_READING, f"last read on {latest.on}; the next was due by {stale}"
    if expected is None or target is None:
        return Status.NOT_YET_DUE, "no target is set"
    if _ahead(indicator, latest.value, target.value) >= 0:
        return Status.ON_TRACK, "this term's target is reached"
    ahead = _ahead(indicator, latest.value, expected)
    if ahead >= 0:
        return Status.ON_TRACK, "on the path to this term's target"
    return _short(indicator, latest, -ahead)


def _short(indicator: Indicator, latest: Point, gap: float) -> tuple[Status, str]:
    if indicator.is_of_too_few(latest):
        one = indicator.step(latest)
        return Status.TOO_FEW, f"{gap:g} short of the path; one of {latest.n} is {one:.1f}"
    if gap <= indicator.tolerance:
        return Status.RECOVERABLE, f"{gap:g} short of the path, within the tolerance"
    return Status.OFF_TRACK, f"{gap:g} short of the path, beyond the tolerance"


def _ahead(indicator: Indicator, value: float, aim: float) -> float:
    """How far a value is on the good side of an aim, after rounding both."""
    gap = _rounded(indicator, value) - _rounded(indicator, aim)
    signed = gap if indicator.direction is Direction.UP else -gap
    return round(signed, indicator.decimals) + 0.0


def _rounded(indicator: Indicator, value: float) -> float:
    """A value as it is judged and shown; nought is never negative."""
    return round(value, indicator.decimals) + 0.0


def _travel(indicator: Indicator, known: Sequence[Point]) -> DirectionOfTravel:
    points = list(known)
    if indicator.counted and len(points) > 2:  # noqa: PLR2004 - the day judged from, and two counts
        points.pop()
    if indicator.baseline and len(points) == 1:
        points.insert(0, indicator.baseline)
    if any(point.of_few for point in points[-2:]):
        return DirectionOfTravel.UNKNOWN
    if len(points) < 2:  # noqa: PLR2004 - a direction takes two points
        return DirectionOfTravel.UNKNOWN
    change = _ahead(indicator, points[-1].value, points[-2].value)
    if change == 0:
        return DirectionOfTravel.STEADY
    return DirectionOfTravel.IMPROVING if change > 0 else DirectionOfTravel.DECLINING
