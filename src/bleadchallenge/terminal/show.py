"""Listings and receipts on the screen, as JSON, as CSV, as plain text for a pipe."""

import csv
import io
import json
import os
import sys
from datetime import date
from enum import StrEnum
from typing import Any

from bleadchallenge.domain.kpis import Status
from bleadchallenge.terminal.messages import plain
from bleadchallenge.usecases.asked import Column, Listing, Receipt

_SYMBOLS = {
    Status.ON_TRACK: "●",
    Status.RECOVERABLE: "◐",
    Status.OFF_TRACK: "○",
    Status.NOT_YET_DUE: "·",
    Status.NO_READING: "?",
}
_COLOURS = {
    Status.ON_TRACK: "green",
    Status.RECOVERABLE: "yellow",
    Status.OFF_TRACK: "red",
    Status.NOT_YET_DUE: "dim",
    Status.NO_READING: "magenta",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def listing(found: Listing, form: str | None, *, colour: bool = True) -> None:
    """Print a listing: as asked for, else a table on a terminal and plain text in a pipe."""
    if form == "json":
        sys.stdout.write(as_json(found))
    elif form == "csv":
        sys.stdout.write(as_csv(found))
    elif form == "table" or sys.stdout.isatty():
        _table(found, colour=colour)
    else:
        sys.stdout.write(as_text(found))
    if form not in {"json", "csv"}:
        for note in found.notes:
            sys.stderr.write(f"note: {plain(note)}\n")


def receipt(made: Receipt, form: str | None = None) -> None:
    """Say what changed on standard output; how to undo it and what is next on the other."""
    if form in {"json", "csv"} and made.listing is not None:
        listing(made.listing, form)
        return
    for note in made.notes:
        sys.stderr.write(f"note: {plain(note)}\n")
    for line in made.said:
        sys.stdout.write(f"{plain(line)}\n")
    if made.dry_run:
        sys.stderr.write("dry run: nothing was changed\n")
    elif made.change is None:
        sys.stderr.write("nothing was changed\n")
    else:
        sys.stderr.write(
            f"change {made.change}; to take it back: bleadchallenge undo {made.change}\n"
        )
    for step in made.next:
        sys.stderr.write(f"next: {plain(step)}\n")


def as_json(found: Listing) -> str:
    """The listing as one JSON object."""
    whole = {
        "schema": f"bleadchallenge/{found.command}/1",
        "as_of": found.as_of.isoformat(),
        "change": found.change,
        **(found.extra or {}),
        "rows": found.rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_for_json) + "\n"


def as_csv(found: Listing) -> str:
    """The listing as CSV; text that a spreadsheet would run as a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in found.columns])
    for row in found.rows:
        writer.writerow([_for_csv(row.get(column.key)) for column in found.columns])
    return out.getvalue()


def as_text(found: Listing) -> str:
    """The listing as tab-separated text with a header, nothing cut."""
    lines = ["\t".join(column.key for column in found.columns)]
    for row in found.rows:
        cells = (_words(row.get(c.key), c.decimals).replace("\t", " ") for c in found.columns)
        lines.append("\t".join(plain(cell.replace("\n", " ")) for cell in cells))
    return "\n".join(lines) + "\n"


def _table(found: Listing, *, colour: bool) -> None:
    from rich import box  # noqa: PLC0415 - only a table needs Rich
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console(no_color=not colour, highlight=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in found.columns:
        table.add_column(column.title, justify=_side(found, column), overflow="fold")
    for row in found.rows:
        table.add_row(*(_cell(row.get(column.key), column.decimals) for column in found.columns))
    console.print(table)


def _side(found: Listing, column: Column) -> Any:  # noqa: ANN401 - a word Rich knows
    values = [row.get(column.key) for row in found.rows]
    numeric = any(isinstance(value, int | float) for value in values)
    return "right" if numeric and not any(isinstance(value, bool) for value in values) else "left"


def _cell(value: object, decimals: int | None) -> Any:  # noqa: ANN401 - a Rich text
    from rich.text import Text  # noqa: PLC0415 - only a table needs Rich

    words = plain(_words(value, decimals))
    if isinstance(value, Status):
        symbol = _SYMBOLS[value] if _can_draw() else ""
        return Text(f"{symbol} {words}".strip(), style=_COLOURS[value])
    return Text(words)


def _can_draw() -> bool:
    encoding = (sys.stdout.encoding or "").lower()
    return encoding.startswith("utf") and os.environ.get("TERM") != "dumb"


def _words(value: object, decimals: int | None) -> str:
    """A value as people read it; unknown is a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{decimals}f}" if decimals is not None else f"{value:g}"
    if isinstance(value, list | tuple):
        return "; ".join(_words(part, decimals) for part in value)
    return str(value)


def _for_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _for_csv(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value.isoformat() if isinstance(value, date) else value
