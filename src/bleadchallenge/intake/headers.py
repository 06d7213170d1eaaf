"""Where a table's header stands in a sheet, and which rows at its end are totals."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity

Row = Sequence[str]

ROWS_SEARCHED = 30
ROWS_LOOKED_AT_BELOW = 20
LONGEST_TAIL = 20  # rows at the end that may be totals, footnotes or blank
HALF = 0.5
MOST = 0.6
NEARLY_ALL = 0.75
LEAST_COUNTED = 4  # columns that a row of 1, 2, 3 and so on may be counting
LEAST_PARTS = 2  # a group row has two labels at least; a title has one
UNIT = re.compile(
    r"%|n|no|number|count|scores?|points|pupils|per ?cent|percentage|share|£|days|date|year|text"
    r"|yes/no|y/n|% of pupils|number of pupils"
)
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
NUMBER = re.compile(r"[-+(]?[£$]?\s*\d[\d\s.,/:-]*%?\)?")
YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")
TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column)[\s-]?)?(?:totals?|averages?|mean|count)\s*:?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: its row, its names from the first column on, what was decided.

    ``row`` and ``data_row`` count from 1 as a spreadsheet does; ``data_row`` is
    the first row below the header, be there one or not. Names are single-line
    and stripped; a column without a name has an empty one.
    """

    row: int
    names: tuple[str, ...]
    data_row: int
    notes: tuple[Problem, ...] = ()


def single_line(name: str) -> str:
    """Strip a column's name and make every run of blanks and line ends one space."""
    return " ".join((name if name.isascii() else _INVISIBLE.sub("", name)).split())


def find_header(rows: Sequence[Row], known: Collection[str]) -> Header | None:
    """Find the header among the first 30 rows: the row with the most known names.

    ``known`` are names in capitals; capitals and blanks make no difference. The
    first of equal rows wins; ``None`` means that no row holds a known name.
    Titles above are passed over; a row of groups above, a second row of names
    or a row of units below are taken in, and each is noted.
    """
    sought = {single_line(name).upper() for name in known}
    met = [
        len(sought & {single_line(cell).upper() for cell in row}) for row in rows[:ROWS_SEARCHED]
    ]
    if not any(met):
        return None
    return _header(rows, met.index(max(met)))


def guess_header(rows: Sequence[Row]) -> Header | None:
    """Find a header without knowing its names.

    It is the first row that is mostly text over the columns which the rows below
    fill, and has at least one filled row below it.
    """
    for place, row in enumerate(rows[:ROWS_SEARCHED]):
        if _looks_like_names(row, rows[place + 1 : place + 1 + ROWS_LOOKED_AT_BELOW]):
            return _header(rows, place)
    return None


def totals(rows: Sequence[Row], header: Header) -> tuple[int, ...]:
    """Number, from 1, the rows at the table's end that are totals, averages or counts.

    They are told by the first cell that is filled; blank rows and single-cell
    footnotes among and below them are passed over.
    """
    found = []
    first = max(header.data_row - 1, len(rows) - LONGEST_TAIL)
    for place in range(len(rows) - 1, first - 1, -1):
        filled = [cell for cell in map(single_line, rows[place]) if cell]
        if filled and TOTAL.fullmatch(filled[0]):
            found.append(place + 1)
        elif len(filled) > 1:
            break
    return tuple(reversed(found))


def _header(rows: Sequence[Row], place: int) -> Header:
    """Take the header at a place, with the rows above and below that belong to it."""
    names = [single_line(cell) for cell in rows[place]]
    above = [single_line(cell) for cell in rows[place - 1]] if place else []
    below = [single_line(cell) for cell in rows[place + 1]] if place + 1 < len(rows) else []
    notes: list[str] = []
    data_row = place + 2
    if _is_second_row(names, below):
        names, data_row = _joined(names, below), data_row + 1
        notes.append("the names stand in two rows and were joined")
    elif _is_units(below):
        data_row += 1
        notes.append(
            "the row below the names gives units or counts the columns, and was passed over"
        )
    if _is_groups(above, names):
        names = _grouped(above, names)
        notes.append("a row above the names groups the columns; its labels complete them")
    elif any(map(_is_filled, rows[:place])):
        notes.append("the rows above the names were passed over")
    return Header(
        place + 1, tuple(names), data_row, tuple(_note(text, place + 1) for text in notes)
    )


