"""What is due, on the screen: whose move it is, then each item with its command below it."""

import shutil
import sys
from collections.abc import Sequence

from bleadchallenge.domain.open_items.items import Urgency
from bleadchallenge.domain.schools.short_names import short_names
from bleadchallenge.terminal.cells import cell_text
from bleadchallenge.terminal.messages import note_lines, plain, wrapped
from bleadchallenge.usecases.open_items.due import DueRow, OwnerItems

_INDENT = 4


def show_due(groups: Sequence[OwnerItems], note: str) -> None:
    """Print everything that is due, by owner and kind."""
    schools = {row.urn: row.school or row.urn for each in groups for row in each.rows if row.urn}
    names = short_names(schools)
    for group in groups:
        counts = (
            f"{group.overdue} of {len(group.rows)} overdue" if group.overdue else "none overdue"
        )
        sys.stdout.write(f"{plain(group.owner)}: {counts}\n")
        for row in group.rows:
            sys.stdout.write(_item(row, names.get(row.urn or "", "")))
    sys.stderr.write(note_lines("note", note))


def _item(row: DueRow, school: str) -> str:
    """An item in lines that fit, and its command on a line of its own, to be pasted."""
    day = f"{row.due.day} {row.due:%b %Y}" if row.due else ""
    about = f"{school}: " if school and school not in row.what else ""
    urgency = cell_text(row.urgency, None).words if row.urgency is not Urgency.DUE_SOON else "due"
    said = f"  {urgency} {day}".rstrip() + f": {about}{row.what}"
    lines = wrapped(plain(said), shutil.get_terminal_size().columns, _INDENT)
    return f"{lines}\n" + (f"{' ' * _INDENT}{plain(row.command)}\n" if row.command else "")
