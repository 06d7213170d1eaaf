"""Rules of the choosing: the discussion, the choice, the signatures."""

from bleadchallenge.domain.choices import DayState, Route, SelectionState, Signatory
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.primaries import why_no_primary
from bleadchallenge.store.selection import signature_in_force
from bleadchallenge.store.tables import (
    Consultation,
    LeadershipChange,
    Selection,
    Signature,
    SupportDay,
)

_NOT_GIVEN = (DayState.PLANNED, DayState.CANCELLED)


@rule("P2.discussed_by_now", "held_on")
def _discussed_by_now(state: State, held: Consultation) -> None:
    """The discussion with the commissioner's office is recorded once it was held."""
    state.require_past(held.held_on, "a discussion", "record it once it was held")


@rule("P2.outcome", "outcome")
def _says_what_came_of_it(_state: State, held: Consultation) -> None:
    """The discussion says what came of it."""
    if not held.outcome.strip():
        raise DataError(
            f"the discussion of {held.held_on} says nothing of what came of it",
            why="a school is selected on its outcome",
            fix='add --outcome "..."',
        )


@rule("P4.discussed", "state", rests_on=[Consultation])
def _selected_after_the_discussion(state: State, selection: Selection) -> None:
    """A school is selected only after the discussion with the commissioner's office."""
    if selection.state == SelectionState.SELECTED:
        state.require(Gate.SELECT, selection.urn, selection.decided_on)


@rule("P4.decided_by_now", "decided_on")
def _chosen_by_now(state: State, selection: Selection) -> None:
    """A choice is recorded once it was made."""
    state.require_past(selection.decided_on, "a choice", "give the day it was made")


@rule("P4.day", "decided_on", asks=Asks.CHANGE)
def _day_stays(state: State, selection: Selection) -> None:
    """A school that is selected stays selected from that day; another day needs its reason."""
    old = state.before(selection)
    if (
        old is not None
        and old.state == selection.state == SelectionState.SELECTED
        and old.decided_on != selection.decided_on
        and not state.reason.strip()
    ):
        raise DataError(
            f"{state.school(selection.urn)} is selected since {old.decided_on}",
            why="the day of a choice is corrected only with the reason",
            fix='add --reason "..."',
        )


@rule("P4.leaves_after", "withdrawn_on", rests_on=[SupportDay])
def _leaves_after_its_support(state: State, selection: Selection) -> None:
    """A school withdraws after the last day of its support."""
    left = selection.withdrawn_on
    for given in state.reader.where(SupportDay, urn=selection.urn) if left else []:
        if left is not None and given.on_day > left and given.state not in _NOT_GIVEN:
            raise DataError(
                f"{state.school(selection.urn)} did not withdraw on {left}",
                why=f"day {given.number} of its support was given on {given.on_day}",
                fix="give the day on which it withdrew, or cancel that day first",
            )


@rule("P4.primary", "urn", asks=Asks.CHANGE)
def _of_a_primary(state: State, selection: Selection) -> None:
    """A school that is selected is a primary school of the state."""
    why = why_no_primary(state.reader, selection.urn) if _is_chosen(state, selection) else ""
    if why:
        raise DataError(
            f"{state.school(selection.urn)} is no school for the programme",
            why=why,
            fix="bleadchallenge eligibility --eligible lists the schools to choose from",
        )


@rule("P4.number", "state", asks=Asks.CHANGE)
def _within_the_number(state: State, selection: Selection) -> None:
    """No more schools are selected than the programme takes."""
    most, name = state.policy.schools, state.school(selection.urn)
    if _is_chosen(state, selection) and len(selected(state.reader)) > most:
        raise DataError(
            f"{name} would be more than the programme's {most} schools",
            why=f"{most} are selected",
            fix=f'bleadchallenge select {selection.urn} reserve --reason "...", or change schools '
            "in the policy",
        )


@rule("P4.route", "route", asks=Asks.CHANGE)
def _by_a_true_route(state: State, selection: Selection) -> None:
    """A school that comes in on the criteria meets one."""
    by_criteria = selection.route == Route.CRITERIA and _is_chosen(state, selection)
    if (
        by_criteria
        and state.meets_criterion
        and state.meets_criterion(state.reader, selection.urn) is False
    ):
        raise DataError(
            f"{state.school(selection.urn)} meets no criterion, so it does not come in on them",
            why=f"bleadchallenge eligibility shows each of them as of {state.as_of}",
            fix=f"bleadchallenge select {selection.urn} selected --route intelligence "
            '--reason "..."',
        )


def _is_chosen(state: State, selection: Selection) -> bool:
    """Whether the change selects the school, or says another way in."""
    old = state.before(selection)
    was = old is not None and (old.state, old.route) == (selection.state, selection.route)
    return selection.state == SelectionState.SELECTED and not was


@rule("P5.signed_by_now", "signed_on")
def _signed_by_now(state: State, signature: Signature) -> None:
    """A signature is recorded once it was given."""
    state.require_past(signature.signed_on, "a signature", "give the day it was signed")


@rule("P5.named", "name")
def _signed_by_somebody(_state: State, signature: Signature) -> None:
    """A signature has the name of who signed."""
    if not signature.name.strip():
        raise DataError(
            f"a signature of the {signature.role} needs the name of who signed",
            fix="add --name NAME",
        )


@rule("P5.withdrawn_after", "withdrawn_on")
def _withdrawn_after_signing(_state: State, signature: Signature) -> None:
    """A signature is withdrawn only after it was given."""
    gone = signature.withdrawn_on
    if gone is not None and gone < signature.signed_on:
        raise DataError(
            f"it is withdrawn on {gone}, before it is signed on {signature.signed_on}",
            fix=f"give a day from {signature.signed_on} on",
        )


@rule("P5.holder", "name", rests_on=[LeadershipChange])
def _signed_by_the_holder(state: State, signature: Signature) -> None:
    """After a new head or chair came, nobody else signs in that part.

    Whoever signs after a new head or chair came is the one who came.
    """
    came = [
        change
        for change in state.reader.where(LeadershipChange, urn=signature.urn)
        if change.role == signature.role and change.from_day <= signature.signed_on
    ]
    holder = came[-1].name.strip() if came else ""
    if holder and signature.name.strip().casefold() != holder.casefold():
        raise DataError(
            f"{signature.name} is not the {signature.role} on {signature.signed_on}",
            why=f"{holder} is, since {came[-1].from_day}",
            fix=f'bleadchallenge agree {signature.urn} --{signature.role} "{holder}" --date DATE',
        )


@rule("P5.once", "signed_on", asks=Asks.NOTE)
def _signed_once(state: State, signature: Signature) -> None:
    """A head or a chair signs once."""
    role = Signatory(signature.role)
    first = signature_in_force(state.reader, signature.urn, role, signature.signed_on)
    if first is not None and first.signed_on < signature.signed_on:
        raise DataError(
            f"the {role} signed on {first.signed_on} already: the agreement counts from that day"
        )
