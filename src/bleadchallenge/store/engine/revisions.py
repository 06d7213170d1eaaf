"""Which revision of the tables a store has, and how an older one is brought up."""

import os
import re
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from bleadchallenge import staging
from bleadchallenge.domain.errors import (
    CannotWriteError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
)
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import file_seal, sqlite, table_faults
from bleadchallenge.store.engine.sqlite_errors import translate_errors

REVISION = "0008"
_NUMBER = re.compile(r"[0-9]{4}")


def stamp(connection: Connection) -> None:
    """Write the current revision into a new store."""
    connection.exec_driver_sql(table_faults.REVISION_TABLE)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))


def revision_of(connection: Connection) -> str:
    """The revision a store was last brought to."""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def is_behind(connection: Connection, path: Path) -> bool:
    """Whether a store is older than the program; raises ``NotOursError`` for a newer one."""
    found = revision_of(connection)
    if not _NUMBER.fullmatch(found) and (found or _has_ledger(connection)):
        raise NotOursError(
            f"the store {path} cannot be brought up to date",
            why="its revision is none that this program ever wrote",
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
    if found > REVISION:
        raise NotOursError(
            f"the store {path} was made by a newer bleadchallenge",
            why=f"it has revision {found}; this program knows up to {REVISION}",
            fix="upgrade the program, or use a store of your own",
        )
    return found < REVISION


def _has_ledger(connection: Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'change'"
    return bool(connection.exec_driver_sql(query).scalar())


def upgrade(path: Path, to: str = REVISION, *, versions: Path | None = None) -> Path | None:
    """Bring an older store up, in one transaction; gives the copy that was put aside.

    The store as it was stands beside it as ``NAME.before-REVISION``. Where
    anything fails the store is left as it was and the copy is taken away. The
    lock is held throughout, so that of two runs the second finds the work done.
    ``versions`` is a folder of revisions to look in as well.
    """
    import bleadchallenge.store.migrations.run as run  # noqa: PLC0415, PLR0402 - only when behind

    engine = sqlite.engine_for(path, writing=True, foreign_keys=False)
    with translate_errors(path), engine.connect() as connection:
        found = revision_of(connection)
        if found >= to:
            return None
        aside = _put_aside(path, found, to)
        try:
            run.upgrade(connection, to, versions)
            _require_whole(connection, path)
            has_room = sqlite.is_mostly_free(connection)
            if has_room:
                file_seal.remove(connection)
            else:
                file_seal.seal(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            aside.unlink()
            of_this_run.begin()  # the copy is gone again
            raise
    if has_room:
        with suppress(ProgrammeError):  # it is whole, and stays large where it is busy
            sqlite.compact(path)
    return aside


def _put_aside(path: Path, found: str, to: str) -> Path:
    real = Path(os.path.realpath(path))
    aside = staging.with_addition(real, f".before-{to}")
    if _is_same(path, aside):  # a killed run had come that far
        return aside
    aside = sqlite.free_name(aside)
    try:
        with staging.staged(aside) as staged:
            sqlite.copy(path, staged.waiting)
            staged.put_into_free_place()
    except (ProgrammeError, OSError) as error:
        if not os.access(path.parent, os.W_OK):
            raise NotPermittedError(
                f"the store {path} is of an older revision and may not be brought up where it is",
                why=f"{path.parent} may not be written to, nor the store copied aside in it",
                fix="copy the store into a folder of your own, and use the copy",
            ) from error
        raise CannotWriteError(
            f"cannot copy {path} aside before bringing it from revision {found or 'none'} to {to}",
            why=error.why or error.what if isinstance(error, ProgrammeError) else str(error),
            fix="make room beside the store and try again; the store was left as it is",
        ) from error
    return aside


def _is_same(path: Path, aside: Path) -> bool:
    """Whether a store that was put aside ends with the same change as the one that is there."""
    end = sqlite.ledger_end(aside) if aside.exists() else None
    return end is not None and end == sqlite.ledger_end(path)


def _require_whole(connection: Connection, path: Path) -> None:
    wrong = sqlite.damage(connection)
    if wrong:
        raise NotOursError(
            f"the store {path} cannot be brought up to date; it was left as it is",
            why=wrong[0],
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
