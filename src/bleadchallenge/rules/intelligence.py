"""Rules of soft intelligence: what stays in the office."""

from bleadchallenge.domain.choices import Sensitivity
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.intelligence import require_shareable
from bleadchallenge.rules.rule import Rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.tables import Intelligence


def _kept_in_the_office(_state: State, note: Intelligence) -> None:
    require_shareable(Sensitivity(note.sensitivity), shareable=note.shareable)


def _heard_by_now(state: State, note: Intelligence) -> None:
    state.require_past(note.noted_on, "intelligence", "give the day it was heard")


def _in_words(_state: State, note: Intelligence) -> None:
    if not note.text.strip() or not note.source.strip():
        raise DataError(
            "intelligence needs its words and its source", fix="give --text and --source"
        )


INTELLIGENCE_RULES: tuple[Rule, ...] = (
    Rule(
        "P2.shareable",
        "what is for the office alone is not shared",
        Intelligence,
        "shareable",
        _kept_in_the_office,
    ),
    Rule(
        "P2.heard_by_now",
        "intelligence is recorded once it was heard",
        Intelligence,
        "noted_on",
        _heard_by_now,
    ),
    Rule("P2.words", "intelligence has its words and its source", Intelligence, "text", _in_words),
)
"""What a record of soft intelligence must satisfy."""
