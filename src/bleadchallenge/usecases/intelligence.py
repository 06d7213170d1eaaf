"""Soft intelligence: noted with its source, and kept in the office unless shareable."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Sensitivity
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.intelligence import intelligence_of
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.tables import Intelligence
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.request import Receipt, Request


@row
class IntelligenceRow:
    """A note of soft intelligence."""

    number: int = column("no.")
    urn: str = column(hidden=True)
    name: str = column("school")
    noted_on: date
    source: str
    sensitivity: Sensitivity
    shareable: bool
    text: str = column("what is said")


@dataclass(frozen=True, slots=True)
class IntelligenceInput:
    """Intelligence as it is noted."""

    text: str
    source: str
    on: date
    sensitivity: Sensitivity = Sensitivity.OFFICE
    shareable: bool = False


def note(asked: Request, school: str, noted: IntelligenceInput) -> Receipt:
    """Note what is said about a school, by whom, and how far it may go."""
    with asked.writing() as writer:
        found = find_school(writer, school)
        number = writer.next_number(Intelligence)
        writer.add(
            Intelligence(
                number=number,
                urn=found.urn,
                noted_on=noted.on,
                source=noted.source,
                sensitivity=noted.sensitivity.value,
                shareable=noted.shareable,
                text=noted.text,
            )
        )
    reach = f"for {noted.sensitivity} eyes" + (", shareable" if noted.shareable else "")
    said = f"{found}: intelligence {number} of {noted.on} noted, {reach}"
    step = f"bleadchallenge intelligence list {found.urn}"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def mark(
    asked: Request, number: int, sensitivity: Sensitivity | None, *, shareable: bool
) -> Receipt:
    """Change how far a note may go."""
    with asked.writing() as writer:
        found = writer.get(Intelligence, number=number)
        if found is None:
            raise DataError(
                f"there is no intelligence {number}", fix="bleadchallenge intelligence list"
            )
        now = sensitivity or Sensitivity(found.sensitivity)
        writer.replace(found, sensitivity=now.value, shareable=shareable)
    may = "may" if shareable else "may not"
    said = f"intelligence {number}: {now}; it {may} stand in a pack"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run)


def list_intelligence(
    asked: Request, school: str | None, *, shareable: bool = False
) -> Listing[IntelligenceRow]:
    """What was noted, for the office alone."""
    with asked.reading() as reader:
        urn = find_school(reader, school).urn if school else None
        rows = tuple(
            IntelligenceRow(
                number=note.number,
                urn=note.urn,
                name=subject_name(reader, note.urn),
                noted_on=note.noted_on,
                source=note.source,
                sensitivity=Sensitivity(note.sensitivity),
                shareable=note.shareable,
                text=note.text,
            )
            for note in intelligence_of(reader, asked.as_of, urn)
            if note.shareable or not shareable
        )
        kept = "for the office: what is not shareable goes into no pack"
        return Listing("intelligence", asked.as_of, reader.change, IntelligenceRow, rows, (kept,))
