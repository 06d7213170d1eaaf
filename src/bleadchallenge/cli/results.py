"""Commands that say what published figures mean."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import La, SchoolArgument, Year
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, is_page, show, show_page
from bleadchallenge.domain.results.similarity import SimilarityMethod

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

School = Annotated[
    str | None, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")
]
Eligible = Annotated[
    bool, typer.Option("--eligible", help="Only those that meet a criterion, most grounds first.")
]
Summary = Annotated[
    bool, typer.Option("--summary", help="How many meet floor and coasting, of all that are in.")
]
Programme = Annotated[bool, typer.Option("--programme", help="The programme's schools.")]

YearNeeded = Annotated[
    str, typer.Option("--year", metavar="YEAR", help="Academic year of the inputs.")
]
WayOption = Annotated[SimilarityMethod, typer.Option("--way", help="How it was drawn.")]
OnlyWay = Annotated[
    SimilarityMethod | None, typer.Option("--way", help="Only in this way; else in all.")
]
FigureArgument = Annotated[
    str,
    typer.Argument(
        metavar="FIGURE", help="Name of the figure, such as band/201718/900001/reading."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "analyse", example="analyse --la 330 --year 2016/17")(analyse)
    command(app, "eligibility", example="eligibility --la 330 --year 2016/17")(eligibility)
    command(app, "risk", example="risk 900003 --year 2016/17")(risk)
    families = group(app, "family", "Families of schools: drawn, and shown.", default="show")
    command(families, "show", example="family 900003 --way nearest")(family_show)
    command(families, "draw", writes=True, example="family draw --year 2016/17 --dry-run")(
        family_draw
    )
    command(app, "explain", example="explain ks2/201617/900001/rwm_expected_pct")(explain)


def analyse(
    asked: "Request",
    school: School = None,
    la: La = None,
    programme: Programme = False,
    year: Year = None,
) -> None:
    """Say what results mean: gaps, rate of increase, bands, floor, coasting."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.results import analysis, school_analysis

    wanted = parse_year(year) if year else None
    _at_most_one_of(school, la, programme)
    if school:
        show(school_analysis.analyse_school(asked, school, wanted))
    else:
        show(analysis.analyse_many(asked, analysis.AnalysisScope(la or "", programme), wanted))


def eligibility(
    asked: "Request",
    la: La = None,
    programme: Programme = False,
    year: Year = None,
    eligible: Eligible = False,
    summary: Summary = False,
) -> None:
    """Test every school of an authority, or the programme's own, against each criterion."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.results import eligibility_listing, eligibility_summary
    from bleadchallenge.usecases.results.analysis import AnalysisScope

    wanted = parse_year(year) if year else None
    if summary:
        show(eligibility_summary.summary(asked, la, wanted))
        return
    _at_most_one_of(la, programme)
    scope = AnalysisScope(la or "", programme)
    show(eligibility_listing.list_eligibility(asked, scope, wanted, only_eligible=eligible))


def risk(asked: "Request", school: School = None, la: La = None, year: Year = None) -> None:
    """Give every reason why a school may be found to require improvement."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.results import risks

    _at_most_one_of(school, la)
    show(risks.risks(asked, school, la, parse_year(year) if year else None))


def family_show(
    asked: "Request",
    school: SchoolArgument,
    way: WayOption = SimilarityMethod.NEAREST,
    year: Year = None,
) -> None:
    """Show a school's family, its place there, and the national gap beside it."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.results import families

    show(families.family(asked, school, way, parse_year(year) if year else None))


def family_draw(asked: "Request", year: YearNeeded, la: La = None, way: OnlyWay = None) -> None:
    """Draw families from a year's inputs and keep them with weights, means and date."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.results import family_selection

    show(family_selection.select_family(asked, parse_year(year), la, way))


def explain(asked: "Request", figure: FigureArgument) -> None:
    """Trace a figure of any report to the cell or the record it comes from, through every part."""
    from bleadchallenge.usecases.provenance import explain as provenance_explain

    found = provenance_explain.explain(asked, figure)
    if is_page():
        from bleadchallenge.terminal.explanation import show_explanation

        show_page(show_explanation, found)
    else:
        show(found)


def _at_most_one_of(*given: object) -> None:
    if sum(bool(each) for each in given) > 1:
        raise typer.BadParameter("give one: a school, --la CODE, or --programme where it is taken")
