"""Rules of the record itself: what a record names is there, and a policy is in force."""

from collections.abc import Iterator

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Rule, resting
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


def _names_what_is_there(state: State, fact: Fact) -> None:
    for column, (table, key) in type(fact).REFERS.items():
        value = getattr(fact, column)
        other = fact_tables()[table]
        if value and state.reader.get(other, **{key: value}) is None:
            raise DataError(
                f"names the {other.TITLE} {value}, which is not on record",
                fix=f"record the {other.TITLE} first, or name another",
            )


def _under_a_policy(state: State, _fact: Fact) -> None:
    if not state.reader.where(PolicyText):
        raise DataError(
            "no policy would be in force",
            why="everything on record is judged under one",
            fix="bleadchallenge policy set FILE puts another in its place",
        )


def _references() -> Iterator[Rule]:
    tables = fact_tables()
    for name, kind in tables.items():
        if kind.REFERS:
            named = {tables[other] for other, _key in kind.REFERS.values()}
            titles = " and ".join(sorted(f"the {other.TITLE}" for other in named))
            column = next(iter(kind.REFERS))
            yield Rule(
                f"P41.{name}_names",
                f"{titles} that a {kind.TITLE} names is on record",
                kind,
                column,
                _names_what_is_there,
                resting(*named),
            )


LEDGER_RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"P44.{kind.__tablename__}_policy",
            f"a policy is in force while a {kind.TITLE} is on record",
            kind,
            kind.KEY[0],
            _under_a_policy,
            resting(PolicyText),
        )
        for kind in (Selection, SourceFile, Alliance, Person, Cohort)
    ),
    *_references(),
)
"""What holds for every kind of record."""
