"""Matched sets, verdicts, the placebo of one school, the cost of a point, panels."""

from dataclasses import replace

import pytest

from bleadchallenge.domain.evaluation.adjusted import Expected
from bleadchallenge.domain.evaluation.costs import NO_POINT, per_point, pupils_gained, spending
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict, matched_set, verdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.uncertainty import Interval

RULE = EvaluationRule(matched=2, matched_at_least=2, furthest=1.0, placebos_at_least=19)
NEAR = [("a", 0.1), ("p", 0.2), ("b", 0.3), ("c", 0.4), ("d", 1.5)]


def test_a_matched_set_is_the_nearest_outside_that_are_known() -> None:
    assert matched_set(NEAR, {"a", "b", "c", "d"}, {"a", "c", "d", "p"}, RULE) == ("a", "c")


def test_schools_too_far_away_do_not_make_up_a_matched_set() -> None:
    assert matched_set(NEAR, {"a", "d"}, {"a", "d"}, RULE) == ()


@pytest.mark.parametrize(
    ("schools", "interval", "expected"),
    [
        (0, None, EffectVerdict.CANNOT_BE_KNOWN),
        (4, Interval(1, 2), EffectVerdict.TOO_FEW),
        (5, Interval(-1, 2), EffectVerdict.CHANCE),
        (5, Interval(0, 2), EffectVerdict.CHANCE),
        (5, Interval(0.1, 2), EffectVerdict.AHEAD),
        (5, Interval(-2, -0.1), EffectVerdict.BEHIND),
    ],
)
def test_what_an_interval_says(
    schools: int, interval: Interval | None, expected: EffectVerdict
) -> None:
    assert verdict(schools, interval, RULE) is expected


def test_a_point_costs_what_a_school_cost_over_the_points_gained() -> None:
    whole = spending(200, 90, EvaluationRule(day_rate=400, review_day_rate=300))
    assert whole.pounds == 200 * 400 + 90 * 300
    effect = Effect(10, 30, 9, 4, 5.0, Interval(2, 8), EffectVerdict.AHEAD)
    found = per_point(whole, effect)
    assert found.days == 200 / 10 / 5
    assert found.pounds == pytest.approx(107_000 / 10 / 5)
    assert (found.lowest, found.highest) == pytest.approx((10_700 / 8, 10_700 / 2))


def test_no_cost_is_given_for_a_point_that_chance_may_have_made() -> None:
    effect = Effect(10, 30, 9, 4, 5.0, Interval(-1, 11), EffectVerdict.CHANCE)
    found = per_point(spending(200, 0, RULE), effect)
    assert (found.pounds, found.why) == (None, NO_POINT)


AHEAD = Effect(2, 9, 60, 50, 10.0, Interval(2, 18), EffectVerdict.AHEAD)


def school(difference: float, pupils: int | None = 30) -> Expected:
    return Expected("p", 50 + difference, 50, pupils)


def test_pupils_gained_add_up_over_schools() -> None:
    three = [school(10, 30), school(-5, 20), school(50, None)]
    assert pupils_gained(three, AHEAD) == pytest.approx(2.0)
    assert pupils_gained([school(5, None)], AHEAD) is None


@pytest.mark.parametrize(
    "verdict", [EffectVerdict.CHANCE, EffectVerdict.PLACEBO_FAILS, EffectVerdict.AHEAD_AS_PLACEBO]
)
def test_no_pupils_are_gained_by_an_effect_that_does_not_stand(verdict: EffectVerdict) -> None:
    assert pupils_gained([school(10)], replace(AHEAD, verdict=verdict)) is None
    assert per_point(spending(200, 0, RULE), replace(AHEAD, verdict=verdict)).pounds is None
