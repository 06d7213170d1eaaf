"""Tables on a terminal: as many columns as fit without breaking words, the rest named."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bleadchallenge.terminal.cells import CellText
from bleadchallenge.usecases.listing import Column

_GAP = 3
_COMMANDS = ("command", "fix")
"""Keys of columns that stand below their row where they have no room beside it."""


@dataclass(frozen=True, slots=True)
class FittedColumns:
    """The places of the columns that fit, and the titles of those that do not."""

    places: tuple[int, ...]
    left_out: tuple[str, ...]
    below: int | None = None


def draw(columns: Sequence[Column], rows: Sequence[Sequence[CellText]], *, colour: bool) -> str:
    """Draw a table on the terminal; give back a note naming what did not fit, or nothing."""
    console = Console(color_system="auto" if colour else None, highlight=False, emoji=False)
    fitted = fit(columns, rows, console.width)
    wanted = [_wanted(columns[place], [row[place] for row in rows]) for place in fitted.places]
    widths = share_width(wanted, console.width)
    if fitted.below is None:
        console.print(_table(columns, rows, fitted.places, widths, rows))
    else:
        console.print(_table(columns, rows, fitted.places, widths, ()))
        for row in rows:
            line = _table(columns, rows, fitted.places, widths, [row], head=False)
            console.print(Padding(line, (0, 0, 0, 1)))
            if row[fitted.below].words != "-":
                console.print(Text(f"   {row[fitted.below].words}", style="dim"), soft_wrap=True)
    if not fitted.left_out:
        return ""
    return f"no room for: {', '.join(fitted.left_out)} (a wider window, --columns, --format json)"


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
    needed = [_needed(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
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
    """The least width a column needs, and the width at which nothing in it wraps."""
    lines = (column.title, *(cell.words for cell in cells))
    least = _needed(column, cells)
    return least, max(least, *(len(line) for line in lines))


def _needed(column: Column, cells: Sequence[CellText]) -> int:
    """The width a column needs: its longest word, or a whole number."""
    words = [word for cell in cells for word in cell.words.split(" ")]
    return max((len(word) for word in [*words, *column.title.split()]), default=1)
