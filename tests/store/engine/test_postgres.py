"""What is PostgreSQL's own: rights, locks, moving in and out, and what is said when it fails."""

import os
import sys
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from bleadchallenge.domain.errors import (
    BusyError,
    CannotCreateError,
    Exit,
    InputError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
    UsageError,
)
from bleadchallenge.store.engine import health, revisions
from bleadchallenge.store.engine.backup import backup, restore
from bleadchallenge.store.engine.purge import forget, purge
from bleadchallenge.store.engine.revisions import REVISION
from bleadchallenge.store.engine.store import Store, make, new
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.place import StoreUrl, place_of
from bleadchallenge.store.tables import Alliance, Person, SourceFile
from postgres_server import Server, database_of
from stores import (
    all_that_is_kept,
    alliance,
    bring,
    bring_import,
    entry,
    one_of_each,
    person,
    start,
)

pytestmark = pytest.mark.server
DAY = date(2018, 3, 15)
SAMPLE = Path(__file__).parents[3] / "sample_data"
SCHEMA = "bleadchallenge"
NEXT = "0099"
ADDS_A_TABLE = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{REVISION}"


def upgrade():
    op.add_column("person", sa.Column("telephone", sa.String(), server_default="", nullable=False))
    op.create_table("later", sa.Column("id", sa.Integer(), nullable=False),
                    sa.Column("urn", sa.String()), sa.PrimaryKeyConstraint("id"))
    with op.batch_alter_table("later") as table:
        table.create_index("live_later", ["urn"], unique=True, sqlite_where=sa.text("urn <> ''"))
"""
WRITES = """
import sys
from time import monotonic
from bleadchallenge.store.place import place_of
from stores import *
store = Store(place_of(sys.argv[1]), patience=60)
with store.read():
    print("ready", flush=True)
sys.stdin.readline()
for number in range(15):
    begun = monotonic()
    with store.write(entry()) as writer:
        print(monotonic() - begun)
        writer.add(person(f"{sys.argv[2]}-{number}"))
"""
BROKEN_OFF = """
import sys
from bleadchallenge.store.place import place_of
from stores import *
with Store(place_of(sys.argv[1])).write(entry()) as writer:
    writer.add(person("P2"))
    bring_import(writer, 2, rows=5_000)
    print("half-way", flush=True)
    sys.stdin.read()
