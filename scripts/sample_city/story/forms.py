"""A sheet of the coordinator's workbook as somebody filled it in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sample_city.books import Book

HEADER_ROW = 3
ABOUT = "_about"
MARKER, VERSION = "bleadchallenge workbook", "1"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the record it holds, its sheet, its headings and what was filled in."""

    table: str
    sheet: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook(*forms: Form) -> bytes:
    """Fill forms in and pack them as a spreadsheet program would; new rows have no mark."""
    book = Book()
    for form in forms:
        _fill(book, form)
    about = book.book.add_worksheet(ABOUT)
    said = [(MARKER, VERSION), *((form.table, form.sheet) for form in forms)]
    for row, pair in enumerate(said):
        about.write_row(row, 0, pair)
    about.hide()
    return bytes(book)


def _fill(book: Book, form: Form) -> None:
    sheet = book.book.add_worksheet(form.sheet)
    sheet.write(0, 1, form.sheet)
    headings = (f"record:{form.table}", *form.headings, "take out")
    sheet.write_row(HEADER_ROW - 1, 0, headings)
    for place, cells in enumerate(form.rows):
        for column, cell in enumerate(cells, start=1):
            if cell is not None:
                sheet.write(HEADER_ROW + place, column, cell)
    sheet.set_column(0, 0, None, None, {"hidden": True})
