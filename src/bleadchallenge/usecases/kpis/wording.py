"""Readings and targets as a reader of a pack sees them: counts as counts, shares with their n."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.kpis.status import Point, this_target
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.uncertainty import whole_pupils
from bleadchallenge.domain.units import PERCENT
from bleadchallenge.store.kpis import KpiHistory


@dataclass(frozen=True, slots=True)
class KpiWords:
    """An indicator's latest reading, the one before, and this term's target, in words.

    ``readings`` are its last readings in its own unit, oldest first; ``None`` is hidden.
    """

    reading: str | None
    last: str | None
    target: str | None
    readings: tuple[float | None, ...]


def kpi_words(each: KpiHistory, as_of: date, most: int = 6) -> KpiWords:
    """An indicator as a school's page shows it."""
    known = list(_readings(each, as_of))
    said = [_in_words(each, point) for point in known]
    if len(known) > 1 and known[-2].n == known[-1].n:
        said[-2] = said[-2].partition(" of ")[0]  # the number stands beside the latest
    target = this_target(each.indicator, as_of)
    return KpiWords(
        said[-1] if said else None,
        said[-2] if len(said) > 1 else None,
        _number(each, target.value) if target else None,
        tuple(None if point.of_few else point.value for point in known[-most:]),
    )


def _readings(each: KpiHistory, as_of: date) -> Iterator[Point]:
    """The readings up to a day; added up where the indicator is cumulative."""
    baseline = each.indicator.baseline
    total = baseline.value if baseline else 0.0
    for point in each.readings:
        if point.on <= as_of:
            total += point.value
            yield Point(point.on, total) if each.indicator.cumulative else point


def _in_words(each: KpiHistory, point: Point) -> str:
    """6 of 12 where the number is known, else the reading with its unit."""
    if point.of_few:
        return HIDDEN
    if each.indicator.share and point.n:
        return f"{whole_pupils(point.value, point.n)} of {point.n}"
    return _number(each, point.value)


def _number(each: KpiHistory, value: float) -> str:
    shown = f"{round(value, each.kpi.decimals):g}"
    return f"{shown} %" if each.kpi.unit == PERCENT else shown
