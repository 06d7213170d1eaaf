"""What is PostgreSQL's own: the dialect of the tables, transactions and their locks, copying."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, cast

import psycopg
from psycopg import IsolationLevel, sql
from sqlalchemy import Column, Connection, Engine, Index, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex

from bleadchallenge.store.engine.database import Rows, savepoint
from bleadchallenge.store.engine.postgres.driver import connect
from bleadchallenge.store.place import StoreUrl

_WRITERS = 0x424C4348  # "BLCH"
_MAKERS = _WRITERS + 1


class _Types(PGTypeCompiler):
    """Whole numbers of 64 bits, as SQLite's; text in the order of its bytes, as SQLite's."""

    def visit_INTEGER(self, type_: Any, **_kw: Any) -> str:  # noqa: N802, ARG002 - SQLAlchemy's
        return "BIGINT"

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: N802, ARG002 - as above
        return 'TEXT COLLATE "C"' if "type_expression" in kw else "TEXT"


class _Tables(PGDDLCompiler):
    """Tables as SQLite has them: without sequences, with the rules of live facts."""

    def get_column_specification(self, column: Column[Any], **kwargs: Any) -> str:
        if column.table.autoincrement_column is column:
            return f"{column.name} BIGINT NOT NULL"  # given by the writer, not by a sequence
        said = super().get_column_specification(column, **kwargs)  # type: ignore[no-untyped-call]
        return str(said)

    def visit_create_index(self, create: CreateIndex, *rest: Any, **kw: Any) -> str:
        index: Index = create.element
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
        return str(super().visit_create_index(create, *rest, **kw))  # type: ignore[no-untyped-call]


class StoreDialect(PGDialect_psycopg):
    """PostgreSQL, with the tables as the store needs them."""

    supports_statement_cache = True
    type_compiler_cls = _Types
    ddl_compiler = _Tables


registry.register("postgresql.store", __name__, StoreDialect.__name__)


@lru_cache(maxsize=8)
def engine_for(url: StoreUrl, *, writing: bool, patience: float) -> Engine:
    """An engine on a schema: its readers see one state, its writers come one after another.

    A writer waits for the lock before its first look: what it reads is what the one
    before it left, so READ COMMITTED is enough and nothing is lost.
    """

    def open_connection() -> psycopg.Connection:
        connection = connect(url, patience)
        if not writing:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
        return connection

    engine = create_engine(
        "postgresql+store://", creator=open_connection, poolclass=NullPool, use_native_hstore=False
    )
    if writing:
        event.listen(engine, "begin", lambda connection: _lock(connection, url.schema))
    return engine


def _lock(connection: Connection, schema: str) -> None:
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_WRITERS, schema))


def hold_making(connection: psycopg.Connection, schema: str) -> None:
    """Let nobody else make a store of that name, as long as the connection is open."""
    connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_MAKERS, schema))


def all_or_none(connection: Connection) -> AbstractContextManager[None]:
    """A part of a transaction that can fail by itself; a cut connection has ended the whole."""
    return savepoint(connection, lambda: not driver_of(connection).closed)


def copy_in(connection: Connection, table: str, columns: Sequence[str], rows: Rows) -> None:
    """Insert rows by COPY; raises SQLAlchemy's errors, as its own inserts do."""
    copying = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    try:
        with driver_of(connection).cursor() as cursor, cursor.copy(copying) as copied:
            for row in rows:
                copied.write_row(row)
    except psycopg.IntegrityError as error:
        raise IntegrityError(None, None, error) from error
    except psycopg.DataError as error:
        raise DataError(None, None, error) from error


def driver_of(connection: Connection) -> psycopg.Connection:
    """The driver's own connection."""
    return cast("psycopg.Connection", connection.connection.driver_connection)
