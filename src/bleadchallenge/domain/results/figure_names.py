"""The names figures go by in everything that goes out, and the column of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bleadchallenge.domain.results.cells import HIDDEN, Cell, CellStatus, written
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import SourceLine

COLUMN_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "eligible_pupils": "TELIG",
        "rwm_expected_pct": "PTRWM_EXP",
        "rwm_higher_pct": "PTRWM_HIGH",
        "reading_expected_pct": "PTREAD_EXP",
        "writing_expected_pct": "PTWRITTA_EXP",
        "maths_expected_pct": "PTMAT_EXP",
        "gps_expected_pct": "PTGPS_EXP",
        "reading_average_score": "READ_AVERAGE",
        "maths_average_score": "MAT_AVERAGE",
        "reading_progress": "READPROG",
        "reading_progress_lower": "READPROG_LOWER",
        "reading_progress_upper": "READPROG_UPPER",
        "writing_progress": "WRITPROG",
        "writing_progress_lower": "WRITPROG_LOWER",
        "writing_progress_upper": "WRITPROG_UPPER",
        "maths_progress": "MATPROG",
        "maths_progress_lower": "MATPROG_LOWER",
        "maths_progress_upper": "MATPROG_UPPER",
        "rwm_expected_disadvantaged_pct": "PTRWM_EXP_FSM6CLA1A",
        "rwm_expected_others_pct": "PTRWM_EXP_NOTFSM6CLA1A",
        "disadvantaged_pct": "PTFSM6CLA1A",
        "english_additional_pct": "PTEALGRP2",
        "prior_attainment": "TKS1AVERAGE",
    }
)
"""Percentages are of eligible pupils; progress is in scaled score points; prior
attainment is the key stage 1 average point score."""

_COUNTS: Final = frozenset({"eligible_pupils"})


def figure(line: SourceLine, name: str) -> Cell:
    """The figure of that name in a row; hidden where the row is of five pupils or fewer.

    The number of eligible pupils itself is published and stays.
    """
    cell = line.cell(COLUMN_OF[name])
    if name not in _COUNTS and cell.value is not None and is_small(line):
        return Cell(None, CellStatus.SUPPRESSED, "SUPP")
    return cell


def is_column_suppressed(line: SourceLine, column: str) -> Cell | None:
    """A number of any column as it may be shown where the row is of few; else ``None``."""
    cell = line.cell(column)
    counts = {COLUMN_OF[name] for name in _COUNTS}
    if column.upper() in counts or cell.value is None or not is_small(line):
        return None
    return Cell(None, CellStatus.SUPPRESSED, "SUPP")


def is_small(line: SourceLine) -> bool:
    """Whether a row's figures rest on so few pupils that they are hidden."""
    eligible = line.cell("TELIG").value
    return eligible is not None and is_suppressed(int(eligible))


def as_written(line: SourceLine, name: str) -> float | int | str | None:
    """The figure as every output gives it: a number, ``"c"`` when hidden, else ``None``."""
    value = written(figure(line, name))
    if name in _COUNTS and isinstance(value, float):
        return int(value)
    return value


__all__ = ["COLUMN_OF", "HIDDEN", "as_written", "figure", "is_column_suppressed", "is_small"]
