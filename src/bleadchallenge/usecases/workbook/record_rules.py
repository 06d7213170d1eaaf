"""The rules of single records, as a table: what each record of a kind must satisfy."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from bleadchallenge.domain.choices import DayState, DecisionKind, Rating, SelectionState, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.selection.gates import Gate, GateEvidence, require
from bleadchallenge.domain.support.days import overspent_on
from bleadchallenge.domain.text import with_article
from bleadchallenge.domain.units import within
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.selection import evidence_of
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import (
    Action,
    Agreement,
    Alliance,
    Assignment,
    Decision,
    Deployment,
    Judgement,
    Kpi,
    KpiReading,
    KpiReview,
    KpiTarget,
    Milestone,
    Recommendation,
    RecommendationCheck,
    Review,
    Selection,
    SupportDay,
    Variation,
)
from bleadchallenge.usecases.challenge.reviews import ReviewInput, require_in_order
from bleadchallenge.usecases.support.assignments import require_no_conflict
from bleadchallenge.usecases.support.days import (
    require_action,
    require_assigned_to,
    require_released,
)

T = TypeVar("T")
GATING = frozenset(
    {"selection", "consultation", "signature", "leadership_change", "review", "assignment"}
    | {"decision", "variation", "support_day", "kpi", "action", "recommendation"}
)
"""Tables on which records of other tables of the same school rest."""


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a rule may ask: the store with everything brought in, the policy, the day.

    Nothing changes while it sits, so what was asked once is remembered.
    """

    reader: Reader
    policy: Policy
    as_of: date
    answers: dict[Any, Any] = field(default_factory=dict)

    def cached(self, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question that was perhaps asked before."""
        if question not in self.answers:
            self.answers[question] = ask()
        answer: T = self.answers[question]
        return answer

    def school(self, urn: str) -> School:
        """The school of a URN; nameless where no file names it."""
        found = self.cached(("school", urn), lambda: by_urn(self.reader, urn))
        return found or School(urn, "", urn)

    def evidence(self, urn: str, on: date) -> GateEvidence:
        """What is on record about a school on a day."""
        return self.cached(("evidence", urn, on), lambda: evidence_of(self.reader, urn, on))

    def overspent(self, urn: str) -> date | None:
        """The first day on which a school has more days than were released, or ``None``."""

        def ask() -> date | None:
            ledger = days_ledger(self.reader, self.policy, urn)
            return overspent_on(ledger.entries, ledger.given)

        return self.cached(("overspent", urn), ask)

    def require(self, gate: Gate, urn: str, on: date) -> None:
        """Raise ``DataError`` unless a gate was open for a school on a day."""
        require(gate, self.evidence(urn, on), urn, self.school(urn).name)

    def require_past(self, on: date, what: str) -> None:
        """Raise ``DataError`` for a day that lies ahead."""
        if on > self.as_of:
            raise DataError(f"{what} of {on} lies ahead", fix=f"a day up to {self.as_of}")

    def require_there(self, kind: type[Fact], **key: Any) -> None:  # noqa: ANN401 - parts of a key
        """Raise ``DataError`` where a record that is named is not on record."""
        if self.reader.get(kind, **key) is None:
            said = " ".join(str(part) for part in key.values())
            raise DataError(
                f"names the {kind.TITLE} {said}, which is not on record",
                fix=with_article(kind.TITLE),
            )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for the records of a table: what it is about, where it points, what it asks."""

    table: type[Fact]
    column: str
    holds: Callable[[RuleContext, Any], None]


def _selected(court: RuleContext, selection: Selection) -> None:
    if selection.state == SelectionState.SELECTED:
        court.require(Gate.SELECT, selection.urn, selection.decided_on)


def _alliance_may_begin(court: RuleContext, assignment: Assignment) -> None:
    court.require(Gate.ASSIGN_ALLIANCE, assignment.urn, assignment.from_day)


def _one_alliance_at_a_time(court: RuleContext, assignment: Assignment) -> None:
    for other in court.reader.all(Assignment, Assignment.urn == assignment.urn):
        begun = other.from_day < assignment.from_day
        if begun and (other.to_day is None or other.to_day >= assignment.from_day):
            raise DataError(
                f"{other.alliance} supports the school on {assignment.from_day} already",
                fix="the last day of the assignment before",
            )


def _not_its_own_alliance(court: RuleContext, assignment: Assignment) -> None:
    alliance = court.reader.get(Alliance, code=assignment.alliance)
    if alliance is not None:
        school = court.school(assignment.urn)
        require_no_conflict(alliance, school.urn, school.name)


def _review_in_order(court: RuleContext, review: Review) -> None:
    said = ReviewInput(
        stage=Stage(review.stage),
        held_on=review.held_on,
        progress=Rating(review.progress) if review.progress else None,
        impact=Rating(review.impact) if review.impact else None,
        sustainability=Rating(review.sustainability) if review.sustainability else None,
        findings=review.findings,
        waived_by_ofsted=review.waived_by_ofsted,
    )
    require_in_order(court.reader, court.school(review.urn), said, court.policy)


def _midterm_before_decision(court: RuleContext, decision: Decision) -> None:
    held = court.evidence(decision.urn, decision.decided_on).midterm_held
    if not held and decision.kind != DecisionKind.SWITCH:
        raise DataError(
            f"nothing could be decided on {decision.decided_on}",
            why="the mid-term review is not on record by then",
            fix="the mid-term review on the sheet Reviews, or a later day",
        )


def _decision_says_why(_court: RuleContext, decision: Decision) -> None:
    if not decision.rationale:
        raise DataError("a decision needs its rationale", fix="why it was decided so")


def _switch_ends_support(court: RuleContext, decision: Decision) -> None:
    if decision.kind != DecisionKind.SWITCH:
        return
    on = decision.decided_on
    for assignment in court.reader.all(Assignment, Assignment.urn == decision.urn):
        if assignment.from_day < on and (assignment.to_day is None or assignment.to_day >= on):
            raise DataError(
                f"a switch ends the support of {assignment.alliance}, which still runs",
                fix=f"a last day before {on} on the sheet Assignments",
            )


def _day_may_be_given(court: RuleContext, day: SupportDay) -> None:
    if day.state != DayState.CANCELLED:
        court.require(Gate.RECORD_DAYS, day.urn, day.on_day)
        require_assigned_to(court.reader, day, day.on_day)


def _day_is_a_day(court: RuleContext, day: SupportDay) -> None:
    if day.quarters <= 0:
        raise DataError("an entry is at least a quarter of a day", fix="0.25 or more")
    if day.state not in (DayState.PLANNED, DayState.CANCELLED):
        court.require_past(day.on_day, "a day that was given")


def _day_has_its_action(court: RuleContext, day: SupportDay) -> None:
    if day.action is not None:
        require_action(court.reader, court.school(day.urn), day.action)


def _days_released(court: RuleContext, entry: SupportDay | Variation) -> None:
    """Days before the first that is too many are not to blame."""
    day = court.overspent(entry.urn)
    if day is None or (isinstance(entry, SupportDay) and entry.on_day < day):
        return
    require_released(court.reader, court.policy, court.school(entry.urn))


def _reading_of_something(court: RuleContext, reading: KpiReading) -> None:
    court.require_there(Kpi, urn=reading.urn, code=reading.kpi)
    court.require_past(reading.on_day, "a reading")


def _figure_in_unit(court: RuleContext, row: KpiReading) -> None:
    kpi = court.reader.get(Kpi, urn=row.urn, code=row.kpi)
    if kpi is not None:
        within(row.value, kpi.unit, kpi.code)


def _target_of_something(court: RuleContext, target: KpiTarget) -> None:
    court.require_there(Kpi, urn=target.urn, code=target.kpi)


def _term_exists(court: RuleContext, row: KpiTarget | Action) -> None:
    codes = [term.code for term in court.policy.terms]
    if row.term and row.term not in codes:
        raise DataError(f"there is no term {row.term}", fix=f"one of {', '.join(codes)}")


def _review_of_something(court: RuleContext, review: KpiReview) -> None:
    court.require_there(Kpi, urn=review.urn, code=review.kpi)


def _milestone_of_action(court: RuleContext, milestone: Milestone) -> None:
    court.require_there(Action, urn=milestone.urn, number=milestone.action)


def _check_of_recommendation(court: RuleContext, check: RecommendationCheck) -> None:
    court.require_there(Recommendation, urn=check.urn, stage=check.stage, number=check.number)


def _level_of_rubric(_court: RuleContext, judgement: Judgement) -> None:
    within(judgement.level, "level", judgement.area)


def _whole_days(_court: RuleContext, given: Deployment) -> None:
    if given.quarters <= 0:
        raise DataError("at least a quarter of a day is given", fix="0.25 or more")


def _agreed_days(_court: RuleContext, agreement: Agreement) -> None:
    within(agreement.days, "days", "days agreed")


RULES: tuple[Rule, ...] = (
    Rule(Selection, "state", _selected),
    Rule(Assignment, "from_day", _alliance_may_begin),
    Rule(Assignment, "from_day", _one_alliance_at_a_time),
    Rule(Assignment, "alliance", _not_its_own_alliance),
    Rule(Review, "held_on", _review_in_order),
    Rule(Decision, "decided_on", _midterm_before_decision),
    Rule(Decision, "rationale", _decision_says_why),
    Rule(Decision, "kind", _switch_ends_support),
    Rule(SupportDay, "on_day", _day_may_be_given),
    Rule(SupportDay, "quarters", _day_is_a_day),
    Rule(SupportDay, "action", _day_has_its_action),
    Rule(SupportDay, "quarters", _days_released),
    Rule(Variation, "quarters", _days_released),
    Rule(Agreement, "days", _agreed_days),
    Rule(Deployment, "quarters", _whole_days),
    Rule(KpiTarget, "kpi", _target_of_something),
    Rule(KpiTarget, "term", _term_exists),
    Rule(KpiReading, "kpi", _reading_of_something),
    Rule(KpiReading, "value", _figure_in_unit),
    Rule(KpiReview, "kpi", _review_of_something),
    Rule(Action, "term", _term_exists),
    Rule(Milestone, "action", _milestone_of_action),
    Rule(RecommendationCheck, "number", _check_of_recommendation),
    Rule(Judgement, "level", _level_of_rubric),
)
"""Every rule, by the table it is held for. A rule raises ``DataError`` in its command's words."""
