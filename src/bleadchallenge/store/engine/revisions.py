"""Which revision of the tables a store has, and how an older one is brought up."""

import re
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bleadchallenge.domain.errors import NotOursError, ProgrammeError
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import table_faults
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.database import Database
from bleadchallenge.store.place import Place

REVISION = "0008"
_NUMBER = re.compile(r"[0-9]{4}")


def stamp(connection: Connection) -> None:
    """Write the current revision into a new store."""
    connection.exec_driver_sql(table_faults.REVISION_TABLE)
    connection.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": REVISION})


def revision_of(connection: Connection) -> str:
    """The revision a store was last brought to."""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def is_behind(connection: Connection, place: Place) -> bool:
    """Whether a store is older than the program; raises ``NotOursError`` for a newer one."""
    found = revision_of(connection)
    if not _NUMBER.fullmatch(found) and (found or inspect(connection).has_table("change")):
        raise NotOursError(
            f"the store {place} cannot be brought up to date",
            why="its revision is none that this program ever wrote",
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
    if found > REVISION:
        raise NotOursError(
            f"the store {place} was made by a newer bleadchallenge",
            why=f"it has revision {found}; this program knows up to {REVISION}",
            fix="upgrade the program, or use a store of your own",
        )
    return found < REVISION


def upgrade(place: Place, to: str = REVISION, *, versions: Path | None = None) -> Path | None:
    """Bring an older store up, in one transaction; gives the copy that was put aside, if any.

    A file as it was stands beside it as ``NAME.before-REVISION``. Where
    anything fails the store is left as it was and the copy is taken away. The
    lock is held throughout, so that of two runs the second finds the work done.
    ``versions`` is a folder of revisions to look in as well.
    """
    import bleadchallenge.store.migrations.run as run  # noqa: PLC0415, PLR0402 - only when behind

    database = database_at(place)
    with database.connect(writing=True, altering=True) as connection:
        found = revision_of(connection)
        if found >= to:
            return None
        aside = database.put_aside(found, to)
        try:
            run.upgrade(connection, to, versions)
            _require_whole(database, connection)
            database.seal_tables(connection)
            has_room = database.has_room(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            if aside is not None:
                aside.unlink()
            of_this_run.begin()  # the copy is gone again
            raise
    if has_room:
        with suppress(ProgrammeError):  # it is whole, and stays large where it is busy
            database.compact()
    return aside


def _require_whole(database: Database, connection: Connection) -> None:
    wrong = database.damage(connection)
    if wrong:
        raise NotOursError(
            f"the store {database.place} cannot be brought up to date; it was left as it is",
            why=wrong[0],
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
