"""The risk of requiring improvement, as reasons in words; never as a score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.results.eligibility import (
    NOT_GOOD_ENOUGH,
    Criterion,
    CriterionFinding,
    years_before,
)
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.inspection import judged
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import Band
from bleadchallenge.domain.results.published_figures import OFSTED_GRADES

LEADERSHIP_YEARS: Final = 1
"""How long a change of head or chair counts as recent, in years (assumed)."""

_FROM_DATA: Final = (Criterion.FLOOR, Criterion.COASTING, Criterion.DECLINING, Criterion.NOTICE)


class RiskKind(StrEnum):
    """Where a reason comes from."""

    RESULTS = "results"
    PROGRESS = "progress"
    INSPECTION = "inspection"
    INTERVENTION = "intervention"
    LEADERSHIP = "leadership"
    INTELLIGENCE = "intelligence"


@dataclass(frozen=True, slots=True)
class Concern:
    """Soft intelligence in a few words; kept out of packs unless ``shareable``."""

    words: str
    shareable: bool = False


@dataclass(frozen=True, slots=True)
class LeadershipChange:
    """Who changed, such as "head", and since when."""

    role: str
    since: date


@dataclass(frozen=True, slots=True)
class RiskEvidence:
    """What is known of a school; ``None`` and empty where nothing is.

    ``bands`` are the latest year's bands of progress; ``judgements`` and ``category``
    the key judgements, by column, and the category of concern of the latest inspection.
    """

    criteria: Sequence[CriterionFinding] = ()
    bands: Mapping[Subject, Band] = field(default_factory=dict)
    ofsted_grade: int | None = None
    inspected: date | None = None
    leadership_changes: Sequence[LeadershipChange] = ()
    concerns: Sequence[Concern] = ()
    judgements: Mapping[str, int] = field(default_factory=dict)
    category: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in words; a confidential one stays out of packs."""

    kind: RiskKind
    words: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """The reasons there are, and what could not be looked at."""

    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]


def risk(evidence: RiskEvidence, as_of: date, inspection_due_years: int) -> Risk:
    """Why a school may require improvement if inspected now.

    An inspection ``inspection_due_years`` or more ago is a reason of its own.
    """
    reasons = (
        *_from_results(evidence.criteria),
        *_from_progress(evidence.bands),
        *_from_inspection(evidence, as_of, inspection_due_years),
        *_from_leadership(evidence.leadership_changes, as_of),
        *(
            Reason(RiskKind.INTELLIGENCE, each.words, not each.shareable)
            for each in evidence.concerns
        ),
    )
    return Risk(reasons, tuple(_unknown(evidence)))


def _from_results(tested: Sequence[CriterionFinding]) -> Iterator[Reason]:
    for each in tested:
        if each.criterion in _FROM_DATA and each.finding.answer is Answer.YES:
            notice = each.criterion is Criterion.NOTICE
            alone = ", on writing alone" if each.finding.on_writing_alone else ""
            words = f"{each.criterion}{alone}: {'; '.join(each.finding.reasons)}"
            yield Reason(RiskKind.INTERVENTION if notice else RiskKind.RESULTS, words)


def _from_progress(bands: Mapping[Subject, Band]) -> Iterator[Reason]:
    for subject, band in bands.items():
        if band is Band.WELL_BELOW:
            yield Reason(RiskKind.PROGRESS, f"{subject} progress is {band.words}")


def _from_inspection(evidence: RiskEvidence, as_of: date, due: int) -> Iterator[Reason]:
    grade, day = evidence.ofsted_grade, evidence.inspected
    if grade in NOT_GOOD_ENOUGH:
        yield Reason(RiskKind.INSPECTION, f"judged {OFSTED_GRADES[grade]} (grade {grade})")
    elif grade not in OFSTED_GRADES and (words := _without_grade(evidence)):
        yield Reason(RiskKind.INSPECTION, words)
    if day is not None and day <= years_before(as_of, due):
        words = f"last inspected on {day.isoformat()}, {due} years ago or more"
        yield Reason(RiskKind.INSPECTION, words)


def _without_grade(evidence: RiskEvidence) -> str:
    """What an inspection without an overall grade found wanting."""
    concern = f"in a category of concern, {evidence.category}" if evidence.category else ""
    poor = judged(evidence.judgements, min(NOT_GOOD_ENOUGH))
    return "; ".join(filter(None, (concern, f"judged: {poor}" if poor else "")))


def _from_leadership(changes: Sequence[LeadershipChange], as_of: date) -> Iterator[Reason]:
    since = years_before(as_of, LEADERSHIP_YEARS)
    for change in changes:
        if since <= change.since <= as_of:
            yield Reason(RiskKind.LEADERSHIP, f"new {change.role} since {change.since.isoformat()}")


def _unknown(evidence: RiskEvidence) -> Iterator[str]:
    for each in evidence.criteria:
        if each.criterion in _FROM_DATA and each.finding.answer is Answer.CANNOT_BE_KNOWN:
            yield f"{each.criterion}: {'; '.join(each.finding.reasons)}"
    if evidence.ofsted_grade not in OFSTED_GRADES and not evidence.judgements:
        yield "no inspection grade on record"
    if evidence.inspected is None:
        yield "the day of the latest inspection is not known"
