"""A fault in data, as a value with an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a problem does to the row or file it stands in."""

    NOTE = "note"  # the row is taken; a person should know
    ROW = "row"  # the row is rejected
    FILE = "file"  # the whole file is refused


class ProblemKind(StrEnum):
    """The stable name of each fault, for scripts and for the guide."""

    EMPTY_FILE = "empty-file"
    NOT_A_SPREADSHEET = "not-a-spreadsheet"
    TOO_LARGE = "too-large"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    UNKNOWN_LAYOUT = "unknown-layout"
    MISSING_COLUMN = "missing-column"
    DUPLICATE_COLUMN = "duplicate-column"
    UNDECIDED_COLUMN = "undecided-column"
    EXTRA_CELL = "extra-cell"
    MISSING_CELL = "missing-cell"
    BAD_NUMBER = "bad-number"
    BAD_PERCENTAGE = "bad-percentage"
    BAD_DATE = "bad-date"
    BAD_CODE = "bad-code"
    BAD_IDENTIFIER = "bad-identifier"
    UNKNOWN_SCHOOL = "unknown-school"
    UNKNOWN_REFERENCE = "unknown-reference"
    DUPLICATE_ROW = "duplicate-row"
    CONFLICT = "conflict"
    NOT_THEIRS = "not-theirs"
    OUT_OF_ORDER = "out-of-order"
    UNKNOWN_YEAR = "unknown-year"
    OUT_OF_RANGE = "out-of-range"
    SHORT_ROW = "short-row"
    MISSING_ROWS = "missing-rows"
    TOTAL_ROW = "total-row"
    ERROR_CELL = "error-cell"
    HIDDEN = "hidden"
    DECIDED = "decided"
    CLEANED = "cleaned"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what kind, where, what was found and what was expected.

    ``row`` counts from 1 as a spreadsheet does, header rows included; ``None``
    where the fault is the whole file's; ``cell`` is the address as a spreadsheet
    writes it, such as ``D7``, where the column's place is known. ``found`` never
    holds anything of a pupil: readers of pupil-level files leave it empty.
    """

    kind: ProblemKind
    severity: Severity
    message: str
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    cell: str | None = None

    @property
    def place(self) -> str:
        """The address in words: file, sheet, cell, row and column, as far as known."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.cell:
            parts.append(f"cell {self.cell}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(part for part in parts if part)


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that keep their row or their file out."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]
