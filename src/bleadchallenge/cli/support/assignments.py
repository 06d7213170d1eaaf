"""Commands about support and reviews: assign, review, decide."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    EventDay,
    OptionalDay,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import DecisionKind, Rating, Stage

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

From = Annotated[date | None, day_option("--from", "First day of support.")]
OptionalSchool = Annotated[
    str | None, typer.Argument(help="URN, LAESTAB or part of the name; may stand in the file.")
]
OptionalAlliance = Annotated[str | None, typer.Argument(help="Code or name of the alliance.")]
Suggest = Annotated[bool, typer.Option("--suggest", help="Rank the alliances, choose none.")]
Despite = Annotated[
    str, typer.Option("--despite", help="Why, where a review decided not to commission it again.")
]
Case = Annotated[
    str, typer.Option("--case", help="What was found, for a switch at another time than mid-term.")
]
StageOption = Annotated[Stage | None, typer.Option("--stage", help="Which of the three reviews.")]
Judgements = Annotated[
    list[str] | None,
    typer.Option("--judgement", metavar="AREA=LEVEL: NOTE", help="A level on the rubric each."),
]
Checks = Annotated[
    list[str] | None,
    typer.Option("--check", metavar="baseline 1=met: NOTE", help="An earlier recommendation each."),
]
FromFile = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        readable=False,
        help="The same entries in TOML, or a sheet of them.",
    ),
]
Add = Annotated[bool, typer.Option("--add", help="Add to the review that is on record.")]
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
    date | None, day_option("--waived-by-ofsted", "Inspection in the baseline's place.")
]
DecisionArgument = Annotated[DecisionKind, typer.Argument(help="Continue, adjust or switch.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "assign-tsa",
        writes=True,
        example="assign-tsa 900003 --suggest",
    )(assign_tsa)
    command(
        app,
        "record-review",
        writes=True,
        example="record-review 900005 --stage midterm --date 2018-03-14 --progress limited "
        "--impact limited --dry-run",
    )(record_review)
    command(
        app,
        "decide",
        writes=True,
        example='decide 900003 continue --rationale "on track" --date 2018-03-14 --dry-run',
    )(decide)


def assign_tsa(
    asked: "Request",
    school: SchoolArgument,
    tsa: OptionalAlliance = None,
    from_day: From = None,
    suggest: Suggest = False,
    despite: Despite = "",
) -> None:
    """Designate the alliance that supports a school, or rank all of them with reasons."""
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.usecases.support import assignments, matching

    day = from_day or asked.as_of
    if suggest:
        show(matching.suggest(asked, school, day))
        return
    if tsa is None:
        raise UsageError(
            "no alliance is named", fix=f"bleadchallenge assign-tsa {school} --suggest ranks them"
        )
    show(assignments.assign(asked, school, tsa, day, despite))


def record_review(
    asked: "Request",
    school: OptionalSchool = None,
    stage: StageOption = None,
    date: OptionalDay = None,
    progress: Progress = None,
    impact: Impact = None,
    sustainability: Sustainability = None,
    recommendation: Recommendations = None,
    judgement: Judgements = None,
    check: Checks = None,
    findings: Findings = "",
    decision: DecisionOption = None,
    rationale: Rationale = "",
    decided_by: DecidedBy = "",
    waived_by_ofsted: Waived = None,
    file: FromFile = None,
    add: Add = False,
) -> None:
    """Record a review of the challenge team: judgements, recommendations, checks, a decision."""
    from bleadchallenge.cli.workbook import import_data
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.usecases.challenge import review_file, reviews

    typed = {
        "school": school,
        "stage": stage,
        "date": date,
        "progress": progress,
        "impact": impact,
        "sustainability": sustainability,
        "findings": findings,
        "recommendations": recommendation,
        "judgements": judgement,
        "checks": check,
        "waived_by_ofsted": waived_by_ofsted,
        "decision": decision,
        "rationale": rationale,
        "decided_by": decided_by,
    }
    if file and file.suffix.lower() != ".toml":
        if any(typed.values()):
            raise UsageError(
                f"{file.name} says itself whose review it is", fix="leave the rest out"
            )
        import_data(asked, [file])
        return
    found = (
        review_file.from_file(asked, file, typed)
        if file
        else review_file.parse_review(asked, typed)
    )
    if add:
        show(reviews.add_to(asked, found.school, found.review))
    else:
        show(reviews.record(asked, found.school, found.review, found.decided))


def decide(
    asked: "Request",
    school: SchoolArgument,
    decision: DecisionArgument,
    rationale: Rationale,
    date: EventDay = DAY_JUDGED,
    decided_by: DecidedBy = "",
    case: Case = "",
) -> None:
    """Decide what follows the mid-term review, or at any stage to switch, with the case for it."""
    from bleadchallenge.usecases.challenge import decision as challenge_decision

    decided = challenge_decision.MidtermDecision(decision, rationale, decided_by, case)
    show(challenge_decision.decide(asked, school, decided, date))
