"""Working out a chart of any kind."""

from bleadchallenge.packs.charts.bars import bar_plot
from bleadchallenge.packs.charts.intervals import interval_plot
from bleadchallenge.packs.charts.lines import line_plot
from bleadchallenge.packs.charts.meter import meter_plot
from bleadchallenge.packs.charts.plot import Plot
from bleadchallenge.packs.value import Chart, ChartKind


def plot_of(chart: Chart) -> Plot:
    """Work out a chart."""
    draw = {
        ChartKind.LINES: line_plot,
        ChartKind.BARS: bar_plot,
        ChartKind.INTERVALS: interval_plot,
        ChartKind.METER: meter_plot,
    }
    return draw[chart.draws](chart)
