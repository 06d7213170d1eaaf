"""The options every command shares, and how a command is put together."""

import inspect
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli import clock
from bleadchallenge.cli.arguments import DAY_JUDGED
from bleadchallenge.cli.choices import take_choices
from bleadchallenge.cli.command_help import CommandHelp
from bleadchallenge.cli.completion import complete_names
from bleadchallenge.cli.option_groups import arguments_of, expand_groups, make_group, options_of
from bleadchallenge.cli.school_filter import other_way, school_of
from bleadchallenge.cli.settings import Settings, settings_with
from bleadchallenge.domain.errors import Exit
from bleadchallenge.domain.settings import SettingName

if TYPE_CHECKING:
    from bleadchallenge.terminal.progress import Progress
    from bleadchallenge.usecases.listing import Listing
    from bleadchallenge.usecases.request import Receipt, Request


class OutputFormat(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="FILE|URL",
        help="The store: a file, or postgresql://…; also BLEADCHALLENGE_STORE, or a settings file.",
        show_default="bleadchallenge.db",
        rich_help_panel="Everywhere",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Day judged from.", rich_help_panel="Everywhere"),
]
AsKnown = Annotated[
    str | None,
    typer.Option(
        "--as-known",
        metavar="N|DATE",
        help="The store as known at a change or day.",
        rich_help_panel="Everywhere",
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        metavar="table|json|csv",
        help="How to print.",
        rich_help_panel="Everywhere",
    ),
]
Author = Annotated[
    str | None,
    typer.Option(
        "--author",
        help="Who makes the change; also BLEADCHALLENGE_AUTHOR, or a settings file.",
        rich_help_panel="Everywhere",
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", help="Why the change is made.", rich_help_panel="Everywhere"),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Show and change nothing.", rich_help_panel="Everywhere"),
]
Yes = Annotated[
    bool,
    typer.Option("--yes", help="Answer every question with yes.", rich_help_panel="Everywhere"),
]

CohortOption = Annotated[
    str,
    typer.Option(
        "--cohort",
        metavar="CODE",
        help="Cohort asked about; also BLEADCHALLENGE_COHORT; the first if left out.",
        show_default=False,
        rich_help_panel="Everywhere",
    ),
]

NoColour = Annotated[
    bool,
    typer.Option("--no-color", help="Print without colours.", rich_help_panel="Everywhere"),
]
_Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="KEYS",
        help="Only these columns, such as school,status.",
        show_default=False,
        rich_help_panel="Everywhere",
    ),
]
_Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="KEY",
        help="Sort by a column; -KEY the other way round.",
        show_default=False,
        rich_help_panel="Everywhere",
    ),
]
_Limit = Annotated[
    int | None,
    typer.Option("--limit", min=0, help="At most so many rows.", rich_help_panel="Everywhere"),
]


@dataclass(frozen=True, slots=True)
class SharedOptions:
    """The options that commands share, with what holds where a command does not take one."""

    store: StoreOption = None
    as_of: AsOf = None
    as_known: AsKnown = None
    form: FormatOption = None
    cohort: CohortOption = ""
    author: Author = None
    reason: Reason = None
    dry_run: DryRun = False
    yes: Yes = False
    no_color: NoColour = False
    columns: _Columns = ""
    sort: _Sort = ""
    limit: _Limit = None


_READS = ("store", "as_of", "as_known", "form", "cohort", "no_color")
_LISTS = (*_READS, "columns", "sort", "limit")
_WRITES = ("store", "as_of", "form", "cohort", "author", "reason", "dry_run", "yes", "no_color")


