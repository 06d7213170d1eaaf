"""Which alliance might support a school: every one of them ranked, with reasons."""

from datetime import date

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.matching import (
    AllianceCandidate,
    matches,
    ranked,
    reasons,
    warnings,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation.commissioning import binding_outcome
from bleadchallenge.store.support import alliances
from bleadchallenge.store.support.days import days_ahead, load_of, running_schools
from bleadchallenge.store.tables import Alliance, Selection
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Request, policy_of


@row
class SuggestionRow:
    """An alliance as it would suit a school."""

    rank: int | None
    code: str
    alliance: str
    capacity: float | None = column(hidden=True)
    load: float = column(hidden=True)
    spare: float | None = column("days to spare")
    needed: float = column(hidden=True)
    has_room: bool = column(hidden=True)
    specialisms: list[str] = column(hidden=True)
    miles: float | None = column(hidden=True)
    conflict: bool = column(hidden=True)
    reasons: list[str] = column("for it")
    warnings: list[str] = column("against it")


@row
class SuggestedFor:
    """The school that an alliance is suggested for."""

    urn: str
    school: str


def suggest(asked: Request, school: str, on: date) -> Listing[SuggestionRow]:
    """Every alliance ranked for a school; one with a conflict has no rank.

    A suggestion only: people choose, and give their reason.
    """
    with asked.reading() as reader:
        found, policy = find_programme_school(reader, school), policy_of(reader)
        cases = ranked(
            case_of(reader, policy, alliance, found.urn, on) for alliance in reader.all(Alliance)
        )
        rows = tuple(_row(place, case) for place, case in enumerate(cases, start=1))
        extra = SuggestedFor(found.urn, found.name)
        note = (
            "a suggestion: choose with bleadchallenge assign-tsa "
            f'{found.urn} CODE --from DATE --reason "..."'
        )
        return Listing(
            "assign-tsa", asked.as_of, reader.change, SuggestionRow, rows, (note,), extra
        )


def _load_in_all(reader: Reader, code: str, on: date) -> float:
    """An alliance's load over every cohort, each under its own policy: capacity is one."""
    chosen = reader.where(Selection, state=SelectionState.SELECTED.value)
    cohorts = [reader.of_cohort(each) for each in sorted({each.cohort for each in chosen})]
    return sum(load_of(each, policy_of(each), code, on) for each in cohorts)


def case_of(
    reader: Reader, policy: Policy, alliance: Alliance, urn: str, on: date
) -> AllianceCandidate:
    """An alliance as it stands for a school on a day."""
    own = urn in alliances.own_schools(alliance)
    needed = days_ahead(reader, policy, urn, on)
    supports = urn in running_schools(reader, alliance.code, on)
    return AllianceCandidate(
        code=alliance.code,
        name=alliance.name,
        capacity=alliance.capacity_days,
        load=_load_in_all(reader, alliance.code, on) - (needed if supports else 0),
        needed=needed,
        supports=supports,
        matches=matches(
            alliances.all_alliances(alliance.specialisms), alliances.schools_wanting(reader, urn)
        ),
        miles=alliances.miles_to(reader, alliance, urn),
        conflicts=("the school belongs to that alliance",) if own else (),
        interests=tuple(alliances.interests_between(reader, alliance, urn)),
        record=alliances.record_of(reader, alliance.code, urn, on),
        outcome=binding_outcome(reader, alliance.code, on),
    )


def _row(place: int, case: AllianceCandidate) -> SuggestionRow:
    return SuggestionRow(
        rank=None if case.conflicts else place,
        code=case.code,
        alliance=case.name,
        capacity=case.capacity or None,
        load=case.load,
        spare=case.spare,
        needed=case.needed,
        has_room=case.has_room,
        specialisms=[specialism for specialism, _answers in case.matches],
        miles=None if case.miles is None else round(case.miles, 1),
        conflict=bool(case.conflicts),
        reasons=list(reasons(case)),
        warnings=list(warnings(case)),
    )
