"""Commands about what follows: escalation, notices, the right of reply."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    AllianceArgument,
    EventDay,
    OptionalSchool,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import AsKnown, command, end, show
from bleadchallenge.domain.choices import (
    CommissioningDecision,
    EscalationStage,
    NoticeGiver,
    NoticeGround,
)

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

StageOption = Annotated[EscalationStage, typer.Option("--stage", help="The stage decided on.")]
By = Annotated[str, typer.Option("--by", help="Who decided or said it.")]
AdviceNumber = Annotated[int | None, typer.Option("--advice", help="Advice it follows from.")]
All = Annotated[bool, typer.Option("--all", help="Every step ever taken.")]
Fail = Annotated[bool, typer.Option("--fail", help="End with code 1 where a step is recommended.")]
GivenBy = Annotated[NoticeGiver | None, typer.Option("--given-by", help="Who gave the notice.")]
Ground = Annotated[
    NoticeGround | None, typer.Option("--ground", help="On what ground it was given.")
]
ComplyBy = Annotated[date | None, day_option("--comply-by", "The time the notice gives.")]
Complied = Annotated[date | None, day_option("--complied", "The last notice was complied with.")]
SubjectArgument = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A school or an alliance, by code or name.")
]
Text = Annotated[str, typer.Option("--text", help="In their own words.")]
MayBy = Annotated[str, typer.Option("--by", help="Who decided or replied; else the author.")]
Reply = Annotated[str, typer.Option("--reply", help="The alliance's own words.")]
OutcomeOption = Annotated[
    CommissioningDecision | None, typer.Option("--outcome", help="What the review decided.")
]
Conditions = Annotated[str, typer.Option("--conditions", help="Under which conditions.")]
ReplyAsked = Annotated[
    date | None, day_option("--reply-asked", "When a reply was asked for in vain.")
]


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
    reviews = group(app, "tsa-review", "Alliances that do not deliver.", default="of")
    command(reviews, "of", writes=True, example="tsa-review ASH")(review)
    command(reviews, "list", example="tsa-review list")(review_list)
    command(app, "expectations", example="expectations")(expectations)
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
    asked: "Request",
    school: SchoolArgument,
    stage: StageOption,
    by: By,
    advice: AdviceNumber = None,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record the stage of intervention that people decided on."""
    from bleadchallenge.usecases.escalation import stages

    decided = stages.StageInput(stage, by, date, advice)
    show(stages.step(asked, school, decided))


def register(asked: "Request", every: All = False) -> None:
    """List schools with an open stage or advice not acted on."""
    from bleadchallenge.usecases.escalation import stages

    show(stages.register(asked, history=every))


def check(asked: "Request", fail: Fail = False) -> None:
    """Show what is recommended, with the evidence; people decide."""
    from bleadchallenge.usecases.escalation import stages

    found = stages.check(asked)
    show(found)
    end(found_something=fail and bool(found.rows))


def notice(
    asked: "Request",
    school: SchoolArgument,
    given_by: GivenBy = None,
    ground: Ground = None,
    date: EventDay = DAY_JUDGED,
    comply_by: ComplyBy = None,
    complied: Complied = None,
) -> None:
    """Record the authority's own notice, or that it was complied with."""
    from bleadchallenge.usecases.escalation import notices

    if complied:
        show(notices.record_compliance(asked, school, complied))
        return
    if not given_by or not ground:
        raise typer.BadParameter("give --given-by and --ground, or --complied DATE")
    said = notices.NoticeInput(
        given_by,
        ground,
        date,
        comply_by,
    )
    show(notices.record_notice(asked, school, said))


def review(
    asked: "Request",
    tsa: AllianceArgument,
    reply: Reply = "",
    outcome: OutcomeOption = None,
    conditions: Conditions = "",
    by: MayBy = "",
    reply_asked: ReplyAsked = None,
    date: EventDay = DAY_JUDGED,
    as_known: AsKnown = None,
) -> None:
    """Show the case of an alliance, or record its reply or the outcome of a review."""
    from dataclasses import replace

    from bleadchallenge.usecases.escalation import commissioning

    who = by or asked.author
    if reply and outcome:
        raise typer.BadParameter("record the --reply first, then the --outcome")
    if reply:
        show(commissioning.reply(asked, tsa, who, reply, date))
    elif outcome:
        decided = commissioning.CommissioningInput(outcome, who, date, conditions, reply_asked)
        show(commissioning.decide(asked, tsa, decided))
    else:
        show(commissioning.case(replace(asked, as_known=as_known), tsa))


def review_list(asked: "Request") -> None:
    """List the alliances with the grounds for a review; there is no ranking."""
    from bleadchallenge.usecases.escalation import commissioning

    show(commissioning.list_reviews(asked))


def expectations(asked: "Request", school: OptionalSchool = None) -> None:
    """Show the four expectations, each with its evidence."""
    from bleadchallenge.usecases.scrutiny import expectations as usecase

    show(usecase.list_expectations(asked, school))


def comment(
    asked: "Request", subject: SubjectArgument, by: By, text: Text, date: EventDay = DAY_JUDGED
) -> None:
    """Record what a school or an alliance says for itself."""
    from bleadchallenge.usecases.scrutiny import comments as usecase

    show(usecase.comment(asked, subject, by, text, date))


def comments(asked: "Request", subject: SubjectArgument) -> None:
    """List what a school or an alliance said for itself."""
    from bleadchallenge.usecases.scrutiny import comments as usecase

    show(usecase.list_comments(asked, subject))
