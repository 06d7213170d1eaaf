"""What the pack's workbook holds: one flat table a sheet, that filters and pivots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.domain.years import label
from bleadchallenge.packs.isg import tables
from bleadchallenge.packs.isg.value import ChangeRow
from bleadchallenge.packs.value import Cell, Column, ColumnType, Table
from bleadchallenge.store.plans.action_plans import open_milestones, outcome_on
from bleadchallenge.store.tables import Milestone, SourceFile
from bleadchallenge.usecases.kpis.status import KpiStatusRow
from bleadchallenge.usecases.reports.pack import alliances, changes, grid
from bleadchallenge.usecases.reports.pack.alliances import AllianceCase
from bleadchallenge.usecases.reports.pack.changes import ChangeNote
from bleadchallenge.usecases.reports.pack.material import PackData

_SCHOOL = (Column("URN"), Column("school"))
_DAYS = ("promised", "due by now", "used", "left", "behind", "planned", "disputed")
_DAY_FIGURES = (
    "released", "expected", "used", "remaining", "behind", "planned", "disputed",
)  # fmt: skip


def sheets_of(
    material: PackData, said: Sequence[ChangeNote], cases: Sequence[AllianceCase]
) -> tuple[Table, ...]:
    """The sheets of the workbook, in the order of the pack."""
    return (
        tables.grid(grid.grid_of(material), {}),
        _readings(material),
        _days(material),
        _milestones(material),
        _results(material),
        tables.alliances(alliances.rows_of(material, cases)),
        _advice(material),
        _expectations(material),
        _changes(changes.everything(material, said)),
        _files(material),
    )


def _readings(material: PackData) -> Table:
    columns = (
        *_SCHOOL,
        Column("alliance"),
        Column("of the"),
        Column("heading"),
        Column("code"),
        Column("indicator", wide=True),
        Column("unit"),
        Column("status", ColumnType.STATUS),
        Column("direction", ColumnType.STATUS),
        Column("reading", ColumnType.NUMBER, decimals=1),
        Column("n", ColumnType.NUMBER),
        Column("read on", ColumnType.DAY),
        Column("path", ColumnType.NUMBER, decimals=1),
        Column("target", ColumnType.NUMBER, decimals=1),
        Column("by"),
        Column("why", wide=True),
    )
    rows = tuple(_reading(row) for row in material.kpi_rows)
    return Table("readings", "Readings", columns, rows)


def _reading(row: KpiStatusRow) -> tuple[Cell, ...]:
    named = f"kpi/{row.urn}/{row.code}"
    decimals = int(str(row.decimals))
    words = ("urn", "school", "alliance", "side", "heading", "code", "name", "unit")
    return (
        *(Cell(str(getattr(row, each))) for each in words),
        Cell(str(row.status), f"{named}/status"),
        Cell(str(row.travel)),
        Cell(row.value, f"{named}/value", decimals=decimals),
        Cell(row.n, f"{named}/n"),
        Cell(row.read_on),
        Cell(row.expected, f"{named}/expected", decimals=decimals),
        Cell(row.target, f"{named}/target", decimals=decimals),
        Cell(str(row.target_term or "") or None),
        Cell(str(row.reason), also=(f"{named}/status",)),
    )


def _days(material: PackData) -> Table:
    columns = (
        *_SCHOOL,
        Column("alliance"),
        *(Column(title, ColumnType.NUMBER, decimals=2, unit="days") for title in _DAYS),
    )
    rows = []
    for school in material.schools:
        account = school.account
        quarters = (
            account.released, school.pace, account.used, school.remaining, school.behind,
            account.planned, account.disputed,
        )  # fmt: skip
        cells = (
            Cell(in_days(many), f"days/{school.urn}/{what}")
            for many, what in zip(quarters, _DAY_FIGURES, strict=True)
        )
        alliance = school.assignment.alliance if school.assignment else None
        rows.append((Cell(school.urn), Cell(school.name), Cell(alliance), *cells))
    return Table("days", "Days of support", columns, tuple(rows))


def _milestones(material: PackData) -> Table:
    columns = (
        *_SCHOOL,
        Column("no.", ColumnType.NUMBER),
        Column("milestone", wide=True),
        Column("due", ColumnType.DAY),
        Column("owner"),
        Column("state", ColumnType.STATUS),
        Column("evidence", wide=True),
    )
    rows = tuple(
        (Cell(school.urn), Cell(school.name), *_milestone(material, each, is_open=n in waiting))
        for school in material.schools
        for waiting in (
            {m.number for m in open_milestones(material.reader, school.urn, material.as_of)},
        )
        for each in material.reader.where(Milestone, urn=school.urn)
        for n in (each.number,)
    )
    return Table("milestones", "Milestones", columns, rows)


def _milestone(material: PackData, each: Milestone, *, is_open: bool) -> Iterator[Cell]:
    outcome = outcome_on(each, material.as_of)
    state = outcome or "dropped"
    if is_open:
        state = "overdue" if each.due_on < material.as_of else "not yet due"
    yield from (Cell(each.number), Cell(each.text), Cell(each.due_on), Cell(each.owner or None))
    yield from (Cell(str(state)), Cell((each.evidence if outcome else "") or None))


def _results(material: PackData) -> Table:
    """The results that the charts draw, a row a school and year."""
    start = material.policy.terms[0].starts
    charts = [(s, material.results.chart(s.urn, start)) for s in material.schools]
    kept = [(school, chart.table) for school, chart in charts if chart is not None]
    year, own, *others = kept[0][1].columns if kept else (Column("year"), Column("school"))
    columns = (*_SCHOOL, year, replace(own, title="of the school"), *others)
    rows = tuple(
        (Cell(school.urn), Cell(school.name), *row) for school, table in kept for row in table.rows
    )
    title = "Results"
    note = "At the expected standard in reading, writing and maths, in per cent."
    return Table("results", title, columns, rows, (note,))


def _advice(material: PackData) -> Table:
    columns = (
        Column("no.", ColumnType.NUMBER),
        Column("given", ColumnType.DAY),
        Column("to"),
        Column("advice", wide=True),
        Column("due", ColumnType.DAY),
        Column("state", ColumnType.STATUS),
        Column("working days late", ColumnType.NUMBER),
        Column("answer", wide=True),
    )
    rows = tuple(
        (
            Cell(row.number),
            Cell(row.given_on),
            Cell(row.name),
            Cell(row.text),
            Cell(row.due_on),
            Cell(row.state.value, f"advice/{row.number}/state"),
            Cell(row.days_late, f"advice/{row.number}/late"),
            Cell(row.answer),
        )
        for row in material.advice
    )
    return Table("advice", "Advice", columns, rows)


def _expectations(material: PackData) -> Table:
    columns = (
        *_SCHOOL,
        Column("expectation"),
        Column("state", ColumnType.STATUS),
        Column("evidence", wide=True),
    )
    rows = tuple(
        (
            Cell(row.urn),
            Cell(row.name),
            Cell(row.expectation),
            Cell(row.state.value, ref(*named, "state")),
            Cell("; ".join(row.evidence), ref(*named, "evidence")),
        )
        for row in material.expectations
        if row.urn is not None
        for named in ((RefKind.EXPECTATION, row.urn, row.expectation),)
    )
    return Table("expectations", "Expectations", columns, rows)


def _changes(found: Iterable[ChangeRow]) -> Table:
    columns = (Column("about"), Column("school or alliance"), Column("what", wide=True))
    rows = tuple(
        (Cell(row.what), Cell(row.name), Cell(row.words.text, also=row.words.refs)) for row in found
    )
    return Table("changes", "Changes", columns, rows)


def _files(material: PackData) -> Table:
    columns = (
        Column("file", wide=True),
        Column("kind"),
        Column("year"),
        Column("release"),
        Column("rows", ColumnType.NUMBER),
        Column("taken", ColumnType.DAY),
    )
    rows = tuple(
        (
            Cell(file.file),
            Cell(file.kind),
            Cell(label(file.year) if file.year else None),
            Cell(file.release or None),
            Cell(file.rows, f"file/{file.number}/rows"),
            Cell(file.taken_on),
        )
        for file in material.reader.all(SourceFile)
    )
    return Table("files", "Files", columns, rows)
