"""Trying an import out: brought in, held to the rules, and not kept."""

from collections.abc import Callable, Iterable, Sequence

from bleadchallenge.rules.change import ChangeContext
from bleadchallenge.rules.state import DaysOff
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.workbook.lists import RecordPlan
from bleadchallenge.usecases.workbook.record_import import bring_lists
from bleadchallenge.usecases.workbook.rule_problems import Placed, noted, refused

_Questions = Callable[[Writer, Sequence[RecordPlan], ChangeContext], Iterable[Placed]]


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
    while asked.store.exists() and any(part.touched for part in left):
        broken = _answers(asked, left, known_at, refused)
        if not broken:
            return _with(left, _answers(asked, left, known_at, noted))
        left = _with(left, broken)
    return left


def _with(parts: Sequence[RecordPlan], found: Sequence[Placed]) -> list[RecordPlan]:
    """The parts with what was found in each, without the rows that it refuses."""
    return [
        part.without([problem for at, problem in found if at == place])
        for place, part in enumerate(parts)
    ]


def _answers(
    asked: Request, parts: Sequence[RecordPlan], known_at: int, questions: _Questions
) -> list[Placed]:
    """What is answered to questions about the parts once they are brought in."""
    with asked.trying() as writer:
        if writer.number - 1 != known_at:
            raise OutdatedError
        bring_lists(writer, parts)
        context = ChangeContext(asked.as_of, DaysOff(bank_holidays, clock_stops), asked.reason)
        return list(questions(writer, parts, context))
