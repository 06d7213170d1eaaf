"""What an import did or would do, told to a person and to a script."""

from collections.abc import Iterator, Sequence

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusals
from bleadchallenge.domain.workbook.forms import TAKE_OUT
from bleadchallenge.domain.years import label
from bleadchallenge.intake.tables import CheckedTable
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.workbook.import_plan import FilePlan, ImportPlan
from bleadchallenge.usecases.workbook.lists import CellEdit, RecordPlan


@row
class PartRow:
    """A table of a file, and how many of its rows are new, changed, unchanged, rejected."""

    file: str
    sheet: str | None
    kind: str
    year: str
    release: str
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    repeated: int


@row
class ProblemRow:
    """A fault in a file; in a narrow window its message is kept first, then where it is."""

    kind: ProblemKind = column(hidden=True)
    severity: Severity = column(hidden=True)
    file: str = column(rank=2)
    sheet: str | None = column(rank=2)
    cell: str | None = column(rank=1)
    row: int | None = column(rank=2)
    column_name: str | None = column("column", key="column", rank=2)
    message: str
    found: str | None = column(rank=2)
    expected: str | None = column(rank=1)


@row
class EditRow:
    """A cell of the workbook that changes, old and new as they are written."""

    file: str
    sheet: str | None
    kind: str
    row: int
    cell: str
    column_name: str = column(key="column")
    old: str
    new: str


@row
class ImportDetails:
    """The faults found, and what changes cell by cell."""

    dry_run: bool
    problems: tuple[ProblemRow, ...]
    edits: tuple[EditRow, ...]


def receipt(plan: ImportPlan, asked: Request, change: int | None) -> Receipt:
    """What an import changed, with its notes, and the same for a script."""
    parts: list[FilePlan | RecordPlan] = [*plan.files, *plan.lists]
    listing = Listing(
        command="import-data",
        as_of=asked.as_of,
        change=change or 0,
        row=PartRow,
        rows=tuple(_part_row(part) for part in parts),
        extra=ImportDetails(
            asked.dry_run,
            tuple(_problem_row(problem) for problem in plan.problems),
            tuple(_edit_row(part, edit) for part in plan.lists for edit in part.edits),
        ),
    )
    return Receipt(
        change,
        tuple(_lines(plan)),
        _next(plan) if change else (),
        dry_run=asked.dry_run,
        notes=tuple(f"{problem.place}: {problem.message}" for problem in plan.problems),
        listing=listing,
    )


def problems(plan: ImportPlan, asked: Request) -> Listing[ProblemRow]:
    """The faults that keep rows out, each with its place, as a listing."""
    return Listing(
        command="import-data",
        as_of=asked.as_of,
        change=0,
        row=ProblemRow,
        rows=tuple(_problem_row(problem) for problem in refusals(plan.problems)),
        notes=tuple(_lines(plan)),
    )


def _lines(plan: ImportPlan) -> Iterator[str]:
    """Every part in a line; of a workbook its sheets that change, cell by cell."""
    yield from (_part_summary(part) for part in plan.files)
    for part in plan.lists:
        if not part.is_form:
            yield part.said
            yield from (_edit_line(part, edit) for edit in part.edits)
    for file in dict.fromkeys(part.table.file for part in plan.lists if part.is_form):
        yield from _workbook_lines([p for p in plan.lists if p.is_form and p.table.file == file])


def _workbook_lines(parts: Sequence[RecordPlan]) -> Iterator[str]:
    counts = {
        "new": sum(len(part.new) for part in parts),
        "changed": sum(len(part.changed) for part in parts),
        "unchanged": sum(part.unchanged for part in parts),
        "taken out": sum(len(part.out) for part in parts),
        "rejected": sum(part.rejected for part in parts),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items())
    yield f"{parts[0].table.file}: workbook of {len(parts)} sheets: {said}"
    for part in parts:
        if not part.is_quiet:
            yield part.said
            yield from (_edit_line(part, edit) for edit in part.edits)


def _edit_line(part: RecordPlan, edit: CellEdit) -> str:
    where = (part.table.sheet, f"row {edit.row}", edit.cell)
    place = "  " + ", ".join(filter(None, where))
    if not edit.column:
        return f"{place}: new: {edit.new}"
    if edit.column == TAKE_OUT:
        return f"{place}: taken out: {edit.old}"
    return f"{place}, {edit.column}: {edit.old or 'nothing'} → {edit.new or 'nothing'}"


