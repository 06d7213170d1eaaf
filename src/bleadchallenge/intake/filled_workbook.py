"""The coordinator's workbook as people filled it in: its sheets, rows and cells as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import written_day
from bleadchallenge.domain.workbook.forms import (
    ABOUT_SHEET,
    LISTS_SHEET,
    MARK_HEADING,
    MARKER,
    SENDER,
    TAKE_OUT,
    VERSION,
    FormColumn,
    RecordForm,
    cell_text,
    cleaned,
)
from bleadchallenge.domain.workbook.record_shapes import FieldType
from bleadchallenge.intake.list_columns import folded
from bleadchallenge.intake.records import RefusedCellError, value_of
from bleadchallenge.intake.sheet_xml import address
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.tables import Table

_ROWS_SEARCHED = 10
_ISO = re.compile(r"\d{4}-")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it stands: its number, its hidden mark, its cells by field, and what is wished."""

    number: int
    mark: str
    texts: Mapping[str, str]
    take_out: bool


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet of the workbook, with the form it was drawn from."""

    form: RecordForm
    table: Table
    rows: tuple[FilledRow, ...]


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A workbook that was read back: from which change and ledger it was written.

    ``sender`` is the school or alliance that it was cut to, empty for the whole one.
    """

    name: str
    change: int
    digest: str
    sender: str
    sheets: tuple[FilledSheet, ...]
    problems: tuple[Problem, ...]


def is_ours(book: Spreadsheet) -> bool:
    """Whether this program wrote a workbook, even if another program saved it since."""
    return _about(book) is not None


def read_filled(book: Spreadsheet, forms: Sequence[RecordForm]) -> FilledWorkbook:
    """Read a workbook back, sheet by sheet.

    A sheet is known by what stands above its hidden marks, so that a new name
    does no harm. One that was written and is not there any more keeps the
    whole workbook out, and so does a column that lost its name.
    """
    about = _about(book) or {}
    problems: list[Problem] = [*_of_another_version(book, about), *_notes(book)]
    sheets: list[FilledSheet] = []
    written = {form.shape.name: form for form in forms if form.shape.name in about}
    for sheet in book.sheets:
        place, name = _mark_heading(sheet)
        form = written.pop(name, None)
        if form is None:
            continue
        table, faults = _table(book, sheet, form, place)
        problems += faults
        if not faults:
            rows, odd = _rows(table, form, sheet.rows[place + 1 :])
            said = {row.number for row in rows} | {problem.row for problem in odd}
            numbered = enumerate(sheet.rows, start=1)
            kept = [(number, cells) for number, cells in numbered if number in said]
            sheets.append(FilledSheet(form, replace(table, rows=kept), rows))
            problems += odd
    problems += [_missing(book, about[name]) for name in written]
    change = about.get("change", "")
    number = int(change) if change.isdecimal() else 0
    digest, sender = about.get("digest", ""), about.get(SENDER, "")
    return FilledWorkbook(book.name, number, digest, sender, tuple(sheets), tuple(problems))


def read_cell(column: FormColumn, text: str) -> object:
    """What a cell means; stricter than a list, for a workbook's dates are real dates.

    Raises ``RefusedCellError`` for what the column cannot hold.
    """
    if column.field.holds is FieldType.DAY and not _ISO.match(text) and written_day(text):
        raise RefusedCellError(
            ProblemKind.BAD_DATE, "a real date: this one is text; type it again in a date cell"
        )
    return value_of(column.field, text, days=column.in_days)


def read_text(column: FormColumn, text: str) -> str:
    """A cell's text in the form in which cells are compared, whatever it holds."""
    if not text:
        return ""
    try:
        return cell_text(column, read_cell(column, text))
    except RefusedCellError:
        return text


def _about(book: Spreadsheet) -> dict[str, str] | None:
    for sheet in (sheet for sheet in book.sheets if sheet.name == ABOUT_SHEET):
        rows = [row for row in sheet.rows if len(row) > 1]
        if rows and rows[0][0] == MARKER:
            return {row[0]: row[1] for row in rows}
    return None


