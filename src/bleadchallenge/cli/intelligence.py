"""Commands for soft intelligence, which stays in the office unless it is shareable."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, OptionalSchool, SchoolArgument
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Sensitivity

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Text = Annotated[str, typer.Option("--text", help="What is said.")]
Source = Annotated[str, typer.Option("--source", help="Who said it, or where it was read.")]
SensitivityOption = Annotated[
    Sensitivity, typer.Option("--sensitivity", help="Before whom it may come.")
]
NewSensitivity = Annotated[
    Sensitivity | None, typer.Option("--sensitivity", help="Before whom it may come now.")
]
ShareableFlag = Annotated[bool, typer.Option("--shareable", help="It may stand in a pack.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the note.")]
OnlyShareable = Annotated[bool, typer.Option("--shareable", help="Only what may stand in a pack.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    notes = group(app, "intelligence", "Soft intelligence about schools.", default="note")
    command(
        notes,
        "note",
        writes=True,
        example='intelligence 900003 --text "two heads in a year" --source "a governor" '
        "--date 2017-06-20 --dry-run",
    )(note)
    command(
        notes,
        "mark",
        writes=True,
        example="intelligence mark 1 --sensitivity partnership --shareable --dry-run",
    )(mark)
    command(notes, "list", example="intelligence list")(list_notes)


def note(
    asked: "Request",
    school: SchoolArgument,
    text: Text,
    source: Source,
    sensitivity: SensitivityOption = Sensitivity.OFFICE,
    shareable: ShareableFlag = False,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Note what is said about a school; for the office alone unless it says otherwise."""
    from bleadchallenge.usecases import intelligence

    noted = intelligence.IntelligenceInput(text, source, date, sensitivity, shareable)
    show(intelligence.note(asked, school, noted))


def mark(
    asked: "Request",
    number: Number,
    sensitivity: NewSensitivity = None,
    shareable: ShareableFlag = False,
) -> None:
    """Say how far a note may go; without --shareable it goes into no pack."""
    from bleadchallenge.usecases import intelligence

    show(intelligence.mark(asked, number, sensitivity, shareable=shareable))


def list_notes(
    asked: "Request", school: OptionalSchool = None, shareable: OnlyShareable = False
) -> None:
    """List what was noted, for the office."""
    from bleadchallenge.usecases import intelligence

    show(intelligence.list_intelligence(asked, school, shareable=shareable))
