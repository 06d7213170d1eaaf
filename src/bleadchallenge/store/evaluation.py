"""Questions about the evaluation: its plans, and when the results came in that they speak of."""

from bleadchallenge.domain.evaluation.plan import EvaluationPlan
from bleadchallenge.domain.evaluation.years_compared import read_span
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import EvaluationPlan as PlanFact


def plans(reader: Reader) -> list[EvaluationPlan]:
    """The plans of the cohort that is looked at, in the order they were made."""
    return [_plan(each) for each in reader.where(PlanFact, cohort=reader.cohort_in_use)]


def results_in(reader: Reader, year: str) -> int | None:
    """The change that first brought a year's results in; ``None`` before any are in."""
    changes = [source.change for source in published_files.sources(reader, "ks2", year)]
    return min(changes, default=None)


def _plan(fact: PlanFact) -> EvaluationPlan:
    span = read_span(f"{fact.before}-{fact.after}")
    return EvaluationPlan(
        fact.number,
        fact.made_on,
        fact.since,
        fact.outcome,
        span.before if span else (),
        fact.after,
        fact.chosen_by,
        fact.pool,
        fact.estimator,
        tuple(filter(None, fact.subgroups.split(","))),
        fact.smallest_visible,
    )
