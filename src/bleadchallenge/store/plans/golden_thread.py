"""The golden thread of a school, read off its records."""

from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient
from bleadchallenge.domain.kpis.status import ledger_measure
from bleadchallenge.domain.plans.golden_thread import Thread, ThreadLink
from bleadchallenge.domain.scrutiny.advice import awaiting_response, was_refused
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.action_plans import actions_on, open_milestones, outcome_on
from bleadchallenge.store.schools.participation import left_by
from bleadchallenge.store.scrutiny.meetings import advice_touching
from bleadchallenge.store.tables import (
    Kpi,
    KpiReading,
    Milestone,
    Recommendation,
    Review,
    Selection,
)


def thread_of(reader: Reader, urn: str, as_of: date) -> Thread:
    """The thread of a school as it stands on a day.

    A school that withdrew or paused is asked only for what was due before it
    left: no longer to plan, but still to show what it had reached.
    """
    left = left_by(next(iter(reader.where(Selection, urn=urn)), None), as_of)
    asked_to = left or as_of
    return Thread(
        urn=urn,
        recommendations=() if left else _recommendations(reader, urn, as_of),
        actions=() if left else _actions(reader, urn, as_of),
        milestones=_milestones(reader, urn, as_of, asked_to),
        indicators=_indicators(reader, urn, as_of, asked_to),
        advice=_advice(reader, urn, as_of, asked_to),
    )


def _recommendations(reader: Reader, urn: str, as_of: date) -> tuple[ThreadLink, ...]:
    """What the reviews held by a day asked of the school."""
    held = {review.stage: review.held_on for review in reader.where(Review, urn=urn)}
    return tuple(
        ThreadLink(f"{each.stage} {each.number}", each.text)
        for each in reader.where(Recommendation, urn=urn)
        if each.to == "school" and held.get(each.stage, as_of) <= as_of
    )


def _actions(reader: Reader, urn: str, as_of: date) -> tuple[ThreadLink, ...]:
    return tuple(
        ThreadLink(f"action {action.number}", action.text, _names(action.recommendation))
        for action in actions_on(reader, urn, as_of)
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _milestones(reader: Reader, urn: str, as_of: date, asked_to: date) -> tuple[ThreadLink, ...]:
    """A milestone needs evidence once it is judged, and a judgement once it is past."""
    wanting = {each.number for each in open_milestones(reader, urn, as_of)}
    return tuple(
        ThreadLink(
            f"milestone {m.number}",
            m.text,
            (f"action {m.action}",),
            settled=_is_settled(m, as_of, asked_to, is_open=m.number in wanting),
        )
        for m in reader.where(Milestone, urn=urn)
    )


def _is_settled(milestone: Milestone, as_of: date, asked_to: date, *, is_open: bool) -> bool:
    if is_open:
        return milestone.due_on >= asked_to
    return bool(milestone.evidence) or outcome_on(milestone, as_of) is None


def _indicators(reader: Reader, urn: str, as_of: date, asked_to: date) -> tuple[ThreadLink, ...]:
    """An indicator needs evidence with every reading; imported figures are their own."""
    bare = {
        reading.kpi
        for reading in reader.where(KpiReading, urn=urn)
        if not reading.evidence and reading.on_day <= asked_to
    }
    return tuple(
        ThreadLink(f"indicator {kpi.code}", kpi.name, settled=kpi.code not in bare)
        for kpi in reader.where(Kpi, urn=urn)
        if (kpi.retired_on is None or kpi.retired_on > as_of)
        and not (kpi.measure or ledger_measure(kpi.code, kpi.measure))
    )


def _advice(reader: Reader, urn: str, as_of: date, asked_to: date) -> tuple[ThreadLink, ...]:
    """Advice needs an answer that was not refused; others than the school go on being asked."""
    found = []
    for given in advice_touching(reader, urn, as_of):
        wanted = awaiting_response(given.clock, as_of)
        by = asked_to if given.to is AdviceRecipient.SCHOOL else as_of
        settled = wanted is None or wanted >= by
        refused = was_refused(given.clock, as_of)
        found.append(
            ThreadLink(f"advice {given.number}", given.text, settled=settled, refused=refused)
        )
    return tuple(found)
