"""Indicators with their targets and readings, as the rules take them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import col, select

from bleadchallenge.domain.choices import Direction, Frequency, Heading, Level, Side
from bleadchallenge.domain.kpis.definitions import KpiDefinition
from bleadchallenge.domain.kpis.status import (
    Indicator,
    Judgement,
    LedgerMeasure,
    Point,
    judge,
    ledger_measure,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.figure_names import is_small
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.support.own_time import OwnTime, indicator_of_own
from bleadchallenge.domain.units import Unit, is_of_pupils, unit_of
from bleadchallenge.domain.years import exam_year
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.selection import own_time_on, own_times
from bleadchallenge.store.support.ledger_indicators import points
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget

_ALWAYS = 3660


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading: ``n`` is how many pupils, lessons or people; ``None`` is not known.

    ``source`` says by hand, or the file, sheet and row it stands in.
    """

    point: Point
    n: int | None
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class KpiHistory:
    """An indicator on record, as promised and as read, in the order of the days.

    One of the support is an alliance's in a time of its ``own``; ``ledger`` is
    what it reads of itself from the programme's records.
    """

    kpi: Kpi
    indicator: Indicator
    readings: tuple[Point, ...]
    read: tuple[Reading, ...] = ()
    own: OwnTime | None = None
    ledger: LedgerMeasure | None = None

    @property
    def reads_itself(self) -> bool:
        """Whether its readings come from what is on record, so that nobody types them."""
        return bool(self.kpi.measure or self.ledger)

    def judged(self, as_of: date) -> Judgement:
        """How it stands on a day; after the end of its own time, as it stood then."""
        return judge(
            self.indicator, self.readings, self.own.judged_on(as_of) if self.own else as_of
        )


def kpi_histories(
    reader: Reader, policy: Policy, as_of: date, **having: object
) -> list[KpiHistory]:
    """The indicators in force on a day that have these values, each with all its readings.

    Those of the support are those of the alliance that supports the school, or did last.
    """
    reader = reader.on_day(as_of)
    return [
        each
        for each in _all(reader, policy, having)
        if _in_force(each.kpi, as_of) and each.own in (None, _present(reader, each.kpi.urn, as_of))
    ]


def tracked_before(reader: Reader, policy: Policy, as_of: date) -> list[KpiHistory]:
    """The indicators of support that ended before another alliance's began, by a day."""
    reader = reader.on_day(as_of)
    return [
        each
        for each in _all(reader, policy, {})
        if each.own is not None
        and each.own.last is not None
        and each.own != _present(reader, each.kpi.urn, as_of)
        and each.own.first <= as_of
        and _in_force(each.kpi, each.own.last)
    ]


def _present(reader: Reader, urn: str, as_of: date) -> OwnTime | None:
    """The time that indicators of the support speak of: the latest begun, else the first."""
    return own_time_on(reader, urn, as_of) or next(iter(own_times(reader, urn)), None)


def _all(reader: Reader, policy: Policy, having: dict[str, object]) -> Iterator[KpiHistory]:
    """Every indicator that was ever in force and has these values; each alliance's by itself."""
    kpis = reader.where(Kpi, urn=having["urn"]) if "urn" in having else reader.where(Kpi)
    for urn in dict.fromkeys(kpi.urn for kpi in kpis):
        for each in _of_school(reader, policy, urn):
            if all(getattr(each.kpi, name) == value for name, value in having.items()):
                yield each


def _of_school(reader: Reader, policy: Policy, urn: str) -> list[KpiHistory]:
    return reader.cached(("histories", urn), lambda: _every(reader, policy, urn))


def _every(reader: Reader, policy: Policy, urn: str) -> list[KpiHistory]:
    typed = _typed_readings(reader, urn)
    published = reader.cached("published readings", lambda: _published_readings(reader, policy))
    found = []
    for kpi in reader.where(Kpi, urn=urn):
        targets = reader.where(KpiTarget, urn=urn, kpi=kpi.code)
        read = [*typed[kpi.code], *published[urn, kpi.code]]
        times: list[OwnTime] = own_times(reader, urn) if kpi.side == Side.SUPPORT else []
        indicator = indicator_of(kpi, targets, policy)
        found += [
            _tracked(reader, policy, kpi, indicator, read, time) for time in (times or (None,))
        ]
    return found


def is_reading_suppressed(kpi: Kpi, n: int | None) -> bool:
    """Whether a reading of so many is hidden: one of pupils, of five or fewer."""
    return is_of_pupils(kpi.unit) and is_suppressed(n)


def hidden_readings(reader: Reader) -> Callable[[Fact], dict[str, str]]:
    """What gives of a fact the columns that small numbers hide: the value of such a reading."""
    ever = select(Kpi).order_by(col(Kpi.id))
    units = {(kpi.urn, kpi.code): kpi for kpi in reader.session.exec(ever)}

    def hidden(fact: Fact) -> dict[str, str]:
        if not isinstance(fact, KpiReading):
            return {}
        kpi = units.get((fact.urn, fact.kpi))
        is_hidden = is_suppressed(fact.n) if kpi is None else is_reading_suppressed(kpi, fact.n)
        return {"value": HIDDEN} if is_hidden else {}

    return hidden


def promise_of(reader: Reader, kpi: Kpi) -> KpiDefinition:
    """An indicator on record as what it promises."""
    targets = reader.all(KpiTarget, KpiTarget.urn == kpi.urn, KpiTarget.kpi == kpi.code)
    return KpiDefinition(
        code=kpi.code,
        name=kpi.name,
        side=Side(kpi.side),
        heading=Heading(kpi.heading),
        unit=kpi.unit,
        direction=Direction(kpi.direction),
        baseline=kpi.baseline,
        baseline_on=kpi.baseline_on,
        targets={target.term: target.value for target in targets},
        tolerance=kpi.tolerance,
        frequency=Frequency(kpi.frequency),
        decimals=kpi.decimals,
        cumulative=kpi.cumulative,
        measure=kpi.measure,
    )


