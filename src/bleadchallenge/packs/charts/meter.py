"""A meter: how much of a whole is full, with a mark at how much should be."""

from collections.abc import Iterator

from bleadchallenge.packs.charts.axis import Axis
from bleadchallenge.packs.charts.plot import (
    EDGE,
    LINE,
    STYLES,
    WIDTH,
    Frame,
    Mark,
    Plot,
    Rule,
    Shape,
    Style,
    at,
)
from bleadchallenge.packs.charts.series import Series, series_of
from bleadchallenge.packs.value import Chart

_HEIGHT = 16
_EMPTY = Style("#dfe5ea", "", "square")


def meter_plot(chart: Chart) -> Plot:
    """One bar from nought to the whole: full up to what was used, marked at what is due."""
    known = [each for each in series_of(chart)[:3] if each.figures and each.figures[0] is not None]
    top = float(LINE + EDGE)
    most = max((each.figures[0] or 0.0 for each in known), default=1.0) or 1.0
    frame = Frame(EDGE, WIDTH - EDGE, top, top + _HEIGHT, Axis(0, most, (), 0))
    whole = len(known) == len(("whole", "due", "used"))
    return Plot(
        template="charts/bars.svg.j2",
        width=WIDTH,
        height=int(frame.foot + LINE + EDGE),
        keys=(),
        rules=(_due(known[1], frame),) if whole else (),
        marks=tuple(_marks(*known, frame=frame)) if whole else (),
        strokes=(),
        shapes=tuple(_bars(*known, frame=frame)) if whole else (),
    )


def _due(due: Series, frame: Frame) -> Rule:
    x = at(frame.across(due.figures[0] or 0.0))
    return Rule(x, at(frame.top - 6), x, at(frame.foot + 4), strong=True)


def _marks(whole: Series, due: Series, used: Series, *, frame: Frame) -> Iterator[Mark]:
    foot, x = at(frame.foot + LINE - 2), frame.across(due.figures[0] or 0.0)
    yield Mark(at(WIDTH - EDGE), foot, f"{whole.name} {whole.texts[0]}", "end")
    yield Mark(at(EDGE), foot, f"{used.name} {used.texts[0]}")
    yield Mark(at(x), at(frame.top - 9), f"{due.name} {due.texts[0]}", _anchor(x))


def _bars(whole: Series, _: Series, used: Series, *, frame: Frame) -> Iterator[Shape]:
    for each, style in ((whole, _EMPTY), (used, STYLES[0])):
        width = frame.across(each.figures[0] or 0.0) - frame.left
        yield Shape(f"M{at(frame.left)} {at(frame.top)}h{at(width)}v{_HEIGHT}h{at(-width)}Z", style)


def _anchor(x: float) -> str:
    """Which end of a label stands at its place, so that it stays within the drawing."""
    if x < WIDTH / 4:
        return "start"
    return "end" if x > WIDTH * 3 / 4 else "middle"
