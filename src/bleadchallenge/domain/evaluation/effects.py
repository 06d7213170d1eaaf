"""Difference in differences: what schools gained beyond what schools like them gained.

The effect on the programme's schools is the mean, over them, of a school's change
minus the mean change of its matched set (difference in differences with matched
comparisons: Heckman, Ichimura and Todd, Review of Economic Studies 64, 1997).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.uncertainty import Interval

METHOD: Final = (
    "difference in differences: a school's change minus the mean change of its matched set, "
    "each school counted once (Heckman, Ichimura and Todd 1997)"
)
VARIANCE: Final = (
    "95 % interval by Student's t over the schools, widened for schools that stand in several "
    "matched sets (Abadie and Imbens, Econometrica 74, 2006)"
)


PRINTED: Final = 1
"""The decimals that effects are printed with: a bound that reads 0.0 is no evidence."""


class EffectVerdict(StrEnum):
    """What an effect says."""

    AHEAD = "ahead"
    CHANCE = "not told apart from chance"
    BEHIND = "behind"
    TOO_FEW = "too few schools to tell"
    TOO_FEW_PUPILS = "too few pupils to tell"
    AHEAD_AS_PLACEBO = "ahead, but so is a placebo"
    BEHIND_AS_PLACEBO = "behind, but so is a placebo"
    PLACEBO_FAILS = "not to be told from how the schools were chosen"
    CANNOT_BE_KNOWN = "cannot be known"


@dataclass(frozen=True, slots=True)
class Change:
    """A school's figure before (a mean, where of several years) and after, and its pupils after."""

    urn: str
    before: float
    after: float
    pupils: int | None = None

    @property
    def points(self) -> float:
        """The change, in the figure's own points."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class MatchedDifference:
    """A school's change beside those of its matched set."""

    own: Change
    matched: tuple[Change, ...]

    @property
    def expected(self) -> float:
        """The mean change of the matched set, each school counted once."""
        return sum(change.points for change in self.matched) / len(self.matched)

    @property
    def difference(self) -> float:
        """The school's change minus its matched set's, in points."""
        return self.own.points - self.expected


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect over some schools: points, 95 % interval, and of how many it is.

    ``matched`` counts the schools they stand beside, each once. ``own`` is what they came
    to and ``expected`` what they would have without it: results, or changes in them.
    ``error`` is the standard error, ``freedom`` its degrees of freedom and ``chance`` how often
    chance alone would go as far. ``None`` where nothing can be said.
    """

    schools: int
    matched: int
    own: float | None = None
    expected: float | None = None
    points: float | None = None
    interval: Interval | None = None
    verdict: EffectVerdict = EffectVerdict.CANNOT_BE_KNOWN
    error: float | None = None
    freedom: float | None = None
    chance: float | None = None


def matched_set(
    nearest: Iterable[tuple[str, float]],
    outside: Collection[str],
    known: Collection[str],
    rule: EvaluationRule,
) -> tuple[str, ...]:
    """The nearest schools outside the programme whose figures of all the years are known.

    ``nearest`` gives URNs with their distances, the nearest first. Empty where
    fewer than the rule's least lie near enough: then nothing is like the school.
    """
    found = [
        urn
        for urn, distance in nearest
        if urn in outside and urn in known and distance <= rule.furthest
    ][: rule.matched]
    return tuple(found) if len(found) >= rule.matched_at_least else ()


def verdict(schools: int, interval: Interval | None, rule: EvaluationRule) -> EffectVerdict:
    """What an effect's interval says as it is printed, where it is of enough schools."""
    if schools == 0:
        return EffectVerdict.CANNOT_BE_KNOWN
    if schools < rule.schools_at_least or interval is None:
        return EffectVerdict.TOO_FEW
    if round(interval.lower, PRINTED) <= 0 <= round(interval.upper, PRINTED):
        return EffectVerdict.CHANCE
    return EffectVerdict.AHEAD if interval.lower > 0 else EffectVerdict.BEHIND
