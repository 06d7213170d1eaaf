"""Questions about inspections and notices: the latest grade of a school on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.policy_publication import PublicationRule
from bleadchallenge.domain.results.inspection import CONCERNS, JUDGEMENTS, grade_of
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import NoticeLookup, WarningNotice

GRADE: Final = "OVERALL EFFECTIVENESS"
DAY: Final = "INSPECTION DATE"
LAST_DAY: Final = "INSPECTION END DATE"
PUBLISHED: Final = "PUBLICATION DATE"
CONCERN: Final = "CATEGORY OF CONCERN"


@dataclass(frozen=True, slots=True)
class Inspection:
    """A school's inspection: its grade, 1 to 4, its day, and the row that says so.

    ``grade`` is ``None`` where no overall one was given, as since September 2024;
    ``judgements`` are the grades of the key judgements, by their columns' names,
    and ``concern`` is the category of concern in words, empty where there is none.
    """

    grade: int | None
    on: date | None
    line: SourceLine
    judgements: Mapping[str, int] = field(default_factory=dict)
    concern: str = ""


def inspections(
    reader: Reader, as_of: date, rule: PublicationRule, urns: Collection[str] | None = None
) -> Mapping[str, Inspection]:
    """The latest inspection of some or all schools published by a day, of all that are in.

    One counts from the publication of its report, else some days after it took place,
    by the policy's rule. Of two files that speak of one inspection the later import
    counts, unless it gives no overall grade and the other does.
    """
    found: dict[str, Inspection] = {}
    for line in published_files.every_line(reader, "ofsted", Level.SCHOOL, urns):
        on, known_on = line.day(DAY), _published(line, rule)
        if known_on is not None and known_on > as_of:
            continue
        known = found.get(line.urn)
        if known is None or _weight(known.on, known.grade) < _weight(on, _grade(line, GRADE)):
            found[line.urn] = _inspection(line, on)
    return found


def notices(reader: Reader, urn: str, as_of: date) -> tuple[date, ...] | None:
    """The days of a school's warning notices; ``None`` while nobody has looked them up."""
    given = tuple(notice.given_on for notice in reader.where(WarningNotice, urn=urn))
    looked_up = reader.where(NoticeLookup, urn=urn)
    return given if given or any(each.looked_up_on <= as_of for each in looked_up) else None


def _published(line: SourceLine, rule: PublicationRule) -> date | None:
    """The day an inspection was published: the file's, else so many days after it ended."""
    published = line.day(PUBLISHED)
    if published is not None:
        return published
    ended = line.day(LAST_DAY) or line.day(DAY)
    return ended + timedelta(days=rule.inspection_days) if ended else None


def _weight(on: date | None, grade: int | None) -> tuple[date, bool]:
    return on or date.min, grade is not None


def _inspection(line: SourceLine, on: date | None) -> Inspection:
    graded = {column: _grade(line, column) for column in JUDGEMENTS if line.has(column)}
    return Inspection(
        _grade(line, GRADE),
        on,
        line,
        {column: grade for column, grade in graded.items() if grade is not None},
        CONCERNS.get(line.text(CONCERN).casefold(), ""),
    )


def _grade(line: SourceLine, column: str) -> int | None:
    return grade_of(line.text(column))
