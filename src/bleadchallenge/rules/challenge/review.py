"""Rules of reviews: what each must say, and when it may be held."""

from bleadchallenge.domain.choices import Level, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.domain.units import within
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store import published_files
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.results.inspections import DAY
from bleadchallenge.store.tables import (
    Assignment,
    Judgement,
    PolicyText,
    Recommendation,
    RecommendationCheck,
    Review,
    SourceFile,
    SupportDay,
)

_GATES = {Stage.MIDTERM: Gate.MIDTERM, Stage.FINAL: Gate.FINAL}


@rule("P12.held_by_now", "held_on")
def _held_by_now(state: State, review: Review) -> None:
    """A review is recorded once it was held."""
    fix = "give the day it was held; a visit ahead is planned with visit plan"
    state.require_past(review.held_on, "a review", fix)


@rule("P12.waiver", "waived_by_ofsted", rests_on=[SourceFile, PolicyText])
def _waived_for_an_inspection(state: State, review: Review) -> None:
    """A baseline is waived only for a recent inspection that is on record."""
    inspected, most = review.waived_by_ofsted, state.policy.reviews.ofsted_waiver_days
    if inspected is None:
        return
    if review.stage != Stage.BASELINE:
        raise DataError("only a baseline can be waived for an Ofsted report")
    age = (review.held_on - inspected).days
    if not 0 <= age <= most:
        raise DataError(
            f"an inspection of {inspected} cannot stand in for the baseline",
            why=f"it is {age} days from {review.held_on}; the policy takes up to {most}",
            fix="hold the baseline audit, or change ofsted_waiver_days in the policy",
        )
    lines = published_files.lines(state.reader, "ofsted", urns=[review.urn], level=Level.SCHOOL)
    if inspected not in {line.day(DAY) for line in lines}:
        raise DataError(
            f"no inspection of {state.school(review.urn).name} on {inspected} is on record",
            why="a waived baseline stands on a published report",
            fix="import the inspection outcomes that hold it: bleadchallenge import-data FILE",
        )


@rule("P12.says_something", "findings", rests_on=[Recommendation, Judgement])
def _baseline_found_something(state: State, review: Review) -> None:
    """A baseline has findings, a recommendation or a level of the rubric."""
    if review.stage != Stage.BASELINE or review.waived_by_ofsted or review.findings.strip():
        return
    if not _findings(state, review):
        raise DataError(
            f"the baseline of {state.school(review.urn).name} says nothing",
            why="findings, a recommendation or a level of the rubric makes a baseline",
            fix="add --findings TEXT, --recommendation TEXT or --judgement AREA=LEVEL",
        )


def _findings(state: State, review: Review) -> list[Fact]:
    of_review = {"urn": review.urn, "stage": review.stage}
    return [
        *state.reader.where(Recommendation, **of_review),
        *state.reader.where(Judgement, **of_review),
    ]


@rule("P21.in_order", "held_on", rests_on=[Review, Assignment, SupportDay])
def _in_order(state: State, review: Review) -> None:
    """The mid-term follows the baseline and an alliance; the final the mid-term and every day."""
    gate = _GATES.get(Stage(review.stage))
    if gate is not None:
        state.require(gate, review.urn, review.held_on)


@rule("P21.rated", "progress")
def _rated(_state: State, review: Review) -> None:
    """A mid-term and a final review rate progress and impact."""
    if review.waived_by_ofsted is not None or review.stage == Stage.BASELINE:
        return
    if not (review.progress and review.impact):
        raise DataError(
            f"a {review.stage} review rates progress and impact",
            fix="add --progress and --impact, each strong, good, limited or none",
        )


@rule("P24.terms", "held_on", rests_on=[PolicyText])
def _final_in_its_terms(state: State, review: Review) -> None:
    """A final review is held in its terms."""
    terms = state.policy.reviews.final_terms
    term = state.policy.term_of(review.held_on)
    if review.stage == Stage.FINAL and (term is None or term.code not in terms):
        raise DataError(
            f"a final review is not held on {review.held_on}",
            why=f"it is held in {', '.join(terms)}, so that support has had its time",
            fix="give the day it was held, or change reviews.final_terms in the policy",
        )


@rule("P24.looks_ahead", "sustainability", rests_on=[Recommendation])
def _final_looks_ahead(state: State, review: Review) -> None:
    """A final review says whether it will last, and recommends what comes next."""
    if review.stage != Stage.FINAL:
        return
    if not review.sustainability:
        raise DataError(
            "a final review says whether it will last",
            fix="add --sustainability, one of strong, good, limited or none",
        )
    if not state.reader.where(Recommendation, urn=review.urn, stage=review.stage):
        raise DataError(
            "a final review leaves the school a recommendation for its own future",
            fix="add --recommendation TEXT",
        )


@rule("P12.{table}_of_a_review", "stage", rests_on=[Review])
def _of_a_review(state: State, finding: Recommendation | Judgement | RecommendationCheck) -> None:
    """A {title} belongs to a review on record."""
    stage = finding.checked_at if isinstance(finding, RecommendationCheck) else finding.stage
    if state.reader.get(Review, urn=finding.urn, stage=stage) is None:
        raise DataError(
            f"{state.school(finding.urn).name} has no {stage} review on record",
            fix=f"bleadchallenge record-review {finding.urn} --stage {stage} --date DATE",
        )


@rule("P21.of_a_recommendation", "number", rests_on=[Recommendation])
def _of_a_recommendation(state: State, check: RecommendationCheck) -> None:
    """What a review checks is a recommendation of an earlier review."""
    state.require_there(Recommendation, urn=check.urn, stage=check.stage, number=check.number)
    if check.stage not in Stage(check.checked_at).earlier:
        raise DataError(
            f"the {check.checked_at} review does not check what the {check.stage} recommends",
            why="a review checks what an earlier one recommended",
            fix="name the later review that checked it",
        )


@rule("P25.area", "area", rests_on=[PolicyText])
def _area_of_the_rubric(state: State, judgement: Judgement) -> None:
    """A judgement is of an area of the rubric."""
    areas = state.policy.rubric.areas
    if judgement.area not in areas:
        raise DataError(
            f"the rubric has no area {judgement.area!r}", fix=f"one of {', '.join(areas)}"
        )


@rule("P25.level", "level")
def _level_of_the_rubric(_state: State, judgement: Judgement) -> None:
    """A level of the rubric is 1 to 4."""
    within(judgement.level, "level", judgement.area)
