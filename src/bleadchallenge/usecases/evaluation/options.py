"""What of an evaluation is asked for: the outcome and the years."""

from dataclasses import dataclass

from bleadchallenge.domain.evaluation.years_compared import Span, placebo_spans, resolve_span
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy, study
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name
from bleadchallenge.usecases.request import policy_of
from bleadchallenge.usecases.results.analysis import RWM
from bleadchallenge.usecases.results.school_figures import WORDS

OUTCOMES = (
    RWM,
    "rwm_higher_pct",
    "reading_expected_pct",
    "writing_expected_pct",
    "maths_expected_pct",
    "rwm_expected_disadvantaged_pct",
    "rwm_expected_others_pct",
    "reading_progress",
    "writing_progress",
    "maths_progress",
)
"""What the programme is judged by; the first was named beforehand."""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """The outcome and the years as written; ``None`` is the programme's own."""

    outcome: str | None = None
    before: str | None = None
    after: str | None = None
    placebo: bool = False


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """An evaluation opened: the schools beside each other, and the years asked for."""

    study: MatchedStudy
    span: Span
    name: str


def open_evaluation(reader: Reader, wanted: EvaluationOptions) -> EvaluationContext:
    """Open what is asked for; with ``placebo`` the last of the placebo years is the span."""
    found = study(reader, policy_of(reader))
    name = parse_outcome(wanted.outcome)
    pretended = placebo_spans(found.course.before)
    if wanted.placebo and pretended and not wanted.after:
        return EvaluationContext(found, pretended[-1], name)
    return EvaluationContext(
        found, resolve_span(found.course, wanted.before, wanted.after, found.known), name
    )


def parse_outcome(text: str | None) -> str:
    """The figure a person means, with or without its ending; none is the first of them."""
    if not text:
        return RWM
    asked = text.strip().lower().replace("-", "_")
    for name in OUTCOMES:
        if asked in (name, name.removesuffix("_pct")):
            return name
    return resolve_name("outcome", text, [NamedRecord(name, WORDS[name]) for name in OUTCOMES])
