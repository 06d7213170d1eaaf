"""What is done about a sheet's layout before it is read: hidden parts, merged cells, totals."""

import re
from collections.abc import Collection, Sequence

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.intake.headers import Header, totals
from bleadchallenge.intake.joined_rows import fill_rows, numbers_of
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.tables import Cells

_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")
_WORDS = re.compile(r"[^\W\d_]{2}")
_MOST_NAMED = 10
_ALPHABET = 26
Numbered = tuple[int, Cells]


def rows_below(
    book: Spreadsheet, sheet: Sheet, header: Header, *, people: bool
) -> tuple[Sequence[Numbered], list[Problem]]:
    """The rows under a header that hold anything, and notes on those that do not count.

    Remarks at its end stay out, and so do the names where they stand again; in a sheet
    made by people (``people``) totals at its end do too.
    """
    rows, notes = _unmerged(book, sheet, header)
    notes += [_placed(book, sheet, note) for note in header.notes]
    rows = _without_names(book, sheet, header, rows, notes)
    total = totals(sheet.rows, header) if people else ()
    rows = _without_tail(book, sheet, rows, total, notes)
    hidden = sheet.hidden_rows and [number for number, _ in rows if number in sheet.hidden_rows]
    if hidden:
        said = f"hidden {_rows(hidden)} taken like the others"
        notes.append(_note(book, sheet, ProblemKind.HIDDEN, said))
    return rows, notes


def hidden_sheet(book: Spreadsheet, sheet: Sheet) -> Problem:
    """A note that a hidden sheet stays out, and how it could be read."""
    fill_rows = sum(any(cell.strip() for cell in row) for row in sheet.rows)
    said = (
        f"the sheet is hidden and its {fill_rows} rows are left out; "
        "show the sheet, or name it in a mapping, to have it read"
    )
    return _note(book, sheet, ProblemKind.HIDDEN, said)


def _without_names(
    book: Spreadsheet,
    sheet: Sheet,
    header: Header,
    rows: Sequence[Numbered],
    notes: list[Problem],
) -> Sequence[Numbered]:
    """The rows without those that repeat the header, as files put together have them."""
    names = sheet.rows[header.row - 1]
    again = numbers_of(rows, names)
    if not again:
        return rows
    notes.append(_note(book, sheet, ProblemKind.DECIDED, f"{_rows(again)} repeat the column names"))
    return [(number, cells) for number, cells in rows if number not in set(again)]


def _without_tail(
    book: Spreadsheet,
    sheet: Sheet,
    kept: Sequence[Numbered],
    total: Sequence[int],
    notes: list[Problem],
) -> Sequence[Numbered]:
    if total:
        said = f"{_rows(total)} {'is a total' if len(total) == 1 else 'are totals'}, left out"
        notes.append(_note(book, sheet, ProblemKind.TOTAL_ROW, said))
    foot = _remarks(sheet, kept, total)
    if foot:
        said = f"{_rows(foot)} below the table left out as remarks"
        notes.append(_note(book, sheet, ProblemKind.DECIDED, said))
    out = {*total, *foot}
    return [(number, cells) for number, cells in kept if number not in out] if out else kept


def _remarks(sheet: Sheet, rows: Sequence[Numbered], total: Collection[int]) -> list[int]:
    """The rows of a single cell in words at the end; none where there is nothing above them.

    A last row without a line end may be what is left of one.
    """
    found: list[int] = []
    for number, cells in reversed(rows):
        if number in total:
            continue
        filled = [cell for cell in cells if cell.strip()]
        is_cut = sheet.breaks_off and number == rows[-1][0] and len(cells) > 1
        if len(filled) > 1 or is_cut or not _WORDS.search(filled[0]):
            return found[::-1]
        found.append(number)
    return []


def _unmerged(
    book: Spreadsheet, sheet: Sheet, header: Header
) -> tuple[Sequence[Numbered], list[Problem]]:
    """Filled rows below the header, cells merged down a column filled with their value."""
    first = header.data_row
    below = [text for text in sheet.merged if _bottom(text) >= first]
    if not below:
        return fill_rows(sheet.rows, first), []
    rows = list(enumerate(sheet.rows[first - 1 :], start=first))
    notes = [_note(book, sheet, ProblemKind.DECIDED, _unmerge(rows, text, first)) for text in below]
    return [(number, cells) for number, cells in rows if _width(cells)], notes


def _bottom(text: str) -> int:
    found = _RANGE.fullmatch(text)
    return int(found[4]) if found else 0


def _unmerge(rows: list[Numbered], text: str, first: int) -> str:
    """Fill cells merged down a column; say what was done about merged cells."""
    found = _RANGE.fullmatch(text)
    assert found is not None  # noqa: S101 - only ranges come here
    top, bottom = max(int(found[2]), first), int(found[4])
    if found[1] != found[3] or bottom == top:
        return f"merged cells {text} hold their value in the first cell alone"
    _fill(rows, _place(found[1]), top - first, bottom - first)
    return f"merged cells {text} are each filled with the value they share"


def _fill(rows: list[Numbered], place: int, top: int, bottom: int) -> None:
    value = rows[top][1][place] if top < len(rows) and place < len(rows[top][1]) else ""
    for at in range(top, min(bottom + 1, len(rows))):
        number, cells = rows[at]
        whole = list(cells) + [""] * (place + 1 - len(cells))
        whole[place] = value
        rows[at] = (number, whole)


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * _ALPHABET + ord(letter) - ord("A") + 1
    return place - 1


def _width(cells: Cells) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _rows(numbers: Sequence[int]) -> str:
    some = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {some}{more}"


def _note(book: Spreadsheet, sheet: Sheet, kind: ProblemKind, said: str) -> Problem:
    return Problem(kind, Severity.NOTE, said, book.name, sheet.name)


def _placed(book: Spreadsheet, sheet: Sheet, note: Problem) -> Problem:
    return Problem(note.kind, note.severity, note.message, book.name, sheet.name, note.row)
