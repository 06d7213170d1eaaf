"""How firm an effect is: the same sum made otherwise, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.domain.evaluation.effects import Effect
from bleadchallenge.domain.evaluation.limits import DIFFERENCES
from bleadchallenge.domain.evaluation.years_compared import Span
from bleadchallenge.domain.results.uncertainty import GROUP_AT_LEAST
from bleadchallenge.domain.years import label
from bleadchallenge.store.schools.participation import left_by
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import EffectColumns, effect_ref, of_effect
from bleadchallenge.usecases.listing import Listing, column, row, spread
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS


@row
class CheckRow:
    """The effect as it comes out when the sum is made in one way."""

    how: str = column("made")
    span: str = column(hidden=True)
    ref: str = column(hidden=True)
    effect: EffectColumns = spread(only=("schools", "points", "lower", "upper", "verdict"))


@dataclass(frozen=True, slots=True)
class RobustnessCheck:
    """The sum made in one way, in words, with what it gives; ``ref`` where it is explained."""

    how: str
    effect: Effect
    span: Span
    ref: str = ""


def checks(asked: Request, wanted: EvaluationOptions) -> Listing[CheckRow]:
    """The effect made in other ways; where they disagree it is not firm."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        rows = tuple(row_of(each) for each in recalculated(found, asked))
        notes = (f"{WORDS[found.name]}, {found.span.words}",)
        return Listing("evaluate-checks", asked.as_of, reader.change, CheckRow, rows, notes)


def recalculated(found: EvaluationContext, asked: Request) -> Iterator[RobustnessCheck]:
    """The headline, then in differences, each year before alone, other schools, the markers."""
    study, span, name = found.study, found.span, found.name

    def plain(how: str, over: Span) -> RobustnessCheck:
        return RobustnessCheck(
            how, study.effect(over, name), over, effect_ref(found, over, name, "points")
        )

    yield plain("as it is reported", span)
    yield RobustnessCheck(DIFFERENCES, study.differences(span, name), span)
    if len(span.before) > 1:
        for year in span.before:
            yield plain(f"given {label(year)} alone", Span((year,), span.after))
    chosen = {each.urn: each for each in study.reader.where(Selection)}
    yield RobustnessCheck(
        "without schools that left",
        study.effect(span, name, lambda urn: left_by(chosen.get(urn), asked.as_of) is None),
        span,
    )
    yield RobustnessCheck(
        f"schools of {GROUP_AT_LEAST} pupils or more",
        study.effect(span, name, lambda urn: _enough(study.pupils(urn, span.after, name))),
        span,
    )
    for year in study.course.markers:
        if year in study.known and year != span.after:
            yield plain(f"to the marker of {label(year)}", Span(span.before, year))


def _enough(pupils: int | None) -> bool:
    return pupils is not None and pupils >= GROUP_AT_LEAST


def row_of(each: RobustnessCheck) -> CheckRow:
    """A check as a row."""
    return CheckRow(each.how, str(each.span), each.ref, of_effect(each.effect))
