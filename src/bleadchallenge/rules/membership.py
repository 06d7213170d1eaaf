"""Rules of belonging: what is recorded of a school is of one that was selected."""

from collections.abc import Iterator

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe
from bleadchallenge.store.tables import (
    Action,
    Advice,
    Alliance,
    Comment,
    ConferenceCommitment,
    ConferencePractice,
    Deliverer,
    EscalationStep,
    Kpi,
    Plan,
    Review,
    Selection,
    SessionPlace,
    Signature,
    TalentStep,
    TeamMember,
    Variation,
    Visit,
)

_OF_A_SCHOOL = (
    Signature,
    TeamMember,
    Visit,
    Review,
    Deliverer,
    Variation,
    Plan,
    Action,
    Kpi,
    SessionPlace,
    TalentStep,
    ConferencePractice,
    ConferenceCommitment,
    Advice,
)
_OF_A_SUBJECT = (Comment, EscalationStep)
"""The tables that no other rule ties to a selected school."""
_LAST_DAY = {
    TeamMember: "from_day",
    Deliverer: "from_day",
    Variation: "agreed_on",
    Plan: "made_on",
    Review: "held_on",
}
"""What is recorded of no day after that on which the school withdrew, and the column of its day.

Of days before the choice everything is taken: a choice is often recorded late.
"""


@rule("P4.{table}_selected", "subject", of=_OF_A_SUBJECT, rests_on=[Selection])
@rule("P4.{table}_selected", "urn", of=_OF_A_SCHOOL, rests_on=[Selection])
def _of_the_programme(state: State, record: Fact) -> None:
    """{title} is of a school that was selected.

    A school that left keeps what is on record; nothing is added.
    """
    urn = getattr(record, "subject" if isinstance(record, _OF_A_SUBJECT) else "urn")
    if not urn or state.reader.get(Alliance, code=urn) is not None:
        return
    chosen = state.reader.get(Selection, urn=urn)
    stands = SelectionState(chosen.state) if chosen else None
    is_kept = stands is SelectionState.DECLINED and not state.is_new(record)
    if stands is not SelectionState.SELECTED and not is_kept:
        raise DataError(
            f"{state.school(urn)} is not of the programme",
            why=f"it stands as {stands}" if stands else "it was never selected",
            fix=f'bleadchallenge select {urn} selected --reason "..."',
        )
    if chosen is not None and stands is SelectionState.SELECTED:
        _require_not_left(state, chosen, record)


def _require_not_left(state: State, chosen: Selection, record: Fact) -> None:
    """Raise ``DataError`` where a change gives a record a day on which its school had left."""
    column, old = _LAST_DAY.get(type(record), ""), state.before(record)
    day, left = getattr(record, column, None), chosen.withdrawn_on
    if day is None or left is None or day <= left:
        return
    if state.earlier is not None and getattr(old, column, None) != day:
        raise DataError(
            f"{describe(record)} is of {day}, after {state.school(chosen.urn)} withdrew",
            why=f"it withdrew on {left}",
            fix=f"give a day up to {left}",
        )


@rule("P39.stays", "cohort", asks=Asks.CHANGE)
def _stays_in_its_cohort(state: State, selection: Selection) -> None:
    """A school of which something is on record stays in its cohort.

    What is recorded of a school is judged by the policy of its own cohort.
    """
    old = state.before(selection)
    if old is None or old.cohort == selection.cohort:
        return
    kept = next(_recorded_of(state, selection.urn), None)
    if kept is not None:
        raise DataError(
            f"{state.school(selection.urn)} is of {_cohort_in_words(old)}, and stays there",
            why=f"{describe(kept)} (change {kept.since}) is judged by the policy of that cohort",
            fix=f"leave it there, or take that back first: bleadchallenge undo {kept.since}",
        )


def _recorded_of(state: State, urn: str) -> Iterator[Fact]:
    """What ties a school to its cohort: every record that only a selected school has."""
    for kind, column in (
        *((k, "urn") for k in _OF_A_SCHOOL),
        *((k, "subject") for k in _OF_A_SUBJECT),
    ):
        yield from state.reader.where(kind, **{column: urn})


def _cohort_in_words(selection: Selection) -> str:
    return f"cohort {selection.cohort}" if selection.cohort else "the first cohort"
