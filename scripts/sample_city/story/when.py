"""When things happen: terms, school days, the group's meetings, the coordinator's Mondays."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its half-term holiday, both ends included."""

    code: str
    starts: date
    ends: date
    off_from: date
    off_to: date

    def teaches(self, day: date) -> bool:
        """Say whether pupils are in school."""
        inside = self.starts <= day <= self.ends and day.weekday() < SATURDAY
        return inside and not self.off_from <= day <= self.off_to and day not in BANK_HOLIDAYS


BANK_HOLIDAYS = (date(2018, 5, 7),)
"""Those within the five terms; the rest fall in holidays."""

TERMS = (
    Term("T1", date(2017, 9, 4), date(2017, 12, 22), date(2017, 10, 23), date(2017, 10, 27)),
    Term("T2", date(2018, 1, 8), date(2018, 3, 29), date(2018, 2, 19), date(2018, 2, 23)),
    Term("T3", date(2018, 4, 16), date(2018, 7, 24), date(2018, 5, 28), date(2018, 6, 1)),
    Term("T4", date(2018, 9, 4), date(2018, 12, 21), date(2018, 10, 29), date(2018, 11, 2)),
    Term("T5", date(2019, 1, 7), date(2019, 4, 12), date(2019, 2, 18), date(2019, 2, 22)),
)
FIRST_MEETING = date(2017, 9, 14)


def is_taught(day: date) -> bool:
    """Say whether pupils are in school on a day."""
    return any(term.teaches(day) for term in TERMS)


def school_days(first: date, last: date) -> list[date]:
    """List the days from first to last, both included, on which pupils are in school."""
    span = (last - first).days + 1
    return [day for n in range(span) if is_taught(day := first + n * DAY)]


def _meetings() -> Iterator[date]:
    day = FIRST_MEETING
    while day <= TERMS[-1].ends:
        if is_taught(day):
            yield day
        day += FORTNIGHT


MEETINGS = tuple(_meetings())
"""The group's meetings: Thursdays, every fortnight of term time."""


def _desk_day(meeting: date) -> date:
    day = meeting - 3 * DAY
    return day if day not in BANK_HOLIDAYS else meeting - 6 * DAY


DESK_DAYS = tuple(_desk_day(meeting) for meeting in MEETINGS)
"""The days before a meeting on which the coordinator takes in what has come."""


def desk_day(day: date) -> date:
    """Give the first day at the desk on or after a day, the last one when all are past."""
    return next((desk for desk in DESK_DAYS if desk >= day), DESK_DAYS[-1])


def desk_day_before(desk: date) -> date:
    """Give the day at the desk before one, or the day the programme began."""
    place = DESK_DAYS.index(desk)
    return DESK_DAYS[place - 1] if place else TERMS[0].starts


def next_meeting(day: date) -> date:
    """Give the first meeting after a day, the last one when all are past."""
    return next((meeting for meeting in MEETINGS if meeting > day), MEETINGS[-1])


def within(day: date, spans: Collection[tuple[date, date]]) -> bool:
    """Say whether a day lies in any of the spans, both ends included."""
    return any(first <= day <= last for first, last in spans)
