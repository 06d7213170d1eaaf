"""What must be done: due soon and overdue are worked out, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Urgency(StrEnum):
    """How pressing a duty is on a day."""

    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    LATER = "later"


class DutyKind(StrEnum):
    """What sort of thing is to be done."""

    SIGNATURE = "signature"
    VISIT = "visit"
    REVIEW = "review"
    DECISION = "decision"
    AGREEMENT = "agreement"
    PLAN = "plan"
    MILESTONE = "milestone"
    READING = "reading"
    DAY = "day of support"
    ADVICE = "advice"
    FOLLOW_UP = "follow-up"
    COMMITMENT = "commitment"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done by a day, by somebody, and the command that records it.

    ``urn`` is empty where it is no one school's. ``ref`` is the same for the
    same duty at every look, so that a calendar can follow it.
    """

    on: date
    kind: DutyKind
    what: str
    who: str
    urn: str
    ref: str
    command: str = ""


def urgency(on: date, as_of: date, soon_days: int) -> Urgency:
    """Due soon up to so many days ahead, the day itself included; overdue after it."""
    if on < as_of:
        return Urgency.OVERDUE
    return Urgency.DUE_SOON if on <= as_of + timedelta(days=soon_days) else Urgency.LATER


def pressing(duties: Iterable[Duty], as_of: date, soon_days: int) -> list[Duty]:
    """What is overdue or due soon, the longest overdue first."""
    found = [d for d in duties if urgency(d.on, as_of, soon_days) is not Urgency.LATER]
    return sorted(found, key=lambda duty: (duty.on, duty.urn, duty.ref))
