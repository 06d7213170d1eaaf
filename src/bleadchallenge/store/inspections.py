"""Questions about inspections and notices: the latest grade of a school on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.rows import SourceLine
from bleadchallenge.domain.words import Level
from bleadchallenge.store import published
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import WarningNotice

GRADE = "OVERALL EFFECTIVENESS"
DAY = "INSPECTION DATE"
_JUDGED = (1, 4)


@dataclass(frozen=True, slots=True)
class Inspection:
    """A school's inspection: its grade, 1 to 4, its day, and the row that says so."""

    grade: int | None
    on: date | None
    line: SourceLine


def inspections(reader: Reader, as_of: date) -> Mapping[str, Inspection]:
    """The latest inspection of every school by a day, of all the outcomes that are in."""
    found: dict[str, Inspection] = {}
    for line in published.lines(reader, "ofsted", level=Level.SCHOOL):
        each = Inspection(_grade(line), day_or_none(line.text(DAY).split(" ")[0]), line)
        if each.on is not None and each.on > as_of:
            continue
        known = found.get(line.urn)
        if known is None or (known.on or date.min) < (each.on or date.min):
            found[line.urn] = each
    return found


def notices(reader: Reader, urn: str) -> tuple[date, ...] | None:
    """The days of a school's warning notices; ``None`` while no notice of any school is in."""
    every = reader.all(WarningNotice)
    return tuple(notice.given_on for notice in every if notice.urn == urn) if every else None


def _grade(line: SourceLine) -> int | None:
    value = line.cell(GRADE).value
    return int(value) if value is not None and _JUDGED[0] <= value <= _JUDGED[1] else None
