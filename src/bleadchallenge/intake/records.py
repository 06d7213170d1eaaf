"""The programme's own lists: records read from a sheet by their shape."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bleadchallenge.domain.calendar import DAY_FORMS
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import excel_day, written_day
from bleadchallenge.domain.support.days import QUARTERS as QUARTERS_IN_A_DAY
from bleadchallenge.domain.text import with_plain_minus
from bleadchallenge.domain.workbook.record_shapes import (
    FieldType,
    Record,
    RecordField,
    RecordShape,
    marked_as,
)
from bleadchallenge.intake.list_columns import (
    DAYS,
    QUARTERS,
    TERM_COLUMNS,
    column_names,
    folded,
    names_of,
)
from bleadchallenge.intake.tables import Cells, Table

_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0"}
_WHOLE = re.compile(r"[+-]?[0-9]+(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A sheet of records: what it holds, and what is wrong with it."""

    shape: RecordShape
    table: Table
    records: list[Record]
    problems: list[Problem]
    beside: Mapping[str, list[Record]] = field(default_factory=dict)


class RefusedCellError(Exception):
    """A cell that does not hold what its field holds: what kind of fault, what was expected."""

    def __init__(self, kind: ProblemKind, expected: str) -> None:
        super().__init__(expected)
        self.kind = kind
        self.expected = expected


def read_records(table: Table, shape: RecordShape) -> RecordSheet:
    """Read a sheet's rows as records of a shape; rows with a fault stay out."""
    at = places(table, shape)
    problems = [_unknown(table, name) for name in _strangers(table, shape)]
    records: list[Record] = []
    beside: list[Record] = []
    for number, cells in table.rows:
        values, faults = _values(table, shape, at, number, cells)
        others, more = _beside(table, shape, number, cells, values)
        faults += more
        problems += faults
        if not faults:
            records.append(Record(shape.name, number, values))
            beside += others
    holds = {place: shape.field(name).holds for name, place in at.items()}
    if holds.get(len(table.names) - 1, FieldType.TEXT) is not FieldType.TEXT:
        problems += filter(None, [table.unended()])
    repeated = {problem.row: problem for problem in _repeated(table, shape, records)}
    once = [record for record in records if record.row not in repeated]
    problems += repeated.values()
    return RecordSheet(shape, table, once, problems, _by_shape(beside))


def _by_shape(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.shape, []).append(record)
    return found


def _beside(
    table: Table, shape: RecordShape, number: int, cells: Cells, values: Mapping[str, object]
) -> tuple[list[Record], list[Problem]]:
    """Records in the columns beside, such as a target for each term; empty cells are none."""
    how = TERM_COLUMNS.get(shape.name)
    if how is None or not all(name in values for name in how.keys.values()):
        return [], []
    keys = {name: values[source] for name, source in how.keys.items()}
    records: list[Record] = []
    faults: list[Problem] = []
    for place, name in enumerate(table.names):
        found = how.heading.fullmatch(name.strip())
        text = cells[place].strip() if found and place < len(cells) else ""
        if not found or not text:
            continue
        try:
            said = {**keys, how.label: found[1].upper(), how.value: _number(text)}
            records.append(Record(how.shape, number, said))
        except RefusedCellError as refused:
            heading = RecordField(name, FieldType.NUMBER, required=False)
            faults.append(_fault(table, number, heading, text, refused))
    return records, faults


def places(table: Table, shape: RecordShape) -> dict[str, int]:
    """The place of each field's column, by the field's name; fields without one are left out."""
    by_name = {folded(name): place for place, name in enumerate(table.names)}
    return {
        field.name: by_name[name]
        for field in shape.fields
        for name in names_of(field)
        if name in by_name
    }


def _strangers(table: Table, shape: RecordShape) -> list[str]:
    known = column_names(shape)
    how = TERM_COLUMNS.get(shape.name)
    return [
        name
        for name in table.names
        if name
        and folded(name) not in known
        and not marked_as([name])
        and not (how and how.heading.fullmatch(name.strip()))
    ]


def _unknown(table: Table, name: str) -> Problem:
    return table.problem(
        ProblemKind.DECIDED,
        Severity.NOTE,
        "is a column this list does not have, and is left out",
        column=name,
    )


