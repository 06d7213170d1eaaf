"""Lists and the workbook held to the rule book: each violation at its sheet and cell.

The records are brought in all together before the rules are asked, so the order
of rows and sheets does not matter, only the order of days.
"""

from collections.abc import Sequence

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.workbook.forms import heading_of
from bleadchallenge.rules.change import CohortStates, broken_by, notes_on
from bleadchallenge.rules.rule import Violation
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts.base import written_key_of
from bleadchallenge.usecases.workbook.lists import RecordPlan

Placed = tuple[int, Problem]
"""The place of a part in the import, and the problem in it."""
Rows = dict[tuple[str, tuple[object, ...]], tuple[int, int]]
"""By table and key: the place of a part in the import, and the row there."""


def refused(
    writer: Writer, parts: Sequence[RecordPlan], states: Sequence[CohortStates]
) -> list[Placed]:
    """The rows that break a rule, or that take away what other records rest on."""
    rows = _rows_by_key(parts)
    return [_placed(parts, rows, found, Severity.ROW) for found in broken_by(writer, states)]


def noted(
    writer: Writer, parts: Sequence[RecordPlan], states: Sequence[CohortStates]
) -> list[Placed]:
    """What a person should know of rows that are nevertheless taken."""
    rows = _rows_by_key(parts)
    return [_placed(parts, rows, found, Severity.NOTE) for found in notes_on(writer, states)]


def _rows_by_key(parts: Sequence[RecordPlan]) -> Rows:
    """Where the import speaks of each record: the first part that does, and its row."""
    found: Rows = {}
    for place, part in enumerate(parts):
        for record in part.touched:
            key = tuple(record.values[name] for name in part.shape.key)
            found.setdefault((part.shape.name, key), (place, record.row))
    return found


def _placed(
    parts: Sequence[RecordPlan], rows: Rows, found: Violation, severity: Severity
) -> Placed:
    """A violation where its record stands in the import, or where what shook it stands."""
    error = found.error()
    for fact, column in ((found.record, found.rule.column), (found.shaken_by, "")):
        at = rows.get((str(fact.__tablename__), written_key_of(fact))) if fact is not None else None
        if at is not None:
            place, row = at
            part = parts[place]
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
