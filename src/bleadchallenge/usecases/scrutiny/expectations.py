"""The four expectations for each school and for the programme as a whole."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.domain.advice import AdviceState, standing
from bleadchallenge.domain.days import in_days
from bleadchallenge.domain.escalation import Step, open_steps
from bleadchallenge.domain.expectations import (
    AdviceAnswers,
    DaysUsed,
    Expectation,
    Growing,
    Growth,
    Judged,
    Meets,
    SchoolEvidence,
    judge,
    whole,
)
from bleadchallenge.domain.figures.cells import HIDDEN
from bleadchallenge.domain.figures.comparing import growth_in_words
from bleadchallenge.domain.kpis import Side, Status
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.practice import FollowThrough, follow_through
from bleadchallenge.domain.talent import has_moved_on
from bleadchallenge.domain.words import Answerer, EscalationStage, Rating, Stage
from bleadchallenge.domain.years import year_of_exams
from bleadchallenge.store import growing
from bleadchallenge.store.days import ledger_of
from bleadchallenge.store.escalation import steps_taken
from bleadchallenge.store.evidence import evidence_of
from bleadchallenge.store.indicators import results_day
from bleadchallenge.store.participation import taking_part
from bleadchallenge.store.results import book, years_of_results
from bleadchallenge.store.scrutiny import advice_given
from bleadchallenge.store.store import Reader
from bleadchallenge.store.subjects import subject_name
from bleadchallenge.store.tables import Review
from bleadchallenge.usecases.asked import Asked, Column, Listing, policy_of
from bleadchallenge.usecases.bank_holidays import bank_holidays
from bleadchallenge.usecases.figures.figures import Figures
from bleadchallenge.usecases.promising.kpi_status import status_rows
from bleadchallenge.usecases.schools import school_meant

_COLUMNS = (
    Column("name", "school"),
    Column("expectation", "expectation"),
    Column("state", "stands"),
    Column("evidence", "evidence"),
)
RWM = "rwm_expected_pct"
_SUMMER = 8


@dataclass(frozen=True, slots=True)
class Shared:
    """What is asked of the store once for all schools."""

    kpis: Mapping[tuple[str, Side], Counter[Status]]
    growth: Mapping[str, Growth]


def listed(asked: Asked, school: str | None = None) -> Listing:
    """The expectations of the whole and of every school, or of one school."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        urns = [school_meant(reader, school).urn] if school else None
        rows = tuple(expectations(reader, policy, asked.as_of, urns))
        return Listing("expectations", asked.as_of, reader.change, _COLUMNS, rows)


