"""Where a figure comes from, as a tree: each part below what was worked out from it."""

import shutil
import sys
from collections.abc import Iterator, Mapping

from bleadchallenge.terminal.cells import describe
from bleadchallenge.terminal.messages import plain, wrapped
from bleadchallenge.usecases.listing import Listing

_STEP = 3
_MOST_DEEP = 8
"""Deeper parts are not set further in, so that their words keep room."""


def show_explanation(found: Listing[object]) -> None:
    """Print the tree of a figure, fitted to the window."""
    width = shutil.get_terminal_size().columns
    for record in found.records:
        depth = min(int(str(record["depth"])), _MOST_DEEP)
        indent = " " * (_STEP * depth)
        first, *others = _lines(record)
        sys.stdout.write(wrapped(f"{indent}{plain(first)}", width, len(indent) + _STEP) + "\n")
        for line in others:
            below = f"{indent}{' ' * _STEP}{plain(line)}"
            sys.stdout.write(wrapped(below, width, len(indent) + _STEP + 2) + "\n")


def _lines(record: Mapping[str, object]) -> Iterator[str]:
    yield f"{describe(record['value'], None)}  {record['words']}"
    if record["rule"]:
        yield f"rule: {record['rule']}"
    if record["file"]:
        yield f"from: {_place(record)}"
    yield f"name: {record['ref']}"


def _place(record: Mapping[str, object]) -> str:
    """The cell that a figure stands in, and what stands there."""
    named = (("sheet", "sheet"), ("row", "row"), ("column", "column"))
    parts = [f"{word} {record[key]}" for key, word in named if record[key] not in (None, "")]
    said = f"{record['file']}, {', '.join(parts)}"
    if record["text"] is not None:
        said += f": “{record['text']}”"
    return said + (f" ({record['release']})" if record["release"] else "")
