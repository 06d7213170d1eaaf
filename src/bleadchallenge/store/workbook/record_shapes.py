"""The shape of each kind of record, read off its table."""

from datetime import date
from types import UnionType
from typing import Any, get_args

from pydantic.fields import FieldInfo

from bleadchallenge.domain.workbook.record_shapes import FieldType, RecordField, RecordShape
from bleadchallenge.store.facts.base import Fact, OfCohort, columns_of, written_key
from bleadchallenge.store.tables import fact_tables

_HOLDS: dict[type, FieldType] = {
    str: FieldType.TEXT,
    int: FieldType.WHOLE,
    float: FieldType.NUMBER,
    date: FieldType.DAY,
    bool: FieldType.YES_NO,
}


def shape_of(kind: type[Fact]) -> RecordShape:
    """The shape of a table's records; the cohort is the one that is looked at."""
    hidden = {"cohort"} if issubclass(kind, OfCohort) else set()
    return RecordShape(
        name=str(kind.__tablename__),
        title=kind.TITLE,
        fields=tuple(_field(kind, name) for name in columns_of(kind) if name not in hidden),
        key=written_key(kind),
    )


def shapes(*names: str) -> dict[str, RecordShape]:
    """The shapes of the tables of those names."""
    tables = fact_tables()
    return {name: shape_of(tables[name]) for name in names}


def _field(kind: type[Fact], name: str) -> RecordField:
    info: FieldInfo = kind.model_fields[name]
    required = info.is_required()
    return RecordField(
        name=name,
        holds=_HOLDS[_plain_type(info.annotation)],
        required=required,
        note=info.description or "",
        choices=tuple(choice.value for choice in kind.CHOICES.get(name, ()) if choice.value),
        spelt=kind.CHOICES.get(name),
        default=None if required else info.default,
    )


def _plain_type(annotation: Any) -> type:
    if isinstance(annotation, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    plain: type = annotation
    return plain
