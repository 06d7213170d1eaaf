"""The names figures go by in everything that goes out, and the column of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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


def is_small(line: SourceLine) -> bool:
    """Whether a row's figures rest on so few pupils that they are hidden."""
    eligible = line.cell("TELIG").value
    return eligible is not None and is_suppressed(int(eligible))
