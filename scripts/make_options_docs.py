"""Write docs/reference/options.md from the commands, or check that it is in step.

An option is called the same everywhere; what it says of itself in each command shows that
it means the same.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from typer.main import get_command

from bleadchallenge.cli.app import app
from in_step import keep_in_step

_MOST_NAMED = 6
HEAD = """# Options

Every option of every command, and what it means there. A day is always a date (`2018-03-15`,
`15/03/2018`); a school, an alliance, a person is named by code, number or a part of
the name that fits no other; a word of a list is taken with blanks or hyphens, in any case.
Written by `scripts/make_options_docs.py`.

| option | takes | means | in |
| --- | --- | --- | --- |
"""


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - Typer's own
    """Every command that can be run, under its path."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def options() -> dict[tuple[str, str, str], list[str]]:
    """Each option with what it takes and means, and the commands it belongs to."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for path, command in commands(get_command(app)):
        for each in command.params:
            if each.param_type_name == "option" and each.name != "help":
                takes = "" if getattr(each, "is_flag", False) else takes_of(each)
                found["/".join([*each.opts, *each.secondary_opts]), takes, each.help].append(path)
    return found


_WORDS = {int: "a number", float: "a number", Path: "FILE"}


def takes_of(option: Any) -> str:  # noqa: ANN401 - as above
    """What an option takes, in a word."""
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "a word of a list"
    return str(option.metavar or _WORDS.get(kind, "words")).strip("[]<>")


def text() -> str:
    """The page."""
    rows = []
    for (name, takes, means), named in sorted(options().items()):
        where = ", ".join(named) if len(named) <= _MOST_NAMED else f"{len(named)} commands"
        cells = (f"`{name}`", takes.replace("|", " or "), means.replace("|", " or "), where)
        rows.append(f"| {' | '.join(cells)} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/reference/options.md", text()))
