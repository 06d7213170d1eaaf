"""What every table promises, so that history, undo and purge work on all of them."""

import pytest
from sqlalchemy import inspect

from bleadchallenge.store import tables
from bleadchallenge.store.facts.base import Fact, Personal, columns_of
from bleadchallenge.store.tables import fact_tables, load_every_table

TABLES = list(fact_tables().values())
PERSONAL = [kind for kind in TABLES if issubclass(kind, Personal)]


def names(kind: type[Fact]) -> str:
    return str(kind.__tablename__)


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_a_table_has_a_key_that_is_never_empty(kind: type[Fact]) -> None:
    columns = inspect(kind).local_table.columns
    assert kind.KEY
    # a record from before meetings were of a cohort is every cohort's, and stays so
    assert not any(columns[name].nullable for name in kind.KEY if name != "cohort")


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_a_table_holds_one_live_fact_for_a_key(kind: type[Fact]) -> None:
    (live,) = inspect(kind).local_table.indexes
    assert live.unique
    assert tuple(column.name for column in live.columns) == kind.KEY
    assert str(live.dialect_options["sqlite"]["where"]) == "until IS NULL"


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_a_table_has_a_title_for_messages(kind: type[Fact]) -> None:
    assert kind.TITLE


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_closed_lists_and_references_stand_on_columns_that_are_there(kind: type[Fact]) -> None:
    assert set(kind.CHOICES) | set(kind.REFERS) <= set(columns_of(kind))


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_a_fact_refers_to_the_key_of_another(kind: type[Fact]) -> None:
    named = set(kind.REFERS.values())
    assert named <= {(table, *other.KEY) for table, other in fact_tables().items()}


@pytest.mark.parametrize("kind", PERSONAL, ids=names)
def test_peoples_data_is_text_that_nothing_hangs_on(kind: type[Personal]) -> None:
    assert kind.PEOPLE
    for name in kind.PEOPLE:
        assert kind.model_fields[name].annotation is str
        assert name not in {*kind.KEY, *kind.REFERS, *kind.CHOICES}


@pytest.mark.parametrize("kind", TABLES, ids=names)
def test_whoever_is_named_in_a_table_can_be_purged(kind: type[Fact]) -> None:
    people = {"email", "owner", "by", "decided_by", "confirmed_by", "agreed_by", "presenter"}
    named = people & set(columns_of(kind))
    assert named <= set(getattr(kind, "PEOPLE", ()))


def test_every_table_is_named_under_the_topic_that_holds_it() -> None:
    load_every_table()
    hanging = [tables.SourceRow, tables.SourceBlock]
    kinds = {kind.__name__: kind for kind in [*fact_tables().values(), *hanging]}
    assert set(tables.__all__) == {*kinds, "Change"}
    for name, kind in kinds.items():
        assert getattr(tables, name) is kind
        assert tables._TOPIC_OF[name] == kind.__module__.rsplit(".", 1)[-1]


def test_there_is_no_table_that_nobody_named() -> None:
    with pytest.raises(AttributeError, match="no table Pupil"):
        tables.Pupil  # noqa: B018
