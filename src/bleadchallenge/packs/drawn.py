"""A pack made ready to be drawn: text plain, figures written, names given, charts plotted.

All three forms are drawn from this, so no form works anything out by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bleadchallenge.packs.charts.plot import Plot
from bleadchallenge.packs.charts.series import Series, labels_of, series_of
from bleadchallenge.packs.charts.working import plot_of
from bleadchallenge.packs.figures import (
    HIDDEN,
    UNKNOWN,
    decimals_of,
    heading,
    is_hidden,
    is_unknown,
    shown,
    written,
)
from bleadchallenge.packs.marks import Tone, strip_of, symbol_of, tone_of
from bleadchallenge.packs.names import Names, headline_slug
from bleadchallenge.packs.plain import paragraphs, plain, slug
from bleadchallenge.packs.value import (
    Block,
    Cell,
    Chart,
    Column,
    Draws,
    Holds,
    Items,
    Pack,
    Section,
    Table,
    Text,
    Value,
)

BROAD_FROM = 10
"""A table of so many columns is printed across the page."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as it is shown.

    ``kind`` is what the cell turned out to hold: text, number, day, status,
    strip, hidden or unknown. ``spoken`` is read out in place of symbols.
    """

    kind: str
    text: str
    value: Value
    decimals: int = 0
    symbol: str = ""
    tone: Tone = Tone.PLAIN
    spoken: str = ""
    ref: str = ""
    goes_to: str = ""

    @property
    def line(self) -> str:
        """The cell in one line of text, its symbol before the word."""
        return f"{self.symbol} {self.text}" if self.symbol and self.text else self.text


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """A column's heading and what it holds."""

    heading: str
    holds: Holds
    decimals: int
    wide: bool


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table; ``anchor`` is its name in every form, unique in the pack."""

    anchor: str
    title: str
    columns: tuple[DrawnColumn, ...]
    rows: tuple[tuple[DrawnCell, ...], ...]
    notes: tuple[str, ...]
    form: str = "table"

    @property
    def broad(self) -> bool:
        """Whether the table needs the page's long side."""
        return len(self.columns) >= BROAD_FROM


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text as its paragraphs."""

    paragraphs: tuple[str, ...]
    form: str = "text"


@dataclass(frozen=True, slots=True)
class DrawnItems:
    """A list, each of its members on one line."""

    items: tuple[str, ...]
    numbered: bool
    form: str = "items"


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart; ``table`` is ``None`` where its table stands in the pack already."""

    anchor: str
    title: str
    alternative: str
    unit: str
    draws: Draws
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    plot: Plot
    table: DrawnTable | None
    form: str = "chart"


DrawnBlock = DrawnText | DrawnItems | DrawnTable | DrawnChart


@dataclass(frozen=True, slots=True)
class Part:
    """A section; ``level`` is 1 at the top, ``headline`` its anchor in Markdown viewers."""

    anchor: str
    headline: str
    title: str
    level: int
    own_page: bool
    blocks: tuple[DrawnBlock, ...]
    parts: tuple["Part", ...]

    @property
    def broad(self) -> bool:
        """Whether something in the section needs the page's long side."""
        return any(isinstance(block, DrawnTable) and block.broad for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A whole pack made ready."""

    parts: tuple[Part, ...]

    def every(self) -> Iterator[Part]:
        """Every section, in the order it is read."""
        return _every(self.parts)

    def charts(self) -> Iterator[DrawnChart]:
        """Every chart, in the order it is read."""
        blocks = (block for part in self.every() for block in part.blocks)
        return (block for block in blocks if isinstance(block, DrawnChart))


def draw(pack: Pack) -> Drawn:
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
    return Drawn(tuple(_part(section, 1, names, standing) for section in pack.sections))


def _every(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _every(part.parts)


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _part(section: Section, level: int, names: Names, standing: frozenset[str]) -> Part:
    title = plain(section.title)
    return Part(
        anchor=names.section(section.id),
        headline=names.headline(headline_slug(title)),
        title=title,
        level=level,
        own_page=section.own_page,
        blocks=tuple(_block(block, names, standing) for block in section.blocks),
        parts=tuple(_part(each, level + 1, names, standing) for each in section.sections),
    )


def _block(block: Block, names: Names, standing: frozenset[str]) -> DrawnBlock:
    match block:
        case Text():
            return DrawnText(paragraphs(block.text))
        case Items():
            return DrawnItems(tuple(plain(item) for item in block.items), block.numbered)
        case Table():
            return _table(block, names)
        case Chart():
            return _chart(block, names, standing)


def _chart(chart: Chart, names: Names, standing: frozenset[str]) -> DrawnChart:
    return DrawnChart(
        anchor=names.anchor(slug(chart.id)),
        title=plain(chart.title),
        alternative=plain(chart.alternative),
        unit=plain(chart.unit),
        draws=chart.draws,
        labels=labels_of(chart),
        series=series_of(chart),
        plot=plot_of(chart),
        table=None if chart.table.id in standing else _table(chart.table, names),
    )


def _table(table: Table, names: Names) -> DrawnTable:
    return DrawnTable(
        anchor=names.anchor(slug(table.id)),
        title=plain(table.title),
        columns=tuple(
            DrawnColumn(heading(column), column.holds, column.decimals, column.wide)
            for column in table.columns
        ),
        rows=tuple(
            tuple(
                _cell(cell, column, names) for cell, column in zip(row, table.columns, strict=True)
            )
            for row in table.rows
        ),
        notes=tuple(plain(note) for note in table.notes),
    )


def _cell(cell: Cell, column: Column, names: Names) -> DrawnCell:
    text = written(cell, column)
    goes_to = names.anchors.get(cell.goes_to, "")
    if column.holds is Holds.STRIP:
        return _strip(cell, text)
    if is_unknown(cell.value):
        return DrawnCell("unknown", UNKNOWN, None, spoken="unknown", ref=plain(cell.ref))
    if is_hidden(cell, column):
        return DrawnCell("hidden", HIDDEN, HIDDEN, spoken="hidden", ref=plain(cell.ref))
    if column.holds is Holds.STATUS:
        return _status(text, cell, goes_to)
    return _plain(cell, column, text, goes_to)


def _plain(cell: Cell, column: Column, text: str, goes_to: str) -> DrawnCell:
    if isinstance(cell.value, int | float):
        decimals = decimals_of(cell, column)
        return DrawnCell("number", text, shown(cell.value, decimals), decimals, ref=plain(cell.ref))
    if isinstance(cell.value, date):
        return DrawnCell("day", text, cell.value, ref=plain(cell.ref))
    return DrawnCell("text", text, text, ref=plain(cell.ref), goes_to=goes_to)


def _status(text: str, cell: Cell, goes_to: str) -> DrawnCell:
    return DrawnCell(
        "status",
        text,
        text,
        symbol=symbol_of(text),
        tone=tone_of(text),
        ref=plain(cell.ref),
        goes_to=goes_to,
    )


def _strip(cell: Cell, text: str) -> DrawnCell:
    words = tuple(plain(mark) for mark in cell.marks)
    if not words:
        return DrawnCell("unknown", text, text, spoken="unknown", ref=plain(cell.ref))
    signs = strip_of(words)
    return DrawnCell("strip", signs, signs, spoken=", ".join(words), ref=plain(cell.ref))
