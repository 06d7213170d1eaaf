"""What an evaluation found and what it cannot say, in plain sentences."""

from collections.abc import Iterator, Sequence
from typing import Final

from bleadchallenge.domain.evaluation.choice import Placebo, fails
from bleadchallenge.domain.evaluation.years_compared import CANCELLED, Span
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.measures import Measure
from bleadchallenge.domain.results.published_figures import breaks_between
from bleadchallenge.domain.years import label

CHOSEN: Final = (
    "The schools were chosen because they did badly and agreed to take part; they were not drawn "
    "by lot. What sets them apart from the others and is in no table counts in the effect."
)
REGRESSION: Final = (
    "Schools that were low by chance rise by themselves (regression to the mean). The sum holds "
    "each school against what its results before would have given, so this does not count as "
    "effect; how well that works here is what the placebos show."
)
SHARED: Final = (
    "The other schools had no day of this programme; what else they were given is not on record, "
    "and what they learnt from the programme's schools counts against the effect."
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
    "named beforehand first and the others as hints."
)
DIFFERENCES: Final = (
    "difference in differences, which assumes that chosen and other schools would have moved "
    "alike; schools chosen for bad results do not, so it flatters the programme"
)


def limits(span: Span, placebos: Sequence[Placebo], rule: EvaluationRule) -> tuple[str, ...]:
    """Everything that must be read beside an effect over a span of years."""
    return (
        placebo_words(placebos),
        CHOSEN,
        REGRESSION,
        SHARED,
        STAYED,
        *_years(span),
        PROGRESS,
        LOOKED,
        _costs(rule),
    )


def placebo_words(placebos: Sequence[Placebo]) -> str:
    """What the rule of choice gives where nothing was done, in a sentence."""
    judged = [each for each in placebos if each.effect.interval is not None]
    moved = [each for each in judged if each.moves]
    if not judged:
        return (
            "The programme's rule of choice could be tried nowhere else: whether choosing alone "
            "makes an effect is not known."
        )
    points = [each.effect.points for each in judged if each.effect.points is not None]
    mean = sum(points) / len(points)
    tried = (
        f"The same rule of choice, applied {len(judged)} {'time' if len(judged) == 1 else 'times'} "
        f"where nothing was done, gave {mean:+.1f} points in the middle"
    )
    if fails(placebos):
        return (
            f"{tried}, and in {len(moved)} of {len(judged)} an effect that is not there: what is "
            "found here may come from how the schools were chosen."
        )
    found = "none" if not moved else f"{len(moved)}, as many as chance gives ({_named(moved)})"
    return f"{tried}; an effect that is not there was found in {found}."


def _named(moved: Sequence[Placebo]) -> str:
    """Where placebos moved, and how far."""
    return "; ".join(f"{each.where}, {each.effect.points:+.1f} points" for each in moved)


def in_order(said: Sequence[str], placebos: Sequence[Placebo]) -> tuple[str, ...]:
    """What is said of an effect, with the placebos: they come first where one of them moves."""
    tried = placebo_words(placebos)
    return (tried, *said) if any(each.moves for each in placebos) else (*said, tried)


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
