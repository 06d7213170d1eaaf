"""The program and its commands."""

from typing import Annotated

import typer

from bleadchallenge.cli import (
    challenge,
    demo,
    escalation,
    evaluation,
    intelligence,
    plans,
    reports,
    results,
    schools,
    scrutiny,
    selection,
    workbook,
)
from bleadchallenge.cli.kpis import definitions, status
from bleadchallenge.cli.leadership import conference, people
from bleadchallenge.cli.ledger import history, maintenance
from bleadchallenge.cli.options import FormatOption, StoreOption, before_the_command
from bleadchallenge.cli.support import agreements, assignments, days


def _empty() -> typer.Typer:
    """The program before any command is added to it."""
    program = typer.Typer(
        name="bleadchallenge",
        help="Run a school-improvement programme: figures, promises, support and scrutiny.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback()(everywhere)
    return program


def everywhere(
    store: StoreOption = None,
    form: FormatOption = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="Print without colours.")] = False,
) -> None:
    """Run a school-improvement programme: figures, promises, support and scrutiny."""
    before_the_command(store, form, colour=not no_color)


_ROOMS = (
    workbook,
    results,
    intelligence,
    selection,
    challenge,
    assignments,
    plans,
    agreements,
    days,
    definitions,
    status,
    scrutiny,
    escalation,
    people,
    conference,
    evaluation,
    schools,
    reports,
    history,
    maintenance,
    demo,
)
app = _empty()
for room in _ROOMS:
    room.add_to(app)


def only(name: str) -> typer.Typer | None:
    """The program with one of its commands or groups alone; ``None`` where there is none such.

    To put them all together takes longer than most commands do.
    """
    program = _empty()
    program.registered_commands = [c for c in app.registered_commands if c.name == name]
    program.registered_groups = [group for group in app.registered_groups if group.name == name]
    is_there = program.registered_commands or program.registered_groups
    return program if is_there else None