def _note(message: str, row: int) -> Problem:
    return Problem(ProblemKind.DECIDED, Severity.NOTE, message, row=row)


def _is_filled(row: Row) -> bool:
    return any(cell.strip() for cell in row)


def _is_number(text: str) -> bool:
    """Whether a text is a figure or a date; a year alone may as well be a column's name."""
    return NUMBER.fullmatch(text) is not None and YEAR.fullmatch(text) is None


def _is_units(row: Row) -> bool:
    """Whether every cell that is filled is a unit, as in a row of ``%`` and ``n``.

    A row that counts the columns is none of the table's either.
    """
    filled = [cell.strip("() .").casefold() for cell in row if cell]
    counts = len(filled) >= LEAST_COUNTED and filled == [str(n + 1) for n in range(len(filled))]
    return counts or (bool(filled) and all(map(UNIT.fullmatch, filled)))


def _is_second_row(names: Row, below: Row) -> bool:
    """Whether the row below goes on with the names: text under spanning labels only.

    The first column is already named above and blank below, some label above
    spans unnamed columns, and no number is met.
    """
    filled = [cell for cell in below if cell]
    spans = [place for place, cell in enumerate(below) if cell and not _at(names, place)]
    blank_under_name = bool(names) and bool(names[0]) and not _at(below, 0)
    return (
        blank_under_name
        and bool(spans)
        and len(filled) >= LEAST_PARTS
        and not any(map(_is_number, filled))
    )


def _is_groups(above: Row, names: Row) -> bool:
    """Whether the row above labels groups of columns, or names that the header lacks."""
    filled = [cell for cell in above if cell]
    if len(filled) < LEAST_PARTS or any(map(_is_number, filled)):
        return False
    repeated = len(set(names) - {""}) < sum(map(bool, names))
    lacking = any(cell and not _at(names, place) for place, cell in enumerate(above))
    return repeated or lacking


def _grouped(above: Row, names: Row) -> list[str]:
    """Put the group before a name that stands twice; fill a missing name from above."""
    counts = Counter(names)
    groups = _spread(above, len(names))
    named = [
        f"{group} {name}".strip() if name and counts[name] > 1 else name or _at(above, place)
        for place, (name, group) in enumerate(zip(names, groups, strict=True))
    ]
    return named + [cell for cell in above[len(names) :] if cell]


def _joined(names: Row, below: Row) -> list[str]:
    """Join two rows of names: each label spreads over the columns that follow it."""
    width = max(len(names), len(below))
    spread = _spread(names, width)
    return [
        f"{spread[place]} {lower}".strip() if (lower := _at(below, place)) else _at(names, place)
        for place in range(width)
    ]


def _spread(labels: Row, width: int) -> list[str]:
    """Repeat each label over the blank columns to its right, as a merged cell shows it."""
    spread, label = [], ""
    for place in range(width):
        label = _at(labels, place) or label
        spread.append(label)
    return spread


def _at(row: Row, place: int) -> str:
    return row[place] if place < len(row) else ""


def _looks_like_names(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row is mostly text over the width that the rows below fill."""
    names = [name for name in map(single_line, row) if name]
    widths = [sum(bool(cell.strip()) for cell in other) for other in below]
    widths = [width for width in widths if width]
    if not names or not widths:
        return False
    texts = sum(not _is_number(name) for name in names)
    alike = sum(width >= len(names) * HALF for width in widths)
    return (
        alike >= len(widths) * MOST
        and texts >= max(widths) * NEARLY_ALL
        and texts >= len(names) * MOST
    )
