"""What is known now and was not known then, or was known otherwise."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, literal, or_, select, union_all

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, key_of, known_at, values_of
from bleadchallenge.store.tables import fact_tables

NOT_OF_THE_PROGRAMME = frozenset({"pack"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that came in, went out, or says something else than before."""

    table: str
    title: str
    old: Fact | None
    new: Fact | None

    @property
    def fact(self) -> Fact:
        """The record as it is now, or as it was where it is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a difference has a record on one side at least")
        return found

    def says(self, column: str) -> Any:
        """What the record says under a column; ``None`` where it has none."""
        return getattr(self.fact, column, None)

    def became(self) -> dict[str, tuple[object, object]]:
        """The columns whose values changed: from what to what."""
        if self.old is None or self.new is None:
            return {}
        before, after = values_of(self.old), values_of(self.new)
        return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def differences(
    reader: Reader, then: int, skip: Collection[str] = NOT_OF_THE_PROGRAMME
) -> Iterator[Difference]:
    """Every difference between a change and what the reader knows, in the order of tables.

    What came and went in between, or was taken back, makes none.
    """
    kinds = {name: kind for name, kind in fact_tables().items() if name not in skip}
    for name in _moved(reader, kinds, then):
        kind = kinds[name]
        before = _touched(reader, kind, then, at=then)
        after = _touched(reader, kind, then, at=reader.seq)
        for key in sorted({*before, *after}, key=_order):
            old, new = before.get(key), after.get(key)
            if old is None or new is None or values_of(old) != values_of(new):
                yield Difference(name, kind.TITLE, old, new)


def _moved(reader: Reader, kinds: Mapping[str, type[Fact]], then: int) -> list[str]:
    """The tables in which a fact came or went after a change; all asked at once."""
    asked = [
        select(literal(name)).where(select(kind.id).where(_since(kind, then)).exists())
        for name, kind in kinds.items()
    ]
    return sorted(reader.session.connection().scalars(union_all(*asked))) if asked else []


def _since(kind: type[Fact], then: int) -> ColumnElement[bool]:
    return or_(col(kind.since) > then, col(kind.until) > then)


def _touched(
    reader: Reader, kind: type[Fact], then: int, at: int | None
) -> dict[tuple[object, ...], Fact]:
    """Facts live at a change, of those that came or went after ``then``, by key."""
    query = select(kind).where(known_at(kind, at), _since(kind, then))
    return {key_of(fact): fact for fact in reader.session.exec(query)}


def _order(key: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(f"{part:012d}" if isinstance(part, int) else str(part) for part in key)
