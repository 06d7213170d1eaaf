"""A pack as one HTML page: nothing outside it is needed, on a screen or on paper."""

from collections.abc import Mapping

from markupsafe import Markup

from bleadchallenge.packs.layout.values import ChartLayout, PackLayout
from bleadchallenge.packs.marks import LEGEND, tone_of
from bleadchallenge.packs.templates import TemplateSet
from bleadchallenge.packs.value import Pack


def page_of(
    pack: Pack, drawn: PackLayout, digest: str, figures: Mapping[str, Markup], press: TemplateSet
) -> str:
    """The pack as a page; ``figures`` are its charts by their anchors."""
    legend = tuple((symbol, word, tone_of(word)) for symbol, word in LEGEND)
    return press.print_page(
        "pack.html.j2", pack=pack, drawn=drawn, digest=digest, figures=figures, legend=legend
    )


def figure_of(chart: ChartLayout, press: TemplateSet) -> Markup:
    """A chart as SVG, with its title and its words for those who do not see it."""
    return press.print_page(
        chart.plot.template,
        plot=chart.plot,
        anchor=chart.anchor,
        title=chart.title,
        alternative=chart.alternative,
    )
