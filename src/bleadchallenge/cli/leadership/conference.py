"""Commands for the sustainability conference."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, SchoolArgument, day_option
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Title = Annotated[str, typer.Option("--title", help="What the practice is called.")]
Presenter = Annotated[str, typer.Option("--presenter", help="Who presents it.")]
Count = Annotated[int, typer.Argument(metavar="NUMBER", help="How many came from the school.")]
Text = Annotated[str, typer.Option("--text", help="What is promised.")]
CarriedBy = Annotated[str, typer.Option("--by", help="Who will carry it.")]
ByDay = Annotated[date | None, day_option("--by-day", "By when.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the commitment.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    conference = group(app, "conference", "The sustainability conference.")
    command(
        conference,
        "practice",
        writes=True,
        example='conference practice 900003 --title "Reading every day" --dry-run',
    )(practice)
    command(
        conference,
        "attend",
        writes=True,
        example="conference attend 900003 3 --as-of 2019-07-12 --dry-run",
    )(attend)
    command(
        conference,
        "commit",
        writes=True,
        example='conference commit 900003 --text "Open our doors to two schools" '
        '--by "the deputy" --by-day 2019-07-12 --dry-run',
    )(commit)
    command(
        conference, "keep", writes=True, example="conference keep 1 --date 2018-03-15 --dry-run"
    )(keep)
    command(conference, "list", example="conference list")(practices)
    command(conference, "commitments", example="conference commitments")(commitments)


def practice(
    asked: "Request", school: SchoolArgument, title: Title, presenter: Presenter = ""
) -> None:
    """Record the practice that a school presents."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.practice(asked, school, title, presenter))


def attend(asked: "Request", school: SchoolArgument, count: Count) -> None:
    """Record how many came from a school."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.attend(asked, school, count))


def commit(
    asked: "Request", school: SchoolArgument, text: Text, by: CarriedBy, by_day: ByDay = None
) -> None:
    """Record a commitment and who will carry it."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.commit(asked, school, text, by, by_day))


def keep(asked: "Request", number: Number, date: EventDay = DAY_JUDGED) -> None:
    """Record that a commitment was kept."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.keep(asked, number, date))


def practices(asked: "Request") -> None:
    """List each school's practice, attendance and commitments; the missing are named."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.list_conference(asked))


def commitments(asked: "Request") -> None:
    """List the commitments, who carries them, and whether they were kept."""
    from bleadchallenge.usecases.leadership import conference

    show(conference.commitments(asked))
