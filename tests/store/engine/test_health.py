"""Whatever is altered behind the program's back is found and named."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import update

from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.ledger import content_digest
from bleadchallenge.store.facts.row_blocks import pack
from bleadchallenge.store.facts.seals import seal
from bleadchallenge.store.place import Place
from bleadchallenge.store.tables import Person, Visit
from bleadchallenge.store.tables.results import SourceBlock
from stores import alliance, bring, bring_import, entry, example, one_of_each, person

RENAMED = "what change 2 did was altered afterwards"


@pytest.fixture
def told(store: Store) -> Store:
    """An import, a person, a correction of the person, and a visit."""
    with store.write(entry()) as writer:
        bring_import(writer, 1)
    bring(store, person())
    with store.write(entry(reason="misspelt")) as writer:
        writer.replace(writer.get(Person, code="P1"), name="Correct name")
    bring(store, example(Visit))
    return store


def alter(store: Store, *statements: str) -> None:
    """What somebody does who has another program for such files."""
    with closing(stranger_at(store.place)) as connection:
        for statement in statements:
            connection.execute(_in_its_words(store.place, statement))
        connection.commit()


def _in_its_words(place: Place, statement: str) -> str:
    return statement if isinstance(place, Path) else statement.replace("x'00'", "'\\x00'")


def stranger_at(place: Place) -> Any:
    """A connection of a program that heeds none of the store's rules."""
    if isinstance(place, Path):
        return sqlite3.connect(place)
    import psycopg

    heedless = f"-c search_path={place.schema} -c session_replication_role=replica"
    return psycopg.connect(place.url, options=heedless)


def faults(store: Store) -> list[str]:
    with store.read() as reader:
        return [fault.what for fault in health.faults(reader)]


def test_a_store_that_nobody_touched_is_whole(told: Store) -> None:
    assert faults(told) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE person SET name = 'Other' WHERE until IS NOT NULL", "what change 2 did"),
        ("UPDATE person SET name = 'Other' WHERE until IS NULL", "what change 3 did"),
        ("UPDATE person SET role = 'coordinator' WHERE until IS NULL", "what change 3 did"),
        ("UPDATE person SET salt = '', name = '(removed)'", "what change 2 did"),
        ("UPDATE person SET salt = '', purged = 4", "what change 4 did"),
        ("UPDATE person SET until = 4 WHERE until IS NULL", "what change 4 did"),
        ("UPDATE person SET until = NULL, code = 'P9' WHERE since = 2", "what change 2 did"),
        ("DELETE FROM person WHERE since = 3", "what change 3 did"),
        ("UPDATE visit SET planned_on = '2018-05-01'", "what change 4 did"),
        ("UPDATE visit SET since = 3", "what change 3 did"),
        ("UPDATE visit SET since = 77", "there are facts of change 77"),
        ("UPDATE change SET reason = '' WHERE seq = 3", "change 3 in the ledger"),
        ("UPDATE change SET at = '2018-01-01T00:00:00+00:00' WHERE seq = 1", "change 1 in the"),
        ("UPDATE change SET author = 'Another' WHERE seq = 4", "change 4 in the ledger"),
        ("UPDATE change SET content = 'x' WHERE seq = 2", "what change 2 did"),
        ("DELETE FROM change WHERE seq = 4", "there are facts of change 4"),
        ("UPDATE source_block SET packed = x'00'", "the rows of a published file cannot be read"),
        ("DELETE FROM source_block", "the rows of a published file cannot be read"),
        ("UPDATE source_row SET row = 9 WHERE row = 2", "the rows of a published file cannot"),
        ("UPDATE source_row SET other_urns = '123456' WHERE row = 2", "the rows of import 1"),
        ("UPDATE source_row SET urn = '999999' WHERE row = 2", "what change 1 did"),
        ("DELETE FROM source_row WHERE row = 3", "the rows of import 1"),
        ("UPDATE source_row SET source = 2 WHERE row = 3", "there are rows of import 2"),
        ("UPDATE source_file SET file = 'other.csv'", "what change 1 did"),
    ],
)  # fmt: skip
def test_an_alteration_is_found(told: Store, statement: str, fault: str) -> None:
    alter(told, statement)
    assert any(found.startswith(fault) for found in faults(told)), faults(told)


