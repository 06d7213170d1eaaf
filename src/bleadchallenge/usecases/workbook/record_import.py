"""Lists brought in, with what follows from a decision as its command has it."""

from collections.abc import Sequence

from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.tables import Decision
from bleadchallenge.usecases.challenge.decision import follow
from bleadchallenge.usecases.workbook.lists import RecordPlan, bring_list


def bring_lists(writer: Writer, parts: Sequence[RecordPlan]) -> None:
    """Bring every list in; then a new decision does what it says.

    What the lists themselves say of the plan and the assignment comes first, so
    that nothing is done twice.
    """
    for part in parts:
        bring_list(writer, part)
    for decision in [fact for fact in writer.brought if isinstance(fact, Decision)]:
        if decision.since == writer.number and not _was_there(writer, decision):
            follow(writer, decision)


def _was_there(writer: Writer, decision: Decision) -> bool:
    """Whether the decision was on record before, and only its words are other now."""
    return any(
        isinstance(fact, Decision)
        and (fact.urn, fact.decided_on) == (decision.urn, decision.decided_on)
        for fact in writer.taken
    )
