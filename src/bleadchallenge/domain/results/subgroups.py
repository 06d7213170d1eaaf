"""Columns of a part of the pupils or of several years, from which a hidden figure may follow."""

import re
from collections.abc import Iterator
from typing import Final

from bleadchallenge.domain.results.cells import CellStatus
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import SourceLine

_PARTITIONS: Final = (
    {"B": "BELIG", "G": "GELIG"},
    {"L": "TKS1GROUP_L", "M": "TKS1GROUP_M", "H": "TKS1GROUP_H"},
    {"FSM6CLA1A": "TFSM6CLA1A", "NOTFSM6CLA1A": "TNOTFSM6CLA1A"},
    {"EAL": "TEALGRP2"},
    {"MOBN": "TMOBN"},
)
"""Groups that make up all pupils (of the last two the rest is not published), each with
the column that says how many they are."""

_GROUP: Final = re.compile(r"_([BGLMH]|EAL|MOBN|(?:NOT)?FSM6CLA1A)(?=_|$)")
_YEAR: Final = re.compile(r"_(?:[0-9]{2}|3YR|UNADJUSTED)(?=_|$)")
_THREE_YEARS: Final = re.compile(r"_3YR(?=_|$)")


def whole_measure(column: str) -> str:
    """The column of all pupils in the file's own year that a column, in capitals, is of."""
    return _YEAR.sub("", _GROUP.sub("", column))


def can_betray(line: SourceLine, column: str) -> bool:
    """Whether a figure of a part, or of three years, lets a hidden one be worked out.

    All groups of a partition are hidden where one is, or is of five pupils or
    fewer: with the figure of all pupils each follows from the others.
    """
    wanted = column.upper()
    if _THREE_YEARS.search(wanted):
        return any(_is_hidden(line, other) for other in _years_of(line, wanted))
    group = _GROUP.search(wanted)
    if group is None:
        return False
    partition = next(each for each in _PARTITIONS if group[1] in each)
    year = _YEAR.search(wanted)
    return any(
        _is_hidden(line, f"{wanted[: group.start()]}_{other}{wanted[group.end() :]}")
        or _is_small(line, f"{size}{year[0] if year else ''}")
        for other, size in partition.items()
    )


def _years_of(line: SourceLine, column: str) -> Iterator[str]:
    """The columns of single years that a figure of three years is made of."""
    measure = _THREE_YEARS.sub("", column)
    for other in line.source.columns:
        if other != column and _YEAR.sub("", other) == measure:
            yield other


def _is_hidden(line: SourceLine, column: str) -> bool:
    return line.cell(column).status is CellStatus.SUPPRESSED


def _is_small(line: SourceLine, size: str) -> bool:
    pupils = line.cell(size).value
    return pupils is not None and is_suppressed(int(pupils))
