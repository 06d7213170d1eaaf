"""The service level agreement: drafted, agreed, varied and ended, version by version."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from bleadchallenge.domain.choices import AgreementState, Side
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.support.agreements import makes_version
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.selection import assignment_on, last_assignment
from bleadchallenge.store.support.agreements import latest_agreement
from bleadchallenge.store.tables import Agreement, Kpi
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_assignment, find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance, find_person
from bleadchallenge.usecases.request import Receipt, Request


@row
class AgreementRow:
    """A version of the agreement of a school and its alliance."""

    alliance: str
    version: int
    state: AgreementState
    on: date = column("since", key="date")
    days: float
    people: str
    exit_terms: str
    note: str


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What an agreement says; ``None`` and nothing keep what the version before said."""

    state: AgreementState
    on: date
    days: float | None = None
    people: Sequence[str] = ()
    exit_terms: str = ""
    alliance: str | None = None


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a version of an agreement says."""

    version: int
    state: str
    on_day: date
    days: float
    people: str
    exit_terms: str
    note: str


def record_agreement(asked: Request, school: str, terms: AgreementTerms) -> Receipt:
    """Take an agreement a step further: draft, agreed, varied or ended."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        code = _alliance(writer, found, terms)
        old = latest_agreement(writer, found.urn, code)
        said = _wording_of(writer, asked, old, terms)
        if old is None or said.version > old.version:
            writer.add(Agreement(urn=found.urn, alliance=code, **asdict(said)))
        else:
            writer.replace(old, **asdict(said))
        version, notes = said.version, _notes(writer, found, said)
    line = f"{found}: agreement with {code}, version {version}: {terms.state}"
    return Receipt(
        writer.seq_written, (line,), _next(found, terms.state), asked.dry_run, tuple(notes)
    )


def versions(asked: Request, school: str) -> Listing[AgreementRow]:
    """Every version of a school's agreements."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        rows = [
            AgreementRow(
                alliance=each.alliance,
                version=each.version,
                state=AgreementState(each.state),
                on=each.on_day,
                days=each.days,
                people=each.people,
                exit_terms=each.exit_terms,
                note=each.note,
            )
            for each in reader.all(Agreement, Agreement.urn == found.urn)
            if each.on_day <= asked.as_of
        ]
        return Listing("sla", asked.as_of, reader.change, AgreementRow, tuple(rows))


def _alliance(reader: Reader, school: School, terms: AgreementTerms) -> str:
    """The alliance meant: the one named, if it supports the school, or the one that does."""
    if terms.alliance is not None:
        return find_alliance(reader, terms.alliance).code
    why = "an agreement is made with the alliance that is assigned"
    ended = last_assignment(reader, school.urn, terms.on)
    running = assignment_on(reader, school.urn, terms.on) or ended
    return (running or find_assignment(reader, school, terms.on, why)).alliance


def _wording_of(
    writer: Writer, asked: Request, old: Agreement | None, terms: AgreementTerms
) -> _Wording:
    days = terms.days if terms.days is not None else (old.days if old else None)
    if days is None:
        raise DataError("an agreement says how many days", fix="add --days 20")
    people = [find_person(writer, text).code for text in terms.people]
    return _Wording(
        version=_version(old, terms.state),
        state=terms.state.value,
        on_day=terms.on,
        days=days,
        people="; ".join(people) or (old.people if old else ""),
        exit_terms=terms.exit_terms or (old.exit_terms if old else ""),
        note=asked.reason,
    )


def _version(old: Agreement | None, state: AgreementState) -> int:
    if old is None:
        return 1
    return old.version + makes_version(AgreementState(old.state), state)


def _notes(reader: Reader, school: School, said: _Wording) -> list[str]:
    notes = []
    if not said.people:
        notes.append("nobody is named who delivers; add --people P05,P06")
    if not said.exit_terms:
        notes.append("it does not say how support ends; add --exit-terms TEXT")
    if not reader.all(Kpi, Kpi.urn == school.urn, Kpi.side == Side.SUPPORT.value):
        notes.append("there is no indicator of the support yet; see bleadchallenge kpi templates")
    return notes


def _next(school: School, state: AgreementState) -> tuple[str, ...]:
    steps = {
        AgreementState.DRAFT: f"bleadchallenge sla {school.urn} --state agreed --date DATE",
        AgreementState.AGREED: f"bleadchallenge plan new {school.urn} --reason TEXT",
    }
    return (steps[state],) if state in steps else ()
