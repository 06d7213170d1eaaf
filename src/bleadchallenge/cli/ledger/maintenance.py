"""Commands that keep the store safe and people's data short."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import day_option
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, end_progress, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Target = Annotated[Path, typer.Argument(help="File to copy the store into.")]
Source = Annotated[Path, typer.Argument(readable=False, help="The backup.")]
Folder = Annotated[Path, typer.Argument(help="A new folder.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a backup that is there.")]
About = Annotated[
    list[str] | None,
    typer.Option("--about", help="Only what names this person: code, name or e-mail."),
]
Before = Annotated[
    date | None, day_option("--before", "Out of use before this day; else the policy's.")
]
Live = Annotated[bool, typer.Option("--live", help="Also what is still on record; at the end.")]
PolicyPath = Annotated[Path, typer.Argument(readable=False, help="The policy (TOML).")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(app, "backup", lists=False, example="backup monday.db --overwrite")(backup)
    command(app, "restore", writes=True, example="restore monday.db")(restore)
    command(app, "export", example="export exported")(export)
    command(app, "purge", writes=True, example="purge --before 2017-01-01 --dry-run")(purge)
    policy = group(app, "policy", "The programme's rules as data.")
    command(policy, "show", lists=False, example="policy show")(show_policy)
    command(policy, "set", writes=True, example="policy set policy.toml --dry-run")(set_policy)


def backup(asked: "Request", target: Target, overwrite: Overwrite = False) -> None:
    """Copy the store as it stands, and look at the copy."""
    from bleadchallenge.usecases.ledger import maintenance

    show(maintenance.backup(asked, target, overwrite=overwrite))


def restore(asked: "Request", source: Source) -> None:
    """Put the store back from a backup; what it replaces is kept aside."""
    from bleadchallenge.usecases.ledger import maintenance

    show(maintenance.restore(asked, source))


def export(asked: "Request", folder: Folder = Path("export"), about: About = None) -> None:
    """Write every record as CSV, or list what is kept of a person."""
    from bleadchallenge.usecases.ledger import maintenance

    if about:
        show(maintenance.about(asked, about))
    else:
        show(maintenance.export(asked, folder))


def purge(asked: "Request", before: Before = None, live: Live = False) -> None:
    """Remove people's data that is past its time; nothing brings it back."""
    from bleadchallenge.usecases.ledger import maintenance

    show(maintenance.purge(asked, before, live=live))


def show_policy(asked: "Request") -> None:
    """Print the policy in force, to copy and change."""
    from bleadchallenge.domain.text import harmless
    from bleadchallenge.usecases.ledger import maintenance

    text = harmless(maintenance.show_policy(asked))
    end_progress()
    typer.echo(text, nl=False)


def set_policy(asked: "Request", file: PolicyPath) -> None:
    """Put another policy in force; past packs keep the one of their day."""
    from bleadchallenge.usecases.ledger import maintenance

    show(maintenance.set_policy(asked, file))
