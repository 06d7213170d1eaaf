"""Eligibility: a school tested against each criterion, and the 70/30 rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

from bleadchallenge.domain.results.coasting import YearResults, coasting
from bleadchallenge.domain.results.decline import declining
from bleadchallenge.domain.results.findings import Answer, Finding, answer, any_of
from bleadchallenge.domain.results.floor import below_floor
from bleadchallenge.domain.results.inspection import JUDGEMENTS, judged, worst
from bleadchallenge.domain.results.measures import Results
from bleadchallenge.domain.results.published_figures import OFSTED_GRADES, WRITING_ALONE_YEARS
from bleadchallenge.domain.years import label

FUND: Final = "Strategic School Improvement Fund, eligibility criteria, 2017"
NOTICE_YEARS: Final = 3
NOT_GOOD_ENOUGH: Final = (3, 4)


class Criterion(StrEnum):
    """What a school is tested against; writing alone is a mark, not a ground."""

    FLOOR = "below the floor"
    COASTING = "coasting"
    WRITING_ALONE = "on writing alone"
    DECLINING = "declining results"
    OFSTED = "Ofsted grade 3 or 4"
    NOTICE = "warning notice"


@dataclass(frozen=True, slots=True)
class EligibilityEvidence:
    """What is known of a school when it is tested.

    ``national`` is the percentage at the expected standard in reading, writing
    and maths by year. ``ofsted_grade`` is 1 to 4. ``warning_notices`` are the
    days of notices given; ``None`` where nobody has looked. ``judgements`` are the
    grades of the key judgements, by column, and ``concern`` the category of
    concern, of the same inspection.
    """

    results: Mapping[str, YearResults]
    national: Mapping[str, float | None]
    ofsted_grade: int | None = None
    warning_notices: tuple[date, ...] | None = None
    judgements: Mapping[str, int] = field(default_factory=dict)
    concern: str = ""


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """One criterion, the year it was asked for (``None``: no year's), and the finding."""

    criterion: Criterion
    year: str | None
    finding: Finding

    @property
    def ground(self) -> bool | None:
        """Whether it makes the school eligible; ``None`` where that cannot be known."""
        if self.criterion is Criterion.WRITING_ALONE or self.finding.on_writing_alone:
            return False
        known = {Answer.YES: True, Answer.NO: False, Answer.DOES_NOT_APPLY: False}
        return known.get(self.finding.answer)


def assess(
    evidence: EligibilityEvidence, years: Sequence[str], as_of: date, declining_points: float
) -> tuple[CriterionFinding, ...]:
    """Test a school against every criterion.

    The floor is asked of each of ``years``; coasting and declining results of
    the years that end with the last of them; notices of the three years up to
    ``as_of``.
    """
    floors = [CriterionFinding(Criterion.FLOOR, year, _floor(evidence, year)) for year in years]
    last = years[-1]
    coasts = CriterionFinding(Criterion.COASTING, last, coasting(evidence.results, last))
    pupils = {y: each.pupils for y, each in evidence.results.items() if isinstance(each, Results)}
    declines = declining(_rwm(evidence.results), evidence.national, last, declining_points, pupils)
    return (
        *floors,
        coasts,
        CriterionFinding(Criterion.WRITING_ALONE, last, writing_alone([*floors, coasts])),
        CriterionFinding(Criterion.DECLINING, last, declines),
        CriterionFinding(Criterion.OFSTED, None, ofsted(evidence)),
        CriterionFinding(Criterion.NOTICE, None, warning_notice(evidence.warning_notices, as_of)),
    )


def eligible(tested: Sequence[CriterionFinding]) -> Answer:
    """Yes on any ground; "cannot be known" when no ground is found but one is unknown.

    Below the floor or coasting on writing alone is no ground.
    """
    return answer(any_of(each.ground for each in tested))


def writing_alone(tested: Sequence[CriterionFinding]) -> Finding:
    """Whether writing alone puts the school below the floor or makes it coasting."""
    alone = [each for each in tested if each.finding.on_writing_alone]
    years = " and ".join(label(year) for year in WRITING_ALONE_YEARS)
    return Finding(
        answer(bool(alone)),
        tuple(f"{each.criterion} in {label(each.year or '')}, on writing alone" for each in alone)
        or ("neither below the floor nor coasting on writing alone",),
        source=f"Department for Education: no ground for intervention in {years}",
        on_writing_alone=bool(alone),
    )


def ofsted(evidence: EligibilityEvidence) -> Finding:
    """Whether the latest inspection found 3, requires improvement, or 4, inadequate.

    Where no overall grade was given, as since September 2024, a category of
    concern is a yes, four key judgements of good or better are a no, and
    anything else cannot be known.
    """
    grade = evidence.ofsted_grade
    if grade is not None and grade in OFSTED_GRADES:
        words = f"judged {OFSTED_GRADES[grade]} (grade {grade}) at its latest inspection"
        return Finding(answer(grade in NOT_GOOD_ENOUGH), (words,), FUND)
    if evidence.concern:
        words = f"placed in a category of concern, {evidence.concern}, at its latest inspection"
        return Finding(answer(True), (words,), FUND)  # noqa: FBT003 - an answer
    if not evidence.judgements:
        return Finding(answer(None), ("no inspection grade on record",), FUND)
    return _by_judgements(evidence.judgements)


def _by_judgements(judgements: Mapping[str, int]) -> Finding:
    least = min(NOT_GOOD_ENOUGH)
    if (worst(judgements) or least) >= least:
        words = f"no overall grade was given; judged: {judged(judgements, least)}"
        return Finding(answer(None), (words,), FUND)
    is_whole = judgements.keys() >= JUDGEMENTS.keys()
    words = f"no overall grade was given; judged: {judged(judgements)}"
    return Finding(answer(False if is_whole else None), (words,), FUND)


def warning_notice(notices: Sequence[date] | None, as_of: date) -> Finding:
    """Whether a warning notice was given in the three years up to ``as_of``."""
    if notices is None:
        return Finding(answer(None), ("warning notices have not been looked up",), FUND)
    since = years_before(as_of, NOTICE_YEARS)
    recent = [day for day in sorted(notices) if since <= day <= as_of]
    reasons = tuple(f"warning notice given on {day.isoformat()}" for day in recent)
    return Finding(
        answer(bool(recent)), reasons or (f"no warning notice since {since.isoformat()}",), FUND
    )


def years_before(day: date, years: int) -> date:
    """The same day so many years before; 28 February for a 29th that was not."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass(frozen=True, slots=True)
class SelectionBalance:
    """How the schools selected so far stand to the rule, counted in schools.

    ``at_least`` and ``at_most`` are for the ``planned`` number of schools.
    """

    planned: int
    eligible: int
    on_intelligence: int
    at_least: int
    at_most: int

    @property
    def selected(self) -> int:
        """How many schools are selected so far."""
        return self.eligible + self.on_intelligence

    @property
    def met(self) -> bool | None:
        """Whether the rule is met, or can still be; ``None`` while no school is selected."""
        return self.on_intelligence <= self.at_most if self.selected else None

    @property
    def words(self) -> str:
        """The rule and how it stands, in a sentence."""
        if self.met is None:
            stands = "no school is selected yet"
        elif not self.met:
            stands = "not met"
        else:
            stands = "met" if self.selected >= self.planned else "can still be met"
        return (
            f"for {self.planned}: at least {self.at_least} on a criterion, at most {self.at_most} "
            f"on local intelligence; now {self.eligible} and {self.on_intelligence}: {stands}"
        )


def seventy_thirty(selected: Sequence[bool], share: float, planned: int = 0) -> SelectionBalance:
    """Hold the selected schools against the rule; each is true when a criterion is met.

    At least ``share`` of a bid's schools (0.7) meet a criterion, the rest may
    come in on local intelligence (Strategic School Improvement Fund, 2017).
    """
    schools = max(planned, len(selected))
    at_least = ceil(Fraction(str(share)) * schools)
    met = sum(selected)
    return SelectionBalance(schools, met, len(selected) - met, at_least, schools - at_least)


def _floor(evidence: EligibilityEvidence, year: str) -> Finding:
    results = evidence.results.get(year)
    return below_floor(results if isinstance(results, Results) else Results(), year)


def _rwm(results: Mapping[str, YearResults]) -> dict[str, float | None]:
    return {year: each.rwm_expected for year, each in results.items() if isinstance(each, Results)}
