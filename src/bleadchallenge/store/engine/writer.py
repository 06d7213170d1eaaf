"""Writing: one change, whose facts come in and are taken out, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Table, func, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from bleadchallenge.domain.errors import BusyError, DataError
from bleadchallenge.store.engine.database import Database, database_of
from bleadchallenge.store.engine.reader import SelectiveReader
from bleadchallenge.store.engine.source_rows import (
    RowToKeep,
    first_taken,
    insert_rows,
    whole_digest,
)
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.base import Fact, OfCohort, copy_of, describe, key_of, values_of
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.facts.seals import seal
from bleadchallenge.store.facts.values import is_broken, normalise, unkeepable_text
from bleadchallenge.store.tables import SourceFile

F = TypeVar("F", bound=Fact)
_NAMED_IN_FULL = 3


@dataclass(slots=True)
class Writer(SelectiveReader):
    """One change being written: facts come in and are taken out, all or nothing.

    ``number`` is the number it will have; ``seq_written`` stays ``None`` when
    nothing changed or nothing was to be kept. ``notes`` are what a person should
    know of the change, once it is signed.
    """

    number: int = 0
    brought: list[Fact] = field(default_factory=list)
    taken: list[Fact] = field(default_factory=list)
    purged: list[Fact] = field(default_factory=list)
    purged_words: list[Change] = field(default_factory=list)
    row_digests: dict[int, str] = field(default_factory=dict)
    seq_written: int | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def _database(self) -> Database:
        return database_of(self.session.connection())

    def _forget(self) -> None:
        """Work out anew whatever was worked out before something was written."""
        self._worked_out.clear()

    def add(self, *facts: Fact) -> None:
        """Bring facts in, all or none; what is of one cohort is of the one looked at.

        Raises ``DataError`` where one with the same key is live, or where a
        value cannot be kept.
        """
        for fact in facts:
            if isinstance(fact, OfCohort) and fact.cohort is None:
                fact.cohort = self.cohort_in_use
        self.put_back(*facts)

    def put_back(self, *facts: Fact) -> None:
        """Bring facts in as they are, for the cohort that they were of."""
        for fact in facts:
            _require_new(fact)
            normalise(fact)
        self._forget()
        try:
            with self._database.all_or_none(self.session.connection()):
                for kind, of_kind in _by_kind(facts).items():
                    self._insert(kind, of_kind)
        except IntegrityError as error:
            for fact in facts:
                set_committed_value(fact, "id", None)
            raise self._double(facts, error) from error
        self.brought.extend(facts)

    def retract(self, *facts: Fact) -> None:
        """Take facts out: corrected, withdrawn or undone; they stay in the history.

        A fact that this very change brought in goes without a trace. Raises
        ``BusyError`` where another run has taken one out in the meantime.
        """
        for fact in facts:
            _require_kept(fact)
        self._forget()
        for kind, of_kind in _by_kind(facts).items():
            self._drop(kind, {fact.id for fact in of_kind if fact.since == self.number})
            self._end(kind, [fact for fact in of_kind if fact.since != self.number])

    def replace(self, old: F, **changes: object) -> F:
        """Put a corrected fact in the place of an old one; the same again changes nothing."""
        (new,) = self.replace_all([(old, changes)])
        return new

    def replace_all(self, corrections: Iterable[tuple[F, Mapping[str, object]]]) -> list[F]:
        """Put corrected facts in the place of old ones, all at once; as ``replace`` does each."""
        pairs = [(old, _corrected(old, changes)) for old, changes in corrections]
        self.retract(*(old for old, new in pairs if new is not old))
        self.put_back(*(new for old, new in pairs if new is not old))
        return [new for _old, new in pairs]

    def add_rows(self, rows: Sequence[RowToKeep]) -> None:
        """Bring in the rows of a published file, which hang on their import."""
        if not rows:
            return
        self._forget()
        if any("\0" in text for row in rows for text in row[2:]):
            raise _broken_row(rows)
        try:
            with self._database.all_or_none(self.session.connection()):
                digests = insert_rows(self.session.connection(), rows)
        except IntegrityError as error:
            raise DataError(
                "a row of the file is in the store already",
                why=self._database.reason(error),
                fix="give the import a number of its own, and each row once",
            ) from error
        except UnicodeEncodeError as error:
            raise _broken_row(rows) from error
        for source, digest in digests.items():
            is_all = source not in self.row_digests
            self.row_digests[source] = digest if is_all else whole_digest(self.session, source)

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.brought or self.taken or self.purged or self.purged_words)

    def content(self) -> str:
        """The digest of what the change did."""
        files = [fact for fact in self.brought if isinstance(fact, SourceFile)]
        first = first_taken(self.session) if files else {}
        rows = {
            file.number: self.row_digests.get(file.number)
            or whole_digest(self.session, file.number)
            for file in files
            if first[file.number] == self.number
        }
        return ledger.content_digest(self.brought, self.taken, self.purged, rows, self.purged_words)

    def _insert(self, kind: type[Fact], facts: list[Fact]) -> None:
        table = _table(kind)
        first = (self.session.scalar(select(func.max(table.c.id))) or 0) + 1
        for number, fact in enumerate(facts, first):
            set_committed_value(fact, "id", number)
            set_committed_value(fact, "since", self.number)
            seal(fact)
        rows = [{name: vars(fact)[name] for name in kind.model_fields} for fact in facts]
        self.session.connection().execute(insert(table), rows)

    def _drop(self, kind: type[Fact], ids: set[int | None]) -> None:
        if not ids:
            return
        table = _table(kind)
        for part in _in_parts(list(ids)):
            self.session.connection().execute(table.delete().where(table.c.id.in_(part)))
        for number in ids:  # which the database may give to the next fact
            gone = self.session.identity_map.get(identity_key(kind, number))
            if gone is not None:
                self.session.expunge(gone)
        self.brought = [
            fact for fact in self.brought if type(fact) is not kind or fact.id not in ids
        ]

    def _end(self, kind: type[Fact], facts: list[Fact]) -> None:
        table = _table(kind)
        ended = 0
        for part in _in_parts([fact.id for fact in facts]):
            live = table.c.id.in_(part) & table.c.until.is_(None)
            statement = update(table).where(live).values(until=self.number)
            ended += self.session.connection().execute(statement).rowcount
        if ended != len(facts):
            raise BusyError(
                f"what was to be changed has changed meanwhile: {_first_few(facts)}",
                why="another run was quicker; nothing was changed by this one",
                fix="look at the record again and repeat the command",
            )
        for fact in facts:
            set_committed_value(fact, "until", self.number)
        self.taken.extend(facts)

    def _double(self, facts: Sequence[Fact], error: IntegrityError) -> DataError:
        seen: set[tuple[object, ...]] = set()
        double, since = [], ""
        for fact in facts:
            key = (type(fact), *key_of(fact))
            old = self.same(fact)
            if key in seen or old:
                double.append(fact)
                since = since or (f"recorded by change {old.since}" if old else "")
            seen.add(key)
        return DataError(
            f"already on record: {_first_few(double)}",
            why=since or self._database.reason(error),
            fix="correct the record that is there, or give another key",
        )


def _corrected(old: F, changes: Mapping[str, object]) -> F:
    """The fact with its changes; the old one itself where nothing is other than it was."""
    new = copy_of(old, changes)
    normalise(new)
    return old if values_of(new) == values_of(old) else new


def _require_new(fact: Fact) -> None:
    if fact.id is not None:
        raise ValueError(f"{describe(fact)} is on record already; bring a copy of it")


def _require_kept(fact: Fact) -> None:
    if fact.id is None:
        raise ValueError(f"{describe(fact)} is not on record; only what is can be taken out")


def _by_kind(facts: Iterable[Fact]) -> dict[type[Fact], list[Fact]]:
    found: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[type(fact)].append(fact)
    return found


def _table(kind: type[Fact]) -> Table:
    table = inspect(kind).local_table
    assert isinstance(table, Table)  # noqa: S101 - every kind of fact is a table
    return table


def _in_parts(ids: list[int | None], size: int = 10_000) -> Iterator[list[int | None]]:
    """Ids in parts that one statement can take."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _first_few(facts: Sequence[Fact]) -> str:
    shown = [describe(fact) for fact in facts[:_NAMED_IN_FULL]]
    more = len(facts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _broken_row(rows: Sequence[RowToKeep]) -> DataError:
    broken = (row.row for row in rows if any(map(is_broken, row)))
    return unkeepable_text(f"row {next(broken)}")
