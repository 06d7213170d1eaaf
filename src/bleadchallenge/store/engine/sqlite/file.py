"""A store in a file of SQLite's."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError

from bleadchallenge import staging
from bleadchallenge.domain.errors import (
    CannotCreateError,
    CannotWriteError,
    NotPermittedError,
    ProgrammeError,
    UsageError,
)
from bleadchallenge.staging import Staged
from bleadchallenge.store.engine import table_faults
from bleadchallenge.store.engine.database import BUSY_SECONDS, Rows
from bleadchallenge.store.engine.sqlite import connections, seal
from bleadchallenge.store.engine.sqlite.errors import translate_errors
from bleadchallenge.store.facts.ledger import MARK_SUFFIX


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A store in a file: see ``Database`` for what each of these promises."""

    place: Path

    def is_there(self) -> bool:
        """Whether there is a file, or anything but an empty one."""
        return self.place.exists() and not (self.place.is_file() and not self.place.stat().st_size)

    def is_file(self, path: Path) -> bool:
        """Whether the store is that file."""
        return _is_same(self.place, path)

    def ledger_marks(self) -> list[str]:
        """The files beside it that backups left."""
        return sorted(map(str, self.place.parent.glob(f"*{MARK_SUFFIX}")))

    def taken(self) -> CannotCreateError:
        """The refusal of a name that a file has already."""
        return connections.taken(self.place)

    @contextmanager
    def connect(
        self, *, writing: bool, patience: float = BUSY_SECONDS, altering: bool = False
    ) -> Iterator[Connection]:
        """Open the file; while tables are made anew, references are checked at the end."""
        engine = connections.engine_for(
            self.place, writing=writing, patience=patience, foreign_keys=not altering
        ).execution_options(database=self)
        with translate_errors(self.place), engine.connect() as connection:
            yield connection

    @contextmanager
    def empty(self) -> Iterator[Connection]:
        """Make an empty file, with the program's mark."""
        with connections.new_file(self.place) as connection:
            yield connection.execution_options(database=self)

    def make_tables(self, connection: Connection) -> None:
        """Make the tables as they were written down."""
        for statement in table_faults.statements():
            connection.exec_driver_sql(statement)

    def seal_tables(self, connection: Connection) -> None:
        """Seal the file."""
        self.seal(connection)

    def write_roles(self) -> Sequence[str]:
        """A file has none: who may open it may write it."""
        raise UsageError(
            f"{self.place} is a file, which has no roles",
            fix="leave --roles out; who may read or write a file is the system's to say",
        )

    def seal(self, connection: Connection) -> None:
        """Seal the file."""
        seal.seal(connection)

    def holds_seal(self, connection: Connection) -> bool | None:
        """Whether the file bears its seal; one of an older version has none."""
        return seal.is_whole(connection) if seal.is_sealed(connection) else None

    def all_or_none(self, connection: Connection) -> AbstractContextManager[None]:
        """A savepoint."""
        return connections.all_or_none(connection)

    def add_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Rows
    ) -> None:
        """Give the rows to the driver itself, which takes a nation's as they come."""
        names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, [tuple(row) for row in rows])

    def in_the_making(self) -> AbstractContextManager[Staged]:
        """A place beside the file."""
        return connections.beside(self.place)

    def put_aside(self, found: str, to: str) -> Path | None:
        """Copy the file aside as ``NAME.before-REVISION``, unless a killed run had done so."""
        real = Path(os.path.realpath(self.place))
        aside = staging.with_addition(real, f".before-{to}")
        end = connections.ledger_end(aside) if aside.exists() else None
        if end is not None and end == connections.ledger_end(self.place):
            staging.clear(aside)
            return aside
        aside = connections.free_name(aside)
        try:
            with staging.staged(aside) as staged:
                connections.copy(self.place, staged.waiting)
                staged.put_into_free_place()
        except (ProgrammeError, OSError) as error:
            raise _not_put_aside(self.place, found, to, error) from error
        return aside

    def copy(self, connection: Connection, target: Path) -> None:
        """Copy the file as it stands."""
        connections.copy(connection, target)

    def for_a_backup(self) -> AbstractContextManager[Staged]:
        """A place beside the file."""
        return connections.beside(self.place)

    def replace(self, copied: Staged, on: date, patience: float) -> Path | None:
        """Put the copy into its place, where at every moment there is a whole store."""
        SqliteFile(copied.waiting).compact()
        with connections.alone(self.place, patience):
            aside = _set_aside(copied.place, on)
            copied.put_into_place()
        return aside

    def has_room(self, connection: Connection) -> bool:
        """Whether half of the file is room that removed data took."""
        return connections.is_mostly_free(connection)

    def compact(self) -> None:
        """Write the file anew."""
        connections.compact(self.place)

    def damage(self, connection: Connection) -> list[str]:
        """What is wrong with the file itself."""
        with _as_errors_of_a_driver():
            return connections.damage(connection)

    def shape_faults(self, connection: Connection) -> list[str]:
        """How the tables differ from those of a new store."""
        with _as_errors_of_a_driver():
            return list(table_faults.shape_faults(connection))

    def value_faults(self, connection: Connection) -> list[str]:
        """Values that are not of their column's kind."""
        with _as_errors_of_a_driver():
            return list(table_faults.value_faults(connection))

    def reason(self, error: DBAPIError) -> str:
        """SQLite's own words, which hold no values."""
        return str(error.orig)


@contextmanager
def _as_errors_of_a_driver() -> Iterator[None]:
    """Let SQLite's own errors pass as those that SQLAlchemy tells."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(None, None, error) from error


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _not_put_aside(path: Path, found: str, to: str, error: Exception) -> ProgrammeError:
    if not os.access(path.parent, os.W_OK):
        return NotPermittedError(
            f"the store {path} is of an older revision and may not be brought up where it is",
            why=f"{path.parent} may not be written to, nor the store copied aside in it",
            fix="copy the store into a folder of your own, and use the copy",
        )
    return CannotWriteError(
        f"cannot copy {path} aside before bringing it from revision {found or 'none'} to {to}",
        why=error.why or error.what if isinstance(error, ProgrammeError) else str(error),
        fix="make room beside the store and try again; the store was left as it is",
    )


def _set_aside(path: Path, on: date) -> Path | None:
    """Give the store that is there a dated name as well, until another takes its place.

    What a broken-off run left beside it goes with it: SQLite would take it for
    the new one's.
    """
    if not path.exists():
        return None
    aside = staging.with_addition(path, f".replaced-{on.isoformat()}")
    if not _is_same(aside, path):  # a killed run had come that far
        aside = connections.free_name(aside)
        staging.link(path, aside)
    journal = connections.journal_of(path)
    if journal.exists():
        journal.rename(connections.journal_of(aside))
    return aside
