"""Rules of soft intelligence: what stays in the office."""

from bleadchallenge.domain.choices import Sensitivity
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.intelligence import require_shareable
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.tables import Intelligence


@rule("P2.shareable", "shareable")
def _kept_in_the_office(_state: State, note: Intelligence) -> None:
    """What is for the office alone is not shared."""
    require_shareable(Sensitivity(note.sensitivity), shareable=note.shareable)


@rule("P2.heard_by_now", "noted_on")
def _heard_by_now(state: State, note: Intelligence) -> None:
    """Intelligence is recorded once it was heard."""
    state.require_past(note.noted_on, "intelligence", "give the day it was heard")


@rule("P2.words", "text")
def _in_words(_state: State, note: Intelligence) -> None:
    """Intelligence has its words and its source."""
    if not note.text.strip() or not note.source.strip():
        raise DataError(
            "intelligence needs its words and its source", fix="give --text and --source"
        )
