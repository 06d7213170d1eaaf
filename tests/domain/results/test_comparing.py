"""Gaps: in points, in pupils, and what chance allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.comparison import (
    Benchmark,
    IntervalPosition,
    comparability,
    gap,
    gap_between,
    growth_in_words,
    mean,
    points_in_words,
    rank,
    weighted_mean,
)
from bleadchallenge.domain.results.uncertainty import Share, rate_of_increase


def test_ten_points_under_for_46_pupils_is_4_pupils() -> None:
    found = gap(54, 46, 64)
    assert (found.points, found.pupils) == (-10, -4)
    assert "4 pupils fewer" in found.words(Benchmark.NATIONAL)


@pytest.mark.parametrize(
    ("value", "pupils", "other", "standing"),
    [
        pytest.param(
            53, 30, 61, IntervalPosition.NOT_DIFFERENT, id="the interval holds the nation"
        ),
        pytest.param(40, 90, 61, IntervalPosition.BELOW, id="many pupils far under"),
        pytest.param(85, 90, 61, IntervalPosition.ABOVE, id="many pupils far over"),
        pytest.param(20, 10, 61, IntervalPosition.TOO_FEW, id="ten pupils say nothing"),
        pytest.param(None, 30, 61, None, id="not known"),
        pytest.param(53, None, 61, None, id="pupils not known"),
    ],
)
def test_the_interval_says_how_a_school_stands(
    value: float | None, pupils: int | None, other: float, standing: IntervalPosition | None
) -> None:
    assert gap(value, pupils, other).standing is standing


def test_two_groups_of_one_school_are_both_uncertain() -> None:
    assert gap(36, 36, 52).standing is IntervalPosition.NOT_DIFFERENT
    assert gap_between(Share(36, 36), Share(52, 54)).standing is IntervalPosition.NOT_DIFFERENT
    assert gap_between(Share(20, 60), Share(80, 60)).standing is IntervalPosition.BELOW
    assert gap_between(Share(20, 8), Share(80, 60)).standing is IntervalPosition.TOO_FEW


def test_a_gap_that_is_not_known_is_said_to_be_so() -> None:
    assert (
        gap(None, 30, 61).words(Benchmark.LA)
        == "the gap to the local authority's figure is not known"
    )


def test_one_point_is_a_point_and_none_is_no_difference() -> None:
    assert points_in_words(-1) == "-1 point"
    assert points_in_words(0) == "no difference"


def test_growth_within_chance_is_said_to_be_so() -> None:
    growth = rate_of_increase(Share(60, 30), Share(50, 30), Share(64), Share(61))
    assert "within what chance alone may do" in growth_in_words(growth, "201617", "201718")
    unknown = rate_of_increase(Share(None), Share(50, 30), Share(64), Share(61))
    assert growth_in_words(unknown, "201617", "201718").endswith("cannot be known")


def test_years_across_the_change_of_the_writing_framework_carry_a_note() -> None:
    assert comparability("201516", "201718")
    assert not comparability("201516", "201617")


def test_means() -> None:
    assert mean([60, 61, 61]) == 60.7
    assert mean([]) is None
    assert weighted_mean([(50, 30), (80, 10)]) == pytest.approx(57.5)
    assert weighted_mean([]) is None


@given(st.lists(st.integers(0, 100), min_size=3, max_size=30), st.integers(0, 100))
def test_a_better_figure_never_gives_a_worse_place(others: list[int], value: int) -> None:
    better, worse = rank(value + 1, others), rank(value, others)
    assert better is not None
    assert worse is not None
    assert better[0] <= worse[0]
    assert rank(None, others) is None
