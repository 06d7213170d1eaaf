"""What every kept fact has in common: who brought it in, and who took it out."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Index, inspect, or_, text
from sqlmodel import Field, SQLModel, col

F = TypeVar("F", bound="Fact")


class Fact(SQLModel):
    """A fact, from the change that brought it in to the change that took it out.

    ``KEY`` names the columns that tell one live fact of a table from another.
    ``CHOICES`` gives the closed list of a column, ``REFERS`` the fact that a
    column names: (table, column there). Nothing but ``until`` is ever updated.
    """

    model_config = {"defer_build": True}  # tables do not validate: spare building what would

    KEY: ClassVar[tuple[str, ...]] = ()
    TITLE: ClassVar[str] = ""
    CHOICES: ClassVar[dict[str, type[StrEnum]]] = {}
    REFERS: ClassVar[dict[str, tuple[str, str]]] = {}

    id: int | None = Field(default=None, primary_key=True)
    since: int = Field(default=0, foreign_key="change.seq")
    until: int | None = Field(default=None, foreign_key="change.seq")


class Personal(Fact):
    """A fact with people's own data in it, which a purge may remove one day.

    ``PEOPLE`` names those columns. The ledger knows them only by ``seal``, a
    digest salted for each fact, so that they can go and the ledger still holds.
    ``purged`` is the change that removed them, with their salt.
    """

    PEOPLE: ClassVar[tuple[str, ...]] = ()

    salt: str = ""
    seal: str = ""
    purged: int | None = Field(default=None, foreign_key="change.seq")


class OfCohort(Fact):
    """A fact of one cohort alone: it is read and written for the cohort that is looked at.

    ``cohort`` is its code, empty for the first; ``None`` where it was recorded before
    the cohorts were parted, and is every cohort's. Each table declares it as its last
    column, where an older store gains it.
    """

    if TYPE_CHECKING:
        cohort: str | None = None


BOOKKEEPING = frozenset({"id", "since", "until", "salt", "seal", "purged"})


def one_live(table: str, *columns: str) -> tuple[Index]:
    """The rule that a table holds one live fact for each key."""
    live = text("until IS NULL")
    return (Index(f"live_{table}", *columns, unique=True, sqlite_where=live),)


@cache
def columns_of(kind: type[Fact]) -> tuple[str, ...]:
    """The columns that say something, in order, without the bookkeeping."""
    return tuple(name for name in kind.model_fields if name not in BOOKKEEPING)


def values_of(fact: Fact) -> dict[str, Any]:  # by column, of many types
    """What a fact says, by column."""
    held = vars(fact)
    return {name: held[name] for name in columns_of(type(fact))}


def key_of(fact: Fact) -> tuple[object, ...]:
    """What tells a fact from the others of its table."""
    return tuple(getattr(fact, name) for name in type(fact).KEY)


def known_at(kind: type[Fact], seq: int | BindParameter[int] | None) -> ColumnElement[bool]:
    """The condition that a fact was live after a change; ``None`` is now."""
    if seq is None:
        return col(kind.until).is_(None)
    return (col(kind.since) <= seq) & or_(col(kind.until).is_(None), col(kind.until) > seq)


def written_key(kind: type[Fact]) -> tuple[str, ...]:
    """The key of a table as people write it: the cohort is the one that is looked at."""
    return tuple(name for name in kind.KEY if not (name == "cohort" and issubclass(kind, OfCohort)))


def written_key_of(fact: Fact) -> tuple[object, ...]:
    """What people write to tell a fact from the others of its table."""
    return tuple(getattr(fact, name) for name in written_key(type(fact)))


def line_of(fact: Fact) -> str:
    """A fact as one line of text that is the same for the same fact, for digests."""
    return as_line(fact, columns_of(type(fact)))


def as_line(fact: Fact, columns: Iterable[str], **more: str) -> str:
    """What a fact says in some columns as one line that is the same for the same values.

    A column that says no more than its default is left out: so a column that is
    added later, with a default, leaves every digest there was as it was.
    """
    held, unsaid = vars(fact), _unsaid(type(fact))
    told = {
        name: _plain(held[name])
        for name in columns
        if name not in unsaid or held[name] != unsaid[name]
    }
    told |= more
    return json.dumps([type(fact).__tablename__, told], sort_keys=True, ensure_ascii=False)


def new_fact(kind: type[F], values: Mapping[str, Any]) -> F:  # by column, of many types
    """A fact of a table by its columns, made as one that is read from the store.

    A table's own way takes ten times as long, for checks that tables do not make.
    """
    fact: F = inspect(kind).class_manager.new_instance()
    fact.__dict__.update(_defaults(kind))
    fact.__dict__.update(values)
    return fact


@cache
def _unsaid(kind: type[Fact]) -> dict[str, Any]:  # by column, of many types
    """What the columns that need not be filled say where nothing is said."""
    fields = kind.model_fields.items()
    return {name: field.default for name, field in fields if not field.is_required()}


@cache
def _defaults(kind: type[Fact]) -> dict[str, Any]:  # by column, of many types
    """What each column of a new fact says where nothing is said."""
    return dict.fromkeys(kind.model_fields) | _unsaid(kind)


def copy_of(fact: F, changes: Mapping[str, Any] | None = None) -> F:  # by column, of many types
    """A new fact that says the same, but for what is changed."""
    return new_fact(type(fact), {**values_of(fact), **(changes or {})})


def describe(fact: Fact) -> str:
    """A fact named by its table and key, for messages."""
    key = written_key_of(fact)
    return f"{type(fact).TITLE or type(fact).__tablename__} {' '.join(map(str, key))}"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
