"""Commands that run the store: set up, check, history, undo."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.options import command, end, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request


class CheckOption(StrEnum):
    """What can be checked."""

    STORE = "store"
    THREAD = "thread"


What = Annotated[CheckOption, typer.Argument(help="The store, or the golden thread.")]
OneSchool = Annotated[str | None, typer.Option("--school", help="Only this school's thread.")]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="MARK|FILE",
        help="A mark of the ledger, or a pack or backup's file with one, to hold its end against.",
    ),
]
Who = Annotated[str | None, typer.Option("--who", help="Only what this person or alliance owes.")]
Days = Annotated[
    int | None, typer.Option("--days", min=0, max=3660, help="How far to look ahead; else 14.")
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", readable=False, help="A policy of your own (TOML).")
]
School = Annotated[str | None, typer.Option("--school", help="Only what touched this school.")]
ChangeOption = Annotated[int | None, typer.Option("--change", help="What this change did.")]
ChangeArgument = Annotated[int, typer.Argument(help="Number of the change.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "init", writes=True, example="init --store programme.db")(init)
    command(app, "check", example="check")(check)
    command(app, "due", example="due --as-of 2018-02-01")(due)
    command(app, "history", example="history")(history)
    command(app, "undo", writes=True, example="undo 214 --dry-run")(undo)


def init(asked: "Request", policy: PolicyFile = None) -> None:
    """Make a new store, with the shipped policy or one of your own."""
    from bleadchallenge.usecases.ledger.maintenance import policy_text
    from bleadchallenge.usecases.request import set_up

    if policy is None:
        show(set_up(asked))
    else:
        show(set_up(asked, policy_text(policy), str(policy)))


def check(
    asked: "Request",
    what: What = CheckOption.STORE,
    school: OneSchool = None,
    against: Against = None,
) -> None:
    """Check that the store is whole and print its digest, or check the golden thread."""
    from bleadchallenge.usecases.ledger import history as ledger_history
    from bleadchallenge.usecases.plans import golden_thread

    thread_meant = what is CheckOption.THREAD
    found = (
        golden_thread.check_thread(asked, school)
        if thread_meant
        else ledger_history.check(asked, against)
    )
    show(found)
    end(found_something=bool(found.rows))


def due(asked: "Request", school: School = None, who: Who = None, days: Days = None) -> None:
    """List what must be done: overdue, and due in the next fortnight."""
    from bleadchallenge.usecases.open_items import due as listing

    show(listing.due(asked, school, who, days))


def history(asked: "Request", school: School = None, change: ChangeOption = None) -> None:
    """Show who changed what, when and why."""
    from bleadchallenge.usecases.ledger import history as ledger_history

    show(ledger_history.history(asked, school, change))


def undo(asked: "Request", change: ChangeArgument) -> None:
    """Take a change back; the ledger keeps both."""
    from bleadchallenge.usecases.ledger import history as ledger_history

    show(ledger_history.undo(asked, change))
