"""A pack as one value: what the Markdown, the workbook and the page are drawn from.

A pack is a sequence of sections, a section a sequence of blocks. Every figure
is a ``Cell`` in a ``Table``, so that each form holds the same figures; a chart
draws a table that stands beside it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """For whose eyes a report is."""

    ISG = "ISG – confidential"
    SCHOOL = "school copy"
    ALLIANCE = "alliance copy"
    TEAM = "to the challenge team alone"
    PROGRAMME = "programme office"
    PUBLIC = "public summary"
    MEANS = "means over schools"


class ColumnType(StrEnum):
    """What the cells of a column hold; decides side, format and filter."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    STATUS = "status"
    STRIP = "strip"
    SPARK = "spark"


Value = str | int | float | date | None
"""``None`` is unknown, ``"c"`` in a number's column is hidden for small numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it comes from.

    ``ref`` is what ``explain`` takes; empty for text that explains itself.
    ``marks`` gives a strip its past statuses, and a sparkline its readings, oldest
    first, empty for a gap. ``decimals`` is for a
    number that is written otherwise than the rest of its column. ``goes_to`` is
    the ``id`` of the section that tells more, which the page links to. ``also`` are
    the figures within its words. ``again`` is said in the row above too: it is shown
    where a row stands by itself, on a telephone, and to those who listen.
    """

    value: Value
    ref: str = ""
    marks: tuple[str, ...] = ()
    decimals: int | None = None
    goes_to: str = ""
    also: tuple[str, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``decimals`` and ``unit`` say how numbers are written."""

    title: str
    holds: ColumnType = ColumnType.TEXT
    decimals: int = 0
    unit: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; ``id`` is unique in a pack and names it in every form."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``refs`` are the figures in it, ``lead`` sets it in bold."""

    text: str
    refs: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``numbered`` where its members are referred to by number."""

    items: tuple[str, ...]
    numbered: bool = False
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures that are read at a glance: each a figure and what it counts."""

    tiles: tuple[tuple[str, str], ...]
    refs: tuple[str, ...] = ()


class ChartKind(StrEnum):
    """How a chart draws its table."""

    LINES = "lines"
    BARS = "bars"
    INTERVALS = "intervals"
    METER = "meter"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a table beside it: the first column gives the labels, the others the series.

    With ``INTERVALS`` the columns after the label are value, lower and upper; with
    ``METER`` they are the whole, the mark and the part that is full. ``alternative`` says
    in words what the chart shows. ``begins`` is the label before which the programme
    began. Where it is not ``beside``, its table stands in the workbook alone.
    """

    id: str
    title: str
    draws: ChartKind
    table: Table
    alternative: str
    unit: str = ""
    begins: str = ""
    beside: bool = True


Block = Text | Items | Tiles | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pack with its heading; ``own_page`` begins it on a fresh page.

    ``page`` is the printed page it begins on, where that is laid down.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...] = ()
    own_page: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a report says, and what it was made from.

    ``made_from`` is the change number, ``policy`` the policy's name. The digest
    is worked out from the value itself by ``digest_of``. ``about`` is what its
    folder is named after beside kind and day, such as a school's URN. ``sheets`` are
    all that the workbook holds, where it does not hold the tables of the sections.
    """

    kind: str
    title: str
    subtitle: str
    audience: Audience
    as_of: date
    made_from: int
    policy: str
    sections: tuple[Section, ...]
    number: int | None = None
    facts: tuple[tuple[str, str], ...] = field(default=())
    about: str = ""
    sheets: tuple[Table, ...] = ()
