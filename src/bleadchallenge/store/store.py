"""The store: made, opened, read as known at a change, and written one change at a time."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, func, select

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.errors import DataError, NotPermittedError, UsageError
from bleadchallenge.store import revisions, sqlite
from bleadchallenge.store.facts import Fact, copy_of, describe, known_at
from bleadchallenge.store.ledger import (
    Change,
    Entry,
    chained,
    content_digest,
    digest_before,
    next_seq,
)
from bleadchallenge.store.tables import SourceRow

F = TypeVar("F", bound=Fact)


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

    @property
    def change(self) -> int:
        """The number of the last change that is known."""
        if self.seq is not None:
            return self.seq
        return self.session.exec(select(func.max(col(Change.seq)))).one() or 0


@dataclass(slots=True)
class Writer(Reader):
    """One change being written: facts come in and are taken out, all or nothing.

    ``number`` is the number it will have; ``seq_written`` stays ``None`` when
    nothing changed or nothing was to be kept.
    """

    number: int = 0
    brought: list[Fact] = field(default_factory=list)
    taken: list[Fact] = field(default_factory=list)
    seq_written: int | None = None

    def bring(self, *facts: Fact) -> None:
        """Bring facts in; raises ``DataError`` where one with the same key is live."""
        for fact in facts:
            fact.since = self.number
            self.session.add(fact)
        try:
            self.session.flush()
        except IntegrityError as error:
            raise _double(facts, error) from error
        self.brought.extend(facts)

    def take_out(self, *facts: Fact) -> None:
        """Take facts out: corrected, withdrawn or undone; they stay in the history."""
        for fact in facts:
            fact.until = self.number
            self.session.add(fact)
        self.session.flush()
        self.taken.extend(facts)

    def replace(self, old: F, **changes: Any) -> F:
        """Put a corrected fact in the place of an old one."""
        new = copy_of(old, changes)
        self.take_out(old)
        self.bring(new)
        return new  # type: ignore[return-value]

    def bring_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Bring in the rows of a published file, which hang on their import."""
        if rows:
            self.session.connection().execute(insert(SourceRow), list(rows))


@dataclass(frozen=True, slots=True)
class Store:
    """A store at a path."""

    path: Path

    @contextmanager
    def read(self, as_known: str | None = None) -> Iterator[Reader]:
        """Read the store, as it is or as it was known at a change or on a day."""
        revisions.require_current(self.path)
        engine = sqlite.engine_for(self.path, writing=False)
        with sqlite.told_plainly(self.path), Session(engine, autoflush=False) as session:
            yield Reader(session, _seq_known(session, as_known))

    @contextmanager
    def write(self, entry: Entry, *, dry_run: bool = False) -> Iterator[Writer]:
        """Write one change; on any error nothing is kept.

        A change that brings nothing in and takes nothing out is not written
        down. With ``dry_run`` everything is tried and nothing kept.
        """
        revisions.require_current(self.path)
        _require_writable(self.path)
        engine = sqlite.engine_for(self.path, writing=True)
        with (
            sqlite.told_plainly(self.path),
            Session(engine, autoflush=False, expire_on_commit=False) as session,
        ):
            session.connection()
            pending = _pending(session, entry)
            writer = Writer(session, number=pending.seq)
            yield writer
            if writer.brought or writer.taken:
                _write_down(session, pending, writer)
            if dry_run or writer.seq_written is None:
                session.rollback()
                writer.seq_written = None
            else:
                session.commit()


def make(path: Path) -> Store:
    """Make a new store; raises ``CannotCreateError`` where that is impossible."""
    sqlite.make_file(path)
    engine = sqlite.engine_for(path, writing=True)
    with sqlite.told_plainly(path), engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={sqlite.APPLICATION_ID}")
        revisions.stamp(connection)
    return Store(path)


def _pending(session: Session, entry: Entry) -> Change:
    """The line of the ledger, put down first so that facts can name it."""
    change = Change(seq=next_seq(session), content="", digest="", **_said(entry))
    session.add(change)
    session.flush()
    return change


def _said(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("at", "author", "command", "reason", "undoes")}


def _write_down(session: Session, change: Change, writer: Writer) -> None:
    entry = Entry(change.at, change.author, change.command, change.reason, change.undoes)
    content = content_digest(writer.brought, writer.taken)
    digest = chained(change.seq, entry, content, digest_before(session, change.seq))
    session.connection().execute(
        update(Change).where(col(Change.seq) == change.seq).values(content=content, digest=digest)
    )
    writer.seq_written = change.seq


def _seq_known(session: Session, as_known: str | None) -> int | None:
    """The change number that a person meant by a number or a day."""
    if as_known is None:
        return None
    last = session.exec(select(func.max(col(Change.seq)))).one() or 0
    if as_known.isdigit():
        return _existing(int(as_known), last)
    day = day_or_none(as_known)
    if day is None:
        raise UsageError(
            f"--as-known {as_known!r} is neither a change nor a day",
            fix="give the number of a change (see `bleadchallenge history`), or 2018-03-15",
        )
    query = select(func.max(col(Change.seq))).where(
        func.substr(Change.at, 1, 10) <= day.isoformat()
    )
    return session.exec(query).one() or 0


def _existing(seq: int, last: int) -> int:
    if seq > last:
        raise UsageError(
            f"there is no change {seq}",
            why=f"the last change of this store is {last}",
            fix="bleadchallenge history",
        )
    return seq


def _require_writable(path: Path) -> None:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise NotPermittedError(
            f"the store {path} may be read but not written",
            fix="check who owns the file and its folder",
        )


def _double(facts: Sequence[Fact], error: IntegrityError) -> DataError:
    return DataError(
        f"already on record: {', '.join(describe(fact) for fact in facts[:3])}",
        why=str(error.orig),
        fix="correct the record that is there, or give another key",
    )
