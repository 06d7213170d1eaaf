"""Intervals: a value with how far it may lie to either side."""

from collections.abc import Iterator, Sequence

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import (
    BAR,
    EDGE,
    LINE,
    ROW_GAP,
    STYLES,
    Frame,
    Mark,
    Plot,
    Shape,
    Stroke,
    at,
    label_width,
    marker,
    unit_above,
)
from bleadchallenge.packs.charts.series import Series, known, labels_of, series_of
from bleadchallenge.packs.figures import HIDDEN, UNKNOWN
from bleadchallenge.packs.value import Chart

_WIDTH = 560
_LABELS_WIDTH = 250
_FIGURES_WIDTH = 124
_ROW = BAR + ROW_GAP
_STYLE = STYLES[0]


def interval_plot(chart: Chart) -> Plot:
    """A marker at the value of each row and a line from its lower to its upper end."""
    three = _three(series_of(chart), len(chart.table.rows))
    labels = labels_of(chart)
    top = LINE + EDGE
    axis = axis_of(known(three), from_nought=True)
    foot = top + _ROW * len(labels)
    frame = Frame(label_width(labels, _LABELS_WIDTH), _WIDTH - _FIGURES_WIDTH, top, foot, axis)
    return Plot(
        template="charts/intervals.svg.j2",
        width=_WIDTH,
        height=int(foot + LINE + EDGE),
        keys=(),
        rules=frame.uprights(),
        marks=(
            *unit_above(chart, top),
            *frame.numbers_below(),
            *frame.labels_beside(labels, _ROW),
            *_numbers(three, frame),
        ),
        strokes=tuple(_strokes(three, frame)),
        shapes=tuple(_markers(three[0], frame)),
    )


def _three(series: Sequence[Series], count: int) -> tuple[Series, Series, Series]:
    """Value, lower and upper; a bound that is not given is a gap."""
    none = Series("", (None,) * count, (UNKNOWN,) * count)
    value, lower, upper = (*series[:3], none, none, none)[:3]
    return value, lower, upper


def _middle(frame: Frame, place: int) -> float:
    return frame.top + _ROW * (place + 0.5)


def _strokes(three: tuple[Series, Series, Series], frame: Frame) -> Iterator[Stroke]:
    """The intervals; none is drawn without its value."""
    figures = zip(*(each.figures for each in three), strict=True)
    for place, (value, lower, upper) in enumerate(figures):
        if value is not None and lower is not None and upper is not None:
            y = at(_middle(frame, place))
            ends = f"{at(frame.across(lower))},{y} {at(frame.across(upper))},{y}"
            yield Stroke(ends, _STYLE)


def _markers(values: Series, frame: Frame) -> Iterator[Shape]:
    for place, value in enumerate(values.figures):
        if value is not None:
            yield Shape(marker(_STYLE, frame.across(value), _middle(frame, place)), _STYLE)


def _numbers(three: tuple[Series, Series, Series], frame: Frame) -> list[Mark]:
    value, lower, upper = (each.texts for each in three)
    x = at(frame.right + EDGE)
    return [
        Mark(x, at(_middle(frame, place) + 4), _figure_text(text, lower[place], upper[place]))
        for place, text in enumerate(value)
    ]


def _figure_text(value: str, lower: str, upper: str) -> str:
    return value if value in {HIDDEN, UNKNOWN} else f"{value} ({lower} to {upper})"
