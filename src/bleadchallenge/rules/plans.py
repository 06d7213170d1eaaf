"""Rules of action plans: versions, actions and milestones."""

from bleadchallenge.domain.choices import Fulfilment
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import recommendations_answered
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.plans.action_plans import recommendations_on_record
from bleadchallenge.store.tables import (
    Action,
    Kpi,
    KpiTarget,
    Milestone,
    Plan,
    PolicyText,
    Recommendation,
    SupportDay,
)


@rule("P17.versions", "from_version", rests_on=[Plan])
def _of_versions_on_record(state: State, action: Action) -> None:
    """An action comes in, and is dropped, by a version of the plan, and is dropped with its reason.

    A version stays while an action was brought in or dropped by it.
    """
    dropped = action.dropped_in
    for version in (action.from_version, *([] if dropped is None else [dropped])):
        if state.reader.get(Plan, urn=action.urn, version=version) is None:
            raise DataError(
                f"the plan of {state.school(action.urn).name} has no version {version}",
                why=f"action {action.number} came in or was dropped by it",
                fix=f"bleadchallenge plan {action.urn} shows the versions",
            )
    if dropped is not None and dropped < action.from_version:
        raise DataError(
            f"action {action.number} is dropped in version {dropped}, before it came in",
            why=f"it came in with version {action.from_version}",
            fix=f"bleadchallenge plan {action.urn} shows the versions",
        )
    if dropped is not None and not action.dropped_reason.strip():
        raise DataError("an action is dropped with its reason", fix='add --reason "..."')


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


@rule("P17.{table}_action", "action", of=[SupportDay, Milestone, Kpi], rests_on=[Action])
def _of_an_action(state: State, row: SupportDay | Milestone | Kpi) -> None:
    """{a title} is of an action on record."""
    named = row.action is not None
    if named and state.reader.get(Action, urn=row.urn, number=row.action) is None:
        raise DataError(
            f"the plan of {state.school(row.urn).name} has no action {row.action}",
            why="no action of that number is on record",
            fix=f"bleadchallenge plan {row.urn}",
        )


@rule("P17.{table}_not_dropped", "action", of=[SupportDay, Milestone, Kpi], asks=Asks.CHANGE)
def _of_an_action_in_the_plan(state: State, row: SupportDay | Milestone | Kpi) -> None:
    """A new {title} is of an action that was not dropped.

    What was done under one before it was dropped stays.
    """
    action = state.reader.get(Action, urn=row.urn, number=row.action) if row.action else None
    if action is not None and action.dropped_in is not None and state.is_new(row):
        raise DataError(
            f"the plan of {state.school(row.urn).name} has no action {row.action}",
            why=f"version {action.dropped_in} dropped it",
            fix=f"bleadchallenge plan {row.urn}",
        )


@rule("P18.evidence", "outcome")
def _judged_with_evidence(_state: State, milestone: Milestone) -> None:
    """A milestone is met or partly met only with its evidence."""
    if milestone.outcome not in ("", Fulfilment.NOT_MET) and not milestone.evidence.strip():
        raise DataError(
            f"a milestone is {milestone.outcome} only with its evidence",
            fix='add --evidence "...": what shows it, and where it is kept',
        )


@rule("P18.judged_by_now", "judged_on", rests_on=[Action, Plan])
def _judged_by_now(state: State, milestone: Milestone) -> None:
    """A milestone is judged once the day has come, and since its action is in the plan."""
    judged = milestone.judged_on
    if judged is None:
        return
    state.require_past(judged, "a judgement", "give the day it was judged")
    action = state.reader.get(Action, urn=milestone.urn, number=milestone.action)
    version = action.from_version if action else None
    plan = state.reader.get(Plan, urn=milestone.urn, version=version)
    if plan is not None and judged < plan.made_on:
        raise DataError(
            f"milestone {milestone.number} cannot have been judged on {judged}",
            why=f"its action came into the plan on {plan.made_on}",
            fix="give the day it was judged",
        )


@rule("P18.judged_on", "judged_on", asks=Asks.CHANGE)
def _judged_on_a_day(state: State, milestone: Milestone) -> None:
    """A milestone is judged on a day, and a day of judgement has its outcome."""
    if state.earlier is not None and bool(milestone.outcome) != (milestone.judged_on is not None):
        raise DataError(
            f"milestone {milestone.number} has "
            + ("an outcome and no day" if milestone.outcome else "a day of judgement, no outcome"),
            fix="give outcome and judged_on both, or neither",
        )


@rule("P18.in_programme", "due_on", asks=Asks.NOTE)
def _due_in_the_programme(state: State, milestone: Milestone) -> None:
    """A milestone is due within the terms of the programme."""
    terms, due = state.policy.terms, milestone.due_on
    if not terms[0].starts <= due <= terms[-1].ends:
        raise DataError(f"{due} lies outside the programme")
