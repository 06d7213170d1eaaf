"""Rules of action plans: versions, actions and milestones."""

from bleadchallenge.domain.choices import Fulfilment
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import recommendations_answered
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.plans.action_plans import recommendations_on_record
from bleadchallenge.store.tables import (
    Action,
    KpiTarget,
    Milestone,
    Plan,
    PolicyText,
    Recommendation,
)


@rule("P17.versions", "version", asks=Asks.REMOVAL)
def _no_action_rests_on_it(state: State, plan: Plan) -> None:
    """A version of a plan stays while an action was brought in or dropped by it."""
    for action in state.reader.where(Action, urn=plan.urn):
        if plan.version in (action.from_version, action.dropped_in):
            raise DataError(
                f"version {plan.version} of the plan of {state.school(plan.urn).name} "
                "holds its actions",
                why=f"action {action.number} (change {action.since}) rests on it",
                fix=f"bleadchallenge undo {action.since} first",
            )


@rule("P17.in_turn", "version", rests_on=[Plan])
def _versions_in_turn(state: State, plan: Plan) -> None:
    """Versions of a plan are numbered in turn, and each was made after the one before."""
    state.require_past(plan.made_on, "a version of a plan", "give the day it was made")
    before = state.reader.get(Plan, urn=plan.urn, version=plan.version - 1)
    if before is None and plan.version != 1:
        raise DataError(
            f"the plan of {state.school(plan.urn).name} has no version {plan.version - 1}",
            why="versions are numbered in turn",
            fix=f"bleadchallenge plan {plan.urn} shows the version on record",
        )
    if before is not None and plan.made_on < before.made_on:
        raise DataError(
            f"version {plan.version} of the plan is of {plan.made_on}, before the one it follows",
            why=f"version {before.version} was made on {before.made_on}",
            fix="give the day it was made",
        )


@rule("P19.term", "term", of=[KpiTarget], rests_on=[PolicyText])
@rule("P17.term", "term", of=[Action], rests_on=[PolicyText])
def _term_exists(state: State, row: Action | KpiTarget) -> None:
    """{a title} is for a term of the programme."""
    codes = [term.code for term in state.policy.terms]
    if row.term and row.term not in codes:
        raise DataError(f"there is no term {row.term}", fix=f"one of {', '.join(codes)}")


@rule("P36.recommendation", "recommendation", rests_on=[Recommendation])
def _answers_recommendations(state: State, action: Action) -> None:
    """An action answers recommendations that a review gave."""
    if action.recommendation:
        recommendations_answered(
            [action.recommendation], recommendations_on_record(state.reader, action.urn)
        )


@rule("P18.action", "action", rests_on=[Action])
def _of_an_action(state: State, milestone: Milestone) -> None:
    """A milestone is of an action on record."""
    state.require_there(Action, urn=milestone.urn, number=milestone.action)


@rule("P18.evidence", "outcome")
def _judged_with_evidence(_state: State, milestone: Milestone) -> None:
    """A milestone is met or partly met only with its evidence."""
    if milestone.outcome not in ("", Fulfilment.NOT_MET) and not milestone.evidence.strip():
        raise DataError(
            f"a milestone is {milestone.outcome} only with its evidence",
            fix='add --evidence "...": what shows it, and where it is kept',
        )


@rule("P18.judged_by_now", "judged_on")
def _judged_by_now(state: State, milestone: Milestone) -> None:
    """A milestone is judged once the day has come."""
    if milestone.judged_on is not None:
        state.require_past(milestone.judged_on, "a judgement", "give the day it was judged")
