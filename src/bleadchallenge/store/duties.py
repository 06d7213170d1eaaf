"""What is still to be done, read off the records: each duty with its day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bleadchallenge.domain.advice import awaited_by
from bleadchallenge.domain.due import Duty, DutyKind
from bleadchallenge.domain.kpis import reading_due
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.words import AgreementState, Answerer, DayState, Stage
from bleadchallenge.store.cohorts import of_others
from bleadchallenge.store.days import state_on
from bleadchallenge.store.evidence import evidence_of, last_assignment
from bleadchallenge.store.indicators import tracked
from bleadchallenge.store.participation import days_left, taking_part
from bleadchallenge.store.plans import open_milestones, plan_on
from bleadchallenge.store.scrutiny import advice_given
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import (
    Agreement,
    Assignment,
    ConferenceCommitment,
    Decision,
    PracticeSession,
    Review,
    SessionPlace,
    SupportDay,
    TeamMember,
    Visit,
)

COORDINATOR = "coordinator"


def duties(reader: Reader, policy: Policy, as_of: date) -> Iterator[Duty]:
    """Every duty that is open on a day, whenever it is due.

    Schools that withdrew or are paused have none of their own, apart from
    what they had begun: days given, sessions attended, advice and promises
    that were due before they left. Schools of another cohort have none here.
    """
    others = of_others(reader)
    every = _duties(reader, policy, as_of)
    yield from (duty for duty in every if duty.urn not in others)


def _duties(reader: Reader, policy: Policy, as_of: date) -> Iterator[Duty]:
    urns = [selection.urn for selection in taking_part(reader, as_of)]
    left = days_left(reader, as_of)
    for urn in urns:
        yield from _signatures(reader, policy, urn, as_of)
        yield from _reviews(reader, policy, urn, as_of)
        yield from _after_assignment(reader, policy, urn, as_of)
        yield from _milestones(reader, urn, as_of)
    yield from _readings(reader, policy, set(urns), as_of)
    yield from _days(reader, policy, left, as_of)
    yield from _advice(reader, left, as_of)
    begun = [*_follow_ups(reader, policy, as_of), *_commitments(reader, as_of)]
    yield from (duty for duty in begun if duty.on < left.get(duty.urn, date.max))


def _signatures(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[Duty]:
    evidence = evidence_of(reader, urn, as_of)
    signed = {"head": evidence.head_signed, "chair": evidence.chair_signed}
    for role, done in signed.items():
        if not done:
            yield Duty(
                policy.terms[0].starts,
                DutyKind.SIGNATURE,
                f"signature of the {role}",
                COORDINATOR,
                urn,
                f"signature/{urn}/{role}",
                f"agree {urn} --role {role} --name NAME --date DATE",
            )


def _reviews(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[Duty]:
    """Visits that are planned and not kept, reviews not planned, and the decision."""
    held = {r.stage: r for r in reader.having(Review, urn=urn) if r.held_on <= as_of}
    planned = {visit.stage: visit for visit in reader.having(Visit, urn=urn)}
    terms = {
        Stage.BASELINE: policy.reviews.baseline_terms,
        Stage.MIDTERM: policy.reviews.midterm_terms,
        Stage.FINAL: policy.reviews.final_terms,
    }
    for stage, codes in terms.items():
        if stage in held:
            continue
        visit = planned.get(stage)
        ahead = visit if visit and not _is_done(visit.kept_on, as_of) else None
        yield Duty(
            ahead.planned_on if ahead else policy.term(codes[-1]).ends,
            DutyKind.VISIT if ahead else DutyKind.REVIEW,
            f"{stage} review",
            _lead(reader, urn),
            urn,
            f"review/{urn}/{stage}",
            f"record-review {urn} --stage {stage} --date DATE",
        )
    midterm = held.get(Stage.MIDTERM)
    decided = [d for d in reader.having(Decision, urn=urn) if d.decided_on <= as_of]
    if midterm and not decided:
        yield Duty(
            midterm.held_on + timedelta(days=policy.follow_through.decide_days),
            DutyKind.DECISION,
            "continue, adjust or switch",
            COORDINATOR,
            urn,
            f"decision/{urn}",
            f"decide {urn} continue --rationale TEXT",
        )


def _is_done(on: date | None, as_of: date) -> bool:
    """Whether what has its day once it is done was done by a day."""
    return on is not None and on <= as_of


def _lead(reader: Reader, urn: str) -> str:
    team = reader.having(TeamMember, urn=urn)
    return next((member.person for member in team if member.leads), "challenge team")


def _after_assignment(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[Duty]:
    assignment = last_assignment(reader, urn, as_of)
    if assignment is None or (assignment.to_day and assignment.to_day < as_of):
        return
    rule = policy.follow_through
    agreements = reader.having(Agreement, urn=urn)
    if not any(a.alliance == assignment.alliance and _in_force(a, as_of) for a in agreements):
        yield Duty(
            assignment.from_day + timedelta(days=rule.agreement_days),
            DutyKind.AGREEMENT,
            f"service level agreement with {assignment.alliance}",
            assignment.alliance,
            urn,
            f"agreement/{urn}/{assignment.alliance}",
            f"sla {urn} --state agreed",
        )
    if plan_on(reader, urn, as_of) is None:
        yield _plan(assignment, rule.plan_days)


def _in_force(agreement: Agreement, as_of: date) -> bool:
    """Agreed or varied, or ended only after the day that is judged from."""
    if agreement.state == AgreementState.ENDED:
        return agreement.on_day > as_of
    return agreement.state in {AgreementState.AGREED, AgreementState.VARIED}


def _plan(assignment: Assignment, days: int) -> Duty:
    return Duty(
        assignment.from_day + timedelta(days=days),
        DutyKind.PLAN,
        "action plan",
        assignment.alliance,
        assignment.urn,
        f"plan/{assignment.urn}",
        f"plan new {assignment.urn} --reason TEXT",
    )


def _milestones(reader: Reader, urn: str, as_of: date) -> Iterator[Duty]:
    for milestone in open_milestones(reader, urn, as_of):
        yield Duty(
            milestone.due_on,
            DutyKind.MILESTONE,
            f"milestone {milestone.number}: {milestone.text}",
            milestone.owner or "school",
            urn,
            f"milestone/{urn}/{milestone.number}",
            f"milestone judge {urn} {milestone.number} --outcome met --evidence TEXT",
        )


def _readings(reader: Reader, policy: Policy, urns: set[str], as_of: date) -> Iterator[Duty]:
    for each in tracked(reader, policy, as_of):
        if each.kpi.urn not in urns or each.kpi.measure:
            continue
        last = max((reading.on for reading in each.readings if reading.on <= as_of), default=None)
        yield Duty(
            reading_due(each.indicator, last),
            DutyKind.READING,
            f"reading of {each.kpi.code}, {each.kpi.name}",
            each.kpi.owner or each.kpi.side,
            each.kpi.urn,
            f"reading/{each.kpi.urn}/{each.kpi.code}",
            f"kpi read {each.kpi.urn} {each.kpi.code} --value N --date DATE",
        )


def _days(reader: Reader, policy: Policy, left: Mapping[str, date], as_of: date) -> Iterator[Duty]:
    """Planned days to be given, and given days that wait for the school's word."""
    for day in reader.all(SupportDay):
        if day.on_day >= left.get(day.urn, date.max):
            continue
        state = state_on(day, as_of)
        if state is DayState.PLANNED:
            yield Duty(
                day.on_day,
                DutyKind.DAY,
                f"day of support {day.number}: {day.activity or 'planned'}",
                day.person or day.alliance,
                day.urn,
                f"day/{day.number}",
                f"days delivered {day.number}",
            )
        elif state is DayState.DELIVERED:
            yield Duty(
                day.on_day + timedelta(days=policy.follow_through.confirm_days),
                DutyKind.DAY,
                f"school's confirmation of day {day.number}",
                "school",
                day.urn,
                f"confirm/{day.number}",
                f"days confirm {day.number} --by NAME",
            )


