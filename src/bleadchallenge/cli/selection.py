"""Commands by which a school comes into the programme."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import Day, Name, OptionalDay, SchoolArgument
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Route, SelectionState, Signatory

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

State = Annotated[SelectionState, typer.Argument(help="Where the school stands.")]
RouteOption = Annotated[Route, typer.Option("--route", help="On what ground it comes in.")]
RoleOption = Annotated[Signatory, typer.Option("--role", help="Who signs.")]
Document = Annotated[str, typer.Option("--document", help="Where the signed paper is kept.")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="The signature is withdrawn.")]
New = Annotated[bool, typer.Option("--new", help="A new head or chair, who must sign again.")]
Outcome = Annotated[str, typer.Option("--outcome", help="What came of it.")]
With = Annotated[str, typer.Option("--with", help="Whom it was held with.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "consult-rsc",
        writes=True,
        example='consult-rsc 900001 --date 2017-07-03 --outcome "no objection" --dry-run',
    )(consult_rsc)
    command(
        app,
        "select",
        writes=True,
        example='select 900001 reserve --reason "twenty are chosen" --dry-run',
    )(select)
    command(
        app,
        "agree",
        writes=True,
        example='agree 900003 --role head --name "A. Head" --date 2018-03-12 --dry-run',
    )(agree)


def consult_rsc(
    asked: "Request", school: SchoolArgument, date: Day, outcome: Outcome, with_whom: With = ""
) -> None:
    """Record the discussion of a school with the RSC's office."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases.selection import steps

    show(steps.consult(asked, school, parse_day(date), with_whom, outcome))


def select(
    asked: "Request", school: SchoolArgument, state: State, route: RouteOption = Route.CRITERIA
) -> None:
    """Record where a school stands in the choosing, with the reason."""
    from bleadchallenge.usecases.selection import steps

    show(steps.select(asked, school, state, route))


def agree(
    asked: "Request",
    school: SchoolArgument,
    role: RoleOption,
    name: Name = "",
    date: OptionalDay = None,
    document: Document = "",
    withdraw: Withdraw = False,
    new: New = False,
) -> None:
    """Record a signature of the agreement, its withdrawal, or a new head or chair."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases.selection import steps

    day = parse_day(date) if date else asked.as_of
    if withdraw:
        show(steps.withdraw_signature(asked, school, role, day))
    elif new:
        show(steps.new_holder(asked, school, role, name, day))
    else:
        show(steps.agree(asked, school, role, name, day, document))
