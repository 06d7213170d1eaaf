"""The command that builds the sample programme, through the other commands alone."""

import contextlib
import io
import os
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli import clock
from bleadchallenge.cli.arguments import day_option
from bleadchallenge.cli.options import command, end_progress

if TYPE_CHECKING:
    from bleadchallenge.store.place import Place
    from bleadchallenge.usecases.ledger.diary import DiaryEntry
    from bleadchallenge.usecases.request import Request

Until = Annotated[date | None, day_option("--until", "Stop after this day of the diary.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder for the programme's packs.")
]
Files = Annotated[
    Path | None,
    typer.Option("--files", metavar="DIR", help="Only copy the sample's files there."),
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    command(app, "demo", writes=True, example="demo --store demo.db --until 2017-09-30 --dry-run")(
        demo
    )


def demo(asked: "Request", until: Until = None, out: Out = None, files: Files = None) -> None:
    """Build the whole sample programme in a new store, by its diary."""
    from bleadchallenge.usecases.ledger import diary

    end_progress()
    if files is not None:
        copied = diary.copy_files(files)
        typer.echo(f"{len(copied)} files of the sample are in {files}")
        return
    every = list(diary.entries(until))
    wanted = [entry for entry in every if out is not None or not entry.is_pack]
    if asked.dry_run:
        typer.echo(f"{len(wanted)} commands would be run in {asked.store}")
        return
    with (
        _staged(asked.store, out) as (store, packs),
        typer.progressbar(wanted, label="building the sample programme", file=sys.stderr) as bar,
    ):
        for entry in bar:
            _give(entry, store, packs)
    _what_to_try(asked.store, out)


@contextlib.contextmanager
def _staged(store: "Place", out: Path | None) -> Iterator[tuple["Place", Path | None]]:
    """Places beside the store and the folder of packs; both are there in the end, or neither."""
    from bleadchallenge import staging
    from bleadchallenge.store.engine.store import in_the_making

    with in_the_making(store) as made, contextlib.ExitStack() as stack:
        if out is None:
            yield made.waiting, None
            return
        staging.make_folders(out.parent)
        packs = stack.enter_context(staging.staged(out))
        yield made.waiting, packs.waiting
        with staging.telling(out, "give --out another folder"):
            packs.put_into_place()


def _give(entry: "DiaryEntry", store: "Place", out: Path | None) -> None:
    """Give a command of the diary on its day; one that fails ends the demo."""
    from bleadchallenge.cli.boundary import run
    from bleadchallenge.domain.errors import DataError, Exit

    words = [*entry.words, "--store", str(store), "--author", entry.author]
    if entry.is_pack:
        words += ["--out", str(out)]
    told = io.StringIO()
    quiet = contextlib.redirect_stdout(io.StringIO())
    with _clock_at(entry.moment), quiet, contextlib.redirect_stderr(told):
        code = run(words)
    if code == Exit.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (0, 1):
        said = told.getvalue().strip()
        failed = DataError(
            f"the sample diary failed on {entry.on}: {' '.join(entry.words)}",
            why=said,
            fix="mend that and try again, with --store and a name that is new",
        )
        failed.exit_code = Exit(code)
        raise failed


@contextlib.contextmanager
def _clock_at(moment: str) -> Iterator[None]:
    before = os.environ.get(clock.SET_BY_HAND)
    os.environ[clock.SET_BY_HAND] = moment
    try:
        yield
    finally:
        if before is None:
            del os.environ[clock.SET_BY_HAND]
        else:
            os.environ[clock.SET_BY_HAND] = before


def _what_to_try(store: "Place", out: Path | None) -> None:
    typer.echo(f"The sample programme is in {store}.")
    if out is not None:
        packs = sorted(out.iterdir())
        typer.echo(f"Its {len(packs)} packs are in {out}; the last is {packs[-1]}.")
    typer.echo("Try next:")
    for words in (
        "schools",
        "due --as-of 2018-02-01",
        "kpi-status --as-of 2018-03-15 --school Bellwharf",
        "days-status",
        "check thread",
        "report isg-pack --meeting 2018-03-15 --draft --out packs",
        "evaluate",
    ):
        typer.echo(f"  bleadchallenge {words} --store {shlex.quote(str(store))}")
