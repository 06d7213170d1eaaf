"""The effect over matched schools: by hand, by regression, and beside scipy's own interval."""

import numpy as np
import pytest
from scipy import stats

from bleadchallenge.analysis.evaluation import effect
from bleadchallenge.domain.evaluation.effects import Change, EffectVerdict, MatchedDifference
from bleadchallenge.domain.policy_evaluation import EvaluationRule

RULE = EvaluationRule(schools_at_least=2)


def beside(own: tuple[float, float], *matched: tuple[str, float, float]) -> MatchedDifference:
    return MatchedDifference(
        Change("own", *own, pupils=30), tuple(Change(urn, b, a, 30) for urn, b, a in matched)
    )


DISJOINT = [
    beside((40, 55), ("a", 50, 54), ("b", 60, 62)),
    beside((50, 58), ("c", 55, 60), ("d", 45, 48)),
    beside((30, 50), ("e", 40, 41), ("f", 44, 49)),
]
SHARED = [
    beside((40, 55), ("a", 50, 54), ("b", 60, 62)),
    beside((50, 58), ("a", 50, 54), ("c", 55, 60)),
    beside((30, 50), ("a", 50, 54), ("b", 60, 62)),
]


def test_by_hand() -> None:
    found = effect(DISJOINT, RULE)
    assert found.points == pytest.approx(((15 - 3) + (8 - 4) + (20 - 3)) / 3)
    assert (found.own, found.expected) == pytest.approx((43 / 3, 10 / 3))
    assert (found.schools, found.matched) == (3, 6)


def test_schools_used_once_give_the_interval_of_a_paired_t_test() -> None:
    found = effect(DISJOINT, RULE)
    assert found.interval is not None
    expected = stats.ttest_1samp([12, 4, 17], 0).confidence_interval(0.95)
    assert (found.interval.lower, found.interval.upper) == pytest.approx(tuple(expected))


def test_schools_used_again_widen_the_interval_as_by_hand() -> None:
    found = effect(SHARED, RULE)
    assert found.interval is not None
    differences = np.array([12, 8 - 4.5, 17])
    sums = {"a": 1.5, "b": 1.0, "c": 0.5}
    squares = {"a": 0.75, "b": 0.5, "c": 0.25}
    within = (2 * 1**2 + 2 * 0.5**2 + 2 * 1**2) / 3
    reuse = within * sum(sums[u] ** 2 - squares[u] for u in sums)
    error = np.sqrt(differences.var(ddof=1) / 3 + reuse / 9)
    low, high = stats.t.interval(0.95, 2, loc=differences.mean(), scale=error)
    assert (found.interval.lower, found.interval.upper) == pytest.approx((low, high))
    alone = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    assert found.interval.upper > alone.high


@pytest.mark.parametrize("schools", [DISJOINT, SHARED], ids=["each once", "some again"])
def test_it_is_the_coefficient_of_a_weighted_regression(schools: list[MatchedDifference]) -> None:
    rows = []
    for each in schools:
        rows += [(1, 0, each.own.before, 1), (1, 1, each.own.after, 1)]
        for other in each.matched:
            weight = 1 / len(each.matched)
            rows += [(0, 0, other.before, weight), (0, 1, other.after, weight)]
    treated, after, value, weight = np.array(rows, float).T
    design = np.column_stack([np.ones_like(value), treated, after, treated * after])
    root = np.sqrt(weight)
    found, *_ = np.linalg.lstsq(design * root[:, None], value * root, rcond=None)
    assert effect(schools, RULE).points == pytest.approx(found[3])


def test_one_school_has_no_interval_and_none_is_not_known() -> None:
    one = effect(DISJOINT[:1], RULE)
    assert (one.points, one.interval, one.verdict) == (12, None, EffectVerdict.TOO_FEW)
    assert effect([], RULE).verdict is EffectVerdict.CANNOT_BE_KNOWN
