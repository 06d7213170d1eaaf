"""Trying an import out: brought in, held to the rules, and not kept."""

from collections.abc import Sequence

from bleadchallenge.rules.change import ChangeContext, states_of
from bleadchallenge.rules.state import DaysOff
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.selection.criterion import criterion_of
from bleadchallenge.usecases.workbook.lists import RecordPlan
from bleadchallenge.usecases.workbook.record_import import bring_lists
from bleadchallenge.usecases.workbook.rule_problems import Placed, noted, refused


class OutdatedError(Exception):
    """Another run has changed the store since the parts were compared with it."""


def without_violations(
    asked: Request, parts: Sequence[RecordPlan], known_at: int
) -> list[RecordPlan]:
    """The parts without the rows that would break a rule, which are told, and with notes.

    A row that goes may take others with it that rest on it, so it is tried
    until all that is left can stand together. Raises ``OutdatedError`` where the
    store is no longer as it was after change ``known_at``.
    """
    left = list(parts)
    while asked.has_store() and any(part.touched for part in left):
        broken, notes = _tried(asked, left, known_at)
        if not broken:
            return _with(left, notes)
        left = _with(left, broken)
    return left


def _with(parts: Sequence[RecordPlan], found: Sequence[Placed]) -> list[RecordPlan]:
    """The parts with what was found in each, without the rows that it refuses."""
    return [
        part.without([problem for at, problem in found if at == place])
        for place, part in enumerate(parts)
    ]


def _tried(
    asked: Request, parts: Sequence[RecordPlan], known_at: int
) -> tuple[list[Placed], list[Placed]]:
    """The rows that break a rule once the parts are brought in; where none does, the notes."""
    with asked.trying() as writer:
        if writer.number - 1 != known_at:
            raise OutdatedError
        bring_lists(writer, parts)
        days_off = DaysOff(bank_holidays, clock_stops)
        context = ChangeContext(
            asked.as_of, days_off, asked.reason, meets_criterion=criterion_of(asked)
        )
        states = states_of(writer, context)
        broken = refused(writer, parts, states)
        return broken, ([] if broken else noted(writer, parts, states))
