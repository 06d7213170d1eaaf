"""What an evaluation will do, said before the results are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Subgroup(StrEnum):
    """What schools may be parted by: what they were before anything was done."""

    PRIOR_ATTAINMENT = "prior-attainment"
    DISADVANTAGE = "disadvantage"
    ENGLISH_ADDITIONAL = "english-additional"
    PHASE = "phase"
    SIZE = "size"
    INSPECTION = "inspection"


class PlanStanding(StrEnum):
    """Whether a plan was there before the results."""

    PLANNED = "planned before the results"
    AFTERWARDS = "added after the results were in"
    NOT_PLANNED = "not in the plan"
    NO_PLAN = "no plan is on record"


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """One plan: its day and change, and what it holds the evaluation to.

    ``smallest_visible`` is the smallest effect in points that would be seen four times in
    five, from the years before; ``None`` where these do not tell.
    """

    number: int
    made_on: date
    change: int
    outcome: str
    before: tuple[str, ...]
    after: str
    chosen_by: str
    pool: str
    estimator: str
    subgroups: tuple[str, ...]
    smallest_visible: float | None


def plan_that_counts(
    plans: Sequence[EvaluationPlan], results_in: int | None
) -> EvaluationPlan | None:
    """The last plan made before the results came in; with none before them, the first after.

    ``results_in`` is the change that brought the results of the year after; ``None``
    before they are in.
    """
    earlier = [each for each in plans if results_in is None or each.change < results_in]
    return earlier[-1] if earlier else (plans[0] if plans else None)


def standing(plan: EvaluationPlan | None, results_in: int | None) -> PlanStanding:
    """Whether the plan that counts was made before the results."""
    if plan is None:
        return PlanStanding.NO_PLAN
    is_before = results_in is None or plan.change < results_in
    return PlanStanding.PLANNED if is_before else PlanStanding.AFTERWARDS
