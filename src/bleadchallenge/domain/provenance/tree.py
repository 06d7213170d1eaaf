"""Where a figure comes from: a tree down to the cells of files."""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.domain.results.cells import HIDDEN, Cell, CellStatus, why_unknown
from bleadchallenge.domain.results.source_rows import Address, SourceLine
from bleadchallenge.domain.results.year_results import OutcomeSeries

FigureValue = float | int | str | bool | None
"""A figure as it goes out: ``"c"`` where it is hidden, ``None`` where it is not known."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """A figure, how it came about, and the parts it was worked out from.

    ``rule`` is empty for a figure that stands in a file as it is; ``source`` is
    ``None`` for one that was worked out or was taken from no file.
    """

    ref: str
    value: FigureValue
    words: str
    rule: str = ""
    source: Address | None = None
    parts: tuple["Provenance", ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Provenance"]]:
        """The figure and, below it, everything it rests on, each with its depth."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)

    def cells(self) -> tuple[Address, ...]:
        """Every cell of a file it rests on, once each."""
        found = {each.source: None for _, each in self.walk() if each.source is not None}
        return tuple(found)


def visible_value(cell: Cell) -> FigureValue:
    """A cell as it goes out."""
    return HIDDEN if cell.status is CellStatus.SUPPRESSED else cell.value


def of_outcome(name: str, outcome: OutcomeSeries, figure: str, words: str) -> Provenance:
    """A published figure, explained by its cell.

    A figure that is hidden keeps its address, but not the text that stands there.
    """
    cell = outcome.figure(figure)
    address = outcome.address(figure)
    if cell.status is CellStatus.SUPPRESSED and address is not None:
        address = _without_text(address)
    why = why_unknown(cell)
    said = f"{words}, from {outcome.said_by}" + (f": {why}" if why else "")
    return Provenance(name, visible_value(cell), said, source=address)


def of_line(
    name: str, line: SourceLine, column: str, words: str, as_shown: Cell | None = None
) -> Provenance:
    """A cell of any published file, explained by its address.

    ``as_shown`` is the cell as it may be shown, where a rule hides some.
    """
    if not line.has(column):
        return Provenance(name, None, f"{words}: the file has no column {column}")
    cell = as_shown or line.cell(column)
    if cell.status is CellStatus.SUPPRESSED:
        return Provenance(name, HIDDEN, words, source=_without_text(line.address(column)))
    value: FigureValue = cell.value if cell.value is not None else (line.text(column) or None)
    return Provenance(name, value, words, source=line.address(column))


def _without_text(address: Address) -> Address:
    return Address(
        address.file,
        address.sheet,
        address.row,
        address.column,
        address.release,
        address.year,
        HIDDEN,
    )
