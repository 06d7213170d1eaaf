"""Where the two groups stood year by year: whether they ran side by side before."""

from collections.abc import Sequence
from dataclasses import dataclass

from bleadchallenge.domain.evaluation.effects import Beside
from bleadchallenge.domain.explained import Explained
from bleadchallenge.usecases.evaluating.wanted import Opened
from bleadchallenge.usecases.figures.matched import Study


@dataclass(frozen=True, slots=True)
class YearsMeans:
    """A year's means over the schools compared, and the nation's figure; ``None`` unknown."""

    year: str
    programme: float | None
    matched: float | None
    national: Explained


def means(found: Opened) -> list[YearsMeans]:
    """The means of the schools that are compared, for every year from the first before."""
    study = found.study
    schools = study.schools(found.span, found.name)
    years = [year for year in study.known if found.span.before[0] <= year <= found.span.after]
    return [
        YearsMeans(
            year,
            _mean([study.value(each.own.urn, year, found.name)[0] for each in schools]),
            _mean([_of_set(study, each, year, found.name) for each in schools]),
            study.figures.national(year, found.name),
        )
        for year in years
    ]


def _of_set(study: Study, beside: Beside, year: str, name: str) -> float | None:
    return _mean([study.value(each.urn, year, name)[0] for each in beside.matched])


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 6) if known else None
