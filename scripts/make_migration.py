"""Write down how the store's tables change, so that older stores can be brought up.

    python scripts/make_migration.py "What the revision changes"
    python scripts/make_migration.py --schema

The first form compares the tables with the last revision and writes the next
one, which is then to be read: what a column means is nothing that tables show.
Both write down anew the statements that make a new store, which are kept so that
a new store need not load every table.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from bleadchallenge.store.engine.revisions import REVISION
from bleadchallenge.store.engine.table_faults import SCHEMA
from bleadchallenge.store.migrations import run
from bleadchallenge.store.tables import load_every_table

VERSIONS = run.HERE / "versions"
REVISIONS = run.HERE.parent / "engine" / "revisions.py"


def main() -> None:
    """Write the revision, and say what is left to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("message", nargs="?", help="what the revision changes, in a sentence")
    asked.add_argument("--schema", action="store_true", help="only the statements of a new store")
    words = parser.parse_args()
    if words.message:
        path = write_next(words.message)
        print(f"wrote {path.name}: read it, then: python scripts/make_golden_store.py")
    write_schema()
    print(f"wrote {SCHEMA.name}")


def write_schema() -> None:
    """Write the statements that make a new store, but for Alembic's own table."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        load_every_table()
        SQLModel.metadata.create_all(connection)
        rows = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
        ).fetchall()
    statements = [" ".join(sql.split()) for (sql,) in rows]
    SCHEMA.write_text("".join(f"{sql};\n" for sql in statements), encoding="utf-8")


def write_next(message: str) -> Path:
    """Compare a store at the last revision with the tables, and write down the difference."""
    revision = f"{int(REVISION) + 1:04}"
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/last.db")
        with engine.connect() as connection:
            run.upgrade(connection, "head")
            command.revision(
                run.config(connection), message.rstrip("."), autogenerate=True, rev_id=revision
            )
    (path,) = VERSIONS.glob(f"{revision}_*.py")
    text = path.read_text(encoding="utf-8").replace("sqlmodel.sql.sqltypes.AutoString", "sa.String")
    path.write_text(text, encoding="utf-8")
    for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *words, path], check=False)
    _name_as_current(revision)
    return path


def _name_as_current(revision: str) -> None:
    text = REVISIONS.read_text(encoding="utf-8")
    renamed = text.replace(f'REVISION = "{REVISION}"', f'REVISION = "{revision}"')
    REVISIONS.write_text(renamed, encoding="utf-8")


if __name__ == "__main__":
    main()
