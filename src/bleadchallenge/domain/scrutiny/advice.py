"""Advice of the scrutiny group: whether it was answered in time, and accepted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from bleadchallenge.domain.calendar import add_working_days, working_days_between
from bleadchallenge.domain.choices import AdviceRecipient
from bleadchallenge.domain.policy import AdviceClock


class AdviceState(StrEnum):
    """How advice stands; worked out, never typed."""

    OPEN = "open"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not accepted"


OUTSTANDING = frozenset(
    {AdviceState.OPEN, AdviceState.DUE_SOON, AdviceState.OVERDUE, AdviceState.NOT_ACCEPTED}
)
"""Where the next move is with whom the advice was given to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; only one with evidence stops the clock."""

    on: date
    text: str = ""
    evidence: str = ""

    @property
    def has_evidence(self) -> bool:
        """Whether it names evidence."""
        return bool(self.evidence.strip())


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """Whether the group took what had been answered by a day."""

    on: date
    accepted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Advice as the clock sees it; answers and verdicts in the order of their days."""

    given_on: date
    due_on: date
    answers: tuple[Answer, ...] = ()
    verdicts: tuple[GroupVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class AdviceRecord:
    """Numbered advice: to whom, about what, in which words, and its clock.

    ``subject`` is the URN or code of whom it was given to, empty for the
    partnership; ``urn`` the school it is about, empty where there is none.
    """

    number: int
    to: AdviceRecipient
    subject: str
    urn: str
    text: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class AdviceStatus:
    """How advice stands on a day.

    ``days_late`` are working days from the due day to the evidence, or to the
    day judged from where there is none yet; 0 in time. ``days_taken`` are
    working days from the advice to the first evidence, ``None`` without.
    ``waiting`` are working days since an answer was missed or not accepted,
    ``None`` where nothing is waited for past its day.
    """

    state: AdviceState
    answered_on: date | None
    days_late: int
    days_taken: int | None
    waiting: int | None

    @property
    def in_time(self) -> bool:
        """Whether evidence came by the due day."""
        return self.answered_on is not None and self.days_late == 0


def due_day(given_on: date, clock: AdviceClock, holidays: Collection[date]) -> date:
    """The day an answer is due: days after the meeting, those on which the clock stops skipped."""
    return add_working_days(given_on, clock.respond_working_days, holidays)


def advice_status(
    advice: Clock, rule: AdviceClock, as_of: date, holidays: Collection[date]
) -> AdviceStatus:
    """How advice stands on a day; what came after that day does not count.

    An answer in words only leaves the clock running. After a verdict that did not
    accept (``unjudged`` says of what it speaks), a new answer with evidence is
    awaited from its day on.
    """
    answers, verdicts = _heard(advice, as_of)
    first = min((answer.on for answer in answers if answer.has_evidence), default=None)
    state = _state(advice, answers, verdicts, rule, as_of, holidays)
    return AdviceStatus(
        state=state,
        answered_on=first,
        days_late=working_days_between(advice.due_on, first or as_of, holidays),
        days_taken=None
        if first is None
        else working_days_between(advice.given_on, first, holidays),
        waiting=_waiting(advice, state, verdicts, as_of, holidays),
    )


def awaiting_response(advice: Clock, as_of: date) -> date | None:
    """The day by which the next answer is wanted; ``None`` where none is awaited on a day.

    After an answer that was not accepted it is wanted at once, though never
    before the first one was due.
    """
    answers, verdicts = _heard(advice, as_of)
    state = _answered(answers, verdicts)
    if state is None:
        return advice.due_on
    if state is AdviceState.NOT_ACCEPTED:
        return max(advice.due_on, verdicts[-1].on)
    return None


def was_refused(advice: Clock, as_of: date) -> bool:
    """Whether the last answer there was on a day had not been accepted."""
    return _answered(*_heard(advice, as_of)) is AdviceState.NOT_ACCEPTED


def unjudged(answers: Iterable[date], verdicts: Iterable[date]) -> list[date]:
    """The days of the answers of which no verdict speaks.

    A verdict speaks of the answers before its day, and of one of its own day only where
    there is no other: what comes on the day of a refusal answers it.
    """
    left = sorted(answers)
    for verdict in sorted(verdicts):
        is_of_earlier = any(answer < verdict for answer in left)
        left = [a for a in left if a > verdict or (a == verdict and is_of_earlier)]
    return left


def median_days(standings: Sequence[AdviceStatus]) -> float | None:
    """Median working days from advice to evidence; ``None`` where none was answered."""
    taken = [each.days_taken for each in standings if each.days_taken is not None]
    return float(median(taken)) if taken else None


def _heard(advice: Clock, as_of: date) -> tuple[list[Answer], list[GroupVerdict]]:
    """The answers and the verdicts that there were on a day."""
    answers = [a for a in advice.answers if a.on <= as_of]
    return answers, [v for v in advice.verdicts if v.on <= as_of]


def _answered(answers: Sequence[Answer], verdicts: Sequence[GroupVerdict]) -> AdviceState | None:
    """How advice stands by what was answered; ``None`` where nothing was."""
    if verdicts and verdicts[-1].accepted:
        return AdviceState.ACCEPTED
    newer = unjudged((a.on for a in answers), (v.on for v in verdicts))
    if any(answer.has_evidence and answer.on in newer for answer in answers):
        return AdviceState.ANSWERED
    return AdviceState.NOT_ACCEPTED if verdicts else None


def _state(
    advice: Clock,
    answers: Sequence[Answer],
    verdicts: Sequence[GroupVerdict],
    rule: AdviceClock,
    as_of: date,
    holidays: Collection[date],
) -> AdviceState:
    answered = _answered(answers, verdicts)
    if answered is not None:
        return answered
    if as_of > advice.due_on:
        return AdviceState.OVERDUE
    left = working_days_between(as_of, advice.due_on, holidays)
    return AdviceState.DUE_SOON if left <= rule.due_soon_working_days else AdviceState.OPEN


def _waiting(
    advice: Clock,
    state: AdviceState,
    verdicts: Sequence[GroupVerdict],
    as_of: date,
    holidays: Collection[date],
) -> int | None:
    if state is AdviceState.OVERDUE:
        return working_days_between(advice.due_on, as_of, holidays)
    if state is AdviceState.NOT_ACCEPTED:
        return working_days_between(verdicts[-1].on, as_of, holidays)
    return None
