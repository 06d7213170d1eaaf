"""One school at a glance: where it stands, why, what is unmet, and the next command."""

from typing import Any

from bleadchallenge.domain.choices import Signatory
from bleadchallenge.domain.open_items.items import pressing
from bleadchallenge.domain.plans.golden_thread import broken
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.golden_thread import thread_of
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.selection import last_assignment, signature_in_force
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Review, Selection
from bleadchallenge.usecases.kpis.status import status_rows
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.open_items.items import of_school
from bleadchallenge.usecases.request import Column, Listing, Request, policy_of
from bleadchallenge.usecases.schools.listing import next_command

_COLUMNS = (Column("item", "what"), Column("value", "how it is"))


def card(asked: Request, school: str) -> Listing:
    """Everything a coordinator asks first about a school, with the next command."""
    with asked.reading() as reader:
        found = find_school(reader, school)
        selection = reader.get(Selection, urn=found.urn)
        standing = standing_of(reader, selection, found.urn, asked.as_of)
        facts = {
            "urn": found.urn,
            "laestab": found.laestab or None,
            "name": found.name,
            "state": standing.state,
            "why": standing.why,
            "unmet": [condition.words for condition in standing.unmet],
            "next": next_command(reader, standing, found.urn, asked.as_of),
            **_agreed(reader, found.urn, asked),
            **_support(reader, found.urn, asked),
            **_progress(reader, found.urn, asked),
        }
        rows = tuple({"item": key, "value": value} for key, value in facts.items())
        return Listing(
            "school", asked.as_of, reader.change, _COLUMNS, rows, extra={"school": facts}
        )


def _agreed(reader: Reader, urn: str, asked: Request) -> dict[str, Any]:
    head = signature_in_force(reader, urn, Signatory.HEAD, asked.as_of)
    chair = signature_in_force(reader, urn, Signatory.CHAIR, asked.as_of)
    return {
        "head_signed_on": head.signed_on if head else None,
        "chair_signed_on": chair.signed_on if chair else None,
    }


def _support(reader: Reader, urn: str, asked: Request) -> dict[str, Any]:
    assignment = last_assignment(reader, urn, asked.as_of)
    account = days_ledger(reader, policy_of(reader), urn, asked.as_of).account(asked.as_of)
    ended = assignment is not None and assignment.to_day is not None
    return {
        "alliance": assignment.alliance if assignment else None,
        "alliance_since": assignment.from_day if assignment else None,
        "alliance_until": assignment.to_day if assignment and ended else None,
        "days_released": in_days(account.released),
        "days_used": in_days(account.used),
        "days_planned": in_days(account.planned),
        "days_left": in_days(account.left),
    }


def _progress(reader: Reader, urn: str, asked: Request) -> dict[str, Any]:
    policy = policy_of(reader)
    kpis = [row for row in status_rows(reader, policy, asked.as_of) if row.urn == urn]
    held = [r for r in reader.all(Review, Review.urn == urn) if r.held_on <= asked.as_of]
    reviews = sorted(held, key=lambda review: review.held_on)
    own = of_school(reader, policy, urn, asked.as_of)
    soon = pressing(own, asked.as_of, policy.meetings.due_soon_days)
    return {
        "reviews": [f"{review.stage} {review.held_on}" for review in reviews],
        "kpis": [f"{row.code}: {row.status}" for row in kpis],
        "due": [f"{item.due or 'open'} {item.what}" for item in soon],
        "broken_links": len(broken(thread_of(reader, urn, asked.as_of))),
    }
