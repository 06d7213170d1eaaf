"""Questions about the scrutiny group: its meetings, members, advice and minutes."""

from collections import defaultdict
from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient, Role
from bleadchallenge.domain.scrutiny.advice import AdviceRecord, Answer, Clock, GroupVerdict
from bleadchallenge.domain.scrutiny.interests import Member
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import (
    Advice,
    AdviceResponse,
    AdviceVerdict,
    Attendance,
    Interest,
    MeetingMove,
    Minute,
    Person,
    Withdrawal,
)


def meeting_moves(reader: Reader) -> dict[date, tuple[date | None, str]]:
    """The planned days that were moved or called off, each with the new day and the reason."""
    return {move.planned_on: (move.moved_to, move.reason) for move in reader.where(MeetingMove)}


def members(reader: Reader) -> list[Member]:
    """The group's members with their interests, in the order of their codes."""
    declared: dict[str, set[str]] = defaultdict(set)
    for interest in of_cohort(reader, reader.where(Interest)):
        declared[interest.person].add(interest.subject)
    return [
        Member(
            person.code,
            frozenset(declared[person.code]),
            frozenset(filter(None, (person.school, person.alliance))),
        )
        for person in reader.where(Person, role=Role.ISG_MEMBER.value)
    ]


def present_at(reader: Reader, meeting: date) -> set[str] | None:
    """Codes of those present at a meeting; ``None`` where no attendance is on record."""
    taken = reader.where(Attendance, meeting=meeting)
    return {entry.person for entry in taken if entry.present} if taken else None


def attendance_by_meeting(reader: Reader, as_of: date) -> dict[date, set[str]]:
    """Who was present, for every meeting up to a day whose attendance is on record."""
    found: dict[date, set[str]] = defaultdict(set)
    for entry in reader.where(Attendance):
        if entry.meeting <= as_of:
            found[entry.meeting] |= {entry.person} if entry.present else set()
    return dict(found)


def touched_by(reader: Reader, subject: str, day: date) -> frozenset[str]:
    """What an item on a subject touches: a school, and the alliance that supports it."""
    assignment = assignment_on(reader, subject, day)
    return frozenset({subject, assignment.alliance} if assignment else {subject})


def withdrawn_from(reader: Reader, meeting: date, touched: frozenset[str]) -> set[str]:
    """Codes of the members who withdrew from an item that touches any of the subjects."""
    left = reader.where(Withdrawal, meeting=meeting)
    return {entry.person for entry in left if entry.subject in touched}


def minutes_of(reader: Reader, meeting: date) -> list[Minute]:
    """The decisions of a meeting, in order."""
    return reader.where(Minute, meeting=meeting)


def advice_given(reader: Reader, as_of: date, **having: object) -> list[AdviceRecord]:
    """The advice given up to a day, with its answers and verdicts, in order of number."""
    return [
        AdviceRecord(
            number=advice.number,
            to=AdviceRecipient(advice.to),
            subject=advice.subject,
            urn=advice.subject if advice.to == AdviceRecipient.SCHOOL else advice.urn,
            text=advice.text,
            clock=Clock(
                advice.meeting,
                advice.due_on,
                tuple(
                    Answer(each.on_day, each.text, each.evidence)
                    for each in reader.where(AdviceResponse, advice=advice.number)
                ),
                tuple(
                    GroupVerdict(each.on_day, each.accepted, each.note)
                    for each in reader.where(AdviceVerdict, advice=advice.number)
                ),
            ),
        )
        for advice in reader.where(Advice, **having)
        if advice.meeting <= as_of
    ]


def advice_touching(reader: Reader, urn: str, as_of: date) -> list[AdviceRecord]:
    """The advice given to a school, or about it, up to a day, in order of number."""
    to_it = advice_given(reader, as_of, subject=urn)
    about_it = advice_given(reader, as_of, urn=urn)
    return sorted({each.number: each for each in [*to_it, *about_it]}.values(), key=_number)


def _number(given: AdviceRecord) -> int:
    return given.number
