"""The policy's rules of the evaluation, and of schools that may be vulnerable."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bleadchallenge.domain import policy_entries as entry

_MOST_YEARS: Final = 100


class RateBasis(StrEnum):
    """Whether the rates that days are priced with were agreed."""

    ASSUMED = "assumed"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class EvaluationRule:
    """How the programme is evaluated; a policy that does not speak of it has these values.

    A matched set holds ``matched`` schools, no further away than ``furthest``
    standard deviations, and at least ``matched_at_least``. An effect is judged from
    ``schools_at_least`` schools on, one school's from ``placebos_at_least`` others
    on. A panel that leaves the office holds nothing that fewer than
    ``alike_at_least`` schools share.
    """

    matched: int = field(default=10, metadata=entry.number("schools of a matched set", 1))
    matched_at_least: int = field(default=3, metadata=entry.number("fewest of a matched set", 1))
    furthest: float = field(default=2.0, metadata=entry.number("standard deviations away at most"))
    schools_at_least: int = field(
        default=5, metadata=entry.number("fewest schools that an effect is judged from", 1)
    )
    placebos_at_least: int = field(
        default=19, metadata=entry.number("fewest others that one school is held against", 1)
    )
    day_rate: float = field(default=400.0, metadata=entry.number("pounds for a day of support"))
    review_day_rate: float = field(
        default=400.0, metadata=entry.number("pounds for a day of review")
    )
    rates_are: RateBasis = field(
        default=RateBasis.ASSUMED, metadata={"description": "whether the rates were agreed"}
    )
    alike_at_least: int = field(
        default=5,
        metadata=entry.number("fewest schools alike in a panel that leaves the office", 1),
    )


@dataclass(frozen=True, slots=True)
class VulnerableRule:
    """When a school judged good is vulnerable; a policy that does not speak of it has these.

    Points are percentage points of reading, writing and maths.
    """

    grades: tuple[int, ...] = field(
        default=(2,), metadata=entry.some("grades of inspection that are looked at, 1 to 4")
    )
    signs: int = field(default=2, metadata=entry.number("signs that it takes", 1, 6))
    behind_nation: float = field(default=6.0, metadata=entry.number("points behind the nation"))
    behind_family: float = field(default=5.0, metadata=entry.number("points behind the family"))
    fall: float = field(default=5.0, metadata=entry.number("points fallen against the nation"))
    disadvantaged_gap: float = field(
        default=25.0, metadata=entry.number("points between disadvantaged pupils and others")
    )
    inspected_years: int = field(
        default=4, metadata=entry.number("years since the inspection", 0, _MOST_YEARS)
    )
