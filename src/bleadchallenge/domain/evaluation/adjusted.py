"""The primary analysis: what schools reached beside what their results before would have given.

Schools chosen for bad results rise by themselves, because some of them were low by chance.
How far the results of all years before foretell those after is what the schools outside the
programme show; what the programme's schools reached beyond that is the effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Final

from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.results.small_numbers import pupils_difference
from bleadchallenge.domain.results.uncertainty import GROUP_AT_LEAST, Interval

ADJUSTED: Final = (
    "regression adjustment: the outcome on the results of all years before, the inputs of the "
    "last of them and being in the programme, each school weighted by its pupils"
)
ROBUST: Final = (
    "95 % interval by HC3 errors (MacKinnon and White, Journal of Econometrics 29, 1985) and "
    "Student's t with degrees of freedom for few treated schools (Bell and McCaffrey, "
    "Survey Methodology 28, 2002)"
)
ONE_SCHOOL: Final = (
    "one school's result minus what its results before would have given, beside the same of the "
    "schools outside the programme, each times the root of its pupils"
)
TWENTY: Final = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A school as it enters the sum: its outcome, its results and inputs before, its pupils."""

    urn: str
    after: float
    before: tuple[float, ...]
    inputs: tuple[float, ...]
    pupils: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A school's result beside what its results before would have given, in the figure's points.

    ``care`` is how much wider chance is for this school than for one in the middle of the pool:
    what is expected of a school unlike the others is less well known.
    """

    urn: str
    after: float
    expected: float
    pupils: int | None = None
    care: float = 1.0

    @property
    def difference(self) -> float:
        """What it reached beyond that."""
        return self.after - self.expected

    @property
    def in_pupils(self) -> int | None:
        """The difference in this school's pupils, cut towards zero."""
        return pupils_difference(self.difference, self.pupils)

    def interval(self, reached: float | None) -> Interval | None:
        """The difference with what chance does to a school of its size; see ``reach``."""
        if reached is None or not self.pupils:
            return None
        half = reached * self.care / sqrt(self.pupils)
        return Interval(self.difference - half, self.difference + half)

    @property
    def weighed(self) -> float:
        """The difference on one scale: chance moves small and unusual schools further."""
        return abs(self.difference) * sqrt(self.pupils or 1) / self.care


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The primary analysis of some schools: the effect on each group of them, and each school's.

    ``schools`` holds the programme's schools and those outside, by URN.
    """

    effects: Mapping[str, Effect] = field(default_factory=dict)
    schools: Mapping[str, Expected] = field(default_factory=dict)


def chance_of(school: Expected, outside: Sequence[Expected]) -> float | None:
    """How large a share of schools outside the programme lie as far from what was expected.

    The school itself is counted in. ``None`` where fewer than nineteen schools of eleven
    pupils or more are there: with fewer nothing can be rarer than one in twenty.
    """
    others = [each for each in outside if _is_enough(each)]
    if len(others) < TWENTY - 1:
        return None
    as_far = sum(each.weighed >= school.weighed for each in others)
    return (1 + as_far) / (1 + len(others))


def reach(outside: Sequence[Expected]) -> float | None:
    """How far chance carries one school of twenty, times the root of its pupils.

    A school whose interval is its difference and so much either way, over the root of its
    pupils, is told from nought exactly where ``chance_of`` is one in twenty or less.
    """
    others = sorted((each.weighed for each in outside if _is_enough(each)), reverse=True)
    place = (len(others) + 1) // TWENTY
    return others[place - 1] if place else None


def of_twenty(share: float | None) -> str:
    """A share of schools as one counts them: how many of twenty would look like that by chance."""
    if share is None:
        return ""
    whole = ceil(round(TWENTY * share, 6))
    return f"{whole} of {TWENTY}" if TWENTY * share >= 1 else f"fewer than 1 of {TWENTY}"


def one_school(school: Expected, share: float | None) -> EffectVerdict:
    """Whether one school's difference is more than chance gives one school of twenty."""
    if school.pupils is not None and school.pupils < GROUP_AT_LEAST:
        return EffectVerdict.TOO_FEW_PUPILS
    if share is None:
        return EffectVerdict.TOO_FEW
    if TWENTY * share > 1:
        return EffectVerdict.CHANCE
    return EffectVerdict.AHEAD if school.difference > 0 else EffectVerdict.BEHIND


def _is_enough(school: Expected) -> bool:
    return school.pupils is None or school.pupils >= GROUP_AT_LEAST
