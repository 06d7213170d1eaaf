"""Small numbers of pupils: what is hidden, what is marked, a difference in pupils."""

import re
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Final

from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.suppression import SuppressionArc, protect

Address = tuple[str | None, str | None]
"""A cell of a table by row and column; ``None`` is the sum over all of them."""

HIDE_AT_MOST: Final = 5
"""Five pupils or fewer are hidden (Department for Education, performance tables)."""

SMALL_COHORT_AT_MOST: Final = 10
"""Six to ten are shown inside the programme, marked (inspection reports begin at eleven)."""

_DECIMALS: Final = 6
_READING: Final = re.compile(r"\bkpi read\b")
_OF_HOW_MANY: Final = re.compile(r"\s--n[ =](\d+)\b")
_FIGURE: Final = re.compile(r"(\s(?:--value[ =]|'?\w[\w-]*=))([\d.+%/-]+)")
_NOT_LISTED: Final = ("not listed",)


def is_suppressed(pupils: int | None, at_most: int = HIDE_AT_MOST) -> bool:
    """Whether a figure of so many pupils is hidden; nobody and unknown hide nothing."""
    return pupils is not None and 0 < pupils <= at_most


def without_small_values(command: str) -> str:
    """A command as it is shown: the value of a reading of five or fewer is hidden in it."""
    if not _READING.search(command):
        return command
    named = _OF_HOW_MANY.search(command)
    every = int(named[1]) if named else None
    return _FIGURE.sub(lambda found: found[1] + _shown_or_hidden(found[2], every), command)


def _shown_or_hidden(figure: str, every: int | None) -> str:
    """A figure such as ``44`` or ``3/4`` as it may be shown; ``every`` is of how many it is."""
    _part, _slash, whole = figure.partition("/")
    of = int(whole) if whole.isdecimal() else every
    return HIDDEN if is_suppressed(of) else figure


def is_small_cohort(
    pupils: int | None, hide_at_most: int = HIDE_AT_MOST, at_most: int = SMALL_COHORT_AT_MOST
) -> bool:
    """Whether a figure of so many pupils is shown, but marked "small cohort"."""
    return pupils is not None and hide_at_most < pupils <= at_most


def pupils_difference(gap: float | None, pupils: int | None) -> int | None:
    """A gap in percentage points as pupils, cut towards zero.

    -10 points of 46 pupils is -4; 10 points of 50 is exactly 5. ``None`` where
    either is not known.
    """
    if gap is None or pupils is None:
        return None
    exact = Decimal(str(round(gap, _DECIMALS))) * pupils / 100
    return int(exact.to_integral_value(rounding=ROUND_DOWN))


def pupils_in_words(difference: int | None) -> str:
    """A difference in pupils as it is read: "4 pupils fewer", "in line"."""
    if difference is None:
        return "not known"
    if difference == 0:
        return "in line"
    count = abs(difference)
    noun = "pupil" if count == 1 else "pupils"
    return f"{count} {noun} {'more' if difference > 0 else 'fewer'}"


def hide(
    counts: Mapping[str, int], total: int | None, at_most: int = HIDE_AT_MOST
) -> frozenset[str | None]:
    """Which parts of a total to hide, so that no hidden part can be worked out.

    The small parts; where the total is shown and would give one back, the
    smallest other part that holds somebody. ``None`` in the answer is the total
    itself, hidden when it is small or when no other part is left. What the
    parts leave of the total is taken as not shown; without a total
    (``None``) nothing can be worked out from it.
    """
    free, arcs = _parts(counts, total)
    small = [
        key for key, arc in arcs.items() if key not in free and is_suppressed(arc.pupils, at_most)
    ]
    found = protect(arcs, small, free)
    return frozenset(key for key in found if key is None or isinstance(key, str))


def hide_in_table(
    counts: Mapping[tuple[str, str], int], at_most: int = HIDE_AT_MOST
) -> frozenset[Address]:
    """Which cells of a table (row, column) to hide, margins included.

    The margins are the sums of the cells: ``(row, None)``, ``(None, column)``
    and ``(None, None)``. Nobody who reads the rest can work out a hidden one.
    """
    arcs = _table(counts)
    return protect(arcs, [key for key, arc in arcs.items() if is_suppressed(arc.pupils, at_most)])


def margins(counts: Mapping[tuple[str, str], int]) -> dict[Address, int]:
    """The sums of a table: of each row, of each column, and of the whole."""
    sums: dict[Address, int] = {}
    for (row, column), pupils in counts.items():
        for key in ((row, None), (None, column), (None, None)):
            sums[key] = sums.get(key, 0) + pupils
    return sums


_Part = str | tuple[str] | None


def _parts(
    counts: Mapping[str, int], total: int | None
) -> tuple[frozenset[_Part], dict[_Part, SuppressionArc]]:
    arcs: dict[_Part, SuppressionArc] = {
        key: SuppressionArc("parts", "total", count) for key, count in counts.items()
    }
    if total is None:
        arcs[None] = SuppressionArc("total", "parts", 1, margin=True)
        return frozenset({None}), arcs
    arcs[None] = SuppressionArc("total", "parts", total, margin=True)
    arcs[_NOT_LISTED] = SuppressionArc("parts", "total", max(total - sum(counts.values()), 0))
    return frozenset({_NOT_LISTED}), arcs


def _table(counts: Mapping[tuple[str, str], int]) -> dict[Address, SuppressionArc]:
    arcs: dict[Address, SuppressionArc] = {
        (row, column): SuppressionArc(("row", row), ("column", column), pupils)
        for (row, column), pupils in counts.items()
    }
    arcs.update({address: _margin(address, sum_) for address, sum_ in margins(counts).items()})
    return arcs


def _margin(address: Address, pupils: int) -> SuppressionArc:
    row, column = address
    if row is not None:
        return SuppressionArc("rows", ("row", row), pupils, margin=True)
    if column is not None:
        return SuppressionArc(("column", column), "columns", pupils, margin=True)
    return SuppressionArc("columns", "rows", pupils, margin=True)
