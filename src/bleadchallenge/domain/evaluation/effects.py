"""Difference in differences: what schools gained beyond what schools like them gained.

The effect on the programme's schools is the mean, over them, of a school's change
minus the mean change of its matched set (difference in differences with matched
comparisons: Heckman, Ichimura and Todd, Review of Economic Studies 64, 1997).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.small_numbers import pupils_difference
from bleadchallenge.domain.results.uncertainty import GROUP_AT_LEAST, Interval

METHOD: Final = (
    "difference in differences: a school's change minus the mean change of its matched set, "
    "each school counted once (Heckman, Ichimura and Todd 1997)"
)
VARIANCE: Final = (
    "95 % interval by Student's t over the schools, widened for schools that stand in several "
    "matched sets (Abadie and Imbens, Econometrica 74, 2006)"
)
RANKED: Final = (
    "one school beside what the same sum gives for schools outside the programme "
    "(Abadie, Diamond and Hainmueller, Journal of the American Statistical Association 105, 2010)"
)
_ONE_IN: Final = 0.05


class EffectVerdict(StrEnum):
    """What an effect says."""

    AHEAD = "ahead"
    IN_LINE = "in line"
    BEHIND = "behind"
    TOO_FEW = "too few schools to tell"
    TOO_FEW_PUPILS = "too few pupils to tell"
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

    @property
    def pupils(self) -> int | None:
        """The difference in this school's pupils, cut towards zero."""
        return pupils_difference(self.difference, self.own.pupils)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect over some schools: points, 95 % interval, and of how many it is.

    ``matched`` counts the schools of the matched sets, each once. ``None`` where
    nothing can be said.
    """

    schools: int
    matched: int
    own: float | None = None
    expected: float | None = None
    points: float | None = None
    interval: Interval | None = None
    verdict: EffectVerdict = EffectVerdict.CANNOT_BE_KNOWN


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


def matched_on_results(
    nearest: Sequence[str], changes: Mapping[str, Change], own: Change, rule: EvaluationRule
) -> tuple[str, ...]:
    """Of the schools near enough, those whose results before were most alike.

    A check on regression to the mean, not the headline: where the two groups
    differ at heart it brings in a bias of its own (Daw and Hatfield, Health Services
    Research 53, 2018). Ties keep the order of nearness.
    """
    alike = sorted(
        (urn for urn in nearest if urn in changes),
        key=lambda u: abs(changes[u].before - own.before),
    )[: rule.matched]
    return tuple(alike) if len(alike) >= rule.matched_at_least else ()


def verdict(schools: int, interval: Interval | None, rule: EvaluationRule) -> EffectVerdict:
    """What an effect's interval says, where it is of enough schools."""
    if schools == 0:
        return EffectVerdict.CANNOT_BE_KNOWN
    if schools < rule.schools_at_least or interval is None:
        return EffectVerdict.TOO_FEW
    if interval.holds(0):
        return EffectVerdict.IN_LINE
    return EffectVerdict.AHEAD if interval.lower > 0 else EffectVerdict.BEHIND


def chance_of(difference: float, placebos: Sequence[float]) -> float:
    """How often a school outside the programme differs by as much, the school itself counted in."""
    as_far = sum(abs(other) >= abs(difference) for other in placebos)
    return (1 + as_far) / (1 + len(placebos))


def one_school(
    beside: MatchedDifference, placebos: Sequence[float], rule: EvaluationRule
) -> EffectVerdict:
    """Whether one school's difference is more than schools outside the programme show."""
    if beside.own.pupils is not None and beside.own.pupils < GROUP_AT_LEAST:
        return EffectVerdict.TOO_FEW_PUPILS
    if len(placebos) < rule.placebos_at_least:
        return EffectVerdict.TOO_FEW
    if chance_of(beside.difference, placebos) > _ONE_IN:
        return EffectVerdict.IN_LINE
    return EffectVerdict.AHEAD if beside.difference > 0 else EffectVerdict.BEHIND


def parallel(placebos: Sequence[Effect]) -> bool | None:
    """Whether the two groups moved alike before; ``None`` where no year can tell."""
    judged = [each for each in placebos if each.verdict not in _NOT_JUDGED]
    return all(each.verdict is EffectVerdict.IN_LINE for each in judged) if judged else None


_NOT_JUDGED: Final = (EffectVerdict.TOO_FEW, EffectVerdict.CANNOT_BE_KNOWN)
