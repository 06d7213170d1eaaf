"""Looks up the school, alliance or person that a command's subject names."""

from collections.abc import Callable
from dataclasses import dataclass

from bleadchallenge.domain.choices import AdviceRecipient, Role
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.schools.school import School, laestab_in, urn_in
from bleadchallenge.domain.text import with_article
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.tables import Alliance, Person
from bleadchallenge.usecases.lookup.names import NamedRecord, fitting, resolve_name, several
from bleadchallenge.usecases.lookup.schools import find_programme_school


@dataclass(frozen=True, slots=True)
class Subject:
    """A school by its URN or an alliance by its code, with the name."""

    code: str
    name: str
    is_school: bool

    def __str__(self) -> str:
        """The school or alliance as an answer names it."""
        return f"{self.name} ({self.code})"


def find_alliance(reader: Reader, text: str) -> Alliance:
    """The alliance a person means by code or name."""
    alliances = {alliance.code: alliance for alliance in reader.all(Alliance)}
    named = [NamedRecord(alliance.code, alliance.name) for alliance in alliances.values()]
    return alliances[resolve_name("alliance", text, named)]


def find_subject(
    reader: Reader, text: str, find: Callable[[Reader, str], School] = find_programme_school
) -> Subject:
    """The school or alliance a person means; codes of alliances come first.

    ``find`` says which schools may be meant: those of the programme, if nothing is said.
    """
    alliances = [NamedRecord(alliance.code, alliance.name) for alliance in reader.where(Alliance)]
    if any(text.strip().casefold() == each.code.casefold() for each in alliances):
        return _alliance(reader, text)
    own = [NamedRecord(each.urn, each.name) for each in selected(reader)]
    found = [] if urn_in(text) or laestab_in(text) else fitting(text, [*alliances, *own])
    if len(found) > 1:
        raise several("school or alliance", text, found)
    if found and found[0] in alliances:
        return _alliance(reader, found[0].code)
    return _school(find(reader, found[0].code if found else text))


def _alliance(reader: Reader, text: str) -> Subject:
    alliance = find_alliance(reader, text)
    return Subject(alliance.code, alliance.name, is_school=False)


def _school(school: School) -> Subject:
    return Subject(school.urn, school.name, is_school=True)


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
        return _alliance(reader, text)
    return _school(find_programme_school(reader, text))


def find_person(reader: Reader, text: str, role: Role | None = None) -> Person:
    """The person meant by code or name, among all or those of a role."""
    among = reader.where(Person, role=role.value) if role else reader.all(Person)
    people = {person.code: person for person in among}
    named = [NamedRecord(person.code, person.name) for person in people.values()]
    return people[resolve_name("person", text, named)]
