"""Native charts, drawn from a sheet of their own in which a gap is an empty cell.

A spreadsheet draws a text such as ``c`` as nought; an empty cell it leaves out.
Nothing is kept in a chart's cache that does not stand in those cells.
"""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import STYLES, Style
from bleadchallenge.packs.charts.series import Series, known
from bleadchallenge.packs.escaping import for_cell
from bleadchallenge.packs.layout.values import ChartLayout
from bleadchallenge.packs.value import ChartKind
from bleadchallenge.packs.workbook.formats import Formats
from bleadchallenge.packs.workbook.words import Words

_DASHES: Final = {"": "solid", "7 4": "dash", "2 4": "round_dot", "10 3 2 3": "dash_dot"}
_TYPES: Final = {ChartKind.LINES: "line", ChartKind.BARS: "bar", ChartKind.INTERVALS: "line"}
_WIDTH, _HEIGHT, _ROWS = 520, 270, 15
_MOST_OF_DESCRIPTION = 1000


class ChartSheet:
    """The sheet that charts draw from; it is there when there is a chart."""

    def __init__(
        self, book: Workbook, sheet: Worksheet | None, formats: Formats, words: Words
    ) -> None:
        """Begin below the sheet's title."""
        self._book = book
        self._sheet = sheet
        self._formats = formats
        self._words = words
        self._row = 3
        if sheet is not None:
            self._begin(sheet)

    def _begin(self, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, self._words.charts.title, self._formats.named("title"))
        sheet.write_string(1, 0, self._words.charts.lead)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 6, 16)

    def insert(self, drawn: ChartLayout, onto: Worksheet, row: int) -> int:
        """Draw a chart on a sheet; gives the row below it."""
        if self._sheet is None:
            return row
        chart = self._book.add_chart({"type": _TYPES[drawn.draws]})
        top = self._figures(self._sheet, drawn)
        bottom = top + len(drawn.labels)
        shown = drawn.series[:1] if drawn.draws is ChartKind.INTERVALS else drawn.series
        for place, _ in enumerate(shown[: len(STYLES)], start=1):
            chart.add_series(self._series(self._sheet.get_name(), drawn, top, bottom, place))
        _dress(chart, drawn, [self._sheet.get_name(), top - 1])
        onto.insert_chart(row, 0, chart, {"description": drawn.alternative[:_MOST_OF_DESCRIPTION]})
        return row + _ROWS

    def _figures(self, sheet: Worksheet, drawn: ChartLayout) -> int:
        """Write what a chart draws; gives the row of its headings."""
        top = self._row + 1
        sheet.write_string(self._row, 0, for_cell(drawn.title), self._formats.named("caption"))
        sheet.write_string(self._row, 1, for_cell(drawn.unit))
        for place, series in enumerate(self._columns(drawn), start=1):
            sheet.write_string(top, place, for_cell(series.name), self._formats.named("label"))
            for count, figure in enumerate(series.figures, start=1):
                if figure is not None:
                    sheet.write_number(top + count, place, figure)
        for count, label in enumerate(drawn.labels, start=1):
            sheet.write_string(top + count, 0, for_cell(label))
        self._row = top + len(drawn.labels) + 2
        return top

    def _columns(self, drawn: ChartLayout) -> tuple[Series, ...]:
        if drawn.draws is not ChartKind.INTERVALS:
            return drawn.series
        return _distances(drawn.series, self._words.charts.columns)

    def _series(
        self, sheet: str, drawn: ChartLayout, top: int, bottom: int, place: int
    ) -> dict[str, Any]:
        style = STYLES[place - 1]
        series: dict[str, Any] = {
            "name": [sheet, top, place],
            "categories": [sheet, top + 1, 0, bottom, 0],
            "values": [sheet, top + 1, place, bottom, place],
        }
        match drawn.draws:
            case ChartKind.LINES:
                dash = _DASHES[style.dash]
                line = {"color": style.colour, "width": 2.25, "dash_type": dash}
                return {**series, "line": line, "marker": _marker(style)}
            case ChartKind.BARS:
                return {**series, "fill": {"color": style.colour}}
            case ChartKind.INTERVALS:
                bars = _error_bars(sheet, top, bottom, style) if _has_ends(drawn.series) else {}
                return {**series, "line": {"none": True}, "marker": _marker(style), **bars}


def _distances(series: tuple[Series, ...], names: tuple[str, ...]) -> tuple[Series, ...]:
    """A value with the distances to both ends of its interval."""
    if not _has_ends(series):
        return series[:1]
    value, lower, upper = series[:3]
    below = (_less(one, other) for one, other in zip(value.figures, lower.figures, strict=True))
    above = (_less(one, other) for one, other in zip(upper.figures, value.figures, strict=True))
    return (
        value,
        Series(names[0], tuple(below), lower.texts),
        Series(names[1], tuple(above), upper.texts),
    )


def _has_ends(series: tuple[Series, ...]) -> bool:
    """Whether lower and upper stand beside the value."""
    return len(series) >= len(("value", "lower", "upper"))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one - other, 6)


def _error_bars(sheet: str, top: int, bottom: int, style: Style) -> dict[str, Any]:
    quoted = sheet.replace("'", "''")

    def cells(column: str) -> str:
        return f"='{quoted}'!${column}${top + 2}:${column}${bottom + 1}"

    bars = {
        "type": "custom",
        "minus_values": cells("C"),
        "plus_values": cells("D"),
        "line": {"color": style.colour, "width": 1.5},
    }
    return {"y_error_bars": bars}


def _marker(style: Style) -> dict[str, Any]:
    colour = {"color": style.colour}
    return {"type": style.marker, "size": 7, "fill": colour, "border": colour}


def _dress(chart: Any, drawn: ChartLayout, row: list[Any]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Title and axes; their texts are read from cells, as a text given here could be a formula."""
    chart.set_title({"name": [*row, 0], "name_font": {"size": 12}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.set_legend(
        {"none": True} if drawn.draws is ChartKind.INTERVALS else {"position": "bottom"}
    )
    chart.show_blanks_as("gap")
    name = {"name": [*row, 1], "name_font": {"bold": False}} if drawn.unit else {}
    figures = {**name, "major_gridlines": {"visible": True, "line": {"color": "#D5DADE"}}}
    labels = {"label_position": "low", "major_gridlines": {"visible": False}}
    if drawn.draws is ChartKind.BARS:
        chart.set_x_axis(figures)
        chart.set_y_axis({**labels, "reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(labels)
        chart.set_y_axis({**figures, **_ends(drawn)})


def _ends(drawn: ChartLayout) -> dict[str, float]:
    """The ends of the axis of intervals, which spreadsheets would lay by the values alone."""
    if drawn.draws is not ChartKind.INTERVALS:
        return {}
    axis = axis_of(known(drawn.series[:3]), from_nought=True)
    return {"min": axis.low, "max": axis.high}
