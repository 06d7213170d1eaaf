"""What SQLite says, told plainly: each failure with its exit code and a way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bleadchallenge.domain.errors import (
    BusyError,
    CannotWriteError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into errors a coordinator can act on."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        plain = _plainly(path, getattr(said, "sqlite_errorname", ""), str(said))
        if plain is None:
            raise
        raise plain from error


def unexpected_error(path: Path) -> NotOursError:
    """The refusal of a file that is not ours."""
    return NotOursError(
        f"{path} is not a store of bleadchallenge",
        why="it does not carry the program's mark; it was left as it is",
        fix="give --store the path of a store, or a new name",
    )


def _plainly(path: Path, name: str, text: str) -> ProgrammeError | None:
    """The failure that an error of SQLite means, or ``None`` where it is a bug of ours."""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError(
            f"the store {path} is busy",
            why="another run is writing to it",
            fix="try again in a moment",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _not_permitted(path, name)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        is_full = name == "SQLITE_FULL"
        return CannotWriteError(
            f"could not {'write to' if is_full else 'read or write'} {path}",
            why=text,
            fix="make room on the disk and try again"
            if is_full
            else "see whether the disk is full or fails, and try again",
        )
    if name == "SQLITE_NOTADB":
        return unexpected_error(path)
    if name.startswith("SQLITE_CORRUPT") or text.startswith(("no such table", "no such column")):
        return NotOursError(
            f"the store {path} cannot be used",
            why=text,
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
    return None


def _not_permitted(path: Path, name: str) -> NotPermittedError | BusyError:
    if name == "SQLITE_READONLY_DBMOVED":
        return BusyError(
            f"the store {path} was put in another's place while this run waited",
            fix="try again",
        )
    if name == "SQLITE_READONLY_ROLLBACK":
        return NotPermittedError(
            f"the store {path} cannot be read yet",
            why="a run was broken off while writing, and what it left must be taken back first",
            fix="open it once with any command from an account that may write to it",
        )
    return NotPermittedError(
        f"the store {path} may be read but not written",
        fix="check who owns the file and its folder",
    )
