"""References: facts that name another, and whether that other is there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlmodel import col, select

from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.facts.base import Fact, known_at
from bleadchallenge.store.tables import fact_tables


@dataclass(frozen=True, slots=True)
class DanglingReference:
    """A fact that names another which is not on record."""

    fact: Fact
    table: str
    key: str
    value: object

    def __str__(self) -> str:
        return f"{fact_tables()[self.table].TITLE} {self.value}"


@dataclass(slots=True)
class References:
    """What is on record to be named, looked up once a table."""

    reader: Reader
    _live: dict[tuple[str, str], set[object]] = field(default_factory=dict)

    def broken(self, facts: Iterable[Fact]) -> Iterator[DanglingReference]:
        """Those of the facts that name another which is not on record."""
        for fact in facts:
            for column, (table, key) in type(fact).REFERS.items():
                value = getattr(fact, column)
                if value and value not in self.live(table, key):
                    yield DanglingReference(fact, table, key, value)

    def live(self, table: str, key: str) -> set[object]:
        """What may be named: the live values of a table's column."""
        if (table, key) not in self._live:
            kind = fact_tables()[table]
            query = select(getattr(kind, key)).where(known_at(kind, self.reader.seq))
            self._live[table, key] = set(self.reader.session.exec(query))
        return self._live[table, key]

    def gone_in(self, broken: DanglingReference) -> int | None:
        """The change that took out what a fact names; ``None`` where it never was there."""
        kind = fact_tables()[broken.table]
        of_value = select(kind.until).where(getattr(kind, broken.key) == broken.value)
        return self.reader.session.exec(
            of_value.order_by(col(kind.until).desc().nulls_last())
        ).first()
