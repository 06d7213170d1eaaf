"""Charts worked out: round axes, gaps where nothing is shown, series told apart."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.packs.charts.axis import axis_of
from bleadchallenge.packs.charts.plot import SERIES, STYLES, WIDTH, Plot, wide
from bleadchallenge.packs.charts.plots import plot_of
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table, Value

FIGURES = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def chart(draws: ChartKind, *columns: tuple[Value, ...], labels: tuple[str, ...] = ()) -> Chart:
    names = labels or tuple(f"year {count}" for count in range(len(columns[0])))
    rows = zip(names, *columns, strict=True)
    table = Table(
        "t",
        "t",
        (
            Column("year"),
            *(Column(f"series {n}", ColumnType.NUMBER, 1) for n in range(len(columns))),
        ),
        tuple(tuple(Cell(value) for value in row) for row in rows),
    )
    return Chart("c", "Chart", draws, table, "words", unit="points")


@given(values=st.lists(FIGURES, max_size=12), from_nought=st.booleans())
def test_an_axis_holds_every_figure_between_few_round_ticks(
    values: list[float], *, from_nought: bool
) -> None:
    axis = axis_of(values, from_nought=from_nought)
    slack = (axis.high - axis.low) * 1e-6
    assert all(axis.low - slack <= value <= axis.high + slack for value in values)
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert 2 <= len(axis.ticks) <= 8
    if from_nought:
        assert axis.low <= 0 <= axis.high


@pytest.mark.parametrize("draws", list(ChartKind))
@given(st.lists(st.none() | st.just("c") | FIGURES, min_size=1, max_size=9))
def test_everything_stands_within_the_drawing(
    draws: ChartKind, values: list[float | str | None]
) -> None:
    plot = plot_of(chart(draws, tuple(values), tuple(values), tuple(values)))
    for x, y in places(plot):
        assert -1 <= x <= plot.width + 1
        assert -1 <= y <= plot.height + 1


def places(plot: Plot) -> list[tuple[float, float]]:
    pairs = [pair.split(",") for stroke in plot.strokes for pair in stroke.points.split()]
    starts = [re.findall(r"-?[\d.]+", shape.path)[:2] for shape in plot.shapes]
    return [(float(x), float(y)) for x, y in (*pairs, *starts)]


def test_a_hidden_or_unknown_figure_is_a_gap() -> None:
    plot = plot_of(chart(ChartKind.LINES, (10, 20, "c", 40, None, 60, 70)))
    assert [len(stroke.points.split()) for stroke in plot.strokes] == [2, 2]
    assert len(plot.shapes) == 5


def test_a_hidden_bar_is_its_letter_and_no_bar() -> None:
    plot = plot_of(chart(ChartKind.BARS, (10, "c", None)))
    assert len(plot.shapes) == 1
    assert {"c", "-"} <= {mark.text for mark in plot.marks}


def test_an_interval_without_its_value_is_not_drawn() -> None:
    plot = plot_of(chart(ChartKind.INTERVALS, (1, "c"), (-1.0, "c"), (3.0, "c")))
    assert (len(plot.strokes), len(plot.shapes)) == (1, 1)
    assert "1.0 (-1.0 to 3.0)" in {mark.text for mark in plot.marks}


def test_at_most_five_series_are_drawn_each_with_its_own_dash_and_marker_and_name() -> None:
    plot = plot_of(chart(ChartKind.LINES, *[(1, 2)] * 6))
    names = [mark for mark in plot.marks if float(mark.x) > WIDTH - 130]
    assert len(names) == SERIES == len(STYLES)
    assert (
        len({style.dash for style in STYLES}) == len({style.marker for style in STYLES}) == SERIES
    )


def test_labels_below_never_run_into_each_other_and_the_last_is_always_there() -> None:
    labels = tuple(f"{day} March 2018" for day in range(1, 25))
    plot = plot_of(chart(ChartKind.LINES, tuple(range(24)), labels=labels))
    shown = [mark for mark in plot.marks if mark.text in labels]
    assert shown[-1].text == labels[-1]
    ends = [
        (float(mark.x) - wide(mark.text) / 2, float(mark.x) + wide(mark.text) / 2) for mark in shown
    ]
    assert all(left[1] <= right[0] for left, right in pairwise(ends))


def test_a_chart_without_any_figure_is_still_a_chart() -> None:
    for draws in ChartKind:
        assert plot_of(chart(draws, ("c", None))).shapes == ()


def test_a_chart_without_rows_is_still_a_chart() -> None:
    for draws in ChartKind:
        assert plot_of(chart(draws, ())).height > 0
