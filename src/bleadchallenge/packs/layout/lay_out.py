"""Making a pack ready to be drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.packs.charts.plots import plot_of
from bleadchallenge.packs.charts.series import labels_of, series_of
from bleadchallenge.packs.figures import (
    HIDDEN,
    UNKNOWN,
    decimals_of,
    heading,
    is_hidden,
    is_unknown,
    rounded_as_shown,
    written,
)
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
from bleadchallenge.packs.marks import spark_of, strip_of, symbol_of, tone_of
from bleadchallenge.packs.names import Names, headline_slug
from bleadchallenge.packs.plain import paragraphs, plain, slug
from bleadchallenge.packs.value import (
    Block,
    Cell,
    Chart,
    Column,
    ColumnType,
    Items,
    Pack,
    Section,
    Table,
    Text,
    Tiles,
    Value,
)


def lay_out(pack: Pack) -> PackLayout:
    """Make a pack ready to be drawn in any form."""
    names = Names()
    names.headline(headline_slug(plain(pack.title)))
    for section in _sections(pack.sections):
        names.announce(section.id)
    standing = frozenset(
        block.id
        for section in _sections(pack.sections)
        for block in section.blocks
        if isinstance(block, Table)
    )
    parts = tuple(_part(section, 1, names, standing) for section in pack.sections)
    return PackLayout(parts, tuple(_table(table, names) for table in pack.sheets))


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _part(section: Section, level: int, names: Names, standing: frozenset[str]) -> SectionLayout:
    title = plain(section.title)
    return SectionLayout(
        anchor=names.section(section.id),
        headline=names.headline(headline_slug(title)),
        title=title,
        level=level,
        own_page=section.own_page,
        blocks=tuple(_block(block, names, standing) for block in section.blocks),
        parts=tuple(_part(each, level + 1, names, standing) for each in section.sections),
        page=section.page,
    )


def _block(block: Block, names: Names, standing: frozenset[str]) -> DrawnBlock:
    match block:
        case Text():
            return TextLayout(paragraphs(block.text), block.refs, block.lead)
        case Items():
            items = tuple(plain(item) for item in block.items)
            return ItemsLayout(items, block.numbered, block.refs)
        case Tiles():
            tiles = tuple((plain(figure), plain(words)) for figure, words in block.tiles)
            return TilesLayout(tiles, block.refs)
        case Table():
            return _table(block, names)
        case Chart():
            return _chart(block, names, standing)


def _chart(chart: Chart, names: Names, standing: frozenset[str]) -> ChartLayout:
    return ChartLayout(
        anchor=names.anchor(slug(chart.id)),
        title=plain(chart.title),
        alternative=plain(chart.alternative),
        unit=plain(chart.unit),
        draws=chart.draws,
        labels=labels_of(chart),
        series=series_of(chart),
        plot=plot_of(chart),
        table=_table(chart.table, names) if chart.table.id not in standing else None,
        draws_from=slug(chart.table.id),
        beside=chart.beside,
    )


def _table(table: Table, names: Names) -> TableLayout:
    columns = tuple(
        ColumnLayout(heading(column), column.holds, column.decimals, column.wide)
        for column in table.columns
    )
    ways = tuple(
        _Way(column, drawn, "td" if place else "th", names)
        for place, (column, drawn) in enumerate(zip(table.columns, columns, strict=True))
    )
    return TableLayout(
        anchor=names.anchor(slug(table.id)),
        title=plain(table.title),
        columns=columns,
        rows=tuple(
            tuple(way.lay_out(cell) for way, cell in zip(ways, row, strict=True))
            for row in table.rows
        ),
        notes=tuple(plain(note) for note in table.notes),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """How the cells of a column are drawn."""

    column: Column
    drawn_column: ColumnLayout
    tag: str
    names: Names

    def lay_out(self, cell: Cell) -> CellLayout:
        """A cell of the column, as what it turned out to hold."""
        if self.column.holds in (ColumnType.STRIP, ColumnType.SPARK):
            return self._strip(cell)
        if is_unknown(cell.value):
            return self._as("unknown", UNKNOWN, None, cell, spoken="unknown")
        if is_hidden(cell, self.column):
            return self._as("hidden", HIDDEN, HIDDEN, cell, spoken="hidden")
        text = written(cell, self.column)
        if self.column.holds is ColumnType.STATUS:
            symbol, tone = symbol_of(text), tone_of(text)
            return self._as("status", text, text, cell, symbol=symbol, tone=tone)
        return self._figure_or_text(cell, text)

    def _figure_or_text(self, cell: Cell, text: str) -> CellLayout:
        if isinstance(cell.value, int | float):
            decimals = decimals_of(cell, self.column)
            return self._as(
                "number", text, rounded_as_shown(cell.value, decimals), cell, decimals=decimals
            )
        if isinstance(cell.value, date):
            return self._as("day", text, cell.value, cell)
        return self._as("text", text, text, cell, goes_to=self.names.anchors.get(cell.goes_to, ""))

    def _strip(self, cell: Cell) -> CellLayout:
        words = tuple(plain(mark) for mark in cell.marks)
        if not words:
            text = written(cell, self.column)
            return self._as("unknown", text, text, cell, spoken="unknown")
        if self.column.holds is ColumnType.SPARK:
            signs, words = spark_of(words), tuple(word or "not shown" for word in words)
        else:
            signs = strip_of(words)
        return self._as("strip", signs, signs, cell, spoken=", ".join(words))

    def _as(self, kind: str, text: str, value: Value, cell: Cell, **more: Any) -> CellLayout:  # noqa: ANN401 - further fields
        return CellLayout(
            kind,
            text,
            value,
            self.drawn_column,
            self.tag,
            ref=plain(cell.ref),
            also=cell.also,
            again=plain(cell.again),
            **more,
        )
