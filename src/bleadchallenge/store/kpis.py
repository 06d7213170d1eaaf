"""Indicators with their targets and readings, as the rules take them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bleadchallenge.domain.choices import Direction, Frequency, Heading, Level, Side
from bleadchallenge.domain.kpis.definitions import KpiDefinition
from bleadchallenge.domain.kpis.status import Indicator, Point
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.figure_names import is_small
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.units import PERCENT
from bleadchallenge.domain.years import exam_year
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
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
    """An indicator on record, as promised and as read, in the order of the days."""

    kpi: Kpi
    indicator: Indicator
    readings: tuple[Point, ...]
    read: tuple[Reading, ...] = ()

    @property
    def reads_itself(self) -> bool:
        """Whether its readings come from what is on record, so that nobody types them."""
        return bool(self.kpi.measure)


def kpi_histories(reader: Reader, policy: Policy, as_of: date, **having: Any) -> list[KpiHistory]:
    """The indicators in force on a day that have these values, each with all its readings."""
    every = reader.cached(("tracked", *having.items()), lambda: _every(reader, policy, having))
    return [each for each in every if _in_force(each.kpi, as_of)]


def _every(reader: Reader, policy: Policy, having: dict[str, Any]) -> list[KpiHistory]:
    """Every indicator that was ever in force and has these values."""
    kpis = reader.where(Kpi, **having)
    readings = _typed_readings(reader, having)
    own = _published_readings(reader, policy, kpis)
    return [
        _tracked(
            kpi,
            indicator_of(kpi, reader.where(KpiTarget, urn=kpi.urn, kpi=kpi.code), policy),
            [*readings[kpi.urn, kpi.code], *own[kpi.urn, kpi.code]],
        )
        for kpi in kpis
    ]


def kpis_on(reader: Reader, urn: str, as_of: date) -> list[Kpi]:
    """A school's indicators in force on a day, of both sides."""
    return [kpi for kpi in reader.where(Kpi, urn=urn) if _in_force(kpi, as_of)]


def is_reading_suppressed(kpi: Kpi, n: int | None) -> bool:
    """Whether a reading of so many is hidden: a percentage of five or fewer."""
    return kpi.unit == PERCENT and is_suppressed(n)


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
    points = [Point(ends[t.term], t.value) for t in targets if t.term in ends]
    known = kpi.baseline is not None and kpi.baseline_on is not None
    return Indicator(
        baseline=Point(kpi.baseline_on, kpi.baseline) if known else None,  # type: ignore[arg-type]
        targets=tuple(sorted(points, key=_day)),
        direction=Direction(kpi.direction),
        tolerance=kpi.tolerance,
        decimals=kpi.decimals,
        every=timedelta(days=policy.kpis.every_days.get(Frequency(kpi.frequency), _ALWAYS)),
        grace=timedelta(days=policy.kpis.grace_days),
        starts=kpi.starts_on,
        cumulative=kpi.cumulative,
        share=kpi.unit == PERCENT,
    )


def results_day(year: str, policy: Policy) -> date:
    """The day results of a year stand for: the last of its summer term, else 31 July."""
    summer = exam_year(year)
    ends = [t.ends for t in policy.terms if t.ends.year == summer and t.ends.month in (6, 7, 8)]
    return ends[0] if ends else date(summer, 7, 31)


def _tracked(kpi: Kpi, indicator: Indicator, read: list[Reading]) -> KpiHistory:
    ordered = tuple(sorted(read, key=lambda each: each.point.on))
    return KpiHistory(kpi, indicator, tuple(_as_judged(kpi, each) for each in ordered), ordered)


def _as_judged(kpi: Kpi, read: Reading) -> Point:
    return replace(read.point, of_few=is_reading_suppressed(kpi, read.n), n=read.n)


def _typed_readings(reader: Reader, having: dict[str, Any]) -> dict[tuple[str, str], list[Reading]]:
    """Readings typed in, by school and indicator, of the schools that are asked about."""
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    of_school = {"urn": having["urn"]} if "urn" in having else {}
    for reading in reader.where(KpiReading, **of_school):
        found[reading.urn, reading.kpi].append(
            Reading(
                Point(reading.on_day, reading.value),
                reading.n,
                reading.evidence,
                reading.source or "by hand",
            )
        )
    return found


def _published_readings(
    reader: Reader, policy: Policy, kpis: Iterable[Kpi]
) -> dict[tuple[str, str], list[Reading]]:
    """Readings that imported results give of themselves, for indicators linked to one.

    Results of five pupils or fewer are hidden, and give none.
    """
    linked: dict[str, list[Kpi]] = defaultdict(list)
    for kpi in kpis:
        if kpi.measure:
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
