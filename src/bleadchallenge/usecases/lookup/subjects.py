"""Which school, alliance or person is meant where a command takes any of them."""

from dataclasses import dataclass

from bleadchallenge.domain.choices import AdviceRecipient
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.text import with_article
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import all_schools
from bleadchallenge.store.tables import Alliance, Person
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name
from bleadchallenge.usecases.lookup.schools import find_school


@dataclass(frozen=True, slots=True)
class Subject:
    """A school by its URN or an alliance by its code, with the name."""

    code: str
    name: str
    is_school: bool


def find_alliance(reader: Reader, text: str) -> Alliance:
    """The alliance a person means by code or name."""
    alliances = {alliance.code: alliance for alliance in reader.all(Alliance)}
    named = [NamedRecord(alliance.code, alliance.name) for alliance in alliances.values()]
    return alliances[resolve_name("alliance", text, named)]


def find_subject(reader: Reader, text: str) -> Subject:
    """The school or alliance a person means; a code of an alliance comes first."""
    if text.strip().replace("/", "").isdigit():
        school = find_school(reader, text)
        return Subject(school.urn, school.name, is_school=True)
    alliances = [NamedRecord(alliance.code, alliance.name) for alliance in reader.all(Alliance)]
    schools = [NamedRecord(school.urn, school.name) for school in all_schools(reader)]
    code = resolve_name("school or alliance", text, [*alliances, *schools])
    names = {named.code: named.name for named in [*schools, *alliances]}
    return Subject(code, names[code], is_school=code not in {named.code for named in alliances})


def find_addressee(reader: Reader, to: AdviceRecipient, text: str) -> Subject:
    """Whom advice is given to: a school, an alliance, or the partnership with no code."""
    if to is AdviceRecipient.PARTNERSHIP:
        if text:
            raise DataError(
                "advice to the partnership names nobody else",
                fix="leave the name out; say with --about SCHOOL which school it is about",
            )
        return Subject("", "", is_school=False)
    if not text:
        raise DataError(
            f"advice to {with_article(to)} needs its {to}", fix=f"name the {to} after --to {to}"
        )
    if to is AdviceRecipient.ALLIANCE:
        alliance = find_alliance(reader, text)
        return Subject(alliance.code, alliance.name, is_school=False)
    school = find_school(reader, text)
    return Subject(school.urn, school.name, is_school=True)


def find_person(reader: Reader, text: str, *where: object) -> Person:
    """The person meant by code or name, among all or those that fit."""
    people = {person.code: person for person in reader.all(Person, *where)}
    named = [NamedRecord(person.code, person.name) for person in people.values()]
    return people[resolve_name("person", text, named)]
