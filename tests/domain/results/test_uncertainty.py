import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from bleadchallenge.domain.results.uncertainty import (
    GrowthVerdict,
    Interval,
    Share,
    difference_interval,
    percentage_interval,
    rate_of_increase,
    whole_pupils,
    wilson,
)

PUPILS = st.integers(1, 400)
PERCENT = st.integers(0, 100).map(float)
GROUPS = PUPILS.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_53_percent_of_30_pupils_is_36_to_70() -> None:
    found = percentage_interval(53, 30)
    assert found is not None
    assert (round(found.lower), round(found.upper)) == (36, 70)


@given(GROUPS)
def test_wilson_agrees_with_scipy(group: tuple[int, int]) -> None:
    reached, pupils = group
    mine = wilson(reached, pupils)
    theirs = binomtest(reached, pupils).proportion_ci(method="wilson")
    assert mine is not None
    assert mine.lower == pytest.approx(100 * theirs.low, abs=1e-9)
    assert mine.upper == pytest.approx(100 * theirs.high, abs=1e-9)


@given(GROUPS)
def test_a_proportion_lies_in_its_interval(group: tuple[int, int]) -> None:
    reached, pupils = group
    found = wilson(reached, pupils)
    assert found is not None
    assert 0 <= found.lower <= 100 * reached / pupils <= found.upper <= 100


@given(GROUPS)
def test_twice_the_pupils_at_the_same_share_say_more(group: tuple[int, int]) -> None:
    reached, pupils = group
    few, many = wilson(reached, pupils), wilson(2 * reached, 2 * pupils)
    assert few is not None
    assert many is not None
    assert many.upper - many.lower < few.upper - few.lower


@pytest.mark.parametrize(
    ("percentage", "pupils", "expected"),
    [(53, 30, 16), (50, 5, 3), (0, 30, 0), (100, 30, 30), (0.5, 100, 1), (61, 604552, 368777)],
)
def test_a_percentage_stands_for_whole_pupils(
    percentage: float, pupils: int, expected: int
) -> None:
    assert whole_pupils(percentage, pupils) == expected


@pytest.mark.parametrize(("percentage", "pupils"), [(None, 30), (53, None), (53, 0)])
def test_nothing_known_gives_no_interval(percentage: float | None, pupils: int | None) -> None:
    assert percentage_interval(percentage, pupils) is None
    assert wilson(0, 0) is None
    assert difference_interval(1, 2, 0, 0) is None


@pytest.mark.parametrize(
    ("now", "before", "lower", "upper"),
    [
        pytest.param((56, 70), (48, 80), 5.24, 33.39, id="56/70 less 48/80"),
        pytest.param((9, 10), (3, 10), 17.05, 80.90, id="9/10 less 3/10"),
        pytest.param((10, 10), (0, 20), 67.91, 100.0, id="all less none"),
        pytest.param((0, 10), (0, 20), -16.11, 27.75, id="none less none"),
    ],
)
def test_differences_of_newcombes_paper(
    now: tuple[int, int], before: tuple[int, int], lower: float, upper: float
) -> None:
    """The contrasts of table II, method 10, of the paper of 1998."""
    found = difference_interval(*now, *before)
    assert found is not None
    assert found.lower == pytest.approx(lower, abs=0.006)
    assert found.upper == pytest.approx(upper, abs=0.006)


