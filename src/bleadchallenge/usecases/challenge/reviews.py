"""Reviews of the challenge team: judgements, recommendations, and checks of earlier ones."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.challenge.rubric import (
    RecommendationFollowUp,
    RecommendationRef,
    RubricJudgement,
)
from bleadchallenge.domain.choices import AdviceRecipient, Rating, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.store.challenge.reviews import recommendations_before, unchecked
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.tables import Judgement, Recommendation, RecommendationCheck, Review
from bleadchallenge.usecases.challenge.decision import MidtermDecision, add_decision
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of

_GATES = {Stage.MIDTERM: Gate.MIDTERM, Stage.FINAL: Gate.FINAL}


@dataclass(frozen=True, slots=True)
class RecommendationInput:
    """A recommendation as it is given: its words, its area, and whose move it is."""

    text: str
    area: str = ""
    to: AdviceRecipient = AdviceRecipient.SCHOOL


@dataclass(frozen=True, slots=True)
class ReviewInput:
    """What a review found, as it is recorded."""

    stage: Stage
    held_on: date
    progress: Rating | None = None
    impact: Rating | None = None
    sustainability: Rating | None = None
    findings: str = ""
    recommendations: tuple[RecommendationInput, ...] = ()
    judgements: tuple[RubricJudgement, ...] = ()
    checks: tuple[RecommendationFollowUp, ...] = ()
    waived_by_ofsted: date | None = None


def record(
    asked: Request, school: str, review: ReviewInput, decided: MidtermDecision | None = None
) -> Receipt:
    """Record a review with all it found, and the decision if it was taken with it.

    Raises ``DataError`` where the review lies ahead, comes before what it builds
    on, is on record already, or checks some earlier recommendations but not all.
    """
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        _require_midterm(review, decided)
        _require_allowed(writer, found, review)
        writer.add(_review(found.urn, review))
        _bring_findings(writer, found, review)
        left = unchecked(writer, found.urn, review.stage)
        _require_all_or_none(found, review, left)
        said = [_review_words(found, review)]
        steps = _next(found, review)
        if decided is not None:
            made = add_decision(writer, asked, found, decided, review.held_on)
            said, steps = [*said, *made.said], made.next
        notes = _notes(review, policy, left)
    return Receipt(writer.seq_written, tuple(said), steps, asked.dry_run, (*notes, *writer.notes))


def add_to(asked: Request, school: str, review: ReviewInput) -> Receipt:
    """Add judgements, recommendations and checks to a review that is on record."""
    if not (review.recommendations or review.judgements or review.checks):
        raise DataError(
            "there is nothing to add", fix="give --recommendation, --judgement or --check"
        )
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        _bring_findings(writer, found, review)
        left = unchecked(writer, found.urn, review.stage)
    counts = (
        f"{len(review.recommendations)} recommendations, {len(review.judgements)} judgements, "
        f"{len(review.checks)} checks"
    )
    said = f"{found}: added to the {review.stage} review: {counts}"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run, _unchecked_note(left))


def _require_midterm(review: ReviewInput, decided: MidtermDecision | None) -> None:
    if decided is not None and review.stage is not Stage.MIDTERM:
        raise DataError(
            f"a {review.stage} review decides nothing",
            why="continue, adjust or switch follows the mid-term review",
            fix="leave --decision out, or give --stage midterm",
        )


def _require_allowed(reader: Reader, school: School, review: ReviewInput) -> None:
    old = reader.get(Review, urn=school.urn, stage=review.stage.value)
    if old is not None:
        raise DataError(
            f"{school.name} has its {review.stage} review on record",
            why=f"it was held on {old.held_on} and recorded by change {old.since}",
            fix=f"to correct it: bleadchallenge undo {old.since}; to add to it: "
            f"bleadchallenge record-review {school.urn} --stage {review.stage} --add --check ...",
        )


def _require_all_or_none(
    school: School, review: ReviewInput, left: list[RecommendationRef]
) -> None:
    """Recommendations are checked one by one: one left out of several is a slip."""
    if review.checks and left:
        raise DataError(
            f"the {review.stage} review of {school.name} does not check every recommendation",
            why="not checked: " + ", ".join(map(str, left)),
            fix=f'add --check "{left[0]}=met: note", met, partly met or not met',
        )


def _review(urn: str, review: ReviewInput) -> Review:
    return Review(
        urn=urn,
        stage=review.stage.value,
        held_on=review.held_on,
        progress=review.progress.value if review.progress else "",
        impact=review.impact.value if review.impact else "",
        sustainability=review.sustainability.value if review.sustainability else "",
        findings=review.findings,
        waived_by_ofsted=review.waived_by_ofsted,
    )


def _bring_findings(writer: Writer, school: School, review: ReviewInput) -> None:
    stage = review.stage.value
    first = writer.next_number(Recommendation, urn=school.urn, stage=stage)
    taken = writer.all(
        Recommendation, Recommendation.urn == school.urn, Recommendation.stage == stage
    )
    if not taken:
        first = 1
    writer.add(
        *(
            Recommendation(
                urn=school.urn,
                stage=stage,
                number=number,
                text=each.text,
                area=each.area,
                to=each.to.value,
            )
            for number, each in enumerate(review.recommendations, start=first)
        ),
        *(
            Judgement(urn=school.urn, stage=stage, area=each.area, level=each.level, note=each.note)
            for each in review.judgements
        ),
        *(_check(writer, school, review.stage, each) for each in review.checks),
    )


def _check(
    reader: Reader, school: School, stage: Stage, checked: RecommendationFollowUp
) -> RecommendationCheck:
    known = recommendations_before(reader, school.urn, stage)
    if checked.of not in known:
        raise DataError(
            f"{school.name} has no recommendation {checked.of} before its {stage} review",
            why="it has " + (", ".join(map(str, known)) or "none"),
            fix=f"bleadchallenge history --school {school.urn}",
        )
    return RecommendationCheck(
        urn=school.urn,
        stage=checked.of.stage.value,
        number=checked.of.number,
        checked_at=stage.value,
        outcome=checked.outcome.value,
        note=checked.note,
    )


def _review_words(school: School, review: ReviewInput) -> str:
    if review.waived_by_ofsted:
        return f"{school}: baseline waived for the inspection of {review.waived_by_ofsted}"
    parts = [f"{len(review.recommendations)} recommendations"]
    if review.judgements:
        parts.append(f"{len(review.judgements)} areas judged")
    if review.checks:
        parts.append(f"{len(review.checks)} earlier recommendations checked")
    return f"{school}: {review.stage} review of {review.held_on}, {', '.join(parts)}"


def _notes(review: ReviewInput, policy: Policy, left: list[RecommendationRef]) -> tuple[str, ...]:
    """What a person should know of a review that is nevertheless taken."""
    terms = {
        Stage.BASELINE: policy.reviews.baseline_terms,
        Stage.MIDTERM: policy.reviews.midterm_terms,
        Stage.FINAL: policy.reviews.final_terms,
    }[review.stage]
    term = policy.term_of(review.held_on)
    notes = []
    if term is None or term.code not in terms:
        notes.append(f"a {review.stage} review is held in {' or '.join(terms)}")
    judged = {each.area for each in review.judgements}
    missing = [area for area in policy.rubric.areas if area not in judged]
    if review.waived_by_ofsted is None and missing:
        notes.append(f"not judged: {', '.join(missing)}; add with --judgement")
    return (*notes, *_unchecked_note(left))


def _unchecked_note(left: list[RecommendationRef]) -> tuple[str, ...]:
    if not left:
        return ()
    return (f"not checked: {', '.join(map(str, left))}; add with --add --check",)


def _next(school: School, review: ReviewInput) -> tuple[str, ...]:
    steps = {
        Stage.BASELINE: f"bleadchallenge assign-tsa {school.urn} --suggest",
        Stage.MIDTERM: f"bleadchallenge decide {school.urn} continue --rationale TEXT --date DATE",
        Stage.FINAL: f"bleadchallenge independence {school.urn}",
    }
    return (steps[review.stage],)
