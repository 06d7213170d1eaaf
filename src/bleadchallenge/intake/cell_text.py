"""A workbook's values as the shortest text that says the same."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

Value = str | float | int | bool | date | time | datetime | timedelta

MOST_EXACT_WHOLE = 2**53  # beyond it a workbook's numbers have gaps
LEAST_PLAIN = 1e-12  # below it the exponent stays
HALF_SECOND = timedelta(microseconds=500_000)
NUMBER_ERROR = "#NUM!"


def text_of(value: Value) -> str:
    """Say a value as text: dates in ISO form, ``TRUE`` and ``FALSE``, numbers without noise.

    A percentage is a number like any other here; ``percent_text`` gives it its sign.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return _moment_text(value)
    if isinstance(value, timedelta):
        return _duration_text(value)
    return value.isoformat() if isinstance(value, date) else value.isoformat("seconds")


def number_text(value: float) -> str:
    """Say a number with at most 15 significant digits, as a spreadsheet program does.

    Whole numbers have no point: 100000.0 is "100000". An infinite or undefined
    one is "#NUM!".
    """
    if not isfinite(value):
        return NUMBER_ERROR
    if abs(value) <= MOST_EXACT_WHOLE and value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    if "e-" in text and abs(value) >= LEAST_PLAIN:
        places = 14 - int(text.partition("e")[2])
        text = f"{value:.{places}f}".rstrip("0")
    return text


def percent_text(value: float) -> str:
    """Say a number as the percentage that a cell shows, exactly: 0.28 is "28%"."""
    text = number_text(value)
    return text if text == NUMBER_ERROR else f"{(Decimal(text) * 100).normalize():f}%"


def _moment_text(value: datetime) -> str:
    """To the nearest second; without a time at midnight."""
    second = (value + HALF_SECOND).replace(microsecond=0) if value.microsecond else value
    return second.isoformat(" ").removesuffix(" 00:00:00")


def _duration_text(value: timedelta) -> str:
    """Hours, minutes and seconds, with as many hours as there are."""
    seconds = round(value.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{'-' * (seconds < 0)}{hours:02}:{minute:02}:{second:02}"
