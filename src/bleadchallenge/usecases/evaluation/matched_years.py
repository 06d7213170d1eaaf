"""Where the two groups stood year by year: whether they ran side by side before."""

from collections.abc import Sequence
from dataclasses import dataclass

from bleadchallenge.domain.evaluation.effects import MatchedDifference
from bleadchallenge.domain.evaluation.years_compared import Span
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy


@dataclass(frozen=True, slots=True)
class YearMeans:
    """A year's means over the schools compared, and the nation's figure; ``None`` unknown."""

    year: str
    programme: float | None
    matched: float | None
    national: Provenance


def means(study: MatchedStudy, span: Span, name: str) -> list[YearMeans]:
    """The means of the schools that are compared, for every year from the first before."""
    years = [year for year in study.known if span.before[0] <= year <= span.after]
    return [means_of(study, span, name, year) for year in years]


def means_of(study: MatchedStudy, span: Span, name: str, year: str) -> YearMeans:
    """One year's means; a matched set counts once, as the school it belongs to."""
    schools = study.beside_each(span, name)
    return YearMeans(
        year,
        _mean([study.value(each.own.urn, year, name)[0] for each in schools]),
        _mean([_of_set(study, each, year, name) for each in schools]),
        study.figures.national(year, name),
    )


def _of_set(study: MatchedStudy, beside: MatchedDifference, year: str, name: str) -> float | None:
    return _mean([study.value(each.urn, year, name)[0] for each in beside.matched])


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 6) if known else None
