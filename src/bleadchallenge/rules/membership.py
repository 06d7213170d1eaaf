"""Rules of belonging: what is recorded of a school is of one that was selected."""

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact
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