"""

COMMAND = """
import sys
from bleadchallenge.__main__ import main
print("ready", flush=True)
sys.stdin.readline()
sys.argv[1:] = [*sys.argv[2:], "--author", "A. Coordinator", "--store", sys.argv[1]]
main()
"""
BROUGHT_UP = """
import sys
from pathlib import Path
from bleadchallenge.store.engine import revisions
from bleadchallenge.store.place import place_of
print("ready", flush=True)
sys.stdin.readline()
revisions.upgrade(place_of(sys.argv[1]), sys.argv[2], versions=Path(sys.argv[3]))
"""


@pytest.fixture
def store(server: Server) -> Store:
    return Store(server.empty_store())


def at_once(program: str, times: int, *words: object) -> list[int]:
    """Programs that begin at one word, once all of them stand ready; gives their exit codes."""
    runs = [start(program, *words) for _ in range(times)]
    assert [run.stdout.readline() for run in runs] == ["ready\n"] * times
    for run in runs:
        print("go", file=run.stdin, flush=True)
    for run in runs:
        run.communicate()
    return [run.returncode for run in runs]


@pytest.fixture
def told(store: Store) -> Store:
    """A store with a fact of every kind, a correction and the rows of a published file."""
    bring(store, *one_of_each())
    with store.write(entry(reason="misspelt")) as writer:
        first = writer.all(Person)[0]
        writer.replace(first, name="Correct name")
        bring_import(writer, 1, rows=100)
    return store


def failure(store: Store, *, writing: bool = False) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as failed:
        bring(store, person("P9")) if writing else said(store)
    return failed.value


def bring_twice(store: Store) -> None:
    bring(store, fact := person())
    bring(store, fact)


def cut_in_the_middle(store: Store, server: Server) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with store.write(entry()) as writer:
        writer.add(person("P7"))
        server.run(query, database_of(store.place))
        writer.add(person("P8"))


def said(store: Store) -> tuple[int, str]:
    with store.read() as reader:
        assert health.faults(reader) == []
        return reader.change, health.digest(reader)


class TestMaking:
    def test_a_new_store_is_whole_and_in_its_place_once_it_is_filled(self, server: Server) -> None:
        place = server.place()
        with new(place) as store:
            bring(store, person())
            assert not Store(place).is_there()
        assert said(Store(place))[0] == 1
        schemas = server.run("SELECT nspname FROM pg_namespace", database_of(place))
        assert ("bleadchallenge_making",) not in schemas

    def test_one_that_cannot_be_filled_leaves_nothing(self, server: Server) -> None:
        place = server.place()
        with pytest.raises(ValueError, match="on record"), new(place) as store:
            bring_twice(store)
        schemas = server.run("SELECT nspname FROM pg_namespace", database_of(place))
        assert not [name for (name,) in schemas if str(name).startswith("blead")]

    def test_what_a_killed_run_left_half_made_is_cleared_away(self, server: Server) -> None:
        place = server.place()
        make(place_of(place.of_schema(f"{SCHEMA}_making")))
        with new(place) as store:
            bring(store, person())
        assert said(Store(place))[0] == 1

    def test_a_store_is_not_made_twice(self, store: Store) -> None:
        with pytest.raises(CannotCreateError, match="already"):
            make(store.place)
        with pytest.raises(CannotCreateError, match="already"), new(store.place):
            pass

    def test_a_database_of_other_letters_is_refused(self, server: Server) -> None:
        server.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        with pytest.raises(CannotCreateError, match="no store can be made") as refused:
            make(place_of(server.url("latin")))
        assert "LATIN1" in refused.value.why

    def test_two_partnerships_in_one_database_know_nothing_of_each_other(
        self, server: Server
    ) -> None:
        place = server.place()
        leeds, york = (Store(place_of(place.of_schema(name))) for name in ("leeds", "york"))
        for each in (leeds, york):
            make(each.place)
        bring(leeds, person())
        assert (said(leeds)[0], said(york)[0]) == (1, 0)


class TestMoving:
    def test_to_a_file_and_back_the_digest_stays(self, told: Store, tmp_path: Path) -> None:
        made = backup(told.place, tmp_path / "copy.db")
        file = Store(tmp_path / "programme.db")
        restore(tmp_path / "copy.db", file.place, DAY)
        assert said(file) == said(told) == (made.change, made.digest)
        bring(file, person("P7"))
        backup(file.place, tmp_path / "again.db")
        restored = restore(tmp_path / "again.db", told.place, DAY)
        assert said(told) == said(file)
        assert str(restored.aside).endswith("schema=bleadchallenge_replaced_20180315")
        assert isinstance(restored.aside, StoreUrl)
        assert said(Store(restored.aside))[0] == made.change

    def test_numbers_go_on_after_the_last_one(self, told: Store, tmp_path: Path) -> None:
        backup(told.place, tmp_path / "copy.db")
        restore(tmp_path / "copy.db", told.place, DAY)
        bring(told, person("P7"), alliance("A7"))
        assert said(told)[0] == 3

    def test_a_backup_that_is_not_whole_changes_nothing(self, told: Store, tmp_path: Path) -> None:
        before = all_that_is_kept(told)
        (tmp_path / "letter.db").write_text("Dear Chair")
        with pytest.raises(NotOursError):
            restore(tmp_path / "letter.db", told.place, DAY)
        assert all_that_is_kept(told) == before

    def test_a_strangers_schema_is_not_put_aside(
        self, told: Store, server: Server, tmp_path: Path
    ) -> None:
        saved = tmp_path / "copy.db"
        backup(told.place, saved)
        server.run("CREATE SCHEMA payroll", database_of(told.place))
        place = place_of(told.place.of_schema("payroll"))
        with pytest.raises(NotOursError, match="not a store"):
            restore(saved, place, DAY)

    def test_nothing_is_restored_while_another_writes(self, told: Store, tmp_path: Path) -> None:
        saved = backup(told.place, tmp_path / "copy.db").path
        with told.write(entry()), pytest.raises(BusyError):
            restore(saved, told.place, DAY, patience=0.05)


class TestManyAtOnce:
    def test_eight_writers_all_succeed_and_nobody_waits_long(self, store: Store) -> None:
        runs = [start(WRITES, store.place, writer) for writer in range(8)]
        assert [run.stdout.readline() for run in runs] == ["ready\n"] * 8
        for run in runs:
            print("go", file=run.stdin, flush=True)
        waits = [float(line) for run in runs for line in run.communicate()[0].splitlines()]
        assert [run.returncode for run in runs] == [0] * 8
        assert len(waits) == 120
        assert max(waits) < 5
        with store.read() as reader:
            assert (reader.change, len(reader.all(Person))) == (120, 120)
            assert health.faults(reader) == []

    @pytest.mark.parametrize(
        ("file", "kept", "facts"),
        [
            (SAMPLE / "programme" / "alliances.csv", Alliance, 6),
            (SAMPLE / "published" / "2016-2017_330_spine.xlsx", SourceFile, 1),
        ],
        ids=["list", "published"],
    )
    def test_eight_imports_of_one_file_make_one(
        self, server: Server, file: Path, kept: type[Fact], facts: int
    ) -> None:
        store = Store(server.place())
        assert at_once(COMMAND, 1, store.place, "init") == [0]
        assert at_once(COMMAND, 8, store.place, "import-data", file) == [0] * 8
        with store.read() as reader:
            assert (reader.change, len(reader.all(kept))) == (2, facts)
            assert health.faults(reader) == []

    def test_a_writer_that_is_killed_half_way_leaves_nothing(self, told: Store) -> None:
        before = said(told)
        with start(BROKEN_OFF, told.place) as run:
            assert run.stdout.readline() == "half-way\n"
            run.kill()
        assert said(told) == before
        assert bring(told, person("P7")) == before[0] + 1

    def test_who_cannot_wait_is_told_that_the_store_is_busy(self, store: Store) -> None:
        with store.write(entry()):
            error = failure(Store(store.place, patience=0), writing=True)
        assert error.exit_code == Exit.BUSY


class TestRights:
    @pytest.fixture
    def roles(self, told: Store, server: Server) -> Store:
        told.write_roles()
        for who in ("coordinator", "reader", "owner"):
            if (f"a_{who}",) not in server.run("SELECT rolname FROM pg_roles"):
                server.run(f"CREATE ROLE a_{who} LOGIN IN ROLE {SCHEMA}_{who}")
        return told

    def of(self, store: Store, who: str) -> Store:
        return Store(place_of(str(store.place).replace("postgres@", f"a_{who}@")))

    def test_a_coordinator_writes_corrects_and_imports(self, roles: Store) -> None:
        coordinator = self.of(roles, "coordinator")
        with coordinator.write(entry()) as writer:
            writer.add(person("P7"))
            writer.replace(writer.get(Person, code="P7"), name="Another")
            writer.replace(writer.get(Person, code="code 1"), name="Corrected")
            bring_import(writer, 2)
        assert writer.seq_written == 3
        assert said(coordinator) == said(roles)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE person SET name = 'Forged'",
            "UPDATE person SET until = NULL WHERE until IS NOT NULL",
            "UPDATE person SET until = 1 WHERE until IS NULL",
            "DELETE FROM person",
            "DELETE FROM source_row",
            "UPDATE source_block SET packed = ''",
            "UPDATE change SET digest = 'forged'",
            "UPDATE change SET author = 'Another'",
            "DELETE FROM change",
            "TRUNCATE person",
            "DROP TABLE person",
            "ALTER TABLE person DISABLE TRIGGER ALL",
            "UPDATE alembic_version SET version_num = '0001'",
        ],
    )
    def test_a_coordinator_alters_nothing_that_is_recorded(
        self, roles: Store, statement: str
    ) -> None:
        import psycopg

        before = all_that_is_kept(roles)
        place = self.of(roles, "coordinator").place
        assert isinstance(place, StoreUrl)
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            psycopg.connect(place.url, options=f"-c search_path={SCHEMA}") as connection,
        ):
            connection.execute(statement.encode())
        assert all_that_is_kept(roles) == before

    def test_a_reader_reads_and_is_told_that_writing_is_not_for_readers(self, roles: Store) -> None:
        reader = self.of(roles, "reader")
        assert said(reader) == said(roles)
        error = failure(reader, writing=True)
        assert error.exit_code == Exit.NOT_PERMITTED
        assert f"{SCHEMA}_coordinator" in error.fix

    def test_a_purge_is_the_owners(self, roles: Store) -> None:
        def purged(store: Store) -> None:
            with store.write(entry()) as writer:
                purge(writer, date(2030, 1, 1))
            forget(store.place)

        with pytest.raises(NotPermittedError):
            purged(self.of(roles, "coordinator"))
        purged(self.of(roles, "owner"))
        assert said(roles)[0] == 3

    def test_a_stranger_sees_nothing(self, roles: Store, server: Server) -> None:
        if not server.run("SELECT 1 FROM pg_roles WHERE rolname = 'a_stranger'"):
            server.run("CREATE ROLE a_stranger LOGIN")
        assert failure(self.of(roles, "stranger")).exit_code == Exit.NOT_PERMITTED


class TestBringingUp:
    def versions(self, folder: Path, text: str = ADDS_A_TABLE) -> Path:
        (folder / "versions").mkdir()
        (folder / "versions" / f"{NEXT}_next.py").write_text(text)
        return folder / "versions"

    def test_an_older_store_is_brought_up_once(self, told: Store, tmp_path: Path, server: Server
                                               ) -> None:  # fmt: skip
        folder = self.versions(tmp_path)
        assert revisions.upgrade(told.place, NEXT, versions=folder) is None
        assert revisions.upgrade(told.place, NEXT, versions=folder) is None
        kinds = server.run(
            "SELECT data_type, collation_name FROM information_schema.columns "
            "WHERE table_name = 'later' ORDER BY column_name",
            database_of(told.place),
        )
        assert kinds == [("bigint", None), ("text", "C")]
        where = server.run("SELECT indexdef FROM pg_indexes WHERE indexname = 'live_later'",
                           database_of(told.place))  # fmt: skip
        assert "WHERE (urn <> ''" in str(where)

    def test_of_three_runs_at_once_one_brings_it_up_and_the_others_wait(
        self, told: Store, tmp_path: Path, server: Server
    ) -> None:
        folder = self.versions(tmp_path)
        assert at_once(BROUGHT_UP, 3, told.place, NEXT, folder) == [0] * 3
        found = server.run("SELECT * FROM bleadchallenge.alembic_version", database_of(told.place))
        assert found == [(NEXT,)]

    def test_a_revision_that_fails_leaves_the_store_as_it_was(
        self, told: Store, tmp_path: Path
    ) -> None:
        before = all_that_is_kept(told)
        folder = self.versions(tmp_path, ADDS_A_TABLE + "    raise RuntimeError('half-way')\n")
        with pytest.raises(RuntimeError, match="half-way"):
            revisions.upgrade(told.place, NEXT, versions=folder)
        assert all_that_is_kept(told) == before
        said(told)

    @pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
    def test_a_newer_store_is_refused(self, told: Store, server: Server, *, writing: bool) -> None:
        later = "UPDATE bleadchallenge.alembic_version SET version_num = '0100'"
        server.run(later, database_of(told.place))
        error = failure(told, writing=writing)
        assert error.exit_code == Exit.NOT_OURS
        assert "a newer bleadchallenge" in error.what


class TestFaults:
    @pytest.mark.parametrize(
        ("statement", "fault"),
        [
            ("DROP INDEX live_person", "the index live_person of person is gone"),
            ("DROP TRIGGER keep_change ON change", "the trigger keep_change of change is gone"),
            (
                "ALTER TABLE person DISABLE TRIGGER keep_fact",
                "the trigger keep_fact of person was changed: it is switched off, not at work",
            ),
            ("ALTER TABLE person ADD COLUMN shoe text", "the column shoe of person was added"),
            ("CREATE VIEW names AS SELECT name FROM person", "the column name of names was added"),
            ("UPDATE person SET name = 'Forged'", "what change 1 did was altered afterwards"),
            ("UPDATE change SET author = 'A'", "change 1 in the ledger was altered afterwards"),
        ],
    )
    def test_an_alteration_by_the_servers_master_is_found(
        self, told: Store, server: Server, statement: str, fault: str
    ) -> None:
        server.run(f"SET search_path = {SCHEMA}; {statement}", database_of(told.place))
        with told.read() as reader:
            assert any(found.what.startswith(fault) for found in health.faults(reader))


class TestErrors:
    def test_a_server_that_is_not_there(self, tmp_path: Path) -> None:
        gone = Store(place_of(f"postgresql://postgres@/postgres?host={tmp_path}"))
        error = failure(gone)
        assert error.exit_code == Exit.NO_INPUT
        assert "cannot be reached" in error.what

    def test_a_database_that_is_not_there(self, server: Server) -> None:
        error = failure(Store(place_of(server.url("nowhere"))))
        assert (error.exit_code, error.why) == (
            Exit.NO_INPUT, 'database "nowhere" does not exist',
        )  # fmt: skip

    def test_a_schema_that_is_not_there(self, server: Server) -> None:
        error = failure(Store(server.place()))
        assert error.exit_code == Exit.NO_INPUT
        assert "bleadchallenge init" in error.fix

    def test_a_schema_that_is_a_strangers(self, server: Server) -> None:
        place = server.place()
        server.run(f"CREATE SCHEMA {SCHEMA}", database_of(place))
        error = failure(Store(place))
        assert error.exit_code == Exit.NOT_OURS
        with pytest.raises(CannotCreateError):
            make(place)

    def test_an_account_that_is_not_there(self, store: Store) -> None:
        error = failure(Store(place_of(str(store.place).replace("postgres@", "nobody@"))))
        assert error.exit_code == Exit.NOT_PERMITTED
        assert "PGPASSFILE" in error.fix

    @pytest.mark.parametrize("secret", ["", "wrong horse"], ids=["none", "wrong"])
    def test_a_password_that_is_missing_or_wrong(
        self, store: Store, server: Server, monkeypatch: pytest.MonkeyPatch, secret: str
    ) -> None:
        server.run("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right'")
        rules = (server.folder / "data" / "pg_hba.conf").read_text()
        (server.folder / "data" / "pg_hba.conf").write_text(
            f"local all guarded scram-sha-256\n{rules}"
        )
        server.run("SELECT pg_reload_conf()")
        monkeypatch.setenv("PGPASSFILE", os.devnull)
        monkeypatch.setenv("PGPASSWORD", secret)
        error = failure(Store(place_of(str(store.place).replace("postgres@", "guarded@"))))
        (server.folder / "data" / "pg_hba.conf").write_text(rules)
        server.run("SELECT pg_reload_conf()")
        assert error.exit_code == Exit.NOT_PERMITTED
        assert not secret or secret not in f"{error.what}{error.why}{error.fix}"

    def test_a_connection_that_is_cut_in_the_middle(self, told: Store, server: Server) -> None:
        before = said(told)
        with pytest.raises(BusyError, match="was cut") as failed:
            cut_in_the_middle(told, server)
        assert failed.value.exit_code == Exit.BUSY
        assert said(told) == before

    def test_a_statement_that_takes_too_long(
        self, told: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=50")
        with pytest.raises(BusyError), told.read() as reader:
            reader.session.connection().exec_driver_sql("SELECT pg_sleep(5)")

    def test_what_is_double_is_told_without_its_key(self, store: Store) -> None:
        from bleadchallenge.domain.errors import DataError

        bring(store, person("P1", name="Ada Loveday"))
        with pytest.raises(DataError) as refused:
            bring(store, person("P1", name="Ada Loveday"))
        assert "Ada" not in f"{refused.value.what}{refused.value.why}"

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://anna:secret@db/leeds",
            "postgresql://db/leeds?password=secret",
            "postgresql://db/leeds?user=anna&sslpassword=secret",
            "postgres://anna:secret@db:5432/leeds?schema=x",
        ],
    )
    def test_a_password_in_the_url_is_refused_and_not_repeated(self, url: str) -> None:
        with pytest.raises(UsageError, match="holds a password") as refused:
            place_of(url)
        assert "secret" not in f"{refused.value}{refused.value.why}{refused.value.fix}"
        assert "PGPASSFILE" in refused.value.fix

    @pytest.mark.parametrize(
        "url",
        [
            "mysql://db/leeds", "sqlite:///leeds.db", "postgresql://db/x?schema=Leeds",
            "postgresql://db/x?schema=pg_leeds", "postgresql://db/x?schema=public",
            "postgresql://db/x?schema=a&schema=b", "postgresql://db/x#leeds",
            "postgresql://db/x?schema=a;drop", "postgresql://[db/x", "postgresql://db/x?schema",
        ],
    )  # fmt: skip
    def test_a_url_that_can_be_none_is_refused(self, url: str) -> None:
        with pytest.raises(UsageError):
            place_of(url)

    def test_a_url_that_libpq_cannot_read_is_refused(self) -> None:
        with pytest.raises(UsageError, match="cannot be read"):
            said(Store(place_of("postgresql://db/x?colour=blue")))


def test_a_file_has_no_roles(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no roles"):
        make(tmp_path / "programme.db").write_roles()


def test_without_the_driver_the_error_says_how_to_get_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    from bleadchallenge.store.engine.postgres.driver import connect

    with pytest.raises(InputError) as refused:
        connect(store.place, 1)
    assert refused.value.fix == "pip install 'bleadchallenge[postgres]'"


def test_nothing_of_postgresql_is_loaded_for_a_file(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from stores import *; "
        "from bleadchallenge.store.engine.store import make; "
        "bring(make(Path(sys.argv[1])), person()); "
        "print([name for name in sys.modules if 'postgres' in name or 'psycopg' in name])"
    )
    with start(program, tmp_path / "programme.db") as run:
        assert run.communicate()[0] == "[]\n"


def test_a_wait_is_never_for_ever(store: Store) -> None:
    begun = monotonic()
    with store.write(entry()):
        failure(Store(store.place, patience=0.2), writing=True)
    assert monotonic() - begun < 5
