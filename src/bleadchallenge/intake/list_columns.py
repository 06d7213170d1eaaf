"""The columns of the programme's own lists, and which list a sheet holds by its columns."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bleadchallenge.domain.workbook.record_shapes import RecordField, RecordShape

QUARTERS = "quarters"
DAYS = "days"


@dataclass(frozen=True, slots=True)
class TermColumns:
    """Records of another shape that stand in columns beside: a target for each term."""

    shape: str
    heading: re.Pattern[str]
    keys: Mapping[str, str]
    label: str
    value: str


TERM_COLUMNS = {
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
        if field.required and not present & set(names_of(field))
    ]


def _fitting(names: Collection[str], shapes: Mapping[str, RecordShape]) -> list[RecordShape]:
    return [shape for shape in shapes.values() if not lacking_fields(names, shape)]


def _shared(names: Collection[str], shape: RecordShape) -> set[str]:
    """The columns of a sheet that are a list's, folded."""
    known = {name for field in shape.fields for name in names_of(field)}
    how = TERM_COLUMNS.get(shape.name)
    return {folded(name) for name in names if folded(name) in known} | {
        folded(name) for name in names if how and how.heading.fullmatch(name.strip())
    }


def _is_beyond_doubt(names: Collection[str], shape: RecordShape, texts: ColumnTexts) -> bool:
    if not _is_mostly(names, shape):
        return False
    return has_own_columns(names, shape) or any(
        _holds_choices(field, texts(name))
        for field in shape.fields
        for name in names
        if field.choices and folded(name) in names_of(field)
    )


def has_own_columns(names: Collection[str], shape: RecordShape) -> bool:
    """Whether a sheet has a column of a list's that strangers do not have."""
    return bool(_shared(names, shape) - _GENERAL)


def _holds_choices(field: RecordField, texts: Collection[str]) -> bool:
    """Whether most of a column's cells are words of a field's closed list."""
    known = {folded(choice) for choice in field.choices}
    filled = [folded(text) for text in texts if text.strip()]
    return sum(text in known for text in filled) * 2 > len(filled)


def _is_mostly(names: Collection[str], shape: RecordShape) -> bool:
    """Whether more columns of a sheet are a list's than are not."""
    shared = _shared(names, shape)
    return len({folded(name) for name in names if name} - shared) < len(shared)


def names_of(field: RecordField) -> list[str]:
    """The folded names a column of the field may go by, the proper one last."""
    return [*_ALSO_CALLED.get(field.name, ()), folded(field.name)]


def column_names(shape: RecordShape) -> set[str]:
    """Every name, folded, that a column of a list may go by."""
    return {name for field in shape.fields for name in names_of(field)}
