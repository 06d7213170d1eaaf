"""A sheet that is written from top to bottom, block by block."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from xlsxwriter.worksheet import Worksheet

from bleadchallenge.packs.escaping import for_cell, for_print
from bleadchallenge.packs.layout.values import (
    CellLayout,
    ChartLayout,
    ColumnLayout,
    ItemsLayout,
    SectionLayout,
    TableLayout,
    TextLayout,
)
from bleadchallenge.packs.value import ColumnType
from bleadchallenge.packs.workbook.charts import ChartSheet
from bleadchallenge.packs.workbook.formats import Formats
from bleadchallenge.packs.workbook.words import Words

_A4 = 9
_LANDSCAPE_FROM = 120
_NARROWEST = 7
_ALONE = (30, 64)
_TOGETHER = (22, 34)
_FILLING = 13
_BUTTON = 3
_LEAST_SPAN = 80
_ROW_HEIGHT = 13.5
_HIGHEST = 400
_FILTERED_FROM = 8
_MOST_OF_HEADER = 250
_MOST_OF_HEADING = 250


class Page:
    """A sheet with a cursor; blocks are written one under another."""

    def __init__(self, sheet: Worksheet, formats: Formats, words: Words) -> None:
        """Begin at the top of an empty sheet, set up to be printed on A4."""
        self.sheet = sheet
        self.row = 0
        self._formats = formats
        self._words = words
        self._widths: list[float] = []
        _set_up(sheet, words)

    def fit(self, tables: Iterable[TableLayout]) -> None:
        """Make the columns as wide as the tables that will stand in them."""
        widths: list[float] = []
        standing = list(tables)
        alike = len({tuple(column.heading for column in table.columns) for table in standing})
        most = _ALONE if alike == 1 else _TOGETHER
        for table in standing:
            for place, width in enumerate(_widths(table, most)):
                if place < len(widths):
                    widths[place] = max(widths[place], width)
                else:
                    widths.append(width)
        while len(widths) < 2 or sum(widths) < _LEAST_SPAN:  # noqa: PLR2004 - one cell is no span
            widths.append(_FILLING)
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)
        self._widths = widths
        if sum(widths) > _LANDSCAPE_FROM:
            self.sheet.set_landscape()

    def write(self, text: str, look: str = "text") -> None:
        """A line of text across the page, as high as it needs."""
        fitting = for_cell(text)
        line = sum(self._widths) * (0.65 if look in {"title", "section"} else 1.0)
        rows = _lines(fitting, line)
        size = {"title": 22, "section": 18}.get(look, _ROW_HEIGHT)
        self.sheet.set_row(self.row, min(rows * size, _HIGHEST))
        form = self._formats.named(look)
        self.sheet.merge_range(self.row, 0, self.row, len(self._widths) - 1, "", form)
        self.sheet.write_string(self.row, 0, fitting, form)
        self.row += 1

    def block(
        self, block: TextLayout | ItemsLayout | TableLayout | ChartLayout, charts: ChartSheet
    ) -> None:
        """A block of a section, with a free row after it."""
        match block:
            case TextLayout():
                for paragraph in block.paragraphs:
                    self.write(paragraph)
            case ItemsLayout():
                for count, item in enumerate(block.items, start=1):
                    self.write(f"{count}. {item}" if block.numbered else f"• {item}")
            case TableLayout():
                self.table(block)
            case ChartLayout():
                self.row = charts.insert(block, self.sheet, self.row)
                if block.table is not None:
                    self.table(block.table)
        self.row += 1

    def table(self, table: TableLayout) -> int:
        """A table with its title and notes; gives the row of its headings."""
        if table.title:
            self.write(table.title, "caption")
        head = self.row
        if table.rows:
            self._cells(table)
        else:
            self.write(self._words.none)
        for note in table.notes:
            self.write(f"{self._words.note} {note}", "note")
        return head

    def _cells(self, table: TableLayout) -> None:
        last = self.row + len(table.rows)
        headings = self._headings(table)
        self.sheet.add_table(
            self.row,
            0,
            last,
            len(table.columns) - 1,
            {
                "name": f"t_{table.anchor.replace('-', '_')}",
                "style": None,
                "autofilter": len(table.rows) >= _FILTERED_FROM,
                "columns": [
                    {"header": head, "header_format": self._formats.named(_head(column))}
                    for head, column in zip(headings, table.columns, strict=True)
                ],
            },
        )
        self._height(self.row, headings, bold=True)
        for count, row in enumerate(table.rows, start=self.row + 1):
            self._height(count, [cell.line for cell in row])
            for place, cell in enumerate(row):
                self._cell(count, place, cell)
        self.row = last + 1

    def _cell(self, row: int, place: int, cell: CellLayout) -> None:
        form = self._formats.of(cell)
        value = cell.value
        if isinstance(value, int | float):
            self.sheet.write_number(row, place, value, form)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, _midnight(value), form)
        else:
            self.sheet.write_string(row, place, for_cell(cell.line), form)

    def _height(self, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
        """Make a row high enough; not every spreadsheet does so by itself."""
        room = 0.85 if bold else 1.0
        lines = max(
            _lines(text, width * room) for text, width in zip(texts, self._widths, strict=False)
        )
        if lines > 1:
            self.sheet.set_row(row, min(lines * _ROW_HEIGHT, _HIGHEST))

    def _headings(self, table: TableLayout) -> list[str]:
        """Headings of one's own if the template gives them; spreadsheets want each to differ."""
        taken: set[str] = set()
        headings = []
        for column in table.columns:
            wanted = self._words.headings.get(column.heading, column.heading) or "Column"
            name, count = wanted[:_MOST_OF_HEADING], 1
            while name.lower() in taken:
                count += 1
                name = f"{wanted[:_MOST_OF_HEADING]} {count}"
            taken.add(name.lower())
            headings.append(name)
        return headings


def tables_of(part: SectionLayout) -> list[TableLayout]:
    """The tables of a section that stand on its own sheet, those of its charts among them."""
    own = [block for block in part.blocks if isinstance(block, TableLayout)]
    charts = [block.table for block in part.blocks if isinstance(block, ChartLayout)]
    below = [table for each in part.parts if not each.own_page for table in tables_of(each)]
    return [*own, *(table for table in charts if table is not None), *below]


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


def _widths(table: TableLayout, most: tuple[int, int]) -> list[float]:
    return [
        _width(column, [row[place].line for row in table.rows], most[column.wide])
        for place, column in enumerate(table.columns)
    ]


def _width(column: ColumnLayout, texts: Sequence[str], most: int) -> float:
    """A width that holds the texts, and the longest word of the heading beside its button."""
    needed = max((len(text) for text in texts), default=0) * 1.05 + 2
    word = max((len(word) for word in column.heading.split()), default=0) + _BUTTON
    return max(_NARROWEST, min(needed, most), min(word, most))
