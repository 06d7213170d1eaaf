"""Key stage 1 prior attainment groups, and what their pupils reached nationally."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class PriorAttainmentGroup:
    """Pupils with like key stage 1 averages, and their national key stage 2 averages.

    A key stage 1 average lies in the group from ``lower`` up to, but not with,
    ``upper`` (``None``: no end). The key stage 2 averages are in scaled score
    points.
    """

    number: int
    lower: float
    upper: float | None
    reading: float
    writing: float
    maths: float


SOURCE: Final = "Department for Education, Primary school accountability guide, 2018"
_AVERAGES_2018: Final = (
    (0.0, 61.94, 61.81, 61.98),
    (1.75, 67.29, 66.74, 67.24),
    (2.0, 70.42, 70.08, 70.25),
    (2.25, 73.67, 73.34, 73.52),
    (2.5, 76.96, 76.61, 77.07),
    (2.75, 80.83, 79.80, 81.29),
    (3.0, 84.08, 82.30, 85.11),
    (6.0, 87.74, 85.23, 88.80),
    (9.0, 90.64, 88.46, 90.65),
    (10.0, 95.09, 92.42, 94.85),
    (12.0, 97.55, 94.20, 97.64),
    (13.0, 99.14, 96.76, 98.55),
    (14.0, 100.66, 98.64, 100.33),
    (14.5, 101.92, 99.42, 101.40),
    (15.0, 102.94, 101.17, 102.30),
    (15.5, 104.70, 102.16, 103.05),
    (16.0, 104.82, 102.65, 104.50),
    (16.5, 106.20, 103.15, 105.46),
    (17.0, 107.45, 104.69, 105.94),
    (18.0, 108.72, 105.61, 107.32),
    (19.0, 109.61, 106.90, 108.62),
    (20.0, 110.45, 107.17, 110.62),
    (21.0, 112.55, 110.15, 111.87),
    (21.5, 115.14, 111.67, 115.44),
)


def _groups(
    rows: tuple[tuple[float, float, float, float], ...],
) -> tuple[PriorAttainmentGroup, ...]:
    ends = [above[0] for _, above in pairwise(rows)]
    return tuple(
        PriorAttainmentGroup(number, row[0], end, *row[1:])
        for number, (row, end) in enumerate(zip(rows, [*ends, None], strict=True), start=1)
    )


GROUPS: Final[Mapping[str, tuple[PriorAttainmentGroup, ...]]] = MappingProxyType(
    {"201718": _groups(_AVERAGES_2018)}
)


def group_of(average: float | None, year: str = "201718") -> PriorAttainmentGroup | None:
    """The group of a key stage 1 average in points.

    The Department's worked example: a pupil with an average of 16.33 stands in
    group 17. ``None`` where the average is not known or not above 0, or the
    year has no table.
    """
    if average is None or average <= 0:
        return None
    reached = [group for group in GROUPS.get(year, ()) if group.lower <= average]
    return reached[-1] if reached else None
