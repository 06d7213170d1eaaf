"""The store: made, opened, read as known at a change, and written one change at a time."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import revisions, sqlite
from bleadchallenge.store.engine.reader import Reader, resolve_change
from bleadchallenge.store.engine.sqlite_errors import translate_errors
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.ledger import Entry

__all__ = ["SCHEMA", "Reader", "Store", "Writer", "make"]

SCHEMA = Path(__file__).with_name("schema.sql")
"""The statements that make a new store, one a line, as the tables have them."""


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
            yield Reader(session, resolve_change(session, as_known))

    @contextmanager
    def write(self, entry: Entry, *, dry_run: bool = False) -> Iterator[Writer]:
        """Write one change; on any error nothing is kept.

        A change that brings nothing in and takes nothing out is not written
        down. With ``dry_run`` everything is tried and nothing kept.
        """
        entry.require_keepable()
        with of_this_run.under_way(), self._session(writing=True) as session:
            writer = Writer(session, number=ledger.append(session, entry))
            yield writer
            if not writer.has_changed:
                return
            ledger.sign(session, writer.number, entry, writer.content())
            if not dry_run:
                with _held_together():
                    session.commit()
                    writer.seq_written = writer.number
                    of_this_run.recorded.append(writer.number)

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        """One connection for the whole: whose file, which revision, then the work."""
        engine = sqlite.engine_for(self.path, writing=writing, patience=self.patience)
        with translate_errors(self.path), engine.connect() as connection:
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


@contextmanager
def _held_together() -> Iterator[None]:
    """Let no signal come between a commit and the word that it was made."""
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def make(path: Path) -> Store:
    """Make a new store; raises ``CannotCreateError`` where that is impossible."""
    with sqlite.new_file(path) as connection:
        for statement in SCHEMA.read_text(encoding="utf-8").splitlines():
            connection.exec_driver_sql(statement)
        revisions.stamp(connection)
    return Store(path)
