"""What a database has of its own, behind one interface: SQLite's and PostgreSQL's.

No other module knows which of the two a store is kept in.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Protocol, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bleadchallenge.domain.errors import CannotCreateError
from bleadchallenge.staging import Staged
from bleadchallenge.store.place import Place

BUSY_SECONDS = 10.0
"""How long a run waits for another that writes, in seconds."""

Rows = Sequence[Sequence[object]]

OPTION = "database"
"""Under which name a connection knows its database."""


class InTheMaking(Protocol):
    """A store that is made beside its place, and then put there whole."""

    @property
    def waiting(self) -> Place:
        """Where it is made."""

    def put_into_free_place(self) -> None:
        """Put it there; raises ``FileExistsError`` where something is there already."""


class Database(Protocol):
    """A database that keeps a store, or may."""

    @property
    def place(self) -> Place:
        """Where the store stands."""

    def is_there(self) -> bool:
        """Whether anything stands there."""

    def is_file(self, path: Path) -> bool:
        """Whether the store is kept in this file."""

    def ledger_marks(self) -> list[str]:
        """The files beside the store in which backups say how far its ledger went."""

    def taken(self) -> CannotCreateError:
        """The refusal to make a store where something stands already."""

    def connect(
        self, *, writing: bool, patience: float = BUSY_SECONDS, altering: bool = False
    ) -> AbstractContextManager[Connection]:
        """A connection to the store that is there, its errors told plainly.

        Its transactions see one state and change nothing, or are the only ones that
        write. ``altering`` is for one that changes the tables themselves.
        """

    def empty(self) -> AbstractContextManager[Connection]:
        """The one transaction that makes a store where there is none."""

    def make_tables(self, connection: Connection) -> None:
        """Make every table of a new store."""

    def seal_tables(self, connection: Connection) -> None:
        """Do what is due when tables were made or altered, before that is committed."""

    def write_roles(self) -> Sequence[str]:
        """Make the store's roles and write their grants; raises ``UsageError`` without roles."""

    def seal(self, connection: Connection) -> None:
        """Do what is due before a change is committed."""

    def holds_seal(self, connection: Connection) -> bool | None:
        """Whether the store is as the program left it; ``None`` where nothing tells."""

    def all_or_none(self, connection: Connection) -> AbstractContextManager[None]:
        """A part of a transaction that can fail by itself, and then leaves nothing."""

    def add_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Rows
    ) -> None:
        """Insert many rows, as a published file has."""

    def in_the_making(self) -> AbstractContextManager[InTheMaking]:
        """A place to make a store in; whatever is left in it goes."""

    def put_aside(self, found: str, to: str) -> Path | None:
        """Keep the store as it is before it is brought up; gives the copy, where it needs one."""

    def copy(self, connection: Connection, target: Path) -> None:
        """Copy the store as a connection sees it into a file of its own, which is not there."""

    def for_a_backup(self) -> AbstractContextManager[Staged]:
        """A place for the copy of a backup, to look at it before it becomes the store."""

    def replace(self, copied: Staged, on: date, patience: float) -> Place | None:
        """Make the copy of a backup the store; gives where what was there is kept."""

    def has_room(self, connection: Connection) -> bool:
        """Whether so much was removed that the store is worth writing anew."""

    def compact(self) -> None:
        """Write the store anew, without the room that removed data took."""

    def damage(self, connection: Connection) -> list[str]:
        """What is wrong with the store below its tables, in the database's words."""

    def shape_faults(self, connection: Connection) -> list[str]:
        """How tables, indexes and triggers differ from those of a new store."""

    def value_faults(self, connection: Connection) -> list[str]:
        """Values that cannot be read."""

    def reason(self, error: DBAPIError) -> str:
        """What the database says of an error, without a value of anybody's."""


@contextmanager
def savepoint(connection: Connection, is_under_way: Callable[[], bool]) -> Iterator[None]:
    """A part of a transaction that can fail by itself, unless the whole has ended already."""
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if is_under_way():
            connection.exec_driver_sql("ROLLBACK TO part")
            connection.exec_driver_sql("RELEASE part")
        raise
    connection.exec_driver_sql("RELEASE part")


def database_of(connection: Connection) -> Database:
    """The database that a connection was made to."""
    return cast("Database", connection.get_execution_options()[OPTION])
