"""Which revision of the tables a store has, and how an older one is brought up."""

import shutil
from pathlib import Path

from sqlalchemy import Connection

from bleadchallenge.domain.errors import CannotWriteError, NotOursError
from bleadchallenge.store import sqlite

REVISION = "0001"


def stamp(connection: Connection) -> None:
    """Write the current revision into a new store."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))


def require_current(path: Path) -> None:
    """Bring an older store up to date; refuse a stranger's file and a newer store.

    The older store is copied aside first, as ``NAME.before-REVISION``.
    """
    sqlite.require_ours(path)
    found = revision_of(path)
    if found == REVISION:
        return
    if found > REVISION:
        raise NotOursError(
            f"the store {path} was made by a newer bleadchallenge",
            why=f"it has revision {found}; this program knows up to {REVISION}",
            fix="upgrade the program, or use a store of your own",
        )
    _upgrade(path, found)


def revision_of(path: Path) -> str:
    """The revision a store was last brought to."""
    engine = sqlite.engine_for(path, writing=False)
    with sqlite.told_plainly(path), engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchall()
    return str(rows[0][0]) if rows else ""


def _upgrade(path: Path, found: str) -> None:
    """Run the migrations in one transaction on a store that was copied aside."""
    import bleadchallenge.store.migrations.run as run  # noqa: PLC0415, PLR0402 - only when behind

    aside = path.with_name(f"{path.name}.before-{REVISION}")
    try:
        shutil.copy2(path, aside)
    except OSError as error:
        raise CannotWriteError(
            f"cannot copy {path} aside before bringing it from revision {found} to {REVISION}",
            why=error.strerror or str(error),
            fix="make room beside the store and try again; the store was left as it is",
        ) from error
    run.upgrade(path, REVISION)
