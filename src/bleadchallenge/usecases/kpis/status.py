"""How every indicator stands on a day."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Heading, Side
from bleadchallenge.domain.kpis.status import (
    OF_FEW,
    WORST_FIRST,
    DirectionOfTravel,
    Point,
    Status,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.small_numbers import is_small_cohort
from bleadchallenge.domain.units import is_of_pupils
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import (
    KpiHistory,
    is_reading_suppressed,
    kpi_histories,
    tracked_before,
)
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Kpi
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Request, policy_of


@row
class KpiStatusRow:
    """An indicator as it stands on a day."""

    urn: str = column(hidden=True)
    school: str
    alliance: str = column(hidden=True)
    until: date | None = column(hidden=True)
    side: Side = column(rank=2)
    heading: Heading = column(hidden=True)
    code: str
    name: str = column("indicator", rank=1)
    unit: str = column(rank=2, place=1)
    decimals: int = column(hidden=True)
    status: Status
    travel: DirectionOfTravel = column("direction", rank=2)
    value: float | str | None
    read_on: date | None = column(hidden=True)
    expected: float | None
    target: float | None
    reason: str = column("because", rank=3, place=1)
    n: int | None = column(hidden=True)
    small: str | None = column(hidden=True)
    source: str | None = column(hidden=True)
    target_term: str | None = column("by")
    baseline: float | None = column(hidden=True)
    baseline_on: date | None = column(hidden=True)
    owner: str = column(hidden=True)


@row
class StatusCounts:
    """How many indicators stand how, and the worst of them."""

    counts: dict[str, int]
    worst: Status | None


@dataclass(frozen=True, slots=True)
class KpiFilter:
    """Which indicators are asked for; ``None`` is all."""

    school: str | None = None
    alliance: str | None = None
    side: Side | None = None
    heading: Heading | None = None


def kpi_status(asked: Request, which: KpiFilter) -> Listing[KpiStatusRow]:
    """Every indicator asked for with its status, worst first within a school."""
    with asked.reading() as reader:
        policy, having = policy_of(reader), _wanted(reader, which)
        rows = status_rows(reader, policy, asked.as_of, **having)
        if which.alliance:
            code = find_alliance(reader, which.alliance).code
            rows = [
                row
                for row in [*rows, *ended_rows(reader, policy, asked.as_of)]
                if row.alliance == code and all(getattr(row, k) == v for k, v in having.items())
            ]
        counts = {status.value: _count(rows, status) for status in WORST_FIRST}
        said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
        return Listing(
            "kpi-status",
            asked.as_of,
            reader.change,
            KpiStatusRow,
            tuple(rows),
            (said or "no indicator is in force",),
            StatusCounts(counts, worst(rows)),
        )


def status_rows(reader: Reader, policy: Policy, as_of: date, **having: str) -> list[KpiStatusRow]:
    """The rows of the listing and of a pack's table: one for each indicator in force."""
    asked = ("status rows", as_of, *having.items())
    return list(reader.cached(asked, lambda: _rows(reader, policy, as_of, having)))


def ended_rows(reader: Reader, policy: Policy, as_of: date) -> list[KpiStatusRow]:
    """The indicators of support that another alliance's has followed, as they stood at its end."""
    return reader.cached(
        ("ended rows", as_of),
        lambda: _in_rows(reader, policy, as_of, tracked_before(reader, policy, as_of)),
    )


def support_rows(
    reader: Reader, policy: Policy, as_of: date, urn: str, alliance: str
) -> list[KpiStatusRow]:
    """The indicators of an alliance's support of a school, those of a time that is over too."""
    every = [*status_rows(reader, policy, as_of), *ended_rows(reader, policy, as_of)]
    own = (urn, Side.SUPPORT, alliance)
    return [row for row in every if (row.urn, row.side, row.alliance) == own]


def _rows(
    reader: Reader, policy: Policy, as_of: date, having: dict[str, str]
) -> list[KpiStatusRow]:
    return _in_rows(reader, policy, as_of, kpi_histories(reader, policy, as_of, **having))


def _in_rows(
    reader: Reader, policy: Policy, as_of: date, every: list[KpiHistory]
) -> list[KpiStatusRow]:
    others = schools_of_other_cohorts(reader)
    found = [each for each in every if each.kpi.urn not in others]
    names: dict[str, tuple[str, str]] = {}
    for each in found:
        if each.kpi.urn not in names:
            names[each.kpi.urn] = _named(reader, each.kpi.urn, as_of)
    rows = [_row(each, names[each.kpi.urn], policy, as_of) for each in found]
    return sorted(rows, key=lambda row: (row.school, row.urn, row.side, _badness(row)))


def worst(rows: list[KpiStatusRow]) -> Status | None:
    """The worst status among rows, or ``None`` without any."""
    present = {row.status for row in rows}
    return next((status for status in WORST_FIRST if status in present), None)


def _count(rows: list[KpiStatusRow], status: Status) -> int:
    return sum(row.status == status for row in rows)


def _wanted(reader: Reader, which: KpiFilter) -> dict[str, str]:
    """What the indicators that are asked for have in common."""
    wanted: dict[str, str] = {}
    if which.school:
        wanted["urn"] = find_programme_school(reader, which.school).urn
    if which.side:
        wanted["side"] = which.side.value
    if which.heading:
        wanted["heading"] = which.heading.value
    return wanted


def _named(reader: Reader, urn: str, as_of: date) -> tuple[str, str]:
    school = by_urn(reader, urn)
    assignment = assignment_on(reader, urn, as_of)
    return (school.name if school else urn, assignment.alliance if assignment else "")


def _row(each: KpiHistory, named: tuple[str, str], policy: Policy, as_of: date) -> KpiStatusRow:
    kpi = each.kpi
    judged = each.judged(as_of)
    latest = next((read for read in reversed(each.read) if read.point.on <= as_of), None)
    n = latest.n if latest else None
    small = _small(kpi, n)
    return KpiStatusRow(
        urn=kpi.urn,
        school=named[0],
        alliance=each.own.alliance if each.own else named[1],
        until=each.own.last_by(as_of) if each.own else None,
        side=Side(kpi.side),
        heading=Heading(kpi.heading),
        code=kpi.code,
        name=kpi.name,
        unit=kpi.unit,
        decimals=max(kpi.decimals, judged.decimals),
        status=judged.status,
        travel=judged.travel,
        value=HIDDEN if small == OF_FEW else judged.value,
        read_on=judged.read_on,
        expected=judged.expected,
        target=judged.target.value if judged.target else None,
        reason=judged.reason,
        n=n,
        small=small,
        source=latest.source if latest else None,
        target_term=_term(judged.target, policy),
        baseline=kpi.baseline,
        baseline_on=kpi.baseline_on,
        owner=kpi.owner,
    )


def _small(kpi: Kpi, n: int | None) -> str | None:
    """What small numbers do: five pupils or fewer are hidden, up to ten are marked."""
    if not is_of_pupils(kpi.unit):
        return None
    if is_reading_suppressed(kpi, n):
        return OF_FEW
    return "small cohort" if is_small_cohort(n) else None


def _term(target: Point | None, policy: Policy) -> str | None:
    if target is None:
        return None
    return next((term.code for term in policy.terms if term.ends == target.on), None)


def _badness(row: KpiStatusRow) -> tuple[int, str]:
    return WORST_FIRST.index(row.status), row.code