def _of_another_version(book: Spreadsheet, about: Mapping[str, str]) -> Iterator[Problem]:
    if about.get(MARKER) != str(VERSION):
        yield Problem(
            ProblemKind.UNKNOWN_LAYOUT,
            Severity.FILE,
            f"was written by another version of the program ({about.get(MARKER)})",
            book.name,
            expected="a workbook written by this one: bleadchallenge report workbook",
        )


def _notes(book: Spreadsheet) -> Iterator[Problem]:
    """What was noted on the way in; cells without a result would pass for cleared ones."""
    for note in book.notes:
        if note.kind is ProblemKind.ERROR_CELL:
            expected = "a value in every cell, not a formula that has none"
            yield replace(note, severity=Severity.FILE, expected=expected)
        elif note.sheet not in {ABOUT_SHEET, LISTS_SHEET}:
            yield note


def _mark_heading(sheet: Sheet) -> tuple[int, str]:
    """The row in which the headings stand, and the kind of record; -1 where it is no form."""
    for place, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        if row and row[0].startswith(MARK_HEADING):
            return place, row[0].removeprefix(MARK_HEADING)
    return -1, ""


def _missing(book: Spreadsheet, title: str) -> Problem:
    return Problem(
        ProblemKind.MISSING_COLUMN,
        Severity.ROW,
        "the sheet is not in the workbook any more, or lost its hidden first column",
        book.name,
        title,
        expected="every sheet that was written: copy it back from a fresh workbook",
    )


def _table(
    book: Spreadsheet, sheet: Sheet, form: RecordForm, place: int
) -> tuple[Table, list[Problem]]:
    names = tuple(" ".join(cell.split()) for cell in sheet.rows[place])
    columns: dict[str, int] = {}
    for at, name in enumerate(names):
        columns.setdefault(name.upper(), at)
    table = Table(book.name, sheet.name, book.sha256, place + 1, names, columns, [])
    return table, list(_columns_lost(table, form))


def _columns_lost(table: Table, form: RecordForm) -> Iterator[Problem]:
    """A column that was written and has lost its name, with the cell where it should stand."""
    known = {folded(name) for name in form.headings}
    present = {folded(name) for name in table.names}
    for place, heading in enumerate(form.headings[1:], start=1):
        if folded(heading) in present:
            continue
        found = table.names[place] if place < len(table.names) else ""
        stranger = found if folded(found) not in known else ""
        said = f"is called {stranger!r} where" if stranger else "is missing:"
        yield Problem(
            ProblemKind.MISSING_COLUMN,
            Severity.FILE,
            f"a column {said} {heading!r} was written",
            table.file,
            table.sheet,
            table.header_row,
            heading,
            stranger or None,
            f"the heading {heading}",
            address((table.header_row - 1, place)),
        )


def _rows(
    table: Table, form: RecordForm, rows: Sequence[Sequence[str]]
) -> tuple[tuple[FilledRow, ...], list[Problem]]:
    """Every row that holds anything, and what is wrong with its last cell."""
    places = {folded(name): place for place, name in reversed(list(enumerate(table.names)))}
    wanted = {column.field.name: places[folded(column.heading)] for column in form.columns}
    found: list[FilledRow] = []
    problems: list[Problem] = []
    for number, cells in enumerate(rows, start=table.header_row + 1):
        texts = {name: cleaned(cells[place]) for name, place in wanted.items()}
        if not any(texts.values()):
            continue
        wish = cells[places[folded(TAKE_OUT)]].strip().casefold()
        if wish not in {"", "yes", "no", "true", "false"}:
            problems.append(_odd_wish(table, number, wish))
            continue
        taken = wish in {"yes", "true"}
        found.append(FilledRow(number, cells[0].strip(), texts, taken))
    return tuple(found), problems


def _odd_wish(table: Table, number: int, wish: str) -> Problem:
    return table.problem(
        ProblemKind.BAD_CODE,
        Severity.ROW,
        "is neither yes nor no",
        row=number,
        column=TAKE_OUT,
        found=wish[:60],
        expected="yes to take the record out, else nothing",
    )
