"""Lists and the workbook held to the rule book: each violation at its sheet and cell.

The records are brought in all together before the rules are asked, so the order
of rows and sheets does not matter, only the order of days.
"""

from collections.abc import Iterator, Sequence

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.workbook.forms import heading_of
from bleadchallenge.rules.change import CohortStates, broken_by, notes_on
from bleadchallenge.rules.rule import Violation
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts.base import Fact, key_of
from bleadchallenge.usecases.workbook.lists import RecordPlan

Placed = tuple[int, Problem]
"""The place of a part in the import, and the problem in it."""


def refused(
    writer: Writer, parts: Sequence[RecordPlan], states: Sequence[CohortStates]
) -> list[Placed]:
    """The rows that break a rule, or that take away what other records rest on."""
    return [_placed(parts, found, Severity.ROW) for found in broken_by(writer, states)]


def noted(
    writer: Writer, parts: Sequence[RecordPlan], states: Sequence[CohortStates]
) -> Iterator[Placed]:
    """What a person should know of rows that are nevertheless taken."""
    for found in notes_on(writer, states):
        yield _placed(parts, found, Severity.NOTE)


def _placed(parts: Sequence[RecordPlan], found: Violation, severity: Severity) -> Placed:
    """A violation where its record stands in the import, or where what shook it stands."""
    error = found.error()
    for fact, column in ((found.record, found.rule.column), (found.shaken_by, "")):
        for place, part in enumerate(parts):
            row = _row_of(part, fact)
            if row is not None:
                message = f"{error.what}: {error.why}" if error.why else error.what
                where = column or part.shape.key[0]
                return place, part.table.problem(
                    ProblemKind.OUT_OF_ORDER if severity is Severity.ROW else ProblemKind.DECIDED,
                    severity,
                    message,
                    row=row,
                    column=heading_of(where) if part.is_form else where,
                    expected=error.fix or None,
                )
    raise error


def _row_of(part: RecordPlan, fact: Fact | None) -> int | None:
    if fact is None or part.shape.name != str(fact.__tablename__):
        return None
    key = key_of(fact)
    return next(
        (
            record.row
            for record in part.touched
            if tuple(record.values[name] for name in part.shape.key) == key
        ),
        None,
    )
