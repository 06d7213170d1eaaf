"""People's data goes when its time is over; what is left can still be checked."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.purge import REMOVED, forget, purge
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.engine.undo import undo
from bleadchallenge.store.facts.base import Personal, values_of
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import Person, fact_tables
from stores import bring, entry, one_of_each, person

LONG_AGO = "2012-03-15T09:30:00+00:00"
LATELY = "2018-03-15T09:30:00+00:00"
TODAY = "2019-09-01T09:30:00+00:00"
LIMIT = date(2013, 9, 1)


@pytest.fixture
def told(store: Store) -> Store:
    """Ada went long ago, Bea lately, Cay is still there under a name corrected long ago."""
    bring(store, named("ADA", "Ada Loveday"), named("BEA", "Bea Quick"), named("CAY", "Kay Dunn"),
          at=LONG_AGO)  # fmt: skip
    with store.write(entry(LONG_AGO)) as writer:
        writer.retract(writer.get(Person, code="ADA"))
        writer.replace(writer.get(Person, code="CAY"), name="Cay Dunn")
    with store.write(entry(LATELY)) as writer:
        writer.retract(writer.get(Person, code="BEA"))
    return store


def named(code: str, name: str) -> Person:
    return person(code, name=name, email=f"{name.split(maxsplit=1)[0].lower()}@school.example")


def purged(store: Store, *, live: bool = False, dry_run: bool = False) -> list[str]:
    with store.write(entry(TODAY), dry_run=dry_run) as writer:
        return purge(writer, LIMIT, live=live)


def names(store: Store) -> set[str]:
    with store.read() as reader:
        return set(reader.session.exec(select(Person.name)))


def chain(store: Store) -> list[str]:
    with store.read() as reader:
        return list(reader.session.exec(select(Change.digest).order_by(Change.seq)))


def test_who_went_before_the_limit_is_removed_and_nobody_else(told: Store) -> None:
    said = purged(told)
    assert said == ["removed people's data: person ADA", "removed people's data: person CAY"]
    assert names(told) == {REMOVED, "Bea Quick", "Cay Dunn"}


def test_everything_of_a_fact_that_is_no_persons_stays(told: Store) -> None:
    purged(told)
    with told.read("1") as reader:
        ada = reader.get(Person, code="ADA")
    assert (ada.code, ada.role, ada.since, ada.until) == ("ADA", "governor", 1, 2)
    assert (ada.name, ada.email, ada.employer) == (REMOVED, REMOVED, "")


def test_the_ledger_holds_and_not_one_old_entry_of_it_changes(told: Store) -> None:
    before = chain(told)
    purged(told)
    assert chain(told)[:-1] == before
    with told.read() as reader:
        assert health.faults(reader) == []


def test_a_purge_is_a_change_of_its_own(told: Store) -> None:
    purged(told)
    with told.read() as reader:
        assert reader.change == 4
        (ada,) = reader.session.exec(select(Person).where(Person.code == "ADA"))
        assert ada.purged == 4


def test_what_is_known_now_stays_as_it_is(told: Store) -> None:
    with told.read() as reader:
        before = health.digest(reader)
    purged(told)
    with told.read() as reader:
        assert health.digest(reader) == before


def test_purging_twice_changes_nothing(told: Store) -> None:
    purged(told)
    assert purged(told) == []
    with told.read() as reader:
        assert reader.change == 4


def test_a_purge_can_be_tried_first(told: Store) -> None:
    assert len(purged(told, dry_run=True)) == 2
    assert "Ada Loveday" in names(told)


def test_a_programme_that_is_over_loses_those_on_record_as_well(told: Store) -> None:
    purged(told, live=True)
    assert names(told) == {REMOVED, "Bea Quick"}
    with told.read() as reader:
        assert [fact.code for fact in reader.all(Person)] == ["CAY"]
        assert health.faults(reader) == []


def test_every_tables_people_are_removed(store: Store) -> None:
    bring(store, *one_of_each(), at=LONG_AGO)
    said = purged(store, live=True)
    kinds = [kind for kind in fact_tables().values() if issubclass(kind, Personal)]
    assert len(said) == len(kinds)
    with store.read() as reader:
        assert health.faults(reader) == []
        for kind in kinds:
            (fact,) = reader.all(kind)
            assert {name for name, value in values_of(fact).items() if value == REMOVED} == set(
                kind.PEOPLE
            )


@pytest.mark.sqlite
def test_no_trace_is_left_in_the_file(told: Store) -> None:
    assert b"Ada Loveday" in told.place.read_bytes()
    purged(told)
    forget(told.place)
    left = told.place.read_bytes()
    assert b"Ada Loveday" not in left
    assert b"ada@school.example" not in left
    assert b"Bea Quick" in left
    with told.read() as reader:
        assert health.faults(reader) == []


@pytest.mark.sqlite
def test_even_before_the_file_is_written_anew_nothing_is_left(told: Store) -> None:
    purged(told)
    assert b"Ada Loveday" not in told.place.read_bytes()


def test_what_was_purged_is_not_brought_back(told: Store) -> None:
    purged(told)
    with pytest.raises(DataError, match="change 2 cannot be undone") as refused:
        undone(told, 2)
    assert refused.value.why == "it would bring back person ADA, whose data change 4 purged"


def test_a_purge_cannot_be_undone(told: Store) -> None:
    purged(told)
    with pytest.raises(DataError) as refused:
        undone(told, 4)
    assert refused.value.why == "it removed data for good; there is nothing to bring back"


def undone(store: Store, seq: int) -> None:
    with store.write(entry(TODAY, undoes=seq)) as writer:
        undo(writer, seq)


def test_a_corrected_fact_that_was_purged_is_sealed_anew(told: Store) -> None:
    purged(told, live=True)
    with told.write(entry(TODAY)) as writer:
        writer.replace(writer.get(Person, code="CAY"), role="coordinator")
    with told.read() as reader:
        assert reader.get(Person, code="CAY").name == REMOVED
        assert health.faults(reader) == []


@pytest.mark.sqlite
def test_a_store_is_as_small_after_the_purge_as_it_can_be(store: Store) -> None:
    bring(store, *(person(f"P{n}", expertise="x" * 1000) for n in range(500)), at=LONG_AGO)
    before = store.place.stat().st_size
    purged(store, live=True)
    forget(store.place)
    assert store.place.stat().st_size < before - 400_000
    assert_only(store.place)


def assert_only(path: Path) -> None:
    assert [other.name for other in path.parent.iterdir()] == [path.name]
