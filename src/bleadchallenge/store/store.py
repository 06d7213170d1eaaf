"""The store: made, opened, read as known at a change, and written one change at a time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Table, insert, inspect, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, func, select

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.errors import BusyError, DataError, UsageError
from bleadchallenge.store import ledger, revisions, sqlite
from bleadchallenge.store.facts import Fact, copy_of, describe, key_of, known_at, values_of
from bleadchallenge.store.ledger import Change, Entry
from bleadchallenge.store.rows import first_taken, whole_digest
from bleadchallenge.store.seals import seal
from bleadchallenge.store.tables import SourceFile, SourceRow
from bleadchallenge.store.values import require_text, settle

F = TypeVar("F", bound=Fact)
_NAMED_IN_FULL = 3
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(slots=True)
class Reader:
    """The facts as they were known after a change; ``seq`` of ``None`` is now."""

    session: Session
    seq: int | None = None

    def all(self, kind: type[F], *where: Any) -> list[F]:
        """The live facts of a table, in the order of their keys."""
        order = [getattr(kind, name) for name in kind.KEY]
        query = select(kind).where(known_at(kind, self.seq), *where).order_by(*order)
        return list(self.session.exec(query))

    def first(self, kind: type[F], *where: Any) -> F | None:
        """The first live fact of a table that fits, or ``None``."""
        found = self.all(kind, *where)
        return found[0] if found else None

    def get(self, kind: type[F], **key: Any) -> F | None:
        """The live fact of that key, or ``None``."""
        return self.first(kind, *(getattr(kind, name) == value for name, value in key.items()))

    def next_number(self, kind: type[F], column: str = "number", **within: Any) -> int:
        """The next running number of a table; one that was ever used is not used again.

        ``within`` narrows it, such as to a school whose actions are numbered.
        """
        of_kind = [getattr(kind, name) == value for name, value in within.items()]
        query = select(func.max(getattr(kind, column))).where(*of_kind)
        return (self.session.exec(query).one() or 0) + 1

    @property
    def change(self) -> int:
        """The number of the last change that is known."""
        return ledger.last_seq(self.session) if self.seq is None else self.seq


@dataclass(slots=True)
class Writer(Reader):
    """One change being written: facts come in and are taken out, all or nothing.

    ``number`` is the number it will have; ``seq_written`` stays ``None`` when
    nothing changed or nothing was to be kept.
    """

    number: int = 0
    brought: list[Fact] = field(default_factory=list)
    taken: list[Fact] = field(default_factory=list)
    purged: list[Fact] = field(default_factory=list)
    seq_written: int | None = None

    def bring(self, *facts: Fact) -> None:
        """Bring facts in, all or none.

        Raises ``DataError`` where one with the same key is live, or where a
        value cannot be kept.
        """
        for fact in facts:
            _require_new(fact)
            settle(fact)
        try:
            with sqlite.all_or_none(self.session.connection()):
                for kind, of_kind in _by_kind(facts).items():
                    self._insert(kind, of_kind)
        except IntegrityError as error:
            raise self._double(facts, error) from error
        self.brought.extend(facts)

    def take_out(self, *facts: Fact) -> None:
        """Take facts out: corrected, withdrawn or undone; they stay in the history.

        A fact that this very change brought in goes without a trace. Raises
        ``BusyError`` where another run has taken one out in the meantime.
        """
        for kind, of_kind in _by_kind(facts).items():
            self._drop(kind, {fact.id for fact in of_kind if fact.since == self.number})
            self._end(kind, [fact for fact in of_kind if fact.since != self.number])

    def replace(self, old: F, **changes: Any) -> F:
        """Put a corrected fact in the place of an old one; the same again changes nothing."""
        new = copy_of(old, changes)
        settle(new)
        if values_of(new) == values_of(old):
            return old
        self.take_out(old)
        self.bring(new)
        return new  # type: ignore[return-value]

    def bring_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Bring in the rows of a published file, which hang on their import."""
        if not rows:
            return
        try:
            with sqlite.all_or_none(self.session.connection()):
                self.session.connection().execute(insert(SourceRow), list(rows))
        except IntegrityError as error:
            raise DataError(
                "a row of the file is in the store already",
                why=str(error.orig),
                fix="give the import a number of its own, and each row once",
            ) from error
        except UnicodeEncodeError:
            for row in rows:
                require_text(str(row["cells"]), f"row {row['row']}")
            raise

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.brought or self.taken or self.purged)

    def _insert(self, kind: type[Fact], facts: list[Fact]) -> None:
        table = _table(kind)
        for fact in facts:
            fact.since = self.number
            seal(fact)
        rows = [fact.model_dump(exclude={"id"}) for fact in facts]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = self.session.connection().execute(statement, rows).scalars()
        for fact, number in zip(facts, ids, strict=True):
            set_committed_value(fact, "id", number)

    def _drop(self, kind: type[Fact], ids: set[int | None]) -> None:
        table = _table(kind)
        for part in _in_parts(list(ids)):
            self.session.connection().execute(table.delete().where(table.c.id.in_(part)))
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
        seen: set[tuple[Any, ...]] = set()
        double = []
        for fact in facts:
            key = (type(fact), *key_of(fact))
            if key in seen or self.get(
                type(fact), **dict(zip(type(fact).KEY, key[1:], strict=True))
            ):
                double.append(fact)
            seen.add(key)
        return DataError(
            f"already on record: {_first_few(double)}",
            why=str(error.orig),
            fix="correct the record that is there, or give another key",
        )