def _advice(reader: Reader, left: Mapping[str, date], as_of: date) -> Iterator[Duty]:
    """Advice without an answer, or whose answer was not accepted."""
    for given in advice_given(reader, as_of):
        by = awaited_by(given.clock, as_of)
        gone = left.get(given.subject, date.max) if given.to is Answerer.SCHOOL else date.max
        if by is not None and by < gone:
            yield Duty(
                by,
                DutyKind.ADVICE,
                f"answer to advice {given.number}: {given.text}",
                given.subject or given.to,
                given.urn,
                f"advice/{given.number}",
                f"isg respond {given.number} --by NAME --text TEXT",
            )


def _follow_ups(reader: Reader, policy: Policy, as_of: date) -> Iterator[Duty]:
    held = {session.code: session for session in reader.all(PracticeSession)}
    for place in reader.all(SessionPlace):
        session = held.get(place.session)
        if session is None or not place.attended or session.held_on > as_of:
            continue
        if not _is_done(place.followed_up_on, as_of):
            yield Duty(
                session.held_on + timedelta(days=policy.follow_up_days),
                DutyKind.FOLLOW_UP,
                f"follow-up of session {session.code} in the own school",
                place.attender,
                place.urn,
                f"follow-up/{session.code}/{place.attender}",
                f"session follow-up {session.code} {place.attender} --text TEXT --date DATE",
            )


def _commitments(reader: Reader, as_of: date) -> Iterator[Duty]:
    for commitment in reader.all(ConferenceCommitment):
        if commitment.by_day and not _is_done(commitment.kept_on, as_of):
            yield Duty(
                commitment.by_day,
                DutyKind.COMMITMENT,
                f"commitment {commitment.number}: {commitment.text}",
                commitment.carried_by,
                commitment.urn,
                f"commitment/{commitment.number}",
                f"conference keep {commitment.number} --date DATE",
            )
