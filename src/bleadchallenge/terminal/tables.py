"""Tables on a terminal: as many columns as fit without breaking words, the rest named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bleadchallenge.terminal.cells import CellText
from bleadchallenge.usecases.listing import Column

T = TypeVar("T")

_GAP = 3
_ROWS_OF_A_GROUP = 3
"""So many rows a school has, over all, for its name to stand above them."""
_READABLE = 24
"""So wide is a column of longer text that may be left out, lest every row grows tall."""
_COMMANDS = ("command", "fix")
"""Keys of columns that stand below their row where they have no room beside it."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand under the name of their school; without one they are the whole table."""

    school: str
    rows: Sequence[Sequence[CellText]]


@dataclass(frozen=True, slots=True)
class FittedColumns:
    """The places of the columns that fit, and the titles of those that do not."""

    places: tuple[int, ...]
    left_out: tuple[str, ...]
    below: int | None = None


def draw(columns: Sequence[Column], rows: Sequence[Sequence[CellText]], *, colour: bool) -> str:
    """Draw a table on the terminal; give back a note naming what did not fit, or nothing."""
    console = Console(color_system="auto" if colour else None, highlight=False, emoji=False)
    columns, groups = group_by_school(columns, rows, console.width)
    rows = [row for group in groups for row in group.rows]
    fitted = fit(columns, rows, console.width)
    wanted = [_wanted(columns[place], [row[place] for row in rows]) for place in fitted.places]
    table = partial(_table, columns, rows, fitted.places, share_width(wanted, console.width))
    if fitted.below is None and len(groups) == 1:
        console.print(table(rows))
    else:
        console.print(table(()))
        for group in groups:
            _draw_group(console, table, group, fitted.below)
    if not fitted.left_out:
        return ""
    return f"no room for: {', '.join(fitted.left_out)} (a wider window, --columns, --format json)"


def _draw_group(
    console: Console, table: Callable[..., Table], group: RowGroup, below: int | None
) -> None:
    """Draw the rows of a school under its name, each with its command below where there is one."""
    if group.school:
        console.print(Text(f" {group.school}", style="bold"))
    for rows in [group.rows] if below is None else [[row] for row in group.rows]:
        console.print(Padding(table(rows, head=False), (0, 0, 0, 1)))
        if below is not None and rows[0][below].words != "-":
            console.print(Text(f"   {rows[0][below].words}", style="dim"), soft_wrap=True)


def group_by_school(
    columns: Sequence[Column], rows: Sequence[Sequence[CellText]], width: int
) -> tuple[Sequence[Column], list[RowGroup]]:
    """The rows under the names of their schools, where each has several and they do not fit.

    Otherwise they stay one group without a name, and the school stays a column.
    """
    whole = sum(
        _wanted(column, [row[n] for row in rows])[1] + _GAP for n, column in enumerate(columns)
    )
    place = next((n for n, each in enumerate(columns) if each.title == "school"), None)
    if place is None or not rows or whole < width:
        return columns, [RowGroup("", rows)]
    runs = [(name, list(run)) for name, run in groupby(rows, key=lambda row: row[place].words)]
    if len(rows) < _ROWS_OF_A_GROUP * len(runs):
        return columns, [RowGroup("", rows)]

    return _without(columns, place), [
        RowGroup(name, [_without(row, place) for row in run]) for name, run in runs
    ]


def _without(cells: Sequence[T], place: int) -> list[T]:
    return [cell for n, cell in enumerate(cells) if n != place]


def _table(
    columns: Sequence[Column],
    every: Sequence[Sequence[CellText]],
    places: Sequence[int],
    widths: Sequence[int],
    rows: Sequence[Sequence[CellText]],
    *,
    head: bool = True,
) -> Table:
    """The rows to be drawn, in columns that are as wide and as set as all rows want them."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_header=head, show_edge=head
    )
    for place, width in zip(places, widths, strict=True):
        cells = [row[place] for row in every]
        numeric = bool(cells) and all(cell.numeric or cell.words == "-" for cell in cells)
        table.add_column(
            columns[place].title,
            justify="right" if numeric else "left",
            width=width,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(row[place].words, style=row[place].style) for place in places))
    return table


def fit(columns: Sequence[Column], rows: Sequence[Sequence[CellText]], width: int) -> FittedColumns:
    """Which columns fit into a width with no word broken; the last ones go first.

    A column of commands is never left out: it is the first to go below its row.
    """
    needed = [_wanted(column, [row[n] for row in rows])[0] for n, column in enumerate(columns)]
    places, below = list(range(len(columns))), None
    while len(places) > 1 and sum(needed[place] + _GAP for place in places) >= width - 2:
        commands = [place for place in places if columns[place].key in _COMMANDS]
        below = commands[0] if commands else below
        places.remove(
            commands[0] if commands else max(places, key=lambda place: (columns[place].rank, place))
        )
    gone = [place for place in range(len(columns)) if place not in places and place != below]
    return FittedColumns(tuple(places), tuple(columns[place].title for place in gone), below)


def share_width(wanted: Sequence[tuple[int, int]], width: int) -> tuple[int, ...]:
    """The width of each column, from the least it needs and the most it could fill.

    What is left when each has the least goes to the column that is furthest
    from all it could fill, for its rows are the tallest.
    """
    given = [least for least, _ in wanted]
    left = width - sum(given) - _GAP * len(given)
    while left > 0:
        place = max(range(len(given)), key=lambda n: wanted[n][1] / max(given[n], 1))
        if given[place] >= wanted[place][1]:
            break
        given[place] += 1
        left -= 1
    return tuple(given)


def _wanted(column: Column, cells: Sequence[CellText]) -> tuple[int, int]:
    """The least width a column needs, and the width at which nothing in it wraps.

    The least holds its longest word; a column that may be left out also some words a line,
    or it is left out.
    """
    words = [word for cell in cells for word in cell.words.split(" ")]
    longest = max((len(word) for word in [*words, *column.title.split()]), default=1)
    whole = max(longest, len(column.title), *(len(cell.words) for cell in cells), 1)
    return max(longest, min(whole, _READABLE)) if column.rank else longest, whole
