"""What a point cost: days and pounds over an effect, and when no such figure can be given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.evaluation.adjusted import Expected
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule

RATIO: Final = (
    "cost-effectiveness ratio: mean cost of a school over the mean effect in points "
    "(Levin and McEwan, Cost-Effectiveness Analysis, 2nd ed., 2001)"
)
NO_POINT: Final = "no point is shown to have been gained that a cost could be divided by"


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent on some schools: days of support, days of reviews, pounds."""

    support_days: float = 0.0
    review_days: float = 0.0
    pounds: float = 0.0

    def __add__(self, other: "Spending") -> "Spending":
        """Both together."""
        return Spending(
            self.support_days + other.support_days,
            self.review_days + other.review_days,
            self.pounds + other.pounds,
        )


def spending(support_days: float, review_days: float, rule: EvaluationRule) -> Spending:
    """Days priced by the policy's rates; nothing else is counted."""
    pounds = support_days * rule.day_rate + review_days * rule.review_day_rate
    return Spending(support_days, review_days, pounds)


@dataclass(frozen=True, slots=True)
class PerPoint:
    """What one point cost a school: days of support and pounds, with the interval of pounds.

    ``highest`` is ``None`` where the effect's interval reaches down to nothing: then
    there is no upper limit. All are ``None``, and ``why`` says so, where no point is shown.
    """

    days: float | None = None
    pounds: float | None = None
    lowest: float | None = None
    highest: float | None = None
    why: str = ""


def per_point(whole: Spending, effect: Effect) -> PerPoint:
    """The cost of a point: the cost of a school over the effect, with the effect's limits.

    Cost is taken as exact, so the limits are those of the effect turned round.
    """
    points, interval = effect.points, effect.interval
    if points is None or interval is None or effect.verdict is EffectVerdict.TOO_FEW:
        return PerPoint(why=str(effect.verdict))
    if effect.verdict is not EffectVerdict.AHEAD:
        return PerPoint(why=NO_POINT)
    a_school = whole.pounds / effect.schools
    return PerPoint(
        whole.support_days / effect.schools / points,
        a_school / points,
        a_school / interval.upper,
        a_school / interval.lower if interval.lower > 0 else None,
    )


def pupils_gained(schools: Sequence[Expected], effect: Effect) -> float | None:
    """Pupils beyond what results before would have given: the sum of points times pupils.

    ``None`` where no effect is shown, or no school's number of pupils is known.
    """
    known = [each for each in schools if each.pupils is not None]
    if not known or effect.verdict is not EffectVerdict.AHEAD:
        return None
    return sum(each.difference * (each.pupils or 0) / 100 for each in known)
