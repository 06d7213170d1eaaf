"""The rules of challenge teams, agreements, deliverers, milestones and promises, held in bulk."""

from bleadchallenge.domain.challenge.teams import conflicts
from bleadchallenge.domain.choices import AgreementState, DecisionKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.definitions import require_sound
from bleadchallenge.domain.support import agreements
from bleadchallenge.store.challenge.teams import candidate_of, ties_of
from bleadchallenge.store.kpis import promise_of
from bleadchallenge.store.selection import midterm_decision
from bleadchallenge.store.tables import (
    Agreement,
    Assignment,
    Consultation,
    Decision,
    Deliverer,
    Kpi,
    KpiReading,
    KpiTarget,
    Milestone,
    Person,
    Review,
    Signature,
    TeamMember,
    Visit,
)
from bleadchallenge.usecases.kpis.readings import require_typed
from bleadchallenge.usecases.workbook.record_rules import Rule, RuleContext


def _no_conflict(court: RuleContext, member: TeamMember) -> None:
    person = court.reader.get(Person, code=member.person)
    if person is None:
        return
    candidate = candidate_of(court.reader, person)
    against = conflicts(candidate, ties_of(court.reader, member.urn, member.from_day))
    if against:
        raise DataError(
            f"{member.person} cannot be on this school's challenge team",
            why="; ".join(against),
            fix="somebody without a conflict",
        )
    if not (candidate.may_lead if member.leads else candidate.may_sit or candidate.may_lead):
        raise DataError(
            f"{member.person} cannot {'lead' if member.leads else 'sit on'} a challenge team",
            fix="an HMI to lead, with NLEs, LLEs, NLGs or system leaders",
        )


def _conflicts_declared(_court: RuleContext, member: TeamMember) -> None:
    if not member.declared.strip():
        raise DataError("everybody on a challenge team declares conflicts", fix="none, or which")


def _one_leader(court: RuleContext, member: TeamMember) -> None:
    team = court.reader.all(TeamMember, TeamMember.urn == member.urn)
    if member.leads and sum(each.leads for each in team) > 1:
        raise DataError("two people lead the team", fix="yes for one of them")


def _visit_kept(court: RuleContext, visit: Visit) -> None:
    if visit.kept_on is not None:
        court.require_past(visit.kept_on, "a visit that was kept")


def _review_held(court: RuleContext, review: Review) -> None:
    court.require_past(review.held_on, "a review")


def _signed(court: RuleContext, signature: Signature) -> None:
    court.require_past(signature.signed_on, "a signature")
    gone = signature.withdrawn_on
    if gone is not None and gone < signature.signed_on:
        raise DataError("it is withdrawn before it is signed", fix="a later day")


def _discussed(court: RuleContext, held: Consultation) -> None:
    court.require_past(held.held_on, "a discussion")


def _decided_once(court: RuleContext, decision: Decision) -> None:
    court.require_past(decision.decided_on, "a decision")
    first = midterm_decision(court.reader, decision.urn, decision.decided_on)
    again = first is not None and first.decided_on != decision.decided_on
    if again and decision.kind != DecisionKind.SWITCH:
        raise DataError("a mid-term review is decided on once", fix="one decision a school")


def _agreed_with_the_assigned(court: RuleContext, agreement: Agreement) -> None:
    of_school = court.reader.all(Assignment, Assignment.urn == agreement.urn)
    if agreement.alliance not in {each.alliance for each in of_school}:
        raise DataError(
            f"{agreement.alliance} was never assigned to the school",
            fix="an alliance on the sheet Assignments",
        )


def _agreement_follows(court: RuleContext, agreement: Agreement) -> None:
    court.require_past(agreement.on_day, "a step of an agreement")
    before = court.reader.get(
        Agreement,
        urn=agreement.urn,
        alliance=agreement.alliance,
        version=agreement.version - 1,
    )
    if before is None or agreement.state != AgreementState.VARIED:
        return
    agreements.require_follows(AgreementState(before.state), AgreementState(agreement.state))


def _comes_from_outside(court: RuleContext, deliverer: Deliverer) -> None:
    person = court.reader.get(Person, code=deliverer.person)
    if person is not None and person.school == deliverer.urn:
        raise DataError(
            f"{person.code} works at the school", why="support comes from outside", fix="another"
        )
    if deliverer.to_day is not None and deliverer.to_day < deliverer.from_day:
        raise DataError(f"{deliverer.to_day} lies before {deliverer.from_day}", fix="a later day")


def _judged_with_evidence(court: RuleContext, milestone: Milestone) -> None:
    if milestone.outcome and not milestone.evidence.strip():
        raise DataError(
            f"a milestone is {milestone.outcome} only with its evidence", fix="what shows it"
        )
    if milestone.judged_on is not None:
        court.require_past(milestone.judged_on, "a judgement")


def _sound(court: RuleContext, kpi: Kpi) -> None:
    promise = promise_of(court.reader, kpi)
    if set(promise.targets) <= {term.code for term in court.policy.terms}:
        require_sound(promise, court.policy)


def _target_of_sound(court: RuleContext, target: KpiTarget) -> None:
    kpi = court.reader.get(Kpi, urn=target.urn, code=target.kpi)
    if kpi is not None:
        _sound(court, kpi)


def _read_while_it_ran(court: RuleContext, reading: KpiReading) -> None:
    kpi = court.reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is None:
        return
    if reading.on_day < kpi.starts_on:
        raise DataError(
            f"a reading of {reading.on_day} lies before {kpi.code} starts on {kpi.starts_on}",
            why="what was measured before is the baseline",
            fix=f"a day from {kpi.starts_on}",
        )
    if kpi.retired_on is not None and reading.on_day >= kpi.retired_on:
        raise DataError(
            f"{kpi.code} was retired on {kpi.retired_on}", fix=f"a day before {kpi.retired_on}"
        )


def _typed_by_hand(court: RuleContext, reading: KpiReading) -> None:
    kpi = court.reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is not None:
        require_typed(kpi, reading.urn)


def _counted(_court: RuleContext, reading: KpiReading) -> None:
    if reading.n is not None and reading.n < 0:
        raise DataError(f"{reading.n} is no number of pupils, lessons or people", fix="0 or more")


CHALLENGE_RULES: tuple[Rule, ...] = (
    Rule(TeamMember, "person", _no_conflict),
    Rule(TeamMember, "declared", _conflicts_declared),
    Rule(TeamMember, "leads", _one_leader),
    Rule(Visit, "kept_on", _visit_kept),
    Rule(Review, "held_on", _review_held),
    Rule(Signature, "signed_on", _signed),
    Rule(Consultation, "held_on", _discussed),
    Rule(Decision, "decided_on", _decided_once),
    Rule(Agreement, "alliance", _agreed_with_the_assigned),
    Rule(Agreement, "state", _agreement_follows),
    Rule(Deliverer, "person", _comes_from_outside),
    Rule(Milestone, "outcome", _judged_with_evidence),
    Rule(Kpi, "code", _sound),
    Rule(KpiTarget, "value", _target_of_sound),
    Rule(KpiReading, "on_day", _read_while_it_ran),
    Rule(KpiReading, "kpi", _typed_by_hand),
    Rule(KpiReading, "n", _counted),
)
"""The rules of these tables, in their commands' words."""
