"""A person can be told what is kept of them, by name, by code and in what people wrote."""

from datetime import date

import pytest

from bleadchallenge.store.engine.purge import purge
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.engine.subject_access import about
from bleadchallenge.store.facts.ledger import Entry
from bleadchallenge.store.tables import Agreement, Interest, Minute, Person, SupportDay
from stores import MORNING, bring, entry, example, person


@pytest.fixture
def told(store: Store) -> Store:
    """Ada, once under another name, with an interest by her code and a minute by her name."""
    bring(store, person("P1", name="Ada Dunn", email="ada@school.example"))
    with store.write(entry()) as writer:
        writer.replace(writer.get(Person, code="P1"), name="Ada Loveday")
    minute = example(Minute)
    minute.decision = "Thanks to ada loveday for her report"
    bring(store, Interest(person="P1", subject="A1", nature="governor there"), minute)
    return store


def tables(store: Store, *names: str) -> list[str]:
    with store.read() as reader:
        return [record.table for record in about(reader, *names)]


@pytest.mark.parametrize("name", ["Ada Loveday", "P1", "ada@school.example", "ADA DUNN"])
def test_whatever_a_person_is_asked_for_by_all_is_found(told: Store, name: str) -> None:
    assert tables(told, name) == ["interest", "minute", "person", "person"]


def test_a_record_is_told_in_words_with_its_days(told: Store) -> None:
    with told.read() as reader:
        found = about(reader, "P1")
    assert [(record.title, record.since, record.until) for record in found] == [
        ("interest", "2018-03-15", ""),
        ("minute", "2018-03-15", ""),
        ("person", "2018-03-15", "2018-03-15"),
        ("person", "2018-03-15", ""),
    ]
    assert found[0].says == "person: P1; subject: A1; nature: governor there"


def test_a_code_in_a_list_counts_and_part_of_another_does_not(store: Store) -> None:
    agreement = example(Agreement)
    agreement.people = "P10; P1,P2"
    bring(store, person("P10"), agreement)
    assert tables(store, "P1") == ["agreement"]


def test_a_name_that_is_nowhere_but_in_a_command_or_a_reason_is_found(store: Store) -> None:
    said = "bleadchallenge agree 900001 --by head --name 'Bea Quick'"
    with store.write(Entry(MORNING, "coordinator", said, "Bea is back")) as writer:
        writer.add(example(SupportDay))
    assert tables(store, "Bea Quick") == ["change"]
    assert tables(store, "Bea") == ["change"]


def test_after_a_purge_nothing_names_the_person(told: Store) -> None:
    with told.write(entry("2019-09-01T09:30:00+00:00")) as writer:
        writer.retract(*writer.all(Minute))
        purge(writer, date(2019, 1, 1), live=True)
    assert tables(told, "Ada Dunn") == []
