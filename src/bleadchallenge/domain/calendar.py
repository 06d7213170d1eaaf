"""Days of the programme: how dates are written, meetings, working days."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.policy import Policy

DAY_FORMS = "2018-03-15 or 15/03/2018"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SATURDAY = 5


def parse_day(text: str) -> date:
    """A day from ``2018-03-15`` or ``15/03/2018``; anything else raises ``UsageError``."""
    day = day_or_none(text)
    if day is None:
        raise UsageError(
            f"{text!r} is not a date",
            why="no such day, or not written in a form that is taken",
            fix=f"write it as {DAY_FORMS}",
        )
    return day


def day_or_none(text: str) -> date | None:
    """A day from either written form, or ``None`` where it is not one."""
    stripped = text.strip()
    if found := _ISO.fullmatch(stripped):
        year, month, day = map(int, found.groups())
    elif found := _BRITISH.fullmatch(stripped):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def known_by(day: date | None, as_of: date) -> date | None:
    """A day where it has come; one that lies ahead is not known yet."""
    return day if day is not None and day <= as_of else None


def show_day(day: date) -> str:
    """A day as people read it, such as ``15 March 2018``."""
    return f"{day.day} {day:%B %Y}"


def meeting_days(policy: Policy, holidays: Collection[date] = ()) -> Iterator[date]:
    """The scrutiny group's planned days, in order.

    Every so many days from the first, until the last term ends. A day on which
    schools are closed, or a bank holiday, is skipped; the count goes on.
    """
    day = policy.meetings.first
    while day <= policy.terms[-1].ends:
        term = policy.term_of(day)
        if term is not None and term.teaches(day) and day not in holidays:
            yield day
        day += timedelta(days=policy.meetings.every_days)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, bank holidays left out."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: date, count: int, holidays: Collection[date] = ()) -> date:
    """The day so many working days after ``start``; the start itself is not counted."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            count -= 1
    return day


def working_days_between(start: date, end: date, holidays: Collection[date] = ()) -> int:
    """Working days after ``start`` up to and with ``end``; 0 when ``end`` is not later."""
    if end <= start:
        return 0
    off = (day for day in set(holidays) if start < day <= end and day.weekday() < _SATURDAY)
    return _weekdays_up_to(end) - _weekdays_up_to(start) - sum(1 for _ in off)


def _weekdays_up_to(day: date) -> int:
    """Days from Monday to Friday since the calendar's first day, which is a Monday."""
    weeks, left = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(left, _SATURDAY)
