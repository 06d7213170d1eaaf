"""What must be done now, listed by the day it is due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bleadchallenge.domain.open_items.items import (
    CONFIRMATION,
    OpenItem,
    OpenItemKind,
    Party,
    Urgency,
    pressing,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.tables import Person
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


@dataclass(frozen=True, slots=True)
class OwnerItems:
    """What waits for one owner, each kind together."""

    owner: str
    rows: tuple[DueRow, ...]

    @property
    def overdue(self) -> int:
        """How many items are overdue."""
        return sum(each.urgency is Urgency.OVERDUE for each in self.rows)


def due(
    asked: Request, school: str | None = None, who: str | None = None, days: int | None = None
) -> Listing[DueRow]:
    """Everything overdue, and due in the next fortnight, the longest overdue first."""
    with asked.reading() as reader:
        return _list_due(asked, reader, school, who, days)


def due_by_owner(
    asked: Request, school: str | None = None, who: str | None = None, days: int | None = None
) -> tuple[tuple[OwnerItems, ...], str]:
    """The same by whose move it is and by kind, and a note that counts it.

    All days that a school has to confirm are one item, with one command.
    """
    with asked.reading() as reader:
        found = _list_due(asked, reader, school, who, days)
        people = {person.code: f"{person.name} ({person.code})" for person in reader.all(Person)}
        names = subject_names(reader) | people
    owners: dict[tuple[Party, str], list[DueRow]] = defaultdict(list)
    for each in _confirmed_together(found.rows):
        owners[each.party, each.who].append(each)
    groups = [
        OwnerItems(names.get(name, name), tuple(sorted(rows, key=_by_kind)))
        for (_, name), rows in owners.items()
    ]
    groups.sort(key=lambda group: (-group.overdue, group.owner))
    return tuple(groups), found.notes[0]


def _by_kind(item: DueRow) -> tuple[str, date, str]:
    return item.kind.value, item.due or date.max, item.ref


def _confirmed_together(rows: Iterable[DueRow]) -> Iterator[DueRow]:
    """The rows, with those by which one school confirms days made into one."""
    waiting: dict[str, list[DueRow]] = defaultdict(list)
    for each in rows:
        if each.ref.startswith(CONFIRMATION):
            waiting[each.urn or ""].append(each)
        else:
            yield each
    for urn, days in waiting.items():
        first, last = days[0], days[-1]
        count = f"{len(days)} days of support" if len(days) > 1 else "a day of support"
        span = f"{first.since.day} {first.since:%b}" + (
            f" to {last.since.day} {last.since:%b}" if len(days) > 1 else ""
        )
        yield replace(
            first,
            what=f"{count} to confirm ({span})",
            command=f"bleadchallenge days confirm --school {urn} --by head",
        )


def _list_due(
    asked: Request, reader: Reader, school: str | None, who: str | None, days: int | None
) -> Listing[DueRow]:
    policy = policy_of(reader)
    soon = policy.meetings.due_soon_days if days is None else days
    urn = find_school(reader, school).urn if school else None
    found = pressing(open_items(reader, policy, asked.as_of), asked.as_of, soon)
    rows = tuple(
        _row(reader, item, asked.as_of, soon)
        for item in found
        if urn in (None, item.subject.school) and who in (None, item.owner.name, item.owner.party)
    )
    note = _note(rows, asked.as_of + timedelta(days=soon))
    return Listing("due", asked.as_of, reader.change, DueRow, rows, (note,))


def _note(rows: Sequence[DueRow], until: date) -> str:
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
