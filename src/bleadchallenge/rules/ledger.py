"""Rules of the record itself: what a record names is there, and a policy is in force."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe, values_of
from bleadchallenge.store.tables import (
    AdviceVerdict,
    Alliance,
    Cohort,
    CommissioningReview,
    Decision,
    EscalationStep,
    Person,
    PolicyText,
    Review,
    Selection,
    SourceFile,
    fact_tables,
)

_DECIDED = (AdviceVerdict, EscalationStep, CommissioningReview)


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


@rule("P41.{table}_corrected", "decided_on", of=[Decision], asks=Asks.CHANGE)
@rule("P41.{table}_corrected", "held_on", of=[Review], asks=Asks.CHANGE)
@rule("P41.{table}_corrected", "on_day", of=_DECIDED, asks=Asks.CHANGE)
def _corrected_with_its_reason(state: State, fact: Fact) -> None:
    """{a title} that is on record is corrected only with the reason; a reply is added to it."""
    old = state.before(fact)
    added = {name: getattr(fact, name) for name in ("reply",) if hasattr(fact, name)}
    is_said = old is not None and {**values_of(old), **added} != values_of(fact)
    if old is not None and is_said and not state.reason.strip():
        raise DataError(
            f"{describe(fact)} is on record already (change {old.since})",
            why="what was decided is corrected only with the reason",
            fix='add --reason "..."',
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
