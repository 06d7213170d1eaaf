"""Percentages in lists of indicators: a column that was filled with fractions is refused."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bleadchallenge.domain.kpis.percentages import looks_like_fraction
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.units import Unit, unit_of
from bleadchallenge.domain.workbook.record_shapes import Record
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget
from bleadchallenge.usecases.workbook.lists import RecordPlan

_FIGURES = {
    "kpi": ("code", "baseline"),
    "kpi_target": ("kpi", "value"),
    "kpi_reading": ("kpi", "value"),
}
Which = tuple[str, str]


@dataclass(slots=True)
class _ColumnOfFractions:
    """Which indicators are percentages, and what is known of them."""

    units: dict[Which, str] = field(default_factory=dict)
    figures: dict[Which, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reader: Reader) -> None:
        """Add every indicator, target and reading on record."""
        for kpi in reader.all(Kpi):
            self.units[kpi.urn, kpi.code] = kpi.unit
            if kpi.baseline is not None:
                self.figures[kpi.urn, kpi.code].append(kpi.baseline)
        rows: list[KpiTarget | KpiReading] = [*reader.all(KpiTarget), *reader.all(KpiReading)]
        for row in rows:
            self.figures[row.urn, row.kpi].append(row.value)


def check_fractions(reader: Reader | None, parts: Sequence[RecordPlan]) -> list[RecordPlan]:
    """The parts without percentages that were written as fractions, which are told.

    It is decided for a column, by what is known of its indicators and what else
    is brought in; never cell by cell, and nothing is multiplied in silence.
    """
    known = _ColumnOfFractions()
    if reader is not None:
        known.add(reader)
    for part in parts:
        for record in part.new + part.changed:
            if part.shape.name == "kpi" and "unit" in record.values:
                known.units[_which(part, record)] = record.values["unit"]
    sound = [figure for _part, _row, which, figure in _percentages(parts, known) if figure > 1]
    found: dict[int, list[Problem]] = defaultdict(list)
    for part, row, which, figure in _percentages(parts, known):
        others = known.figures.get(which) or sound
        if looks_like_fraction(figure, others):
            found[id(part)].append(_fraction(part, row, figure))
    return [part.without(found[id(part)]) if found[id(part)] else part for part in parts]


def _percentages(
    parts: Sequence[RecordPlan], known: _ColumnOfFractions
) -> Iterator[tuple[RecordPlan, int, Which, float]]:
    for part in parts:
        column = _FIGURES.get(part.shape.name, ("", ""))[1]
        rows = dict(part.table.rows) if column else {}
        for record in part.new + part.changed if column else ():
            which, figure = _which(part, record), record.values.get(column)
            is_signed = "%" in part.table.cell(rows.get(record.row, []), column.upper())
            if figure is None or is_signed:
                continue
            if unit_of(known.units.get(which, "")) is Unit.PERCENT:
                yield part, record.row, which, figure


def _which(part: RecordPlan, record: Record) -> Which:
    return record.values["urn"], record.values[_FIGURES[part.shape.name][0]]


def _fraction(part: RecordPlan, row: int, figure: float) -> Problem:
    column = _FIGURES[part.shape.name][1]
    return part.table.problem(
        ProblemKind.BAD_PERCENTAGE,
        Severity.ROW,
        f"looks like a fraction where the column {column} holds percentages",
        row=row,
        column=column,
        found=f"{figure:g}",
        expected=f"{100 * figure:g} for {100 * figure:g} per cent, or {figure:g}% with its sign",
    )
