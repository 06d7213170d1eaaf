"""The program: its name, the options before a command, and how its help is set out."""

from typing import Any

import typer
from typer.core import TyperGroup

from bleadchallenge.cli.catalogue import SECTIONS, LazyCommands
from bleadchallenge.cli.options import FormatOption, NoColour, StoreOption, before_the_command


class Program(TyperGroup):
    """The program, whose commands are put together when they are asked for."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - Typer's own settings
        super().__init__(**given)
        self.catalogue = LazyCommands()
        self.commands = self.catalogue

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Click
        """Write every command with its whole first line, under what it is for."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.catalogue.summary(name)) for name in names])


app = typer.Typer(
    name="bleadchallenge",
    cls=Program,
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everywhere(
    context: typer.Context,
    store: StoreOption = None,
    form: FormatOption = None,
    no_color: NoColour = False,
) -> None:
    """Run a school-improvement programme; without a command, say where it stands today."""
    before_the_command(store, form, colour=not no_color)
    if context.invoked_subcommand is None:
        from bleadchallenge.cli.open_items import overview

        overview()
