"""What is SQLite's own: opening, pragmas, locking, whose file it is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from bleadchallenge.domain.errors import (
    BusyError,
    CannotCreateError,
    CannotWriteError,
    InputError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
)

APPLICATION_ID = 0x424C4348  # "BLCH"
BUSY_SECONDS = 10.0
_HEADER = b"SQLite format 3\x00"


def engine_for(path: Path, *, writing: bool) -> Engine:
    """An engine on a store: transactions begin immediately when writing.

    Python's own transaction handling is switched off, so that table definitions
    stand inside the transaction as well.
    """
    mode = "rw" if writing else "ro"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA cache_size=-65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]

    return engine


def make_file(path: Path) -> None:
    """Make an empty file for a new store, for its owner's eyes only.

    Raises ``CannotCreateError`` where the folder does not allow it.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise CannotCreateError(
            f"there is a file at {path} already",
            fix="give another --store, or use the store that is there",
        ) from error
    except OSError as error:
        raise CannotCreateError(
            f"cannot make a store at {path}",
            why=error.strerror or str(error),
            fix="give --store a place in a folder you may write to",
        ) from error


def require_ours(path: Path) -> None:
    """Raise unless the file is there, readable and a store of this program."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise InputError(
            f"there is no store at {path}",
            why="nothing has been imported or set up there yet",
            fix="bleadchallenge init, or give --store FILE",
        ) from error
    except OSError as error:
        raise InputError(
            f"cannot read the store at {path}", why=error.strerror or str(error)
        ) from error
    ours = head[:16] == _HEADER and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    if not ours:
        raise NotOursError(
            f"{path} is not a store of bleadchallenge",
            why="it does not carry the program's mark; it was left as it is",
            fix="give --store the path of a store, or a new name",
        )


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite says into errors a coordinator can act on."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        raise _operational(path, str(getattr(error, "orig", error))) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        text = str(getattr(error, "orig", error))
        if "malformed" not in text and "not a database" not in text:
            raise
        raise _damaged(path, text) from error


def _operational(path: Path, text: str) -> ProgrammeError:
    if "locked" in text or "busy" in text:
        return BusyError(
            f"the store {path} is busy",
            why="another run is writing to it",
            fix="try again in a moment",
        )
    if "readonly" in text or "read-only" in text:
        return NotPermittedError(
            f"the store {path} may be read but not written",
            fix="check who owns the file and its folder",
        )
    if "full" in text or "disk I/O" in text:
        return CannotWriteError(
            f"could not write to the store {path}",
            why=text,
            fix="make room on the disk and try again; nothing was changed",
        )
    if "unable to open" in text:
        return NotPermittedError(f"cannot open the store {path}", why=text)
    return _damaged(path, text)


def _damaged(path: Path, text: str) -> ProgrammeError:
    return NotOursError(
        f"the store {path} cannot be used",
        why=text,
        fix="bleadchallenge restore BACKUP, with the latest backup",
    )
