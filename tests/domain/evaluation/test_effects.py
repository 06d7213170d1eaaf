"""Matched sets, verdicts, the placebo of one school, the cost of a point, panels."""

import pytest

from bleadchallenge.domain.evaluation.costs import NO_POINT, per_point, pupils_gained, spending
from bleadchallenge.domain.evaluation.effects import (
    Change,
    Effect,
    EffectVerdict,
    MatchedDifference,
    chance_of,
    matched_on_results,
    matched_set,
    one_school,
    parallel,
    verdict,
)
from bleadchallenge.domain.evaluation.panel import PanelRow, is_anonymous, least_similar
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.uncertainty import Interval

RULE = EvaluationRule(matched=2, matched_at_least=2, furthest=1.0, placebos_at_least=19)
NEAR = [("a", 0.1), ("p", 0.2), ("b", 0.3), ("c", 0.4), ("d", 1.5)]


def test_a_matched_set_is_the_nearest_outside_that_are_known() -> None:
    assert matched_set(NEAR, {"a", "b", "c", "d"}, {"a", "c", "d", "p"}, RULE) == ("a", "c")


def test_schools_too_far_away_do_not_make_up_a_matched_set() -> None:
    assert matched_set(NEAR, {"a", "d"}, {"a", "d"}, RULE) == ()


def test_matching_on_results_takes_those_that_stood_alike_before() -> None:
    changes = {urn: Change(urn, before, 60) for urn, before in (("a", 50), ("b", 41), ("c", 39))}
    assert matched_on_results(["a", "b", "c"], changes, Change("p", 40, 60), RULE) == ("b", "c")


@pytest.mark.parametrize(
    ("schools", "interval", "expected"),
    [
        (0, None, EffectVerdict.CANNOT_BE_KNOWN),
        (4, Interval(1, 2), EffectVerdict.TOO_FEW),
        (5, Interval(-1, 2), EffectVerdict.IN_LINE),
        (5, Interval(0, 2), EffectVerdict.IN_LINE),
        (5, Interval(0.1, 2), EffectVerdict.AHEAD),
        (5, Interval(-2, -0.1), EffectVerdict.BEHIND),
    ],
)
def test_what_an_interval_says(
    schools: int, interval: Interval | None, expected: EffectVerdict
) -> None:
    assert verdict(schools, interval, RULE) is expected


def school(difference: float, pupils: int | None = 30) -> MatchedDifference:
    return MatchedDifference(Change("p", 50, 50 + difference, pupils), (Change("a", 50, 50),))


def test_one_school_must_stand_out_among_those_outside() -> None:
    others = [float(n) for n in range(-10, 11)]
    assert chance_of(10.5, others) == 1 / 22
    assert one_school(school(10.5), others, RULE) is EffectVerdict.AHEAD
    assert one_school(school(-10.5), others, RULE) is EffectVerdict.BEHIND
    assert one_school(school(9.5), others, RULE) is EffectVerdict.IN_LINE
    assert one_school(school(50), others[:18], RULE) is EffectVerdict.TOO_FEW
    assert one_school(school(50, 10), others, RULE) is EffectVerdict.TOO_FEW_PUPILS


def test_groups_ran_side_by_side_only_where_a_year_can_tell() -> None:
    in_line, ahead = (
        Effect(9, 9, verdict=EffectVerdict.IN_LINE),
        Effect(9, 9, verdict=EffectVerdict.AHEAD),
    )
    few = Effect(2, 9, verdict=EffectVerdict.TOO_FEW)
    assert parallel([]) is None
    assert parallel([few]) is None
    assert parallel([in_line, few]) is True
    assert parallel([in_line, ahead]) is False


def test_a_point_costs_what_a_school_cost_over_the_points_gained() -> None:
    whole = spending(200, 90, EvaluationRule(day_rate=400, review_day_rate=300))
    assert whole.pounds == 200 * 400 + 90 * 300
    effect = Effect(10, 30, 9, 4, 5.0, Interval(2, 8), EffectVerdict.AHEAD)
    found = per_point(whole, effect)
    assert found.days == 200 / 10 / 5
    assert found.pounds == pytest.approx(107_000 / 10 / 5)
    assert (found.lowest, found.highest) == pytest.approx((10_700 / 8, 10_700 / 2))


def test_no_cost_is_given_for_a_point_that_chance_may_have_made() -> None:
    effect = Effect(10, 30, 9, 4, 5.0, Interval(-1, 11), EffectVerdict.IN_LINE)
    found = per_point(spending(200, 0, RULE), effect)
    assert (found.pounds, found.why) == (None, NO_POINT)


def test_pupils_gained_add_up_over_schools() -> None:
    assert pupils_gained([school(10, 30), school(-5, 20), school(50, None)]) == pytest.approx(2.0)
    assert pupils_gained([school(5, None)]) is None


def test_a_panel_says_the_same_of_a_whole_group_and_keeps_the_mean() -> None:
    lines = [
        PanelRow(c, "programme", {"x": x, "y": None})
        for c, x in zip("dbca", (1, 2, 3, 6), strict=True)
    ]
    made = is_anonymous(lines, [0, 0, 1, 1])
    assert [line.code for line in made] == list("abcd")
    assert least_similar(made) == 2
    assert sum(line.figures["x"] or 0 for line in made) == 12
    assert all(line.figures["y"] is None for line in made)
