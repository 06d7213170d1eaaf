"""Whom a workbook is cut to, and what of the store goes into it."""

from collections.abc import Iterable

from bleadchallenge.domain.workbook.forms import FormColumn, NamesOf, cell_text
from bleadchallenge.domain.workbook.recipients import Recipient
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.kpis import is_reading_suppressed
from bleadchallenge.store.support.days import running_schools, times_of
from bleadchallenge.store.tables import Advice, Assignment, Kpi, KpiReading, Person
from bleadchallenge.store.workbook.comparison import Names
from bleadchallenge.usecases.lookup.subjects import Subject
from bleadchallenge.usecases.request import Request


def recipient_of(reader: Reader, asked: Request, subject: Subject) -> Recipient:
    """A school, or an alliance with the schools it supports on the day judged from."""
    schools = [subject.code]
    if not subject.is_school:
        schools = running_schools(reader, subject.code, asked.as_of)
    return _recipient(reader, subject, schools)


def sender_of(reader: Reader, asked: Request, subject: Subject) -> Recipient:
    """Whoever sends a cut workbook back: of an alliance with every school it ever supported."""
    schools = [subject.code]
    if not subject.is_school:
        schools = [urn for urn, _ in times_of(reader, subject.code, asked.as_of)]
    return _recipient(reader, subject, schools)


def _recipient(reader: Reader, subject: Subject, schools: Iterable[str]) -> Recipient:
    given = reader.where(Advice, subject=subject.code)
    numbers = frozenset(str(each.number) for each in given)
    return Recipient(subject.code, subject.name, subject.is_school, frozenset(schools), numbers)


def is_sent(
    reader: Reader, recipient: Recipient, columns: Iterable[FormColumn], fact: Fact
) -> bool:
    """Whether a record goes to a recipient; a reading of few pupils goes to no alliance."""
    if isinstance(fact, KpiReading) and not recipient.is_school:
        kpis = reader.where(Kpi, urn=fact.urn, code=fact.kpi)
        if any(is_reading_suppressed(kpi, fact.n) for kpi in kpis):
            return False
    texts = {each.field.name: cell_text(each, getattr(fact, each.field.name)) for each in columns}
    return recipient.owns(str(fact.__tablename__), texts)


def names_for(
    reader: Reader, recipient: Recipient, names: Names, people_named: frozenset[str]
) -> Names:
    """The lists to choose from, cut to what concerns a recipient."""
    alliances = {recipient.code}
    if recipient.is_school:
        own = reader.where(Assignment, urn=recipient.code)
        alliances = {assignment.alliance for assignment in own}
    people = {
        person.code
        for person in reader.all(Person)
        if person.code in people_named
        or (person.school and person.school in recipient.schools)
        or (person.alliance and person.alliance == recipient.code)
    }
    kpis = {kpi.code for kpi in reader.all(Kpi) if kpi.urn in recipient.schools}
    kept: dict[str, frozenset[str] | set[str]] = {
        NamesOf.SCHOOLS: recipient.schools,
        NamesOf.ALLIANCES: alliances,
        NamesOf.SUBJECTS: recipient.schools | alliances,
        NamesOf.PEOPLE: people,
        NamesOf.INDICATORS: kpis,
        NamesOf.ADVICE: recipient.advice,
    }
    return {
        of: {code: name for code, name in known.items() if code in kept.get(of, {code})}
        for of, known in names.items()
    }
