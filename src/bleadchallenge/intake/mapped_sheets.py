"""Sheets read through a mapping file, as a published kind or as a list."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from rapidfuzz import process  # noqa: TID253 - this module is loaded only where a mapping is used

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.workbook.record_shapes import RecordShape
from bleadchallenge.domain.years import year_of_results
from bleadchallenge.intake.column_formats import format_columns, texts_of
from bleadchallenge.intake.headers import Header, find_header
from bleadchallenge.intake.kinds.pupils import holds_pupils, is_personal
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.mapping import SheetMapping, folded
from bleadchallenge.intake.normalise import normalise
from bleadchallenge.intake.sheets import (
    RecognisedTable,
    columns_of,
    is_unknown_sheet,
    personal,
    table_of,
    through,
)
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.tables import FileKind, Table


def mapped_book(
    book: Spreadsheet, mapping: SheetMapping, shapes: Mapping[str, RecordShape]
) -> tuple[list[RecognisedTable], list[Problem]]:
    """Every sheet of a book that fits a mapping, read by it."""

    def recogniser(book: Spreadsheet, sheet: Sheet) -> RecognisedTable | Problem:
        return _mapped_sheet(book, sheet, mapping, shapes)

    return through(book, recogniser, mapping.sheet)


def fits(book: Spreadsheet, mapping: SheetMapping) -> bool:
    """Whether a visible sheet of a book has every column that a mapping names."""
    for sheet in book.sheets:
        header = find_header(sheet.rows, _sought(mapping))
        if header is not None and not mapping.absent(header.names):
            return True
    return False


def _sought(mapping: SheetMapping) -> frozenset[str]:
    return frozenset(name.upper() for name in (*mapping.columns, *mapping.ignore))


def _mapped_sheet(
    book: Spreadsheet, sheet: Sheet, mapping: SheetMapping, shapes: Mapping[str, RecordShape]
) -> RecognisedTable | Problem:
    header = find_header(sheet.rows, _sought(mapping))
    if header is None:
        return is_unknown_sheet(book, sheet, "has none of the columns that the mapping names")
    if is_personal(columns_of(header)):
        return personal(book, sheet)
    absent = mapping.absent(header.names)
    if absent:
        return _absent(book, sheet, header, absent)
    table, notes = table_of(book, sheet, header, people=True)
    if any(holds_pupils(texts_of(table, place)) for place in range(len(table.names))):
        return personal(book, sheet)
    unspoken = mapping.unspoken(header.names)
    if unspoken:
        notes.append(_unspoken(table, unspoken))
    if mapping.kind in KINDS:
        return _as_kind(table, KINDS[mapping.kind], mapping, notes)
    return _as_list(table, shapes[mapping.kind], mapping, notes)


def _as_kind(
    table: Table, kind: FileKind, mapping: SheetMapping, notes: list[Problem]
) -> RecognisedTable:
    columns = {t.upper(): place for t, place in mapping.places(table.names).items()}
    settled = format_columns(replace(table, columns=columns, mapping=mapping.text), kind, mapping)
    unsaved = table.unsaved_in(columns)
    faults = [*_strange(table, kind, columns), *_nameless(table, columns), *unsaved]
    return RecognisedTable(settled.table, kind, None, (*notes, *settled.problems, *faults), mapping)


def _as_list(
    table: Table, shape: RecordShape, mapping: SheetMapping, notes: list[Problem]
) -> RecognisedTable:
    """The table with its columns under the list's names, fixed fields added to each row."""
    places = mapping.places(table.names)
    names = [""] * len(table.names)
    for target, place in places.items():
        names[place] = target
    width = len(names)
    values = list(mapping.fixed.values())
    rows = table.rows
    if values:
        rows = [
            (number, [*cells[:width], *[""] * (width - len(cells)), *values])
            for number, cells in table.rows
        ]
    names += mapping.fixed.keys()
    columns = {name.upper(): place for place, name in enumerate(names) if name}
    listed = replace(table, names=tuple(names), columns=columns, rows=rows, mapping=mapping.text)
    listed, decided = normalise(listed, shape, mapping)
    unsaved = table.unsaved_in(places)
    return RecognisedTable(listed, None, shape, (*notes, *unsaved, *decided), mapping)


def year_of_column(table: Table, column: str) -> str | None:
    """The one year in a column of years; a single number is the summer of the tests."""
    place = next(
        (at for at, name in enumerate(table.names) if folded(name) == folded(column)), None
    )
    if place is None:
        return None
    years = {year_of_results(text) for text in texts_of(table, place) if text.strip()}
    return years.pop() if len(years) == 1 else None


def _nameless(table: Table, columns: Collection[str]) -> Iterator[Problem]:
    if "URN" not in columns:
        yield table.problem(
            ProblemKind.MISSING_COLUMN,
            Severity.FILE,
            "no column is mapped to URN, so its rows cannot be told apart",
            expected='"Your column" = "URN" under [columns]',
        )


def _strange(table: Table, kind: FileKind, columns: Iterable[str]) -> Iterator[Problem]:
    """Targets that no table of the kind has: a slip of the pen would read nothing for ever."""
    known = {*kind.needs, *kind.knows}
    for target in columns:
        if kind.base(target) not in known:
            near = process.extractOne(target, sorted(known))[0]
            yield table.problem(
                ProblemKind.MISSING_COLUMN,
                Severity.FILE,
                f"{kind.title} has no column {target}, to which the mapping leads",
                column=target,
                expected=f"a known column; did you mean {near}?",
            )


def _unspoken(table: Table, names: list[str]) -> Problem:
    return table.problem(
        ProblemKind.DECIDED,
        Severity.NOTE,
        f"columns of which the mapping says nothing are left out: {', '.join(names)}",
    )


def _absent(book: Spreadsheet, sheet: Sheet, header: Header, absent: list[str]) -> Problem:
    return Problem(
        ProblemKind.MISSING_COLUMN,
        Severity.FILE,
        f"has no column {', '.join(absent)}, of which the mapping speaks",
        book.name,
        sheet.name,
        header.row,
        expected="the sheet that the mapping was written for",
    )
