"""A backup is whole or not there; what a restore replaces is kept."""

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bleadchallenge import staging
from bleadchallenge.domain.errors import (
    BusyError,
    CannotCreateError,
    CannotWriteError,
    InputError,
    NotOursError,
)
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.backup import backup, restore
from bleadchallenge.store.engine.store import Store, make
from bleadchallenge.store.tables import Person
from stores import bring, bring_import, entry, files_no_longer_than, person, snapshot

pytestmark = pytest.mark.sqlite

DAY = date(2018, 3, 15)


@pytest.fixture
def told(store: Store) -> Store:
    bring(store, person("P1"))
    return store


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def people(path: Path) -> list[str]:
    with Store(path).read() as reader:
        assert health.faults(reader) == []
        return [fact.code for fact in reader.all(Person)]


def forge(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE person SET name = 'Forged'")
        connection.commit()


class TestBackup:
    def test_a_backup_says_what_the_store_says(self, told: Store, elsewhere: Path) -> None:
        made = backup(told.place, elsewhere / "copy.db")
        with told.read() as reader:
            assert (made.change, made.digest) == (1, health.digest(reader))
        assert people(elsewhere / "copy.db") == ["P1"]

    def test_a_backup_is_for_its_owners_eyes_only(self, told: Store, elsewhere: Path) -> None:
        backup(told.place, elsewhere / "copy.db")
        assert (elsewhere / "copy.db").stat().st_mode & 0o777 == 0o600

    def test_a_backup_leaves_the_store_as_it_is_and_says_beside_it_how_far_it_goes(
        self, told: Store, elsewhere: Path
    ) -> None:
        before = told.place.read_bytes()
        backup(told.place, elsewhere / "copy.db")
        assert told.place.read_bytes() == before
        assert {path.name for path in elsewhere.iterdir()} == {"copy.db", "copy.db.ledger"}

    def test_a_backup_is_made_while_another_prepares_to_write(
        self, told: Store, elsewhere: Path
    ) -> None:
        with told.write(entry()) as writer:
            writer.add(person("P2"))
            backup(told.place, elsewhere / "copy.db")
        assert people(elsewhere / "copy.db") == ["P1"]

    def test_a_backup_overwrites_only_when_asked(self, told: Store, elsewhere: Path) -> None:
        backup(told.place, elsewhere / "copy.db")
        bring(told, person("P2"))
        with pytest.raises(CannotCreateError, match="already"):
            backup(told.place, elsewhere / "copy.db")
        assert people(elsewhere / "copy.db") == ["P1"]
        backup(told.place, elsewhere / "copy.db", overwrite=True)
        assert people(elsewhere / "copy.db") == ["P1", "P2"]

    def test_a_store_is_not_backed_up_onto_itself(self, told: Store) -> None:
        with pytest.raises(CannotCreateError, match="the store itself"):
            backup(told.place, told.place, overwrite=True)

    def test_a_folder_that_is_not_there_is_not_made(self, told: Store, tmp_path: Path) -> None:
        with pytest.raises(CannotCreateError, match="no folder"):
            backup(told.place, tmp_path / "disk" / "copy.db")
        assert not (tmp_path / "disk").exists()

    def test_a_full_disk_leaves_no_half_of_a_backup(self, told: Store, elsewhere: Path) -> None:
        with files_no_longer_than(8192), pytest.raises(CannotWriteError):
            backup(told.place, elsewhere / "copy.db")
        assert list(elsewhere.iterdir()) == []

    def test_a_full_disk_leaves_the_backup_there_was(self, told: Store, elsewhere: Path) -> None:
        backup(told.place, elsewhere / "copy.db")
        bring(told, person("P2"))
        with files_no_longer_than(8192), pytest.raises(CannotWriteError):
            backup(told.place, elsewhere / "copy.db", overwrite=True)
        assert people(elsewhere / "copy.db") == ["P1"]

    def test_a_store_that_is_not_there_is_not_backed_up(self, elsewhere: Path) -> None:
        with pytest.raises(InputError):
            backup(elsewhere / "none.db", elsewhere / "copy.db")
        assert list(elsewhere.iterdir()) == []

    def test_published_files_are_in_the_backup(self, told: Store, elsewhere: Path) -> None:
        with told.write(entry()) as writer:
            bring_import(writer, 1, rows=5000)
        assert backup(told.place, elsewhere / "copy.db").change == 2
        assert people(elsewhere / "copy.db") == ["P1"]


class TestRestore:
    @pytest.fixture
    def saved(self, told: Store, elsewhere: Path) -> Path:
        return backup(told.place, elsewhere / "copy.db").path

    def test_a_store_is_put_back_as_it_was(self, told: Store, saved: Path) -> None:
        bring(told, person("P2"))
        restored = restore(saved, told.place, DAY)
        assert restored.store.change == 1
        assert people(told.place) == ["P1"]

    def test_the_store_that_is_replaced_is_kept_under_a_dated_name(
        self, told: Store, saved: Path
    ) -> None:
        bring(told, person("P2"))
        aside = restore(saved, told.place, DAY).aside
        assert aside.name == "programme.db.replaced-2018-03-15"
        assert people(aside) == ["P1", "P2"]

    def test_a_second_restore_on_a_day_keeps_both(self, told: Store, saved: Path) -> None:
        restore(saved, told.place, DAY)
        aside = restore(saved, told.place, DAY).aside
        assert aside.name == "programme.db.replaced-2018-03-15-2"

    @pytest.mark.parametrize("name", ["x" * 247, "\u00e9" * 123])
    def test_the_longest_name_that_a_store_can_have_is_put_back(
        self, saved: Path, tmp_path: Path, name: str
    ) -> None:
        path = tmp_path / name
        for number in ("", "-2"):
            restore(saved, path, DAY)
            aside = restore(saved, path, DAY).aside
            assert aside
            assert aside.name.endswith(f".replaced-2018-03-15{number}")
            assert people(path) == people(aside) == ["P1"]
            path.unlink()

    def test_a_name_with_no_room_for_a_journal_is_refused(
        self, told: Store, saved: Path, elsewhere: Path
    ) -> None:
        for put in (lambda path: backup(told.place, path), lambda path: restore(saved, path, DAY)):
            with pytest.raises(CannotCreateError) as refused:
                put(elsewhere / ("x" * 248))
            assert (refused.value.why, refused.value.fix) == (
                "File name too long",
                "give a shorter name",
            )

    def test_a_store_that_was_lost_is_put_back(self, told: Store, saved: Path) -> None:
        told.place.unlink()
        assert restore(saved, told.place, DAY).aside is None
        assert people(told.place) == ["P1"]

    def test_a_store_is_put_into_a_folder_that_has_to_be_made(
        self, saved: Path, tmp_path: Path
    ) -> None:
        restore(saved, tmp_path / "new" / "programme.db", DAY)
        assert people(tmp_path / "new" / "programme.db") == ["P1"]
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700

    def test_a_damaged_store_is_replaced(self, told: Store, saved: Path) -> None:
        told.place.write_bytes(b"\xff" * 10_000)
        aside = restore(saved, told.place, DAY).aside
        assert aside.read_bytes() == b"\xff" * 10_000
        assert people(told.place) == ["P1"]

    def test_what_a_broken_off_run_left_does_not_get_into_the_restored_store(
        self, told: Store, saved: Path
    ) -> None:
        told.place.write_bytes(b"")
        journal = told.place.with_name("programme.db-journal")
        journal.write_bytes(b"left behind")
        aside = restore(saved, told.place, DAY).aside
        assert not journal.exists()
        assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"left behind"

    def test_the_backup_stays_as_it_is(self, told: Store, saved: Path) -> None:
        before = snapshot(saved.parent)
        restore(saved, told.place, DAY)
        assert snapshot(saved.parent) == before

    def test_nothing_is_left_beside_the_store(self, told: Store, saved: Path) -> None:
        restore(saved, told.place, DAY)
        names = {path.name for path in told.place.parent.iterdir() if path.is_file()}
        assert names == {"programme.db", "programme.db.replaced-2018-03-15"}

    @pytest.mark.parametrize("spoil", [forge, lambda path: os.truncate(path, 20_000)],
                             ids=["forged", "cut short"])  # fmt: skip
    def test_a_backup_that_is_not_whole_is_refused(
        self, told: Store, saved: Path, spoil: object
    ) -> None:
        spoil(saved)
        before = snapshot(told.place.parent)
        with pytest.raises(NotOursError):
            restore(saved, told.place, DAY)
        assert snapshot(told.place.parent) == before

    def test_a_backup_with_a_dangling_name_is_good_enough(
        self, told: Store, elsewhere: Path
    ) -> None:
        bring(told, person("P2", alliance="A9"))
        saved = backup(told.place, elsewhere / "copy.db").path
        assert restore(saved, told.place, DAY).store.change == 2

    def test_a_strangers_file_is_no_backup(self, told: Store, elsewhere: Path) -> None:
        (elsewhere / "letter.txt").write_text("Dear Chair")
        with pytest.raises(NotOursError):
            restore(elsewhere / "letter.txt", told.place, DAY)
        assert people(told.place) == ["P1"]

    def test_a_backup_that_is_not_there_changes_nothing(self, told: Store, elsewhere: Path) -> None:
        with pytest.raises(InputError):
            restore(elsewhere / "none.db", told.place, DAY)
        assert people(told.place) == ["P1"]

    def test_the_store_is_not_its_own_backup(self, told: Store) -> None:
        with pytest.raises(InputError, match="the store itself"):
            restore(told.place, told.place, DAY)

    def test_nothing_is_restored_while_another_writes(self, told: Store, saved: Path) -> None:
        with told.write(entry()), pytest.raises(BusyError):
            restore(saved, told.place, DAY, patience=0.05)
        assert people(told.place) == ["P1"]

    def test_an_older_backup_is_brought_up_and_stays_as_it_is(
        self, told: Store, tmp_path: Path
    ) -> None:
        older = make(tmp_path / "older.db").place
        with closing(sqlite3.connect(older)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
            ).fetchall():
                connection.execute(f"DROP TABLE {name}")
            connection.execute("DELETE FROM alembic_version")
            connection.commit()
        before = older.read_bytes()
        restore(older, told.place, DAY)
        assert people(told.place) == []
        assert older.read_bytes() == before
        assert not list(tmp_path.glob("*.before-*"))


def test_a_backup_that_was_broken_off_can_be_made_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = staging.Staged.put_into_place

    def broken_off(staged: staging.Staged) -> None:
        if staged.place.suffix == ".db":
            raise KeyboardInterrupt
        put(staged)

    bring(store, person("P1"))
    with monkeypatch.context() as patched:
        patched.setattr(staging.Staged, "put_into_place", broken_off)
        with pytest.raises(KeyboardInterrupt):
            backup(store.place, tmp_path / "monday.db")
    assert not (tmp_path / "monday.db").exists()
    made = backup(store.place, tmp_path / "monday.db")
    assert (tmp_path / "monday.db.ledger").read_text() == f"ledger {made.mark}\n"


def test_a_backup_that_was_broken_off_over_an_old_one_leaves_one_that_is_whole(
    told: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, done = staging.Staged.put_into_place, []

    def only_the_first(staged: staging.Staged) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(staged.place.name)
        put(staged)

    old = backup(told.place, tmp_path / "monday.db")
    bring(told, person("P2"))
    with monkeypatch.context() as patched:
        patched.setattr(staging.Staged, "put_into_place", only_the_first)
        with pytest.raises(KeyboardInterrupt):
            backup(told.place, tmp_path / "monday.db", overwrite=True)
    assert done == ["monday.db"]
    assert (tmp_path / "monday.db.ledger").read_text() == f"ledger {old.mark}\n"
