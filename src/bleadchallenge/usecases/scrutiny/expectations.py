"""The four expectations for each school and for the programme as a whole."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient, EscalationStage, Rating, Side, Stage
from bleadchallenge.domain.escalation.stages import Step, open_steps
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.leadership.joint_practice import FollowThrough, follow_through
from bleadchallenge.domain.leadership.talent import has_moved_on
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.comparison import growth_in_words
from bleadchallenge.domain.scrutiny.advice import AdviceState, advice_status
from bleadchallenge.domain.scrutiny.expectations import (
    AdviceAnswers,
    DaysUsed,
    Expectation,
    ExpectationResult,
    ExpectationStatus,
    LeadershipEvidence,
    ResultsGrowth,
    SchoolEvidence,
    Sign,
    judge,
    whole,
)
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.domain.years import year_of_exams
from bleadchallenge.store import leadership
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation.stages import steps_taken
from bleadchallenge.store.kpis import results_day
from bleadchallenge.store.results.year_results import result_set, years_of_results
from bleadchallenge.store.schools.participation import active_schools, leavers
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.scrutiny.meetings import advice_given
from bleadchallenge.store.selection import evidence_of, own_time_on
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Review
from bleadchallenge.usecases.bank_holidays import clock_stops
from bleadchallenge.usecases.kpis.status import status_rows
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.results.school_figures import SchoolFigures


@row
class ExpectationRow:
    """How a school, or the whole, stands to one of the four expectations."""

    urn: str | None = column(hidden=True)
    name: str = column("school")
    expectation: Expectation
    state: ExpectationStatus = column("stands")
    evidence: list[str]
    signs: tuple[Sign, ...] = column(hidden=True)


RWM = "rwm_expected_pct"
_SUMMER = 8


@dataclass(frozen=True, slots=True)
class SharedEvidence:
    """What is asked of the store once for all schools."""

    kpis: Mapping[tuple[str, Side], Counter[Status]]
    growth: Mapping[str, ResultsGrowth]


def list_expectations(asked: Request, school: str | None = None) -> Listing[ExpectationRow]:
    """The expectations of the whole and of every school, or of one school."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        urns = [find_programme_school(reader, school).urn] if school else None
        rows = tuple(expectations(reader, policy, asked.as_of, urns))
        return Listing("expectations", asked.as_of, reader.change, ExpectationRow, rows)


def expectations(
    reader: Reader, policy: Policy, as_of: date, urns: Sequence[str] | None = None
) -> list[ExpectationRow]:
    """A row for each expectation of the whole, then of each school by name.

    The rows of the whole have no ``urn`` and are left out where ``urns`` names
    the schools that are asked for. ``evidence`` are sentences, the gravest first.
    """
    chosen = list(urns) if urns is not None else selected_urns(reader, as_of)
    shared = _shared(reader, policy, as_of, chosen)
    named = sorted((subject_name(reader, urn), urn) for urn in chosen)
    judged: dict[Expectation, list[ExpectationStatus]] = {each: [] for each in Expectation}
    rows = []
    for name, urn in named:
        evidence = evidence_for(reader, policy, as_of, urn, shared)
        for expectation in Expectation:
            found = judge(expectation, evidence, policy.expectations)
            judged[expectation].append(found.meets)
            rows.append(_row(expectation, found, urn, name))
    if urns is not None:
        return rows
    left = leavers(reader, as_of)
    return [
        *(
            _row(each, whole(judged[each], policy.expectations, left), None, policy.title)
            for each in Expectation
        ),
        *rows,
    ]


def selected_urns(reader: Reader, as_of: date) -> list[str]:
    """The schools that take part on a day; one that withdrew or paused, up to that day."""
    return [selection.urn for selection in active_schools(reader, as_of)]


def evidence_for(
    reader: Reader, policy: Policy, as_of: date, urn: str, shared: SharedEvidence
) -> SchoolEvidence:
    """What is on record about a school that the expectations are read from."""
    gate = evidence_of(reader, urn, as_of)
    return SchoolEvidence(
        begun=as_of >= policy.terms[0].starts,
        first_term_over=as_of > policy.terms[0].ends,
        midterm_held=gate.midterm_held,
        final_held=gate.final_held,
        signed=gate.head_signed and gate.chair_signed,
        stage=_stage(reader, urn, as_of),
        advice=_advice(reader, policy, urn, as_of),
        sessions=_sessions(reader, policy, urn, as_of),
        days=_days(reader, policy, urn, as_of),
        support_kpis=shared.kpis.get((urn, Side.SUPPORT), Counter()),
        school_kpis=shared.kpis.get((urn, Side.SCHOOL), Counter()),
        impact=_impact(reader, urn, as_of),
        capacity=_growing(reader, policy, urn, as_of),
        growth=shared.growth.get(urn),
    )


