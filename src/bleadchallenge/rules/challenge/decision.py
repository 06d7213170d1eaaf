"""Rules of the decision: continue, adjust or switch, and what it brings about."""

from datetime import date

from bleadchallenge.domain.challenge.decisions import tells_case, without_case
from bleadchallenge.domain.choices import DecisionKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.selection import midterm_decision
from bleadchallenge.store.tables import Assignment, Decision, Plan, Review


@rule("P22.by_now", "decided_on")
def _decided_by_now(state: State, decision: Decision) -> None:
    """A decision is recorded once it was made."""
    state.require_past(decision.decided_on, "a decision")


@rule("P22.rationale", "rationale")
def _decided_with_rationale(_state: State, decision: Decision) -> None:
    """A decision says why."""
    if not without_case(decision.rationale):
        raise DataError("a decision needs its rationale", fix="add --rationale TEXT")


@rule("P22.decided_by", "decided_by", asks=Asks.NOTE)
def _known_who_decided(state: State, decision: Decision) -> None:
    """A decision says who made it."""
    state.require_known(decision.decided_by)


@rule("P22.after_midterm", "decided_on", rests_on=[Review])
def _decided_after_midterm(state: State, decision: Decision) -> None:
    """To continue or to adjust follows the mid-term review.

    An alliance may be changed at any stage; to continue or adjust follows the mid-term.
    """
    if decision.kind == DecisionKind.SWITCH:
        return
    if not state.evidence(decision.urn, decision.decided_on).midterm_held:
        raise DataError(
            f"nothing could be decided on {decision.decided_on}",
            why="the mid-term review is not on record by then",
            fix=f"bleadchallenge record-review {decision.urn} --stage midterm --date DATE",
        )


@rule("P22.once", "decided_on", rests_on=[Decision])
def _decided_once(state: State, decision: Decision) -> None:
    """A mid-term review is decided on once.

    The first decision after the review is the review's; an alliance may still be changed.
    """
    made = [
        each
        for each in state.reader.where(Decision, urn=decision.urn)
        if state.evidence(each.urn, each.decided_on).midterm_held
    ]
    earlier = [each for each in made if each.decided_on < decision.decided_on]
    if decision in made and earlier and decision.kind != DecisionKind.SWITCH:
        first = earlier[0]
        raise DataError(
            f"{state.school(decision.urn)} has its decision: {first.kind}, of {first.decided_on}",
            why="a mid-term review is decided on once",
            fix=f"to decide anew, undo it first: bleadchallenge undo {first.since}",
        )


@rule("P47.case", "rationale", rests_on=[Decision, Review])
def _switched_with_its_case(state: State, decision: Decision) -> None:
    """A change of alliance at another time than the mid-term tells its case.

    An alliance may be changed at any stage, where the case for it is told.
    """
    if decision.kind != DecisionKind.SWITCH or tells_case(decision.rationale):
        return
    first = midterm_decision(state.reader, decision.urn, date.max)
    if first is None or first.decided_on != decision.decided_on:
        raise DataError(
            f"a change of the alliance of {state.school(decision.urn)} needs its case",
            why="the mid-term was decided on" if first else "no mid-term review tells it yet",
            fix='say what was found: add --case "...", in a list "; the case: ..." after the '
            "rationale" + (f"; or decide anew: bleadchallenge undo {first.since}" if first else ""),
        )


@rule("P22.about_an_alliance", "alliance", rests_on=[Assignment])
def _about_an_alliance(state: State, decision: Decision) -> None:
    """A decision is about an alliance that supports the school."""
    begun = [
        assignment.alliance
        for assignment in state.reader.where(Assignment, urn=decision.urn)
        if assignment.from_day < decision.decided_on
    ][-1:]
    if not begun or (decision.alliance and decision.alliance not in begun):
        who = decision.alliance or "no alliance"
        raise DataError(
            f"{who} {'does not support' if begun else 'supports'} "
            f"{state.school(decision.urn).name} on {decision.decided_on}",
            why=f"there is nothing to {decision.kind}",
            fix=f"bleadchallenge assign-tsa {decision.urn} --suggest",
        )


@rule("P22.switch_ends", "kind", rests_on=[Assignment])
def _switch_ends_support(state: State, decision: Decision) -> None:
    """A switch ends the support of the alliance."""
    if decision.kind != DecisionKind.SWITCH:
        return
    on = decision.decided_on
    for assignment in state.reader.where(Assignment, urn=decision.urn):
        if assignment.from_day < on and (assignment.to_day is None or assignment.to_day >= on):
            raise DataError(
                f"a switch ends the support of {assignment.alliance}, which still runs",
                fix=f"a last day before {on} on the sheet Assignments",
            )


@rule("P22.adjusts_plan", "kind", rests_on=[Plan])
def _adjusts_the_plan(state: State, decision: Decision) -> None:
    """To adjust opens a new version of the plan."""
    if decision.kind != DecisionKind.ADJUST:
        return
    plans = state.reader.where(Plan, urn=decision.urn)
    if not any(plan.made_on >= decision.decided_on for plan in plans):
        raise DataError(
            "to adjust is to open a new version of the plan, and there is none",
            fix=f"bleadchallenge plan new {decision.urn} --reason TEXT",
        )
