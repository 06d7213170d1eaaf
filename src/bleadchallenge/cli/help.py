"""The command that explains the others."""

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from bleadchallenge.cli.command_help import CommandHelp

Words = Annotated[
    list[str] | None, typer.Argument(metavar="COMMAND", help="The command to explain.")
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("help", cls=CommandHelp, epilog="Example: bleadchallenge help kpi read")(
        explain_command
    )


def explain_command(context: typer.Context, words: Words = None) -> None:
    """Explain a command, or list them all."""
    typer.echo(named_command(context, words or ()).get_help())


def named_command(context: typer.Context, words: Sequence[str]) -> typer.Context:
    """The command that some words name, with the groups it stands in above it."""
    from bleadchallenge.domain.errors import UsageError

    found = context.find_root()
    for word in words:
        group = found.command
        if not hasattr(group, "resolve_command"):
            raise UsageError(
                f"{found.info_name} has no command {word!r}",
                fix=f"bleadchallenge help {found.command_path.partition(' ')[2]}",
            )
        name, command, _rest = group.resolve_command(found, [word])
        found = type(found)(command, info_name=name, parent=found)
    return cast("typer.Context", found)
