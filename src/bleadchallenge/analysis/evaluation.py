"""The effect of a programme over schools matched with replacement, and its interval."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from bleadchallenge.domain.evaluation.effects import Effect, MatchedDifference, verdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.uncertainty import Interval

Floats = NDArray[np.float64]
_UPPER = 0.975
_TWO = 2


def effect(schools: Sequence[MatchedDifference], rule: EvaluationRule) -> Effect:
    """The mean difference of some schools beside their matched sets, with its 95 % interval.

    The variance is that of the differences over the schools plus what schools
    used in several matched sets add: each adds (K² - K') times the variance of
    changes outside the programme, K the sum of its weights, K' the sum of
    their squares (Abadie and Imbens, Econometrica 74, 2006, section 4). Student's t has as
    many degrees of freedom as schools, less one. Of one school there is no interval.
    """
    controls = {change.urn for each in schools for change in each.matched}
    if not schools:
        return Effect(0, 0)
    differences = np.array([each.difference for each in schools])
    points = float(differences.mean())
    interval = _interval(schools, differences) if len(schools) >= _TWO else None
    return Effect(
        len(schools),
        len(controls),
        float(np.mean([each.own.points for each in schools])),
        float(np.mean([each.expected for each in schools])),
        points,
        interval,
        verdict(len(schools), interval, rule),
    )


def _interval(schools: Sequence[MatchedDifference], differences: Floats) -> Interval:
    count = len(schools)
    variance = differences.var(ddof=1) / count + _reuse(schools) / count**2
    half = float(stdtrit(count - 1, _UPPER)) * float(np.sqrt(variance))
    middle = float(differences.mean())
    return Interval(middle - half, middle + half)


def _reuse(schools: Sequence[MatchedDifference]) -> float:
    """What schools that stand in several matched sets add to the variance of the sum."""
    sums: dict[str, float] = {}
    squares: dict[str, float] = {}
    for each in schools:
        weight = 1 / len(each.matched)
        for change in each.matched:
            sums[change.urn] = sums.get(change.urn, 0.0) + weight
            squares[change.urn] = squares.get(change.urn, 0.0) + weight**2
    return _spread(schools) * sum(sums[urn] ** 2 - squares[urn] for urn in sums)


def _spread(schools: Sequence[MatchedDifference]) -> float:
    """The variance of changes among schools that are alike: within matched sets, pooled."""
    within = freedom = 0.0
    for each in schools:
        changes = np.array([change.points for change in each.matched])
        within += float(((changes - changes.mean()) ** 2).sum())
        freedom += len(changes) - 1
    return within / freedom if freedom else 0.0
