"""The calendar file: open items and meetings, for the coordinator's own calendar."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bleadchallenge.domain.open_items.items import OpenItem, in_order
from bleadchallenge.domain.text import harmless
from bleadchallenge.intake.small_files import bytes_of
from bleadchallenge.store.engine.history import moment_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.ledger import store_code
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import MeetingMove
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.output_files import write_output
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request, policy_of

if TYPE_CHECKING:
    from icalendar import Event

_NAME = "programme.ics"
_MOST_BYTES = 10_000_000


def calendar(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write every open item that has a day as an iCalendar file (RFC 5545).

    The same store gives the same bytes; an item keeps its UID, so that a calendar
    which takes the file again moves the entry in place of adding one. What the file
    of before had and is done, or called off, stands in it as cancelled.
    """
    with asked.reading() as reader:
        policy = policy_of(reader)
        found = [(i.due, i) for i in in_order(open_items(reader, policy, asked.as_of)) if i.due]
        stamp = datetime.fromisoformat(moment_of(reader, reader.change))
        store = f"-{store_code(reader.session)}@bleadchallenge"
        events = [_event(reader, day, item, stamp, store) for day, item in found]
        events += _called_off(reader, {str(event["uid"]) for event in events}, stamp, store)
    text = _calendar(_followed(events, wanted.out / _NAME, stamp, store), policy.title)
    path = write_output(wanted.out, _NAME, text)
    said = f"{len(found)} entries in {path}"
    return Receipt(None, (said,), only_read=True)


def _calendar(events: Sequence["Event"], title: str) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//bleadchallenge//programme calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", harmless(" ".join(title.split())))
    for event in events:
        made.add_component(event)
    whole: bytes = made.to_ical()
    return whole


def _event(reader: Reader, day: date, item: OpenItem, stamp: datetime, store: str) -> "Event":
    urn = item.subject.school
    school = by_urn(reader, urn) if urn else None
    event = _entry(f"{item.ref}{store}", day, stamp, "CONFIRMED")
    event.add("summary", harmless(f"{school.name}: {item.what}" if school else item.what))
    event.add("description", harmless(f"{item.owner.name}\nbleadchallenge {item.command}"))
    event.add("categories", [item.kind.value])
    return event


def _called_off(
    reader: Reader, open_uids: Collection[str], stamp: datetime, store: str
) -> Iterator["Event"]:
    """The meetings that were called off, which calendars may hold from a file of before."""
    for move in reader.all(MeetingMove):
        uid = f"meeting/{move.planned_on}{store}"
        if move.moved_to is None and uid not in open_uids:
            event = _entry(uid, move.planned_on, stamp, "CANCELLED")
            event.add("summary", harmless(f"meeting of the scrutiny group: {move.reason}"))
            yield event


def _entry(uid: str, day: date, stamp: datetime, status: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("status", status)
    return event


def _followed(events: Sequence["Event"], path: Path, stamp: datetime, store: str) -> list["Event"]:
    """The entries as they follow on the file of before: changed how often, and what is gone."""
    before = _before(path, store)
    for event in events:
        old = before.pop(str(event["uid"]), None)
        event.add("sequence", _sequence(old, event))
    gone = [_cancelled(event, stamp) for event in before.values()]
    return [*events, *gone]


def _before(path: Path, store: str) -> dict[str, "Event"]:
    """The entries of this store in a file of before; none where there is no such file."""
    from icalendar import Calendar, Event

    try:
        found = Calendar.from_ical(bytes_of(path, _MOST_BYTES)).walk("VEVENT")
    except (OSError, ValueError):
        return {}
    return {
        str(each["uid"]): each
        for each in found
        if isinstance(each, Event) and str(each.get("uid", "")).endswith(store)
    }


def _sequence(old: "Event | None", new: "Event") -> int:
    """How often an entry has changed since it first was written."""
    if old is None:
        return int(str(new["status"]) == "CANCELLED")
    is_same = all(str(old.get(name)) == str(new.get(name)) for name in ("summary", "status"))
    is_same = is_same and old.decoded("dtstart") == new.decoded("dtstart")
    return int(old.get("sequence", 0)) + (not is_same)


def _cancelled(event: "Event", stamp: datetime) -> "Event":
    """An entry of before that is done or called off."""
    if str(event.get("status")) == "CANCELLED":
        return event
    made = _entry(str(event["uid"]), event.decoded("dtstart"), stamp, "CANCELLED")
    made.add("summary", str(event["summary"]))
    made.add("sequence", int(event.get("sequence", 0)) + 1)
    return made
