"""What makes schools alike: their inputs, their phase and type, and nothing they achieved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EACH_SIDE: Final = 62
"""Schools taken above and below (Department for Education, similar schools, 2017 and 2018)."""
BETTER_AT_LEAST: Final = 65
BETTER_BY: Final = 16
BETTER_WITHIN_MILES: Final = 75
METRES_A_MILE: Final = 1609.344
DEPARTMENT: Final = (
    "Department for Education, similar schools, 2017 and 2018: one figure a school, its expected "
    "RWM; estimated here from the shares of low, middle and high prior attainers and what each "
    "group reached nationally, ties broken by the key stage 1 average"
)
_AGES: Final = re.compile(r"\s*([0-9]{1,2})\s*(?:-|to)\s*([0-9]{1,2})\s*")
_JUNIOR_FROM, _PRIMARY_TO, _MIDDLE_TO = 7, 11, 14


class SimilarityMethod(StrEnum):
    """How a family is drawn."""

    NEAREST = "nearest"
    DEPARTMENT = "department"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Similarity:
    """A school's inputs in the units they are published in; ``None`` where one is missing.

    ``group`` is its phase and type, which are never mixed.
    """

    urn: str
    group: str
    inputs: Mapping[str, float | None]

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that are not known, without which it has no family."""
        return tuple(name for name, value in self.inputs.items() if value is None)


def group_of(ages: str, *, special: bool) -> str:
    """A school's phase by its ages, and whether it is a special school."""
    kind = "special" if special else "mainstream"
    found = _AGES.fullmatch(ages)
    if found is None:
        return f"{kind}, ages not known"
    start, end = int(found[1]), int(found[2])
    if end > _MIDDLE_TO:
        phase = "all-through"
    elif end > _PRIMARY_TO:
        phase = "middle"
    else:
        phase = "junior" if start >= _JUNIOR_FROM else "primary"
    return f"{kind}, {phase}"


def mobility(not_mobile: float | None) -> float | None:
    """The share of pupils new to a school, from the published share of those who are not."""
    return None if not_mobile is None else round(100 - not_mobile, 6)


def expected(
    shares: Mapping[str, float | None], national: Mapping[str, float | None]
) -> float | None:
    """A school's expected percentage from its groups' shares and their national results.

    Shares are in percent of pupils; what does not add up to 100 is left out
    of account. ``None`` where a share or a national figure is missing.
    """
    total = reached = 0.0
    for group, share in shares.items():
        nation = national.get(group)
        if share is None or nation is None:
            return None
        total += share
        reached += share * nation
    return reached / total if total else None


def confidence(found: int, wanted: int, furthest: float, limit: float) -> str:
    """Why a family is to be taken with care; empty where it need not be."""
    said = []
    if found < wanted:
        said.append(f"thin: only {found} of {wanted} schools of its phase and type")
    if furthest > limit:
        said.append(f"far: its {found} schools reach {furthest:.2f} standard deviations away")
    return "; ".join(said)


def better_performing(mine: float | None, other: float | None, miles: float | None) -> str:
    """Whether a similar school performs better, as the Department marks it, in words."""
    if mine is None or other is None:
        return "not known"
    if other < BETTER_AT_LEAST or other - mine < BETTER_BY:
        return "no"
    if miles is None:
        return "yes, if within 75 miles"
    return "yes" if miles <= BETTER_WITHIN_MILES else "no"
