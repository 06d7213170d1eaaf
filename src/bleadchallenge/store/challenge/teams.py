"""Questions about challenge teams: who could sit on one, and what ties a school."""

from datetime import date

from bleadchallenge.domain.challenge.teams import Candidate, ConflictTies
from bleadchallenge.domain.choices import Level
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.support.alliances import own_schools
from bleadchallenge.store.tables import Alliance, Assignment, Interest, Person, TeamMember

_TRUST = "TRUSTS (NAME)"


def candidate_of(reader: Reader, person: Person) -> Candidate:
    """A person with the interests on record."""
    interests = reader.where(Interest, person=person.code)
    return Candidate(
        person.code,
        person.role,
        person.designation,
        person.school,
        person.trust,
        person.alliance,
        frozenset(interest.subject for interest in interests),
    )


def ties_of(reader: Reader, urn: str, as_of: date) -> ConflictTies:
    """A school's trusts, and the alliances it belongs to or is supported by."""
    lines = published_files.lines(reader, "gias", urns=[urn], level=Level.SCHOOL)
    trusts = {line.text(_TRUST) for line in lines}
    trusts |= {person.trust for person in reader.where(Person, school=urn)}
    supported = {
        a.alliance
        for a in reader.where(Assignment, urn=urn)
        if a.to_day is None or a.to_day >= as_of
    }
    tied = [
        alliance
        for alliance in reader.where(Alliance)
        if alliance.code in supported or urn in own_schools(alliance)
    ]
    schools = frozenset(school for alliance in tied for school in own_schools(alliance))
    codes = frozenset(alliance.code for alliance in tied)
    return ConflictTies(urn, frozenset(trusts - {""}), codes, schools - {urn})


def teams_of_person(reader: Reader, code: str) -> int:
    """On how many schools' challenge teams a person sits."""
    return len(reader.all(TeamMember, TeamMember.person == code))
