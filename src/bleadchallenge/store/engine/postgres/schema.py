"""A store in a schema of a PostgreSQL server, one schema a partnership."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from bleadchallenge.domain.errors import CannotCreateError, InputError, NotOursError
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.staging import Staged, staged
from bleadchallenge.store.engine import table_faults
from bleadchallenge.store.engine.database import BUSY_SECONDS, Rows
from bleadchallenge.store.engine.health import digest
from bleadchallenge.store.engine.postgres import connections, rights, shape
from bleadchallenge.store.engine.postgres.driver import connect
from bleadchallenge.store.engine.postgres.errors import not_permitted, reason_of, translate_errors
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.sqlite.file import SqliteFile
from bleadchallenge.store.facts.base import Personal
from bleadchallenge.store.place import StoreUrl
from bleadchallenge.store.tables import fact_tables, load_every_table

_MARK = "a store of bleadchallenge"
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class SchemaInTheMaking:
    """A store that is made under a name beside its own."""

    waiting: StoreUrl
    place: StoreUrl

    def put_into_free_place(self) -> None:
        """Give it its name; raises ``FileExistsError`` where there is one of that name."""
        with PostgresSchema(self.place).writing() as connection:
            if _mark_of(connection, self.place.schema) is not None:
                raise FileExistsError(self.place.schema)
            _rename(connection, self.waiting.schema, self.place.schema)
            PostgresSchema(self.place).seal_tables(connection)
        of_this_run.written.append(self.place.schema)


@dataclass(frozen=True, slots=True)
class PostgresSchema:
    """A store in a schema: see ``Database`` for what each of these promises."""

    place: StoreUrl

    def is_there(self) -> bool:
        """Whether there is a schema of that name."""
        with translate_errors(self.place), self._engine(writing=False).connect() as connection:
            return _mark_of(connection, self.place.schema) is not None

    def is_file(self, path: Path) -> bool:  # noqa: ARG002 - no file is
        """Whether the store is that file: it is in none."""
        return False

    def ledger_marks(self) -> list[str]:
        """Nothing lies beside it; a backup's own is given to ``check --against``."""
        return []

    def taken(self) -> CannotCreateError:
        """The refusal of a name that a schema has already."""
        return CannotCreateError(
            f"there is a schema {self.place.schema} in {self.place.url} already",
            fix="give another name with ?schema=NAME, or use the store that is there",
        )

    @contextmanager
    def connect(
        self, *, writing: bool, patience: float = BUSY_SECONDS, altering: bool = False
    ) -> Iterator[Connection]:
        """Open the schema; tables are altered under the lock of writers, as facts are added."""
        engine = self._engine(writing=writing or altering, patience=patience)
        with translate_errors(self.place), engine.connect() as connection:
            _require_ours(connection, self.place)
            yield connection

    @contextmanager
    def writing(self, patience: float = BUSY_SECONDS) -> Iterator[Connection]:
        """One transaction of the only one that writes, whatever is in the schema."""
        engine = self._engine(writing=True, patience=patience)
        with translate_errors(self.place), engine.begin() as connection:
            yield connection

    @contextmanager
    def empty(self) -> Iterator[Connection]:
        """Make the schema, with the program's mark."""
        with self.writing() as connection:
            if _mark_of(connection, self.place.schema) is not None:
                raise self.taken() from FileExistsError()
            _make_schema(connection, self.place)
            yield connection

    def make_tables(self, connection: Connection) -> None:
        """Make the tables as the program has them."""
        load_every_table()
        SQLModel.metadata.create_all(connection, checkfirst=False)

    def seal_tables(self, connection: Connection) -> None:
        """Put triggers on the tables, and the grants where the store has roles."""
        rights.write_triggers(connection)
        if rights.has_roles(connection, self.place.schema):
            rights.write_grants(connection, self.place.schema)

    def write_roles(self) -> Sequence[str]:
        """Make the store's roles and write their grants; gives their names."""
        with self.writing() as connection:
            _require_ours(connection, self.place)
            rights.make_roles(connection, self.place.schema)
            rights.write_grants(connection, self.place.schema)
        return tuple(rights.role_names(self.place.schema).values())

    def seal(self, connection: Connection) -> None:
        """Nothing: the server keeps its pages whole, and its rights keep hands off."""

    def holds_seal(self, connection: Connection) -> bool | None:  # noqa: ARG002 - see seal
        """Whether the store is as the program left it: its rights and triggers see to that."""
        return True

    def all_or_none(self, connection: Connection) -> AbstractContextManager[None]:
        """A savepoint."""
        return connections.all_or_none(connection)

    def add_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Rows
    ) -> None:
        """Copy the rows in."""
        connections.copy_in(connection, table, columns, rows)

    @contextmanager
    def in_the_making(self) -> Iterator[SchemaInTheMaking]:
        """A schema beside it; what a killed run left there is cleared away first."""
        waiting = StoreUrl(self.place.url, f"{self.place.schema}_making")
        with (
            translate_errors(self.place),
            of_this_run.under_way(),
            closing(connect(self.place, BUSY_SECONDS)) as keeper,
        ):
            keeper.autocommit = True
            connections.hold_making(keeper, waiting.schema)
            PostgresSchema(waiting).clear()
            try:
                yield SchemaInTheMaking(waiting, self.place)
            finally:
                PostgresSchema(waiting).clear()

    def clear(self) -> None:
        """Remove the store, if there is one of ours."""
        with self.writing() as connection:
            if _mark_of(connection, self.place.schema) == _MARK:
                connection.exec_driver_sql(f"DROP SCHEMA {self.place.schema} CASCADE")

    def put_aside(self, found: str, to: str) -> None:
        """Nothing: tables are altered within the transaction, and a failure undoes it all."""

    def copy(self, connection: Connection, target: Path) -> None:
        """Copy every row into a new file of SQLite's, which any program of ours opens."""
        load_every_table()
        file = SqliteFile(target)
        with file.empty() as copied:
            file.make_tables(copied)
            copied.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in SQLModel.metadata.sorted_tables:
                rows = connection.execute(table.select().order_by(*table.primary_key))
                for part in rows.mappings().partitions(_AT_ONCE):
                    copied.execute(table.insert(), [dict(row) for row in part])
            _copy_revision(connection, copied)
            file.seal_tables(copied)

    @contextmanager
    def for_a_backup(self) -> Iterator[Staged]:
        """A place on this machine."""
        with TemporaryDirectory() as folder, staged(Path(folder) / "backup.db") as waiting:
            yield waiting

    def replace(self, copied: Staged, on: date, patience: float) -> StoreUrl | None:
        """Put the rows of a copy into a new schema, and rename the one that was there."""
        load_every_table()
        backup = SqliteFile(copied.waiting)
        with backup.connect(writing=False) as source, self.writing(patience) as connection:
            aside = self._set_aside(connection, on)
            _make_schema(connection, self.place)
            self.make_tables(connection)
            for table in SQLModel.metadata.sorted_tables:
                rows = source.execute(table.select().order_by(*table.primary_key))
                for part in rows.partitions(_AT_ONCE):
                    connections.copy_in(connection, table.name, table.columns.keys(), part)
            _copy_revision(source, connection)
            self.seal_tables(connection)
            _require_same(source, connection, self.place)
        return aside

    def _set_aside(self, connection: Connection, on: date) -> StoreUrl | None:
        if _mark_of(connection, self.place.schema) is None:
            return None
        _require_ours(connection, self.place)
        name, number = f"{self.place.schema}_replaced_{on:%Y%m%d}", 1
        aside = name
        while _mark_of(connection, aside) is not None:
            number += 1
            aside = f"{name}_{number}"
        _rename(connection, self.place.schema, aside)
        return StoreUrl(self.place.url, aside)

    def has_room(self, connection: Connection) -> bool:  # noqa: ARG002 - see the docstring
        """Whether to write it anew: the server takes such room up again by itself."""
        return False

    def compact(self) -> None:
        """Write the tables that hold people's data anew."""
        personal = [name for name, kind in fact_tables().items() if issubclass(kind, Personal)]
        names = ", ".join(f'"{name}"' for name in ("change", *personal))
        with (
            translate_errors(self.place),
            closing(connect(self.place, BUSY_SECONDS)) as connection,
        ):
            connection.autocommit = True
            connection.execute(f"VACUUM (FULL) {names}".encode())

    def damage(self, connection: Connection) -> list[str]:  # noqa: ARG002 - see the docstring
        """Nothing: the server watches over its pages and references itself."""
        return []

    def shape_faults(self, connection: Connection) -> list[str]:
        """How tables, indexes and triggers differ from a new store's."""
        return list(shape.shape_faults(connection))

    def value_faults(self, connection: Connection) -> list[str]:  # noqa: ARG002 - see the docstring
        """Nothing: the server takes no value that is not of its column's kind."""
        return []

    def reason(self, error: DBAPIError) -> str:
        """The first line of what the server says, which holds no key and no row."""
        return reason_of(error.orig)

    def _engine(self, *, writing: bool, patience: float = BUSY_SECONDS) -> Engine:
        engine = connections.engine_for(self.place, writing=writing, patience=patience)
        return engine.execution_options(database=self)


