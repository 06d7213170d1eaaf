"""What is SQLite's own: opening, pragmas, locking, copying, whose file it is."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from bleadchallenge.domain.errors import CannotCreateError, InputError, NotOursError
from bleadchallenge.domain.text import with_article
from bleadchallenge.staging import Staged, make_folders, private, staged, sync, write
from bleadchallenge.store.engine.database import BUSY_SECONDS, savepoint
from bleadchallenge.store.engine.sqlite import seal
from bleadchallenge.store.engine.sqlite.errors import translate_errors, unexpected_error

APPLICATION_ID = 0x424C4348  # "BLCH"


@lru_cache(maxsize=8)
def engine_for(
    path: Path, *, writing: bool, patience: float = BUSY_SECONDS, foreign_keys: bool = True
) -> Engine:
    """An engine on a store that is there: transactions begin immediately when writing.

    Python's own transaction handling is switched off, so that table definitions
    stand inside the transaction as well. A reader opens the file as a writer
    does, where it may, because what a broken-off run left behind must be rolled
    back first; it is held from writing by ``query_only``. An engine holds no
    connection, only the statements it has compiled, which are worth keeping.
    """

    def connect() -> sqlite3.Connection:
        connection = open_file(path, patience)
        connection.execute(f"PRAGMA foreign_keys={foreign_keys}")
        connection.execute(f"PRAGMA query_only={not writing}")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    _begin_with(engine, "BEGIN IMMEDIATE" if writing else "BEGIN")
    return engine


def open_file(path: Path, patience: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a store, outside any transaction; a stranger's file is refused."""
    _require_file(path)
    try:
        connection = _connect(path, patience)
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_CANTOPEN"):
            raise
        raise _unreadable(path, str(error)) from error
    try:
        _require_mark(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def new_file(path: Path, patience: float = BUSY_SECONDS) -> Iterator[Connection]:
    """The one transaction that makes a store of an empty file.

    The file is for its owner's eyes only, and so is every folder that has to be
    made. Raises ``CannotCreateError`` where there is a file already, or where
    the folder does not allow one.
    """
    _make_empty(path)
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: _connect(path, patience), poolclass=NullPool
    )
    _begin_with(engine, "BEGIN IMMEDIATE")
    with translate_errors(path), engine.begin() as connection:
        with _told_as_uncreatable(path):
            if connection.exec_driver_sql("PRAGMA schema_version").scalar():
                raise FileExistsError
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        yield connection


def copy(source: Path | Connection, target: Path) -> None:
    """Copy a store as it stands, whatever others do, into a file of its own.

    The copy is whole, on the disk, and for its owner's eyes only; ``target``
    must not be there.
    """
    if isinstance(source, Path):
        with translate_errors(source), closing(open_file(source)) as opened:
            _copy(opened, target)
    else:
        _copy(_driver(source), target)


@contextmanager
def beside(path: Path) -> Iterator[Staged]:
    """A place beside a file to work in; whatever is left in it goes."""
    with ExitStack() as stack:
        with _told_as_uncreatable(path):
            journal_of(path).exists()  # raises where the name has no room for one
            make_folders(path.parent)
            waiting = stack.enter_context(staged(path))
        yield waiting


def taken(path: Path) -> CannotCreateError:
    """The refusal of a name that a file has already."""
    return CannotCreateError(
        f"there is a file at {path} already",
        fix="give another name, or use the file that is there",
    )


def compact(path: Path, patience: float = BUSY_SECONDS) -> None:
    """Write the file anew, without the room that removed data took.

    It carries no seal meanwhile: a run that is broken off leaves one to look through.
    """
    engine = engine_for(path, writing=True, patience=patience)
    with translate_errors(path), engine.connect() as connection:
        seal.remove(connection)
        connection.commit()
    with translate_errors(path), closing(open_file(path, patience)) as opened:
        opened.execute("VACUUM")
    with translate_errors(path), engine.connect() as connection:
        seal.seal(connection)
        connection.commit()


def is_mostly_free(connection: Connection) -> bool:
    """Whether half of a file is room that removed data took."""
    free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return bool(2 * free >= pages)


def damage(connection: Connection) -> list[str]:
    """What is wrong with the file itself, in SQLite's words."""
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    wrong = [str(text) for text in found if text != "ok"]
    for table, row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        wrong.append(f"row {row} of {table} names {with_article(parent)} that is not there")
    return wrong


def ledger_end(path: Path) -> tuple[object, ...] | None:
    """The revision of a store and its last change, to tell one from another; else ``None``."""
    query = "SELECT version_num, seq, digest FROM alembic_version, change ORDER BY seq DESC LIMIT 1"
    try:
        with closing(open_file(path)) as connection:
            found: tuple[object, ...] | None = connection.execute(query).fetchone()
    except (sqlite3.Error, InputError, NotOursError):
        return None
    return found


def all_or_none(connection: Connection) -> AbstractContextManager[None]:
    """A part of a transaction that can fail by itself; a full disk has ended the whole."""
    return savepoint(connection, lambda: _driver(connection).in_transaction)


def journal_of(path: Path) -> Path:
    """What SQLite keeps beside a file while it is written."""
    return Path(f"{path}-journal")


def free_name(path: Path) -> Path:
    """The path, or the first of ``path-2``, ``path-3`` and so on that is not taken."""
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_name(f"{path.name}-{number}")
    return tried


@contextmanager
def alone(path: Path, patience: float = BUSY_SECONDS) -> Iterator[None]:
    """Keep every other run out of a store; one that is not there or damaged needs no lock."""
    try:
        with translate_errors(path):
            connection = open_file(path, patience)
    except (InputError, NotOursError):
        yield
        return
    with translate_errors(path), closing(connection):
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with _told_as_uncreatable(target):
        write(target, b"")
    try:
        with translate_errors(target), closing(_connect(target, BUSY_SECONDS)) as copied:
            source.backup(copied)
        sync(target)
    except BaseException:
        target.unlink()
        raise


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA cache_size=-65536")
    return connection


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def _make_empty(path: Path) -> None:
    """Make an empty file; one that a broken-off run left empty will do."""
    with _told_as_uncreatable(path):
        make_folders(path.parent)
        if path.is_file() and not path.stat().st_size:
            path.chmod(0o600)
        else:
            os.close(private(str(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY))


@contextmanager
def _told_as_uncreatable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise taken(path) from error
    except OSError as error:
        raise CannotCreateError(
            f"cannot make {path}",
            why=error.strerror or str(error),
            fix="give a shorter name"
            if error.errno == errno.ENAMETOOLONG
            else "give a place in a folder you may write to",
        ) from error


def _require_file(path: Path) -> None:
    """Raise unless there is a file with something in it; it is not opened here.

    Closing a second handle on a store would end the locks of the first.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = 0
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    if path.is_file() and not size:
        raise InputError(
            f"the store {path} is empty",
            why="a run that was to make it was broken off, or the file was overwritten",
            fix=f"bleadchallenge restore BACKUP --store {path}; for a new one, bleadchallenge init",
        )
    if not size:
        raise InputError(
            f"there is no store at {path}",
            why="nothing has been imported or set up there yet",
            fix="bleadchallenge init, or give --store FILE",
        )
    if not path.is_file():
        raise unexpected_error(path)


def _require_mark(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID:
        raise unexpected_error(path)


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"cannot read the store at {path}",
        why=why,
        fix="check who owns the file and its folder",
    )
