"""The effect on schools given their results before: least squares with errors for few schools.

The sums are NumPy's; a test holds them against statsmodels, which would take longer to load
than everything else an evaluation does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from bleadchallenge.domain.evaluation.adjusted import Adjusted, Expected, Unit
from bleadchallenge.domain.evaluation.effects import Effect, verdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.uncertainty import Interval

Floats = NDArray[np.float64]
_UPPER = 0.975
_TWO = 2
_SAME = 1e-8
"""A column that adds no more than this to those before it says the same as they do."""
_WHOLE_LEVERAGE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """A weighted least squares fit: its coefficients, and what its errors are worked out from.

    ``rows`` is the design and ``left`` the residuals, both times the root of the weights;
    ``normal`` the inverse of the crossed rows.
    """

    found: Floats
    rows: Floats
    left: Floats
    normal: Floats

    @property
    def leverage(self) -> Floats:
        """How far each school decides its own fitted value, from 0 to 1."""
        return np.asarray(((self.rows @ self.normal) * self.rows).sum(axis=1))

    def pull(self, column: int) -> Floats:
        """How far each school's outcome moves one coefficient."""
        return np.asarray((self.rows @ self.normal)[:, column])

    def error(self, column: int) -> float:
        """The HC3 standard error of one coefficient."""
        each = self.pull(column) * self.left / (1 - self.leverage)
        return float(np.sqrt((each**2).sum()))


def least_squares(outcome: Floats, design: Floats, weights: Floats) -> LeastSquares:
    """Fit an outcome on a design whose columns are not each other's sums."""
    root = np.sqrt(weights)
    rows, after = design * root[:, None], outcome * root
    normal = np.asarray(np.linalg.inv(rows.T @ rows), float)
    found = normal @ (rows.T @ after)
    return LeastSquares(found, rows, after - rows @ found, normal)


def adjusted(units: Sequence[Unit], group_of: Mapping[str, str], rule: EvaluationRule) -> Adjusted:
    """The effect on each group of schools that ``group_of`` names; all others are outside.

    The design holds a column of ones, the results of each year before, the inputs and a
    column for each group; what does not vary is left out. Nothing is said, and there
    is no effect, where fewer schools are outside than the design has columns twice over.
    """
    labels = sorted({group_of[each.urn] for each in units if each.urn in group_of})
    table = _table(units)
    groups = np.array([[group_of.get(each.urn) == label for label in labels] for each in units])
    outside = len(units) - int(groups.sum())
    if not labels or outside < _TWO * (table.shape[1] + len(labels)):
        return Adjusted()
    design = np.column_stack([table, groups.astype(float)])
    after = np.array([each.after for each in units])
    fitted = least_squares(after, design, _weights(units))
    expected = table @ fitted.found[: table.shape[1]]
    effects = {
        label: _effect(fitted, table.shape[1] + place, after[groups[:, place]], outside, rule)
        for place, label in enumerate(labels)
    }
    care = _care(fitted, table, groups.astype(float).sum(axis=1))
    schools = {
        each.urn: Expected(each.urn, each.after, float(value), each.pupils, float(wide))
        for each, value, wide in zip(units, expected, care, strict=True)
    }
    return Adjusted(effects, schools)


def planned_error(
    units: Sequence[Unit], programme: Collection[str], earlier: Sequence[Unit]
) -> float | None:
    """The standard error to be expected of the effect, before its outcome is known, in points.

    The design is that of ``units``, whose outcome does not count; how far schools lie from what
    is expected is taken from ``earlier``, years in which nothing was done.
    """
    table = _table(units)
    treated = np.array([each.urn in programme for each in units], float)
    before = _table(earlier)
    if not treated.any() or len(earlier) <= before.shape[1] or len(units) <= table.shape[1] + 1:
        return None
    outcome = np.array([each.after for each in earlier])
    known = least_squares(outcome, before, _weights(earlier))
    design = least_squares(treated, np.column_stack([table, treated]), _weights(units))
    spread = known.left @ known.left / (len(earlier) - before.shape[1])
    return float(np.sqrt(spread * design.normal[-1, -1]))


def _care(fitted: LeastSquares, table: Floats, treated: Floats) -> Floats:
    """How much wider chance is for each school than its pupils alone make it.

    A residual of a school in the sum is narrower than chance by its leverage; what is expected
    of a treated school, which the others foretell, is wider by it.
    """
    rows = fitted.rows[:, : table.shape[1]]
    normal = fitted.normal[: table.shape[1], : table.shape[1]]
    leverage = ((rows @ normal) * rows).sum(axis=1)
    return np.asarray(np.sqrt(np.where(treated > 0, 1 + leverage, np.maximum(1 - leverage, 1e-9))))


def _table(units: Sequence[Unit]) -> Floats:
    """Ones, results before and inputs, each as its distance from the mean in spreads.

    What says the same as the columns before it is left out.
    """
    known = np.array([(*each.before, *each.inputs) for each in units], float)
    spread = known.std(axis=0)
    varies = spread > 0
    scaled = (known[:, varies] - known[:, varies].mean(axis=0)) / spread[varies]
    table = np.column_stack([np.ones(len(units)), scaled])
    own = np.abs(np.diag(np.linalg.qr(table, mode="r"))) > _SAME * np.sqrt(len(units))
    return table[:, : len(own)][:, own]


def _weights(units: Sequence[Unit]) -> Floats:
    """The pupils of each school; the same for all where one's are not known."""
    pupils = [each.pupils for each in units]
    return np.array([1.0 if None in pupils else each or 1.0 for each in pupils])


def _effect(
    fitted: LeastSquares, column: int, own: Floats, outside: int, rule: EvaluationRule
) -> Effect:
    """The effect in one column of the design, with its interval and how likely chance is."""
    points, after = float(fitted.found[column]), float(own.mean())
    interval, error, chance = None, None, None
    freedom = _freedom(fitted, column)
    if len(own) >= _TWO and freedom is not None:
        error = fitted.error(column)
        half = float(stdtrit(freedom, _UPPER)) * error
        interval = Interval(points - half, points + half)
        chance = float(2 * stdtr(freedom, -abs(points / error))) if error else None
    said = verdict(len(own), interval, rule)
    return Effect(
        len(own), outside, after, after - points, points, interval, said, error, freedom, chance
    )


def _freedom(fitted: LeastSquares, column: int) -> float | None:
    """Degrees of freedom of an HC3 variance when errors are alike (Bell and McCaffrey 2002).

    ``None`` where one school alone decides the effect. The variance is a quadratic form of
    the residuals; its freedom is the squared sum of the form's eigenvalues over the sum of
    their squares, worked out without a matrix of schools by schools.
    """
    leverage, pull = fitted.leverage, fitted.pull(column)
    if (leverage[np.abs(pull) > 0] > _WHOLE_LEVERAGE).any():
        return None
    weight = (pull / (1 - leverage)) ** 2
    crossed = fitted.normal @ (fitted.rows.T * weight) @ fitted.rows
    squares = (weight**2 * ((1 - leverage) ** 2 - leverage**2)).sum() + (crossed * crossed.T).sum()
    return float((weight * (1 - leverage)).sum() ** 2 / squares)
