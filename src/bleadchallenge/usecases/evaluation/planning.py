"""The plan of the evaluation: on record before the results are in."""

from dataclasses import dataclass

from bleadchallenge.analysis.regression import planned_error
from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.evaluation.adjusted import ADJUSTED, ROBUST
from bleadchallenge.domain.evaluation.choice import WORDS as CHOSEN_BY
from bleadchallenge.domain.evaluation.plan import Subgroup
from bleadchallenge.domain.evaluation.strength import smallest_visible
from bleadchallenge.domain.evaluation.years_compared import Span, placebo_spans
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.evaluation import results_in
from bleadchallenge.store.tables import EvaluationPlan
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy, study
from bleadchallenge.usecases.evaluation.options import parse_outcome
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.results.school_figures import WORDS


@dataclass(frozen=True, slots=True)
class PlanInput:
    """What a person plans: the outcome, the rule of choice and the groups to be looked at."""

    outcome: str | None = None
    chosen_by: str | None = None
    subgroups: tuple[str, ...] = ()


def plan(asked: Request, given: PlanInput) -> Receipt:
    """Keep the plan, with the smallest effect that could be seen."""
    with asked.writing() as writer:
        found = study(writer, policy_of(writer))
        fact = _fact(writer, asked, found, given)
        came = results_in(writer, fact.after)
        writer.add(fact)
    visible = fact.smallest_visible
    said = (
        f"plan {fact.number}: {WORDS[fact.outcome]}, {found.course.span().words}",
        f"chosen by: {CHOSEN_BY[ChoiceRule(fact.chosen_by)]}",
        f"pool: {fact.pool}",
        f"estimator: {fact.estimator}",
        f"subgroups: {fact.subgroups or 'none'}",
        "smallest effect that could be seen: "
        + ("not known from the years before" if visible is None else f"{visible:g} points"),
    )
    late = (
        "the results it speaks of are in already: the report will say that it was added afterwards"
    )
    return Receipt(
        writer.seq_written,
        said,
        dry_run=asked.dry_run,
        notes=(late,) if came is not None else (),
    )


def _fact(reader: Reader, asked: Request, found: MatchedStudy, given: PlanInput) -> EvaluationPlan:
    cohort, span = reader.cohort_in_use, found.course.span()
    return EvaluationPlan(
        cohort=cohort,
        number=reader.next_number(EvaluationPlan, cohort=cohort),
        made_on=asked.as_of,
        outcome=parse_outcome(given.outcome),
        before="+".join(span.before),
        after=span.after,
        chosen_by=_choice(given.chosen_by, found),
        pool=found.pool.words,
        estimator=f"{ADJUSTED}; {ROBUST}",
        subgroups=",".join(_subgroup(each) for each in given.subgroups),
        smallest_visible=smallest_visible(_error(found, parse_outcome(given.outcome))),
    )


def _choice(text: str | None, found: MatchedStudy) -> str:
    return _one_of("rule of choice", text, ChoiceRule) if text else found.choice.value


def _subgroup(text: str) -> str:
    return _one_of("subgroup", text, Subgroup)


def _one_of(what: str, text: str, known: type[ChoiceRule] | type[Subgroup]) -> str:
    if text not in list(known):
        raise UsageError(f"{text!r} is no {what}", fix=f"one of: {', '.join(known)}")
    return text


def _error(found: MatchedStudy, name: str) -> float | None:
    """The standard error to be expected, from the years before; ``None`` where they do not tell."""
    whole = found.usable(found.course.span(), name)
    spans = placebo_spans(whole.before)
    everyone = {*found.programme, *found.pool.outside}
    known = found.units(Span(whole.before, whole.before[-1]), name, everyone)
    if not spans:
        return None
    return planned_error(known, found.programme, found.units(spans[-1], name, everyone))