def test_other_cells_in_the_place_of_a_files_are_found(told: Store) -> None:
    rows = [(row, "100001\x1fanother school") for row in (1, 2, 3)]
    with database_at(told.place).connect(writing=True) as connection:
        connection.execute(update(SourceBlock).values(packed=pack(rows)))
        connection.commit()
    assert any(found.startswith("the rows of import 1") for found in faults(told)), faults(told)


def test_a_change_cut_out_of_the_ledger_with_its_facts_is_found(told: Store) -> None:
    alter(
        told,
        "DELETE FROM person WHERE since = 3",
        "UPDATE person SET until = NULL",
        "DELETE FROM change WHERE seq = 3",
    )
    assert faults(told) == ["change 4 in the ledger was altered afterwards"]


@pytest.mark.sqlite
def test_an_index_that_lost_its_rows_is_found(told: Store) -> None:
    alter(
        told,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'urn, stage', 'stage, urn')"
        " WHERE name = 'live_visit'",
    )
    assert "the file is damaged: row 1 missing from index live_visit" in faults(told)


def test_every_fault_says_what_to_do(told: Store) -> None:
    alter(told, "UPDATE person SET name = 'Other'", "UPDATE visit SET stage = 'overture'")
    with told.read() as reader:
        found = health.faults(reader)
    assert len(found) >= 3
    assert all(fault.fix.startswith("bleadchallenge ") for fault in found)


def test_a_reference_to_nothing_is_named(store: Store) -> None:
    bring(store, person(alliance="A9"))
    assert faults(store) == ["person P1 names the alliance A9, which is not on record"]


def test_a_reference_is_good_until_its_fact_is_taken_out(store: Store) -> None:
    bring(store, alliance(), person(alliance="A1"))
    assert faults(store) == []
    with store.write(entry()) as writer:
        writer.retract(*writer.all(type(alliance())))
    assert len(faults(store)) == 1
    with store.read("1") as reader:
        assert health.faults(reader) == []


def test_a_word_that_is_not_of_its_list_is_named(store: Store) -> None:
    bring(store, person(role="bystander"))
    (fault,) = faults(store)
    assert fault.startswith("person P1 has a role that is not one of ")


def test_the_digest_is_of_facts_however_they_came(store: Store) -> None:
    bring(store, person("P1"), person("P2"))
    with store.read() as reader:
        together = health.digest(reader)
    with store.write(entry()) as writer:
        writer.replace(writer.get(Person, code="P1"), name="Misspelt")
    with store.write(entry()) as writer:
        writer.replace(writer.get(Person, code="P1"), name="Name of P1")
    with store.read() as reader:
        assert health.digest(reader) == together


def test_any_fact_more_makes_another_digest(store: Store) -> None:
    facts = one_of_each()
    digests = set()
    with store.write(entry()) as writer:
        for fact in facts:
            writer.add(fact)
            digests.add(health.digest(writer))
    assert len(digests) == len(facts)


def test_a_digest_does_not_say_what_it_is_of() -> None:
    """Two people of one name have different seals: nobody can guess names from a ledger."""
    one, other = person(), person()
    seal(one)
    seal(other)
    assert one.seal != other.seal
    assert content_digest([one], []) != content_digest([other], [])
    assert re.fullmatch(r"[0-9a-f]{64}", one.seal)


def test_rows_that_run_into_each_other_have_different_digests() -> None:
    one = health.rows_digest([(1, "a"), (2, "b")])
    assert one != health.rows_digest([(1, "a1:21:b")])
    assert one != health.rows_digest([(1, "a\x1d2\x1eb")])
