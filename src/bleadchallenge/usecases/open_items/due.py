"""What must be done now, listed by the day it is due."""

from datetime import date, timedelta
from typing import Any

from bleadchallenge.domain.open_items.items import OpenItem, Urgency, pressing
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.request import Column, Listing, Request, policy_of

_COLUMNS = (
    Column("due", "due"),
    Column("urgency", "urgency"),
    Column("school", "school"),
    Column("what", "what"),
    Column("who", "who"),
    Column("since", "since", rank=2),
    Column("why", "because", rank=3),
    Column("command", "command", rank=1),
)


def due(
    asked: Request, school: str | None = None, who: str | None = None, days: int | None = None
) -> Listing:
    """Everything overdue, and due in the next fortnight, the longest overdue first."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        soon = policy.meetings.due_soon_days if days is None else days
        urn = find_school(reader, school).urn if school else None
        found = pressing(open_items(reader, policy, asked.as_of), asked.as_of, soon)
        rows = [
            _row(reader, item, asked.as_of, soon)
            for item in found
            if urn in (None, item.subject.school)
            and who in (None, item.owner.name, item.owner.party)
        ]
        until = asked.as_of + timedelta(days=soon)
        return Listing(
            "due", asked.as_of, reader.change, _COLUMNS, tuple(rows), (_note(rows, until),)
        )


def _note(rows: list[dict[str, Any]], until: date) -> str:
    late = sum(row["urgency"] is Urgency.OVERDUE for row in rows)
    dayless = sum(row["urgency"] is Urgency.OPEN for row in rows)
    said = f"{late} overdue, {len(rows) - late - dayless} due by {until}"
    return f"{said}, {dayless} open without a day" if dayless else said


def _row(reader: Reader, item: OpenItem, as_of: date, soon: int) -> dict[str, Any]:
    urn = item.subject.school
    school = by_urn(reader, urn) if urn else None
    return {
        "due": item.due,
        "urgency": item.urgency(as_of, soon),
        "urn": urn or None,
        "school": school.name if school else None,
        "tsa": item.subject.alliance or None,
        "kind": item.kind,
        "what": item.what,
        "who": item.owner.name,
        "party": item.owner.party,
        "since": item.since,
        "why": item.why,
        "ref": item.ref,
        "command": f"bleadchallenge {item.command}" if item.command else None,
    }
