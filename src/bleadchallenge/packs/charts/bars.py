"""Bars: figures beside each other, each with its number at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import (
    BAR,
    EDGE,
    LINE,
    ROW_GAP,
    SERIES,
    STYLES,
    WIDTH,
    Frame,
    Mark,
    Plot,
    Shape,
    Style,
    at,
    label_width,
    legend,
    unit_above,
)
from bleadchallenge.packs.charts.series import Series, known, labels_of, series_of
from bleadchallenge.packs.value import Chart

_FIGURES_WIDTH = 50


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar: how far down it begins, its figure if there is one, the figure's text."""

    y: float
    figure: float | None
    text: str
    style: Style


def bar_plot(chart: Chart) -> Plot:
    """Bars from nought to the right, or to the left below it."""
    series, labels = series_of(chart)[:SERIES], labels_of(chart)
    row = BAR * max(len(series), 1) + ROW_GAP
    frame = _frame(series, labels, row)
    bars = list(_bars(series, frame.top, row))
    return Plot(
        template="charts/bars.svg.j2",
        width=WIDTH,
        height=int(frame.foot + LINE + EDGE),
        keys=legend(series, lines=False),
        rules=frame.uprights(),
        marks=(
            *unit_above(chart, frame.top),
            *frame.numbers_below(),
            *frame.labels_beside(labels, row),
            *(_number(bar, frame) for bar in bars),
        ),
        strokes=(),
        shapes=tuple(
            Shape(_path(bar.y, bar.figure, frame), bar.style)
            for bar in bars
            if bar.figure is not None
        ),
    )


def _frame(series: Sequence[Series], labels: Sequence[str], row: float) -> Frame:
    top = LINE * len(series) + LINE + EDGE * 2
    axis = axis_of(known(series), from_nought=True)
    foot = top + row * len(labels)
    return Frame(label_width(labels), WIDTH - _FIGURES_WIDTH, top, foot, axis)


def _bars(series: Sequence[Series], top: float, row: float) -> Iterator[_Bar]:
    for count, each in enumerate(series):
        for place, (figure, text) in enumerate(zip(each.figures, each.texts, strict=True)):
            y = top + row * place + ROW_GAP / 2 + BAR * count
            yield _Bar(y, figure, text, STYLES[count])


def _path(y: float, figure: float, frame: Frame) -> str:
    nought, end = at(frame.across(0)), at(frame.across(figure))
    return f"M{nought} {at(y + 1)}H{end}V{at(y + BAR - 1)}H{nought}Z"


def _number(bar: _Bar, frame: Frame) -> Mark:
    """The figure at a bar's end; ``c`` or ``-`` at nought where there is no bar."""
    end = frame.across(max(bar.figure or 0.0, 0.0))
    return Mark(at(end + 5), at(bar.y + BAR - 3), bar.text)
