"""Questions about schools that do not act on advice: steps taken and what speaks for them."""

from collections import defaultdict
from datetime import date

from bleadchallenge.domain.choices import DayState
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import (
    AdviceResponse,
    Comment,
    EscalationStep,
    LeadershipChange,
    SupportDay,
    WarningNotice,
)


def steps_taken(reader: Reader, as_of: date, **having: object) -> dict[str, list[EscalationStep]]:
    """The steps decided up to a day, by subject, in the order they were taken."""
    found: dict[str, list[EscalationStep]] = defaultdict(list)
    taken = [step for step in reader.where(EscalationStep, **having) if step.on_day <= as_of]
    for step in sorted(taken, key=lambda step: (step.on_day, step.id or 0)):
        found[step.subject].append(step)
    return dict(found)


def was_heard(reader: Reader, urn: str, since: date, as_of: date, advice: set[int]) -> bool:
    """Whether the school said something of its own since a day, or answered in words."""
    said = reader.where(Comment, subject=urn)
    answered = reader.where(AdviceResponse)
    return any(since <= comment.on_day <= as_of for comment in said) or any(
        response.advice in advice and response.on_day <= as_of for response in answered
    )


def leaders_changed(reader: Reader, urn: str, since: date, as_of: date) -> bool:
    """Whether a new head or chair came after a day."""
    changes = reader.where(LeadershipChange, urn=urn)
    return any(since < change.from_day <= as_of for change in changes)


def support_kept(reader: Reader, urn: str, as_of: date) -> bool:
    """Whether every day of support planned up to a day was delivered or cancelled."""
    days = [day for day in reader.where(SupportDay, urn=urn) if day.on_day < as_of]
    return all(day.state != DayState.PLANNED for day in days)


def last_notice(reader: Reader, urn: str, as_of: date) -> WarningNotice | None:
    """The latest notice the authority gave up to a day."""
    notices = reader.where(WarningNotice, urn=urn)
    given = [notice for notice in notices if notice.given_on <= as_of]
    return given[-1] if given else None


def open_notices(reader: Reader, as_of: date) -> list[WarningNotice]:
    """The notices given up to a day that were not complied with by then, in order of schools."""
    return [
        notice
        for notice in reader.where(WarningNotice)
        if notice.given_on <= as_of and not (notice.complied_on and notice.complied_on <= as_of)
    ]