def _values(
    table: Table, shape: RecordShape, places: Mapping[str, int], number: int, cells: Cells
) -> tuple[dict[str, object], list[Problem]]:
    values: dict[str, object] = {}
    faults: list[Problem] = list(filter(None, [table.cut_short(number, cells)]))
    if len(cells) > len(table.names) and any(cell.strip() for cell in cells[len(table.names) :]):
        faults.append(_too_long(table, number, cells))
    for said in shape.fields:
        place = places.get(said.name)
        if place is None:
            continue
        text = cells[place].strip() if place < len(cells) else ""
        in_days = said.name == QUARTERS and folded(table.names[place]) == DAYS
        try:
            values[said.name] = value_of(said, text, days=in_days)
        except RefusedCellError as refused:
            faults.append(_fault(table, number, said, text, refused))
    return values, faults


def value_of(field: RecordField, text: str, *, days: bool = False) -> object:
    """What a cell's text means for a field; an empty one is the field's default.

    With ``days`` the cell counts days where the field counts quarters of a day.
    Raises ``RefusedCellError`` for what the field cannot hold.
    """
    if not text:
        if field.required:
            raise RefusedCellError(ProblemKind.MISSING_CELL, field.note or field.holds)
        return field.default
    value = _quarters(text) if days else _READ[field.holds](text)
    if field.choices and value not in field.choices:
        match = next((c for c in field.choices if folded(c) == folded(text)), _spelt(field, text))
        if match is None:
            raise RefusedCellError(ProblemKind.BAD_CODE, "one of " + ", ".join(field.choices))
        return match
    return value


def _spelt(field: RecordField, text: str) -> str | None:
    """The choice that another way to write it means, such as ``per cent``."""
    try:
        return field.spelt(text).value if field.spelt else None
    except ValueError:
        return None


def _whole(text: str) -> int:
    text = with_plain_minus(text)
    if not _WHOLE.fullmatch(text):
        raise RefusedCellError(ProblemKind.BAD_NUMBER, FieldType.WHOLE)
    return int(text.partition(".")[0])


def _quarters(text: str) -> int:
    if "%" in text:
        raise RefusedCellError(ProblemKind.BAD_NUMBER, "days in quarters, not a percentage")
    quarters = _number(text) * QUARTERS_IN_A_DAY
    if quarters != int(quarters):
        raise RefusedCellError(ProblemKind.BAD_NUMBER, "days in quarters: 0.25, 0.5, 0.75, 1")
    return int(quarters)


def _number(text: str) -> float:
    text = with_plain_minus(text)
    bare = (
        text.replace(",", "")
        if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", text)
        else text
    )
    bare = bare.removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare) or not math.isfinite(float(bare)):
        raise RefusedCellError(ProblemKind.BAD_NUMBER, FieldType.NUMBER)
    return float(bare)


def _day(text: str) -> object:
    day = written_day(text)
    if day is None:
        counted = excel_day(text)
        how = f"; {counted} as Excel counts days: format the column as dates" if counted else ""
        raise RefusedCellError(ProblemKind.BAD_DATE, f"a date such as {DAY_FORMS}{how}")
    return day


def _yes_no(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise RefusedCellError(ProblemKind.BAD_CODE, FieldType.YES_NO)


_READ: dict[FieldType, Callable[[str], object]] = {
    FieldType.TEXT: str,
    FieldType.WHOLE: _whole,
    FieldType.NUMBER: _number,
    FieldType.DAY: _day,
    FieldType.YES_NO: _yes_no,
}


def _fault(
    table: Table, number: int, field: RecordField, text: str, refused: RefusedCellError
) -> Problem:
    return table.problem(
        refused.kind,
        Severity.ROW,
        "is empty" if refused.kind is ProblemKind.MISSING_CELL else f"is not {refused.expected}",
        row=number,
        column=field.name,
        found=text[:60],
        expected=refused.expected,
    )


def _too_long(table: Table, number: int, cells: Cells) -> Problem:
    return table.problem(
        ProblemKind.EXTRA_CELL,
        Severity.ROW,
        f"has {len(cells)} cells where the header names {len(table.names)}",
        row=number,
        found=f"{len(cells)} cells",
        expected=f"{len(table.names)} cells; look for a comma that should stand within quotes",
    )


def _repeated(table: Table, shape: RecordShape, records: Sequence[Record]) -> Iterable[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    for record in records:
        key = tuple(record.values[name] for name in shape.key)
        first = seen.setdefault(key, record.row)
        if first != record.row:
            yield table.problem(
                ProblemKind.DUPLICATE_ROW,
                Severity.ROW,
                f"gives the same {', '.join(shape.key)} as row {first}",
                row=record.row,
                found=" ".join(map(str, key)),
                expected="one row for each",
            )
