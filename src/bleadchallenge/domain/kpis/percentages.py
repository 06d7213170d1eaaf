"""Percentages that were written as fractions: 0.53 for 53."""

from collections.abc import Collection
from statistics import median


def looks_like_fraction(figure: float, others: Collection[float]) -> bool:
    """Whether a percentage was written as a fraction, judged by the others of its kind.

    ``others`` are percentages that are known to be meant as such. A figure from
    0 to 1 is a fraction where a hundred times it is nearer to their middle than
    it is itself: 0.53 among 48 and 51, but not 0.4 among 0.6 and 2. Without
    others any figure above 0 and up to 1 may be one.
    """
    if not 0 < figure <= 1:
        return False
    if not others:
        return True
    middle = median(others)
    return abs(100 * figure - middle) < abs(figure - middle)
