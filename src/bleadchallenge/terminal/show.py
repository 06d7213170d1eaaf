"""Listings and receipts on the screen, as JSON, as CSV, as plain text for a pipe."""

import csv
import io
import json
import os
import stat
import sys
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.csv_cells import BYTE_ORDER_MARK, csv_cell
from bleadchallenge.domain.text import for_json
from bleadchallenge.terminal.cells import cell_text, describe
from bleadchallenge.terminal.messages import answer_line, note_lines, plain
from bleadchallenge.terminal.school_names import shortened, without_one_school
from bleadchallenge.usecases.listing import Listing, record_of
from bleadchallenge.usecases.request import Receipt


def listing(found: Listing[object], form: str | None, *, colour: bool = True) -> None:
    """Print a listing: as asked for, else a table on a terminal and plain text in a pipe."""
    if form == "json":
        sys.stdout.write(as_json(found))
    elif form == "csv":
        sys.stdout.write(_mark() + as_csv(found))
    elif form == "table" or sys.stdout.isatty():
        _table(found, colour=colour)
    else:
        sys.stdout.write(as_text(found))
    if form not in {"json", "csv"}:
        for note in found.notes:
            sys.stderr.write(note_lines("note", note))


def receipt(made: Receipt, form: str | None = None) -> None:
    """Say what changed on standard output; how to undo it and what is next on the other."""
    if form in {"json", "csv"} and made.listing is not None:
        listing(made.listing, form)
        return
    if form == "json":
        sys.stdout.write(_receipt_as_json(made))
        return
    for note in made.notes:
        sys.stderr.write(note_lines("note", note))
    for line in made.said:
        sys.stdout.write(answer_line(line))
    if made.dry_run:
        sys.stderr.write("dry run: nothing was changed\n")
    elif made.change is None and not made.only_read:
        sys.stderr.write("nothing was changed\n")
    elif made.change is not None and made.is_final:
        sys.stderr.write(f"change {made.change}; it cannot be taken back\n")
    elif made.change is not None:
        sys.stderr.write(
            f"change {made.change}; to take it back: bleadchallenge undo {made.change}\n"
        )
    for step in made.next:
        sys.stderr.write(f"next: {plain(step)}\n")


def _receipt_as_json(made: Receipt) -> str:
    """What was done, as one JSON object."""
    whole = {
        "schema": "bleadchallenge/receipt/1",
        "change": made.change,
        "dry_run": made.dry_run,
        "said": made.said,
        "notes": made.notes,
        "next": made.next,
    }
    return for_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def as_json(found: Listing[object]) -> str:
    """The listing as one JSON object."""
    whole = {
        "schema": f"bleadchallenge/{found.command}/1",
        "as_of": found.as_of.isoformat(),
        "change": found.change,
        **found.entries,
        "rows": found.records,
    }
    return for_json(json.dumps(whole, ensure_ascii=False, indent=1, default=_for_json)) + "\n"


def as_csv(found: Listing[object]) -> str:
    """The listing as CSV; text that a spreadsheet would run as a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in found.columns])
    for row in found.records:
        writer.writerow([csv_cell(row.get(column.key)) for column in found.columns])
    return out.getvalue()


def as_text(found: Listing[object]) -> str:
    """The listing as tab-separated text with a header, nothing cut."""
    lines = ["\t".join(column.key for column in found.columns)]
    for row in found.records:
        cells = (describe(row.get(c.key), c.decimals).replace("\t", " ") for c in found.columns)
        lines.append("\t".join(plain(cell.replace("\n", " ")) for cell in cells))
    return "\n".join(lines) + "\n"


def _table(found: Listing[object], *, colour: bool) -> None:
    from bleadchallenge.terminal.tables import draw  # noqa: PLC0415 - only a table needs Rich

    columns, school = without_one_school(found.columns, found.records)
    rows = [
        shortened(columns, [cell_text(row.get(c.key), c.decimals) for c in columns])
        for row in found.records
    ]
    if school:
        sys.stdout.write(f"{plain(school)}\n")
    if note := draw(columns, rows, colour=colour):
        sys.stderr.write(note_lines("note", note))


def _for_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        return record_of(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _mark() -> str:
    """The mark that Excel needs, where CSV goes into a file; a pipe gets none."""
    try:
        mode = os.fstat(sys.stdout.fileno()).st_mode
    except (OSError, ValueError):
        return ""
    return BYTE_ORDER_MARK if stat.S_ISREG(mode) else ""
