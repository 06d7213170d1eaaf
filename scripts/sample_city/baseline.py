"""What pupils of the same prior attainment reach nationally, and how a score is judged.

The averages by prior attainment group are the Department's for 2018 (Primary school
accountability, 2018, annex); other years are moved by the change in national attainment.
"""

import csv
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FACTS = Path(__file__).parent / "facts"
SUBJECTS = ("READ", "WRIT", "MAT")
COLUMNS = {"READ": "reading", "WRIT": "writing", "MAT": "maths"}
TOP_GROUP_POINTS = 22.0
LIMITED_FROM = 2018

YEAR_SHIFT = {
    2016: {"READ": -1.7, "WRIT": -1.1, "MAT": -0.8},
    2017: {"READ": -0.5, "WRIT": -0.2, "MAT": 0.1},
    2018: {"READ": 0.0, "WRIT": 0.0, "MAT": 0.0},
    2019: {"READ": -0.5, "WRIT": -0.2, "MAT": 1.0},
}
"""Scaled-score points between a year's national averages and those of 2018 (fitted)."""

DEVIATIONS = {
    2016: {"READ": 6.3, "WRIT": 6.3, "MAT": 5.3},
    2017: {"READ": 6.2, "WRIT": 6.0, "MAT": 5.6},
    2018: {"READ": 5.95, "WRIT": 5.7, "MAT": 5.4},
    2019: {"READ": 6.16, "WRIT": 5.69, "MAT": 5.39},
}
"""National standard deviation of pupils' progress scores (fitted to published intervals)."""

CUTS = {
    2016: {"READ": (3.4, -3.0), "WRIT": (3.4, -3.5), "MAT": (3.1, -3.1)},
    2017: {"READ": (3.4, -3.0), "WRIT": (3.0, -2.8), "MAT": (3.4, -3.3)},
    2018: {"READ": (3.1, -2.8), "WRIT": (2.7, -2.6), "MAT": (3.2, -3.2)},
    2019: {"READ": (3.2, -2.8), "WRIT": (2.6, -2.5), "MAT": (3.1, -3.1)},
}
"""Well above at or over the first, well below under the second (progress bandings, 2017, 2018)."""

WELL_ABOVE, ABOVE, AVERAGE, BELOW, WELL_BELOW = "12345"


@dataclass(frozen=True, slots=True)
class PriorGroup:
    """A national prior attainment group: where it begins, and what it reached in 2018."""

    number: int
    from_points: float
    average: dict[str, float]
    limit: dict[str, float]


def _read_groups() -> tuple[PriorGroup, ...]:
    with (FACTS / "prior_attainment_2018.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_group(row) for row in csv.DictReader(lines))


def _group(row: dict[str, str]) -> PriorGroup:
    limits = {s: row[f"{name}_limit"] for s, name in COLUMNS.items()}
    return PriorGroup(
        number=int(row["group"]),
        from_points=float(row["from_points"]),
        average={s: float(row[name]) for s, name in COLUMNS.items()},
        limit={s: float(text) for s, text in limits.items() if text},
    )


PRIOR_GROUPS = _read_groups()
_STARTS = [group.from_points for group in PRIOR_GROUPS]
_MIDDLES = [
    (start + end) / 2 for start, end in zip(_STARTS, [*_STARTS[1:], TOP_GROUP_POINTS], strict=True)
]


@cache
def prior_group(points: float) -> PriorGroup:
    """Find the national group of a key stage 1 average (points)."""
    return PRIOR_GROUPS[max(bisect_right(_STARTS, points) - 1, 0)]


@cache
def expected(points: float, subject: str, year: int) -> float:
    """Give the national average result for a key stage 1 average, between groups by proportion."""
    after = bisect_right(_MIDDLES, points)
    shift = YEAR_SHIFT[year][subject]
    if after in {0, len(_MIDDLES)}:
        return PRIOR_GROUPS[max(after - 1, 0)].average[subject] + shift
    low, high = (PRIOR_GROUPS[place].average[subject] for place in (after - 1, after))
    way = (points - _MIDDLES[after - 1]) / (_MIDDLES[after] - _MIDDLES[after - 1])
    return low + way * (high - low) + shift


def limited(score: float, points: float, subject: str, year: int) -> float:
    """Hold a very low progress score to the limit of its group, as is done from 2018."""
    limits = prior_group(points).limit
    if year < LIMITED_FROM or subject not in limits:
        return score
    return max(score, limits[subject])


def band(subject: str, year: int, score: float, lower: float, upper: float) -> str:
    """Name the band, 1 well above average to 5 well below, of a published score and interval."""
    top, bottom = CUTS[year][subject]
    if lower > 0:
        return WELL_ABOVE if score >= top else ABOVE
    if upper < 0:
        return WELL_BELOW if score < bottom else BELOW
    return AVERAGE
