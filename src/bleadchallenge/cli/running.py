"""Commands that run the store: set up, check, history, undo."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.options import command, end, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.asked import Asked

PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy of your own (TOML).")]
School = Annotated[str | None, typer.Option("--school", help="Only what touched this school.")]
ChangeOption = Annotated[int | None, typer.Option("--change", help="What this change did.")]
ChangeArgument = Annotated[int, typer.Argument(help="Number of the change.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "init", writes=True, example="init --store programme.db")(init)
    command(app, "check", example="check")(check)
    command(app, "history", example="history")(history)
    command(app, "undo", writes=True, example="undo 3 --dry-run")(undo)


def init(asked: "Asked", policy: PolicyFile = None) -> None:
    """Make a new store, with the shipped policy or one of your own."""
    from bleadchallenge.usecases.asked import set_up

    show(set_up(asked, policy.read_text(encoding="utf-8") if policy else None))


def check(asked: "Asked") -> None:
    """Check that the store is whole, and print its digest."""
    from bleadchallenge.usecases import ledger

    found = ledger.check(asked)
    show(found)
    end(found_something=bool(found.rows))


def history(asked: "Asked", school: School = None, change: ChangeOption = None) -> None:
    """Show who changed what, when and why."""
    from bleadchallenge.usecases import ledger

    show(ledger.history(asked, school, change))


def undo(asked: "Asked", change: ChangeArgument) -> None:
    """Take a change back; the ledger keeps both."""
    from bleadchallenge.usecases import ledger

    show(ledger.undo(asked, change))
