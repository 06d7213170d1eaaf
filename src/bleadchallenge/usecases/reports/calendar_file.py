"""The calendar file: open items and meetings, for the coordinator's own calendar."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bleadchallenge.domain.open_items.items import OpenItem, in_order
from bleadchallenge.store.engine.history import moment_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.output_files import write_output
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request, policy_of

if TYPE_CHECKING:
    from icalendar import Event


def calendar(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write every open item that has a day as an iCalendar file (RFC 5545).

    The same store gives the same bytes; an item keeps its UID, so that a calendar
    which takes the file again moves the entry in place of adding one.
    """
    with asked.reading() as reader:
        policy = policy_of(reader)
        found = [(i.due, i) for i in in_order(open_items(reader, policy, asked.as_of)) if i.due]
        stamp = datetime.fromisoformat(moment_of(reader, reader.change))
        text = _calendar(reader, found, stamp, policy.title)
    path = write_output(wanted.out, "programme.ics", text)
    said = f"{len(found)} entries in {path}"
    return Receipt(None, (said,), only_read=True)


def _calendar(
    reader: Reader, found: list[tuple[date, OpenItem]], stamp: datetime, title: str
) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//bleadchallenge//programme calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for day, item in found:
        made.add_component(_event(reader, day, item, stamp))
    whole: bytes = made.to_ical()
    return whole


def _event(reader: Reader, day: date, item: OpenItem, stamp: datetime) -> "Event":
    from icalendar import Event

    urn = item.subject.school
    school = by_urn(reader, urn) if urn else None
    event = Event()
    event.add("uid", f"{item.ref}@bleadchallenge")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", _day_after(day))
    event.add("summary", f"{school.name}: {item.what}" if school else item.what)
    event.add("description", f"{item.owner.name}\nbleadchallenge {item.command}")
    event.add("categories", [item.kind.value])
    return event


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
