"""What was promised for published figures, beside what the marker and the last results say."""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.domain.choices import Fulfilment, Side
from bleadchallenge.domain.evaluation.summative import target_met
from bleadchallenge.domain.evaluation.years_compared import EvaluationYears
from bleadchallenge.domain.kpis.status import Point, this_target
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.cells import HIDDEN, CellStatus
from bleadchallenge.domain.results.small_numbers import is_small_cohort
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import KpiHistory, kpi_histories, results_day
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.usecases.evaluation.options import EvaluationContext
from bleadchallenge.usecases.request import Request


@dataclass(frozen=True, slots=True)
class TargetResult:
    """An indicator that reads itself from results, for one year: result, target, met or not."""

    year: str
    value: float | None
    hidden: bool
    target: Point | None
    met: Fulfilment | None
    small: bool
    ref: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A school's indicator that is linked to results: the marker and the last beside targets."""

    urn: str
    name: str
    code: str
    baseline: float | None
    marker: float | str | None
    marker_ref: str
    marker_target: float | None
    marker_met: str
    value: float | str | None
    value_ref: str
    target: float | None
    met: str
    small: bool
    rated: str | None


def target_results(found: EvaluationContext, each: KpiHistory, year: str) -> TargetResult:
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
    return TargetResult(
        year,
        value,
        hidden,
        target,
        target_met(value, target, each.indicator),
        bool(outcome and is_small_cohort(outcome.pupils)),
        ref(RefKind.ROW, "ks2", year, kpi.urn, kpi.measure),
    )


def rows_of(reader: Reader, found: EvaluationContext, asked: Request) -> list[PromiseRow]:
    """A row for each school's indicator that is linked to results, by school."""
    study = found.study
    linked = _linked(reader, found)
    rows = [_row(reader, found, each, study.course, asked) for each in linked]
    return sorted(rows, key=lambda each: (each.name, each.urn, each.code))


def _linked(reader: Reader, found: EvaluationContext) -> Iterator[KpiHistory]:
    study = found.study
    ends = study.policy.terms[-1].ends
    for each in kpi_histories(reader, study.policy, ends):
        linked = each.kpi.measure and not each.ledger
        if linked and each.kpi.side == Side.SCHOOL and each.kpi.urn in study.programme:
            yield each


def _row(
    reader: Reader,
    found: EvaluationContext,
    each: KpiHistory,
    course: EvaluationYears,
    asked: Request,
) -> PromiseRow:
    kpi, study = each.kpi, found.study
    marker = target_results(found, each, course.markers[-1]) if course.markers else None
    last = target_results(found, each, found.span.after)
    return PromiseRow(
        urn=kpi.urn,
        name=study.programme[kpi.urn],
        code=kpi.code,
        baseline=kpi.baseline,
        marker=_value_or_hidden(marker),
        marker_ref=marker.ref if marker else "",
        marker_target=marker.target.value if marker and marker.target else None,
        marker_met=_met(marker),
        value=_value_or_hidden(last),
        value_ref=last.ref,
        target=last.target.value if last.target else None,
        met=_met(last),
        small=last.small,
        rated=support_received(reader, study.policy, kpi.urn, asked.as_of).impact or None,
    )


def _value_or_hidden(said: TargetResult | None) -> float | str | None:
    if said is None:
        return None
    return HIDDEN if said.hidden else said.value


def _met(said: TargetResult | None) -> str:
    if said is None:
        return "cannot be known"
    if said.hidden:
        return "hidden"
    return str(said.met) if said.met else "cannot be known"
