"""Rules of belonging: what is recorded of a school is of one that was selected."""

from collections.abc import Iterator

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Rule, resting
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

_OF_A_SCHOOL: dict[type[Fact], str] = {
    Signature: "urn",
    TeamMember: "urn",
    Visit: "urn",
    Review: "urn",
    Deliverer: "urn",
    Variation: "urn",
    Plan: "urn",
    Action: "urn",
    Kpi: "urn",
    SessionPlace: "urn",
    TalentStep: "urn",
    ConferencePractice: "urn",
    ConferenceCommitment: "urn",
    Comment: "subject",
    Advice: "urn",
    EscalationStep: "subject",
}
"""The tables that no other rule ties to a selected school, and the column that names it."""


def _of_the_programme(state: State, record: Fact) -> None:
    """A school that left keeps what is on record; nothing is added."""
    urn = getattr(record, _OF_A_SCHOOL[type(record)])
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


def _rules() -> Iterator[Rule]:
    for table, column in _OF_A_SCHOOL.items():
        yield Rule(
            f"P4.{table.__tablename__}_selected",
            f"{table.TITLE} is of a school that was selected",
            table,
            column,
            _of_the_programme,
            resting(Selection),
        )


MEMBERSHIP_RULES: tuple[Rule, ...] = tuple(_rules())
"""One for each table whose records are of a school."""
