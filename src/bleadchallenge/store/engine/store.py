"""The store: made, opened, read as known at a change, and written one change at a time."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from bleadchallenge.domain.errors import NotOursError, ProgrammeError
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import file_seal, revisions, sqlite, table_faults
from bleadchallenge.store.engine.reader import Reader, resolve_change
from bleadchallenge.store.engine.sqlite_errors import translate_errors
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.ledger import Entry

__all__ = ["Reader", "Store", "Writer", "make", "new"]


@dataclass(frozen=True, slots=True)
class Store:
    """A store at a path; ``patience`` is how long to wait for another writer, in seconds."""

    path: Path
    patience: float = sqlite.BUSY_SECONDS

    @contextmanager
    def read(
        self, as_known: str | None = None, cohort: str = "", day: date | None = None
    ) -> Iterator[Reader]:
        """Read the store, as it is or as it was known at a change or on a day.

        What others write meanwhile is not seen. ``cohort`` and ``day`` are the reader's.
        """
        with self._session(writing=False) as session:
            yield Reader(session, resolve_change(session, as_known), cohort, day)

    @contextmanager
    def write(
        self,
        entry: Entry,
        *,
        dry_run: bool = False,
        cohort: str = "",
        day: date | None = None,
        before_signing: Callable[[Writer], None] | None = None,
    ) -> Iterator[Writer]:
        """Write one change; on any error nothing is kept.

        A change that brings nothing in and takes nothing out is not written
        down. With ``dry_run`` everything is tried and nothing kept.
        ``before_signing`` sees the whole change, and may refuse it by raising.
        """
        entry.require_keepable()
        with of_this_run.under_way(), self._session(writing=True) as session:
            _require_whole(session, self.path)
            number = ledger.append(session, entry)
            writer = Writer(session, cohort=cohort, day=day, number=number)
            yield writer
            if not writer.has_changed:
                return
            if before_signing is not None:
                before_signing(writer)
            ledger.sign(session, writer.number, writer.content())
            if not dry_run:
                file_seal.seal(session.connection())
                with _held_together():
                    session.commit()
                    writer.seq_written = writer.number
                    of_this_run.recorded.append(writer.number)

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        """One connection for the whole: whose file, which revision, then the work."""
        engine = sqlite.engine_for(self.path, writing=writing, patience=self.patience)
        with (
            _damage_found(self.path),
            translate_errors(self.path),
            engine.connect() as connection,
        ):
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
def _damage_found(path: Path) -> Iterator[None]:
    """Where something goes wrong that nobody foresaw, see whether the store is damaged."""
    try:
        yield
    except (ProgrammeError, OSError):
        raise
    except Exception:
        with sqlite.engine_for(path, writing=False).connect() as connection:
            _require_whole(Session(connection), path)
        raise


def _require_whole(session: Session, path: Path) -> None:
    """Raise ``NotOursError`` where a store is damaged: nothing is written into it.

    One that is as the program left it needs no further look.
    """
    connection = session.connection()
    if file_seal.is_sealed(connection) and file_seal.is_whole(connection):
        return
    from bleadchallenge.store.engine import health  # noqa: PLC0415 - loads every table

    wrong = health.damage(Reader(session))
    if wrong:
        raise NotOursError(
            f"the store {path} is damaged; nothing was written into it",
            why=wrong[0].what,
            fix=f"bleadchallenge check names all of it; {wrong[0].fix}",
        )


@contextmanager
def _held_together() -> Iterator[None]:
    """Let no signal come between a commit and the word that it was made."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def new(path: Path, *, dry_run: bool = False) -> Iterator[Store]:
    """A new store beside its place, to be filled; then it is put there whole.

    With ``dry_run`` it is not. Raises ``CannotCreateError`` where there is a file already.
    """
    with sqlite.beside(path) as part:
        if not _is_free(path):
            raise sqlite.taken(path) from FileExistsError()
        try:
            yield make(part.waiting)
            if not dry_run:
                part.put_into_free_place()
        except BaseException as error:
            of_this_run.begin()  # what was recorded is not in its place
            if isinstance(error, FileExistsError):
                raise sqlite.taken(path) from error
            raise


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def make(path: Path) -> Store:
    """Make a new store; raises ``CannotCreateError`` where that is impossible."""
    with sqlite.new_file(path) as connection:
        for statement in table_faults.statements():
            connection.exec_driver_sql(statement)
        revisions.stamp(connection)
        file_seal.seal(connection)
    return Store(path)
