"""The calendar file: duties and meetings, for the coordinator's own calendar."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bleadchallenge.domain.due import Duty
from bleadchallenge.store.history import moment_of
from bleadchallenge.store.schools import by_urn
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import Asked, Receipt, policy_of
from bleadchallenge.usecases.reports import ReportWanted
from bleadchallenge.usecases.watching.due import every_duty
from bleadchallenge.usecases.writing import write_file

if TYPE_CHECKING:
    from icalendar import Event


def calendar(asked: Asked, wanted: ReportWanted) -> Receipt:
    """Write every open duty and every coming meeting as an iCalendar file (RFC 5545).

    The same store gives the same bytes; a duty keeps its UID, so that a calendar
    which takes the file again moves the entry in place of adding one.
    """
    with asked.reading() as reader:
        policy = policy_of(reader)
        duties = sorted(every_duty(reader, policy, asked.as_of), key=lambda d: (d.on, d.ref))
        stamp = datetime.fromisoformat(moment_of(reader, reader.change))
        text = _calendar(reader, duties, stamp, policy.title)
    path = write_file(wanted.out, "programme.ics", text)
    said = f"{len(duties)} entries in {path}"
    return Receipt(None, (said,), only_read=True)


def _calendar(reader: Reader, duties: list[Duty], stamp: datetime, title: str) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//bleadchallenge//programme calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for duty in duties:
        made.add_component(_event(reader, duty, stamp))
    whole: bytes = made.to_ical()
    return whole


def _event(reader: Reader, duty: Duty, stamp: datetime) -> "Event":
    from icalendar import Event

    school = by_urn(reader, duty.urn) if duty.urn else None
    event = Event()
    event.add("uid", f"{duty.ref}@bleadchallenge")
    event.add("dtstamp", stamp)
    event.add("dtstart", duty.on)
    event.add("dtend", _day_after(duty.on))
    event.add("summary", f"{school.name}: {duty.what}" if school else duty.what)
    event.add("description", f"{duty.who}\nbleadchallenge {duty.command}")
    event.add("categories", [duty.kind.value])
    return event


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
