"""Where everything in a chart stands; the templates only put it on paper.

Lengths are in the drawing's own points, right and down from its top left corner.
Series are told apart by dash and marker as well as by colour. An unknown or
hidden figure is a gap: it is not in the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bleadchallenge.packs.axis import Axis, axis_of
from bleadchallenge.packs.figures import HIDDEN, UNKNOWN, heading, number, written
from bleadchallenge.packs.plain import cut, plain
from bleadchallenge.packs.value import Cell, Chart, Column, Draws

WIDTH: Final = 480
SERIES: Final = 4
"""More series than this are not drawn; the table gives them."""

_LETTER = 6.7
_LINE = 18
_EDGE = 8
_PLOT_HEIGHT = 190
_MARKER = 4.5
_BAR = 14
_ROW_GAP = 10
_LABEL_SHARE = 0.36
_FIGURES_WIDTH = 118
_BAR_FIGURES_WIDTH = 44


@dataclass(frozen=True, slots=True)
class Style:
    """How a series is told apart: its name in the stylesheet of all charts."""

    colour: str
    dash: str
    marker: str


STYLES: Final = (
    Style("#0b5cad", "", "circle"),
    Style("#b84700", "7 4", "square"),
    Style("#2f3a45", "2 4", "triangle"),
    Style("#6d5ba8", "10 3 2 3", "diamond"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A text at a place; ``anchor`` says which of its ends stands there."""

    x: str
    y: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: str
    y1: str
    x2: str
    y2: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A marker's path, or a bar's, in its series' style."""

    path: str
    style: Style


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, in its series' style."""

    points: str
    style: Style


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend."""

    stroke: Stroke | None
    shape: Shape
    name: Mark


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with every place worked out."""

    template: str
    width: int
    height: int
    keys: tuple[Key, ...]
    rules: tuple[Rule, ...]
    marks: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A column of figures as it is drawn; a gap is ``None``."""

    name: str
    figures: tuple[float | None, ...]
    texts: tuple[str, ...]


def plot_of(chart: Chart) -> Plot:
    """Work out a chart."""
    draw = {Draws.LINES: _lines, Draws.BARS: _bars, Draws.INTERVALS: _intervals}
    return draw[chart.draws](chart)


def series_of(chart: Chart) -> tuple[Series, ...]:
    """The series of a chart: the columns of its table after the first."""
    return tuple(
        Series(
            heading(column),
            tuple(_figure(row[place]) for row in chart.table.rows),
            tuple(written(row[place], column) for row in chart.table.rows),
        )
        for place, column in enumerate(chart.table.columns[1:], start=1)
    )


def labels_of(chart: Chart) -> tuple[str, ...]:
    """The labels of a chart: the first column of its table."""
    first = chart.table.columns[0]
    return tuple(written(row[0], first) for row in chart.table.rows)


def _figure(cell: Cell) -> float | None:
    """A cell's figure, or ``None`` where there is none or it is kept back."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return float(cell.value)


def _known(series: Iterable[Series]) -> list[float]:
    return [figure for each in series for figure in each.figures if figure is not None]


# Lines


def _lines(chart: Chart) -> Plot:
    series, labels = series_of(chart)[:SERIES], labels_of(chart)
    axis = axis_of(_known(series), from_nought=False)
    keys = _keys(series, lines=True)
    top = _LINE * len(keys) + _LINE + _EDGE
    foot = top + _PLOT_HEIGHT
    left = _EDGE + _wide(max((_tick(axis, each) for each in axis.ticks), key=len))
    right = WIDTH - _EDGE * 2
    across = _across(len(labels), left + 14, right - 14)
    places = [_places(each, axis, across, top, foot) for each in series]
    return Plot(
        template="charts/lines.svg.j2",
        width=WIDTH,
        height=int(foot + _LINE + _EDGE),
        keys=keys,
        rules=tuple(_level(axis, each, left, right, top, foot) for each in axis.ticks),
        marks=(
            *_unit(chart, top),
            *_tick_marks(axis, left, top, foot),
            *_labels_below(labels, across, foot, left, right),
        ),
        strokes=tuple(
            Stroke(" ".join(f"{_at(x)},{_at(y)}" for x, y in run), STYLES[count])
            for count, each in enumerate(places)
            for run in _runs(each)
        ),
        shapes=tuple(
            Shape(_marker(STYLES[count].marker, *place), STYLES[count])
            for count, each in enumerate(places)
            for place in each
            if place is not None
        ),
    )


