"""A sheet that holds one table from its first cell."""

from collections.abc import Sequence
from datetime import date, datetime

from xlsxwriter.worksheet import Worksheet

from bleadchallenge.packs.escaping import for_cell, for_print
from bleadchallenge.packs.layout.values import CellLayout, ColumnLayout, TableLayout
from bleadchallenge.packs.value import ColumnType
from bleadchallenge.packs.workbook.formats import Formats
from bleadchallenge.packs.workbook.words import Words

_A4 = 9
_LANDSCAPE_FROM = 110
_NARROWEST = 7
_WIDEST = (30, 64)
_BUTTON = 3
_ROW_HEIGHT = 13.5
_HIGHEST = 400
_MOST_OF_HEADER = 250
_MOST_OF_HEADING = 250


def write_sheet(sheet: Worksheet, table: TableLayout, formats: Formats, words: Words) -> None:
    """Write a table from the first cell of a sheet, headings frozen and printed on each page."""
    _set_up(sheet, words)
    widths = _widths(table)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    if sum(widths) > _LANDSCAPE_FROM:
        sheet.set_landscape()
    headings = _headings(table, words)
    _declare(sheet, table, headings, formats)
    _height(sheet, 0, headings, [width * 0.85 for width in widths])
    for count, row in enumerate(table.rows, start=1):
        _height(sheet, count, [cell.line for cell in row], widths)
        for place, cell in enumerate(row):
            _write(sheet, count, place, cell, formats)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _declare(
    sheet: Worksheet, table: TableLayout, headings: Sequence[str], formats: Formats
) -> None:
    """Make the cells a table of the spreadsheet; headings alone where there is no row."""
    looks = [formats.named(_head(column)) for column in table.columns]
    if not table.rows:
        for place, (text, look) in enumerate(zip(headings, looks, strict=True)):
            sheet.write_string(0, place, text, look)
        return
    sheet.add_table(
        0,
        0,
        len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"t_{table.anchor.replace('-', '_')}",
            "style": None,
            "columns": [
                {"header": head, "header_format": look}
                for head, look in zip(headings, looks, strict=True)
            ],
        },
    )


def _write(sheet: Worksheet, row: int, place: int, cell: CellLayout, formats: Formats) -> None:
    form, value = formats.of(cell), cell.value
    if isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, _midnight(value), form)
    else:
        sheet.write_string(row, place, for_cell(cell.line), form)


def _height(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row high enough; not every spreadsheet does so by itself."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _ROW_HEIGHT, _HIGHEST))


def _headings(table: TableLayout, words: Words) -> list[str]:
    """Headings of one's own if the template gives them; spreadsheets want each to differ."""
    taken: set[str] = set()
    headings = []
    for column in table.columns:
        wanted = words.headings.get(column.heading, column.heading) or "Column"
        name, count = wanted[:_MOST_OF_HEADING], 1
        while name.lower() in taken:
            count += 1
            name = f"{wanted[:_MOST_OF_HEADING]} {count}"
        taken.add(name.lower())
        headings.append(name)
    return headings


def _set_up(sheet: Worksheet, words: Words) -> None:
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L{_printed(words.header)}&R&A")
    sheet.set_footer(f"&L{_printed(words.footer)}&R&P / &N")


def _printed(text: str) -> str:
    return for_print(text[: _MOST_OF_HEADER // 2])


def _head(column: ColumnLayout) -> str:
    return "head right" if column.holds is ColumnType.NUMBER else "head"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day in a cell has no zone


def _lines(text: str, width: float) -> int:
    """On how many lines a text stands in a width, broken between words."""
    if len(text) <= width:
        return 1
    lines, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0.0
        lines += int(len(word) // max(width, 1)) if len(word) > width else 0
        used += len(word) + (1 if used else 0)
    return lines


def _widths(table: TableLayout) -> list[float]:
    return [
        _width(column, [row[place].line for row in table.rows], _WIDEST[column.wide])
        for place, column in enumerate(table.columns)
    ]


def _width(column: ColumnLayout, texts: Sequence[str], most: int) -> float:
    """A width that holds the texts, and the longest word of the heading beside its button."""
    needed = max((len(text) for text in texts), default=0) * 1.05 + 2
    word = max((len(word) for word in column.heading.split()), default=0) + _BUTTON
    return max(_NARROWEST, min(needed, most), min(word, most))
