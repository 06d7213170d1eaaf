"""A sheet with its header found, and what was taken from it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import ColumnNotation, plain
from bleadchallenge.domain.results.source_rows import SEPARATOR
from bleadchallenge.intake.sheet_xml import address

Cells = list[str]

PERFORMANCE_TABLES = (
    "Department for Education, Compare school and college performance: "
    "compare-school-performance.service.gov.uk/download-data"
)


class RowIdentity(NamedTuple):
    """Of what a row speaks: its level and its identifiers, empty where it has none."""

    level: Level
    urn: str = ""
    laestab: str = ""
    la: str = ""
    name: str = ""


class Row(NamedTuple):
    """A row that is taken: its number in the file, of what it speaks, its cells joined."""

    number: int
    place: RowIdentity
    joined: str

    @property
    def cells(self) -> Cells:
        """The cells as they stand."""
        return self.joined.split(SEPARATOR)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its header.

    ``columns`` gives the place of each known name, in capitals, counted from 0;
    ``names`` the names as written. Row numbers count from 1 as a spreadsheet does.
    ``decided`` says how columns that people wrote are read, by known name;
    ``breaks_off`` that the text's last line has no end, ``has_semicolons`` that they part its
    cells, as they do where a comma stands before decimals; ``folder`` is the name of its folder;
    ``unsaved`` gives for each column the rows of formulas whose result was not saved.
    """

    file: str
    sheet: str | None
    sha256: str
    header_row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Cells]]
    mapping: str = ""
    decided: Mapping[str, ColumnNotation] = field(default_factory=dict)
    breaks_off: bool = False
    folder: str = ""
    has_semicolons: bool = False
    unsaved: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def unsaved_in(self, places: Mapping[str, int]) -> Iterator[Problem]:
        """The faults of columns, by name, that hold formulas whose result was not saved.

        Their cells read as blank, which is not what a person sees.
        """
        for column, place in places.items() if self.unsaved else ():
            rows = [row for row in self.unsaved.get(place, ()) if row > self.header_row]
            if rows:
                yield self.problem(
                    ProblemKind.ERROR_CELL,
                    Severity.FILE,
                    f"holds {len(rows):,} formula{'s' * (len(rows) > 1)} without a saved result",
                    row=rows[0],
                    column=column,
                    expected="values: open the workbook in a spreadsheet program, save it there",
                )

    def cut_short(self, row: int, cells: Cells) -> Problem | None:
        """The fault of a last row that stops early and has no line end; else ``None``."""
        if not self.breaks_off or len(cells) >= len(self.names) or row != self.rows[-1][0]:
            return None
        return self.problem(
            ProblemKind.SHORT_ROW,
            Severity.ROW,
            f"is the last row, has no line end and stops after {len(cells)} of "
            f"{len(self.names)} cells: the file was cut off",
            row=row,
            found=f"{len(cells)} cells",
            expected="the whole file: get it again",
        )

    def unended(self) -> Problem | None:
        """A note on a last cell after which the text stops: nobody can tell whether it is whole."""
        number, cells = self.rows[-1] if self.rows else (0, [])
        if not self.breaks_off or not cells or len(cells) != len(self.names):
            return None
        return self.problem(
            ProblemKind.SHORT_ROW,
            Severity.NOTE,
            "is the last cell and no line end follows; see that the file was not cut off there",
            row=number,
            column=self.names[-1],
            found=cells[-1][:60],
        )

    def cell(self, cells: Cells, column: str) -> str:
        """The text of a row under a known name; empty where the row is short."""
        place = self.columns.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def reader(self, column: str) -> Callable[[str], str]:
        """How the texts of a column are read: as they stand, or as was decided for it."""
        how = self.decided.get(column)
        if how is None:
            return str.strip
        return lambda text: _read(text.strip(), how)

    def problem(
        self,
        kind: ProblemKind,
        severity: Severity,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        found: str | None = None,
        expected: str | None = None,
    ) -> Problem:
        """A problem with this table's address."""
        cell = self.address(row, column) if row is not None and column else None
        return Problem(
            kind, severity, message, self.file, self.sheet, row, column, found, expected, cell
        )

    def address(self, row: int, column: str) -> str | None:
        """A cell's address such as D7, or ``None`` where the column's place is not known."""
        name = column.upper()
        place = self.columns.get(name, self.columns.get(name.replace("_", " ")))
        return None if place is None else address((row - 1, place))


def _read(text: str, how: ColumnNotation) -> str:
    code = how.codes.get(text.casefold())
    return plain(text, how.forms) if code is None else code


class ColumnRule(StrEnum):
    """What the cells of a column must be."""

    ANYTHING = "anything"
    FIGURE = "a figure or a published code"
    COUNT = "a whole number or a published code"
    PERCENT = "a percentage or a published code"
    WHOLE_PERCENT = "a percentage, such as 53% or 53, or a published code"
    DATE = "a date"
    GRADE = "a grade from 1 to 4, or 9"
    YEAR = "an academic year such as 2016/17, or the summer of its tests"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of published file: how it is told from others, and how it is read.

    ``needs`` are the column names in capitals without which it is not of this kind;
    ``aliases`` gives the known name of a column that goes by others, both in capitals;
    those that are ``preferred``, or for which ``preferred_by`` gives a known name, come
    before a column of the known name, and ``companions`` are known names that go with
    another. ``locate`` says of what a row speaks. ``rule``
    gives what each column must hold. ``overflows`` names the last column where it may spill
    over into cells without a name, each of which ``spill`` must fit. ``knows`` are the
    columns a person may map their own to, in capitals, with the words people use.
    ``blanks`` are texts that stand for "not available" in such files, in small letters.
    ``base`` gives the column that one of a group of pupils or an earlier year is of.
    ``parts`` names the column that tells several rows of one school apart. ``one_of`` are
    columns of which it needs one at least. Where ``whole_percentages`` is set none is
    published as a part of one or with decimals below 1; ``counts`` gives the count and the
    total of which a column is the percentage. ``ends_with`` are levels of which a published
    file has a row at its end; ``whole_layout`` are columns by which such a file is told
    from an extract that people made. ``not_held`` are years, as 201920, of which there are
    none. ``years`` and ``published`` say for the guide which years there are and where such
    files are found.
    """

    name: str
    title: str
    needs: frozenset[str]
    locate: Callable[[Table, Cells], RowIdentity | None]
    rule: Callable[[str], ColumnRule]
    yearly: bool = True
    released: bool = False
    overflows: str | None = None
    spill: re.Pattern[str] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    preferred: Collection[str] = ()
    preferred_by: Callable[[str], str | None] = field(default=lambda _name: None)
    companions: Mapping[str, str] = field(default_factory=dict)
    knows: Mapping[str, str] = field(default_factory=dict)
    parts: str | None = None
    blanks: frozenset[str] = frozenset()
    base: Callable[[str], str] = field(default=str)
    year_of: Callable[[Table], str | None] = field(default=lambda _table: None)
    one_of: tuple[str, ...] = ()
    not_held: frozenset[str] = frozenset()
    ends_with: frozenset[Level] = frozenset()
    whole_layout: frozenset[str] = frozenset()
    whole_percentages: bool = False
    years: str = ""
    published: str = ""
    counts: Callable[[str], tuple[str, str]] = field(default=lambda _name: ("", ""))


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """What a sheet gives: rows to keep, and problems on the way."""

    kind: FileKind
    table: Table
    year: str
    release: str
    rows: list[Row]
    problems: list[Problem]
    read: int
    decisions: tuple[str, ...] = ()
