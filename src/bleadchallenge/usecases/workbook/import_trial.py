"""Trying an import out: brought in, held to the rules, and not kept."""

from collections.abc import Sequence
from dataclasses import replace

from bleadchallenge.domain.problems import Problem
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.workbook.lists import RecordPlan, bring_list
from bleadchallenge.usecases.workbook.rules_in_bulk import watched


def without_violations(asked: Request, parts: Sequence[RecordPlan]) -> list[RecordPlan]:
    """The parts without the rows that would break a rule, which are told.

    A row that goes may take others with it that rest on it, so it is tried
    until all that is left can stand together.
    """
    left = list(parts)
    while asked.store.exists() and any(part.touched for part in left):
        broken = _broken(asked, left)
        if not broken:
            break
        left = [
            part.without([problem for at, problem in broken if at == place])
            for place, part in enumerate(left)
        ]
    return left


def _broken(asked: Request, parts: Sequence[RecordPlan]) -> list[tuple[int, Problem]]:
    with (
        replace(asked, dry_run=True).writing() as writer,
        watched(writer, parts, asked.as_of) as found,
    ):
        for part in parts:
            bring_list(writer, part)
    return found
