"""The policy's rules of the evaluation, and of schools that may be vulnerable."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bleadchallenge.domain import policy_entries as entry
from bleadchallenge.domain.choices import ChoiceRule

_MOST_YEARS: Final = 100


class RateBasis(StrEnum):
    """Whether the rates that days are priced with were agreed."""

    ASSUMED = "assumed"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class EvaluationRule:
    """How the programme is evaluated; a policy that does not speak of it has these values.

    The pool is the mainstream primaries of the programme's authorities, or of all that are
    in where these are fewer than ``pool_at_least``. A matched set holds ``matched``
    schools, no further away than ``furthest`` standard deviations, and at least
    ``matched_at_least``. An effect is judged from ``schools_at_least`` schools on, one
    school's from ``placebos_at_least`` others on. Means leave the office only where so
    many as ``alike_at_least`` others could stand for each school.
    """

    chosen_by: ChoiceRule = field(
        default=ChoiceRule.LOWEST_MEAN,
        metadata={"description": "rule by which schools were chosen on their results"},
    )
    pool_at_least: int = field(
        default=60, metadata=entry.number("fewest schools of the pool, else all authorities", 1)
    )
    placebo_authorities: int = field(
        default=6, metadata=entry.number("other authorities the rule of choice is tried in")
    )
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
        metadata=entry.number("fewest others that could stand for a school in what leaves", 1),
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
