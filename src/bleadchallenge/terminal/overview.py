"""Where the programme stands, on one screen."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from bleadchallenge.domain.schools.short_names import short_names
from bleadchallenge.terminal.cells import CellText, cell_text
from bleadchallenge.terminal.messages import note_lines, plain
from bleadchallenge.terminal.show import listing
from bleadchallenge.terminal.tables import draw
from bleadchallenge.usecases.listing import Column
from bleadchallenge.usecases.open_items.overview import (
    ItemCount,
    Overview,
    SchoolLine,
    as_listing,
)

_MOST_COUNTS = 8
_DUE = (
    Column("who", "whose move"),
    Column("kind", "what"),
    Column("overdue", "overdue"),
    Column("soon", "due soon"),
    Column("dayless", "open"),
)
_SCHOOLS = (
    Column("name", "school"),
    Column("state", "state"),
    Column("status", "status"),
    Column("days_left", "days left"),
    Column("next", "next step"),
)


def show_overview(found: Overview, form: str | None, *, colour: bool) -> None:
    """Print a heading, what is due by whom, and one line a school; for scripts, the schools."""
    if form in {"json", "csv"} or (form is None and not sys.stdout.isatty()):
        listing(as_listing(found), form)
        return
    sys.stdout.write(f"{plain(found.title)}, {_day(found.as_of)}\n")
    sys.stdout.write(f"{_meeting(found)} {found.overdue} overdue, {found.soon} due soon.\n")
    names = short_names({line.urn: line.name for line in found.schools})
    shown = [count for count in found.counts if count.overdue or count.soon][:_MOST_COUNTS]
    if shown:
        draw(_DUE, [_count_cells(count, names) for count in shown], colour=colour)
    if found.schools:
        draw(_SCHOOLS, [_school_cells(line, names) for line in found.schools], colour=colour)
    else:
        sys.stdout.write("No school is selected yet.\n")
    lists = "due lists everything open" if found.schools else "eligibility lists whom to select"
    sys.stderr.write(
        note_lines("next", f"bleadchallenge {lists}, bleadchallenge help all commands")
    )


def _meeting(found: Overview) -> str:
    if found.next_meeting is None:
        return "No meeting is planned any more."
    if found.next_meeting == found.as_of:
        return "The scrutiny group meets today."
    return f"The scrutiny group meets next on {_day(found.next_meeting)}."


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day:%Y}"


def _count_cells(count: ItemCount, names: Mapping[str, str]) -> Sequence[CellText]:
    who = names.get(count.owner.name, count.owner.name)
    numbers = (count.overdue, count.soon, count.dayless)
    return [cell_text(who, None), cell_text(str(count.kind), None)] + [
        cell_text(number or None, None) for number in numbers
    ]


def _school_cells(line: SchoolLine, names: Mapping[str, str]) -> Sequence[CellText]:
    step = line.step
    until = f" {step.due.day} {step.due:%b}" if step is not None and step.due is not None else ""
    return [
        cell_text(names[line.urn], None),
        cell_text(str(line.state), None),
        cell_text(line.status, None),
        cell_text(line.days_left, None),
        cell_text(f"{step.kind}{until}" if step else None, None),
    ]
