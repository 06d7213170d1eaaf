"""A damaged store is found, is never written into, and is never backed up over a good copy."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.backup import backup
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.tables import Person, Visit
from stores import bring, bring_import, entry, example, person

pytestmark = pytest.mark.sqlite

STATEMENTS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM visit; END",
    "a view": "CREATE VIEW v AS SELECT * FROM person",
    "a table": "CREATE TABLE other (a)",
    "a dropped index": "DROP INDEX live_person",
    "a column more": "ALTER TABLE visit ADD COLUMN more VARCHAR DEFAULT 'x'",
    "a day that is none": "UPDATE visit SET planned_on = '2018-02-30'",
    "a day in words": "UPDATE visit SET planned_on = 'soon'",
    "broken text": "UPDATE person SET name = CAST(x'ff41' AS TEXT)",
    "a blob": "UPDATE person SET name = x'ff41'",
    "a number in words": "UPDATE person SET since = 'one'",
    "the last change cut off": "DELETE FROM change WHERE seq = 3",
    "a table that is gone": "DROP TABLE milestone",
    "an odd revision": "UPDATE alembic_version SET version_num = 'x'",
    "no revision": "DELETE FROM alembic_version",
    "an altered row": "UPDATE source_block SET packed = x'00'",
    "columns cut off": "UPDATE source_file SET columns = substr(columns, 1, 3)",
    "columns of a list": "UPDATE source_file SET columns = '[1]'",
    "no decisions": "UPDATE source_file SET decisions = '{'",
    "no words": "UPDATE change SET words = '{\"a\": 1}'",
}


@pytest.fixture
def told(store: Store) -> Store:
    with store.write(entry()) as writer:
        bring_import(writer, 1, rows=200)
    bring(store, person("P1"))
    bring(store, example(Visit))
    return store


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def found(store: Store) -> list[str]:
    """What is found wrong, if only that the store cannot be opened."""
    try:
        with store.read() as reader:
            return [fault.what for fault in health.faults(reader)]
    except NotOursError as error:
        return [error.what]


def assert_refused(store: Store, saved: Path) -> None:
    before, kept = store.place.read_bytes(), saved.read_bytes()
    assert found(store) != []
    with pytest.raises(NotOursError):
        bring(store, person("P2"))
    with pytest.raises(NotOursError):
        backup(store.place, saved, overwrite=True)
    assert (store.place.read_bytes(), saved.read_bytes()) == (before, kept)


@pytest.mark.parametrize("what", STATEMENTS)
def test_what_another_program_did_is_found_and_not_built_upon(
    told: Store, tmp_path: Path, what: str
) -> None:
    saved = backup(told.place, tmp_path / "saved.db").path
    alter(told.place, STATEMENTS[what])
    assert_refused(told, saved)


def test_a_changed_default_is_found_by_name(told: Store) -> None:
    alter(
        told.place,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'role VARCHAR NOT NULL',"
        " \"role VARCHAR NOT NULL DEFAULT 'x'\") WHERE name = 'person'",
    )
    assert any("table person was changed" in fault for fault in found(told))


@pytest.mark.parametrize("seed", range(12))
def test_bytes_that_flipped_anywhere_are_found(told: Store, tmp_path: Path, seed: int) -> None:
    saved = backup(told.place, tmp_path / "saved.db").path
    chance = random.Random(seed)  # noqa: S311 - to be the same every time
    data = bytearray(told.place.read_bytes())
    at = chance.randrange(100, len(data))
    data[at] ^= 1 << chance.randrange(8)
    told.place.write_bytes(data)
    assert_refused(told, saved)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_store_that_was_cut_short_is_found(told: Store, tmp_path: Path, part: float) -> None:
    saved = backup(told.place, tmp_path / "saved.db").path
    data = told.place.read_bytes()
    told.place.write_bytes(data[: int(len(data) * part)])
    assert_refused(told, saved)


def test_a_store_whose_only_fault_is_another_programs_hand_can_be_put_back(told: Store) -> None:
    with closing(sqlite3.connect(told.place)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA user_version=7")
    assert found(told) == [
        "the file is not as the program left it, though all that is on record is whole"
    ]


def test_a_store_without_a_seal_is_looked_through_once_and_sealed(told: Store) -> None:
    alter(told.place, "PRAGMA user_version=0")
    bring(told, person("P2"))
    assert found(told) == []


@pytest.mark.parametrize("what", ["a day that is none", "broken text", "a blob", "no revision"])
def test_who_reads_what_is_damaged_is_told_of_the_damage(told: Store, what: str) -> None:
    alter(told.place, STATEMENTS[what])
    with pytest.raises(NotOursError, match=r"is damaged|cannot be brought up") as refused:
        people_and_visits(told)
    assert "restore BACKUP" in refused.value.fix


def people_and_visits(store: Store) -> tuple[list[Person], list[Visit]]:
    with store.read() as reader:
        found = reader.all(Person), reader.all(Visit)
        assert [visit.planned_on.year for visit in found[1]]
        assert [person.name.casefold() for person in found[0]]
        return found


def test_a_fault_of_our_own_stays_one_where_the_store_is_whole(told: Store) -> None:
    with pytest.raises(ZeroDivisionError), told.read():
        raise ZeroDivisionError
