"""What of an evaluation is asked for: the outcome and the years."""

from dataclasses import dataclass

from bleadchallenge.domain.evaluation.choice import fails
from bleadchallenge.domain.evaluation.plan import (
    EvaluationPlan,
    PlanStanding,
    plan_that_counts,
    standing,
)
from bleadchallenge.domain.evaluation.strength import Facts, Strength, strength
from bleadchallenge.domain.evaluation.years_compared import Span, resolve_span
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.evaluation import plans, results_in
from bleadchallenge.usecases.evaluation.matched_schools import OUTCOMES, MatchedStudy, study
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name
from bleadchallenge.usecases.request import policy_of
from bleadchallenge.usecases.results.school_figures import WORDS


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """The outcome and the years as written; ``None`` is the programme's own."""

    outcome: str | None = None
    before: str | None = None
    after: str | None = None
    placebo: bool = False


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """An evaluation opened: the schools beside each other, the years, the outcome, the plan."""

    study: MatchedStudy
    span: Span
    name: str
    plan: EvaluationPlan | None = None
    standing: PlanStanding = PlanStanding.NO_PLAN

    def standing_of(self, name: str) -> PlanStanding:
        """Whether a plan before the results named this outcome and these years."""
        if self.standing is not PlanStanding.PLANNED or self.plan is None:
            return self.standing
        as_planned = (name, self.span) == (
            self.plan.outcome,
            Span(self.plan.before, self.plan.after),
        )
        return PlanStanding.PLANNED if as_planned else PlanStanding.NOT_PLANNED

    @property
    def strength(self) -> Strength:
        """How strong the evidence on the outcome is."""
        study, span = self.study, self.study.usable(self.span, self.name)
        found = study.effect(span, self.name)
        return strength(
            Facts(
                len(study.programme),
                found.schools,
                found.error,
                fails(study.placebos(span, self.name)),
                planned=self.standing_of(self.name) is PlanStanding.PLANNED,
            )
        )


def open_evaluation(reader: Reader, wanted: EvaluationOptions) -> EvaluationContext:
    """Open what is asked for; without an outcome it is the one that was planned."""
    found = study(reader, policy_of(reader))
    span = resolve_span(found.course, wanted.before, wanted.after, found.known)
    came = results_in(reader, span.after)
    plan = plan_that_counts(plans(reader), came)
    name = parse_outcome(wanted.outcome) if wanted.outcome else found.primary
    return EvaluationContext(found, span, name, plan, standing(plan, came))


def parse_outcome(text: str | None) -> str:
    """The figure a person means, with or without its ending; none is the first of them."""
    if not text:
        return OUTCOMES[0]
    asked = text.strip().lower().replace("-", "_")
    for name in OUTCOMES:
        if asked in (name, name.removesuffix("_pct")):
            return name
    return resolve_name("outcome", text, [NamedRecord(name, WORDS[name]) for name in OUTCOMES])
