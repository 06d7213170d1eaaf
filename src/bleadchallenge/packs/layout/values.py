"""A pack made ready to be drawn: text plain, figures written, names given, charts plotted.

All three forms are drawn from this, so no form works anything out by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.packs.charts.plot import Plot
from bleadchallenge.packs.charts.series import Series
from bleadchallenge.packs.marks import Tone
from bleadchallenge.packs.value import ChartKind, ColumnType, Value

BROAD_FROM = 10
"""A table of so many columns is printed across the page."""

SHORT_TO = 8
"""A table of so many rows is not parted between two pages."""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column's heading and what it holds."""

    heading: str
    holds: ColumnType
    decimals: int
    wide: bool


@dataclass(frozen=True, slots=True)
class CellLayout:
    """A cell as it is shown.

    ``kind`` is what the cell turned out to hold: text, number, day, status,
    strip, hidden or unknown. ``spoken`` is read out in place of symbols. ``tag`` is
    ``th`` for the cell that names its row.
    """

    kind: str
    text: str
    value: Value
    column: ColumnLayout
    tag: str = "td"
    decimals: int = 0
    symbol: str = ""
    tone: Tone = Tone.PLAIN
    spoken: str = ""
    ref: str = ""
    goes_to: str = ""
    also: tuple[str, ...] = ()
    again: str = ""

    @property
    def line(self) -> str:
        """The cell in one line of text, its symbol before the word."""
        return f"{self.symbol} {self.text}" if self.symbol and self.text else self.text


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table; ``anchor`` is its name in every form, unique in the pack."""

    anchor: str
    title: str
    columns: tuple[ColumnLayout, ...]
    rows: tuple[tuple[CellLayout, ...], ...]
    notes: tuple[str, ...]
    form: str = "table"

    @property
    def broad(self) -> bool:
        """Whether the table needs the page's long side."""
        return len(self.columns) >= BROAD_FROM

    @property
    def short(self) -> bool:
        """Whether the table is kept on one page."""
        return len(self.rows) <= SHORT_TO


@dataclass(frozen=True, slots=True)
class TextLayout:
    """A text as its paragraphs."""

    paragraphs: tuple[str, ...]
    refs: tuple[str, ...] = ()
    lead: bool = False
    form: str = "text"


@dataclass(frozen=True, slots=True)
class ItemsLayout:
    """A list, each of its members on one line."""

    items: tuple[str, ...]
    numbered: bool
    refs: tuple[str, ...] = ()
    form: str = "items"


@dataclass(frozen=True, slots=True)
class TilesLayout:
    """Figures that are read at a glance."""

    tiles: tuple[tuple[str, str], ...]
    refs: tuple[str, ...] = ()
    form: str = "tiles"


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """A chart; ``table`` is ``None`` where its table, ``draws_from``, stands elsewhere.

    Where it is not ``beside``, the table stands in the workbook alone.
    """

    anchor: str
    title: str
    alternative: str
    unit: str
    draws: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    plot: Plot
    table: TableLayout | None
    draws_from: str = ""
    beside: bool = True
    form: str = "chart"

    @property
    def refs(self) -> tuple[str, ...]:
        """The figures that are drawn, where no table beside the chart names them."""
        if self.beside or self.table is None:
            return ()
        return tuple(cell.ref for row in self.table.rows for cell in row if cell.ref)


DrawnBlock = TextLayout | ItemsLayout | TilesLayout | TableLayout | ChartLayout


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A section; ``level`` is 1 at the top, ``headline`` its anchor in Markdown viewers.

    ``page`` is the printed page it begins on, where that is laid down.
    """

    anchor: str
    headline: str
    title: str
    level: int
    own_page: bool
    blocks: tuple[DrawnBlock, ...]
    parts: tuple["SectionLayout", ...]
    page: int | None = None

    @property
    def broad(self) -> bool:
        """Whether something in the section needs the page's long side."""
        return any(isinstance(block, TableLayout) and block.broad for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PackLayout:
    """A whole pack made ready; ``sheets`` are what its workbook holds instead of its tables."""

    parts: tuple[SectionLayout, ...]
    sheets: tuple[TableLayout, ...] = ()

    def every(self) -> Iterator[SectionLayout]:
        """Every section, in the order it is read."""
        return _every(self.parts)

    def charts(self) -> Iterator[ChartLayout]:
        """Every chart, in the order it is read."""
        blocks = (block for part in self.every() for block in part.blocks)
        return (block for block in blocks if isinstance(block, ChartLayout))


def _every(parts: tuple[SectionLayout, ...]) -> Iterator[SectionLayout]:
    for part in parts:
        yield part
        yield from _every(part.parts)
