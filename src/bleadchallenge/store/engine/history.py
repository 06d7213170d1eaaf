"""The history: which changes there were, and what each did."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from bleadchallenge.domain.moments import day_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts.base import Fact, describe
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import fact_tables

F = TypeVar("F", bound=Fact)
_SCHOOL_COLUMNS = ("urn", "subject", "to_school", "from_school")


def changes(reader: Reader, urn: str | None = None) -> Iterator[tuple[Change, str]]:
    """Every change that is known, with its state; with a URN, those that touched that school."""
    touched = None if urn is None else _touching(reader, urn)
    query = select(Change).where(col(Change.seq) <= reader.change).order_by(col(Change.seq))
    found = list(reader.session.exec(query))
    undone = {change.undoes for change in found if change.undoes is not None}
    for change in found:
        if touched is None or change.seq in touched:
            yield change, _state(change, undone)


def facts_of(reader: Reader, seq: int) -> Iterator[tuple[str, str]]:
    """What a change brought in and took out, each fact named."""
    for is_new, fact in records_of(reader, seq):
        yield "brought in" if is_new else "taken out", describe(fact)


def records_of(reader: Reader, seq: int) -> Iterator[tuple[bool, Fact]]:
    """The facts that a change brought in, and those that it took out."""
    yield from records_by_change(reader, seq, seq)[seq]


def records_by_change(reader: Reader, first: int, last: int) -> dict[int, list[tuple[bool, Fact]]]:
    """What each change from one number to another brought in and took out."""
    found: dict[int, list[tuple[bool, Fact]]] = defaultdict(list)
    for kind in fact_tables().values():
        for is_new, place in ((True, col(kind.since)), (False, col(kind.until))):
            query = select(kind).where(place.between(first, last)).order_by(col(kind.id))
            for fact in reader.session.exec(query):
                number = fact.since if is_new else fact.until
                found[number or 0].append((is_new, fact))
    return found


def ever_known(reader: Reader, kind: type[F]) -> list[F]:
    """Every fact of a table that a reader knows or once knew, the earlier first; none undone."""
    known = select(kind).where(col(kind.since) <= reader.change)
    query = known.order_by(col(kind.since), col(kind.id))
    undone = reader.cached("undone", lambda: {change.undoes for change, _ in changes(reader)})
    return [fact for fact in reader.session.exec(query) if fact.since not in undone]


def _state(change: Change, undone: set[int]) -> str:
    if change.seq in undone:
        return "undone"
    return f"undoes {change.undoes}" if change.undoes is not None else ""


def _touching(reader: Reader, urn: str) -> set[int]:
    """The numbers of the changes that brought in or took out a fact about a school."""
    found: set[int] = set()
    for kind in fact_tables().values():
        for name in _SCHOOL_COLUMNS:
            if name in kind.model_fields:
                found |= _numbers(reader, kind, getattr(kind, name) == urn)
    return found


def is_of_school(fact: Fact, urn: str) -> bool:
    """Whether a fact is about a school."""
    return any(getattr(fact, name, None) == urn for name in _SCHOOL_COLUMNS)


def touching_kinds(reader: Reader, kinds: Iterable[type[Fact]]) -> set[int]:
    """The numbers of the changes that brought in or took out a fact of some kinds."""
    return set().union(*(_numbers(reader, kind) for kind in kinds))


def _numbers(reader: Reader, kind: type[Fact], *which: ColumnElement[bool] | bool) -> set[int]:
    query = select(kind.since, kind.until).where(*which)
    return {number for pair in reader.session.exec(query) for number in pair if number is not None}


def moment_of(reader: Reader, seq: int) -> str:
    """When a change was made, in UTC; raises ``KeyError`` for one that is not there."""
    change = reader.session.get(Change, seq)
    if change is None:
        raise KeyError(seq)
    return change.at


def maker_of(reader: Reader, seq: int) -> tuple[str, str]:
    """Who made a change, and on which day; raises ``KeyError`` for one that is not there."""
    change = reader.session.get(Change, seq)
    if change is None:
        raise KeyError(seq)
    return change.author, day_of(change.at, zone_of(reader.session)).isoformat()
