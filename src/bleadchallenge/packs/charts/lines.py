"""Lines: figures over years or weeks, a gap where one is unknown or hidden."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import (
    EDGE,
    LETTER,
    LINE,
    SERIES,
    STYLES,
    WIDTH,
    Frame,
    Mark,
    Plot,
    Shape,
    Stroke,
    at,
    legend,
    marker,
    tick_text,
    unit_above,
    wide,
)
from bleadchallenge.packs.charts.series import Series, known, labels_of, series_of
from bleadchallenge.packs.plain import cut
from bleadchallenge.packs.value import Chart

_HEIGHT = 190
_INSET = 14

Place = tuple[float, float]


def line_plot(chart: Chart) -> Plot:
    """Lines from left to right, a marker at every figure."""
    series, labels = series_of(chart)[:SERIES], labels_of(chart)
    frame = _frame(series)
    across = _across(len(labels), frame)
    places = [_places(each, frame, across) for each in series]
    return Plot(
        template="charts/lines.svg.j2",
        width=WIDTH,
        height=int(frame.foot + LINE + EDGE),
        keys=legend(series, lines=True),
        rules=frame.levels(),
        marks=(
            *unit_above(chart, frame.top),
            *frame.numbers_beside(),
            *_labels_below(labels, across, frame),
        ),
        strokes=tuple(
            Stroke(" ".join(f"{at(x)},{at(y)}" for x, y in run), STYLES[count])
            for count, each in enumerate(places)
            for run in _runs(each)
        ),
        shapes=tuple(
            Shape(marker(STYLES[count], *place), STYLES[count])
            for count, each in enumerate(places)
            for place in each
            if place is not None
        ),
    )


def _frame(series: Sequence[Series]) -> Frame:
    axis = axis_of(known(series), from_nought=False)
    top = LINE * len(series) + LINE + EDGE * 2
    left = EDGE + max(wide(tick_text(axis, tick)) for tick in axis.ticks)
    return Frame(left, WIDTH - EDGE * 2, top, top + _HEIGHT, axis)


def _across(count: int, frame: Frame) -> list[float]:
    """Where so many points stand, evenly."""
    left, right = frame.left + _INSET, frame.right - _INSET
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * each / (count - 1) for each in range(count)]


def _places(series: Series, frame: Frame, across: Sequence[float]) -> list[Place | None]:
    return [
        None if figure is None else (x, frame.up(figure))
        for x, figure in zip(across, series.figures, strict=True)
    ]


def _runs(places: Iterable[Place | None]) -> list[list[Place]]:
    """The points between gaps; a point that stands alone is no line."""
    groups = (list(run) for there, run in groupby(places, lambda each: each is not None) if there)
    runs = ([place for place in run if place is not None] for run in groups)
    return [run for run in runs if len(run) > 1]


def _labels_below(labels: Sequence[str], across: Sequence[float], frame: Frame) -> list[Mark]:
    """As many labels as stand side by side, the last one always among them."""
    last = len(labels) - 1
    widest = max((wide(label) for label in labels), default=0.0) + EDGE
    gap = across[1] - across[0] if last > 0 else widest
    every = max(1, -int(-widest // gap))
    return [
        _label_below(labels[each], across[each], frame)
        for each in range(len(labels))
        if (last - each) % every == 0
    ]


def _label_below(label: str, x: float, frame: Frame) -> Mark:
    text = cut(label, int((frame.right - frame.left) / LETTER))
    half = wide(text) / 2
    return Mark(at(min(max(x, half), WIDTH - half)), at(frame.foot + LINE), text, "middle")
