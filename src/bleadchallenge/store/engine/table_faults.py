"""What is wrong with the tables themselves: their shape, and values no column may hold.

It asks the file and not the mapping of its tables, which would break off at the
first value that cannot be read.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Connection

S = TypeVar("S")

SCHEMA = Path(__file__).with_name("schema.sql")
"""The statements that make a new store, one a line, as the tables have them."""

REVISION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_NUMBERS = {
    "INTEGER": "'integer', 'null'",
    "BOOLEAN": "'integer', 'null'",
    "FLOAT": "'real', 'integer', 'null'",
}
_BYTES = "BLOB"
_NOT_A_DAY = (
    "typeof({0}) NOT IN ('text', 'null') "
    "OR {0} IS NOT NULL AND ifnull(date({0}, '+0 days'), '') <> {0}"
)
_NO_SUCH_TRUTH = "{0} NOT IN (0, 1)"


def statements() -> list[str]:
    """The statements that make the program's own tables in a new store."""
    return SCHEMA.read_text(encoding="utf-8").splitlines()


def shape_faults(connection: Connection) -> Iterator[str]:
    """How the tables, indexes and triggers differ from those of a new store."""
    with closing(sqlite3.connect(":memory:")) as new:
        for statement in (*statements(), REVISION_TABLE):
            new.execute(statement)
        wanted, found = _shape(new), _shape(_driver(connection))
    yield from differences(wanted, found, _difference)


def differences(
    wanted: Mapping[str, S], found: Mapping[str, S], difference: Callable[[S, S], str]
) -> Iterator[str]:
    """What is gone, was added or was changed, by name; ``difference`` tells what was changed."""
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield f"{name} is gone"
        elif name not in wanted:
            yield f"{name} was added"
        elif wanted[name] != found[name]:
            yield f"{name} was changed: {difference(wanted[name], found[name])}"


def value_faults(connection: Connection) -> Iterator[str]:
    """Values that cannot be read: days that are no days, broken text, other kinds of value."""
    driver = _driver(connection)
    for (table,) in driver.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall():
        columns = [(row[1], row[2]) for row in driver.execute(f'PRAGMA table_info("{table}")')]
        for column, kind in columns:
            for (row,) in driver.execute(_misfits(table, column, kind)):
                yield f"row {row} of {table} has {column} that cannot be read"
        texts = [column for column, kind in columns if kind != _BYTES]
        yield from _broken_text(driver, table, texts)


def _misfits(table: str, column: str, kind: str) -> str:
    """The question for the rows whose value is not of a column's kind."""
    quoted = f'"{column}"'
    if kind in _NUMBERS:
        wrong = f"typeof({quoted}) NOT IN ({_NUMBERS[kind]})"
        if kind == "BOOLEAN":
            wrong += " OR " + _NO_SUCH_TRUTH.format(quoted)
    elif kind == "DATE":
        wrong = _NOT_A_DAY.format(quoted)
    else:
        wanted = "blob" if kind == _BYTES else "text"
        wrong = f"typeof({quoted}) NOT IN ('{wanted}', 'null')"
    return f'SELECT rowid FROM "{table}" WHERE {wrong} LIMIT 5'  # noqa: S608 - names of our own tables


def _broken_text(driver: sqlite3.Connection, table: str, columns: Iterable[str]) -> Iterator[str]:
    """Rows with a text that is not UTF-8."""
    names = list(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    cursor = driver.cursor()
    before, driver.text_factory = driver.text_factory, bytes
    try:
        query = f'SELECT rowid, {listed} FROM "{table}"'  # noqa: S608 - names of our own tables
        for row, *values in cursor.execute(query):
            for name, value in zip(names, values, strict=True):
                if isinstance(value, bytes) and _is_broken(value):
                    yield f"row {row} of {table} has {name} that is not text"
    finally:
        driver.text_factory = before


def _is_broken(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return True
    return False


def _shape(driver: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """What each table, index, trigger and view is made of, by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, name, table, sql in driver.execute(_OBJECTS).fetchall():
        if kind == "table":
            columns = driver.execute(f'PRAGMA table_info("{name}")').fetchall()
            keys = driver.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            parts = [_column(*column[1:]) for column in columns]
            parts += [f"{key[3]} naming {key[2]}.{key[4]}" for key in keys]
            parts += re.findall(r"\b(?:CHECK|COLLATE|GENERATED|ON CONFLICT)\b.*", sql or "")
            found[f"the table {name}"] = tuple(sorted(parts))
        else:
            found[f"the {kind} {name} of {table}"] = (" ".join((sql or "").split()).rstrip(";"),)
    return found


def _column(name: str, kind: str, not_null: int, default: object, key: int) -> str:
    said = f"{name} {kind}" + (" not empty" if not_null else "") + (f" key {key}" if key else "")
    return said if default is None else f"{said} default {default}"


def _difference(wanted: tuple[str, ...], found: tuple[str, ...]) -> str:
    more, fewer = sorted(set(found) - set(wanted)), sorted(set(wanted) - set(found))
    return "; ".join([f"there is {each}" for each in more] + [f"no {each}" for each in fewer])


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
