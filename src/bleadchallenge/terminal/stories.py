"""What happened, as a page to read: a heading, and below it what was said, fitted to the window."""

import shutil
import sys
from collections.abc import Iterable

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.terminal.messages import note_lines, plain, wrapped
from bleadchallenge.usecases.ledger.history import ChangeRow
from bleadchallenge.usecases.listing import Listing
from bleadchallenge.usecases.schools.story import StoryRow

_INDENT = 2


def show_history(found: Listing[ChangeRow]) -> None:
    """Print each change: its number, when and by whom, then what it did and why."""
    for change in found.rows:
        state = f" ({change.state})" if change.state else ""
        _heading(f"{change.change}  {change.when}  {change.author}{state}")
        _write_indented(change.what or change.short)
        if change.reason:
            _write_indented(f"why: {change.reason}")
    _notes(found.notes)


def show_story(found: Listing[StoryRow]) -> None:
    """Print a story day by day; a school is named where the story is of several."""
    schools = {row.school for row in found.rows} - {""}
    day = None
    for row in found.rows:
        if row.day != day:
            _heading(show_day(day := row.day))
        about = f"{row.school}: " if len(schools) > 1 and row.school else ""
        what = _without_day(row.what, show_day(row.day))
        who = f" ({row.who})" if row.who and row.who not in what else ""
        why = f" – {row.why}" if row.why else ""
        _write_indented(f"{about}{what}{who}{why}  [{row.change}]")
    if len(schools) == 1:
        _notes((f"all of {schools.pop()}",))
    _notes((*found.notes, "[N] is the change: bleadchallenge show change N"))


def _without_day(what: str, day: str) -> str:
    """The words without the day that stands above them."""
    return what.replace(f" on {day}", "").replace(f" of {day}", "").replace(f" from {day}", "")


def _heading(text: str) -> None:
    sys.stdout.write(f"{plain(text)}\n")


def _write_indented(text: str) -> None:
    lines = wrapped(" " * _INDENT + plain(text), shutil.get_terminal_size().columns, 2 * _INDENT)
    sys.stdout.write(f"{lines}\n")


def _notes(notes: Iterable[str]) -> None:
    for note in notes:
        sys.stderr.write(note_lines("note", note))
