"""Commands that say what published figures mean."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.options import command, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.asked import Asked

School = Annotated[
    str | None, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")
]
La = Annotated[str | None, typer.Option("--la", help="Authority's code, such as 330.")]
Programme = Annotated[bool, typer.Option("--programme", help="The programme's schools.")]
Year = Annotated[str | None, typer.Option("--year", help="Academic year, such as 2016/17.")]

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
    command(app, "explain", example="explain ks2/201617/900001/rwm_expected_pct")(explain)


def analyse(
    asked: "Asked",
    school: School = None,
    la: La = None,
    programme: Programme = False,
    year: Year = None,
) -> None:
    """Say what results mean: gaps, rate of increase, bands, floor, coasting."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases import analysing, school_analysis

    wanted = parse_year(year) if year else None
    _one_of(school, la, programme)
    if school:
        show(school_analysis.analyse_school(asked, school, wanted))
    else:
        show(analysing.analyse_many(asked, analysing.Scope(la or "", programme), wanted))


def eligibility(
    asked: "Asked", la: La = None, programme: Programme = False, year: Year = None
) -> None:
    """Test every school of an authority, or the programme's own, against each criterion."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases import eligibility

    _one_of(la, programme)
    show(eligibility.eligibility(asked, la, parse_year(year) if year else None))


def risk(asked: "Asked", school: School = None, la: La = None, year: Year = None) -> None:
    """Give every reason why a school may be found to require improvement."""
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases import risks

    _one_of(school, la)
    show(risks.risks(asked, school, la, parse_year(year) if year else None))


def explain(asked: "Asked", figure: FigureArgument) -> None:
    """Trace a figure to its file, sheet, row and column, through every part of it."""
    from bleadchallenge.usecases import explaining

    show(explaining.explain(asked, figure))


def _one_of(*given: object) -> None:
    if sum(bool(each) for each in given) != 1:
        raise typer.BadParameter("give one: a school, --la CODE, or --programme where it is taken")
