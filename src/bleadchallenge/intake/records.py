"""The programme's own lists: records read from a sheet by their shape."""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bleadchallenge.domain.calendar import DAY_FORMS
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import written_day
from bleadchallenge.domain.support.days import QUARTERS as QUARTERS_IN_A_DAY
from bleadchallenge.domain.workbook.record_shapes import FieldType, Record, RecordField, RecordShape
from bleadchallenge.intake.tables import Cells, Table

QUARTERS = "quarters"
DAYS = "days"
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


@dataclass(frozen=True, slots=True)
class TermColumns:
    """Records of another shape that stand in columns beside: a target for each term."""

    shape: str
    heading: re.Pattern[str]
    keys: Mapping[str, str]
    label: str
    value: str


_BESIDE = {
    "kpi": TermColumns(
        "kpi_target",
        re.compile(r"target[\s_]*(T[0-9])", re.IGNORECASE),
        {"urn": "urn", "kpi": "code"},
        "term",
        "value",
    )
}

ColumnTexts = Callable[[str], Collection[str]]

_GENERAL = frozenset(
    {
        "urn", "school", "schoolurn", "code", "name", "title", "role", "number", "text", "note",
        "date", "on", "ondate", "email", "contact", "postcode", "easting", "northing", "employer",
        "trust", "person", "people", "reason", "state", "source", "attended",
    }
)  # fmt: skip
"""Columns, folded, that stand in so many sheets that they tell nothing of a list."""

_TELLING = 2
"""So many columns that strangers do not have tell a list of which others are lacking."""

_ALSO_CALLED = {
    "urn": ("school", "schoolurn"),
    "on_day": ("date", "on"),
    "kpi": ("indicator", "kpicode"),
    QUARTERS: (DAYS,),
}


class RefusedCellError(Exception):
    """A cell that does not hold what its field holds: what kind of fault, what was expected."""

    def __init__(self, kind: ProblemKind, expected: str) -> None:
        super().__init__(expected)
        self.kind = kind
        self.expected = expected


def folded(name: str) -> str:
    """A column name as it is compared: small letters, no blanks or underscores."""
    return re.sub(r"[\s_]+", "", name).casefold()


def shape_for(
    names: Collection[str], shapes: Mapping[str, RecordShape], texts: ColumnTexts
) -> RecordShape | None:
    """The list that a sheet holds without doubt: the one that fits with most columns.

    Columns such as ``code`` and ``name`` stand in many a sheet: one more is wanted that
    strangers do not have, or one that holds the words of the list's own choices; and most
    of the columns must be the list's. ``texts`` gives the cells of a column.
    """
    fitting = [shape for shape in _fitting(names, shapes) if _is_beyond_doubt(names, shape, texts)]
    return max(fitting, key=lambda shape: len(_shared(names, shape)), default=None)


def shape_like(names: Collection[str], shapes: Mapping[str, RecordShape]) -> RecordShape | None:
    """The list that a sheet may be, for all that its columns tell."""
    fitting = [shape for shape in _fitting(names, shapes) if _is_mostly(names, shape)]
    return max(fitting, key=lambda shape: len(_shared(names, shape)), default=None)


def shape_lacking(names: Collection[str], shapes: Mapping[str, RecordShape]) -> RecordShape | None:
    """The list that a sheet is but for columns it lacks: most are its own, and some no other's."""
    near = [
        shape
        for shape in shapes.values()
        if _is_mostly(names, shape) and len(_shared(names, shape) - _GENERAL) >= _TELLING
    ]
    return max(near, key=lambda shape: len(_shared(names, shape)), default=None)


def lacking_fields(names: Collection[str], shape: RecordShape) -> list[str]:
    """The required fields of a list that no column of a sheet gives."""
    present = {folded(name) for name in names}
    return [
        field.name
        for field in shape.fields
        if field.required and not present & set(_names_of(field))
    ]


def _fitting(names: Collection[str], shapes: Mapping[str, RecordShape]) -> list[RecordShape]:
    return [shape for shape in shapes.values() if not lacking_fields(names, shape)]


def _shared(names: Collection[str], shape: RecordShape) -> set[str]:
    """The columns of a sheet that are a list's, folded."""
    known = {name for field in shape.fields for name in _names_of(field)}
    how = _BESIDE.get(shape.name)
    return {folded(name) for name in names if folded(name) in known} | {
        folded(name) for name in names if how and how.heading.fullmatch(name.strip())
    }


def _is_beyond_doubt(names: Collection[str], shape: RecordShape, texts: ColumnTexts) -> bool:
    if not _is_mostly(names, shape):
        return False
    return bool(_shared(names, shape) - _GENERAL) or any(
        _holds_choices(field, texts(name))
        for field in shape.fields
        for name in names
        if field.choices and folded(name) in _names_of(field)
    )


def _holds_choices(field: RecordField, texts: Collection[str]) -> bool:
    """Whether most of a column's cells are words of a field's closed list."""
    known = {folded(choice) for choice in field.choices}
    filled = [folded(text) for text in texts if text.strip()]
    return sum(text in known for text in filled) * 2 > len(filled)


def _is_mostly(names: Collection[str], shape: RecordShape) -> bool:
    """Whether more columns of a sheet are a list's than are not."""
    shared = _shared(names, shape)
    return len({folded(name) for name in names if name} - shared) < len(shared)


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
    how = _BESIDE.get(shape.name)
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
        for name in _names_of(field)
        if name in by_name
    }


def _names_of(field: RecordField) -> list[str]:
    """The names a column of the field may go by, the proper one last."""
    return [*_ALSO_CALLED.get(field.name, ()), folded(field.name)]


def column_names(shape: RecordShape) -> set[str]:
    """Every name, folded, that a column of a list may go by."""
    return {name for field in shape.fields for name in _names_of(field)}


def _strangers(table: Table, shape: RecordShape) -> list[str]:
    known = column_names(shape)
    how = _BESIDE.get(shape.name)
    return [
        name
        for name in table.names
        if name and folded(name) not in known and not (how and how.heading.fullmatch(name.strip()))
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
    bare = (
        text.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text) else text
    )
    bare = bare.removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare) or not math.isfinite(float(bare)):
        raise RefusedCellError(ProblemKind.BAD_NUMBER, FieldType.NUMBER)
    return float(bare)


def _day(text: str) -> object:
    day = written_day(text)
    if day is None:
        raise RefusedCellError(ProblemKind.BAD_DATE, f"a date such as {DAY_FORMS}")
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
