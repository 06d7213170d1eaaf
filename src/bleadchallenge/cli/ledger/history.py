"""Commands that run the store: set up, check, history, undo."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import day_option
from bleadchallenge.cli.options import command, end, is_page, show, show_page

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
Roles = Annotated[
    bool,
    typer.Option(
        "--roles",
        help="On a server: make the roles of owner, coordinator and reader, or renew them.",
    ),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", readable=False, help="A policy of your own (TOML).")
]
School = Annotated[str | None, typer.Option("--school", help="Only what touched this school.")]
HistoryAuthor = Annotated[str | None, typer.Option("--author", help="Only this author's changes.")]
Since = Annotated[date | None, day_option("--since", "Only changes from this day on.")]
Kind = Annotated[
    str | None, typer.Option("--kind", help="Only where such a record changed: reading, visit.")
]
Last = Annotated[int | None, typer.Option("--limit", min=0, help="The last so many changes.")]
ChangeOption = Annotated[int | None, typer.Option("--change", help="What this change did.")]
ChangeArgument = Annotated[int, typer.Argument(help="Number of the change.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "init", writes=True, example="init --store programme.db")(init)
    command(app, "check", example="check")(check)
    command(app, "due", example="due --as-of 2018-02-01")(due)
    command(app, "history", example="history --school 900003 --limit 10")(history)
    command(app, "undo", writes=True, example="undo 214 --dry-run")(undo)


def init(asked: "Request", policy: PolicyFile = None, roles: Roles = False) -> None:
    """Make a new store, with the shipped policy or one of your own."""
    from bleadchallenge.usecases.policies import policy_text
    from bleadchallenge.usecases.request import set_up

    if roles and asked.has_store():
        from bleadchallenge.usecases.ledger.maintenance import write_roles

        show(write_roles(asked))
    elif policy is None:
        show(set_up(asked, with_roles=roles))
    else:
        show(set_up(asked, policy_text(policy), str(policy), with_roles=roles))


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

    if is_page():
        from bleadchallenge.terminal.due import show_due

        show_page(show_due, *listing.due_by_owner(asked, school, who, days))
    else:
        show(listing.due(asked, school, who, days))


def history(
    asked: "Request",
    school: School = None,
    by: HistoryAuthor = None,
    since: Since = None,
    kind: Kind = None,
    limit: Last = None,
    change: ChangeOption = None,
) -> None:
    """Show who changed what, when and why, in sentences."""
    from bleadchallenge.usecases.ledger import history as ledger_history

    if change is not None:
        show(ledger_history.history_of_change(asked, change))
        return
    wanted = ledger_history.HistoryFilter(school, by, since, kind, limit)
    found = ledger_history.history(asked, wanted)
    if is_page():
        from bleadchallenge.terminal.stories import show_history

        show_page(show_history, found)
    else:
        show(found)


def undo(asked: "Request", change: ChangeArgument) -> None:
    """Take a change back; the ledger keeps both."""
    from bleadchallenge.usecases.ledger import history as ledger_history

    show(ledger_history.undo(asked, change))
