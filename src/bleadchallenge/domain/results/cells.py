"""What a published cell means: a number, or why there is none."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from bleadchallenge.domain.text import with_plain_minus


class CellStatus(StrEnum):
    """Why a figure is there, or is not."""

    KNOWN = "known"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    LOW_COVERAGE = "low coverage"
    NEW_SCHOOL = "new school"
    NOT_PUBLISHED = "not published"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A published cell: its number in the column's own unit, or ``None`` and why.

    ``code`` is the code that stood in it, as the lists of abbreviations write
    it; ``None`` for a number, a blank and anything unreadable.
    """

    value: float | None
    status: CellStatus
    code: str | None = None


CODES: Final[Mapping[str, tuple[CellStatus, str]]] = MappingProxyType(
    {
        "SUPP": (CellStatus.SUPPRESSED, "five pupils or fewer"),
        "SUPP*": (CellStatus.NOT_PUBLISHED, "some results were delayed"),
        "NA": (CellStatus.NOT_APPLICABLE, "not available that year, or not applicable"),
        "LOWCOV": (CellStatus.LOW_COVERAGE, "fewer than half of the pupils are covered"),
        "NEW": (CellStatus.NEW_SCHOOL, "a new school, without results yet"),
        "NP": (CellStatus.NOT_PUBLISHED, "not published"),
        "NE": (CellStatus.NOT_PUBLISHED, "no pupil was entered"),
        "SP": (CellStatus.NOT_PUBLISHED, "between 0 % and 0.5 %"),
        "RE": (CellStatus.NOT_PUBLISHED, "redacted: not a fair measure"),
        "UK": (CellStatus.NOT_PUBLISHED, "unknown"),
        "NR": (CellStatus.NOT_PUBLISHED, "not recorded"),
        "DNS": (CellStatus.NOT_PUBLISHED, "the school did not supply it"),
        "..": (CellStatus.NOT_PUBLISHED, "not available"),
        ":": (CellStatus.NOT_PUBLISHED, "not available"),
        "c": (CellStatus.SUPPRESSED, "small numbers"),
        "z": (CellStatus.NOT_APPLICABLE, "not applicable"),
        "x": (CellStatus.NOT_PUBLISHED, "not available"),
        "u": (CellStatus.NOT_PUBLISHED, "of low reliability"),
        "k": (CellStatus.NOT_PUBLISHED, "rounds to nothing, but is not nothing"),
        "low": (CellStatus.NOT_PUBLISHED, "rounds to nothing, but is not nothing"),
    }
)
"""The codes of the Department's lists of abbreviations, 2017 to 2025, and the small
letters of the government's statistical releases."""

HIDDEN: Final = "c"
"""How a figure hidden for small numbers is written in everything that goes out."""

_FOLDED: Final = {code.casefold(): code for code in CODES}
_NUMBER: Final = re.compile(
    r"([+-]?)((?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)\s*%?"
)


@lru_cache(maxsize=1 << 15)
def read_cell(text: str) -> Cell:
    """Read one published cell; ``53%`` is 53.0, and nothing unreadable becomes a number."""
    stripped = text.strip()
    if not stripped:
        return Cell(None, CellStatus.BLANK)
    if code := _FOLDED.get(stripped.casefold()):
        return Cell(None, CODES[code][0], code)
    value = _number(stripped)
    if value is None:
        return Cell(None, CellStatus.UNREADABLE)
    return Cell(value, CellStatus.KNOWN)


def written(cell: Cell) -> float | str | None:
    """The cell as every output gives it: the number, ``"c"`` when hidden, else ``None``."""
    return HIDDEN if cell.status is CellStatus.SUPPRESSED else cell.value


def why_unknown(cell: Cell) -> str | None:
    """In words why there is no number; ``None`` when there is one."""
    if cell.status is CellStatus.KNOWN:
        return None
    return cell.status.value if cell.code is None else CODES[cell.code][1]


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(with_plain_minus(text))
    if found is None:
        return None
    value = float(found[1] + found[2].replace(",", ""))
    return value if math.isfinite(value) else None
