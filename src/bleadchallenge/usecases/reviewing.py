"""Reviews of the challenge team, and the decision that follows the mid-term."""

from dataclasses import dataclass
from datetime import date, timedelta

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.gates import Gate, require
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools import School
from bleadchallenge.domain.words import DecisionKind, Rating, Stage
from bleadchallenge.store.evidence import assignment_on, evidence_of
from bleadchallenge.store.store import Reader, Writer
from bleadchallenge.store.tables import Decision, Plan, Recommendation, Review
from bleadchallenge.usecases.asked import Asked, Receipt, policy_of
from bleadchallenge.usecases.assigning import end_assignment
from bleadchallenge.usecases.schools import school_meant

_GATES = {Stage.MIDTERM: Gate.MIDTERM, Stage.FINAL: Gate.FINAL}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review found, as it is recorded."""

    stage: Stage
    held_on: date
    progress: Rating | None = None
    impact: Rating | None = None
    sustainability: Rating | None = None
    findings: str = ""
    recommendations: tuple[str, ...] = ()
    waived_by_ofsted: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Continue, adjust or switch, with the rationale and who decided."""

    kind: DecisionKind
    rationale: str
    decided_by: str = ""


def record(asked: Asked, school: str, review: Reviewed, decided: Decided | None = None) -> Receipt:
    """Record a review with its recommendations, and the decision if it was taken with it."""
    with asked.writing() as writer:
        found = school_meant(writer, school)
        _require_allowed(writer, found, review, policy_of(writer))
        writer.bring(_review(found.urn, review), *_recommendations(found.urn, review))
        said = [_said(found, review)]
        if decided is not None:
            said += _decide(writer, asked, found, decided, review.held_on)
    return Receipt(writer.seq_written, tuple(said), _next(found, review), dry_run=asked.dry_run)


def decide(asked: Asked, school: str, decided: Decided, on: date) -> Receipt:
    """Decide what follows a mid-term review that is on record."""
    with asked.writing() as writer:
        found = school_meant(writer, school)
        said = _decide(writer, asked, found, decided, on)
    return Receipt(writer.seq_written, tuple(said), dry_run=asked.dry_run)


def _require_allowed(reader: Reader, school: School, review: Reviewed, policy: Policy) -> None:
    if reader.get(Review, urn=school.urn, stage=review.stage.value) is not None:
        raise DataError(
            f"{school.name} has its {review.stage} review on record",
            fix="to correct it, undo the change that recorded it: bleadchallenge history "
            f"--school {school.urn}",
        )
    require_in_order(reader, school, review, policy)


def require_in_order(reader: Reader, school: School, review: Reviewed, policy: Policy) -> None:
    """Raise where a review comes before what it builds on, or lacks what it must say."""
    evidence = evidence_of(reader, school.urn, review.held_on)
    if review.stage in _GATES:
        require(_GATES[review.stage], evidence, school.urn, school.name)
    if review.waived_by_ofsted is not None:
        _require_recent(review, policy)
    elif review.stage is not Stage.BASELINE and review.progress is None:
        raise DataError(
            f"a {review.stage} review rates progress and impact",
            fix="add --progress and --impact, each strong, good, limited or none",
        )


def _require_recent(review: Reviewed, policy: Policy) -> None:
    """A baseline is waived only for a very recent inspection."""
    inspected, most = review.waived_by_ofsted, policy.reviews.ofsted_waiver_days
    if review.stage is not Stage.BASELINE or inspected is None:
        raise DataError("only a baseline can be waived for an Ofsted report")
    age = (review.held_on - inspected).days
    if not 0 <= age <= most:
        raise DataError(
            f"an inspection of {inspected} cannot stand in for the baseline",
            why=f"it is {age} days from {review.held_on}; the policy takes up to {most}",
            fix="hold the baseline audit, or change ofsted_waiver_days in the policy",
        )


def _review(urn: str, review: Reviewed) -> Review:
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


def _recommendations(urn: str, review: Reviewed) -> list[Recommendation]:
    return [
        Recommendation(urn=urn, stage=review.stage.value, number=number, text=text)
        for number, text in enumerate(review.recommendations, start=1)
    ]


def _said(school: School, review: Reviewed) -> str:
    if review.waived_by_ofsted:
        return f"{school.name}: baseline waived for the inspection of {review.waived_by_ofsted}"
    count = len(review.recommendations)
    return f"{school.name}: {review.stage} review of {review.held_on}, {count} recommendations"


def _next(school: School, review: Reviewed) -> tuple[str, ...]:
    steps = {
        Stage.BASELINE: f'bleadchallenge assign-tsa {school.urn} TSA --from DATE --reason "..."',
        Stage.MIDTERM: f"bleadchallenge decide {school.urn} continue --rationale TEXT --date DATE",
        Stage.FINAL: f"bleadchallenge schools {school.urn}",
    }
    return (steps[review.stage],)


def _decide(writer: Writer, asked: Asked, school: School, decided: Decided, on: date) -> list[str]:
    """Bring in a decision and what follows from it, in the same change."""
    if not evidence_of(writer, school.urn, on).midterm_held:
        raise DataError(
            f"nothing can be decided for {school.name} yet",
            why="the mid-term review is not on record",
            fix=f"bleadchallenge record-review {school.urn} --stage midterm --date DATE",
        )
    if not decided.rationale:
        raise DataError("a decision needs its rationale", fix='add --rationale "..."')
    assignment = assignment_on(writer, school.urn, on)
    writer.bring(
        Decision(
            urn=school.urn,
            decided_on=on,
            kind=decided.kind.value,
            rationale=decided.rationale,
            decided_by=decided.decided_by or asked.author,
            alliance=assignment.alliance if assignment else "",
        )
    )
    return [f"{school.name}: {decided.kind}", *_follows(writer, school, decided, on)]


def _follows(writer: Writer, school: School, decided: Decided, on: date) -> list[str]:
    if decided.kind is DecisionKind.CONTINUE:
        return ["the second tranche of days is released"]
    if decided.kind is DecisionKind.ADJUST:
        return [_new_plan(writer, school, decided, on), "the second tranche of days is released"]
    return _switched(writer, school, decided, on)


def _new_plan(writer: Writer, school: School, decided: Decided, on: date) -> str:
    version = max((plan.version for plan in writer.all(Plan, Plan.urn == school.urn)), default=0)
    writer.bring(Plan(urn=school.urn, version=version + 1, made_on=on, reason=decided.rationale))
    return f"version {version + 1} of the action plan is open"


def _switched(writer: Writer, school: School, decided: Decided, on: date) -> list[str]:
    assignment = assignment_on(writer, school.urn, on)
    if assignment is None:
        raise DataError(f"{school.name} has no alliance on {on} to switch from")
    last = on - timedelta(days=1)
    end_assignment(writer, assignment, on, decided.rationale)
    return [
        f"{assignment.alliance} ends its support on {last}; its days left move on",
        f"review the commissioning: bleadchallenge tsa-review {assignment.alliance}",
    ]