def _shared(reader: Reader, policy: Policy, as_of: date, urns: Collection[str]) -> SharedEvidence:
    kpis: dict[tuple[str, Side], Counter[Status]] = {}
    for kpi in status_rows(reader, policy, as_of):
        if kpi.value != HIDDEN:  # what may not be shown speaks neither for nor against
            kpis.setdefault((kpi.urn, kpi.side), Counter())[kpi.status] += 1
    return SharedEvidence(kpis, growth_since_start(reader, policy, as_of, urns))


def growth_since_start(
    reader: Reader, policy: Policy, as_of: date, urns: Collection[str]
) -> dict[str, ResultsGrowth]:
    """Each school's RWM change beside the nation's, from the year before the programme.

    To the latest year whose results stand by the day; empty before the first.
    """
    years = years_of_growth(reader, policy, as_of)
    if years is None or not urns:
        return {}
    figures = SchoolFigures(result_set(reader, list(years), urns=set(urns)))
    found = {}
    for urn in urns:
        growth, _ = figures.growth(urn, *years, RWM)
        words = f"RWM: {growth_in_words(growth, *years)}"
        found[urn] = ResultsGrowth(growth.verdict, growth.points, words)
    return found


def years_of_growth(reader: Reader, policy: Policy, as_of: date) -> tuple[str, str] | None:
    """The year before the programme and the latest that stands by a day; ``None`` too early."""
    starts = policy.terms[0].starts
    baseline = year_of_exams(starts.year if starts.month >= _SUMMER else starts.year - 1)
    later = [
        year
        for year in years_of_results(reader.on_day(as_of))
        if year > baseline and results_day(year, policy) <= as_of
    ]
    return (baseline, later[-1]) if later else None


def _row(
    expectation: Expectation, judged: ExpectationResult, urn: str | None, name: str
) -> ExpectationRow:
    return ExpectationRow(
        urn=urn,
        name=name,
        expectation=expectation,
        state=judged.meets,
        evidence=judged.evidence,
        signs=judged.signs,
    )


def _stage(reader: Reader, urn: str, as_of: date) -> EscalationStage | None:
    taken = steps_taken(reader, as_of, subject=urn).get(urn, [])
    steps = open_steps([Step(EscalationStage(each.stage), each.on_day) for each in taken])
    return steps[-1].stage if steps else None


def _advice(reader: Reader, policy: Policy, urn: str, as_of: date) -> AdviceAnswers:
    stands = [
        advice_status(given.clock, policy.advice, as_of, clock_stops(policy))
        for given in advice_given(reader, as_of, subject=urn)
        if given.to is AdviceRecipient.SCHOOL
    ]
    return AdviceAnswers(
        answered=sum(each.answered_on is not None for each in stands),
        in_time=sum(each.in_time for each in stands),
        overdue=sum(
            each.state in (AdviceState.OVERDUE, AdviceState.NOT_ACCEPTED) for each in stands
        ),
    )


def _sessions(reader: Reader, policy: Policy, urn: str, as_of: date) -> FollowThrough:
    places = leadership.session_places(reader, urn=urn)
    return follow_through(
        [leadership.as_place(*pair) for pair in places], policy.practice.follow_up_days, as_of
    )


def _days(reader: Reader, policy: Policy, urn: str, as_of: date) -> DaysUsed:
    ledger = days_ledger(reader, policy, urn, as_of)
    stands = ledger.account(as_of)
    due = ledger.pace(policy, as_of)
    return DaysUsed(in_days(stands.used), in_days(due), in_days(stands.disputed))


def _impact(reader: Reader, urn: str, as_of: date) -> Rating | None:
    """The latest rating of the present support's impact by a review up to a day."""
    own = own_time_on(reader, urn, as_of)
    held = [
        r
        for r in reader.where(Review, urn=urn)
        if r.held_on <= as_of and r.impact and (own is None or own.holds(r.held_on))
    ]
    return Rating(max(held, key=lambda review: review.held_on).impact) if held else None


def _growing(reader: Reader, policy: Policy, urn: str, as_of: date) -> LeadershipEvidence:
    held = {r.stage for r in reader.where(Review, urn=urn) if r.held_on <= as_of}
    later = [stage for stage in (Stage.MIDTERM, Stage.FINAL) if stage.value in held]
    stages = leadership.talent_stages(reader, as_of, urn)
    first, now = leadership.own_led_shares(reader, policy, urn, as_of)
    return LeadershipEvidence(
        rubric_change=leadership.rubric_change(reader, urn, later),
        in_view=len(stages),
        moved_on=sum(has_moved_on(each) for each in stages),
        designations=sum(
            held.gained_on >= policy.terms[0].starts
            for held in leadership.designations_held(reader, as_of, urn=urn)
        ),
        own_led_first=first,
        own_led_now=now,
    )
