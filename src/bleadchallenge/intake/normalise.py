"""The programme's own lists as people fill them in, written plainly column by column."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import NotationRule, plain
from bleadchallenge.domain.workbook.record_shapes import FieldType, RecordField, RecordShape
from bleadchallenge.intake.column_formats import decisions, texts_of
from bleadchallenge.intake.columns import (
    ColumnReading,
    decide_dates,
    decide_number,
    decide_percent,
    missing_in,
    without_doubt,
)
from bleadchallenge.intake.mapping import SheetMapping, folded
from bleadchallenge.intake.records import places
from bleadchallenge.intake.tables import Cells, Table

_NOTHING_SAID = frozenset({"n/a", "#n/a", "-", "–", "—"})
"""What stands for nothing in a column of words; anything else may be meant."""


def normalise(
    table: Table, shape: RecordShape, mapping: SheetMapping | None = None
) -> tuple[Table, list[Problem]]:
    """The table with its figures and dates written plainly, and what was decided.

    A column that is open, such as dates of both orders, refuses the file.
    """
    problems: list[Problem] = []
    found = places(table, shape)
    days = {
        name: place for name, place in found.items() if shape.field(name).holds is FieldType.DAY
    }
    dates = decide_dates({name: texts_of(table, place) for name, place in days.items()})
    for name, place in found.items():
        table = _column(table, shape.field(name), place, mapping, problems, dates)
    return table, problems


def _column(
    table: Table,
    field: RecordField,
    place: int,
    mapping: SheetMapping | None,
    problems: list[Problem],
    dates: Mapping[str, ColumnReading],
) -> Table:
    texts = texts_of(table, place)
    said = mapping.written.get(folded(table.names[place])) if mapping else None
    choice = ColumnReading(said) if said else dates.get(field.name) or _choice(field.holds, texts)
    if table.has_semicolons:
        choice = without_doubt(choice, texts)
    if choice.is_open:
        problems.append(_open(table, place, choice))
        return table
    missing = _missing(field, texts)
    codes = dict.fromkeys(missing, "")
    words = [choice.said, f"{', '.join(missing)} read as not known" if missing else ""]
    if any(words):
        problems.append(decisions(table, place, "; ".join(filter(None, words))))
    if not codes and not choice.forms & _TO_REWRITE:
        return table
    rows = [(number, _rewritten(cells, place, choice.forms, codes)) for number, cells in table.rows]
    return replace(table, rows=rows)


_TO_REWRITE = frozenset(
    {
        NotationRule.DECIMAL_COMMA,
        NotationRule.FRACTION,
        NotationRule.DAY_FIRST,
        NotationRule.MONTH_FIRST,
    }
)


def _choice(holds: FieldType, texts: Collection[str]) -> ColumnReading:
    if holds not in {FieldType.NUMBER, FieldType.WHOLE}:
        return ColumnReading()
    if any("%" in text for text in texts):
        return decide_percent(texts)
    return decide_number(texts)


def _missing(field: RecordField, texts: Collection[str]) -> tuple[str, ...]:
    found = missing_in(texts)
    if field.choices:
        return ()
    if field.holds is FieldType.TEXT:
        return tuple(text for text in found if text.casefold() in _NOTHING_SAID)
    return found


def _rewritten(
    cells: Cells, place: int, forms: frozenset[NotationRule], codes: dict[str, str]
) -> Cells:
    if place >= len(cells):
        return cells
    text = cells[place].strip()
    written = list(cells)
    written[place] = codes[text] if text in codes else plain(text, forms)
    return written


def _open(table: Table, place: int, choice: ColumnReading) -> Problem:
    return table.problem(
        ProblemKind.UNDECIDED_COLUMN,
        Severity.FILE,
        f"cannot be read for certain: {choice.why}",
        column=table.names[place],
        expected="one way of writing in the whole column; dates best as 2018-03-15",
    )
