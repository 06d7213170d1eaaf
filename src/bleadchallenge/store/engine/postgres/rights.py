"""Append only by the database's own rights: two triggers, and the grants of three roles.

A coordinator may add changes and facts, sign the change that is being written and end
facts in it; a reader may read; whatever removes or alters is the owner's.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from bleadchallenge.store.tables import fact_tables

KINDS = ("owner", "coordinator", "reader")
_FUNCTIONS = """
CREATE OR REPLACE FUNCTION keep_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named bigint := NULL;
  is_being_written boolean := false;
BEGIN
  IF TG_OP = 'DELETE' THEN
    named := OLD.since;
  ELSIF NEW.until IS NOT DISTINCT FROM OLD.until THEN
    RETURN NEW;
  ELSIF OLD.until IS NULL THEN
    named := NEW.until;
  END IF;
  EXECUTE format('SELECT digest = '''' FROM %I.change WHERE seq = $1', TG_TABLE_SCHEMA)
    INTO is_being_written USING named;
  IF is_being_written IS DISTINCT FROM true THEN
    RAISE EXCEPTION 'a fact is ended once, by the change that is being written'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.digest IS DISTINCT FROM '' THEN
    RAISE EXCEPTION 'a change that is signed stays as it is'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
_ON_A_FACT = (
    'CREATE OR REPLACE TRIGGER keep_fact BEFORE DELETE OR UPDATE OF until ON "{}" '
    "FOR EACH ROW EXECUTE FUNCTION keep_fact()"
)
_ON_A_CHANGE = (
    "CREATE OR REPLACE TRIGGER keep_change BEFORE DELETE OR UPDATE OF content, digest ON change "
    "FOR EACH ROW EXECUTE FUNCTION keep_change()"
)


def write_triggers(connection: Connection) -> None:
    """Put the triggers on every table that there is now."""
    _run(connection, _FUNCTIONS)
    _run(connection, ";".join([_ON_A_CHANGE, *map(_ON_A_FACT.format, fact_tables())]))


def role_names(schema: str) -> dict[str, str]:
    """The roles of a store by what they are for."""
    return {kind: f"{schema}_{kind}" for kind in KINDS}


def make_roles(connection: Connection, schema: str) -> None:
    """Make the roles of a store that are not there; whoever makes them is one of its owners."""
    for name in role_names(schema).values():
        if not _is_role(connection, name):
            _run(connection, f'CREATE ROLE "{name}" NOLOGIN')
    is_member = text("SELECT pg_has_role(current_user, :role, 'USAGE')")
    if not connection.execute(is_member, {"role": f"{schema}_owner"}).scalar():
        _run(connection, f'GRANT "{schema}_owner" TO CURRENT_USER')


def has_roles(connection: Connection, schema: str) -> bool:
    """Whether the store has roles of its own."""
    return all(_is_role(connection, name) for name in role_names(schema).values())


def write_grants(connection: Connection, schema: str) -> None:
    """Say who owns the tables that there are now, and what coordinators and readers may do."""
    _run(connection, ";".join(_grants(schema, role_names(schema))))


def _grants(schema: str, names: dict[str, str]) -> Iterator[str]:
    owner, coordinator, reader = (f'"{names[kind]}"' for kind in KINDS)
    facts = [f'"{name}"' for name in fact_tables()]
    for table in [f'"{name}"' for name in SQLModel.metadata.tables] + ["alembic_version"]:
        yield f"ALTER TABLE {table} OWNER TO {owner}"
    for function in ("keep_fact()", "keep_change()"):
        yield f"ALTER FUNCTION {function} OWNER TO {owner}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {coordinator}, {reader}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {coordinator}, {reader}"
    yield f"GRANT INSERT, UPDATE (content, digest) ON change TO {coordinator}"
    yield f"GRANT INSERT ON source_row, source_block TO {coordinator}"
    yield f"GRANT INSERT, DELETE, UPDATE (until) ON {', '.join(facts)} TO {coordinator}"
    yield f"ALTER SCHEMA {schema} OWNER TO {owner}"


def _is_role(connection: Connection, name: str) -> bool:
    found = connection.execute(
        text("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = :name"), {"name": name}
    )
    return found.first() is not None


def _run(connection: Connection, statements: str) -> None:
    connection.exec_driver_sql(statements.replace("%", "%%"))
