"""The command that shows the settings."""

from typing import TYPE_CHECKING

import typer

from bleadchallenge.cli.options import command, settings, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    command(app, "config", example="config")(config)


def config(asked: "Request") -> None:
    """Show which settings hold, and where each comes from."""
    from bleadchallenge.cli.settings import settings_files
    from bleadchallenge.usecases.settings import list_settings

    show(list_settings(asked, settings(), tuple(settings_files())))
