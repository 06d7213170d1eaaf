"""A file as read: sheets of text, and what was decided on the way in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bleadchallenge.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text: every row in order, cells exactly as written.

    ``rows[0]`` is spreadsheet row 1. In a text file short rows stay short and
    long rows stay long; a workbook's rows are all as wide as its widest. Rows
    and strings may be shared, so nobody changes them in place. ``name`` is
    ``None`` for a text file; ``hidden_rows`` count from 1; ``merged`` holds
    ranges like ``A1:C1``; ``breaks_off`` says that a text's last line has no end,
    ``has_semicolons`` that they part its cells; ``unsaved`` gives for each column, from 0,
    the rows of formulas without a saved result.
    """

    name: str | None
    rows: Sequence[list[str]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    breaks_off: bool = False
    has_semicolons: bool = False
    unsaved: Mapping[int, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file with its address, the digest of its bytes, its sheets and its notes.

    ``name`` is the file's name without folders, fit to be printed; ``notes`` are all of
    ``Severity.NOTE``; ``folder`` names the folder it lies in, on the disk or in an archive.
    """

    path: Path
    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Problem, ...] = ()
    folder: str = ""
