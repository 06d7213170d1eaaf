"""What of an evaluation is asked for: the outcome and the years."""

from dataclasses import dataclass

from bleadchallenge.domain.evaluation.spans import Span, placebo_spans, span_meant
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import policy_of
from bleadchallenge.usecases.figures.analysing import RWM
from bleadchallenge.usecases.figures.figures import WORDS
from bleadchallenge.usecases.figures.matched import Study, study
from bleadchallenge.usecases.meant import Named, meant

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
class Wanted:
    """The outcome and the years as written; ``None`` is the programme's own."""

    outcome: str | None = None
    before: str | None = None
    after: str | None = None
    placebo: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An evaluation opened: the schools beside each other, and the years asked for."""

    study: Study
    span: Span
    name: str


def opened(reader: Reader, wanted: Wanted) -> Opened:
    """Open what is asked for; with ``placebo`` the last of the placebo years is the span."""
    found = study(reader, policy_of(reader))
    name = outcome_meant(wanted.outcome)
    pretended = placebo_spans(found.course.before)
    if wanted.placebo and pretended and not wanted.after:
        return Opened(found, pretended[-1], name)
    return Opened(found, span_meant(found.course, wanted.before, wanted.after, found.known), name)


def outcome_meant(text: str | None) -> str:
    """The figure a person means, with or without its ending; none is the first of them."""
    if not text:
        return RWM
    asked = text.strip().lower().replace("-", "_")
    for name in OUTCOMES:
        if asked in (name, name.removesuffix("_pct")):
            return name
    return meant("outcome", text, [Named(name, WORDS[name]) for name in OUTCOMES])
