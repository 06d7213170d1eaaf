"""Schools tested against each criterion of eligibility, and the balance of those selected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.provenance.tree import Provenance, of_line
from bleadchallenge.domain.results.comparison import Benchmark
from bleadchallenge.domain.results.eligibility import (
    Criterion,
    CriterionFinding,
    EligibilityEvidence,
    SelectionBalance,
    assess,
    eligible,
    seventy_thirty,
)
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.inspection import JUDGEMENTS
from bleadchallenge.domain.results.measures import COLUMNS, Measure
from bleadchallenge.domain.years import last_years, previous
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.inspections import (
    CONCERN,
    GRADE,
    Inspection,
    inspections,
    notices,
)
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.results.analysis import RWM, YEARS_SHOWN
from bleadchallenge.usecases.results.school_figures import SchoolFigures

_FLOORS = 2


_NAMES = {
    measure: name
    for measure, column in COLUMNS.items()
    for name, known in COLUMN_OF.items()
    if known.upper() == column.upper()
}


@dataclass(frozen=True, slots=True)
class EligibilityResult:
    """A school tested: whether it is eligible, and every criterion's finding."""

    urn: str
    name: str
    findings: tuple[CriterionFinding, ...]

    @property
    def eligible(self) -> Answer:
        """Yes on any ground, no, or cannot be known."""
        return eligible(self.findings)


@dataclass(frozen=True, slots=True)
class EligibilityAssessor:
    """What schools are tested with: their figures, inspections and the rules in force."""

    reader: Reader
    figures: SchoolFigures
    inspections: Mapping[str, Inspection]
    policy: Policy
    asked: Request
    years: tuple[str, ...]

    def test(self, urn: str, name: str) -> EligibilityResult:
        """Test one school against every criterion."""
        points = self.policy.selection.declining_points
        evidence = self.evidence(urn)
        return EligibilityResult(urn, name, assess(evidence, self.years, self.asked.as_of, points))

    def evidence(self, urn: str) -> EligibilityEvidence:
        """What is known of a school."""
        inspected = self.inspection(urn)
        return EligibilityEvidence(
            self.figures.book.results(urn),
            {year: self._national(year) for year in last_years(self.years[-1], YEARS_SHOWN)},
            inspected.grade if inspected else None,
            notices(self.reader, urn, self.asked.as_of),
            inspected.judgements if inspected else {},
            inspected.concern if inspected else "",
        )

    def inspection(self, urn: str) -> Inspection | None:
        """A school's latest inspection, or that of the school it was before."""
        before = self.figures.book.identities.of(urn).predecessor
        return self.inspections.get(urn) or (
            self.inspections.get(before.before) if before else None
        )

    def parts(self, urn: str, found: CriterionFinding) -> tuple[Provenance, ...]:
        """The cells a criterion's answer rests on."""
        if found.criterion is Criterion.OFSTED:
            return tuple(_inspected(urn, self.inspection(urn)))
        parts = [
            self.figures.figure(urn, used.year, _NAMES[used.measure])
            for used in found.finding.figures
            if used.measure in _NAMES
        ]
        if found.criterion is Criterion.DECLINING:
            parts += [
                self.figures.against(urn, used.year, RWM, Benchmark.NATIONAL)
                for used in found.finding.figures
                if used.measure is Measure.RWM_EXPECTED
            ]
        return tuple(parts)

    def _national(self, year: str) -> float | None:
        value = self.figures.national(year, RWM).value
        return value if isinstance(value, int | float) else None


def _inspected(urn: str, found: Inspection | None) -> Iterator[Provenance]:
    """The cells an inspection's finding rests on: its grade, or what there is without one."""
    if found is None:
        return
    columns = {GRADE: "grade"}
    if found.grade is None:
        columns = {name: JUDGEMENTS[name] for name in found.judgements} or columns
        columns |= {CONCERN: "category of concern"} if found.concern else {}
    for name, words in columns.items():
        yield of_line(ref(RefKind.ROW, "ofsted", "-", urn, name), found.line, name, words)


def assessor_for(reader: Reader, asked: Request, urns: set[str], year: str) -> EligibilityAssessor:
    """All that schools are tested with, for results up to a year."""
    years = last_years(year, YEARS_SHOWN)
    opened = result_set(reader, [*years, previous(years[0])], urns=urns)
    those = {*urns, *opened.predecessors.values()}
    return EligibilityAssessor(
        reader,
        SchoolFigures(opened),
        inspections(reader, asked.as_of, policy_of(reader).publication, those),
        policy_of(reader),
        asked,
        last_years(year, _FLOORS),
    )


def selection_notes(reader: Reader, asked: Request) -> tuple[str, ...]:
    """What is shown when a school is selected: how many there are, the shares, and what is odd.

    Without results that were known by then there are no shares.
    """
    chosen = {s.urn: s.name for s in selected(reader)}
    planned = policy_of(reader).schools
    said = [f"{len(chosen)} of {planned} schools are selected"]
    try:
        desk = assessor_for(reader, asked, set(chosen), resolve_year(reader, None))
    except DataError:
        return tuple(said)
    said.append(f"70/30: {balance_of(desk, chosen).words}")
    return tuple(said)


def meets_criterion(reader: Reader, asked: Request, urn: str) -> bool | None:
    """Whether a school meets a criterion by what was known; ``None`` where nobody can say."""
    try:
        desk = assessor_for(reader, asked, {urn}, resolve_year(reader, None))
    except DataError:
        return None
    return {Answer.YES: True, Answer.NO: False}.get(desk.test(urn, urn).eligible)


def balance_of(desk: EligibilityAssessor, chosen: Mapping[str, str]) -> SelectionBalance:
    """The 70/30 rule over the schools selected so far."""
    met = [desk.test(urn, name).eligible is Answer.YES for urn, name in chosen.items()]
    return seventy_thirty(met, desk.policy.selection.eligible_share, desk.policy.schools)


def name_of(reader: Reader, urn: str) -> str:
    """A school's name, or its URN where it has none."""
    school = by_urn(reader, urn)
    return school.name if school else urn
