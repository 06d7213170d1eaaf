"""What an entry of the policy means and may be, as the metadata of its field."""

from datetime import date
from typing import Final

_EARLIEST: Final = date(2000, 1, 1)
_LATEST: Final = date(2199, 12, 31)
_MOST_DAYS: Final = 3660
_MOST: Final = 100_000
"""More than any count, sum or number of points of a programme."""


def text(meaning: str, pattern: str = r"\S") -> dict[str, object]:
    """Text of some pattern; without one, it says something."""
    return {"description": meaning, "pattern": pattern}


def day(meaning: str) -> dict[str, object]:
    """A day that a programme may lie on."""
    return {"description": meaning, "ge": _EARLIEST, "le": _LATEST}


def number(meaning: str, least: float = 0, most: float = _MOST) -> dict[str, object]:
    """A number from a least to a most."""
    return {"description": meaning, "ge": least, "le": most}


def days(meaning: str, least: int = 0) -> dict[str, object]:
    """A whole number of days."""
    return number(meaning, least, _MOST_DAYS)


def share(meaning: str) -> dict[str, object]:
    """A share from 0 to 1."""
    return number(meaning, 0, 1)


def month_day(meaning: str) -> dict[str, object]:
    """A month and a day of it, such as ``10-01``."""
    return text(f"month and day of {meaning}", r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")


def some(meaning: str, least: int = 1) -> dict[str, object]:
    """A list or table of at least so many."""
    return {"description": meaning, "min_length": least}