@given(GROUPS, GROUPS)
def test_the_difference_the_other_way_round_is_its_mirror(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    forth, back = difference_interval(*one, *other), difference_interval(*other, *one)
    assert forth is not None
    assert back is not None
    assert forth.lower == pytest.approx(-back.upper, abs=1e-9)
    assert -100.000001 <= forth.lower <= forth.upper <= 100.000001


def test_p8_growth_is_the_schools_change_less_the_national_change() -> None:
    growth = rate_of_increase(Share(63, 60), Share(53, 58), Share(64, 624151), Share(61, 604552))
    assert (growth.school, growth.national, growth.points) == (10, 3, 7)
    assert growth.pupils == 4
    assert growth.verdict is GrowthVerdict.IN_LINE
    assert growth.within_chance is True


def test_p8_a_great_rise_of_a_great_many_pupils_is_ahead() -> None:
    growth = rate_of_increase(Share(80, 90), Share(45, 88), Share(64), Share(61))
    assert growth.verdict is GrowthVerdict.AHEAD
    assert growth.within_chance is False


def test_a_great_fall_is_behind() -> None:
    growth = rate_of_increase(Share(45, 90), Share(80, 88), Share(64), Share(61))
    assert growth.verdict is GrowthVerdict.BEHIND
    assert growth.pupils == -34


@pytest.mark.parametrize(("now", "before"), [(10, 30), (30, 10), (4, 4)])
def test_fewer_than_eleven_pupils_in_either_year_are_too_few(now: int, before: int) -> None:
    growth = rate_of_increase(Share(100, now), Share(0, before), Share(64), Share(61))
    assert growth.verdict is GrowthVerdict.TOO_FEW
    assert growth.points == 97


@pytest.mark.parametrize(
    ("shares", "points"),
    [
        pytest.param((Share(None, 30), Share(53, 30), Share(64), Share(61)), None, id="school now"),
        pytest.param((Share(63, 30), Share(53, 30), Share(64), Share(None)), None, id="national"),
        pytest.param((Share(63), Share(53, 30), Share(64), Share(61)), 7, id="number of pupils"),
    ],
)
def test_what_is_not_known_cannot_be_judged(
    shares: tuple[Share, Share, Share, Share], points: float | None
) -> None:
    growth = rate_of_increase(*shares)
    assert growth.points == points
    assert growth.interval is None
    assert growth.within_chance is None
    assert growth.verdict is GrowthVerdict.CANNOT_BE_KNOWN


@given(GROUPS, GROUPS)
def test_beside_an_unmoved_nation_growth_is_newcombes_difference(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    assume(now[1] <= 200 and before[1] <= 200)
    shares = [Share(100 * reached / pupils, pupils) for reached, pupils in (now, before)]
    growth = rate_of_increase(*shares, Share(64), Share(64))
    plain = difference_interval(*now, *before)
    assert growth.interval is not None
    assert plain is not None
    assert growth.interval.lower == pytest.approx(plain.lower, abs=1e-6)
    assert growth.interval.upper == pytest.approx(plain.upper, abs=1e-6)


@given(PERCENT, PERCENT, PERCENT, PERCENT, PUPILS, PUPILS)
def test_a_better_result_never_gives_a_worse_verdict(
    result: float, other: float, before: float, nation: float, pupils: int, earlier: int
) -> None:
    rank = {
        GrowthVerdict.BEHIND: 0,
        GrowthVerdict.IN_LINE: 1,
        GrowthVerdict.AHEAD: 2,
        GrowthVerdict.TOO_FEW: 1,
    }
    low, high = (
        rate_of_increase(Share(each, pupils), Share(before, earlier), Share(nation), Share(61))
        for each in sorted((result, other))
    )
    assert rank[low.verdict] <= rank[high.verdict]


def test_the_interval_of_growth_holds_the_truth_about_19_times_in_20() -> None:
    chance = np.random.default_rng(2018)
    truth, nation, pupils = (0.53, 0.60), (0.61, 0.64), (28, 31)
    drawn = [chance.binomial(n, p, 2000) for n, p in zip(pupils, truth, strict=True)]
    hits = 0
    for before, now in zip(*drawn, strict=True):
        growth = rate_of_increase(
            Share(100 * now / pupils[1], pupils[1]),
            Share(100 * before / pupils[0], pupils[0]),
            Share(100 * nation[1]),
            Share(100 * nation[0]),
        )
        assert growth.interval is not None
        hits += growth.interval.holds(100 * (truth[1] - truth[0] - nation[1] + nation[0]))
    assert 0.94 < hits / 2000 < 0.97


def test_an_interval_holds_its_limits() -> None:
    assert Interval(-1, 1).holds(1)
    assert not Interval(-1, 1).holds(math.nextafter(1, 2))
