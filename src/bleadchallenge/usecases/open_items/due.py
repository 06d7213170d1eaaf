"""What must be done now, listed by the day it is due."""

from datetime import date, timedelta

from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind, Party, Urgency, pressing
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.request import Request, policy_of


@row
class DueRow:
    """An open item as ``due`` lists it; without a day it waits all the same."""

    due: date | None
    urgency: Urgency
    urn: str | None = column(hidden=True)
    school: str | None
    tsa: str | None = column(hidden=True)
    kind: OpenItemKind = column(hidden=True)
    what: str
    who: str
    party: Party = column(hidden=True)
    since: date = column(rank=2)
    why: str = column("because", rank=3)
    ref: str = column(hidden=True)
    command: str | None = column(rank=1)


def due(
    asked: Request, school: str | None = None, who: str | None = None, days: int | None = None
) -> Listing[DueRow]:
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
            "due", asked.as_of, reader.change, DueRow, tuple(rows), (_note(rows, until),)
        )


def _note(rows: list[DueRow], until: date) -> str:
    late = sum(each.urgency is Urgency.OVERDUE for each in rows)
    dayless = sum(each.urgency is Urgency.OPEN for each in rows)
    said = f"{late} overdue, {len(rows) - late - dayless} due by {until}"
    return f"{said}, {dayless} open without a day" if dayless else said


def _row(reader: Reader, item: OpenItem, as_of: date, soon: int) -> DueRow:
    urn = item.subject.school
    school = by_urn(reader, urn) if urn else None
    return DueRow(
        due=item.due,
        urgency=item.urgency(as_of, soon),
        urn=urn or None,
        school=school.name if school else None,
        tsa=item.subject.alliance or None,
        kind=item.kind,
        what=item.what,
        who=item.owner.name,
        party=item.owner.party,
        since=item.since,
        why=item.why,
        ref=item.ref,
        command=f"bleadchallenge {item.command}" if item.command else None,
    )
