"""Commands by which a school comes into the programme."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, SchoolArgument
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Route, SelectionState, Signatory

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

State = Annotated[SelectionState, typer.Argument(help="Where the school stands.")]
RouteOption = Annotated[Route, typer.Option("--route", help="On what ground it comes in.")]
RoleOption = Annotated[
    Signatory | None, typer.Option("--role", help="Who signs; or give --head and --chair.")
]
Head = Annotated[str, typer.Option("--head", help="Name of the head who signs.")]
Chair = Annotated[str, typer.Option("--chair", help="Name of the chair of governors who signs.")]
Name = Annotated[str, typer.Option("--name", help="Name of who signs, beside --role.")]
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
        example='agree 900003 --head "A. Head" --chair "A. Chair" --date 2018-03-12 --dry-run',
    )(agree)


def consult_rsc(
    asked: "Request",
    school: SchoolArgument,
    outcome: Outcome,
    with_whom: With = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record the discussion of a school with the RSC's office."""
    from bleadchallenge.usecases.selection import steps

    show(steps.consult(asked, school, date, with_whom, outcome))


def select(
    asked: "Request", school: SchoolArgument, state: State, route: RouteOption = Route.CRITERIA
) -> None:
    """Record where a school stands in the choosing, with the reason."""
    from bleadchallenge.usecases.selection import steps

    show(steps.select(asked, school, state, route))


def agree(
    asked: "Request",
    school: SchoolArgument,
    head: Head = "",
    chair: Chair = "",
    role: RoleOption = None,
    name: Name = "",
    date: EventDay = DAY_JUDGED,
    document: Document = "",
    withdraw: Withdraw = False,
    new: New = False,
) -> None:
    """Record signatures of the agreement, a withdrawal, or a new head or chair."""
    from bleadchallenge.usecases.selection import steps

    people = {each: who for each, who in ((Signatory.HEAD, head), (Signatory.CHAIR, chair)) if who}
    if role is not None:
        people[role] = name or people.get(role, "")
    if not people:
        raise typer.BadParameter('give --head "NAME" and --chair "NAME", or one --role')
    if withdraw:
        show(steps.withdraw_signatures(asked, school, tuple(people), date))
    elif new:
        show(steps.new_holders(asked, school, people, date))
    else:
        show(steps.agree(asked, school, people, date, document))
