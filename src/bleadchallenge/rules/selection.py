"""Rules of the choosing: the discussion, the choice, the signatures."""

from bleadchallenge.domain.choices import SelectionState, Signatory
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.rules.rule import Asks, Rule, resting
from bleadchallenge.rules.state import State
from bleadchallenge.store.selection import signature_in_force
from bleadchallenge.store.tables import Consultation, LeadershipChange, Selection, Signature


def _discussed_by_now(state: State, held: Consultation) -> None:
    state.require_past(held.held_on, "a discussion", "record it once it was held")


def _says_what_came_of_it(_state: State, held: Consultation) -> None:
    if not held.outcome.strip():
        raise DataError(
            f"the discussion of {held.held_on} says nothing of what came of it",
            why="a school is selected on its outcome",
            fix='add --outcome "..."',
        )


def _selected_after_the_discussion(state: State, selection: Selection) -> None:
    if selection.state == SelectionState.SELECTED:
        state.require(Gate.SELECT, selection.urn, selection.decided_on)


def _signed_by_now(state: State, signature: Signature) -> None:
    state.require_past(signature.signed_on, "a signature", "give the day it was signed")


def _signed_by_somebody(_state: State, signature: Signature) -> None:
    if not signature.name.strip():
        raise DataError(
            f"a signature of the {signature.role} needs the name of who signed",
            fix="add --name NAME",
        )


def _withdrawn_after_signing(_state: State, signature: Signature) -> None:
    gone = signature.withdrawn_on
    if gone is not None and gone < signature.signed_on:
        raise DataError(
            f"it is withdrawn on {gone}, before it is signed on {signature.signed_on}",
            fix=f"give a day from {signature.signed_on} on",
        )


def _signed_once(state: State, signature: Signature) -> None:
    role = Signatory(signature.role)
    first = signature_in_force(state.reader, signature.urn, role, signature.signed_on)
    if first is not None and first.signed_on < signature.signed_on:
        raise DataError(
            f"the {role} signed on {first.signed_on} already: the agreement counts from that day"
        )


def _signed_by_the_holder(state: State, signature: Signature) -> None:
    """Whoever signs after a new head or chair came is the one who came."""
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


SELECTION_RULES: tuple[Rule, ...] = (
    Rule(
        "P2.discussed_by_now",
        "the discussion with the commissioner's office is recorded once it was held",
        Consultation,
        "held_on",
        _discussed_by_now,
    ),
    Rule(
        "P2.outcome",
        "the discussion says what came of it",
        Consultation,
        "outcome",
        _says_what_came_of_it,
    ),
    Rule(
        "P4.discussed",
        "a school is selected only after the discussion with the commissioner's office",
        Selection,
        "state",
        _selected_after_the_discussion,
        resting(Consultation),
    ),
    Rule(
        "P5.signed_by_now",
        "a signature is recorded once it was given",
        Signature,
        "signed_on",
        _signed_by_now,
    ),
    Rule(
        "P5.named", "a signature has the name of who signed", Signature, "name", _signed_by_somebody
    ),
    Rule(
        "P5.withdrawn_after",
        "a signature is withdrawn only after it was given",
        Signature,
        "withdrawn_on",
        _withdrawn_after_signing,
    ),
    Rule(
        "P5.holder",
        "after a new head or chair came, nobody else signs in that part",
        Signature,
        "name",
        _signed_by_the_holder,
        resting(LeadershipChange),
    ),
    Rule(
        "P5.once",
        "a head or a chair signs once",
        Signature,
        "signed_on",
        _signed_once,
        asks=Asks.NOTE,
    ),
)
"""In the order in which a school comes in."""
