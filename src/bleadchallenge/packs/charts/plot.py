"""A chart with every place worked out; templates only put it on paper.

Lengths are in the drawing's own points, right and down from its top left corner.
Series are told apart by dash and marker as well as by colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bleadchallenge.packs.charts.axis import Axis
from bleadchallenge.packs.charts.series import Series
from bleadchallenge.packs.figures import number
from bleadchallenge.packs.plain import cut, plain
from bleadchallenge.packs.value import Chart

WIDTH: Final = 420
SERIES: Final = 5
"""More series than this are not drawn; the table gives them."""

LETTER: Final = 6.7
LINE: Final = 18
EDGE: Final = 8
BAR: Final = 14
ROW_GAP: Final = 10
_MARKER = 4.5
_LABEL_SHARE = 0.36
_TALL = 0.75


@dataclass(frozen=True, slots=True)
class Style:
    """How a series is told apart."""

    colour: str
    dash: str
    marker: str


STYLES: Final = (
    Style("#0b5cad", "", "circle"),
    Style("#b84700", "7 4", "square"),
    Style("#2f3a45", "2 4", "triangle"),
    Style("#6d5ba8", "10 3 2 3", "diamond"),
    Style("#1a7f5a", "1 3", "cross"),
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

    @property
    def tall(self) -> bool:
        """Whether it has so many rows that it needs more room to be read."""
        return self.height > WIDTH * _TALL


@dataclass(frozen=True, slots=True)
class Frame:
    """The field that figures are drawn in, and the axis they are measured by."""

    left: float
    right: float
    top: float
    foot: float
    axis: Axis

    def across(self, value: float) -> float:
        """How far right a value stands on an axis that runs from left to right."""
        return self.left + (self.right - self.left) * self.axis.share(value)

    def up(self, value: float) -> float:
        """How far down a value stands on an axis that runs from the foot upwards."""
        return self.foot - (self.foot - self.top) * self.axis.share(value)

    def uprights(self) -> tuple[Rule, ...]:
        """A line from top to foot at every tick; the one at nought is strong."""
        top, foot = at(self.top), at(self.foot)
        ticks = ((at(self.across(tick)), tick) for tick in self.axis.ticks)
        return tuple(Rule(x, top, x, foot, strong=tick == 0) for x, tick in ticks)

    def levels(self) -> tuple[Rule, ...]:
        """A line from left to right at every tick; the lowest and nought are strong."""
        left, right = at(self.left), at(self.right)
        ticks = ((at(self.up(tick)), tick) for tick in self.axis.ticks)
        return tuple(
            Rule(left, y, right, y, strong=tick in {0, self.axis.low}) for y, tick in ticks
        )

    def numbers_below(self) -> tuple[Mark, ...]:
        """The ticks' numbers under the foot."""
        y = at(self.foot + LINE - 2)
        return tuple(
            Mark(at(self.across(tick)), y, tick_text(self.axis, tick), "middle")
            for tick in self.axis.ticks
        )

    def numbers_beside(self) -> tuple[Mark, ...]:
        """The ticks' numbers to the left."""
        x = at(self.left - 6)
        return tuple(
            Mark(x, at(self.up(tick) + 4), tick_text(self.axis, tick), "end")
            for tick in self.axis.ticks
        )

    def labels_beside(self, labels: Sequence[str], row: float) -> tuple[Mark, ...]:
        """A label to the left of every row, cut to the room there is."""
        most = int((self.left - EDGE * 2) / LETTER)
        return tuple(
            Mark(at(self.left - EDGE), at(self.top + row * (place + 0.5) + 4), text, "end")
            for place, text in enumerate(cut(label, most) for label in labels)
        )


def legend(series: Sequence[Series], *, lines: bool) -> tuple[Key, ...]:
    """The legend, one line a series."""
    return tuple(
        _key(each.name, STYLES[count], LINE * count + LINE, lines=lines)
        for count, each in enumerate(series)
    )


def unit_above(chart: Chart, top: float) -> tuple[Mark, ...]:
    """The unit, above the field."""
    text = plain(chart.unit)
    return (Mark(str(EDGE), at(top - 10), text),) if text else ()


def label_width(labels: Sequence[str], most: float = WIDTH * _LABEL_SHARE) -> float:
    """How much room labels beside their rows are given."""
    widest = max((wide(label) for label in labels), default=0.0) + EDGE * 2
    return min(widest, most)


def marker(style: Style, x: float, y: float) -> str:
    """The path of a style's marker around a point."""
    r = _MARKER
    match style.marker:
        case "circle":
            turn = f"a{r} {r} 0 1 0"
            return f"M{at(x - r)} {at(y)}{turn} {2 * r} 0{turn} {-2 * r} 0Z"
        case "square":
            return f"M{at(x - r)} {at(y - r)}h{2 * r}v{2 * r}h{-2 * r}Z"
        case "triangle":
            return f"M{at(x)} {at(y - r)}l{r} {2 * r}h{-2 * r}Z"
        case "cross":
            across = f"M{at(x - r)} {at(y - 1)}h{2 * r}v2h{-2 * r}Z"
            return f"{across}M{at(x - 1)} {at(y - r)}h2v{2 * r}h-2Z"
        case _:
            r += 1
            return f"M{at(x)} {at(y - r)}l{r} {r}l{-r} {r}l{-r} {-r}Z"


def tick_text(axis: Axis, tick: float) -> str:
    """A tick's number."""
    return number(tick, axis.decimals)


def wide(text: str) -> float:
    """About how wide a text is in the charts' letter."""
    return len(text) * LETTER


def at(length: float) -> str:
    """A length as the drawing has it."""
    return f"{length:.1f}"


def _key(name: str, style: Style, y: float, *, lines: bool) -> Key:
    middle = y - 4
    stroke = Stroke(f"{EDGE},{at(middle)} {EDGE + 34},{at(middle)}", style) if lines else None
    square = f"M{EDGE + 10} {at(middle - 6)}h14v12h-14Z"
    path = marker(style, EDGE + 17, middle) if lines else square
    text = cut(name, int((WIDTH - 60) / LETTER))
    return Key(stroke, Shape(path, style), Mark(str(EDGE + 44), at(y), text))
