"""The command that explains the others."""

from typing import Annotated

import typer

Words = Annotated[
    list[str] | None, typer.Argument(metavar="[COMMAND]...", help="The command to explain.")
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("help", epilog="Example: bleadchallenge help kpi read")(explain_command)


def explain_command(context: typer.Context, words: Words = None) -> None:
    """Explain a command, or list them all."""
    found = context.find_root()
    for word in words or ():
        group = found.command
        name, command, _rest = group.resolve_command(found, [word])  # type: ignore[attr-defined]
        found = type(found)(command, info_name=name, parent=found)
    typer.echo(found.get_help())
