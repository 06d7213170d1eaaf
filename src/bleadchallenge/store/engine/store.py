"""The store: made, opened, read as known at a change, and written one change at a time."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bleadchallenge.domain.errors import NotOursError, ProgrammeError
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import revisions
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.database import BUSY_SECONDS, Database, InTheMaking
from bleadchallenge.store.engine.reader import Reader, resolve_change
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.ledger import Entry
from bleadchallenge.store.place import Place

__all__ = ["Reader", "Store", "Writer", "make", "new"]


@dataclass(frozen=True, slots=True)
class Store:
    """A store at its place; ``patience`` is how long to wait for another writer, in seconds."""

    place: Place
    patience: float = BUSY_SECONDS

    @property
    def database(self) -> Database:
        """The database it is kept in."""
        return database_at(self.place)

    def is_there(self) -> bool:
        """Whether anything stands in its place."""
        return self.database.is_there()

    def write_roles(self) -> Sequence[str]:
        """Make the roles of a store on a server and write their grants; gives their names."""
        return self.database.write_roles()

    def ledger_marks(self) -> list[str]:
        """The files beside it in which backups say how far its ledger went."""
        return self.database.ledger_marks()

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
            _require_whole(session, self.database)
            number = ledger.append(session, entry)
            writer = Writer(session, cohort=cohort, day=day, number=number)
            yield writer
            if not writer.has_changed:
                return
            if before_signing is not None:
                before_signing(writer)
            ledger.sign(session, writer.number, writer.content())
            if not dry_run:
                self.database.seal(session.connection())
                with _held_together():
                    session.commit()
                    writer.seq_written = writer.number
                    of_this_run.recorded.append(writer.number)

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        """One connection for the whole: whose store, which revision, then the work."""
        database = self.database
        with (
            _damage_found(database),
            database.connect(writing=writing, patience=self.patience) as connection,
        ):
            if revisions.is_behind(connection, self.place):
                connection.rollback()
                revisions.upgrade(self.place)
            with Session(
                connection,
                autoflush=False,
                expire_on_commit=False,
                join_transaction_mode="control_fully",
            ) as session:
                yield session


@contextmanager
def _damage_found(database: Database) -> Iterator[None]:
    """Where something goes wrong that nobody foresaw, see whether the store is damaged."""
    try:
        yield
    except (ProgrammeError, OSError):
        raise
    except Exception:
        with database.connect(writing=False) as connection:
            _require_whole(Session(connection), database)
        raise


def _require_whole(session: Session, database: Database) -> None:
    """Raise ``NotOursError`` where a store is damaged: nothing is written into it.

    One that is as the program left it needs no further look.
    """
    if database.holds_seal(session.connection()):
        return
    from bleadchallenge.store.engine import health  # noqa: PLC0415 - loads every table

    wrong = health.damage(Reader(session))
    if wrong:
        raise NotOursError(
            f"the store {database.place} is damaged; nothing was written into it",
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
def new(place: Place, *, dry_run: bool = False) -> Iterator[Store]:
    """A new store beside its place, to be filled; then it is put there whole.

    With ``dry_run`` it is not. Raises ``CannotCreateError`` where there is one already.
    """
    with in_the_making(place, dry_run=dry_run) as part:
        yield make(part.waiting)


@contextmanager
def in_the_making(place: Place, *, dry_run: bool = False) -> Iterator[InTheMaking]:
    """A place beside another to make a store in; in the end the store is put there whole."""
    database = database_at(place)
    with database.in_the_making() as part:
        if database.is_there():
            raise database.taken()
        try:
            yield part
            if not dry_run:
                part.put_into_free_place()
        except BaseException as error:
            of_this_run.begin()  # what was recorded is not in its place
            if isinstance(error, FileExistsError):
                raise database.taken() from error
            raise


def make(place: Place) -> Store:
    """Make a new store; raises ``CannotCreateError`` where that is impossible."""
    database = database_at(place)
    with database.empty() as connection:
        database.make_tables(connection)
        revisions.stamp(connection)
        database.seal_tables(connection)
    return Store(place)
