"""Undo takes a change back, unless something was built on it."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import select

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.store import Store, Writer
from bleadchallenge.store.engine.undo import undo
from bleadchallenge.store.tables import Alliance, Interest, Person, SourceFile, SourceRow
from stores import alliance, bring, bring_import, entry, one_of_each, person


@pytest.fixture(autouse=True)
def whole(store: Store) -> Iterator[None]:
    """Whatever is undone, the ledger holds."""
    yield
    with store.read() as reader:
        assert health.faults(reader) == []


def change(store: Store, act: Callable[[Writer], object]) -> int:
    with store.write(entry()) as writer:
        act(writer)
    return writer.number


def undone(store: Store, seq: int) -> list[str]:
    with store.write(entry(undoes=seq)) as writer:
        return undo(writer, seq)


def digest(store: Store) -> str:
    with store.read() as reader:
        return health.digest(reader)


def rename(writer: Writer) -> None:
    writer.replace(writer.get(Person, code="P1"), name="Renamed")


def withdraw(writer: Writer) -> None:
    writer.retract(writer.get(Person, code="P1"))


def test_undoing_what_was_brought_in_takes_it_out(store: Store) -> None:
    empty = digest(store)
    bring(store, person())
    assert undone(store, 1) == ["taken out: person P1"]
    assert digest(store) == empty


def test_undoing_a_correction_puts_the_old_fact_back(store: Store) -> None:
    bring(store, person())
    before = digest(store)
    change(store, rename)
    assert undone(store, 2) == ["taken out: person P1", "back: person P1"]
    assert digest(store) == before


def test_undoing_a_withdrawal_puts_the_fact_back(store: Store) -> None:
    bring(store, person())
    before = digest(store)
    change(store, withdraw)
    undone(store, 2)
    assert digest(store) == before


def test_undoing_an_undo_brings_the_change_back(store: Store) -> None:
    bring(store, person())
    change(store, rename)
    renamed = digest(store)
    undone(store, 2)
    undone(store, 3)
    assert digest(store) == renamed


def test_undo_leaves_its_trace_in_the_history(store: Store) -> None:
    bring(store, person())
    undone(store, 1)
    with store.read() as reader:
        (past,) = reader.session.exec(select(Person))
        assert (past.since, past.until) == (1, 2)
    with store.read("1") as reader:
        assert reader.get(Person, code="P1")


def test_a_whole_programme_of_facts_can_be_undone_at_once(store: Store) -> None:
    empty = digest(store)
    bring(store, *one_of_each())
    undone(store, 1)
    assert digest(store) == empty


def test_an_import_is_undone_and_comes_back_with_its_rows(store: Store) -> None:
    change(store, lambda writer: bring_import(writer, 1))
    taken = digest(store)
    undone(store, 1)
    with store.read() as reader:
        assert reader.all(SourceFile) == []
    undone(store, 2)
    assert digest(store) == taken
    with store.read() as reader:
        assert len(reader.session.exec(select(SourceRow)).all()) == 3


def refusal(store: Store, seq: int) -> DataError:
    before = digest(store)
    with pytest.raises(DataError) as refused:
        undone(store, seq)
    assert digest(store) == before
    return refused.value


def test_a_change_that_was_built_upon_is_not_undone_by_itself(store: Store) -> None:
    bring(store, person())
    change(store, rename)
    refused = refusal(store, 1)
    assert refused.why == "change 2 has since replaced person P1"
    assert refused.fix == "bleadchallenge undo 2, then undo 1"


def test_a_withdrawal_is_not_undone_once_the_key_is_taken_again(store: Store) -> None:
    bring(store, person())
    change(store, withdraw)
    bring(store, person(name="Successor"))
    assert refusal(store, 2).why == "change 3 has since put another person P1 on record"


def test_a_reference_that_stays_answered_does_not_hinder(store: Store) -> None:
    bring(store, alliance())
    bring(store, person(alliance="A1"))
    change(store, lambda writer: writer.replace(writer.first(Alliance), name="Renamed"))
    assert undone(store, 3)


def test_what_refers_to_something_gone_is_not_brought_back(store: Store) -> None:
    bring(store, alliance())
    bring(store, person(alliance="A1"))
    change(store, withdraw)
    change(store, lambda writer: writer.retract(writer.first(Alliance)))
    refused = refusal(store, 3)
    assert refused.why == "person P1 names the alliance A1, which is no longer on record"
    assert refused.fix == "bleadchallenge undo 4, then undo 3"


def test_a_fact_and_what_it_refers_to_come_back_together(store: Store) -> None:
    bring(store, person(), Interest(person="P1", subject="A1", nature="governor there"))
    both = digest(store)
    change(store, lambda writer: writer.retract(writer.first(Interest), writer.first(Person)))
    undone(store, 2)
    assert digest(store) == both


def test_a_change_is_undone_once(store: Store) -> None:
    bring(store, person())
    undone(store, 1)
    refused = refusal(store, 1)
    assert refused.what == "change 1 was undone already, by change 2"
    assert refused.fix == "bleadchallenge undo 2 brings it back"


def test_a_change_that_was_brought_back_can_be_undone_again(store: Store) -> None:
    empty = digest(store)
    bring(store, person())
    undone(store, 1)
    undone(store, 2)
    undone(store, 1)
    assert digest(store) == empty
    assert refusal(store, 1).fix == "bleadchallenge undo 4 brings it back"


def test_what_was_built_upon_is_undone_after_what_was_built(store: Store) -> None:
    empty = digest(store)
    bring(store, person())
    change(store, rename)
    change(store, withdraw)
    for seq in (3, 2, 1):
        undone(store, seq)
    assert digest(store) == empty


def test_a_change_redone_stands_in_the_way_again(store: Store) -> None:
    bring(store, person())
    change(store, rename)
    undone(store, 2)
    undone(store, 3)
    assert refusal(store, 1).why == "change 4 has since replaced person P1"


@pytest.mark.parametrize("seq", [0, 2, 99])
def test_a_change_that_is_not_there_cannot_be_undone(store: Store, seq: int) -> None:
    bring(store, person())
    with pytest.raises(UsageError, match=f"no change {seq}"):
        undone(store, seq)


def test_a_change_cannot_undo_itself(store: Store) -> None:
    with store.write(entry()) as writer, pytest.raises(UsageError, match="no change 1"):
        undo(writer, writer.number)


def test_an_undo_can_be_tried_without_keeping_it(store: Store) -> None:
    bring(store, person())
    before = digest(store)
    with store.write(entry(undoes=1), dry_run=True) as writer:
        assert undo(writer, 1) == ["taken out: person P1"]
    assert digest(store) == before
