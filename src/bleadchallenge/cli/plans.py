"""Commands about the action plan: versions, actions, milestones, independence."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    EventDay,
    OptionalSchool,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Fulfilment, Theme

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Version = Annotated[int | None, typer.Option("--version", help="An older version.")]
NoLeadership = Annotated[
    str, typer.Option("--no-leadership", help="Why there is no leadership action.")
]
NoGovernance = Annotated[
    str, typer.Option("--no-governance", help="Why there is no governance action.")
]
Text = Annotated[str, typer.Option("--text", help="What is to be done or reached.")]
NewText = Annotated[str | None, typer.Option("--text", help="What is to be done.")]
ThemeOption = Annotated[Theme, typer.Option("--theme", help="What it is about.")]
NewTheme = Annotated[Theme | None, typer.Option("--theme", help="What it is about.")]
Recommendations = Annotated[
    list[str] | None, typer.Option("--recommendation", help='What it answers: "baseline 1".')
]
Owner = Annotated[str, typer.Option("--owner", help="Who answers for it.")]
NewOwner = Annotated[str | None, typer.Option("--owner", help="Who answers for it.")]
Led = Annotated[bool, typer.Option("--led-by-school", help="The school's own staff lead it.")]
NewLed = Annotated[
    bool | None,
    typer.Option("--led-by-school/--led-by-alliance", help="Who leads it."),
]
TermOption = Annotated[str, typer.Option("--term", help="Term it is to be done in, such as T2.")]
NewTerm = Annotated[str | None, typer.Option("--term", help="Term it is to be done in.")]
Action = Annotated[int, typer.Option("--action", help="Number of the action.")]
DueOn = Annotated[date, day_option("--due", "Such as 2018-03-15.")]
Number = Annotated[int, typer.Argument(help="Number of the milestone.")]
Outcome = Annotated[Fulfilment, typer.Option("--outcome", help="Met, partly met or not met.")]
Evidence = Annotated[str, typer.Option("--evidence", help="What shows it.")]
Due = Annotated[bool, typer.Option("--due", help="Only those due in the next fortnight.")]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only those past their day.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    plan = group(app, "plan", "The action plan of a school: versions, actions.", default="show")
    command(plan, "show", example="plan 900003")(show_plan)
    command(plan, "new", writes=True, example='plan new 900003 --reason "first" --dry-run')(new)
    command(
        plan,
        "action",
        writes=True,
        example='plan action 900003 --text "Coach middle leaders" --theme leadership '
        '--recommendation "baseline 1" --term T2 --dry-run',
    )(action)
    command(
        plan,
        "change",
        writes=True,
        example='plan change 900003 --action 1 --term T3 --reason "later" --dry-run',
    )(change)
    command(
        plan, "drop", writes=True, example='plan drop 900003 --action 1 --reason "done" --dry-run'
    )(drop)
    command(
        plan,
        "why-not",
        writes=True,
        example='plan why-not 900003 --theme governance --reason "an interim board" --dry-run',
    )(why_not)
    milestone = group(app, "milestone", "What an action should have reached, and by when.")
    command(
        milestone,
        "add",
        writes=True,
        example='milestone add 900003 --action 1 --text "two coached" --due 2018-03-23 --dry-run',
    )(add)
    command(
        milestone,
        "judge",
        writes=True,
        example='milestone judge 900003 1 --outcome met --evidence "notes of visits" --dry-run',
    )(judge)
    command(milestone, "list", example="milestone list --overdue")(list_milestones)
    command(app, "independence", example="independence 900003")(independence)


def show_plan(asked: "Request", school: SchoolArgument, version: Version = None) -> None:
    """Show the plan of a school, and which themes it still lacks."""
    from bleadchallenge.usecases.plans import action_plans

    show(action_plans.show_plan(asked, school, version))


def new(
    asked: "Request",
    school: SchoolArgument,
    no_leadership: NoLeadership = "",
    no_governance: NoGovernance = "",
) -> None:
    """Open a new version of the plan, with the reason."""
    from bleadchallenge.usecases.plans import action_plans

    reasons = {Theme.LEADERSHIP: no_leadership, Theme.GOVERNANCE: no_governance}
    show(action_plans.new_version(asked, school, reasons))


def action(
    asked: "Request",
    school: SchoolArgument,
    text: Text,
    theme: ThemeOption,
    recommendation: Recommendations = None,
    owner: Owner = "",
    led_by_school: Led = False,
    term: TermOption = "",
) -> None:
    """Add an action to the plan, with the recommendation it answers."""
    from bleadchallenge.usecases.plans import action_plans

    intended = action_plans.ActionInput(
        text, theme, owner, led_by_school, term, recommendation or ()
    )
    show(action_plans.add_action(asked, school, intended))


def change(
    asked: "Request",
    school: SchoolArgument,
    action: Action,
    text: NewText = None,
    theme: NewTheme = None,
    recommendation: Recommendations = None,
    owner: NewOwner = None,
    led_by_school: NewLed = None,
    term: NewTerm = None,
) -> None:
    """Change an action of the plan, with the reason."""
    from bleadchallenge.usecases.plans import action_plans

    intended = action_plans.ActionInput(
        text, theme, owner, led_by_school, term, recommendation or None
    )
    show(action_plans.change_action(asked, school, action, intended))


def drop(asked: "Request", school: SchoolArgument, action: Action) -> None:
    """Drop an action, with the reason; older versions still show it."""
    from bleadchallenge.usecases.plans import action_plans

    show(action_plans.drop_action(asked, school, action))


def why_not(asked: "Request", school: SchoolArgument, theme: ThemeOption) -> None:
    """Say why the plan has no action on leadership or governance."""
    from bleadchallenge.usecases.plans import action_plans

    show(action_plans.why_not(asked, school, theme))


def add(
    asked: "Request",
    school: SchoolArgument,
    action: Action,
    text: Text,
    due: DueOn,
    owner: Owner = "",
) -> None:
    """Add a milestone to an action of the plan."""
    from bleadchallenge.usecases.plans import milestones

    show(milestones.add(asked, school, milestones.MilestoneInput(action, text, due, owner)))


def judge(
    asked: "Request",
    school: SchoolArgument,
    number: Number,
    outcome: Outcome,
    evidence: Evidence = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Judge a milestone; met and partly met need evidence."""
    from bleadchallenge.usecases.plans import milestones

    show(milestones.judge(asked, school, number, outcome, evidence, date))


def list_milestones(
    asked: "Request", school: OptionalSchool = None, due: Due = False, overdue: Overdue = False
) -> None:
    """List milestones as they stand: met, due soon, overdue."""
    from bleadchallenge.domain.plans.action_plans import MilestoneState
    from bleadchallenge.usecases.plans import milestones

    wanted = {MilestoneState.DUE_SOON} if due else set()
    if overdue:
        wanted.add(MilestoneState.OVERDUE)
    show(milestones.list_milestones(asked, school, frozenset(wanted)))


def independence(asked: "Request", school: SchoolArgument) -> None:
    """Compare the rubric at the three reviews, and who leads the plan term by term."""
    from bleadchallenge.usecases.challenge import independence

    show(independence.independence(asked, school))
