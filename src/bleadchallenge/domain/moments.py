"""Moments and days in the programme's time zone; the ledger itself keeps UTC."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

TIME_ZONE: Final = "Europe/London"
"""Whose days and times are meant where a policy says nothing."""


def shown_moment(at: str, zone: ZoneInfo) -> str:
    """A moment of the ledger as people read it, such as ``2018-06-01 10:00 BST``."""
    local = datetime.fromisoformat(at).astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M %Z}"


def day_of(at: str, zone: ZoneInfo) -> date:
    """The day a moment of the ledger lies in, by the clocks of the zone."""
    return datetime.fromisoformat(at).astimezone(zone).date()


def begin_of(day: date, zone: ZoneInfo) -> str:
    """The moment a day begins by the clocks of the zone, as the ledger writes moments."""
    return datetime.combine(day, time(), zone).astimezone(UTC).isoformat(timespec="seconds")


def end_of(day: date, zone: ZoneInfo) -> str:
    """The moment the next day begins."""
    return begin_of(day + timedelta(days=1), zone)
