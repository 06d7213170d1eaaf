"""Everything that is open on a day, for everybody who must act."""

from collections.abc import Iterator
from datetime import date

from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind, Party
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.schools.participation import active_schools, days_left
from bleadchallenge.usecases.open_items import (
    consequences,
    delivery,
    leadership,
    reviews,
    scrutiny,
    support,
)


def open_items(reader: Reader, policy: Policy, as_of: date) -> tuple[OpenItem, ...]:
    """Everything open on a day in the cohort that is looked at, whenever it is due.

    A school that withdrew or paused has nothing of its own any more, apart from
    what was begun and due before it left.
    """
    found = reader.cached(("open items", as_of), lambda: tuple(_found(reader, policy, as_of)))
    others = schools_of_other_cohorts(reader)
    return tuple(item for item in found if item.subject.school not in others)


def of_school(reader: Reader, policy: Policy, urn: str, as_of: date) -> list[OpenItem]:
    """What is open at one school."""
    return [i for i in open_items(reader, policy, as_of) if i.subject.school == urn]


def _found(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    for selection in active_schools(reader, as_of):
        yield from support.items(reader, policy, selection, as_of)
        yield from reviews.items(reader, policy, selection.urn, as_of)
        yield from delivery.milestones(reader, selection.urn, as_of)
        yield from delivery.readings(reader, policy, selection.urn, as_of)
    left = days_left(reader, as_of)
    begun = [
        *delivery.days(reader, policy, as_of),
        *leadership.items(reader, policy, as_of),
        *scrutiny.advice(reader, policy, as_of),
    ]
    yield from (item for item in begun if not _is_moot(item, left.get(item.subject.school)))
    yield from consequences.items(reader, policy, as_of)
    yield from scrutiny.meetings_ahead(reader, policy, as_of)


def _is_moot(item: OpenItem, gone: date | None) -> bool:
    """Whether a school that left is asked no more: what was due later, any answer of its own."""
    if gone is None:
        return False
    is_answer = item.kind is OpenItemKind.ADVICE and item.owner.party is Party.SCHOOL
    return is_answer or (item.due or date.max) >= gone
