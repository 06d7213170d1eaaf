"""What must be done now: listed, and as a calendar for the coordinator's own."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bleadchallenge.domain.due import Duty, DutyKind, pressing, urgency
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.duties import COORDINATOR, duties
from bleadchallenge.store.schools import by_urn
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import Asked, Column, Listing, policy_of
from bleadchallenge.usecases.schools import school_meant
from bleadchallenge.usecases.scrutiny import meetings

_COLUMNS = (
    Column("due", "due"),
    Column("urgency", "urgency"),
    Column("school", "school"),
    Column("what", "what"),
    Column("who", "who"),
    Column("command", "command", rank=1),
)


def due(
    asked: Asked, school: str | None = None, who: str | None = None, days: int | None = None
) -> Listing:
    """Everything overdue, and due in the next fortnight, the longest overdue first."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        soon = policy.meetings.due_soon_days if days is None else days
        urn = school_meant(reader, school).urn if school else None
        found = pressing(every_duty(reader, policy, asked.as_of), asked.as_of, soon)
        rows = [
            _row(reader, duty, asked.as_of, soon)
            for duty in found
            if urn in (None, duty.urn) and who in (None, duty.who)
        ]
        late = sum(row["urgency"] == "overdue" for row in rows)
        notes = (f"{late} overdue, {len(rows) - late} due by {asked.as_of + timedelta(days=soon)}",)
        return Listing("due", asked.as_of, reader.change, _COLUMNS, tuple(rows), notes)


def every_duty(reader: Reader, policy: Policy, as_of: date) -> list[Duty]:
    """All duties open on a day, meetings of the scrutiny group among them."""
    return [*duties(reader, policy, as_of), *_meetings(reader, policy, as_of)]


def _meetings(reader: Reader, policy: Policy, as_of: date) -> Iterable[Duty]:
    for meeting in meetings.calendar(reader, policy):
        if meeting.on is not None and meeting.on >= as_of:
            yield Duty(
                meeting.on,
                DutyKind.MEETING,
                "meeting of the scrutiny group, with its pack",
                COORDINATOR,
                "",
                f"meeting/{meeting.planned_on}",
                f"report isg-pack --meeting {meeting.on}",
            )


def _row(reader: Reader, duty: Duty, as_of: date, soon: int) -> dict[str, Any]:
    school = by_urn(reader, duty.urn) if duty.urn else None
    return {
        "due": duty.on,
        "urgency": urgency(duty.on, as_of, soon),
        "urn": duty.urn or None,
        "school": school.name if school else None,
        "kind": duty.kind,
        "what": duty.what,
        "who": duty.who,
        "ref": duty.ref,
        "command": f"bleadchallenge {duty.command}" if duty.command else None,
    }
