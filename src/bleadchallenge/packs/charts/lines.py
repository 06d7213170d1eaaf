"""Lines: figures over years or weeks, a gap where one is unknown or hidden."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bleadchallenge.packs.charts.axis import Axis, axis_of
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
    Rule,
    Shape,
    Stroke,
    at,
    marker,
    tick_text,
    unit_above,
    wide,
)
from bleadchallenge.packs.charts.series import Series, known, labels_of, series_of
from bleadchallenge.packs.plain import cut
from bleadchallenge.packs.value import Chart

_HEIGHT = 170
_INSET = 14
_END, _LONGEST_END = 130, 190
"""Room to the right, for the names of the lines: so much, or more for longer ones."""
_PERCENT = Axis(0, 100, (0, 25, 50, 75, 100), 0)

Place = tuple[float, float]


def line_plot(chart: Chart) -> Plot:
    """Lines from left to right, a marker at every figure and a name at every end."""
    series, labels = series_of(chart)[:SERIES], labels_of(chart)
    frame = _frame(chart, series)
    across = _across(len(labels), frame)
    places = [_places(each, frame, across) for each in series]
    begins = _begins(chart, labels, across, frame)
    return Plot(
        template="charts/lines.svg.j2",
        width=WIDTH,
        height=int(frame.foot + LINE + EDGE),
        keys=(),
        rules=(*frame.levels(), *(rule for rule, _ in begins)),
        marks=(
            *unit_above(chart, frame.top),
            *frame.numbers_beside(),
            *_labels_below(labels, across, frame),
            *_names_at_ends(series, places, frame),
            *(mark for _, mark in begins),
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


def _frame(chart: Chart, series: Sequence[Series]) -> Frame:
    """The field; percentages have the same axis on every chart."""
    figures = known(series)
    fits = chart.unit == "%" and all(0 <= each <= 100 for each in figures)  # noqa: PLR2004
    axis = _PERCENT if fits else axis_of(figures, from_nought=False)
    top = LINE + EDGE * 2
    left = EDGE + max(wide(tick_text(axis, tick)) for tick in axis.ticks)
    names = max((wide(_short(each)) + EDGE * 2 for each in series), default=0.0)
    end = min(max(_END, names), _LONGEST_END)
    return Frame(left, WIDTH - end, top, top + _HEIGHT, axis)


def _short(series: Series) -> str:
    """The name of a line without what stands behind it in brackets."""
    return series.name.partition(" (")[0]


def _begins(
    chart: Chart, labels: Sequence[str], across: Sequence[float], frame: Frame
) -> list[tuple[Rule, Mark]]:
    """A line where the programme began, before the label that the chart names."""
    if chart.begins not in labels[1:]:
        return []
    place = labels.index(chart.begins)
    x = at((across[place - 1] + across[place]) / 2)
    rule = Rule(x, at(frame.top), x, at(frame.foot), strong=True)
    return [(rule, Mark(x, at(frame.top - 4), "programme begins", "middle"))]


def _names_at_ends(
    series: Sequence[Series], places: Sequence[Sequence[Place | None]], frame: Frame
) -> list[Mark]:
    """The name of each line beside its last marker, moved apart where they would touch."""
    most = int((WIDTH - frame.right - EDGE) / LETTER)
    ends = sorted(
        (max(place for place in each if place), _short(name))
        for each, name in zip(places, series, strict=True)
        if any(each)
    )
    found: list[Mark] = []
    lowest = frame.top - LINE
    for (_, y), name in sorted(ends, key=lambda end: end[0][1]):
        lowest = max(y + 4, lowest + LINE - 4)
        found.append(Mark(at(frame.right + EDGE), at(lowest), cut(name, most)))
    return found


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
