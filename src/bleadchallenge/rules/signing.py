"""A change held to the rule book where it is signed."""

from bleadchallenge.rules.change import ChangeContext, broken_by, notes_on, states_of
from bleadchallenge.rules.undo import refusal
from bleadchallenge.store.engine.writer import Writer


def hold_change(writer: Writer, context: ChangeContext) -> None:
    """Refuse a change that breaks a rule, and note on it what a person should know."""
    states = states_of(writer, context)
    found = next(broken_by(writer, states), None)
    if found is not None and context.undoes is not None:
        raise refusal(writer, context, context.undoes)
    if found is not None:
        raise found.error()
    writer.notes += dict.fromkeys(note.unmet for note in notes_on(writer, states))
