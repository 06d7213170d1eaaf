"""From a book to its tables: where each header stands, and what kind it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.records import RecordShape
from bleadchallenge.intake.book import Book, Sheet
from bleadchallenge.intake.headers import Header, find_header, totals
from bleadchallenge.intake.kinds.registry import KINDS, known_names, nearest, recognise
from bleadchallenge.intake.records import shape_for
from bleadchallenge.intake.tables import Cells, Kind, Table


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table and what it is: a published kind, or a list of the programme's own."""

    table: Table
    kind: Kind | None
    shape: RecordShape | None
    notes: tuple[Problem, ...] = ()


def recognise_book(
    book: Book, shapes: Mapping[str, RecordShape], wanted: str | None = None
) -> tuple[list[Recognised], list[Problem]]:
    """Every sheet of a book that is of a known kind, and what is wrong with the others.

    ``wanted`` is the kind a person named. A book without any known sheet gives
    a problem that refuses the file.
    """
    known = known_names() | _field_names(shapes)
    found: list[Recognised] = []
    problems: list[Problem] = list(book.notes)
    for sheet in book.sheets:
        if not any(any(cell.strip() for cell in row) for row in sheet.rows):
            continue
        recognised = _recognise_sheet(book, sheet, shapes, known, wanted)
        if isinstance(recognised, Problem):
            problems.append(recognised)
        else:
            found.append(recognised)
            problems += recognised.notes
    return found, _weighed(found, problems)


def _weighed(found: list[Recognised], problems: list[Problem]) -> list[Problem]:
    """A sheet that is not known refuses the file only where no other is known."""
    if not found:
        return problems
    return [
        Problem(p.kind, Severity.NOTE, p.message, p.file, p.sheet, expected=p.expected)
        if p.severity is Severity.FILE
        else p
        for p in problems
    ]


def _field_names(shapes: Mapping[str, RecordShape]) -> frozenset[str]:
    return frozenset(field.name.upper() for shape in shapes.values() for field in shape.fields)


def _recognise_sheet(
    book: Book,
    sheet: Sheet,
    shapes: Mapping[str, RecordShape],
    known: Collection[str],
    wanted: str | None,
) -> Recognised | Problem:
    header = find_header(sheet.rows, known)
    if header is None:
        return _stranger(book, sheet, "has no row of column names that are known")
    table = _table(book, sheet, header)
    kind = KINDS.get(wanted or "") or recognise(table.columns)
    shape = None if kind else shapes.get(wanted or "") or shape_for(header.names, shapes)
    if kind is not None:
        lacking = kind.needs - set(table.columns)
        return _lacking(table, kind, lacking) if lacking else Recognised(table, kind, None)
    if shape is not None:
        return Recognised(_without_totals(table, sheet, header), None, shape)
    return _unrecognised(book, sheet, table)


def _table(book: Book, sheet: Sheet, header: Header) -> Table:
    columns: dict[str, int] = {}
    for place, name in enumerate(header.names):
        if name:
            columns.setdefault(name.upper(), place)
    return Table(
        file=book.name,
        sheet=sheet.name,
        sha256=book.sha256,
        header_row=header.row,
        names=header.names,
        columns=columns,
        rows=_below(sheet, header.data_row),
    )


def _below(sheet: Sheet, first: int) -> list[tuple[int, Cells]]:
    """The rows under the header that hold anything, with their numbers."""
    return [
        (number, cells)
        for number, cells in enumerate(sheet.rows[first - 1 :], start=first)
        if any(cells) and any(cell.strip() for cell in cells)
    ]


def _without_totals(table: Table, sheet: Sheet, header: Header) -> Table:
    left_out = set(totals(sheet.rows, header))
    rows = [(number, cells) for number, cells in table.rows if number not in left_out]
    return Table(
        table.file, table.sheet, table.sha256, table.header_row, table.names, table.columns, rows
    )


def _lacking(table: Table, kind: Kind, lacking: Collection[str]) -> Problem:
    return table.problem(
        ProblemKind.MISSING_COLUMN,
        Severity.FILE,
        f"looks like {kind.title} but has no column {', '.join(sorted(lacking))}",
        expected="the columns as published, or --mapping FILE for a sheet with other names",
    )


def _unrecognised(book: Book, sheet: Sheet, table: Table) -> Problem:
    close = nearest(table.columns)
    if close:
        return _lacking(table, *close)
    return _stranger(book, sheet, "is not a kind of file that is known")


def _stranger(book: Book, sheet: Sheet, message: str) -> Problem:
    titles = ", ".join(kind.title for kind in KINDS.values())
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        message,
        book.name,
        sheet.name,
        expected=f"one of: {titles}; or a list of the programme's own; or --mapping FILE",
    )
