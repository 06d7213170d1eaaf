"""A meter: how much of a whole is full, with a mark at how much should be."""

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
from bleadchallenge.packs.charts.series import series_of
from bleadchallenge.packs.value import Chart

_HEIGHT = 16
_EMPTY = Style("#dfe5ea", "", "square")


def meter_plot(chart: Chart) -> Plot:
    """One bar from nought to the whole: full up to what was used, marked at what is due."""
    whole, due, used = series_of(chart)[:3]
    top = float(LINE + EDGE)
    most = max(whole.figures[0] or 0.0, used.figures[0] or 0.0, 1.0)
    frame = Frame(EDGE, WIDTH - EDGE, top, top + _HEIGHT, Axis(0, most, (), 0))
    x = at(frame.across(due.figures[0] or 0.0))
    said = [(whole.name, whole.texts[0], WIDTH - EDGE, "end"), (used.name, used.texts[0], EDGE, "")]
    foot = at(frame.foot + LINE - 2)
    return Plot(
        template="charts/bars.svg.j2",
        width=WIDTH,
        height=int(frame.foot + LINE + EDGE),
        keys=(),
        rules=(Rule(x, at(top - 6), x, at(frame.foot + 4), strong=True),),
        marks=(
            *(Mark(at(p), foot, f"{name} {text}", end or "start") for name, text, p, end in said),
            Mark(x, at(top - 9), f"{due.name} {due.texts[0]}", _anchor(float(x))),
        ),
        strokes=(),
        shapes=(
            Shape(_bar(frame, most), _EMPTY),
            Shape(_bar(frame, used.figures[0] or 0.0), STYLES[0]),
        ),
    )


def _bar(frame: Frame, value: float) -> str:
    width = frame.across(value) - frame.left
    return f"M{at(frame.left)} {at(frame.top)}h{at(width)}v{_HEIGHT}h{at(-width)}Z"


def _anchor(x: float) -> str:
    """Which end of a label stands at its place, so that it stays within the drawing."""
    if x < WIDTH / 4:
        return "start"
    return "end" if x > WIDTH * 3 / 4 else "middle"
