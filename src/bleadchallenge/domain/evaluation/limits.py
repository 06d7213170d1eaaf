"""What an evaluation cannot say, in plain sentences; they stand beside every effect."""

from collections.abc import Iterator, Sequence
from typing import Final

from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict, parallel
from bleadchallenge.domain.evaluation.years_compared import CANCELLED, Span
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.measures import Measure
from bleadchallenge.domain.results.published_figures import breaks_between
from bleadchallenge.domain.years import label

CHOSEN: Final = (
    "The schools were chosen because they did badly and agreed to take part; they were not drawn "
    "by lot. What sets them apart from their matched sets and is in no table counts in the effect."
)
REGRESSION: Final = (
    "Schools chosen after a bad year tend to do better the year after, whatever is done "
    "(regression to the mean). Compare the effect with that of schools matched on results too, "
    "and with the placebo years."
)
SHARED: Final = (
    "Matched schools had no day of this programme; what else they were given is not on record, and "
    "what they learnt from the programme's schools counts against the effect."
)
STAYED: Final = (
    "A school that left the programme still counts as one of it: the question is what choosing "
    "these schools did, not what staying did."
)
PROGRESS: Final = (
    "Progress scores are set to a national mean of 0 every year and their spread differs by year; "
    "a change in them is a change of place, not of learning. Junior schools' scores are biased low."
)
LOOKED: Final = (
    "Of twenty comparisons about one lies outside its interval by chance alone; read the outcome "
    "named beforehand (reading, writing and maths) first and the others as hints."
)


def limits(
    span: Span, placebos: Sequence[tuple[Span, Effect]], rule: EvaluationRule
) -> tuple[str, ...]:
    """Everything that must be read beside an effect over a span of years."""
    return (
        *_parallel(placebos),
        CHOSEN,
        REGRESSION,
        SHARED,
        STAYED,
        *_years(span),
        PROGRESS,
        LOOKED,
        _costs(rule),
    )


def _parallel(placebos: Sequence[tuple[Span, Effect]]) -> Iterator[str]:
    alike = parallel([effect for _, effect in placebos])
    if alike is None:
        yield (
            "No placebo year can be judged: it is not known whether the two groups moved alike "
            "before, on which the whole comparison rests."
        )
    elif not alike:
        told = "; ".join(
            f"{each.words} {effect.points:+.1f} points"
            for each, effect in placebos
            if effect.points is not None
            and effect.verdict in (EffectVerdict.AHEAD, EffectVerdict.BEHIND)
        )
        yield (
            f"The two groups did not move alike before the programme ({told}). The effect may be "
            "a return to where the schools were before, and cannot be put down to the programme."
        )
    else:
        yield (
            "In the placebo years, before anything was done, the two groups moved alike as far as "
            "the intervals can tell. That supports the comparison; it does not prove it."
        )


def _years(span: Span) -> Iterator[str]:
    for each in breaks_between(Measure.RWM_EXPECTED, span.before[0], span.after):
        yield f"{label(each.since)}: {each.note}. It met both groups alike ({each.source})."
    gone = ", ".join(label(year) for year in CANCELLED)
    yield (
        "No year before 2015/16 compares: the tests and the expected standard were new in 2016. "
        f"There are no results of {gone}."
    )


def _costs(rule: EvaluationRule) -> str:
    return (
        f"Cost is days times a rate ({rule.day_rate:g} pounds a day of support, "
        f"{rule.review_day_rate:g} a day of review: {rule.rates_are}); the schools' own time, "
        "sessions, the conference and the office are not counted."
    )
