"""Questions that the coordinator's workbook asks: what may be chosen, and who changed a record."""

from sqlmodel import select

from bleadchallenge.domain.moments import day_of
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.workbook.forms import NamesOf
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.schools.directory import all_schools
from bleadchallenge.store.tables import Advice, Alliance, Cohort, Kpi, Person, PracticeSession
from bleadchallenge.store.tables import Selection as Chosen

Names = dict[str, dict[str, str]]
"""By list: code to the name that people know it by."""


def names_known(reader: Reader, policy: Policy | None) -> Names:
    """Every list to choose from; of schools those of the policy's authority and those chosen."""
    schools = _schools(reader, policy)
    alliances = {alliance.code: alliance.name for alliance in reader.all(Alliance)}
    return {
        NamesOf.SCHOOLS: schools,
        NamesOf.ALLIANCES: alliances,
        NamesOf.SUBJECTS: {**schools, **alliances},
        NamesOf.PEOPLE: {person.code: person.name for person in reader.all(Person)},
        NamesOf.INDICATORS: {kpi.code: kpi.name for kpi in reversed(reader.all(Kpi))},
        NamesOf.SESSIONS: {row.code: row.topic for row in reader.all(PracticeSession)},
        NamesOf.ADVICE: {str(row.number): "" for row in reader.all(Advice)},
        NamesOf.COHORTS: {cohort.code: cohort.name for cohort in reader.all(Cohort)},
        NamesOf.TERMS: {term.code: term.name for term in policy.terms} if policy else {},
    }


def _schools(reader: Reader, policy: Policy | None) -> dict[str, str]:
    chosen = {row.urn for row in reader.all(Chosen)}
    return {
        school.urn: school.name
        for school in all_schools(reader)
        if school.urn in chosen or (policy and school.laestab.startswith(policy.la_code))
    }


def digest_after(reader: Reader, change: int) -> str:
    """The ledger's digest after a change: tells one store from another."""
    return ledger.digest_before(reader.session, change + 1)


def changed_by(reader: Reader, change: int) -> str:
    """A change in a few words: its number, who made it, and on which day."""
    found = reader.session.exec(select(Change).where(Change.seq == change)).first()
    if found is None:
        return f"change {change}"
    return f"change {change} by {found.author}, {day_of(found.at, zone_of(reader.session))}"
