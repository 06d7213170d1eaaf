"""Indicators that read themselves from the records: days of support, milestones, actions.

Each counts facts on record, so that a page cannot say one thing and its indicator another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bleadchallenge.domain.choices import DayState, Fulfilment
from bleadchallenge.domain.kpis.status import LedgerMeasure, Point
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.day_states import answered_from
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.domain.support.own_time import OwnTime
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.plans.action_plans import actions_on, kept_milestones, outcome_on
from bleadchallenge.store.tables import Action, Milestone, Plan, SupportDay


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A fact that an indicator counts: what it adds, and what that is in words."""

    fact: Fact
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class _Question:
    reader: Reader
    policy: Policy
    urn: str
    own: OwnTime | None


def points(
    reader: Reader, policy: Policy, measure: LedgerMeasure, urn: str, own: OwnTime | None
) -> list[Point]:
    """What an indicator stood at on each day on which it may have moved, in order."""
    question = _Question(reader, policy, urn, own)
    days, _ = _COUNTS[measure]
    found = []
    for day in sorted(set(days(question))):
        value = _value(measure, counted(reader, policy, measure, urn, own, day))
        if value is not None:
            found.append(Point(day, value))
    return found


def counted(
    reader: Reader,
    policy: Policy,
    measure: LedgerMeasure,
    urn: str,
    own: OwnTime | None,
    day: date,
) -> list[CountedFact]:
    """The facts that an indicator counts on a day."""
    return _COUNTS[measure][1](_Question(reader, policy, urn, own), day)


def _value(measure: LedgerMeasure, facts: Sequence[CountedFact]) -> float | None:
    """Days are added up; of milestones and actions it is the share, in per cent."""
    total = sum(each.value for each in facts)
    if measure in (LedgerMeasure.DAYS, LedgerMeasure.DISPUTES):
        return total
    return 100 * total / len(facts) if facts else None


def _support_days(question: _Question) -> list[SupportDay]:
    own = question.own
    every = question.reader.where(SupportDay, urn=question.urn)
    return [
        day
        for day in every
        if own is None or (day.alliance == own.alliance and own.holds(day.on_day))
    ]


def _days_of_days(question: _Question) -> list[date]:
    first = [question.own.first] if question.own else []
    return [*first, *(day.confirmed_on or day.on_day for day in _support_days(question))]


def _in_state(state: DayState) -> Callable[[_Question, date], list[CountedFact]]:
    def found(question: _Question, as_of: date) -> list[CountedFact]:
        answered = question.reader.cached(
            ("answered", question.urn, question.own, state), lambda: _answered(question, state)
        )
        return [fact for since, fact in answered if since <= as_of]

    return found


def _answered(question: _Question, state: DayState) -> list[tuple[date, CountedFact]]:
    """The days a school answered so, each with the day from which it did."""
    return [
        (
            answered_from(day),
            CountedFact(day, in_days(day.quarters), f"day {day.number} of {day.on_day}: {state}"),
        )
        for day in _support_days(question)
        if day.state == state
    ]


def _days_of_milestones(question: _Question) -> list[date]:
    own = [m for m in question.reader.where(Milestone, urn=question.urn) if _is_own(question, m)]
    judged = [each.judged_on for each in own if each.judged_on]
    return [*judged, *(each.due_on + timedelta(days=1) for each in own)]


def _milestones(question: _Question, as_of: date) -> list[CountedFact]:
    """Milestones that were judged, or whose day is past; each was met by its day or was not."""
    found = []
    for each in kept_milestones(question.reader, question.urn, as_of):
        outcome = outcome_on(each, as_of)
        if _is_own(question, each) and (outcome or each.due_on < as_of):
            met = outcome is Fulfilment.MET and (each.judged_on or each.due_on) <= each.due_on
            words = f"milestone {each.number}, due on {each.due_on}: {outcome or 'not judged'}"
            found.append(CountedFact(each, float(met), words))
    return found


def _is_own(question: _Question, milestone: Milestone) -> bool:
    return question.own is None or question.own.holds(milestone.due_on)


def _days_of_actions(question: _Question) -> list[date]:
    made = [plan.made_on for plan in question.reader.where(Plan, urn=question.urn)]
    first = min(made, default=date.max)
    return [*made, *(term.starts for term in question.policy.terms if term.starts >= first)]


def _actions(question: _Question, as_of: date) -> list[CountedFact]:
    """The actions of the latest term that has begun and has any."""
    begun = [term.code for term in question.policy.terms if term.starts <= as_of]
    every = actions_on(question.reader, question.urn, as_of)
    latest = next((code for code in reversed(begun) if _of_term(every, code)), "")
    return [
        CountedFact(each, float(each.led_by_school), f"action {each.number} of {latest}")
        for each in _of_term(every, latest)
    ]


def _of_term(actions: Sequence[Action], code: str) -> list[Action]:
    return [action for action in actions if action.term == code]


_COUNTS: dict[
    LedgerMeasure,
    tuple[Callable[[_Question], list[date]], Callable[[_Question, date], list[CountedFact]]],
] = {
    LedgerMeasure.DAYS: (_days_of_days, _in_state(DayState.CONFIRMED)),
    LedgerMeasure.DISPUTES: (_days_of_days, _in_state(DayState.DISPUTED)),
    LedgerMeasure.ONTIME: (_days_of_milestones, _milestones),
    LedgerMeasure.OWNLED: (_days_of_actions, _actions),
}
"""For each: the days on which it may move, and the facts that it counts on a day."""
