"""Rules of the record itself: what a record names is there, and a policy is in force."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.text import with_article
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe, values_of
from bleadchallenge.store.tables import (
    Action,
    Advice,
    AdviceResponse,
    AdviceVerdict,
    Alliance,
    Assignment,
    Cohort,
    CommissioningReview,
    ConferenceCommitment,
    Consultation,
    Decision,
    Deployment,
    EscalationStep,
    GainedDesignation,
    Intelligence,
    Judgement,
    KpiReview,
    KpiTarget,
    LeadershipChange,
    Milestone,
    Minute,
    Person,
    Plan,
    PolicyText,
    Recommendation,
    RecommendationCheck,
    Review,
    Selection,
    SourceFile,
    SupportDay,
    Variation,
    Visit,
    WarningNotice,
    fact_tables,
)

SAID: dict[type[Fact], str] = {
    Consultation: "outcome",
    LeadershipChange: "name",
    Visit: "planned_on",
    Review: "held_on",
    Recommendation: "text",
    Judgement: "level",
    RecommendationCheck: "outcome",
    Decision: "decided_on",
    Assignment: "alliance",
    Variation: "quarters",
    Plan: "made_on",
    Action: "text",
    Milestone: "due_on",
    KpiTarget: "value",
    KpiReview: "outcome",
    GainedDesignation: "gained_on",
    Deployment: "quarters",
    Minute: "decision",
    Advice: "text",
    AdviceResponse: "text",
    AdviceVerdict: "on_day",
    EscalationStep: "on_day",
    WarningNotice: "comply_by",
    CommissioningReview: "on_day",
}
"""What was said, decided or promised, with the column that a sheet points to."""
_GOES_ON: dict[type[Fact], frozenset[str]] = {
    CommissioningReview: frozenset({"reply"}),
    Milestone: frozenset({"outcome", "evidence", "judged_on"}),
    Visit: frozenset({"note"}),
}
"""Columns that may say something else later without correcting anything."""
_NUMBERED = (
    *(Intelligence, Recommendation, Variation, SupportDay, Action),
    *(Milestone, Minute, Advice, ConferenceCommitment),
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


@rule("P39.cohort_days", "to_day")
def _ends_after_it_begins(_state: State, cohort: Cohort) -> None:
    """A cohort ends after it begins."""
    first, last = cohort.from_day, cohort.to_day
    if first and last and last < first:
        raise DataError(
            f"the cohort would end on {last} before it begins on {first}",
            fix="give --from before --to",
        )


@rule("P41.{table}_numbered", "number", of=_NUMBERED)
def _numbered_from_one(_state: State, fact: Fact) -> None:
    """{a title} is numbered from 1."""
    number = getattr(fact, "number", 1)
    if number < 1:
        raise DataError(
            f"{number} is no number of {with_article(fact.TITLE)}", fix="a whole number from 1"
        )


def _corrected_with_its_reason(state: State, fact: Fact) -> None:
    """{a title} that is on record is corrected only with the reason.

    What is added where nothing stood corrects nothing.
    """
    old = state.before(fact)
    if old is None or state.reason.strip():
        return
    goes_on, now = _GOES_ON.get(type(fact), frozenset()), values_of(fact)
    said = {name: value for name, value in values_of(old).items() if value not in (None, "")}
    others = [name for name, value in said.items() if name not in goes_on and now[name] != value]
    if others:
        raise DataError(
            f"{describe(fact)} is on record already (change {old.since})",
            why=f"what was said or decided is corrected only with the reason: {', '.join(others)}",
            fix='add --reason "..."',
        )


def _declare_corrections() -> None:
    """Declare a rule for each table whose records are corrected only with the reason."""
    for kind, column in SAID.items():
        declare = rule("P41.{table}_corrected", column, of=[kind], asks=Asks.CHANGE)
        declare(_corrected_with_its_reason)


_declare_corrections()


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
