"""How the tables of a store on a server differ from those of a new one."""

from collections.abc import Iterator

from sqlalchemy import Connection, Dialect, Index
from sqlmodel import SQLModel

from bleadchallenge.store.engine.table_faults import differences
from bleadchallenge.store.tables import fact_tables

_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind NOT IN ('i', 'S')
AND a.attnum > 0 AND NOT a.attisdropped
"""
_INDEXES = """
SELECT i.relname, t.relname, x.indisunique,
  replace(pg_get_expr(x.indpred, x.indrelid), '::text', ''),
  (SELECT string_agg(pg_get_indexdef(x.indexrelid, n, true), ', ' ORDER BY n)
   FROM generate_series(1, x.indnkeyatts) n)
FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND NOT x.indisprimary
"""
_TRIGGERS = """
SELECT g.tgname, t.relname, g.tgenabled
FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class t ON t.oid = g.tgrelid
WHERE t.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal
"""
_TYPES = {"BIGINT": "bigint", "TEXT": "text", "FLOAT": "double precision", "BYTEA": "bytea"}


def shape_faults(connection: Connection) -> Iterator[str]:
    """What is gone, was added or was changed among tables, indexes and triggers."""
    wanted, found = dict(_wanted(connection.dialect)), dict(_found(connection))
    return differences(wanted, found, lambda one, other: f"it is {other}, not {one}")


def _wanted(dialect: Dialect) -> Iterator[tuple[str, str]]:
    yield _column("alembic_version", "version_num", "character varying(32)", is_filled=True)
    yield _trigger("keep_change", "change", "O")
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            kind = column.type.compile(dialect)
            kind = _TYPES.get(kind, kind.lower())
            yield _column(table.name, column.name, kind, is_filled=not column.nullable)
        for index in table.indexes:
            yield _index(index.name, table.name, *_said_of(index, dialect))
    for name in fact_tables():
        yield _trigger("keep_fact", name, "O")


def _said_of(index: Index, dialect: Dialect) -> tuple[bool, str | None, str]:
    names = [dialect.identifier_preparer.quote(column.name) for column in index.columns]
    where = index.dialect_options["sqlite"]["where"]
    return index.unique, None if where is None else f"({where})", ", ".join(names)


def _found(connection: Connection) -> Iterator[tuple[str, str]]:
    for table, name, kind, is_filled in connection.exec_driver_sql(_COLUMNS):
        yield _column(table, name, kind, is_filled=is_filled)
    for row in connection.exec_driver_sql(_INDEXES):
        yield _index(*row)
    for row in connection.exec_driver_sql(_TRIGGERS):
        yield _trigger(*row)


def _column(table: str, name: str, kind: str, *, is_filled: bool) -> tuple[str, str]:
    return f"the column {name} of {table}", f"{kind}{' not empty' if is_filled else ''}"


def _index(
    name: object, table: str, unique: object, where: str | None, columns: str
) -> tuple[str, str]:
    said = f"{'unique ' if unique else ''}({columns}){f' where {where}' if where else ''}"
    return f"the index {name} of {table}", said


def _trigger(name: str, table: str, enabled: object) -> tuple[str, str]:
    state = enabled.decode() if isinstance(enabled, bytes) else str(enabled)
    return f"the trigger {name} of {table}", "at work" if state == "O" else "switched off"
