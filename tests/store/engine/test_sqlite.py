"""Whose file it is, who may write to it, and what is said when SQLite fails."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from bleadchallenge.domain.errors import (
    BusyError,
    CannotWriteError,
    Exit,
    InputError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
)
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.sqlite import connections
from bleadchallenge.store.engine.sqlite.errors import translate_errors
from bleadchallenge.store.engine.store import Store, make
from bleadchallenge.store.tables import Person
from stores import as_nobody, bring, bring_import, entry, files_no_longer_than, person, snapshot

pytestmark = pytest.mark.sqlite


@pytest.fixture
def read_only(shared_folder: Path) -> Store:
    """A store that others may read: the file and its folder may not be written to."""
    store = make(shared_folder / "programme.db")
    bring(store, person())
    store.place.chmod(0o444)
    shared_folder.chmod(0o555)
    return store


def failure(store: Store, kind: type[ProgrammeError], *, writing: bool = False) -> ProgrammeError:
    with pytest.raises(kind) as failed:
        bring(store, person("P2")) if writing else read_people(store)
    return failed.value


def read_people(store: Store) -> list[str]:
    with store.read() as reader:
        return [fact.code for fact in reader.all(Person)]


class TestWhoseFileItIs:
    @pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
    @pytest.mark.parametrize("there", [False, True], ids=["no file", "an empty file"])
    def test_a_store_that_is_not_there_is_missing_input(
        self, tmp_path: Path, *, there: bool, writing: bool
    ) -> None:
        if there:
            (tmp_path / "none.db").touch()
        error = failure(Store(tmp_path / "none.db"), InputError, writing=writing)
        assert error.exit_code == Exit.NO_INPUT
        assert "bleadchallenge init" in error.fix
        assert (tmp_path / "none.db").exists() == there

    @pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
    def test_a_letter_is_refused_and_left_as_it_is(self, tmp_path: Path, *, writing: bool) -> None:
        (tmp_path / "letter.txt").write_text("Dear Chair, " * 1000)
        before = snapshot(tmp_path)
        error = failure(Store(tmp_path / "letter.txt"), NotOursError, writing=writing)
        assert error.exit_code == Exit.NOT_OURS
        assert snapshot(tmp_path) == before

    @pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
    def test_another_programs_database_is_refused_and_left_as_it_is(
        self, tmp_path: Path, *, writing: bool
    ) -> None:
        with closing(sqlite3.connect(tmp_path / "accounts.db")) as connection:
            connection.execute("CREATE TABLE account (number)")
        before = snapshot(tmp_path)
        error = failure(Store(tmp_path / "accounts.db"), NotOursError, writing=writing)
        assert "program's mark" in error.why
        assert snapshot(tmp_path) == before

    def test_a_folder_is_no_store(self, tmp_path: Path) -> None:
        failure(Store(tmp_path), NotOursError)

    def test_a_name_that_no_disk_takes_is_unreadable_input(self, tmp_path: Path) -> None:
        error = failure(Store(tmp_path / ("x" * 300)), InputError)
        assert "cannot read" in error.what

    def test_a_store_cut_short_is_damaged(self, store: Store) -> None:
        bring(store, person())
        os.truncate(store.place, 4096)
        assert "restore BACKUP" in failure(store, NotOursError).fix

    def test_a_store_without_one_of_its_tables_is_damaged(self, store: Store) -> None:
        with closing(sqlite3.connect(store.place)) as connection:
            connection.execute("DROP TABLE person")
        assert failure(store, NotOursError).why == "no such table: person"

    def test_a_store_scribbled_over_is_damaged(self, store: Store) -> None:
        bring(store, *(person(f"P{number}") for number in range(1000)))
        size = store.place.stat().st_size
        with store.place.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))
        assert failure(store, NotOursError).exit_code == Exit.NOT_OURS


class TestWhoMayWrite:
    def test_a_store_that_may_only_be_read_can_be_read(self, read_only: Store) -> None:
        with as_nobody():
            assert read_people(read_only) == ["P1"]

    def test_a_store_that_may_only_be_read_is_not_written(self, read_only: Store) -> None:
        before = snapshot(read_only.place.parent)
        with as_nobody():
            error = failure(read_only, NotPermittedError, writing=True)
        assert error.exit_code == Exit.NOT_PERMITTED
        assert snapshot(read_only.place.parent) == before

    def test_a_folder_that_may_not_be_written_keeps_a_store_from_being_written(
        self, read_only: Store
    ) -> None:
        read_only.place.chmod(0o666)
        with as_nobody():
            failure(read_only, NotPermittedError, writing=True)
            assert read_people(read_only) == ["P1"]

    def test_a_store_that_may_not_be_read_is_unreadable_input(self, read_only: Store) -> None:
        read_only.place.chmod(0o000)
        with as_nobody():
            assert failure(read_only, InputError).exit_code == Exit.NO_INPUT

    def test_a_store_is_not_made_where_nothing_may_be_written(self, read_only: Store) -> None:
        with as_nobody(), pytest.raises(ProgrammeError) as failed:
            make(read_only.place.with_name("new.db"))
        assert failed.value.exit_code == Exit.CANNOT_CREATE

    def test_a_reader_cannot_write(self, store: Store) -> None:
        with store.read() as reader:
            connection = reader.session.connection()
            with pytest.raises(Exception, match="readonly"):
                connection.exec_driver_sql("DELETE FROM change")


class TestOthersAtWork:
    @pytest.fixture
    def writer_at_work(self, store: Store) -> Iterator[Store]:
        bring(store, person())
        with closing(sqlite3.connect(store.place, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield Store(store.place, patience=0.05)

    def test_a_writer_waits_its_turn_and_then_says_busy(self, writer_at_work: Store) -> None:
        error = failure(writer_at_work, BusyError, writing=True)
        assert error.exit_code == Exit.BUSY
        assert error.fix == "try again in a moment"

    def test_a_reader_reads_while_another_prepares_to_write(self, writer_at_work: Store) -> None:
        assert read_people(writer_at_work) == ["P1"]

    def test_a_writer_who_waited_while_a_store_was_replaced_writes_to_neither(
        self, store: Store
    ) -> None:
        moved = store.place.with_name("moved.db")
        with ThreadPoolExecutor() as pool:
            with connections.alone(store.place):
                waiting = pool.submit(bring, store, person())
                sleep(0.3)
                store.place.rename(moved)
                make(store.place)
            with pytest.raises(BusyError, match="in another's place"):
                waiting.result()
        assert read_people(store) == read_people(Store(moved)) == []


class TestWritingHalfWay:
    def test_a_full_disk_changes_nothing(self, store: Store) -> None:
        bring(store, person())
        with pytest.raises(CannotWriteError) as failed:
            write_on_a_disk_of(store, pages=200)
        assert failed.value.exit_code == Exit.CANNOT_WRITE
        assert failed.value.why == "database or disk is full"
        assert_as_before(store)

    def test_a_file_that_may_not_grow_changes_nothing(self, store: Store) -> None:
        bring(store, person())
        with (
            files_no_longer_than(store.place.stat().st_size),
            pytest.raises(CannotWriteError),
            store.write(entry()) as writer,
        ):
            bring_import(writer, 1, rows=20_000)
        assert_as_before(store)


def write_on_a_disk_of(store: Store, pages: int) -> None:
    with store.write(entry()) as writer:
        writer.session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
        bring_import(writer, 1, rows=50_000)


def assert_as_before(store: Store) -> None:
    with store.read() as reader:
        assert [fact.code for fact in reader.all(Person)] == ["P1"]
        assert reader.change == 1
        assert health.faults(reader) == []
    assert bring(store, person("P2")) == 2


def test_an_empty_file_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "programme.db"
    with pytest.raises(InputError, match="there is no store"), Store(path).read():
        pass
    path.touch()
    with pytest.raises(InputError, match="is empty") as told, Store(path).read():
        pass
    assert "restore BACKUP" in told.value.fix


@pytest.mark.parametrize(
    ("name", "what", "fix"),
    [
        ("SQLITE_FULL", "could not write to x.db", "make room on the disk and try again"),
        (
            "SQLITE_IOERR_READ",
            "could not read or write x.db",
            "see whether the disk is full or fails, and try again",
        ),
    ],
)
def test_a_full_disk_is_told_from_one_that_fails(name: str, what: str, fix: str) -> None:
    failed = sqlite3.OperationalError("disk")
    failed.sqlite_errorname = name
    with pytest.raises(CannotWriteError) as told, translate_errors(Path("x.db")):
        raise failed
    assert (told.value.what, told.value.fix) == (what, fix)
