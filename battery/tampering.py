"""Records altered behind the program's back, with the file's own seal taken off: found by name."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from battery.bench import STORE, Bench, Try, at, hold, require_good_end
from battery.commands import run

FAULT = "tampering"
HOLDS = "`check` names the change"
_NAMED = re.compile(r"change [0-9]+|import [0-9]+")
_NOT_ON_RECORD = frozenset({"id"})


def tries(bench: Bench) -> Iterator[Try]:
    """Every column of every table that holds anything; rows gone, doubled, and put elsewhere."""
    statements = list(_statements(bench.programme / STORE))
    if bench.is_quick:
        statements = bench.chance("tampering").sample(statements, 4)
    for statement in statements:
        yield Try(statement, _Tampered(bench, statement))


def _statements(store: Path) -> Iterator[str]:
    with closing(sqlite3.connect(store)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        for (table,) in connection.execute(names).fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if table == "alembic_version" or not _count(connection, table):
                continue
            for column in columns:
                if column not in _NOT_ON_RECORD:
                    yield _altered(connection, table, column)
            yield f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})"


def _count(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def _altered(connection: sqlite3.Connection, table: str, column: str) -> str:
    """One value changed into another of its kind."""
    last = f"WHERE rowid = (SELECT max(rowid) FROM {table})"
    query = f'SELECT typeof("{column}"), "{column}" FROM {table} {last}'
    kind, value = connection.execute(query).fetchone()
    if kind in {"integer", "real"}:
        new = f'"{column}" + 1'
    elif kind == "text" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        new = "'2017-01-02'" if value != "2017-01-02" else "'2017-01-03'"
    elif kind == "text":
        new = f"\"{column}\" || 'x'"
    else:
        new = "'2017-01-02'" if column.endswith("_on") else "1"
    return f'UPDATE {table} SET "{column}" = {new} {last}'


@dataclass(frozen=True, slots=True)
class _Tampered:
    """A store with one thing altered, by one who takes the file's seal off."""

    bench: Bench
    statement: str

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            with closing(sqlite3.connect(folder / STORE)) as connection:
                connection.execute(self.statement)
                connection.execute("PRAGMA user_version = 0")
                connection.commit()
            ended = run(("check",), at(folder))
            require_good_end(ended)
            hold(ended.code in {1, 78}, "check must find it", ended)
            hold(_NAMED.search(ended.out + ended.err), "check must name the change", ended)
