"""The command that describes the JSON of the others."""

from typing import Annotated

import typer

from bleadchallenge.cli.command_help import CommandHelp
from bleadchallenge.cli.help import named_command

Words = Annotated[
    list[str] | None, typer.Argument(metavar="COMMAND", help="The command to describe.")
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("schema", cls=CommandHelp, epilog="Example: bleadchallenge schema kpi-status")(
        schema
    )


def schema(context: typer.Context, words: Words = None) -> None:
    """Print the JSON Schema (2020-12) of a command's --format json.

    Without a command, the commands that have one. "overview" is the answer of
    bleadchallenge alone.
    """
    import json

    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.usecases.answers import ANSWERS
    from bleadchallenge.usecases.json_schema import schema_of

    if not words:
        typer.echo("\n".join(ANSWERS))
        return
    name = "overview" if words == ["overview"] else _full_name(context, words)
    if name not in ANSWERS:
        raise UsageError(
            f"{name} has no JSON",
            why="it answers in sentences; the command below lists those that have one",
            fix="bleadchallenge schema",
        )
    typer.echo(json.dumps(schema_of(ANSWERS[name]), ensure_ascii=False, indent=1))


def _full_name(context: typer.Context, words: list[str]) -> str:
    """The command in full: ``evaluate effects`` for ``evaluate``."""
    found = named_command(context, words)
    default = getattr(found.command, "default_command", "")
    return f"{found.command_path.partition(' ')[2]} {default}".strip()
