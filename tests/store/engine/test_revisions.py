"""Older stores are copied aside and brought up, all or nothing; newer ones are refused."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from bleadchallenge.domain.errors import CannotWriteError, Exit, NotOursError
from bleadchallenge.store.engine import health, revisions
from bleadchallenge.store.engine.revisions import REVISION
from bleadchallenge.store.engine.sqlite import connections
from bleadchallenge.store.engine.store import Store, make
from bleadchallenge.store.migrations import run
from bleadchallenge.store.tables import Person, load_every_table
from stores import bring, files_no_longer_than, person, snapshot

pytestmark = pytest.mark.sqlite

NEXT = "0099"
ADDS_A_COLUMN = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{REVISION}"


def upgrade():
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("telephone", sa.String, nullable=False, server_default=""))
        table.drop_column("trust")
"""
FAILS_HALF_WAY = ADDS_A_COLUMN + "    raise RuntimeError('half-way')\n"
LOSES_A_CHANGE = ADDS_A_COLUMN + "    op.execute(sa.text('DELETE FROM change'))\n"  # noqa: S608


@pytest.fixture
def without_tables(store: Store) -> Store:
    """A store from before the first revision: the program's mark and nothing else."""
    with closing(sqlite3.connect(store.place)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            connection.execute(f"DROP TABLE {name}" if name != "alembic_version" else
                               "DELETE FROM alembic_version")  # fmt: skip
        connection.commit()
    return store


def stamp(store: Store, revision: str) -> None:
    with closing(sqlite3.connect(store.place)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def versions(folder: Path, text: str) -> Path:
    found = folder / "versions 100%"
    found.mkdir()
    (found / f"{NEXT}_next.py").write_text(text)
    return found


def schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: " ".join(sql.split()) for name, sql in rows}


class TestTheRevisionsThatShip:
    def test_the_program_is_at_the_last_of_them(self) -> None:
        assert run.head() == REVISION

    def test_they_make_the_same_tables_as_a_new_store_has(
        self, without_tables: Store, tmp_path: Path
    ) -> None:
        with without_tables.read():
            pass
        new = tmp_path / "new.db"
        with connections.new_file(new) as connection:
            SQLModel.metadata.create_all(connection)
            revisions.stamp(connection)
        assert schema(without_tables.place) == schema(new)

    def test_a_new_store_is_made_as_the_tables_have_it(self, tmp_path: Path) -> None:
        load_every_table()
        tables = tmp_path / "tables.db"
        with connections.new_file(tables) as connection:
            SQLModel.metadata.create_all(connection)
            revisions.stamp(connection)
        assert schema(make(tmp_path / "new.db").place) == schema(tables)

    def test_alembic_sees_no_difference_either(self, without_tables: Store) -> None:
        with without_tables.read() as reader:
            context = MigrationContext.configure(reader.session.connection())
            assert compare_metadata(context, SQLModel.metadata) == []


class TestBringingUp:
    def test_an_older_store_is_brought_up_when_it_is_opened(self, without_tables: Store) -> None:
        assert bring(without_tables, person()) == 1
        with without_tables.read() as reader:
            assert health.faults(reader) == []

    def test_the_older_store_is_kept_beside_it(self, without_tables: Store) -> None:
        before = schema(without_tables.place)
        with without_tables.read():
            pass
        aside = without_tables.place.with_name(f"programme.db.before-{REVISION}")
        assert schema(aside) == before
        assert aside.stat().st_mode & 0o777 == 0o600

    def test_a_copy_put_aside_earlier_is_not_overwritten(self, without_tables: Store) -> None:
        earlier = without_tables.place.with_name(f"programme.db.before-{REVISION}")
        earlier.write_text("kept")
        with without_tables.read():
            pass
        assert earlier.read_text() == "kept"
        assert earlier.with_name(f"{earlier.name}-2").exists()

    def test_what_is_kept_survives_a_table_made_anew(self, store: Store, tmp_path: Path) -> None:
        bring(store, person())
        aside = revisions.upgrade(store.place, NEXT, versions=versions(tmp_path, ADDS_A_COLUMN))
        with closing(sqlite3.connect(store.place)) as connection:
            assert connection.execute("SELECT name, telephone FROM person").fetchall() == [
                ("Name of P1", "")
            ]
        with Store(aside).read() as reader:
            assert reader.get(Person, code="P1")

    def test_of_two_runs_the_second_finds_the_work_done(self, store: Store, tmp_path: Path) -> None:
        folder = versions(tmp_path, ADDS_A_COLUMN)
        assert revisions.upgrade(store.place, NEXT, versions=folder) is not None
        assert revisions.upgrade(store.place, NEXT, versions=folder) is None

    def test_what_a_run_left_that_was_killed_after_the_copy_goes(
        self, store: Store, tmp_path: Path
    ) -> None:
        bring(store, person())
        copied = store.place.with_name(f"programme.db.before-{NEXT}")
        copied.write_bytes(store.place.read_bytes())
        left = store.place.with_name(f".{copied.name}.staged-x")
        left.mkdir()
        (left / copied.name).write_bytes(b"half")
        folder = versions(tmp_path, ADDS_A_COLUMN)
        assert revisions.upgrade(store.place, NEXT, versions=folder) == copied
        assert not left.exists()

    @pytest.mark.parametrize("text", [FAILS_HALF_WAY, LOSES_A_CHANGE], ids=["error", "damage"])
    def test_a_revision_that_fails_leaves_the_store_as_it_was(
        self, store: Store, tmp_path: Path, text: str
    ) -> None:
        bring(store, person())
        folder = versions(tmp_path, text)
        before = snapshot(tmp_path)
        with pytest.raises((RuntimeError, NotOursError), match=r"half-way|left as it is"):
            revisions.upgrade(store.place, NEXT, versions=folder)
        assert snapshot(tmp_path)["programme.db"] == before["programme.db"]
        assert not list(tmp_path.glob("*.before-*"))

    def test_a_store_is_not_brought_up_where_it_cannot_be_copied_aside(
        self, without_tables: Store
    ) -> None:
        before = snapshot(without_tables.place.parent)
        with (
            files_no_longer_than(8192),
            pytest.raises(CannotWriteError, match=r"cannot copy .* aside") as failed,
        ):
            bring(without_tables, person())
        assert "left as it is" in failed.value.fix
        assert snapshot(without_tables.place.parent) == before

    def test_an_unknown_revision_is_refused(self, store: Store) -> None:
        stamp(store, "0000x")
        with pytest.raises(NotOursError, match="cannot be brought up"), store.read():
            pass


class TestNewerStores:
    @pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
    def test_a_store_of_a_newer_program_is_refused_with_a_sentence(
        self, store: Store, *, writing: bool
    ) -> None:
        stamp(store, "0100")
        before = store.place.read_bytes()
        with pytest.raises(NotOursError, match="a newer bleadchallenge") as refused:
            bring(store, person()) if writing else store.read().__enter__()
        assert refused.value.exit_code == Exit.NOT_OURS
        assert refused.value.why == f"it has revision 0100; this program knows up to {REVISION}"
        assert store.place.read_bytes() == before


def test_a_current_store_is_opened_without_alembic_or_pandas(store: Store) -> None:
    program = (
        "import sys; from pathlib import Path; from stores import *; "
        "bring(Store(Path(sys.argv[1])), person()); "
        "print(sorted({'alembic', 'pandas', 'openpyxl', 'numpy', 'rich'} & set(sys.modules)))"
    )
    tests = Path(__file__).parents[2]
    run_of = subprocess.run(
        [sys.executable, "-c", program, store.place],
        env={**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent / 'src'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run_of.stdout == "[]\n"
