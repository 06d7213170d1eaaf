"""Families of schools over arrays: the nearest by several inputs, or along one line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
_SAME = 1e-9
"""Distances no further apart than this are a tie, which the order of the rows breaks."""
_SPARE = 6


@dataclass(frozen=True, slots=True)
class Standard:
    """Inputs as z-scores, with the mean and spread (population) each was measured by."""

    scores: Floats
    means: Floats
    spreads: Floats


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each school (row) its nearest others: their rows, and the distances to them.

    Both arrays are schools x neighbours, the nearest first. Distances are in
    weighted standard deviations.
    """

    places: Places
    distances: Floats


def standard(inputs: ArrayLike) -> Standard:
    """Inputs (schools x inputs, no gaps) as z-scores; an input without spread counts for nothing.

    Raises ``ValueError`` where a value is missing: nothing is ever filled in.
    """
    given = np.asarray(inputs, float)
    if not np.isfinite(given).all():
        raise ValueError("an input is missing; a school without it has no family")
    means, spreads = given.mean(axis=0), given.std(axis=0)
    safe = np.where(spreads > 0, spreads, 1.0)
    return Standard((given - means) / safe, means, spreads)


def nearest(scores: Floats, weights: ArrayLike, count: int) -> Neighbours:
    """The nearest others of every school, by weighted Euclidean distance.

    ``scores`` is schools x inputs, in the order that breaks ties; ``weights``
    one for each input. A school is never in its own family.
    """
    schools = len(scores)
    count = min(count, schools - 1)
    if count < 1:
        return Neighbours(np.empty((schools, 0), np.intp), np.empty((schools, 0)))
    points = np.ascontiguousarray(scores * np.sqrt(np.asarray(weights, float)))
    asked = min(count + 1 + _SPARE, schools)
    distances, places = cKDTree(points).query(points, k=asked)
    _break_ties(distances, places)
    if asked < schools:
        cut = distances[:, -1] - distances[:, count] <= _SAME
        _look_at_all(points, distances, places, np.flatnonzero(cut))
    return _without_self(distances, places, count)


def _break_ties(distances: Floats, places: Places) -> None:
    """Put those equally far in the order of the rows; the distances are in order already."""
    schools = len(places)
    keys = np.rint(distances / _SAME).astype(np.int64) * schools + places
    keys.sort(axis=1)
    np.remainder(keys, schools, out=places)


def _look_at_all(points: Floats, distances: Floats, places: Places, rows: Places) -> None:
    """Where a tie runs past those that were asked for, choose among all schools."""
    every = np.arange(len(points))
    for row in rows:
        away = np.linalg.norm(points - points[row], axis=1)
        order = np.lexsort((every, np.round(away / _SAME)))[: distances.shape[1]]
        distances[row], places[row] = away[order], order


def _without_self(distances: Floats, places: Places, count: int) -> Neighbours:
    schools = len(places)
    own = places == np.arange(schools)[:, None]
    own[~own.any(axis=1), -1] = True
    kept = ~own
    shape = (schools, places.shape[1] - 1)
    return Neighbours(
        places[kept].reshape(shape)[:, :count], distances[kept].reshape(shape)[:, :count]
    )


def along_a_line(along: ArrayLike, then: ArrayLike, each_side: int) -> list[Places]:
    """For each school the rows of those next above and next below it on one figure.

    ``then`` breaks ties, then the order of the rows. Nearest first; fewer
    at the ends.
    """
    figure, second = np.asarray(along, float), np.asarray(then, float)
    order = np.lexsort((np.arange(len(figure)), second, figure))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    found = []
    for row in range(len(figure)):
        start, end = max(place[row] - each_side, 0), place[row] + each_side + 1
        others = order[start:end]
        others = others[others != row]
        away = np.abs(figure[others] - figure[row])
        found.append(others[np.lexsort((others, np.round(away / _SAME)))])
    return found
