"""The grid: one row a school, in alphabetical order; no league table."""

from collections.abc import Sequence
from datetime import date

from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.kpis.status import COUNTED, WORST_FIRST, Status
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.packs.value import Cell, Column, ColumnType, Section, Table
from bleadchallenge.store.plans.action_plans import open_milestones
from bleadchallenge.usecases.kpis.status import KpiStatusRow
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData

_COLUMNS = (
    Column("school", wide=True),
    Column("alliance"),
    Column("state"),
    Column("status", ColumnType.STATUS),
    Column("last fortnights", ColumnType.STRIP),
    Column("days used", ColumnType.NUMBER, decimals=2),
    Column("days released", ColumnType.NUMBER, decimals=2),
    Column("next milestone", ColumnType.DAY),
    Column("school KPIs"),
    Column("support KPIs"),
    Column("growth", ColumnType.NUMBER, decimals=1, unit="points"),
    Column("95 % interval"),
    Column("open advice", ColumnType.NUMBER),
)


def section(material: PackData) -> Section:
    """The section with the grid."""
    rows = tuple(_row(material, school) for school in material.schools)
    note = (
        "Status is the worst of the school's own indicators. KPIs: on track / recoverable / "
        "off track / no reading."
    )
    table = Table("grid", "Every school of the programme", _COLUMNS, rows, (note,))
    return Section("grid", "The grid", (table,), own_page=True)


def _row(material: PackData, school: SchoolData) -> tuple[Cell, ...]:
    ref = f"days/{school.urn}"
    status = overall(school, Side.SCHOOL)
    growth, interval = material.results.growth_in_short(school.urn)
    return (
        Cell(school.name, goes_to=f"school-{school.urn}"),
        Cell(school.assignment.alliance if school.assignment else ""),
        Cell(school.standing.state.value),
        Cell(status.value if status else None, f"status/{school.urn}"),
        Cell(status.value if status else None, marks=strip(material, school)),
        Cell(in_days(school.account.used), f"{ref}/used"),
        Cell(in_days(school.account.released), f"{ref}/released"),
        Cell(_next_milestone(material, school.urn), f"milestone/{school.urn}/next"),
        counts(school, Side.SCHOOL),
        counts(school, Side.SUPPORT),
        Cell(growth, material.results.growth_ref(school.urn)),
        Cell(interval, material.results.growth_ref(school.urn, "interval")),
        Cell(sum(row.outstanding for row in school.advice), f"advice/{school.urn}/open"),
    )


def overall(school: SchoolData, side: Side) -> Status | None:
    """The worst status of a school's indicators of one side; ``None`` without any."""
    present = {row.status for row in school.kpi_rows if row.side is side}
    return next((status for status in WORST_FIRST if status in present), None)


def counts(school: SchoolData, side: Side) -> Cell:
    """How many indicators stand how, such as ``3 / 1 / 0 / 0``."""
    own = [row for row in school.kpi_rows if row.side is side]
    return Cell(counted(own), f"kpis/{school.urn}/{side}")


def counted(rows: Sequence[KpiStatusRow]) -> str:
    """How many rows of indicators stand how, such as ``3 / 1 / 0 / 0``; empty without any."""
    own = [row.status for row in rows]
    return " / ".join(str(own.count(status)) for status in COUNTED) if own else ""


def strip(material: PackData, school: SchoolData) -> tuple[str, ...]:
    """The school's status at each of the last meetings, oldest first."""
    own = [each for each in school.tracked if each.kpi.side == Side.SCHOOL]
    days = material.meetings[-material.policy.meetings.strip_length :]
    marks = []
    for day in days:
        present = {t.judged(day).status for t in own}
        worst = next((status for status in WORST_FIRST if status in present), None)
        marks.append(worst.value if worst else "")
    return tuple(marks)


def _next_milestone(material: PackData, urn: str) -> date | None:
    found = open_milestones(material.reader, urn, material.as_of)
    return min((milestone.due_on for milestone in found), default=None)
