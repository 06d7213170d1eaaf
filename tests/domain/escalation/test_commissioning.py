"""Alliances under review: grounds, fairness, the right of reply."""

from dataclasses import replace

import pytest

from bleadchallenge.domain.choices import CommissioningDecision, Rating
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.commissioning import (
    CommissioningCase,
    beside_others,
    grounds,
    require_reply,
)
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.policy import CommissioningRule

RULE = CommissioningRule(
    comparable_schools=3, reply_working_days=10, days_share=0.75, off_track_share=0.5
)
GOOD = CommissioningCase(schools=4, used=8, expected=8, ratings=(Rating.GOOD,))


@pytest.mark.parametrize(
    ("case", "says"),
    [
        pytest.param(replace(GOOD, used=5), "5 days given of 8", id="behind the pace"),
        pytest.param(replace(GOOD, switches=2), "2 schools were switched", id="switches"),
        pytest.param(
            replace(GOOD, support_kpis={Status.OFF_TRACK: 1, Status.ON_TRACK: 1}),
            "1 of 2 support KPIs",
            id="half off track",
        ),
        pytest.param(replace(GOOD, ratings=(Rating.LIMITED,)), "limited or none", id="ratings"),
        pytest.param(replace(GOOD, disputed=0.5), "schools dispute 0.5 days", id="disputes"),
        pytest.param(replace(GOOD, overdue=1, refused=1), "1 overdue, 1 not", id="advice"),
    ],
)
def test_p35_each_ground_is_said_in_words(case: CommissioningCase, says: str) -> None:
    assert [says in ground for ground in grounds(case, RULE)] == [True]


def test_p35_nothing_asks_for_a_review_of_one_that_delivers() -> None:
    assert grounds(GOOD, RULE) == []
    assert grounds(replace(GOOD, used=6), RULE) == []
    assert grounds(CommissioningCase(schools=0), RULE) == []


def test_p35_too_few_schools_or_alliances_are_not_held_beside() -> None:
    assert "too few schools" in beside_others(replace(GOOD, schools=2), [GOOD, GOOD], RULE)
    assert "too few other" in beside_others(GOOD, [GOOD, replace(GOOD, schools=2)], RULE)


def test_p35_beside_others_stands_the_middle_and_no_rank() -> None:
    said = beside_others(replace(GOOD, used=6), [GOOD, replace(GOOD, used=4)], RULE)
    assert said.startswith("days given of those expected: 75%")
    assert "middle of 2 other alliances: 75%" in said


@pytest.mark.parametrize("outcome", [CommissioningDecision.CONDITIONS, CommissioningDecision.NOT])
def test_p35_nobody_is_judged_unheard(outcome: CommissioningDecision) -> None:
    with pytest.raises(DataError):
        require_reply(outcome, "", "An Alliance", "TSA1")
    require_reply(outcome, "We disagree", "An Alliance", "TSA1")


def test_p35_to_be_recommissioned_needs_no_reply() -> None:
    require_reply(CommissioningDecision.RECOMMISSION, "", "An Alliance", "TSA1")