def _across(count: int, left: float, right: float) -> list[float]:
    """Where so many points stand, evenly."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * each / (count - 1) for each in range(count)]


def _places(
    series: Series, axis: Axis, across: Sequence[float], top: float, foot: float
) -> list[tuple[float, float] | None]:
    return [
        None if figure is None else (x, foot - (foot - top) * axis.share(figure))
        for x, figure in zip(across, series.figures, strict=True)
    ]


def _runs(places: Iterable[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The points between gaps; a point that stands alone is no line."""
    groups = (list(run) for known, run in groupby(places, lambda each: each is not None) if known)
    runs = ([place for place in run if place is not None] for run in groups)
    return [run for run in runs if len(run) > 1]


def _level(axis: Axis, tick: float, left: float, right: float, top: float, foot: float) -> Rule:
    y = _at(foot - (foot - top) * axis.share(tick))
    return Rule(_at(left), y, _at(right), y, strong=tick in {0, axis.low})


def _tick_marks(axis: Axis, left: float, top: float, foot: float) -> list[Mark]:
    return [
        Mark(
            _at(left - 6), _at(foot - (foot - top) * axis.share(each) + 4), _tick(axis, each), "end"
        )
        for each in axis.ticks
    ]


def _labels_below(
    labels: Sequence[str], across: Sequence[float], foot: float, left: float, right: float
) -> list[Mark]:
    """As many labels as stand side by side, the last one always among them."""
    if not labels:
        return []
    widest = max(_wide(label) for label in labels) + _EDGE
    gap = across[1] - across[0] if len(across) > 1 else widest
    every = max(1, -int(-widest // gap))
    shown = [each for each in range(len(labels)) if (len(labels) - 1 - each) % every == 0]
    return [_label_below(labels[each], across[each], foot, left, right) for each in shown]


def _label_below(label: str, x: float, foot: float, left: float, right: float) -> Mark:
    text = cut(label, int((right - left) / _LETTER))
    half = _wide(text) / 2
    kept = min(max(x, half), WIDTH - half)
    return Mark(_at(kept), _at(foot + _LINE), text, "middle")


# Bars


def _bars(chart: Chart) -> Plot:
    series, labels = series_of(chart)[:SERIES], labels_of(chart)
    axis = axis_of(_known(series), from_nought=True)
    keys = _keys(series, lines=False)
    top = _LINE * len(keys) + _LINE + _EDGE
    row = _BAR * max(len(series), 1) + _ROW_GAP
    foot = top + row * len(labels)
    left, right = _label_width(labels), WIDTH - _BAR_FIGURES_WIDTH
    nought = left + (right - left) * axis.share(0)
    rows = [
        _Row(top + row * place + _ROW_GAP / 2 + _BAR * count, place, count)
        for place in range(len(labels))
        for count in range(len(series))
    ]
    return Plot(
        template="charts/bars.svg.j2",
        width=WIDTH,
        height=int(foot + _LINE + _EDGE),
        keys=keys,
        rules=tuple(_upright(axis, each, left, right, top, foot) for each in axis.ticks),
        marks=(
            *_unit(chart, top),
            *_feet(axis, left, right, foot),
            *_labels_beside(labels, left, top, row),
            *(_bar_figure(each, series, axis, left, right) for each in rows),
        ),
        strokes=(),
        shapes=tuple(
            Shape(_bar(figure, each.y, nought, left, right, axis), STYLES[each.series])
            for each in rows
            if (figure := series[each.series].figures[each.place]) is not None
        ),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar's row: where it begins, its label's place and its series' place."""

    y: float
    place: int
    series: int


def _bar(
    figure: float, y: float, nought: float, left: float, right: float, axis: Axis
) -> str:
    end = left + (right - left) * axis.share(figure)
    return f"M{_at(nought)} {_at(y + 1)}H{_at(end)}V{_at(y + _BAR - 1)}H{_at(nought)}Z"


def _bar_figure(
    row: _Row, series: Sequence[Series], axis: Axis, left: float, right: float
) -> Mark:
    """The figure at a bar's end; ``c`` or ``-`` at nought where there is no bar."""
    own = series[row.series]
    figure = own.figures[row.place]
    end = left + (right - left) * axis.share(max(figure or 0.0, 0.0))
    return Mark(_at(end + 5), _at(row.y + _BAR - 3), own.texts[row.place])


# Intervals


def _intervals(chart: Chart) -> Plot:
    value, lower, upper = _three(series_of(chart), len(chart.table.rows))
    labels = labels_of(chart)
    axis = axis_of(_known((value, lower, upper)), from_nought=True)
    top, row = float(_LINE + _EDGE), _BAR + _ROW_GAP
    foot = top + row * len(labels)
    left, right = _label_width(labels), WIDTH - _FIGURES_WIDTH
    style = STYLES[0]

    def across(figure: float) -> float:
        return left + (right - left) * axis.share(figure)

    drawn = [
        (top + row * (place + 0.5), middle, value.figures[place], low, high)
        for place, (low, high) in enumerate(zip(lower.figures, upper.figures, strict=True))
        if (middle := value.figures[place]) is not None
    ]
    return Plot(
        template="charts/intervals.svg.j2",
        width=WIDTH,
        height=int(foot + _LINE + _EDGE),
        keys=(),
        rules=tuple(_upright(axis, each, left, right, top, foot) for each in axis.ticks),
        marks=(
            *_unit(chart, top),
            *_feet(axis, left, right, foot),
            *_labels_beside(labels, left, top, row),
            *_interval_figures((value, lower, upper), right, top, row),
        ),
        strokes=tuple(
            Stroke(f"{_at(across(low))},{_at(y)} {_at(across(high))},{_at(y)}", style)
            for y, _, _, low, high in drawn
            if low is not None and high is not None
        ),
        shapes=tuple(
            Shape(_marker(style.marker, across(middle), y), style) for y, middle, *_ in drawn
        ),
    )


def _three(series: Sequence[Series], count: int) -> tuple[Series, Series, Series]:
    """Value, lower and upper; a bound that is not given is a gap."""
    none = Series("", (None,) * count, (UNKNOWN,) * count)
    padded = (*series[:3], none, none, none)
    return padded[0], padded[1], padded[2]


def _interval_figures(
    three: tuple[Series, Series, Series], right: float, top: float, row: float
) -> list[Mark]:
    value, lower, upper = three
    return [
        Mark(
            _at(right + _EDGE),
            _at(top + row * (place + 0.5) + 4),
            text
            if text in {HIDDEN, UNKNOWN}
            else f"{text} ({lower.texts[place]} to {upper.texts[place]})",
        )
        for place, text in enumerate(value.texts)
    ]


# Common to all


def _keys(series: Sequence[Series], *, lines: bool) -> tuple[Key, ...]:
    """The legend, one line a series; none for one series that the title names."""
    return tuple(
        _key(each.name, STYLES[count], _LINE * count + _LINE, lines=lines)
        for count, each in enumerate(series)
    )


def _key(name: str, style: Style, y: float, *, lines: bool) -> Key:
    middle = y - 4
    stroke = Stroke(f"{_EDGE},{_at(middle)} {_EDGE + 34},{_at(middle)}", style) if lines else None
    square = f"M{_EDGE + 10} {_at(middle - 6)}h14v12h-14Z"
    path = _marker(style.marker, _EDGE + 17, middle) if lines else square
    text = cut(name, int((WIDTH - 60) / _LETTER))
    return Key(stroke, Shape(path, style), Mark(str(_EDGE + 44), _at(y), text))


def _unit(chart: Chart, top: float) -> tuple[Mark, ...]:
    """The unit, above the axis."""
    unit = plain(chart.unit)
    return (Mark(str(_EDGE), _at(top - 10), unit),) if unit else ()


def _upright(axis: Axis, tick: float, left: float, right: float, top: float, foot: float) -> Rule:
    x = _at(left + (right - left) * axis.share(tick))
    return Rule(x, _at(top), x, _at(foot), strong=tick == 0)


def _feet(axis: Axis, left: float, right: float, foot: float) -> list[Mark]:
    return [
        Mark(
            _at(left + (right - left) * axis.share(each)),
            _at(foot + _LINE - 2),
            _tick(axis, each),
            "middle",
        )
        for each in axis.ticks
    ]


def _labels_beside(labels: Sequence[str], left: float, top: float, row: float) -> list[Mark]:
    most = int((left - _EDGE * 2) / _LETTER)
    return [
        Mark(_at(left - _EDGE), _at(top + row * (place + 0.5) + 4), cut(label, most), "end")
        for place, label in enumerate(labels)
    ]


def _label_width(labels: Sequence[str]) -> float:
    widest = max((_wide(label) for label in labels), default=0.0) + _EDGE * 2
    return min(widest, WIDTH * _LABEL_SHARE)


def _marker(marker: str, x: float, y: float) -> str:
    """A marker's path around a point."""
    r = _MARKER
    match marker:
        case "circle":
            turn = f"a{r} {r} 0 1 0"
            return f"M{_at(x - r)} {_at(y)}{turn} {2 * r} 0{turn} {-2 * r} 0Z"
        case "square":
            return f"M{_at(x - r)} {_at(y - r)}h{2 * r}v{2 * r}h{-2 * r}Z"
        case "triangle":
            return f"M{_at(x)} {_at(y - r)}l{r} {2 * r}h{-2 * r}Z"
        case _:
            return f"M{_at(x)} {_at(y - r - 1)}l{r + 1} {r + 1}l{-r - 1} {r + 1}l{-r - 1} {-r - 1}Z"


def _tick(axis: Axis, tick: float) -> str:
    return number(tick, axis.decimals)


def _wide(text: str) -> float:
    """About how wide a text is in the charts' letter."""
    return len(text) * _LETTER


def _at(length: float) -> str:
    return f"{length:.1f}"