def _mark_of(connection: Connection, schema: str) -> str | None:
    """What is written on a schema, "" where nothing is; ``None`` where there is none."""
    query = text(
        "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') "
        "FROM pg_catalog.pg_namespace WHERE nspname = :name"
    )
    found: str | None = connection.execute(query, {"name": schema}).scalar()
    return found


def _require_ours(connection: Connection, place: StoreUrl) -> None:
    mark = _mark_of(connection, place.schema)
    if mark is None:
        raise InputError(
            f"there is no store at {place}",
            why=f"the database has no schema {place.schema}",
            fix=f"bleadchallenge init --store '{place}', or give another ?schema=NAME",
        )
    if mark != _MARK:
        raise NotOursError(
            f"{place} is not a store of bleadchallenge",
            why=f"the schema {place.schema} does not carry the program's mark; it was left alone",
            fix="give --store the URL of a store, or a new ?schema=NAME",
        )
    may_look = text("SELECT has_schema_privilege(:name, 'USAGE')")
    if not connection.execute(may_look, {"name": place.schema}).scalar():
        raise not_permitted(place, "the account has no right to look into the schema")


def _make_schema(connection: Connection, place: StoreUrl) -> None:
    coding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if coding != "UTF8":
        raise CannotCreateError(
            f"no store can be made in {place.url}",
            why=f"the database keeps text as {coding}",
            fix="make a database for it with: createdb --encoding UTF8 --template template0 NAME",
        )
    connection.exec_driver_sql(f"CREATE SCHEMA {place.schema}")
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {place.schema} IS '{_MARK}'")


def _rename(connection: Connection, old: str, new: str) -> None:
    connection.exec_driver_sql(f"ALTER SCHEMA {old} RENAME TO {new}")


def _copy_revision(source: Connection, target: Connection) -> None:
    revision = source.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    target.exec_driver_sql(table_faults.REVISION_TABLE)
    target.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": revision})


def _require_same(source: Connection, copied: Connection, place: StoreUrl) -> None:
    with Session(source) as one, Session(copied) as other:
        if digest(Reader(one)) != digest(Reader(other)):
            raise NotOursError(
                f"{place} does not say what the backup says; nothing was changed",
                fix="report this, with the backup's digest: bleadchallenge check",
            )