def indicator_of(kpi: Kpi, targets: Iterable[KpiTarget], policy: Policy) -> Indicator:
    """An indicator as promised; a target stands at the end of its term."""
    ends = {term.code: term.ends for term in policy.terms}
    aims = [Point(ends[t.term], t.value) for t in targets if t.term in ends]
    known = kpi.baseline is not None and kpi.baseline_on is not None
    return Indicator(
        baseline=Point(kpi.baseline_on, kpi.baseline) if known else None,  # type: ignore[arg-type]
        targets=tuple(sorted(aims, key=_day)),
        direction=Direction(kpi.direction),
        tolerance=kpi.tolerance,
        decimals=kpi.decimals,
        every=timedelta(days=policy.kpis.every_days.get(Frequency(kpi.frequency), _ALWAYS)),
        grace=timedelta(days=policy.kpis.grace_days),
        starts=kpi.starts_on,
        cumulative=kpi.cumulative,
        share=unit_of(kpi.unit) is Unit.PERCENT,
    )


def results_day(year: str, policy: Policy) -> date:
    """The day results of a year stand for: the last of its summer term, else 31 July."""
    summer = exam_year(year)
    ends = [t.ends for t in policy.terms if t.ends.year == summer and t.ends.month in (6, 7, 8)]
    return ends[0] if ends else date(summer, 7, 31)


def _tracked(
    reader: Reader,
    policy: Policy,
    kpi: Kpi,
    indicator: Indicator,
    read: list[Reading],
    own: OwnTime | None,
) -> KpiHistory:
    ledger = ledger_measure(kpi.code, kpi.measure)
    if ledger:
        indicator = replace(indicator, counted=True, cumulative=False)
    if own is not None and own.succeeds:
        every = read if ledger is None else _counted(reader, policy, kpi, ledger, None)
        before = [each.point for each in _in_order(every) if each.point.on < own.first]
        done = _done(kpi, indicator, ledger, before)
        indicator = indicator_of_own(indicator, own, before, done)
    if ledger:
        read = _counted(reader, policy, kpi, ledger, own)
    elif own is not None:
        read = [each for each in read if own.holds(each.point.on)]
    ordered = _in_order(read)
    judged = tuple(_as_judged(kpi, each) for each in ordered)
    return KpiHistory(kpi, indicator, judged, ordered, own, ledger)


def _in_order(read: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(read, key=lambda each: each.point.on))


def _done(
    kpi: Kpi, indicator: Indicator, ledger: LedgerMeasure | None, before: list[Point]
) -> float | None:
    """What had been reached before a successor came; ``None`` where readings do not add up."""
    if ledger is LedgerMeasure.DAYS:
        return before[-1].value if before else 0.0
    if ledger is LedgerMeasure.DISPUTES:
        return 0.0
    if not kpi.cumulative:
        return None
    start = indicator.baseline.value if indicator.baseline else 0.0
    return start + sum(point.value for point in before)


def _counted(
    reader: Reader, policy: Policy, kpi: Kpi, ledger: LedgerMeasure, own: OwnTime | None
) -> list[Reading]:
    """What an indicator read of itself, from the records, on each day on which it moved."""
    found = points(reader, policy, ledger, kpi.urn, own)
    return [Reading(point, None, "counted from the records", "ledger") for point in found]


def _as_judged(kpi: Kpi, read: Reading) -> Point:
    return replace(read.point, of_few=is_reading_suppressed(kpi, read.n), n=read.n)


def _typed_readings(reader: Reader, urn: str) -> dict[str, list[Reading]]:
    """Readings of a school that were typed in, by indicator."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in reader.where(KpiReading, urn=urn):
        found[reading.kpi].append(
            Reading(
                Point(reading.on_day, reading.value),
                reading.n,
                reading.evidence,
                reading.source or "by hand",
            )
        )
    return found


def _published_readings(reader: Reader, policy: Policy) -> dict[tuple[str, str], list[Reading]]:
    """Readings that imported results give of themselves, by school and indicator linked to one.

    Results of five pupils or fewer are hidden, and give none.
    """
    linked: dict[str, list[Kpi]] = defaultdict(list)
    for kpi in reader.where(Kpi):
        if kpi.measure and not ledger_measure(kpi.code, kpi.measure):
            linked[kpi.urn].append(kpi)
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    if not linked:
        return found
    for line in published_files.lines(reader, "ks2", urns=linked.keys(), level=Level.SCHOOL):
        day = results_day(line.source.year, policy)
        for kpi in linked[line.urn]:
            value = line.cell(kpi.measure).value
            if value is None or is_small(line) or day < kpi.starts_on:
                continue
            found[kpi.urn, kpi.code].append(_from_line(kpi, line, Point(day, value)))
    return found


def _from_line(kpi: Kpi, line: SourceLine, point: Point) -> Reading:
    eligible = line.cell("TELIG").value
    place = line.address(kpi.measure)
    where = ", ".join(
        part
        for part in (
            place.file,
            place.sheet and f"sheet {place.sheet}",
            f"row {place.row}",
            f"column {place.column}",
            place.release,
        )
        if part
    )
    return Reading(point, None if eligible is None else int(eligible), "published results", where)


def _in_force(kpi: Kpi, as_of: date) -> bool:
    return kpi.starts_on <= as_of and (kpi.retired_on is None or kpi.retired_on > as_of)


def _day(point: Point) -> date:
    return point.on