def expectations(
    reader: Reader, policy: Policy, as_of: date, urns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """A row for each expectation of the whole, then of each school by name.

    The rows of the whole have no ``urn`` and are left out where ``urns`` names
    the schools that are asked for. ``evidence`` are sentences, the gravest first.
    """
    chosen = list(urns) if urns is not None else selected_urns(reader, as_of)
    shared = _shared(reader, policy, as_of, chosen)
    named = sorted((subject_name(reader, urn), urn) for urn in chosen)
    judged: dict[Expectation, list[Meets]] = {each: [] for each in Expectation}
    rows = []
    for name, urn in named:
        evidence = evidence_for(reader, policy, as_of, urn, shared)
        for expectation in Expectation:
            found = judge(expectation, evidence, policy.expectations)
            judged[expectation].append(found.meets)
            rows.append(_row(expectation, found, urn, name))
    if urns is not None:
        return rows
    return [
        *(
            _row(each, whole(judged[each], policy.expectations), None, policy.title)
            for each in Expectation
        ),
        *rows,
    ]


def selected_urns(reader: Reader, as_of: date) -> list[str]:
    """The schools that take part on a day; one that withdrew or paused, up to that day."""
    return [selection.urn for selection in taking_part(reader, as_of)]


def evidence_for(
    reader: Reader, policy: Policy, as_of: date, urn: str, shared: Shared
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


def _shared(reader: Reader, policy: Policy, as_of: date, urns: Collection[str]) -> Shared:
    kpis: dict[tuple[str, Side], Counter[Status]] = {}
    for row in status_rows(reader, policy, as_of):
        if row["value"] != HIDDEN:  # what may not be shown speaks neither for nor against
            kpis.setdefault((row["urn"], row["side"]), Counter())[row["status"]] += 1
    return Shared(kpis, growth_since_start(reader, policy, as_of, urns))


def growth_since_start(
    reader: Reader, policy: Policy, as_of: date, urns: Collection[str]
) -> dict[str, Growth]:
    """Each school's RWM change beside the nation's, from the year before the programme.

    To the latest year whose results stand by the day; empty before the first.
    """
    years = years_of_growth(reader, policy, as_of)
    if years is None or not urns:
        return {}
    figures = Figures(book(reader, list(years), urns=set(urns)))
    found = {}
    for urn in urns:
        growth, _ = figures.growth(urn, *years, RWM)
        words = f"RWM: {growth_in_words(growth, *years)}"
        found[urn] = Growth(growth.verdict, growth.points, words)
    return found


def years_of_growth(reader: Reader, policy: Policy, as_of: date) -> tuple[str, str] | None:
    """The year before the programme and the latest that stands by a day; ``None`` too early."""
    starts = policy.terms[0].starts
    baseline = year_of_exams(starts.year if starts.month >= _SUMMER else starts.year - 1)
    later = [
        year
        for year in years_of_results(reader)
        if year > baseline and results_day(year, policy) <= as_of
    ]
    return (baseline, later[-1]) if later else None


def _row(expectation: Expectation, judged: Judged, urn: str | None, name: str) -> dict[str, Any]:
    return {
        "urn": urn,
        "name": name,
        "expectation": expectation,
        "state": judged.meets,
        "evidence": judged.evidence,
        "signs": [{"words": sign.words, "weight": sign.weight} for sign in judged.signs],
    }


def _stage(reader: Reader, urn: str, as_of: date) -> EscalationStage | None:
    taken = steps_taken(reader, as_of, subject=urn).get(urn, [])
    steps = open_steps([Step(EscalationStage(each.stage), each.on_day) for each in taken])
    return steps[-1].stage if steps else None


def _advice(reader: Reader, policy: Policy, urn: str, as_of: date) -> AdviceAnswers:
    stands = [
        standing(given.clock, policy.advice, as_of, bank_holidays(policy))
        for given in advice_given(reader, as_of, subject=urn)
        if given.to is Answerer.SCHOOL
    ]
    return AdviceAnswers(
        answered=sum(each.answered_on is not None for each in stands),
        in_time=sum(each.in_time for each in stands),
        overdue=sum(
            each.state in (AdviceState.OVERDUE, AdviceState.NOT_ACCEPTED) for each in stands
        ),
    )


def _sessions(reader: Reader, policy: Policy, urn: str, as_of: date) -> FollowThrough:
    places = growing.session_places(reader, urn=urn)
    return follow_through(
        [growing.as_place(*pair) for pair in places], policy.practice.follow_up_days, as_of
    )


def _days(reader: Reader, policy: Policy, urn: str, as_of: date) -> DaysUsed:
    ledger = ledger_of(reader, policy, urn, as_of)
    stands = ledger.account(as_of)
    due = ledger.pace(policy, as_of)
    return DaysUsed(in_days(stands.used), in_days(due), in_days(stands.disputed))


def _impact(reader: Reader, urn: str, as_of: date) -> Rating | None:
    """The latest rating of the support's impact by a review up to a day."""
    held = [r for r in reader.having(Review, urn=urn) if r.held_on <= as_of and r.impact]
    return Rating(max(held, key=lambda review: review.held_on).impact) if held else None


def _growing(reader: Reader, policy: Policy, urn: str, as_of: date) -> Growing:
    held = {r.stage for r in reader.having(Review, urn=urn) if r.held_on <= as_of}
    later = [stage for stage in (Stage.MIDTERM, Stage.FINAL) if stage.value in held]
    stages = growing.talent_stages(reader, as_of, urn)
    first, now = growing.own_led_shares(reader, policy, urn, as_of)
    return Growing(
        rubric_change=growing.rubric_change(reader, urn, later),
        in_view=len(stages),
        moved_on=sum(has_moved_on(each) for each in stages),
        designations=sum(
            held.gained_on >= policy.terms[0].starts
            for held in growing.designations_held(reader, as_of, urn=urn)
        ),
        own_led_first=first,
        own_led_now=now,
    )