def command(
    app: typer.Typer,
    name: str,
    *,
    writes: bool = False,
    lists: bool = True,
    example: str = "",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command that also takes the options every command shares.

    The function's first argument is ``asked``; its others are the command's own, where one
    takes a dataclass the options that its fields are.
    ``lists`` is of a command that reads and answers with rows. ``example`` is shown
    under ``--help`` and run by a test.
    """
    shared = _WRITES if writes else _LISTS if lists else _READS

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        parameters = list(inspect.signature(function).parameters.values())[1:]
        own = list(expand_groups(parameters))
        own += other_way(own) if shared is _LISTS else []
        days = [each.name for each in own if each.default is DAY_JUDGED]
        for parameter in own:
            take_choices(parameter)
            complete_names(parameter)
        names = {parameter.name for parameter in own}
        added = [each for each in options_of(SharedOptions, shared) if each.name not in names]

        def run(**given: object) -> None:
            asked = asked_with(
                make_group(SharedOptions, {each.name: given.pop(each.name) for each in added})
            )
            judged = {name: given[name] or asked.as_of for name in days}
            meant = school_of(given | judged)
            _run_watched(lambda: function(asked, **arguments_of(parameters, meant)))

        options = [each.replace(default=None) if each.name in days else each for each in own]
        run.__signature__ = inspect.Signature([*options, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in [*own, *added]}
        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        epilog = f"Example: bleadchallenge {example}" if example else None
        app.command(name, cls=CommandHelp, epilog=epilog)(run)
        return function

    return decorate


def _run_watched(run: Callable[[], None]) -> None:
    """Run a command; where a person waits, a line says that it is at work until it answers."""
    if not sys.stderr.isatty():
        run()
        return
    from bleadchallenge.terminal.progress import Progress

    with Progress() as _running.progress:
        run()


@dataclass(slots=True)
class Invocation:
    """The command line being run: its words, and what stood before the command."""

    words: tuple[str, ...] = ()
    store: str | None = None
    form: OutputFormat | None = None
    colour: bool = True
    columns: str = ""
    sort: str = ""
    limit: int | None = None
    settings: Settings = field(default_factory=dict)
    progress: "Progress | None" = None


_running = Invocation()


def begin(words: Sequence[str]) -> None:
    """Start a command line afresh."""
    _running.words = tuple(words)
    _running.store = _running.form = None
    _running.columns, _running.sort, _running.limit = "", "", None
    _running.colour = not os.environ.get("NO_COLOR")


def before_the_command(store: str | None, form: OutputFormat | None, *, colour: bool) -> None:
    """Keep the options that stood before the command, for the command to take up."""
    _running.store, _running.form = store, form
    _running.colour = _running.colour and colour


def show(answer: "Listing[object] | Receipt") -> None:
    """Print what a use case answered, in the form that was asked for."""
    from bleadchallenge.terminal import show as terminal
    from bleadchallenge.terminal.pager import paged
    from bleadchallenge.terminal.view import View, apply_view
    from bleadchallenge.usecases.request import Receipt

    end_progress()

    if isinstance(answer, Receipt):
        terminal.receipt(answer, _running.form)
    else:
        view = View(_running.columns, _running.sort, _running.limit)
        with paged():
            terminal.listing(apply_view(answer, view), _running.form, colour=_running.colour)


def show_page(draw: Callable[..., None], *answer: object) -> None:
    """Print an answer as a page to read, in the pager where it is long."""
    from bleadchallenge.terminal.pager import paged

    end_progress()
    with paged():
        draw(*answer)


def end_progress() -> None:
    """Take away the line that says a command is at work, before anything is printed."""
    if _running.progress is not None:
        _running.progress.stop()
        _running.progress = None


def output_format() -> OutputFormat | None:
    """The form in which the answer is wanted; ``None`` where none was asked for."""
    return _running.form


def uses_colour() -> bool:
    """Whether the answer may be printed in colours."""
    return _running.colour


def is_page() -> bool:
    """Whether the answer is for a person to read as it stands, not cut to columns or rows."""
    is_table = _running.form is OutputFormat.TABLE or (
        _running.form is None and sys.stdout.isatty()
    )
    return is_table and not (_running.columns or _running.sort or _running.limit is not None)


def settings() -> Settings:
    """The settings that hold for the command that is run."""
    return _running.settings


def end(*, found_something: bool) -> None:
    """End with code 1 where a check or a threshold found something."""
    if found_something:
        raise typer.Exit(Exit.FOUND)


def asked_with(given: SharedOptions = SharedOptions()) -> "Request":
    """The question as put by the shared options."""
    from bleadchallenge.domain.calendar import parse_day
    from bleadchallenge.store.place import place_of
    from bleadchallenge.usecases.request import Request

    _running.colour = _running.colour and not given.no_color
    _running.form = given.form or _running.form
    _running.columns, _running.sort, _running.limit = given.columns, given.sort, given.limit
    _running.settings = held = settings_with(_settings_among(given))
    return Request(
        store=place_of(held[SettingName.STORE].value),
        as_of=parse_day(given.as_of) if given.as_of else clock.today(),
        now=clock.now(),
        author=held[SettingName.AUTHOR].value,
        command=shlex.join(["bleadchallenge", *_without_store(_running.words)]),
        reason=given.reason or "",
        as_known=given.as_known,
        dry_run=given.dry_run,
        cohort=held[SettingName.COHORT].value.strip(),
        authority=held[SettingName.AUTHORITY].value.strip(),
    )


def _settings_among(given: SharedOptions) -> dict[SettingName, str]:
    """The settings that the options of a command line speak of."""
    return {
        SettingName.STORE: given.store or _running.store or "",
        SettingName.AUTHOR: given.author or "",
        SettingName.COHORT: given.cohort,
    }


def _without_store(words: Sequence[str]) -> list[str]:
    """A command line without the path of the store: the ledger stands in it."""
    left = list(words)
    while "--store" in left:
        at = left.index("--store")
        del left[at : at + 2]
    return [word for word in left if not word.startswith("--store=")]