@dataclass(frozen=True, slots=True)
class Store:
    """A store at a path; ``patience`` is how long to wait for another writer, in seconds."""

    path: Path
    patience: float = sqlite.BUSY_SECONDS

    @contextmanager
    def read(self, as_known: str | None = None) -> Iterator[Reader]:
        """Read the store, as it is or as it was known at a change or on a day.

        What others write meanwhile is not seen.
        """
        with self._session(writing=False) as session:
            yield Reader(session, _seq_known(session, as_known))

    @contextmanager
    def write(self, entry: Entry, *, dry_run: bool = False) -> Iterator[Writer]:
        """Write one change; on any error nothing is kept.

        A change that brings nothing in and takes nothing out is not written
        down. With ``dry_run`` everything is tried and nothing kept.
        """
        entry.require_keepable()
        with self._session(writing=True) as session:
            writer = Writer(session, number=ledger.put_down(session, entry))
            yield writer
            if not writer.has_changed:
                return
            ledger.sign(session, writer.number, entry, _content(writer))
            if not dry_run:
                session.commit()
                writer.seq_written = writer.number

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        """One connection for the whole: whose file, which revision, then the work."""
        engine = sqlite.engine_for(self.path, writing=writing, patience=self.patience)
        with sqlite.told_plainly(self.path), engine.connect() as connection:
            if revisions.is_behind(connection, self.path):
                connection.rollback()
                revisions.upgrade(self.path)
            with Session(
                connection,
                autoflush=False,
                expire_on_commit=False,
                join_transaction_mode="control_fully",
            ) as session:
                yield session


def make(path: Path) -> Store:
    """Make a new store; raises ``CannotCreateError`` where that is impossible."""
    with sqlite.new_file(path) as connection:
        SQLModel.metadata.create_all(connection)
        revisions.stamp(connection)
    return Store(path)


def _content(writer: Writer) -> str:
    files = [fact for fact in writer.brought if isinstance(fact, SourceFile)]
    first = first_taken(writer.session) if files else {}
    rows = {
        file.number: whole_digest(writer.session, file.number)
        for file in files
        if first[file.number] == writer.number
    }
    return ledger.content_digest(writer.brought, writer.taken, writer.purged, rows)


def _require_new(fact: Fact) -> None:
    if fact.id is not None:
        raise ValueError(f"{describe(fact)} is on record already; bring a copy of it")


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


def _seq_known(session: Session, as_known: str | None) -> int | None:
    """The change number that a person meant by a number or a day."""
    if as_known is None:
        return None
    if _NUMBER.fullmatch(as_known):
        return _existing(int(as_known), ledger.last_seq(session))
    day = day_or_none(as_known)
    if day is None:
        raise UsageError(
            f"--as-known {as_known!r} is neither a change nor a day",
            fix="give the number of a change (see `bleadchallenge history`), or 2018-03-15",
        )
    on_or_before = func.substr(Change.at, 1, 10) <= day.isoformat()
    return session.exec(select(func.max(col(Change.seq))).where(on_or_before)).one() or 0


def _existing(seq: int, last: int) -> int:
    if seq > last:
        raise UsageError(
            f"there is no change {seq}",
            why=f"the last change of this store is {last}",
            fix="bleadchallenge history",
        )
    return seq
