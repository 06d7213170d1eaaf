"""Open items: whatever waits for somebody, whose move it is, since when and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Urgency(StrEnum):
    """How pressing an open item is on a day."""

    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    LATER = "later"
    OPEN = "open"


class OpenItemKind(StrEnum):
    """What sort of thing is waited for."""

    SIGNATURE = "signature"
    VISIT = "visit"
    REVIEW = "review"
    ALLIANCE = "alliance"
    AGREEMENT = "agreement"
    PLAN = "plan"
    INDICATORS = "indicators"
    CONFLICT = "conflict"
    DECISION = "decision"
    MILESTONE = "milestone"
    READING = "reading"
    DAY = "day of support"
    ADVICE = "advice"
    VERDICT = "verdict"
    ESCALATION = "escalation"
    NOTICE = "notice"
    COMMISSIONING = "commissioning review"
    CONDITIONS = "conditions"
    FOLLOW_UP = "follow-up"
    COMMITMENT = "commitment"
    MEETING = "meeting"


STEPS = frozenset(
    {
        OpenItemKind.SIGNATURE,
        OpenItemKind.VISIT,
        OpenItemKind.REVIEW,
        OpenItemKind.ALLIANCE,
        OpenItemKind.AGREEMENT,
        OpenItemKind.PLAN,
        OpenItemKind.INDICATORS,
        OpenItemKind.DECISION,
    }
)
"""The kinds that lead a school on its way through the programme."""


CONFIRMATION = "confirm/"
"""How the reference of an item begins by which a school confirms a day of support."""


class Party(StrEnum):
    """Who must act: everybody whom the programme holds to account."""

    SCHOOL = "school"
    ALLIANCE = "alliance"
    PARTNERSHIP = "partnership"
    CHALLENGE_TEAM = "challenge team"
    SCRUTINY_GROUP = "scrutiny group"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who must act: the party, and the person, code or office that is responsible."""

    party: Party
    name: str


COORDINATOR = Owner(Party.PARTNERSHIP, "coordinator")
GROUP = Owner(Party.SCRUTINY_GROUP, "scrutiny group")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an item is about: a school by its URN, an alliance by its code, or both.

    Empty where it is no one school's and no one alliance's.
    """

    school: str = ""
    alliance: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that waits for somebody.

    ``due`` is ``None`` where nobody set a day. ``command`` records it once it is
    done, and can be pasted after ``bleadchallenge``. ``ref`` is the same for the
    same item at every look, so that a calendar can follow it. ``evidence`` names
    the figures it rests on, as ``explain`` takes them.
    """

    kind: OpenItemKind
    subject: Subject
    owner: Owner
    since: date
    due: date | None
    what: str
    why: str
    command: str
    ref: str
    evidence: tuple[str, ...] = ()

    def urgency(self, as_of: date, soon_days: int) -> Urgency:
        """How pressing it is on a day."""
        return urgency(self.due, as_of, soon_days)

    def is_overdue(self, as_of: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < as_of


def urgency(due: date | None, as_of: date, soon_days: int) -> Urgency:
    """Due soon up to so many days ahead, the day itself included; overdue after it."""
    if due is None:
        return Urgency.OPEN
    if due < as_of:
        return Urgency.OVERDUE
    return Urgency.DUE_SOON if due <= as_of + timedelta(days=soon_days) else Urgency.LATER


def in_order(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Items in the order of their days, those without one last."""
    return sorted(items, key=lambda item: (item.due or date.max, item.subject.school, item.ref))


def pressing(items: Iterable[OpenItem], as_of: date, soon_days: int) -> list[OpenItem]:
    """What is overdue, due soon or open without a day, the longest overdue first."""
    return in_order(i for i in items if i.urgency(as_of, soon_days) is not Urgency.LATER)


def next_step(items: Iterable[OpenItem]) -> OpenItem | None:
    """The item that leads a school on: the first to be due; of one day, the first found."""
    steps = [item for item in items if item.kind in STEPS]
    return min(steps, key=lambda item: item.due or date.max, default=None)
