"""Indicators with their targets and readings, as the rules take them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bleadchallenge.domain.kpis import Direction, Indicator, Point
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.words import Level
from bleadchallenge.domain.years import exam_year
from bleadchallenge.store import published
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget

_ALWAYS = 3660


@dataclass(frozen=True, slots=True)
class Tracked:
    """An indicator on record, as promised and as read."""

    kpi: Kpi
    indicator: Indicator
    readings: tuple[Point, ...]


def tracked(reader: Reader, policy: Policy, as_of: date, *where: object) -> list[Tracked]:
    """The indicators in force on a day, each with all its readings."""
    kpis = [kpi for kpi in reader.all(Kpi, *where) if _in_force(kpi, as_of)]
    targets: dict[tuple[str, str], list[KpiTarget]] = defaultdict(list)
    for target in reader.all(KpiTarget):
        targets[target.urn, target.kpi].append(target)
    readings: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for reading in reader.all(KpiReading):
        readings[reading.urn, reading.kpi].append(Point(reading.on_day, reading.value))
    own = _published_readings(reader, policy, kpis)
    return [
        Tracked(
            kpi,
            indicator_of(kpi, targets[kpi.urn, kpi.code], policy),
            tuple(sorted([*readings[kpi.urn, kpi.code], *own[kpi.urn, kpi.code]], key=_day)),
        )
        for kpi in kpis
    ]


def indicator_of(kpi: Kpi, targets: Iterable[KpiTarget], policy: Policy) -> Indicator:
    """An indicator as promised; a target stands at the end of its term."""
    ends = {term.code: term.ends for term in policy.terms}
    points = [Point(ends[t.term], t.value) for t in targets if t.term in ends]
    known = kpi.baseline is not None and kpi.baseline_on is not None
    return Indicator(
        baseline=Point(kpi.baseline_on, kpi.baseline) if known else None,  # type: ignore[arg-type]
        targets=tuple(sorted(points, key=_day)),
        direction=Direction(kpi.direction),
        tolerance=kpi.tolerance,
        decimals=kpi.decimals,
        every=timedelta(days=policy.kpi_every_days.get(kpi.frequency, _ALWAYS)),
        grace=timedelta(days=policy.kpi_grace_days),
        starts=kpi.starts_on,
        cumulative=kpi.cumulative,
    )


def results_day(year: str, policy: Policy) -> date:
    """The day results of a year stand for: the last of its summer term, else 31 July."""
    summer = exam_year(year)
    ends = [t.ends for t in policy.terms if t.ends.year == summer and t.ends.month in (6, 7, 8)]
    return ends[0] if ends else date(summer, 7, 31)


def _published_readings(
    reader: Reader, policy: Policy, kpis: Iterable[Kpi]
) -> dict[tuple[str, str], list[Point]]:
    """Readings that imported results give of themselves, for indicators linked to one."""
    linked = [kpi for kpi in kpis if kpi.measure]
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    if not linked:
        return found
    urns = {kpi.urn for kpi in linked}
    lines = published.lines(reader, "ks2", urns=urns, level=Level.SCHOOL)
    for kpi in linked:
        for line in lines:
            value = line.cell(kpi.measure).value if line.urn == kpi.urn else None
            day = results_day(line.source.year, policy)
            if value is not None and day >= kpi.starts_on:
                found[kpi.urn, kpi.code].append(Point(day, value))
    return found


def _in_force(kpi: Kpi, as_of: date) -> bool:
    return kpi.starts_on <= as_of and (kpi.retired_on is None or kpi.retired_on > as_of)


def _day(point: Point) -> date:
    return point.on
