"""A pack as a workbook: a sheet a section, real numbers and days, native charts."""

from copy import deepcopy
from datetime import datetime
from io import BytesIO
from itertools import chain

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bleadchallenge.packs.layout.values import (
    CellLayout,
    ColumnLayout,
    PackLayout,
    SectionLayout,
    TableLayout,
)
from bleadchallenge.packs.names import Names
from bleadchallenge.packs.plain import plain
from bleadchallenge.packs.templates import TemplateSet
from bleadchallenge.packs.value import ColumnType, Pack
from bleadchallenge.packs.workbook.charts import ChartSheet
from bleadchallenge.packs.workbook.formats import Formats
from bleadchallenge.packs.workbook.sheet import Page, tables_of
from bleadchallenge.packs.workbook.words import Words, words_of

_OPTIONS = {
    "in_memory": True,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_FROZEN_AT_MOST = 12


def workbook_of(pack: Pack, drawn: PackLayout, digest: str, press: TemplateSet) -> bytes:
    """The pack as a workbook, the same bytes each time it is made."""
    whole = BytesIO()
    words = words_of(pack, digest, press)
    with Workbook(whole, deepcopy(_OPTIONS)) as book:  # xlsxwriter writes into what it is given
        _say_what_it_is(book, pack)
        _Binding(book, words).bind(drawn)
    return whole.getvalue()


def _say_what_it_is(book: Workbook, pack: Pack) -> None:
    """Properties with the pack's own day, not the day it happens to be drawn."""
    day = pack.as_of
    book.set_properties(
        {
            "title": plain(pack.title),
            "subject": plain(pack.subtitle),
            "category": pack.audience.value,
            "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - xlsxwriter takes no zone
        }
    )


class _Binding:
    """The sheets of one workbook, made in the order they are read."""

    def __init__(self, book: Workbook, words: Words) -> None:
        self._book = book
        self._words = words
        self._formats = Formats(book)
        self._names = Names()

    def bind(self, drawn: PackLayout) -> None:
        """Write every sheet: about, one a section, then sources and what charts draw."""
        about = self._sheet(self._words.about.sheet)
        parts = list(_with_sheets(drawn.parts))
        sheets = [self._sheet(part.title) for part in parts]
        sources = _sources(drawn, self._words)
        behind = self._sheet(self._words.sources.sheet) if sources.rows else None
        charts = self._charts(drawn)
        for part, sheet in zip(parts, sheets, strict=True):
            self._part(part, sheet, charts)
        if behind is not None:
            self._extra(behind, sources)
        self._about(
            about,
            [(sheet.get_name(), part.level) for part, sheet in zip(parts, sheets, strict=True)],
        )

    def _sheet(self, title: str) -> Worksheet:
        return self._book.add_worksheet(self._names.sheet(title))

    def _page(self, sheet: Worksheet, tables: list[TableLayout]) -> Page:
        page = Page(sheet, self._formats, self._words)
        page.fit(tables)
        return page

    def _charts(self, drawn: PackLayout) -> ChartSheet:
        sheet = self._sheet(self._words.charts.sheet) if any(drawn.charts()) else None
        return ChartSheet(self._book, sheet, self._formats, self._words)

    def _part(self, part: SectionLayout, sheet: Worksheet, charts: ChartSheet) -> None:
        tables = tables_of(part)
        page = self._page(sheet, tables)
        heads = _written(part, page, charts, "title")
        if len(tables) == 1 and heads and heads[0] < _FROZEN_AT_MOST:
            sheet.freeze_panes(heads[0] + 1, 1)
            sheet.repeat_rows(heads[0])
        else:
            sheet.freeze_panes(1, 0)

    def _extra(self, sheet: Worksheet, table: TableLayout) -> None:
        page = self._page(sheet, [table])
        page.write(self._words.sources.title, "title")
        page.write(self._words.sources.lead)
        head = page.table(table)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)

    def _about(self, sheet: Worksheet, sheets: list[tuple[str, int]]) -> None:
        words = self._words.about
        page = Page(sheet, self._formats, self._words)
        page.fit([])
        sheet.set_column(0, 0, 34)
        page.write(words.title, "title")
        page.write(words.subtitle)
        page.row += 1
        for label, text in words.facts:
            sheet.write_string(page.row, 0, label, self._formats.named("label"))
            sheet.write_string(page.row, 1, text)
            page.row += 1
        page.row += 1
        page.write(words.codes, "section")
        for line in words.lines:
            page.write(line)
        page.row += 1
        page.write(words.contents, "section")
        for name, level in sheets:
            place = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
            look = self._formats.named("link" if level == 1 else "link within")
            sheet.write_url(page.row, 0, place, look, name)
            page.row += 1


def _with_sheets(parts: tuple[SectionLayout, ...]) -> chain[SectionLayout]:
    """The sections that have a sheet of their own: those at the top, and own pages below."""
    return chain.from_iterable(
        (part, *_own_pages(part)) if _says_something(part) else _own_pages(part) for part in parts
    )


def _says_something(part: SectionLayout) -> bool:
    return bool(part.blocks) or not all(each.own_page for each in part.parts)


def _own_pages(part: SectionLayout) -> chain[SectionLayout]:
    return chain.from_iterable(
        (each, *_own_pages(each)) if each.own_page else _own_pages(each) for each in part.parts
    )


def _written(part: SectionLayout, page: Page, charts: ChartSheet, look: str) -> list[int]:
    """Write a section and those below it that have no sheet; gives the rows of table heads."""
    page.write(part.title, look)
    heads = []
    for block in part.blocks:
        if isinstance(block, TableLayout):
            heads.append(page.table(block))
            page.row += 1
        else:
            page.block(block, charts)
    for each in part.parts:
        if not each.own_page:
            heads += _written(each, page, charts, "section")
    return heads


def _sources(drawn: PackLayout, words: Words) -> TableLayout:
    """Every figure that can be explained, with what to ask for."""
    columns = tuple(
        ColumnLayout(title, ColumnType.TEXT, 0, wide=False) for title in words.sources.columns
    )
    rows = [
        tuple(
            CellLayout("text", text, text, columns[0])
            for text in (table.title, row[0].line, column.heading, cell.line, cell.ref)
        )
        for part in drawn.every()
        for table in _own_tables(part)
        for row in table.rows
        for cell, column in zip(row, table.columns, strict=True)
        if cell.ref
    ]
    return TableLayout("sources-of-figures", "", columns, tuple(rows), ())


def _own_tables(part: SectionLayout) -> list[TableLayout]:
    return tables_of(SectionLayout(part.anchor, "", "", part.level, part.own_page, part.blocks, ()))
