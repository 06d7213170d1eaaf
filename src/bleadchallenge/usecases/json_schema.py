"""The JSON Schema (2020-12) of an answer, made from the rows that it is made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Union, cast, get_args, get_origin, get_type_hints

from bleadchallenge.usecases.listing import MAY_BE_HIDDEN, FieldDisplay, display_of

Schema = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    object: {},
    MAY_BE_HIDDEN: {"const": "c", "description": MAY_BE_HIDDEN},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A shape of a command's JSON: its name, its rows, and the entries besides the rows."""

    name: str
    row: type[object]
    extra: type[object] | None = None


def schema_of(answers: Sequence[Answer]) -> Schema:
    """The schema of a command that gives one of some answers."""
    definitions: dict[str, Schema] = {}
    shapes = [_whole(each, definitions) for each in answers]
    return {
        "$schema": DIALECT,
        **(shapes[0] if len(shapes) == 1 else {"anyOf": shapes}),
        "$defs": definitions,
    }


def _whole(answer: Answer, definitions: dict[str, Schema]) -> Schema:
    extra = object_of(answer.extra, definitions) if answer.extra else {"properties": {}}
    beside = extra["properties"]
    properties = {
        "schema": {"const": f"bleadchallenge/{answer.name}/1"},
        "as_of": {"type": "string", "format": "date", "title": "day judged from"},
        "change": {"type": "integer", "title": "change the store is read at"},
        **(beside if isinstance(beside, dict) else {}),
        "rows": {"type": "array", "items": _defined(answer.row, definitions)},
    }
    return {"type": "object", "properties": properties, **_closed(properties)}


def _closed(properties: Mapping[str, object]) -> Schema:
    """Every property is always there, and no other."""
    return {"required": list(properties), "additionalProperties": False}


def object_of(kind: type[object], definitions: dict[str, Schema]) -> Schema:
    """A row as an object: its doc as the description, its fields as the properties."""
    properties: dict[str, object] = {}
    others: Schema = {}
    for key, hint, display in entries_of(kind):
        if display.spread:
            others = {"additionalProperties": _type(get_args(hint)[1], definitions)}
        else:
            title = {"title": display.title or key.replace("_", " ")}
            unit = {"unit": display.unit} if display.unit else {}
            properties[key] = {**title, **unit, **_type(hint, definitions)}
    told = " ".join((kind.__doc__ or "").split())
    closed = _closed(properties)
    return {"type": "object", "description": told, "properties": properties, **closed, **others}


def entries_of(kind: type[object], prefix: str = "") -> Iterator[tuple[str, object, FieldDisplay]]:
    """The key, the type and the manner of each entry; of a row within the row, its entries."""
    if not is_dataclass(kind):
        return
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        display, hint = display_of(each), hints[each.name]
        if display.spread and isinstance(hint, type) and is_dataclass(hint):
            yield from entries_of(hint, prefix + display.key)
        else:
            yield prefix + (display.key or each.name), hint, display


def _defined(kind: type[object], definitions: dict[str, Schema]) -> Schema:
    """A reference to a row, which is defined once."""
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = object_of(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _type(hint: object, definitions: dict[str, Schema]) -> Schema:
    make = _MAKERS.get(get_origin(hint))
    if make is not None:
        return make([_type(each, definitions) for each in _parts(hint)])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [each.value for each in hint]}
    if isinstance(hint, type) and is_dataclass(hint):
        return _defined(hint, definitions)
    return dict(_PLAIN[hint])


def _parts(hint: object) -> Iterator[object]:
    """The types within a type; of a figure those of its number, and the mark of a hidden one."""
    within = get_args(hint)
    if MAY_BE_HIDDEN in within:
        yield from (each for each in get_args(within[0]) if each is not str)
        yield MAY_BE_HIDDEN
    else:
        yield from (each for each in within if each is not Ellipsis)


def _any_of(found: Sequence[Schema]) -> Schema:
    """One of several types, in the short form where there are two and one is ``null``."""
    others = [each for each in found if each != _PLAIN[NoneType]]
    first, is_optional = others[0], len(others) < len(found)
    if len(others) == 1 and is_optional and "enum" in first:
        return {"enum": [*cast("list[str]", first["enum"]), None]}
    if len(others) == 1 and is_optional and "type" in first:
        return {**first, "type": [first["type"], "null"]}
    return {"anyOf": list(found)}


def _array(found: Sequence[Schema]) -> Schema:
    """A list of one type of entry, however long; or a fixed one, entry by entry."""
    if len(found) == 1:
        return {"type": "array", "items": found[0]}
    return {"type": "array", "prefixItems": list(found), "minItems": len(found), "items": False}


def _by_key(found: Sequence[Schema]) -> Schema:
    return {"type": "object", "additionalProperties": found[1]}


_MAKERS: Mapping[object, Callable[[Sequence[Schema]], Schema]] = {
    Annotated: _any_of,
    Union: _any_of,
    UnionType: _any_of,
    tuple: _array,
    list: _array,
    Mapping: _by_key,
    dict: _by_key,
}
