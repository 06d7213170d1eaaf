"""Reading back: the whole story of a school, an alliance, a person, or a change."""

from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli import options
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command

if TYPE_CHECKING:
    from bleadchallenge.usecases.listing import Listing
    from bleadchallenge.usecases.request import Request
    from bleadchallenge.usecases.schools.story import StoryRow

School = Annotated[str, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")]
Alliance = Annotated[str, typer.Argument(help="Code or name of the alliance.")]
Person = Annotated[str, typer.Argument(help="Code or name of the person.")]
Change = Annotated[int, typer.Argument(help="Number of the change.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    told = group(
        app,
        "show",
        "Tell the whole story of a school, an alliance, a person or a change.",
        default="school",
    )
    command(told, "school", example="show school 900003")(school)
    command(told, "tsa", example="show tsa HAL")(tsa)
    command(told, "person", example="show person P01")(person)
    command(told, "change", example="show change 20")(change)


def school(asked: "Request", school: School) -> None:
    """Tell who said, decided, found and answered what of a school, day by day, and why."""
    from bleadchallenge.usecases.schools import story

    _tell(story.school_story(asked, school))


def tsa(asked: "Request", alliance: Alliance) -> None:
    """Tell what an alliance did, was asked and answered, day by day."""
    from bleadchallenge.usecases.schools import story

    _tell(story.alliance_story(asked, alliance))


def person(asked: "Request", person: Person) -> None:
    """Tell what a person did and was named for, day by day."""
    from bleadchallenge.usecases.schools import story

    _tell(story.person_story(asked, person))


def change(asked: "Request", number: Change) -> None:
    """Tell in words what a change did, who made it and why."""
    from bleadchallenge.usecases.schools import story

    options.show(story.change_story(asked, number))


def _tell(found: "Listing[StoryRow]") -> None:
    if not options.is_page():
        options.show(found)
        return
    from bleadchallenge.terminal.stories import show_story

    options.show_page(show_story, found)
