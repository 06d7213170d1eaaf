"""Figures as every form writes them, so that the forms cannot disagree."""

from datetime import date
from math import isfinite

from bleadchallenge.packs.plain import plain
from bleadchallenge.packs.value import Cell, Column, ColumnType, Value

HIDDEN = "c"
UNKNOWN = "-"
_GROUPED_FROM = 10_000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written(cell: Cell, column: Column) -> str:
    """A cell's value in words or figures; ``-`` is unknown, ``c`` hidden."""
    value = cell.value
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, date):
        return day(value)
    return number(value or 0, decimals_of(cell, column))


def is_unknown(value: Value) -> bool:
    """Whether nothing is known: no value, or a number that is none."""
    return value is None or (isinstance(value, float) and not isfinite(value))


def is_hidden(cell: Cell, column: Column) -> bool:
    """Whether a figure is kept back for small numbers."""
    return column.holds is ColumnType.NUMBER and cell.value == HIDDEN


def decimals_of(cell: Cell, column: Column) -> int:
    """With how many decimals a cell is written; whole numbers of a text column with none."""
    if cell.decimals is not None:
        return cell.decimals
    if column.holds is not ColumnType.NUMBER and isinstance(cell.value, float):
        return 0 if cell.value.is_integer() else 1
    return column.decimals


def number(value: float, decimals: int) -> str:
    """A number with its decimals; thousands are parted from ten thousand on."""
    rounded = rounded_as_shown(value, decimals)
    return f"{rounded:,.{decimals}f}" if is_grouped(value) else f"{rounded:.{decimals}f}"


def rounded_as_shown(value: float, decimals: int) -> float:
    """A number as exact as it is shown and no more, so that every form holds the same.

    Further decimals would also tell how many pupils stand behind a share.
    """
    return round(value, decimals) + 0  # no minus before a nought


def is_grouped(value: float) -> bool:
    """Whether a number is long enough for its thousands to be parted."""
    return abs(value) >= _GROUPED_FROM


def day(on: date) -> str:
    """A day as tables have it, such as ``15 Mar 2018``."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def heading(column: Column) -> str:
    """A column's heading with its unit in brackets."""
    title = plain(column.title)
    named = title[:1].upper() + title[1:]
    return f"{named} ({plain(column.unit)})" if column.unit else named
