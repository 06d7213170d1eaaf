"""Rules of the record itself: what a record names is there, and a policy is in force."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.tables import (
    Alliance,
    Cohort,
    Person,
    PolicyText,
    Selection,
    SourceFile,
    fact_tables,
)


@rule("P44.{table}_policy", "code", of=[Alliance, Person, Cohort], rests_on=[PolicyText])
@rule("P44.{table}_policy", "number", of=[SourceFile], rests_on=[PolicyText])
@rule("P44.{table}_policy", "urn", of=[Selection], rests_on=[PolicyText])
def _under_a_policy(state: State, _fact: Fact) -> None:
    """A policy is in force while {a title} is on record."""
    if not state.reader.where(PolicyText):
        raise DataError(
            "no policy would be in force",
            why="everything on record is judged under one",
            fix="bleadchallenge policy set FILE puts another in its place",
        )


def _names_what_is_there(state: State, fact: Fact) -> None:
    """What {a title} names is on record."""
    for column, (table, key) in type(fact).REFERS.items():
        value = getattr(fact, column)
        other = fact_tables()[table]
        if value and state.reader.get(other, **{key: value}) is None:
            raise DataError(
                f"names the {other.TITLE} {value}, which is not on record",
                fix=f"record the {other.TITLE} first, or name another",
            )


def _declare_references() -> None:
    """Declare a rule for each table whose records name records of others."""
    tables = fact_tables()
    for kind in tables.values():
        if kind.REFERS:
            named = [tables[other] for other, _key in kind.REFERS.values()]
            declare = rule("P41.{table}_names", next(iter(kind.REFERS)), of=[kind], rests_on=named)
            declare(_names_what_is_there)


_declare_references()
