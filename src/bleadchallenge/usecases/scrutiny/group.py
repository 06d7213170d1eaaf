"""The scrutiny group at work: attendance, interests, withdrawal, numbered decisions."""

from collections.abc import Sequence
from datetime import date

from bleadchallenge.domain.choices import Role
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.scrutiny.interests import Member
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.scrutiny import meetings
from bleadchallenge.store.tables import Attendance, Interest, Minute, Person, Withdrawal
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.subjects import find_person, find_subject
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.scrutiny.meetings import meetings_so_far


@row
class MemberRow:
    """A member of the group."""

    code: str
    name: str = column("member")
    expertise: str | None
    present: int = column("present at")
    meetings: int = column("of meetings")
    interests: list[str]
    withdrawals: int = column("withdrew from")


@row
class MinuteRow:
    """A decision of the group."""

    minute: str = column("no.")
    meeting: date
    number: int = column(hidden=True)
    subject: str | None = column("about")
    name: str | None
    decision: str


def find_member(reader: Reader, text: str) -> Person:
    """The member of the group meant by code or name; nobody else is taken."""
    return find_person(reader, text, Role.ISG_MEMBER)


def attend(asked: Request, meeting: date, people: Sequence[str], *, present: bool) -> Receipt:
    """Record who was at a meeting, or who was not; said again it corrects."""
    with asked.writing() as writer:
        found = [find_member(writer, text) for text in people]
        for person in found:
            before = writer.get(Attendance, meeting=meeting, person=person.code)
            if before is not None:
                writer.replace(before, present=present)
            else:
                writer.add(Attendance(meeting=meeting, person=person.code, present=present))
    there = "present" if present else "absent"
    said = tuple(f"{person.code}: {there} on {meeting}" for person in found)
    step = f'bleadchallenge isg minute {meeting} --decision "..."'
    return Receipt(writer.seq_written, said, (step,), asked.dry_run)


def declare(asked: Request, person: str, subject: str, nature: str) -> Receipt:
    """Record an interest a member declares in a school or an alliance."""
    with asked.writing() as writer:
        member = find_member(writer, person)
        about = find_subject(writer, subject, find_school)
        before = writer.get(Interest, person=member.code, subject=about.code)
        if before is not None:
            writer.replace(before, nature=nature)
        else:
            writer.add(Interest(person=member.code, subject=about.code, nature=nature))
    said = f"{member.code}: interest in {about} declared"
    step = f"bleadchallenge isg withdraw DATE {member.code} {about.code}"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def withdraw(asked: Request, meeting: date, person: str, subject: str) -> Receipt:
    """Record that a member withdrew from an item of a meeting."""
    with asked.writing() as writer:
        member = find_member(writer, person)
        about = find_subject(writer, subject)
        writer.add(Withdrawal(meeting=meeting, person=member.code, subject=about.code))
    said = f"{member.code} withdrew from the item on {about} on {meeting}"
    step = f'bleadchallenge isg minute {meeting} --subject {about.code} --decision "..."'
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def minute(asked: Request, meeting: date, subject: str, decision: str) -> Receipt:
    """Record a decision, numbered within its meeting; interests come first."""
    with asked.writing() as writer:
        about = find_subject(writer, subject) if subject else None
        number = writer.next_number(Minute, meeting=meeting)
        writer.add(
            Minute(
                meeting=meeting,
                number=number,
                subject=about.code if about else "",
                decision=decision,
            )
        )
    said = f"decision {number} of {meeting}: {decision}"
    step = f"bleadchallenge isg minutes {meeting}"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run, tuple(writer.notes))


def minutes(asked: Request, meeting: date | None) -> Listing[MinuteRow]:
    """The decisions of a meeting, or of all meetings so far."""
    with asked.reading() as reader:
        rows = tuple(minute_rows(reader, asked.as_of, meeting))
        return Listing("isg-minutes", asked.as_of, reader.change, MinuteRow, rows)


def minute_rows(reader: Reader, as_of: date, meeting: date | None = None) -> list[MinuteRow]:
    """One row a decision up to a day, in order of meeting and number."""
    names = subject_names(reader)
    return [
        MinuteRow(
            minute=f"{kept.meeting}/{kept.number}",
            meeting=kept.meeting,
            number=kept.number,
            subject=kept.subject or None,
            name=names.get(kept.subject),
            decision=kept.decision,
        )
        for kept in of_cohort(reader, reader.all(Minute))
        if kept.meeting <= as_of and meeting in (None, kept.meeting)
    ]


def members(asked: Request) -> Listing[MemberRow]:
    """The members with their expertise, interests and attendance."""
    with asked.reading() as reader:
        rows = tuple(member_rows(reader, policy_of(reader), asked.as_of))
        return Listing("isg-members", asked.as_of, reader.change, MemberRow, rows)


def member_rows(reader: Reader, policy: Policy, as_of: date) -> list[MemberRow]:
    """One row a member; attendance counts meetings whose attendance is on record."""
    there = meetings.attendance_by_meeting(reader, as_of)
    held = [day for day in meetings_so_far(reader, policy, as_of) if day in there]
    withdrawals = of_cohort(reader, reader.all(Withdrawal))
    left = [entry for entry in withdrawals if entry.meeting <= as_of]
    people = {person.code: person for person in reader.all(Person)}
    return [
        MemberRow(
            code=member.code,
            name=people[member.code].name,
            expertise=people[member.code].expertise or None,
            present=sum(member.code in there[day] for day in held),
            meetings=len(held),
            interests=_interests(member),
            withdrawals=sum(entry.person == member.code for entry in left),
        )
        for member in meetings.members(reader)
    ]


def _interests(member: Member) -> list[str]:
    return sorted(member.declared | member.own)
