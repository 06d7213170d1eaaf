"""Trying an import out: brought in, held to the rules, and not kept."""

from collections.abc import Sequence
from dataclasses import replace

from bleadchallenge.domain.problems import Problem
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.workbook.lists import RecordPlan, bring_list
from bleadchallenge.usecases.workbook.rules_in_bulk import watched


class OutdatedError(Exception):
    """Another run has changed the store since the parts were compared with it."""


def without_violations(
    asked: Request, parts: Sequence[RecordPlan], known_at: int
) -> list[RecordPlan]:
    """The parts without the rows that would break a rule, which are told.

    A row that goes may take others with it that rest on it, so it is tried
    until all that is left can stand together. Raises ``OutdatedError`` where the
    store is no longer as it was after change ``known_at``.
    """
    left = list(parts)
    while asked.store.exists() and any(part.touched for part in left):
        broken = _broken(asked, left, known_at)
        if not broken:
            break
        left = [
            part.without([problem for at, problem in broken if at == place])
            for place, part in enumerate(left)
        ]
    return left


def _broken(
    asked: Request, parts: Sequence[RecordPlan], known_at: int
) -> list[tuple[int, Problem]]:
    with replace(asked, dry_run=True).writing() as writer:
        if writer.number - 1 != known_at:
            raise OutdatedError
        with watched(writer, parts, asked.as_of) as found:
            for part in parts:
                bring_list(writer, part)
    return found
