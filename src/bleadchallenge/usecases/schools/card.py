"""One school at a glance: where it stands, why, what is unmet, and the next command."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from bleadchallenge.domain.choices import Signatory
from bleadchallenge.domain.open_items.items import pressing
from bleadchallenge.domain.plans.golden_thread import broken
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.schools.state import SchoolState
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.golden_thread import thread_of
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.selection import last_assignment, signature_in_force
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Review, Selection
from bleadchallenge.usecases.kpis.status import status_rows
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.open_items.items import of_school
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.schools.listing import next_command


@row
class SchoolCard:
    """Everything a coordinator asks first about a school; days are days of support."""

    urn: str
    laestab: str | None
    name: str
    state: SchoolState
    why: str
    unmet: tuple[str, ...]
    next: str | None
    head_signed_on: date | None
    chair_signed_on: date | None
    alliance: str | None
    alliance_since: date | None
    alliance_until: date | None
    days_released: float = column(unit="days")
    days_used: float = column(unit="days")
    days_planned: float = column(unit="days")
    days_left: float = column(unit="days")
    reviews: tuple[str, ...]
    kpis: tuple[str, ...]
    due: tuple[str, ...]
    broken_links: int


@row
class CardRow:
    """An entry of the card; lists hold a line each."""

    item: str = column("what")
    value: str | float | date | tuple[str, ...] | None = column("how it is")


@row
class CardEntries:
    """The card by its entries."""

    school: SchoolCard


def card(asked: Request, school: str) -> Listing[CardRow]:
    """Everything a coordinator asks first about a school, with the next command."""
    with asked.reading() as reader:
        found = _card(reader, asked, find_school(reader, school))
        rows = tuple(CardRow(each.name, getattr(found, each.name)) for each in fields(SchoolCard))
        return Listing(
            "school", asked.as_of, reader.change, CardRow, rows, extra=CardEntries(found)
        )


def _card(reader: Reader, asked: Request, school: School) -> SchoolCard:
    urn, as_of, policy = school.urn, asked.as_of, policy_of(reader)
    standing = standing_of(reader, reader.get(Selection, urn=urn), urn, as_of)
    head = signature_in_force(reader, urn, Signatory.HEAD, as_of)
    chair = signature_in_force(reader, urn, Signatory.CHAIR, as_of)
    assignment = last_assignment(reader, urn, as_of)
    days = days_ledger(reader, policy, urn, as_of).account(as_of)
    return SchoolCard(
        urn=urn,
        laestab=school.laestab or None,
        name=school.name,
        state=standing.state,
        why=standing.why,
        unmet=tuple(condition.words for condition in standing.unmet),
        next=next_command(reader, standing, urn, as_of),
        head_signed_on=head.signed_on if head else None,
        chair_signed_on=chair.signed_on if chair else None,
        alliance=assignment.alliance if assignment else None,
        alliance_since=assignment.from_day if assignment else None,
        alliance_until=assignment.to_day if assignment else None,
        days_released=in_days(days.released),
        days_used=in_days(days.used),
        days_planned=in_days(days.planned),
        days_left=in_days(days.left),
        reviews=tuple(_reviews(reader, urn, as_of)),
        kpis=tuple(
            f"{each.code}: {each.status}"
            for each in status_rows(reader, policy, as_of)
            if each.urn == urn
        ),
        due=tuple(_due(reader, policy, urn, as_of)),
        broken_links=len(broken(thread_of(reader, urn, as_of))),
    )


def _reviews(reader: Reader, urn: str, as_of: date) -> Iterator[str]:
    held = [each for each in reader.all(Review, Review.urn == urn) if each.held_on <= as_of]
    for review in sorted(held, key=lambda each: each.held_on):
        yield f"{review.stage} {review.held_on}"


def _due(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[str]:
    own = of_school(reader, policy, urn, as_of)
    for item in pressing(own, as_of, policy.meetings.due_soon_days):
        yield f"{item.due or 'open'} {item.what}"
