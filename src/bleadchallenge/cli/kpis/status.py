"""Commands about indicators."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.options import command, end, show
from bleadchallenge.domain.choices import Heading, Side
from bleadchallenge.domain.kpis.status import Status

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

School = Annotated[str | None, typer.Option("--school", help="Only this school's.")]
Tsa = Annotated[str | None, typer.Option("--tsa", help="Only of schools this alliance supports.")]
SideOption = Annotated[Side | None, typer.Option("--side", help="The school's or the support's.")]
HeadingOption = Annotated[Heading | None, typer.Option("--heading", help="One of the four.")]
FailOn = Annotated[
    Status | None, typer.Option("--fail-on", help="End with code 1 where one stands so.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "kpi-status", example="kpi-status --side support")(kpi_status)


def kpi_status(
    asked: "Request",
    school: School = None,
    tsa: Tsa = None,
    side: SideOption = None,
    heading: HeadingOption = None,
    fail_on: FailOn = None,
) -> None:
    """Show how every indicator stands against its target and trajectory."""
    from bleadchallenge.usecases.kpis.status import KpiFilter, kpi_status

    found = kpi_status(asked, KpiFilter(school, tsa, side, heading))
    show(found)
    end(found_something=any(row.status == fail_on for row in found.rows))
