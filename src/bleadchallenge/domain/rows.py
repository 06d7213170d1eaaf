"""A row of a published file, each of whose figures knows where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.figures.cells import Cell, CellStatus, read_cell
from bleadchallenge.domain.words import Level

SEPARATOR = "\x1f"
"""What joins the cells of a row: the unit separator, which no cell holds."""

_ABSENT = Cell(None, CellStatus.BLANK)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was taken: what it is and how its columns are read.

    ``columns`` gives the place of each known name, in capitals, from 0;
    ``names`` the names as the file writes them. ``year`` is stored as 201617.
    ``change`` is the number of the change that brought it in.
    """

    number: int
    kind: str
    year: str
    release: str
    file: str
    sheet: str
    names: tuple[str, ...]
    columns: Mapping[str, int]
    change: int


@dataclass(frozen=True, slots=True)
class Address:
    """Where a figure stands, for ``explain``."""

    file: str
    sheet: str
    row: int
    column: str
    release: str
    year: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row: of what it speaks, and its cells word for word."""

    source: Source
    number: int
    level: Level
    urn: str
    laestab: str
    la: str
    name: str
    cells: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Whether the file has a column of that known name."""
        return column.upper() in self.source.columns

    def text(self, column: str) -> str:
        """The text under a known name; empty where column or cell is not there."""
        place = self.source.columns.get(column.upper())
        if place is None or place >= len(self.cells):
            return ""
        return self.cells[place].strip()

    def cell(self, column: str) -> Cell:
        """What stands under a known name; blank where column or cell is not there."""
        text = self.text(column)
        return read_cell(text) if text else _ABSENT

    def address(self, column: str) -> Address:
        """Where the figure under a known name stands."""
        place = self.source.columns[column.upper()]
        source = self.source
        return Address(
            source.file,
            source.sheet,
            self.number,
            source.names[place],
            source.release,
            source.year,
            self.text(column),
        )
