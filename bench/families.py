"""Families for every school of the country, beside a bare KD-tree on the same arrays.

Run: python bench/families.py [SCHOOLS]
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from scipy.spatial import cKDTree

from bleadchallenge.analysis.families import nearest, standard

SCHOOLS = 16_500
COUNT = 50
WEIGHTS = (0.66, 0.14, 0.10, 0.10)
TIMES = 7
AT_MOST = 3


def inputs(schools: int) -> np.ndarray:
    """Inputs as published: averages to a tenth, shares in whole percent."""
    chance = np.random.default_rng(20170901)
    columns = (
        chance.normal(16, 1.2, schools).round(1),
        chance.beta(2, 4, schools).round(2) * 100,
        chance.beta(0.6, 2.5, schools).round(2) * 100,
        chance.beta(1.5, 15, schools).round(2) * 100,
    )
    return np.column_stack(columns)


def median_seconds(work: Callable[[], object]) -> float:
    """The median of several runs, after one to warm up."""
    work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main(schools: int) -> int:
    """Print both medians and their ratio; 1 where it is over what is promised."""
    given = inputs(schools)
    weighted = standard(given).scores * np.sqrt(np.array(WEIGHTS))
    ours = median_seconds(lambda: nearest(standard(given).scores, WEIGHTS, COUNT))
    bare = median_seconds(lambda: cKDTree(weighted).query(weighted, k=COUNT + 1))
    ratio = ours / bare
    print(f"{schools} schools, {COUNT} neighbours, median of {TIMES}")
    print(f"families     {ours:.3f} s")
    print(f"bare KD-tree {bare:.3f} s")
    print(f"ratio        {ratio:.2f} (at most {AT_MOST})")
    return int(ratio > AT_MOST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SCHOOLS))
