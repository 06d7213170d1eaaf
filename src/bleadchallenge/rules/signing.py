"""A change held to the rule book where it is signed."""

from bleadchallenge.rules.change import ChangeContext, broken_by, notes_on, states_of
from bleadchallenge.rules.refusal import refusal_of_change, refusal_of_undo
from bleadchallenge.store.engine.writer import Writer


def hold_change(writer: Writer, context: ChangeContext) -> None:
    """Refuse a change that breaks a rule, and note on it what a person should know."""
    states = states_of(writer, context)
    found = list(broken_by(writer, states))
    if found and context.undoes is not None:
        raise refusal_of_undo(writer, context, context.undoes)
    if found:
        raise refusal_of_change(found, writer.number)
    writer.notes += dict.fromkeys(note.unmet for note in notes_on(writer, states))
