"""Commands about support and reviews: assign, review, decide."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import AllianceArgument, OptionalDay, SchoolArgument
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.words import DecisionKind, Rating, Stage

if TYPE_CHECKING:
    from bleadchallenge.usecases.asked import Asked

From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day of support.")]
StageOption = Annotated[Stage, typer.Option("--stage", help="Which of the three reviews.")]
Progress = Annotated[Rating | None, typer.Option("--progress", help="The school's progress.")]
Impact = Annotated[Rating | None, typer.Option("--impact", help="Impact of the support.")]
Sustainability = Annotated[
    Rating | None, typer.Option("--sustainability", help="Whether it will last.")
]
Recommendations = Annotated[
    list[str] | None, typer.Option("--recommendation", help="One numbered recommendation each.")
]
DecisionOption = Annotated[
    DecisionKind | None, typer.Option("--decision", help="What follows the mid-term.")
]
Rationale = Annotated[str, typer.Option("--rationale", help="Why it was decided so.")]
DecidedBy = Annotated[str, typer.Option("--decided-by", help="Who decided; else the author.")]
Findings = Annotated[str, typer.Option("--findings", help="What the review found.")]
Waived = Annotated[
    str | None,
    typer.Option("--waived-by-ofsted", metavar="DATE", help="Inspection in the baseline's place."),
]
DecisionArgument = Annotated[DecisionKind, typer.Argument(help="Continue, adjust or switch.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "assign-tsa",
        writes=True,
        example='assign-tsa 900001 TSA1 --from 2017-11-06 --reason "specialism" --dry-run',
    )(assign_tsa)
    command(
        app,
        "record-review",
        writes=True,
        example="record-review 900001 --stage baseline --date 2017-10-11 --dry-run",
    )(record_review)
    command(
        app,
        "decide",
        writes=True,
        example='decide 900001 continue --rationale "on track" --date 2018-03-20 --dry-run',
    )(decide)


def assign_tsa(
    asked: "Asked", school: SchoolArgument, tsa: AllianceArgument, from_day: From = None
) -> None:
    """Designate the alliance that supports a school."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases import assigning

    day = parse_day(from_day) if from_day else asked.as_of
    show(assigning.assign(asked, school, tsa, day))


def record_review(
    asked: "Asked",
    school: SchoolArgument,
    stage: StageOption,
    date: OptionalDay = None,
    progress: Progress = None,
    impact: Impact = None,
    sustainability: Sustainability = None,
    recommendation: Recommendations = None,
    findings: Findings = "",
    decision: DecisionOption = None,
    rationale: Rationale = "",
    decided_by: DecidedBy = "",
    waived_by_ofsted: Waived = None,
) -> None:
    """Record a review of the challenge team, with its recommendations."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases import reviewing

    review = reviewing.Reviewed(
        stage=stage,
        held_on=parse_day(date) if date else asked.as_of,
        progress=progress,
        impact=impact,
        sustainability=sustainability,
        findings=findings,
        recommendations=tuple(recommendation or ()),
        waived_by_ofsted=parse_day(waived_by_ofsted) if waived_by_ofsted else None,
    )
    decided = reviewing.Decided(decision, rationale, decided_by) if decision else None
    show(reviewing.record(asked, school, review, decided))


def decide(
    asked: "Asked",
    school: SchoolArgument,
    decision: DecisionArgument,
    rationale: Rationale,
    date: OptionalDay = None,
    decided_by: DecidedBy = "",
) -> None:
    """Decide what follows the mid-term review: continue, adjust or switch."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.usecases import reviewing

    day = parse_day(date) if date else asked.as_of
    show(reviewing.decide(asked, school, reviewing.Decided(decision, rationale, decided_by), day))
