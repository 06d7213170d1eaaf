"""How the cells of a column that people wrote are to be read: decided once a column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.calendar import day_or_none


class NotationRule(StrEnum):
    """One decision on how a column's texts are written."""

    SIGN = "per cent with its sign"
    POINTS = "per cent without its sign"
    FRACTION = "per cent as a part of one"
    DECIMAL_COMMA = "comma before the decimals"
    THOUSANDS = "comma between thousands"
    DAY_FIRST = "day before month"
    MONTH_FIRST = "month before day"


CENTURY: Final = 2000
_FIRST_OF_LAST_CENTURY: Final = 30
"""Two figures of a year from here on are of the last century, as Excel reads them."""
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"([12]\d{3})[/.](\d{1,2})[/.](\d{1,2})")
_COMPACT = re.compile(r"([12]\d{3})(\d{2})(\d{2})(?:\.0)?")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}{_DAY}[\s/.-]*{_MONTH}[\s/,-]*{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+{_YEAR}"),
)
_EXCEL_DAY = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_EXCEL_BEGINS: Final = date(1899, 12, 30)
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class ColumnNotation:
    """What was decided for a column: its known name, its name as written, how it is read.

    ``said`` tells a person; ``codes`` gives what single texts stand for, in the
    published codes, and an empty one for "not known".
    """

    column: str
    name: str
    forms: frozenset[NotationRule]
    said: str
    codes: Mapping[str, str]


def plain(text: str, forms: frozenset[NotationRule]) -> str:
    """The text of a cell in the published way of writing, by what its column decided.

    Fractions become percentages exactly; a text that is no number stays as it is.
    """
    if NotationRule.DECIMAL_COMMA in forms:
        text = text.replace(".", "").replace(",", ".")
    if NotationRule.FRACTION in forms:
        return _as_percentage(text)
    if NotationRule.MONTH_FIRST in forms or NotationRule.DAY_FIRST in forms:
        day = written_day(text, month_first=NotationRule.MONTH_FIRST in forms)
        return day.isoformat() if day else text
    return text


def _as_percentage(text: str) -> str:
    try:
        return format((Decimal(text) * 100).normalize(), "f")
    except InvalidOperation:
        return text


def written_day(text: str, *, month_first: bool = False) -> date | None:
    """A day in any form that files and people write; ``None`` where it is not one.

    Day before month unless said otherwise or the month is a word; two figures are a
    year as Excel reads them, from 1930 to 2029; a time of day behind the date is left out.
    """
    bare = _CLOCK.sub("", text.strip())
    if found := _SLASHED.fullmatch(bare):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if month_first else (first, second)
        return _day(_full(found[3]), month, day)
    if found := _COMPACT.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare):
        return _day(*map(int, found.groups()))
    return day_or_none(bare) or _day_in_words(bare.casefold())


def excel_day(text: str) -> date | None:
    """The day that a bare number would be where Excel counts days; ``None`` for any other text.

    It is no date in any file: a workbook may count from 1904, and a text does not tell.
    """
    found = _EXCEL_DAY.fullmatch(text.strip())
    return _EXCEL_BEGINS + timedelta(int(found[1])) if found else None


def _full(year: str) -> int:
    """A year of two figures in full."""
    short = int(year)
    if len(year) > 2:  # noqa: PLR2004 - a year in full
        return short
    return short + CENTURY - (100 if short >= _FIRST_OF_LAST_CENTURY else 0)


def _day_in_words(text: str) -> date | None:
    """A day whose month is a word, such as ``1 Sept 2017`` or ``Sep 1, 2017``."""
    for form in _IN_WORDS:
        if found := form.fullmatch(text):
            month = next(
                (at for at, name in enumerate(_MONTHS, 1) if name.startswith(found["month"])), 0
            )
            return _day(_full(found["year"]), month, int(found["day"]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