def _edit_row(part: RecordPlan, edit: CellEdit) -> EditRow:
    return EditRow(
        file=part.table.file,
        sheet=part.table.sheet,
        kind=part.shape.name,
        row=edit.row,
        cell=edit.cell,
        column_name=edit.column,
        old=edit.old,
        new=edit.new,
    )


def _next(plan: ImportPlan) -> tuple[str, ...]:
    if any(part.is_form for part in plan.lists):
        return ("bleadchallenge report workbook --out DIR (a fresh one for the next round)",)
    results = [part.taken for part in plan.files if part.taken.kind.name == "ks2"]
    if results:
        return (_schools_of(results[-1]),)
    return ("bleadchallenge eligibility" if plan.files else "bleadchallenge due",)


def _schools_of(taken: CheckedTable) -> str:
    """The command that lists the schools of a file of results."""
    codes = {row.place.la for row in taken.rows if row.place.level is Level.SCHOOL}
    of_one = f" --la {min(codes)}" if len(codes) == 1 else ""
    return f"bleadchallenge schools{of_one} --year {label(taken.year)}"


def refusal(plan: ImportPlan) -> DataError:
    """Why nothing was taken: the first fault with its place, and how many there are."""
    faults = refusals(plan.problems)
    first = faults[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    found = f": found {first.found!r}" if first.found else ""
    return DataError(
        f"{first.place}: {first.message}{found}{more}",
        why="nothing was taken: a file is taken whole or not at all",
        fix=f"expected {first.expected}" + _partial_hint(faults)
        if first.expected
        else "mend the file and import it again" + _partial_hint(faults),
    )


def _partial_hint(faults: Sequence[Problem]) -> str:
    if any(fault.severity is Severity.FILE for fault in faults):
        return ""
    return "; or take the good rows with --partial"


def _part_row(part: FilePlan | RecordPlan) -> PartRow:
    if isinstance(part, RecordPlan):
        return PartRow(
            file=part.table.file,
            sheet=part.table.sheet,
            kind=part.shape.name,
            year="",
            release="",
            rows=len(part.table.rows),
            new=len(part.new),
            changed=len(part.changed),
            unchanged=part.unchanged,
            rejected=part.rejected,
            repeated=0,
        )
    taken = part.taken
    return PartRow(
        file=taken.table.file,
        sheet=taken.table.sheet,
        kind=taken.kind.name,
        year=taken.year,
        release=taken.release,
        rows=taken.read,
        new=part.new,
        changed=part.changed,
        unchanged=part.unchanged,
        rejected=part.rejected,
        repeated=part.repeated,
    )


def _problem_row(problem: Problem) -> ProblemRow:
    return ProblemRow(
        kind=problem.kind,
        severity=problem.severity,
        file=problem.file,
        sheet=problem.sheet,
        cell=problem.cell,
        row=problem.row,
        column_name=problem.column,
        message=problem.message,
        found=problem.found,
        expected=problem.expected,
    )


def _part_summary(part: FilePlan) -> str:
    taken = part.taken
    name = taken.table.file + (f" [{taken.table.sheet}]" if taken.table.sheet else "")
    if part.already is not None:
        if part.published_on is not None:
            return f"{name}: already imported; it counts from {part.published_on}"
        return f"{name}: already imported as change {part.already}; nothing changed"
    what = " ".join(
        word
        for word in (taken.kind.title, label(taken.year) if taken.year else "", taken.release)
        if word
    )
    schools = sum(bool(row.place.urn) for row in taken.rows)
    counts = [
        f"{taken.read} rows",
        f"{schools} of schools",
        f"{len(taken.rows) - schools} of areas",
        f"{part.new} new, {part.changed} changed, {part.unchanged} unchanged",
    ]
    if part.repeated:
        counts.append(f"{part.repeated} repeated")
    if part.rejected:
        counts.append(f"{part.rejected} rejected")
    later = f"; kept, but the {part.superseded} release counts" if part.superseded else ""
    return f"{name}: {what}: {'; '.join(counts)}{later}"
