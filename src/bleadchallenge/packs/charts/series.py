"""What a chart draws: labels and series, with a gap where nothing is known or shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from bleadchallenge.packs.figures import decimals_of, heading, rounded_as_shown, written
from bleadchallenge.packs.value import Cell, Chart, Column


@dataclass(frozen=True, slots=True)
class Series:
    """A column of figures as it is drawn; a gap is ``None``."""

    name: str
    figures: tuple[float | None, ...]
    texts: tuple[str, ...]


def series_of(chart: Chart) -> tuple[Series, ...]:
    """The series of a chart: the columns of its table after the first."""
    return tuple(
        Series(
            heading(column),
            tuple(_figure(row[place], column) for row in chart.table.rows),
            tuple(written(row[place], column) for row in chart.table.rows),
        )
        for place, column in enumerate(chart.table.columns[1:], start=1)
    )


def labels_of(chart: Chart) -> tuple[str, ...]:
    """The labels of a chart: the first column of its table."""
    first = chart.table.columns[0]
    return tuple(written(row[0], first) for row in chart.table.rows)


def _figure(cell: Cell, column: Column) -> float | None:
    """A cell's figure as it is shown, or ``None`` where there is none or it is kept back."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return float(rounded_as_shown(cell.value, decimals_of(cell, column)))


def known(series: Iterable[Series]) -> list[float]:
    """Every figure that is drawn."""
    return [figure for each in series for figure in each.figures if figure is not None]
