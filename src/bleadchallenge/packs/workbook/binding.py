"""A pack as a workbook: one table a sheet from its first cell, real numbers and days."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from bleadchallenge.packs.layout.values import (
    CellLayout,
    ChartLayout,
    ColumnLayout,
    DrawnBlock,
    ItemsLayout,
    PackLayout,
    SectionLayout,
    TableLayout,
    TextLayout,
    TilesLayout,
)
from bleadchallenge.packs.names import Names
from bleadchallenge.packs.plain import plain
from bleadchallenge.packs.templates import TemplateSet
from bleadchallenge.packs.value import ColumnType, Pack
from bleadchallenge.packs.workbook.charts import insert_chart
from bleadchallenge.packs.workbook.formats import Formats
from bleadchallenge.packs.workbook.language import with_language
from bleadchallenge.packs.workbook.sheet import write_sheet
from bleadchallenge.packs.workbook.words import ExtraSheet, Words, words_of

_OPTIONS = {
    "in_memory": True,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def workbook_of(pack: Pack, drawn: PackLayout, digest: str, press: TemplateSet) -> bytes:
    """The pack as a workbook, the same bytes each time it is made."""
    whole = BytesIO()
    words = words_of(pack, digest, press)
    with Workbook(whole, deepcopy(_OPTIONS)) as book:  # xlsxwriter writes into what it is given
        _say_what_it_is(book, pack)
        _Binding(book, words).bind(drawn)
    return with_language(whole.getvalue())


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
        """Write every sheet: what it is, the words of the pages, one a table, the sources."""
        tables = list(drawn.sheets or _tables(drawn))
        charts = {} if drawn.sheets else _by_table(drawn)
        words, sources = _words(drawn, self._words), _sources(drawn, tables, self._words)
        extra = [(self._words.text.sheet, words), (self._words.sources.sheet, sources)]
        about = self._names.sheet(self._words.about.sheet)
        named = [(self._names.sheet(table.title or "Table"), table) for table in tables]
        last = [(self._names.sheet(title), table) for title, table in extra if table.rows]
        self._sheet(about, _about(self._words, [name for name, _ in (*named, *last)]))
        for name, table in named:
            sheet = self._sheet(name, table)
            if table.anchor in charts:
                insert_chart(self._book, sheet, charts[table.anchor], table)
        for name, table in last:
            printed = name == self._words.sources.sheet
            self._sheet(name, table, printed_rows=0 if printed else None)

    def _sheet(self, name: str, table: TableLayout, printed_rows: int | None = None):  # type: ignore[no-untyped-def] # noqa: ANN202
        sheet = self._book.add_worksheet(name)
        write_sheet(sheet, table, self._formats, self._words)
        if printed_rows is not None:
            sheet.print_area(0, 0, printed_rows, len(table.columns) - 1)
        return sheet


def _tables(drawn: PackLayout) -> Iterator[TableLayout]:
    """The tables of all sections, those of charts among them."""
    for part in drawn.every():
        for block in part.blocks:
            if isinstance(block, TableLayout):
                yield block
            elif isinstance(block, ChartLayout) and block.table is not None:
                yield block.table


def _by_table(drawn: PackLayout) -> dict[str, ChartLayout]:
    """The charts by the table beside them, or the table they draw."""
    standing = {table.anchor for table in _tables(drawn)}
    found = {}
    for chart in drawn.charts():
        of = chart.table.anchor if chart.table else chart.draws_from
        if of in standing:
            found[of] = chart
    return found


def _about(words: Words, sheets: list[str]) -> TableLayout:
    """What the workbook is, how it is read, and its sheets: one table."""
    about = words.about
    rows = [
        (about.title, about.subtitle),
        *about.facts,
        *((about.codes, line) for line in about.lines),
        *((about.contents, name) for name in sheets),
    ]
    return _plain_table("about", about.columns, rows)


def _words(drawn: PackLayout, words: Words) -> TableLayout:
    """Every sentence of the pages, and the notes of their tables."""
    rows = [
        (part.title, text)
        for part in drawn.every()
        for block in part.blocks
        for text in _texts(block)
    ]
    rows += [(table.title, note) for table in drawn.sheets for note in table.notes]
    return _plain_table("words", words.text.columns, list(dict.fromkeys(rows)))


def _texts(block: DrawnBlock) -> tuple[str, ...]:
    match block:
        case TextLayout():
            return block.paragraphs
        case ItemsLayout():
            return block.items
        case TilesLayout():
            return tuple(f"{figure}: {words}" for figure, words in block.tiles)
        case TableLayout():
            return block.notes
        case ChartLayout():
            return block.table.notes if block.table else ()


def _plain_table(
    anchor: str, titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> TableLayout:
    columns = tuple(ColumnLayout(title, ColumnType.TEXT, 0, wide=True) for title in titles)
    cells = tuple(
        tuple(
            CellLayout("text", text, text, column)
            for text, column in zip(row, columns, strict=True)
        )
        for row in rows
    )
    return TableLayout(anchor, "", columns, cells, ())


def _sources(drawn: PackLayout, tables: list[TableLayout], words: Words) -> TableLayout:
    """Every figure of the pages and of the sheets that can be explained, with what to ask for."""
    extra: ExtraSheet = words.sources
    rows: dict[tuple[str, ...], None] = {}
    for table in (*tables, *_tables(drawn)):
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                for ref in (cell.ref, *cell.also):
                    if ref:
                        rows[table.title, row[0].line, column.heading, cell.line, ref] = None
    rows |= {(part.title, "", "", "", ref): None for part, ref in _refs_of_texts(drawn)}
    return _plain_table("sources-of-figures", extra.columns, list(rows))


def _refs_of_texts(drawn: PackLayout) -> Iterator[tuple[SectionLayout, str]]:
    for part in drawn.every():
        for block in part.blocks:
            if isinstance(block, TextLayout | ItemsLayout | TilesLayout):
                for ref in block.refs:
                    yield part, ref
