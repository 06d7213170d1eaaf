"""The program and its commands."""

from typing import Annotated

import typer

from bleadchallenge.cli import (
    agreements,
    analysing,
    conference,
    consequences,
    data,
    days,
    demo,
    evaluating,
    growing,
    indicators,
    intelligence,
    joining,
    keeping,
    planning,
    promises,
    reports,
    running,
    scrutiny,
    supporting,
    teams,
)
from bleadchallenge.cli.options import FormOption, StoreOption, before_the_command

app = typer.Typer(
    name="bleadchallenge",
    help="Run a school-improvement programme: figures, promises, support and scrutiny.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everywhere(
    store: StoreOption = None,
    form: FormOption = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="Print without colours.")] = False,
) -> None:
    """Run a school-improvement programme: figures, promises, support and scrutiny."""
    before_the_command(store, form, colour=not no_color)


_ROOMS = (
    data,
    analysing,
    intelligence,
    joining,
    teams,
    supporting,
    planning,
    agreements,
    days,
    promises,
    indicators,
    scrutiny,
    consequences,
    growing,
    conference,
    evaluating,
    reports,
    running,
    keeping,
    demo,
)
for room in _ROOMS:
    room.add_to(app)
