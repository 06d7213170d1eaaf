"""What was promised for published figures, beside what the marker and the last results say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bleadchallenge.domain.evaluation.spans import Course
from bleadchallenge.domain.evaluation.summative import met
from bleadchallenge.domain.figures.cells import HIDDEN, CellStatus
from bleadchallenge.domain.figures.small import is_small_cohort
from bleadchallenge.domain.kpis import Point, Side, this_target
from bleadchallenge.domain.refs import RefKind, ref
from bleadchallenge.domain.words import Met
from bleadchallenge.store.given import given
from bleadchallenge.store.indicators import Tracked, results_day, tracked
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import Asked
from bleadchallenge.usecases.evaluating.wanted import Opened


@dataclass(frozen=True, slots=True)
class Promised:
    """An indicator that reads itself from results, for one year: result, target, met or not."""

    year: str
    value: float | None
    hidden: bool
    target: Point | None
    met: Met | None
    small: bool
    ref: str


def promised(found: Opened, each: Tracked, year: str) -> Promised:
    """What a year's results say of an indicator's target.

    The target is the one due when those results stand, else the last there was.
    """
    study, kpi = found.study, each.kpi
    day = results_day(year, study.policy)
    outcome = study.figures.outcome(kpi.urn, year)
    cell = outcome.figure(kpi.measure) if outcome else None
    hidden = cell is not None and cell.status is CellStatus.SUPPRESSED
    value = cell.value if cell else None
    target = this_target(each.indicator, day)
    return Promised(
        year,
        value,
        hidden,
        target,
        met(value, target, each.indicator),
        bool(outcome and is_small_cohort(outcome.pupils)),
        ref(RefKind.ROW, "ks2", year, kpi.urn, kpi.measure),
    )


def rows_of(reader: Reader, found: Opened, asked: Asked) -> list[dict[str, Any]]:
    """A row for each school's indicator that is linked to results, by school."""
    study = found.study
    linked = _linked(reader, found)
    rows = [_row(reader, found, each, study.course, asked) for each in linked]
    return sorted(rows, key=lambda row: (row["name"], row["urn"], row["code"]))


def _linked(reader: Reader, found: Opened) -> Iterator[Tracked]:
    study = found.study
    ends = study.policy.terms[-1].ends
    for each in tracked(reader, study.policy, ends):
        if each.kpi.measure and each.kpi.side == Side.SCHOOL and each.kpi.urn in study.programme:
            yield each


def _row(
    reader: Reader, found: Opened, each: Tracked, course: Course, asked: Asked
) -> dict[str, Any]:
    kpi, study = each.kpi, found.study
    marker = promised(found, each, course.markers[-1]) if course.markers else None
    last = promised(found, each, found.span.after)
    return {
        "urn": kpi.urn,
        "name": study.programme[kpi.urn],
        "code": kpi.code,
        "baseline": kpi.baseline,
        "marker": _shown(marker),
        "marker_ref": marker.ref if marker else "",
        "marker_target": marker.target.value if marker and marker.target else None,
        "marker_met": _met(marker),
        "value": _shown(last),
        "value_ref": last.ref,
        "target": last.target.value if last.target else None,
        "met": _met(last),
        "small": last.small,
        "rated": given(reader, study.policy, kpi.urn, asked.as_of).impact or None,
    }


def _shown(said: Promised | None) -> float | str | None:
    if said is None:
        return None
    return HIDDEN if said.hidden else said.value


def _met(said: Promised | None) -> str:
    if said is None:
        return "cannot be known"
    if said.hidden:
        return "hidden"
    return str(said.met) if said.met else "cannot be known"
