"""The rule by which a programme chose its schools, and what it does where nothing was done.

Whoever chooses the lowest schools chooses some that are low by chance. So the rule is
applied to schools that were in no programme, and to years before there was one: what the
analysis then finds is the error of choosing, and ought to be nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.evaluation.adjusted import Unit
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict

_ONE_IN: Final = 0.05
_ROUNDING: Final = 1e-9


WORDS: Final = {
    ChoiceRule.LOWEST_MEAN: "the lowest by the mean of all years before",
    ChoiceRule.LOWEST_LAST: "the lowest of the last year before",
    ChoiceRule.LARGEST_FALL: "the largest fall in the last year before",
}


@dataclass(frozen=True, slots=True)
class Placebo:
    """The rule applied where nothing was done: where, in words, and the effect it gives."""

    where: str
    effect: Effect

    @property
    def moves(self) -> bool:
        """Whether an effect is found where there can be none."""
        interval = self.effect.interval
        return interval is not None and not interval.holds(0)

    @property
    def verdict(self) -> EffectVerdict | None:
        """Which way it moves; ``None`` where it does not."""
        if not self.moves or self.effect.points is None:
            return None
        return EffectVerdict.AHEAD if self.effect.points > 0 else EffectVerdict.BEHIND


def can_choose(rule: ChoiceRule, before: Sequence[str]) -> bool:
    """Whether so many years before are enough for the rule: of one year there is no fall."""
    return rule is not ChoiceRule.LARGEST_FALL or len(before) > 1


def chosen(units: Sequence[Unit], count: int, rule: ChoiceRule) -> frozenset[str]:
    """The schools that the rule chooses; a tie goes to the lower URN."""
    ordered = sorted(units, key=lambda unit: (_score(unit.before, rule), unit.urn))
    return frozenset(unit.urn for unit in ordered[:count])


def _score(before: Sequence[float], rule: ChoiceRule) -> float:
    """What the rule orders schools by, the first to be chosen lowest; years in order."""
    if rule is ChoiceRule.LOWEST_LAST:
        return before[-1]
    if rule is ChoiceRule.LARGEST_FALL:
        return before[-1] - before[-2]
    return sum(before) / len(before)


def fails(placebos: Sequence[Placebo]) -> bool | None:
    """Whether more placebos move than chance lets; ``None`` where there is none to judge by.

    Of placebos that are all sound one in twenty moves. They fail where so many or
    more would come about less than once in twenty times.
    """
    judged = [each for each in placebos if each.effect.interval is not None]
    moved = sum(each.moves for each in judged)
    if not judged:
        return None
    return moved > 0 and _at_least(moved, len(judged)) <= _ONE_IN + _ROUNDING


def verdict_beside(found: EffectVerdict, placebos: Sequence[Placebo]) -> EffectVerdict:
    """What a verdict comes to beside the placebos: nothing stands where they fail.

    Where one of them moves the same way the verdict says so, though chance may have moved it.
    """
    if found not in _DOUBTED:
        return found
    if fails(placebos):
        return EffectVerdict.PLACEBO_FAILS
    return _DOUBTED[found] if found in {each.verdict for each in placebos} else found


_DOUBTED: Final = {
    EffectVerdict.AHEAD: EffectVerdict.AHEAD_AS_PLACEBO,
    EffectVerdict.BEHIND: EffectVerdict.BEHIND_AS_PLACEBO,
}


def _at_least(moved: int, judged: int) -> float:
    """How likely it is that so many of those judged move by chance alone, or more."""
    return 1 - sum(
        comb(judged, each) * _ONE_IN**each * (1 - _ONE_IN) ** (judged - each)
        for each in range(moved)
    )
