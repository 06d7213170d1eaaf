"""Commands about challenge teams and their visits."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    EventDay,
    PlannedDay,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.challenge.teams import VisitState
from bleadchallenge.domain.choices import Stage

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Lead = Annotated[str | None, typer.Option("--lead", help="Who leads: an inspector.")]
Members = Annotated[
    list[str] | None, typer.Option("--member", help="National or system leaders, one each.")
]
Declared = Annotated[
    list[str] | None,
    typer.Option("--declared", metavar="CODE: TEXT", help='Conflicts declared: "P02: none".'),
]
From = Annotated[date | None, day_option("--from", "First day.")]
Suggest = Annotated[bool, typer.Option("--suggest", help="Rank people, choose none.")]
StageOption = Annotated[Stage, typer.Option("--stage", help="Which of the three reviews.")]
School = Annotated[str | None, typer.Option("--school", help="Only this school's.")]
State = Annotated[VisitState | None, typer.Option("--state", help="Only those that stand so.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "assign-challenge-team",
        writes=True,
        example="assign-challenge-team 900003 --suggest",
    )(assign_challenge_team)
    visit = group(app, "visit", "Visits of the challenge team: plan and keep.")
    command(
        visit,
        "plan",
        writes=True,
        example="visit plan 900003 --stage final --date 2019-01-21 --dry-run",
    )(plan)
    command(
        visit,
        "keep",
        writes=True,
        example="visit keep 900005 --stage midterm --date 2018-03-14 --dry-run",
    )(keep)
    command(app, "visits", example="visits --state overdue")(visits)


def assign_challenge_team(
    asked: "Request",
    school: SchoolArgument,
    lead: Lead = None,
    member: Members = None,
    declared: Declared = None,
    from_day: From = None,
    suggest: Suggest = False,
) -> None:
    """Assign a school's challenge team, show it, or rank who could be on it."""
    from bleadchallenge.usecases.challenge import teams

    if suggest:
        show(teams.suggest(asked, school))
    elif lead is None:
        show(teams.team(asked, school))
    else:
        team = teams.Team(lead, member or (), declared or ())
        show(teams.assign(asked, school, team, from_day or asked.as_of))


def plan(asked: "Request", school: SchoolArgument, stage: StageOption, date: PlannedDay) -> None:
    """Plan a visit of the challenge team, or move it with the reason."""
    from bleadchallenge.usecases.challenge import teams

    show(teams.plan_visit(asked, school, stage, date))


def keep(
    asked: "Request", school: SchoolArgument, stage: StageOption, date: EventDay = DAY_JUDGED
) -> None:
    """Record that a visit was kept."""
    from bleadchallenge.usecases.challenge import teams

    show(teams.keep_visit(asked, school, stage, date))


def visits(asked: "Request", school: School = None, state: State = None) -> None:
    """List every visit: kept, planned, overdue or missing."""
    from bleadchallenge.usecases.challenge import teams

    show(teams.visits(asked, school, state))
