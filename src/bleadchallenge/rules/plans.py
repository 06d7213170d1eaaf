"""Rules of action plans: versions, actions and milestones."""

from bleadchallenge.domain.choices import Fulfilment
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import recommendations_answered
from bleadchallenge.rules.rule import Asks, Rule, resting
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


def term_exists(state: State, row: Action | KpiTarget) -> None:
    """Raise ``DataError`` for a term that the policy does not have."""
    codes = [term.code for term in state.policy.terms]
    if row.term and row.term not in codes:
        raise DataError(f"there is no term {row.term}", fix=f"one of {', '.join(codes)}")


def _answers_recommendations(state: State, action: Action) -> None:
    if action.recommendation:
        recommendations_answered(
            [action.recommendation], recommendations_on_record(state.reader, action.urn)
        )


def _no_action_rests_on_it(state: State, plan: Plan) -> None:
    for action in state.reader.where(Action, urn=plan.urn):
        if plan.version in (action.from_version, action.dropped_in):
            raise DataError(
                f"version {plan.version} of the plan of {state.school(plan.urn).name} "
                "holds its actions",
                why=f"action {action.number} (change {action.since}) rests on it",
                fix=f"bleadchallenge undo {action.since} first",
            )


def _of_an_action(state: State, milestone: Milestone) -> None:
    state.require_there(Action, urn=milestone.urn, number=milestone.action)


def _judged_with_evidence(_state: State, milestone: Milestone) -> None:
    if milestone.outcome not in ("", Fulfilment.NOT_MET) and not milestone.evidence.strip():
        raise DataError(
            f"a milestone is {milestone.outcome} only with its evidence",
            fix='add --evidence "...": what shows it, and where it is kept',
        )


def _judged_by_now(state: State, milestone: Milestone) -> None:
    if milestone.judged_on is not None:
        state.require_past(milestone.judged_on, "a judgement", "give the day it was judged")


PLAN_RULES: tuple[Rule, ...] = (
    Rule(
        "P17.versions",
        "a version of a plan stays while an action was brought in or dropped by it",
        Plan,
        "version",
        _no_action_rests_on_it,
        asks=Asks.REMOVAL,
    ),
    Rule(
        "P17.term",
        "an action is for a term of the programme",
        Action,
        "term",
        term_exists,
        resting(PolicyText),
    ),
    Rule(
        "P36.recommendation",
        "an action answers recommendations that a review gave",
        Action,
        "recommendation",
        _answers_recommendations,
        resting(Recommendation),
    ),
    Rule(
        "P18.action",
        "a milestone is of an action on record",
        Milestone,
        "action",
        _of_an_action,
        resting(Action),
    ),
    Rule(
        "P18.evidence",
        "a milestone is met or partly met only with its evidence",
        Milestone,
        "outcome",
        _judged_with_evidence,
    ),
    Rule(
        "P18.judged_by_now",
        "a milestone is judged once the day has come",
        Milestone,
        "judged_on",
        _judged_by_now,
    ),
)
"""In the order of a plan."""
