"""Where the programme stands today: the next meeting, what is due by whom, one line a school."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.open_items.items import (
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Urgency,
    next_step,
    pressing,
)
from bleadchallenge.domain.schools.state import SchoolState
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.kpis.status import status_rows, worst
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.open_items.items import of_school, open_items
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.scrutiny.meetings import next_meeting
from bleadchallenge.usecases.support.days_status import school_row


@row
class SchoolRow:
    """A school in one line, for scripts."""

    urn: str = column("URN")
    school: str
    state: SchoolState
    status: Status | None
    days_left: float = column(unit="days")
    next: str | None = column("next step")
    next_due: date | None = column("due")
    command: str | None


@row
class ItemCountRow:
    """How many items of one kind wait for one owner."""

    party: Party
    who: str
    kind: OpenItemKind
    overdue: int
    due_soon: int
    open: int


@row
class OverviewTotals:
    """The next meeting, and what is open by owner and kind."""

    next_meeting: date | None
    overdue: int
    due_soon: int
    open_items: tuple[ItemCountRow, ...]


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many items of one kind wait for one owner: overdue, due soon, open without a day."""

    owner: Owner
    kind: OpenItemKind
    overdue: int
    soon: int
    dayless: int


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school in one line; ``status`` is ``None`` where no indicator is in force.

    ``days_left`` are days of support that are released and neither used nor planned.
    """

    urn: str
    name: str
    state: SchoolState
    status: Status | None
    days_left: float
    step: OpenItem | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The programme on a day."""

    title: str
    as_of: date
    change: int
    next_meeting: date | None
    counts: tuple[ItemCount, ...]
    schools: tuple[SchoolLine, ...]

    @property
    def overdue(self) -> int:
        """How many items are overdue, for everybody together."""
        return sum(count.overdue for count in self.counts)

    @property
    def soon(self) -> int:
        """How many items are due within the days that the policy calls soon."""
        return sum(count.soon for count in self.counts)


def overview(asked: Request) -> Overview:
    """Where the programme stands on the day judged from."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        soon = policy.meetings.due_soon_days
        items = pressing(open_items(reader, policy, asked.as_of), asked.as_of, soon)
        lines = [_school(reader, selection, asked.as_of) for selection in selected(reader)]
        return Overview(
            policy.title,
            asked.as_of,
            reader.change,
            next_meeting(reader, policy, asked.as_of),
            _counts(items, asked.as_of, soon),
            tuple(sorted(lines, key=lambda line: (line.name, line.urn))),
        )


def _counts(items: Iterable[OpenItem], as_of: date, soon: int) -> tuple[ItemCount, ...]:
    """Items counted by owner and kind, whoever has most overdue first."""
    grouped: dict[tuple[Owner, OpenItemKind], list[Urgency]] = defaultdict(list)
    for item in items:
        grouped[item.owner, item.kind].append(item.urgency(as_of, soon))
    counts = [
        ItemCount(
            owner,
            kind,
            found.count(Urgency.OVERDUE),
            found.count(Urgency.DUE_SOON),
            found.count(Urgency.OPEN),
        )
        for (owner, kind), found in grouped.items()
    ]
    late: dict[Owner, int] = defaultdict(int)
    for count in counts:
        late[count.owner] += count.overdue
    return tuple(
        sorted(counts, key=lambda c: (-late[c.owner], c.owner.name, -c.overdue, c.kind.value))
    )


def _school(reader: Reader, selection: Selection, as_of: date) -> SchoolLine:
    policy, urn = policy_of(reader), selection.urn
    rows = [each for each in status_rows(reader, policy, as_of) if each.urn == urn]
    return SchoolLine(
        urn,
        selection.name,
        standing_of(reader, selection, urn, as_of).state,
        worst(rows),
        school_row(reader, policy, urn, as_of).left,
        next_step(of_school(reader, policy, urn, as_of)),
    )


def as_listing(found: Overview) -> Listing[SchoolRow]:
    """The overview for scripts: a row a school, with the meeting and the counts beside them."""
    totals = OverviewTotals(
        next_meeting=found.next_meeting,
        overdue=found.overdue,
        due_soon=found.soon,
        open_items=tuple(_count_row(count) for count in found.counts),
    )
    rows = tuple(_school_row(line) for line in found.schools)
    return Listing("overview", found.as_of, found.change, SchoolRow, rows, extra=totals)


def _count_row(count: ItemCount) -> ItemCountRow:
    return ItemCountRow(
        party=count.owner.party,
        who=count.owner.name,
        kind=count.kind,
        overdue=count.overdue,
        due_soon=count.soon,
        open=count.dayless,
    )


def _school_row(line: SchoolLine) -> SchoolRow:
    step = line.step
    return SchoolRow(
        urn=line.urn,
        school=line.name,
        state=line.state,
        status=line.status,
        days_left=line.days_left,
        next=step.what if step else None,
        next_due=step.due if step else None,
        command=f"bleadchallenge {step.command}" if step else None,
    )
