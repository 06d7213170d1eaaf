"""The ledger shows no person's words, keeps them under a seal, and lets them go."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.purge import forget, purge
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.command_words import GROUPS, joined, parted
from bleadchallenge.store.facts.ledger import Change, Entry
from bleadchallenge.store.tables import Person
from stores import person

pytestmark = pytest.mark.sqlite

GOLDEN = Path(__file__).parents[2] / "golden" / "stores"
SAID = "bleadchallenge agree 900001 --by head --name 'Ada Loveday' --date 2018-01-08"
TODAY = "2019-09-01T09:30:00+00:00"


def told(store: Store, command: str = SAID, reason: str = "Ada was ill") -> Store:
    with store.write(Entry("2018-01-08T09:00:00+00:00", "coordinator", command, reason)) as writer:
        writer.add(person("P1"))
    return store


def purged(store: Store) -> None:
    with store.write(Entry(TODAY, "officer", "bleadchallenge purge --live")) as writer:
        purge(writer, date(2019, 1, 1), live=True)
    forget(store.place)


def damage(store: Store) -> list[str]:
    with store.read() as reader:
        return [fault.what for fault in health.damage(reader)]


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (SAID, "bleadchallenge agree 900001 --by head --name … --date 2018-01-08"),
        (
            "bleadchallenge intelligence add 900001 --text 'she drinks'",
            "bleadchallenge intelligence add 900001 --text …",
        ),
        ("bleadchallenge isg attend 2018-02-01 P02 ada", "bleadchallenge isg attend 2018-02-01 P02 …"),
        ("bleadchallenge agree 900001 --by=Ada", "bleadchallenge agree 900001 …"),
        ("bleadchallenge visit keep 3 --by 07700900123", "bleadchallenge visit keep 3 --by …"),
        ("bleadchallenge deploy ada 330/2001", "bleadchallenge deploy … 330/2001"),
        ("it's no shell's", "…"),
        ("bleadchallenge import-data people.csv", "bleadchallenge import-data people.csv"),
        (
            "bleadchallenge import-data 2016-2017_330_ks2final.csv",
            "bleadchallenge import-data 2016-2017_330_ks2final.csv",
        ),
        (
            "bleadchallenge import-data /home/ada/days_2018-03-12.csv",
            "bleadchallenge import-data …/days_2018-03-12.csv",
        ),
        ("bleadchallenge import-data loveday.csv", "bleadchallenge import-data ….csv"),
        ("bleadchallenge import-data people_loveday.csv", "bleadchallenge import-data ….csv"),
        ("bleadchallenge import-data 'Ada Loveday.xlsx'", "bleadchallenge import-data …"),
        ("bleadchallenge import-data 07700900123.csv", "bleadchallenge import-data ….csv"),
        ("bleadchallenge import-data visits_07700900123.csv", "bleadchallenge import-data ….csv"),
        ("bleadchallenge import-data autumn.csv", "bleadchallenge import-data ….csv"),
        (
            "bleadchallenge import-data visits_autumn_2017.csv",
            "bleadchallenge import-data visits_autumn_2017.csv",
        ),
        ("bleadchallenge deploy ada.lee-1 900001", "bleadchallenge deploy … 900001"),
        ("bleadchallenge agree 900001 --name Ada.Loveday", "bleadchallenge agree 900001 --name …"),
    ],
)  # fmt: skip
def test_a_command_is_shown_without_anybodys_words(command: str, shown: str) -> None:
    assert parted(command)[0] == shown
    assert joined(*parted(command)) == command


@given(st.text())
def test_nothing_of_a_command_is_lost(command: str) -> None:
    assert joined(*parted(command)) == command


def test_the_groups_of_commands_are_those_of_the_program() -> None:
    from typer.main import get_command

    from bleadchallenge.cli.app import app

    found = get_command(app).commands.items()
    assert {name for name, each in found if hasattr(each, "commands")} <= GROUPS


def test_a_purge_leaves_no_word_of_a_command_in_the_file(store: Store) -> None:
    told(store)
    assert b"Loveday" in store.place.read_bytes()
    purged(store)
    assert b"Loveday" not in store.place.read_bytes()
    assert b"Ada was ill" not in store.place.read_bytes()
    assert damage(store) == []


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE change SET words = \'["", "Bea"]\' WHERE seq = 1',
        "UPDATE change SET reason = 'other' WHERE seq = 1",
        "UPDATE change SET command = 'bleadchallenge init' WHERE seq = 1",
        "UPDATE change SET words = NULL, reason = '(removed)', purged = 1 WHERE seq = 1",
    ],
)
def test_words_that_were_altered_are_found(store: Store, statement: str) -> None:
    told(store)
    with closing(sqlite3.connect(store.place)) as connection:
        connection.execute(statement)
        connection.commit()
    assert damage(store) != []


@pytest.fixture(params=["0001", "0002"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of an older revision whose commands speak of people."""
    store = Store(Path(shutil.copy(GOLDEN / f"{request.param}.db", tmp_path)))
    with closing(sqlite3.connect(store.place)) as connection:
        assert "words" not in {row[1] for row in connection.execute("PRAGMA table_info(change)")}
    return store


def test_an_older_ledger_holds_when_its_words_are_sealed_and_when_they_go(older: Store) -> None:
    with older.read() as reader:
        before = list(reader.session.exec(select(Change.digest)))
    assert damage(older) == []
    with older.write(Entry(TODAY, "officer", "bleadchallenge purge --live")) as writer:
        purge(writer, date(2019, 1, 1), live=True)
    assert damage(older) == []
    with older.read() as reader:
        assert list(reader.session.exec(select(Change.digest)))[:-1] == before
        assert reader.all(Person)


def test_an_older_entry_that_is_altered_after_its_words_went_is_found(older: Store) -> None:
    with older.read() as reader:
        seq = reader.change
    with older.write(Entry(TODAY, "officer", "bleadchallenge purge --live")) as writer:
        writer.session.connection().exec_driver_sql(
            "UPDATE change SET reason = 'why' WHERE seq = 1"
        )
        purge(writer, date(2019, 1, 1), live=True)
    with closing(sqlite3.connect(older.place)) as connection:
        connection.execute("UPDATE change SET author = 'Another' WHERE seq = 1")
        connection.commit()
    assert f"what change {seq + 1} did was altered afterwards" in damage(older)
