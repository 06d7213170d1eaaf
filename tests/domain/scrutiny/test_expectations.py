"""How the four expectations are read from what is on record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import EscalationStage, Rating
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.leadership.joint_practice import FollowThrough
from bleadchallenge.domain.policy import ExpectationRule
from bleadchallenge.domain.results.uncertainty import GrowthVerdict
from bleadchallenge.domain.scrutiny.expectations import (
    AdviceAnswers,
    DaysUsed,
    Expectation,
    ExpectationStatus,
    LeadershipEvidence,
    ResultsGrowth,
    SchoolEvidence,
    judge,
    whole,
)

RULE = ExpectationRule(
    attendance_share=0.75, days_share=0.75, off_track_share=0.5, whole_not_met_share=0.25
)
BEGUN = SchoolEvidence(begun=True, signed=True)


def stands(expectation: Expectation, evidence: SchoolEvidence) -> ExpectationStatus:
    return judge(expectation, evidence, RULE).meets


@pytest.mark.parametrize("expectation", Expectation)
def test_p33_before_the_programme_begins_it_is_too_early(expectation: Expectation) -> None:
    assert stands(expectation, replace(BEGUN, begun=False)) is ExpectationStatus.TOO_EARLY


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(BEGUN, ExpectationStatus.MET, id="signed and nothing against it"),
        pytest.param(replace(BEGUN, signed=False), ExpectationStatus.AT_RISK, id="unsigned in T1"),
        pytest.param(
            replace(BEGUN, signed=False, first_term_over=True),
            ExpectationStatus.NOT_MET,
            id="unsigned later",
        ),
        pytest.param(
            replace(BEGUN, advice=AdviceAnswers(overdue=1)),
            ExpectationStatus.AT_RISK,
            id="an answer overdue",
        ),
        pytest.param(
            replace(BEGUN, stage=EscalationStage.CHALLENGED),
            ExpectationStatus.AT_RISK,
            id="challenged",
        ),
        pytest.param(
            replace(BEGUN, stage=EscalationStage.FORMAL_REVIEW),
            ExpectationStatus.NOT_MET,
            id="under review",
        ),
        pytest.param(
            replace(BEGUN, sessions=FollowThrough(4, 3, 3, 0, 0)),
            ExpectationStatus.MET,
            id="three of four",
        ),
        pytest.param(
            replace(BEGUN, sessions=FollowThrough(4, 2, 2, 0, 0)),
            ExpectationStatus.AT_RISK,
            id="two of four",
        ),
        pytest.param(
            replace(BEGUN, sessions=FollowThrough(4, 4, 3, 1, 0)),
            ExpectationStatus.AT_RISK,
            id="a follow-up overdue",
        ),
        pytest.param(
            replace(BEGUN, days=DaysUsed(used=3, expected=4)),
            ExpectationStatus.MET,
            id="days on pace",
        ),
        pytest.param(
            replace(BEGUN, days=DaysUsed(used=2, expected=4)),
            ExpectationStatus.AT_RISK,
            id="days behind",
        ),
    ],
)
def test_p33_full_engagement(evidence: SchoolEvidence, expected: ExpectationStatus) -> None:
    assert stands(Expectation.ENGAGEMENT, evidence) is expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(BEGUN, ExpectationStatus.TOO_EARLY, id="nothing read yet"),
        pytest.param(
            replace(BEGUN, support_kpis={Status.NOT_YET_DUE: 3}),
            ExpectationStatus.TOO_EARLY,
            id="not yet due",
        ),
        pytest.param(
            replace(BEGUN, support_kpis={Status.ON_TRACK: 3}), ExpectationStatus.MET, id="on track"
        ),
        pytest.param(
            replace(BEGUN, support_kpis={Status.ON_TRACK: 1, Status.OFF_TRACK: 1}),
            ExpectationStatus.AT_RISK,
            id="half off track",
        ),
        pytest.param(
            replace(BEGUN, support_kpis={Status.ON_TRACK: 1, Status.OFF_TRACK: 2}),
            ExpectationStatus.NOT_MET,
            id="more than half off track",
        ),
        pytest.param(
            replace(BEGUN, support_kpis={Status.ON_TRACK: 2, Status.NO_READING: 1}),
            ExpectationStatus.AT_RISK,
            id="nothing is met for want of news",
        ),
        pytest.param(
            replace(BEGUN, support_kpis={Status.RECOVERABLE: 2, Status.ON_TRACK: 1}),
            ExpectationStatus.AT_RISK,
            id="mostly short of the path",
        ),
        pytest.param(replace(BEGUN, impact=Rating.GOOD), ExpectationStatus.MET, id="rated good"),
        pytest.param(
            replace(BEGUN, impact=Rating.LIMITED), ExpectationStatus.AT_RISK, id="rated limited"
        ),
        pytest.param(
            replace(BEGUN, impact=Rating.NONE), ExpectationStatus.NOT_MET, id="rated none"
        ),
        pytest.param(
            replace(BEGUN, impact=Rating.GOOD, days=DaysUsed(disputed=0.5)),
            ExpectationStatus.AT_RISK,
            id="a day disputed",
        ),
    ],
)
def test_p33_support_with_demonstrable_impact(
    evidence: SchoolEvidence, expected: ExpectationStatus
) -> None:
    assert stands(Expectation.IMPACT, evidence) is expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(BEGUN, ExpectationStatus.TOO_EARLY, id="before the mid-term"),
        pytest.param(
            replace(BEGUN, midterm_held=True), ExpectationStatus.AT_RISK, id="nothing at mid-term"
        ),
        pytest.param(
            replace(BEGUN, midterm_held=True, final_held=True),
            ExpectationStatus.NOT_MET,
            id="nothing at final",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(rubric_change=0.5)),
            ExpectationStatus.MET,
            id="the rubric rose",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(rubric_change=-0.5, designations=1)),
            ExpectationStatus.NOT_MET,
            id="the rubric fell",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(in_view=3)),
            ExpectationStatus.TOO_EARLY,
            id="nobody moved on yet",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(in_view=3, moved_on=1)),
            ExpectationStatus.MET,
            id="one moved on",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(own_led_first=0.2, own_led_now=0.6)),
            ExpectationStatus.MET,
            id="own staff lead more",
        ),
        pytest.param(
            replace(BEGUN, capacity=LeadershipEvidence(own_led_first=0.6, own_led_now=0.2)),
            ExpectationStatus.AT_RISK,
            id="own staff lead less",
        ),
    ],
)
def test_p33_leadership_capacity(evidence: SchoolEvidence, expected: ExpectationStatus) -> None:
    assert stands(Expectation.CAPACITY, evidence) is expected


@pytest.mark.parametrize(
    ("verdict", "points", "expected"),
    [
        pytest.param(GrowthVerdict.AHEAD, 20, ExpectationStatus.MET, id="ahead"),
        pytest.param(GrowthVerdict.BEHIND, -20, ExpectationStatus.NOT_MET, id="behind"),
        pytest.param(
            GrowthVerdict.IN_LINE,
            3,
            ExpectationStatus.TOO_EARLY,
            id="a rise within chance shows nothing",
        ),
        pytest.param(
            GrowthVerdict.IN_LINE,
            -3,
            ExpectationStatus.AT_RISK,
            id="a shortfall within chance is a doubt",
        ),
        pytest.param(GrowthVerdict.TOO_FEW, -30, ExpectationStatus.TOO_EARLY, id="too few pupils"),
        pytest.param(
            GrowthVerdict.CANNOT_BE_KNOWN, None, ExpectationStatus.TOO_EARLY, id="not known"
        ),
    ],
)
def test_p33_performance(
    verdict: GrowthVerdict, points: float | None, expected: ExpectationStatus
) -> None:
    evidence = replace(BEGUN, growth=ResultsGrowth(verdict, points, "RWM"))
    assert stands(Expectation.PERFORMANCE, evidence) is expected


def test_p33_the_gravest_evidence_comes_first() -> None:
    evidence = replace(BEGUN, advice=AdviceAnswers(answered=2, in_time=1, overdue=1))
    found = judge(Expectation.ENGAGEMENT, evidence, RULE).evidence
    assert found == [
        "1 answer to advice overdue",
        "head and chair have signed",
        "1 of 2 answers to advice in time",
    ]


@pytest.mark.parametrize(
    ("schools", "expected"),
    [
        pytest.param([], ExpectationStatus.TOO_EARLY, id="no schools"),
        pytest.param([ExpectationStatus.MET] * 4, ExpectationStatus.MET, id="all met"),
        pytest.param(
            [ExpectationStatus.MET] * 3 + [ExpectationStatus.TOO_EARLY],
            ExpectationStatus.TOO_EARLY,
            id="one too early",
        ),
        pytest.param(
            [ExpectationStatus.MET] * 3 + [ExpectationStatus.AT_RISK],
            ExpectationStatus.AT_RISK,
            id="one at risk",
        ),
        pytest.param(
            [ExpectationStatus.MET] * 4 + [ExpectationStatus.NOT_MET],
            ExpectationStatus.AT_RISK,
            id="one of five not met",
        ),
        pytest.param(
            [ExpectationStatus.MET] * 3 + [ExpectationStatus.NOT_MET],
            ExpectationStatus.NOT_MET,
            id="one of four not met",
        ),
    ],
)
def test_p33_the_whole_meets_what_every_school_meets(
    schools: list[ExpectationStatus], expected: ExpectationStatus
) -> None:
    assert whole(schools, RULE, {}).meets is expected


@given(
    st.dictionaries(st.sampled_from(list(Status)), st.integers(0, 5)),
    st.sampled_from([None, *Rating]),
)
def test_p33_a_better_reading_never_makes_it_worse(
    counts: dict[Status, int], impact: Rating | None
) -> None:
    order = [
        ExpectationStatus.NOT_MET,
        ExpectationStatus.AT_RISK,
        ExpectationStatus.TOO_EARLY,
        ExpectationStatus.MET,
    ]
    before = replace(BEGUN, support_kpis=counts, impact=impact)
    better = {**counts, Status.ON_TRACK: counts.get(Status.ON_TRACK, 0) + 1}
    after = replace(before, support_kpis=better)
    worse = order.index(stands(Expectation.IMPACT, before))
    assert order.index(stands(Expectation.IMPACT, after)) >= worse


def test_p33_a_school_that_left_stays_in_the_number_and_keeps_the_whole_from_being_met() -> None:
    found = whole([ExpectationStatus.MET] * 19, RULE, {"withdrew": 1, "paused": 0})
    assert found.meets is ExpectationStatus.AT_RISK
    assert found.evidence == ["of 20 schools: 19 met, 1 withdrew"]
