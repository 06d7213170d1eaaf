"""The scrutiny group's calendar: what is planned, moved, held; its members and minutes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import meeting_days
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.scrutiny import meetings
from bleadchallenge.domain.scrutiny.meetings import Meeting, MeetingState
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.scrutiny import meetings as scrutiny_meetings
from bleadchallenge.store.tables import Advice, MeetingMove, Minute
from bleadchallenge.usecases.bank_holidays import bank_holidays
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.terms import find_term
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class NextMeeting:
    """The next meeting from the day judged from."""

    next_meeting: date | None


@row
class MeetingRow:
    """A meeting of the group, planned or held."""

    number: int = column("no.")
    on: date | None = column("meets on")
    planned_on: date = column("planned for")
    term: str | None
    state: MeetingState
    moved: bool = column(hidden=True)
    present: int | None
    members: int = column("of members")
    advice: int = column("advice given")
    minutes: int = column("decisions")
    reason: str = column("why moved")


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A planned meeting's new day; ``to`` is ``None`` where it is called off."""

    planned: date
    to: date | None
    reason: str


def calendar(reader: Reader, policy: Policy) -> tuple[Meeting, ...]:
    """Every meeting of the programme, in order of the day it takes place."""
    planned = meeting_days(policy, bank_holidays(policy))
    return meetings.calendar(planned, scrutiny_meetings.meeting_moves(reader))


def next_meeting(reader: Reader, policy: Policy, day: date) -> date | None:
    """The first meeting on or after a day, or ``None`` after the last."""
    return meetings.next_day(calendar(reader, policy), day)


def last_meeting(reader: Reader, policy: Policy, day: date) -> date | None:
    """The last meeting before a day, or ``None`` before the first."""
    return meetings.last_day(calendar(reader, policy), day)


def meetings_so_far(reader: Reader, policy: Policy, day: date) -> list[date]:
    """The meetings up to and with a day, in order."""
    return meetings.days_so_far(calendar(reader, policy), day)


def require_meeting(reader: Reader, policy: Policy, day: date) -> None:
    """Raise ``DataError`` unless the group meets on the day."""
    meetings.require_meeting(calendar(reader, policy), day)


def list_meetings(asked: Request, term: str | None = None) -> Listing[MeetingRow]:
    """The calendar with who came, what was advised and decided."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        rows = calendar_rows(reader, policy, asked.as_of)
        wanted = find_term(policy, term) if term else None
        rows = [row for row in rows if wanted in (None, row.term)]
        following = next_meeting(reader, policy, asked.as_of)
        notes = (f"next meeting: {following}",) if following else ("no meeting is to come",)
        extra = NextMeeting(following)
        return Listing(
            "isg-calendar", asked.as_of, reader.change, MeetingRow, tuple(rows), notes, extra
        )


def calendar_rows(reader: Reader, policy: Policy, as_of: date) -> list[MeetingRow]:
    """One row a meeting; numbers of those present are ``None`` where not recorded."""
    there = scrutiny_meetings.attendance_by_meeting(reader, as_of)
    members = {member.code for member in scrutiny_meetings.members(reader)}
    advised = _counted(reader, Advice, as_of)
    decided = _counted(reader, Minute, as_of)
    rows = []
    for number, meeting in enumerate(calendar(reader, policy), start=1):
        term = policy.term_of(meeting.on or meeting.planned_on)
        present = there.get(meeting.on) if meeting.on else None
        rows.append(
            MeetingRow(
                number=number,
                on=meeting.on,
                planned_on=meeting.planned_on,
                term=term.code if term else None,
                state=meeting.state(as_of),
                moved=meeting.moved,
                present=None if present is None else len(present & members),
                members=len(members),
                advice=advised.get(meeting.on, 0),
                minutes=decided.get(meeting.on, 0),
                reason=meeting.reason,
            )
        )
    return rows


def move(asked: Request, wanted: MeetingChange) -> Receipt:
    """Move a meeting to another day, call it off, or put it back on its planned day."""
    with asked.writing() as writer:
        meeting = _planned(writer, policy_of(writer), wanted.planned)
        before = writer.get(MeetingMove, planned_on=meeting.planned_on)
        if before is not None:
            writer.retract(before)
        if wanted.to != meeting.planned_on:
            writer.add(
                MeetingMove(planned_on=meeting.planned_on, moved_to=wanted.to, reason=wanted.reason)
            )
    what = f"takes place on {wanted.to}" if wanted.to else "is called off"
    said = f"the meeting planned for {meeting.planned_on} {what}"
    return Receipt(
        writer.seq_written,
        (said,),
        ("bleadchallenge isg calendar",),
        asked.dry_run,
        notes=tuple(writer.notes),
    )


def _planned(reader: Reader, policy: Policy, day: date) -> Meeting:
    """The meeting that takes place on a day, or that was planned for it."""
    every = calendar(reader, policy)
    for meeting in every:
        if meeting.on == day:
            return meeting
    for meeting in every:
        if meeting.planned_on == day:
            return meeting
    require_meeting(reader, policy, day)
    raise AssertionError(day)  # pragma: no cover - the line before has raised


def _counted(reader: Reader, kind: type[Advice | Minute], as_of: date) -> Counter[date | None]:
    """How many records there are of each meeting that was held by a day."""
    return Counter(fact.meeting for fact in reader.all(kind) if fact.meeting <= as_of)
