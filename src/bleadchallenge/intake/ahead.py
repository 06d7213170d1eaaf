"""A large file read and checked ahead, in a process of its own, while libraries load.

Where the file, or what is asked of it, is another by the time it is wanted, the
work is done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from bleadchallenge import elsewhere
from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import Problem
from bleadchallenge.intake.checks import check
from bleadchallenge.intake.files import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, read_book
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.sheets import recognise_book
from bleadchallenge.intake.spreadsheet import Spreadsheet
from bleadchallenge.intake.tables import CheckedTable, FileKind, Row, RowIdentity, Table

SPREADSHEETS = TEXT_SUFFIXES | WORKBOOK_SUFFIXES
LARGE_BYTES = 1_000_000
"""Below this a process of its own takes longer than it spares."""


class _Stamp(NamedTuple):
    """What tells a file from what it was a moment ago."""

    inode: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that were taken, column by column: thousands of small things travel slowly."""

    numbers: list[int]
    places: list[list[str]]
    texts: list[str]

    @classmethod
    def of(cls, rows: list[Row]) -> "_Rows":
        """Rows made ready to travel."""
        places = zip(*(row.place for row in rows), strict=True)
        texts = [list(map(str, column)) for column in places]
        return cls([row.number for row in rows], texts, [row.joined for row in rows])

    def arrived(self) -> list[Row]:
        """The rows again."""
        levels, *others = self.places or [[]]
        known = {level.value: level for level in Level}
        places = map(RowIdentity, map(known.__getitem__, levels), *others)
        return list(map(Row, self.numbers, places, self.texts))


@dataclass(frozen=True, slots=True)
class _Checked:
    """A table of a published kind, and what its check gave."""

    kind: str
    table: Table
    rows: _Rows
    problems: list[Problem]

    def is_of(self, table: Table, kind: FileKind) -> bool:
        """Whether a table is the one that was checked, found and read in the same way."""
        return kind.name == self.kind and _reading(table) == _reading(self.table)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that is being read: what it was then, and where the answer comes."""

    stamp: _Stamp
    reading: elsewhere.BackgroundTask[tuple[Spreadsheet, list[_Checked]]]


_begun: dict[Path, _Begun] = {}
_checked: list[_Checked] = []


def begin(words: Sequence[str]) -> None:
    """Begin to read the first large spreadsheet that a command line names."""
    named = (Path(word) for word in words)
    for path in (path for path in named if path.suffix.lower() in SPREADSHEETS):
        stamp = _stamp(path)
        if stamp is not None and stamp.size >= LARGE_BYTES:
            _begun[path] = _Begun(stamp, elsewhere.begin(partial(_book_and_checks, path)))
            return


def book_at(path: Path) -> Spreadsheet:
    """A file as a book, with the errors of ``read_book``; as it was read ahead, if it was."""
    begun = _begun.pop(path, None)
    if begun is None:
        return read_book(path)
    book, checked = elsewhere.answer(begun.reading)
    if _stamp(path) != begun.stamp:
        return read_book(path)
    _checked.extend(checked)
    return book


def checked(table: Table, kind: FileKind, year: str, release: str) -> CheckedTable:
    """A table held against its kind, as ``check`` does; as it was checked ahead, if it was."""
    for ahead in _checked:
        if ahead.is_of(table, kind):
            _checked.remove(ahead)
            read = len(table.rows)
            return CheckedTable(
                kind, table, year, release, ahead.rows.arrived(), ahead.problems, read
            )
    return check(table, kind, year, release)


def _book_and_checks(path: Path) -> tuple[Spreadsheet, list[_Checked]]:
    book = read_book(path)
    found, _problems = recognise_book(book, {})
    checks = [
        _Checked(part.kind.name, part.table, _Rows.of(taken.rows), taken.problems)
        for part in found
        if part.kind is not None and part.kind.name in KINDS
        for taken in [check(part.table, part.kind, "", "")]
    ]
    return book, checks


def _reading(table: Table) -> tuple[object, ...]:
    """How a table was found and is read."""
    rows = table.rows
    ends = (len(rows), rows[0], rows[-1]) if rows else ()
    place = (table.file, table.sha256, table.sheet, table.header_row)
    return (*place, table.names, table.columns, table.mapping, table.decided, ends)


def _stamp(path: Path) -> _Stamp | None:
    """What a file is now; ``None`` where there is no ordinary file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not S_ISREG(status.st_mode):
        return None
    return _Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
