"""Commands about what follows: escalation, notices, the right of reply."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import OptionalDay, SchoolArgument
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, end, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.asked import Asked

StageOption = Annotated[
    str, typer.Option("--stage", help="Such as reminded, challenged, formal-review, referred.")
]
By = Annotated[str, typer.Option("--by", help="Who decided or said it.")]
AdviceNumber = Annotated[int | None, typer.Option("--advice", help="Advice it follows from.")]
All = Annotated[bool, typer.Option("--all", help="Every step ever taken.")]
Fail = Annotated[bool, typer.Option("--fail", help="End with code 1 where a step is recommended.")]
GivenBy = Annotated[
    str | None, typer.Option("--given-by", help="local-authority or secretary-of-state.")
]
Ground = Annotated[
    str | None,
    typer.Option("--ground", help="standards, breakdown, safety, pay or funding-agreement."),
]
Complied = Annotated[
    str | None,
    typer.Option("--complied", metavar="DATE", help="The last notice was complied with."),
]
SubjectArgument = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A school or an alliance, by code or name.")
]
Text = Annotated[str, typer.Option("--text", help="In their own words.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    escalate = group(app, "escalate", "Schools that do not act on advice.", default="step")
    command(
        escalate,
        "step",
        writes=True,
        example='escalate 900003 --stage reminded --by P01 --reason "no answer" --dry-run',
    )(step)
    command(escalate, "list", example="escalate list")(register)
    command(escalate, "check", example="escalate check")(check)
    command(
        app,
        "notice",
        writes=True,
        example="notice 900003 --given-by local-authority --ground standards "
        "--date 2018-03-01 --dry-run",
    )(notice)
    words = group(app, "comment", "A school's or an alliance's own word.", default="add")
    command(
        words,
        "add",
        writes=True,
        example='comment 900003 --by "the head" --text "Attendance rose first" '
        "--date 2018-03-14 --dry-run",
    )(comment)
    command(words, "list", example="comment list 900003")(comments)


def step(
    asked: "Asked",
    school: SchoolArgument,
    stage: StageOption,
    by: By,
    advice: AdviceNumber = None,
    date: OptionalDay = None,
) -> None:
    """Record the stage of intervention that people decided on."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.domain.choices import choice
    from bleadchallenge.domain.words import EscalationStage
    from bleadchallenge.usecases import escalation

    day = parse_day(date) if date else asked.as_of
    decided = escalation.Decided(choice(EscalationStage, stage, "--stage"), by, day, advice)
    show(escalation.step(asked, school, decided))


def register(asked: "Asked", every: All = False) -> None:
    """List schools with an open stage or advice not acted on."""
    from bleadchallenge.usecases import escalation

    show(escalation.register(asked, history=every))


def check(asked: "Asked", fail: Fail = False) -> None:
    """Show what is recommended, with the evidence; people decide."""
    from bleadchallenge.usecases import escalation

    found = escalation.check(asked)
    show(found)
    end(found_something=fail and bool(found.rows))


def notice(
    asked: "Asked",
    school: SchoolArgument,
    given_by: GivenBy = None,
    ground: Ground = None,
    date: OptionalDay = None,
    complied: Complied = None,
) -> None:
    """Record the authority's own notice, or that it was complied with."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.domain.choices import choice
    from bleadchallenge.domain.words import NoticeGiver, NoticeGround
    from bleadchallenge.usecases import notices

    if complied:
        show(notices.complied(asked, school, parse_day(complied)))
        return
    if not given_by or not ground:
        raise typer.BadParameter("give --given-by and --ground, or --complied DATE")
    giver = choice(NoticeGiver, given_by, "--given-by")
    on = parse_day(date) if date else asked.as_of
    show(notices.given(asked, school, giver, choice(NoticeGround, ground, "--ground"), on))


def comment(
    asked: "Asked", subject: SubjectArgument, by: By, text: Text, date: OptionalDay = None
) -> None:
    """Record what a school or an alliance says for itself."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases import comments as usecase

    day = parse_day(date) if date else asked.as_of
    show(usecase.comment(asked, subject, by, text, day))


def comments(asked: "Asked", subject: SubjectArgument) -> None:
    """List what a school or an alliance said for itself."""
    from bleadchallenge.usecases import comments as usecase

    show(usecase.listed(asked, subject))
