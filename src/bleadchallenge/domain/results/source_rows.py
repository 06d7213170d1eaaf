"""A row of a published file, each of whose figures knows where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.cells import Cell, CellStatus, read_cell
from bleadchallenge.domain.results.notation import ColumnNotation, plain, written_day
from bleadchallenge.domain.text import SEPARATOR

__all__ = ["SEPARATOR", "Address", "Source", "SourceLine"]

_ABSENT = Cell(None, CellStatus.BLANK)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was taken: what it is and how its columns are read.

    ``columns`` gives the place of each known name, in capitals, from 0;
    ``names`` the names as the file writes them. ``year`` is stored as 201617.
    ``change`` is the number of the change that brought it in. ``decided`` says
    how columns that people wrote are read; ``is_mapped`` that a person said what
    the columns are; ``is_derived`` that the rows were worked out from the file's,
    which are not kept.
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
    decided: Mapping[str, ColumnNotation] = field(default_factory=dict)
    is_mapped: bool = False
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where a figure stands, for ``explain``.

    ``note`` says in words how the text is read where that is not plain, or that
    the row was worked out from the file.
    """

    file: str
    sheet: str
    row: int
    column: str
    release: str
    year: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row: of what it speaks, and its cells word for word.

    ``la_from`` says where the authority was looked up; it is empty where the row
    itself gives it.
    """

    source: Source
    number: int
    level: Level
    urn: str
    laestab: str
    la: str
    name: str
    cells: tuple[str, ...]
    la_from: str = ""

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
        if self.source.decided:
            text = self._as_decided(column.upper(), text)
        return read_cell(text) if text else _ABSENT

    def day(self, column: str) -> date | None:
        """The day under a known name, in any form that files and people write."""
        text = self._as_decided(column.upper(), self.text(column))
        return written_day(text) if text else None

    def _as_decided(self, column: str, text: str) -> str:
        """The text as its column was decided to be read; of a missing column nothing."""
        how = self.source.decided.get(column)
        if how is None:
            return text
        code = how.codes.get(text.casefold())
        return plain(text, how.forms) if code is None else code

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
            self._note(column.upper()),
        )

    def _note(self, column: str) -> str:
        if self.source.is_derived:
            return "added up from the file's rows, which are not kept"
        how = self.source.decided.get(column)
        return how.said if how else ""
