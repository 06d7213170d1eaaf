"""The shape of a kind of record: its fields, what each holds, and its key."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

_MARK: Final = re.compile(r"bleadchallenge list: ?([a-z_]+)", re.IGNORECASE)


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    WHOLE = "a whole number"
    NUMBER = "a number"
    DAY = "a date"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record.

    ``choices`` is empty where anything goes; ``spelt`` knows other ways to write them.
    ``default`` is what an empty cell means; a required field has none.
    """

    name: str
    holds: FieldType
    required: bool
    note: str = ""
    choices: tuple[str, ...] = ()
    spelt: type[StrEnum] | None = None
    default: Any = None


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A kind of record, such as an alliance; ``key`` tells one from another."""

    name: str
    title: str
    fields: tuple[RecordField, ...]
    key: tuple[str, ...]

    def field(self, name: str) -> RecordField:
        """The field of that name; raises ``KeyError`` where there is none."""
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)


def list_mark(name: str) -> str:
    """The heading of the empty last column by which a list that was written is known again."""
    return f"bleadchallenge list: {name}"


def marked_as(headings: Iterable[str]) -> str:
    """The kind of list that a heading says it is; empty where none does."""
    found = filter(None, map(_MARK.fullmatch, headings))
    return next((each[1].casefold() for each in found), "")


@dataclass(frozen=True, slots=True)
class Record:
    """A record read from a sheet: its row there and what it says, by field."""

    shape: str
    row: int
    values: Mapping[str, Any]
