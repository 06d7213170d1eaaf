"""Native charts, drawn from the very table beside them; none where a figure is missing.

A spreadsheet draws a text such as ``c`` as nought, so a table with a hidden or an
unknown figure has its chart on the pages alone.
"""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import STYLES, Style
from bleadchallenge.packs.charts.series import Series, known
from bleadchallenge.packs.layout.values import ChartLayout, TableLayout
from bleadchallenge.packs.value import ChartKind

_DASHES: Final = {
    "": "solid",
    "7 4": "dash",
    "2 4": "round_dot",
    "10 3 2 3": "dash_dot",
    "1 3": "round_dot",
}
_TYPES: Final = {ChartKind.LINES: "line", ChartKind.BARS: "bar", ChartKind.INTERVALS: "line"}
_WIDTH, _HEIGHT = 520, 270
_MOST_OF_DESCRIPTION = 1000
_ENDS = 3


def insert_chart(book: Workbook, sheet: Worksheet, drawn: ChartLayout, table: TableLayout) -> None:
    """Draw a chart to the right of its table."""
    kind = _TYPES.get(drawn.draws)
    series = drawn.series[:1] if drawn.draws is ChartKind.INTERVALS else drawn.series[: len(STYLES)]
    if kind is None or any(figure is None for each in drawn.series for figure in each.figures):
        return
    chart = book.add_chart({"type": kind})
    for place, each in enumerate(series, start=1):
        chart.add_series(_series(sheet.get_name(), drawn, each, place))
    _dress(chart, drawn)
    description = {"description": drawn.alternative[:_MOST_OF_DESCRIPTION]}
    sheet.insert_chart(1, len(table.columns) + 1, chart, description)


def _series(sheet: str, drawn: ChartLayout, each: Series, place: int) -> dict[str, object]:
    style, last = STYLES[place - 1], len(each.figures)
    series: dict[str, object] = {
        "name": [sheet, 0, place],
        "categories": [sheet, 1, 0, last, 0],
        "values": [sheet, 1, place, last, place],
    }
    if drawn.draws is ChartKind.LINES:
        line = {"color": style.colour, "width": 2.25, "dash_type": _DASHES[style.dash]}
        return {**series, "line": line, "marker": _marker(style)}
    if drawn.draws is ChartKind.INTERVALS:
        bars = _error_bars(drawn.series, style) if len(drawn.series) >= _ENDS else {}
        return {**series, "line": {"none": True}, "marker": _marker(style), **bars}
    return {**series, "fill": {"color": style.colour}}


def _error_bars(series: tuple[Series, ...], style: Style) -> dict[str, object]:
    """The distances from the value to the ends of its interval."""
    value, lower, upper = (each.figures for each in series[:_ENDS])
    bars = {
        "type": "custom",
        "minus_values": [_less(one, other) for one, other in zip(value, lower, strict=True)],
        "plus_values": [_less(one, other) for one, other in zip(upper, value, strict=True)],
        "line": {"color": style.colour, "width": 1.5},
    }
    return {"y_error_bars": bars}


def _less(one: float | None, other: float | None) -> float:
    return round((one or 0.0) - (other or 0.0), 6)


def _marker(style: Style) -> dict[str, object]:
    colour = {"color": style.colour}
    kind = "plus" if style.marker == "cross" else style.marker
    return {"type": kind, "size": 7, "fill": colour, "border": colour}


def _dress(chart: Any, drawn: ChartLayout) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Axes and size; the sheet's name says what it is."""
    chart.set_title({"none": True})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    alone = drawn.draws is ChartKind.INTERVALS
    chart.set_legend({"none": True} if alone else {"position": "bottom"})
    figures = {"major_gridlines": {"visible": True, "line": {"color": "#D5DADE"}}}
    labels = {"label_position": "low", "major_gridlines": {"visible": False}}
    if drawn.draws is ChartKind.BARS:
        chart.set_x_axis(figures)
        chart.set_y_axis({**labels, "reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(labels)
        chart.set_y_axis({**figures, **_ends(drawn)})


def _ends(drawn: ChartLayout) -> dict[str, float]:
    """The ends of the axis: the same on every chart of percentages, wide enough for intervals."""
    if drawn.draws is ChartKind.LINES and drawn.unit == "%":
        return {"min": 0, "max": 100}
    if drawn.draws is not ChartKind.INTERVALS:
        return {}
    axis = axis_of(known(drawn.series[:_ENDS]), from_nought=True)
    return {"min": axis.low, "max": axis.high}
