"""What is asked of the group: ranked, one ask a subject, and ended in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.policy import PackRule


class AskKind(StrEnum):
    """What the group is to do, in the order it is asked."""

    DECIDE = "decide"
    CONSIDER = "consider"
    AGREE = "agree together"
    DISCUSS = "discuss"
    PRESS = "press"
    NOTE = "note"


_RANK = {kind: rank for rank, kind in enumerate(AskKind)}


@dataclass(frozen=True, slots=True)
class Quote:
    """The last reply of a school or an alliance: who said it, when, and what."""

    by: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked of the group.

    ``subject`` is the URN or code it is about; several schools of one ask have
    none. ``why`` are reasons in words, ``refs`` the figures in them. ``weight`` puts
    the graver first among asks of a kind. ``packs`` is how many packs before this one
    asked it, counted from ``asked_from`` where that is another day than ``since``.
    ``goes_to`` is the page that tells more.
    """

    kind: AskKind
    subject: str
    name: str
    what: str
    why: tuple[str, ...]
    refs: tuple[str, ...] = ()
    since: date = date.max
    due: date | None = None
    weight: int = 0
    packs: int = 0
    asked_from: date | None = None
    replies: tuple[Quote, ...] = ()
    goes_to: str = ""


def in_order(asks: Iterable[Ask], rule: PackRule) -> list[Ask]:
    """The asks in the order they are put: one a subject, the oldest to be decided or closed."""
    one_each = _one_a_subject(sorted(asks, key=_rank))
    return [_ended(ask, rule) for ask in sorted(one_each, key=_rank)]


def packs_since(since: date, meetings: Sequence[date]) -> int:
    """How many packs before the last of some meetings can have asked something."""
    return sum(since <= meeting for meeting in meetings[:-1])


def _rank(ask: Ask) -> tuple[int, int, date, str]:
    return _RANK[ask.kind], -ask.weight, ask.since, ask.name


def _one_a_subject(asks: Iterable[Ask]) -> list[Ask]:
    """The first ask of each subject; its others stand on the page of escalation and advice."""
    found: dict[str, Ask] = {}
    for ask in asks:
        key = ask.subject or f"{ask.kind} {ask.what}"
        first = found.get(key)
        found[key] = ask if first is None else _joined(first, ask)
    return list(found.values())


def _joined(first: Ask, other: Ask) -> Ask:
    """The first ask of a subject, with whatever was replied to any of them."""
    more = tuple(each for each in other.replies if each not in first.replies)
    return replace(first, replies=(*first.replies, *more))


def _ended(ask: Ask, rule: PackRule) -> Ask:
    """An ask that stood in packs enough is to be decided or closed."""
    if ask.packs < rule.decide_or_close_after or ask.kind is AskKind.NOTE:
        return ask
    counted = f"packs/{(ask.asked_from or ask.since).isoformat()}"
    what = f"decide or close ({ask.packs} packs): {ask.what}"
    return replace(ask, what=what, refs=(*ask.refs, counted))
