"""Accuracy of assessment: teachers' judgements beside the tests, or beside moderation."""

from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.provenance.tree import Provenance, of_line
from bleadchallenge.domain.results.accuracy import (
    AgainstTest,
    Agreement,
    PairedResult,
    against_test,
    agreement,
)
from bleadchallenge.domain.results.cells import HIDDEN, CellStatus
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.results.school_figures import SchoolFigures

PUPIL_LEVEL: Final = "assessment_accuracy"
"""The kind under which pupils' judgements are kept once they are counts."""

MODERATION: Final = "moderation"
"""The kind under which the authority's moderation of writing is kept."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A subject's accuracy in a year: from pupils where they were counted, else percentages."""

    subject: Subject
    year: str
    beside_test: AgainstTest
    paired: Agreement | None
    parts: tuple[Provenance, ...]

    @property
    def words(self) -> str:
        """What is known, in a sentence."""
        return self.beside_test.words if self.paired is None else self.paired.words

    @property
    def pupils(self) -> int | None:
        """How many pupils it is of."""
        return self.beside_test.n if self.paired is None else self.paired.n

    @property
    def said(self) -> float | str | None:
        """The figure: agreement in percent where pupils were counted, else points."""
        if self.paired is not None:
            return HIDDEN if self.paired.hidden else self.paired.percentage
        return HIDDEN if self.beside_test.hidden else self.beside_test.points

    def explained(self, urn: str) -> Provenance:
        """The figure with the cells it rests on."""
        rule = (
            "pupils whom the teacher and the test put alike, of all compared"
            if self.paired is not None
            else "teachers' percentage minus the tests', in points"
        )
        named = ref(RefKind.ACCURACY, self.year, urn, self.subject, "figure")
        return Provenance(named, self.said, self.words, rule, parts=self.parts)


def accuracy_of(
    figures: SchoolFigures, reader: Reader, urn: str, year: str, subject: Subject
) -> Accuracy:
    """How accurate a school's teacher assessment of a subject was in a year."""
    names = (f"{subject}_teacher_assessed_pct", f"{subject}_expected_pct")
    parts = tuple(figures.figure(urn, year, name) for name in names)
    outcome = figures.outcome(urn, year)
    teacher, test = (outcome.value(name) if outcome else None for name in names)
    beside = against_test(subject, year, teacher, test, outcome.pupils if outcome else None)
    line = _counted(reader, urn, year, subject)
    counts = _paired(line) if line is not None else None
    if line is None or counts is None:
        known = beside.points is not None or beside.hidden
        return Accuracy(subject, year, beside, None, parts if known else ())
    judge = "the moderators" if subject is Subject.WRITING else "the tests"
    paired = agreement(counts, judge)
    cells = () if paired.hidden else _cells(line, urn, year)
    return Accuracy(subject, year, beside, paired, cells)


def _counted(reader: Reader, urn: str, year: str, subject: Subject) -> SourceLine | None:
    """The counts of a subject: of writing from moderation, of the others from pupils."""
    if subject is Subject.WRITING:
        return next(iter(published_files.lines(reader, MODERATION, year, urns=[urn])), None)
    for line in published_files.lines(reader, PUPIL_LEVEL, year, urns=[urn]):
        if line.text("SUBJECT").strip().lower() == subject:
            return line
    return None


def _paired(line: SourceLine) -> PairedResult | None:
    """Judgements as counted; ``None`` where none were compared, few where they are hidden."""
    cells = [line.cell(name) for name in ("AGREE", "OVER", "UNDER")]
    if any(cell.status is CellStatus.SUPPRESSED for cell in cells):
        return PairedResult(int(line.cell(_pupils(line)).value or 0), 0, 0)
    counts = [int(cell.value) for cell in cells if cell.value is not None]
    return PairedResult(*counts) if len(counts) == len(cells) else None


def _pupils(line: SourceLine) -> str:
    """The column with the number of pupils that were compared."""
    return "MODERATED" if line.source.kind == MODERATION else "PUPILS"


def _cells(line: SourceLine, urn: str, year: str) -> tuple[Provenance, ...]:
    return tuple(
        of_line(
            ref(RefKind.ROW, line.source.kind, year, urn, name),
            line,
            name,
            f"{name.lower()}, {label(year)}",
        )
        for name in (_pupils(line), "AGREE", "OVER", "UNDER")
    )
