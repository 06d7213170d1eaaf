"""Rules of taking out: last, so that what rests on a record is told first."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.ledger import SAID
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe
from bleadchallenge.store.tables import (
    Agreement,
    Attendance,
    Comment,
    ConferenceCommitment,
    ConferencePractice,
    Deliverer,
    Intelligence,
    Kpi,
    KpiReading,
    Selection,
    Signature,
    SupportDay,
    TalentStep,
    TeamMember,
)

_KEPT: dict[type[Fact], str] = {
    Selection: "state",
    Signature: "name",
    TeamMember: "person",
    Agreement: "state",
    Deliverer: "person",
    SupportDay: "quarters",
    Kpi: "name",
    KpiReading: "value",
    TalentStep: "stage",
    Comment: "text",
    Intelligence: "text",
    Attendance: "present",
    ConferencePractice: "title",
    ConferenceCommitment: "text",
}
"""What else is taken out only with the reason."""


def _taken_out_with_its_reason(state: State, fact: Fact) -> None:
    """{a title} is taken out of the record only with the reason."""
    if not state.undoing and not state.reason.strip():
        raise DataError(
            f"{describe(fact)} is taken out of the record only with the reason",
            why=f"it was recorded by change {fact.since}, and packs may have told of it",
            fix='add --reason "..."',
        )


def _declare_removals() -> None:
    """Declare a rule for each table whose records are taken out only with the reason."""
    for kind, column in (SAID | _KEPT).items():
        declare = rule("P41.{table}_taken_out", column, of=[kind], asks=Asks.REMOVAL)
        declare(_taken_out_with_its_reason)


_declare_removals()
