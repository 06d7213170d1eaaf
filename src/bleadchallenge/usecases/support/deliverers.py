"""Who delivers: people, what they can give and give already, and where."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Designation, Role
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.agreements import delivering
from bleadchallenge.store.support.days import days_of_person
from bleadchallenge.store.tables import Deliverer, Interest, Person
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance, find_person
from bleadchallenge.usecases.request import Receipt, Request


@row
class PersonRow:
    """A person with what they can give and what they give."""

    code: str
    name: str
    role: str
    designation: str
    employer: str
    school: str | None = column(hidden=True)
    trust: str = column(hidden=True)
    alliance: str | None
    available: float | None = column("days available")
    load: float = column("days given or planned")
    free: float | None = column("days free")
    delivers_at: list[str]


@row
class DelivererRow:
    """Somebody who delivers support at a school."""

    urn: str = column(hidden=True)
    school: str
    person: str
    name: str | None
    alliance: str
    work: str
    from_day: date = column("from")
    to_day: date | None = column("to")
    released_by: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who delivers what, from when to when; ``None`` is open-ended."""

    person: str
    work: str
    from_day: date
    to_day: date | None = None
    released_by: str = ""


def people(
    asked: Request, role: Role | None, designation: Designation | None, alliance: str | None
) -> Listing[PersonRow]:
    """People with their designation, employer, availability and load in days."""
    with asked.reading() as reader:
        code = find_alliance(reader, alliance).code if alliance else None
        rows = [
            _person(reader, person, asked.as_of)
            for person in reader.all(Person)
            if role in (None, person.role)
            and designation in (None, person.designation)
            and code in (None, person.alliance)
        ]
        return Listing("people", asked.as_of, reader.change, PersonRow, tuple(rows))


def deliverers(asked: Request, school: str) -> Listing[DelivererRow]:
    """Who delivers at a school on the day judged from."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        rows = [
            _deliverer(reader, each, found) for each in delivering(reader, asked.as_of, found.urn)
        ]
        return Listing("deliver", asked.as_of, reader.change, DelivererRow, tuple(rows))


def deliver(asked: Request, school: str, delivery: Delivery) -> Receipt:
    """Record who delivers at a school; somebody without a day left is refused."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        person = find_person(writer, delivery.person)
        running = assignment_on(writer, found.urn, delivery.from_day)
        alliance = running.alliance if running else ""
        writer.add(
            Deliverer(
                urn=found.urn,
                person=person.code,
                from_day=delivery.from_day,
                alliance=alliance,
                work=delivery.work,
                to_day=delivery.to_day,
                released_by=delivery.released_by,
            )
        )
        notes = _notes(writer, found, person, delivery, alliance)
    line = f"{found}: {person.name} ({person.code}) delivers from {delivery.from_day}"
    step = (
        f"bleadchallenge record-days {found.urn} --date DATE --days N --person {person.code} "
        "--planned"
    )
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, tuple(notes))


def _notes(
    reader: Reader, school: School, person: Person, delivery: Delivery, alliance: str
) -> list[str]:
    notes = []
    if person.designation == Designation.SLE and not delivery.released_by:
        notes.append("an SLE's own head and chair agree the release: --released-by NAME")
    if person.available_days is None:
        notes.append(f"it is not known how many days {person.code} can give")
    if person.alliance and person.alliance != alliance:
        notes.append(f"{person.code} belongs to {person.alliance}, not to {alliance}")
    interest = reader.get(Interest, person=person.code, subject=school.urn)
    if interest is not None:
        notes.append(f"{person.code} declares an interest in the school")
    return notes


def _person(reader: Reader, person: Person, as_of: date) -> PersonRow:
    load = days_of_person(reader, person.code)
    at = [
        _name(reader, each.urn)
        for each in of_cohort(reader, delivering(reader, as_of))
        if each.person == person.code
    ]
    free = None if person.available_days is None else person.available_days - load
    return PersonRow(
        code=person.code,
        name=person.name,
        role=person.role,
        designation=person.designation,
        employer=person.employer,
        school=person.school or None,
        trust=person.trust,
        alliance=person.alliance or None,
        available=person.available_days,
        load=load,
        free=free,
        delivers_at=at,
    )


def _deliverer(reader: Reader, each: Deliverer, school: School) -> DelivererRow:
    person = reader.get(Person, code=each.person)
    return DelivererRow(
        urn=each.urn,
        school=school.name,
        person=each.person,
        name=person.name if person else None,
        alliance=each.alliance,
        work=each.work,
        from_day=each.from_day,
        to_day=each.to_day,
        released_by=each.released_by,
    )


def _name(reader: Reader, urn: str) -> str:
    school = by_urn(reader, urn)
    return school.name if school else urn
