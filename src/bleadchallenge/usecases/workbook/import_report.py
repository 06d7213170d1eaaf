"""What an import did or would do, told to a person and to a script."""

from collections.abc import Iterator, Sequence
from typing import Any

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, Severity, refusals
from bleadchallenge.domain.workbook.forms import TAKE_OUT
from bleadchallenge.domain.years import label
from bleadchallenge.usecases.request import Column, Listing, Receipt, Request
from bleadchallenge.usecases.workbook.import_plan import FilePlan, ImportPlan
from bleadchallenge.usecases.workbook.lists import CellEdit, RecordPlan

_PART_KEYS = (
    "file",
    "sheet",
    "kind",
    "year",
    "release",
    "rows",
    "new",
    "changed",
    "unchanged",
    "rejected",
    "repeated",
)
_RANKS = {"cell": 1, "message": 0, "expected": 1}
"""What a narrow window keeps of a problem: its message first, then where and what is expected."""
_PROBLEM_KEYS = ("file", "sheet", "cell", "row", "column", "message", "found", "expected")


def receipt(plan: ImportPlan, asked: Request, change: int | None) -> Receipt:
    """What an import changed, with its notes, and the same for a script."""
    parts: list[FilePlan | RecordPlan] = [*plan.files, *plan.lists]
    listing = Listing(
        command="import-data",
        as_of=asked.as_of,
        change=change or 0,
        columns=tuple(Column(key, key) for key in _PART_KEYS),
        rows=tuple(_part_row(part) for part in parts),
        extra={
            "dry_run": asked.dry_run,
            "problems": [_problem_row(p) for p in plan.problems],
            "edits": [_edit_row(part, edit) for part in plan.lists for edit in part.edits],
        },
    )
    return Receipt(
        change,
        tuple(_lines(plan)),
        _next(plan) if change else (),
        dry_run=asked.dry_run,
        notes=tuple(f"{problem.place}: {problem.message}" for problem in plan.problems),
        listing=listing,
    )


def problems(plan: ImportPlan, asked: Request) -> Listing:
    """The faults that keep rows out, each with its place, as a listing."""
    return Listing(
        command="import-data",
        as_of=asked.as_of,
        change=0,
        columns=tuple(Column(key, key, rank=_RANKS.get(key, 2)) for key in _PROBLEM_KEYS),
        rows=tuple(_problem_row(problem) for problem in refusals(plan.problems)),
        notes=tuple(_lines(plan)),
    )


def _lines(plan: ImportPlan) -> Iterator[str]:
    """Every part in a line; of a workbook its sheets that change, cell by cell."""
    yield from (_said(part) for part in plan.files)
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


def _edit_row(part: RecordPlan, edit: CellEdit) -> dict[str, Any]:
    row = {key: getattr(edit, key) for key in ("row", "cell", "column", "old", "new")}
    return {"file": part.table.file, "sheet": part.table.sheet, "kind": part.shape.name, **row}


def _next(plan: ImportPlan) -> tuple[str, ...]:
    if any(part.is_form for part in plan.lists):
        return ("bleadchallenge report workbook --out DIR (a fresh one for the next round)",)
    return ("bleadchallenge schools --la CODE --year YEAR",)


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


def _part_row(part: FilePlan | RecordPlan) -> dict[str, Any]:
    if isinstance(part, FilePlan):
        taken = part.taken
        table, said = taken.table, (taken.kind.name, taken.year, taken.release, taken.read)
        counts = (part.new, part.changed, part.unchanged, part.rejected, part.repeated)
    else:
        table, said = part.table, (part.shape.name, "", "", len(part.table.rows))
        counts = (len(part.new), len(part.changed), part.unchanged, part.rejected, 0)
    return dict(zip(_PART_KEYS, (table.file, table.sheet, *said, *counts), strict=True))


def _problem_row(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "severity": problem.severity,
        **{key: getattr(problem, key) for key in _PROBLEM_KEYS},
    }


def _said(part: FilePlan) -> str:
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
