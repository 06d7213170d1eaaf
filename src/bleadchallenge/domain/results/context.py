"""A school's context: census and absence figures shown with its results."""

from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.results.cells import Cell, CellStatus
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import SourceLine

NATION: Final = "national"
"""What stands for a URN where the nation's row of primary schools is meant."""
_TOO_FEW: Final = Cell(None, CellStatus.SUPPRESSED, "SUPP")


@dataclass(frozen=True, slots=True)
class ContextFigure:
    """A figure beside the results: its file's kind, its column, and its words.

    ``count`` is the column of the pupils it counts; empty where the file has
    none, and then the percentage of ``NOR`` gives them.
    """

    kind: str
    column: str
    words: str
    count: str = ""
    percentage: bool = True


SURROUNDINGS: Final = (
    ContextFigure("census", "NOR", "pupils on roll", "NOR", percentage=False),
    ContextFigure("census", "PNUMFSM", "eligible for free school meals, %"),
    ContextFigure("census", "PNUMFSMEVER", "ever eligible in six years, %", "NUMFSMEVER"),
    ContextFigure("census", "PNUMEAL", "English as an additional language, %", "NUMEAL"),
    ContextFigure("census", "PSENELK", "special needs support, %", "TSENELK"),
    ContextFigure("census", "PSENELSE", "special needs statement or plan, %", "TSENELSE"),
    ContextFigure("absence", "PERCTOT", "absence, % of sessions"),
    ContextFigure("absence", "PPERSABS10", "persistent absentees, %"),
)


def surrounding_of(kind: str, column: str) -> ContextFigure | None:
    """The figure of that kind and column, or ``None``."""
    wanted = column.upper()
    return next((s for s in SURROUNDINGS if s.kind == kind and s.column == wanted), None)


def shown_cell(line: SourceLine, asked: ContextFigure) -> Cell:
    """A figure as it may be shown: of five pupils or fewer it is hidden."""
    cell = line.cell(asked.column)
    if asked.kind != "census" or cell.value is None or not line.urn:
        return cell
    count = line.cell(asked.count).value if asked.count else None
    if count is None:
        roll = line.cell("NOR").value
        count = None if roll is None else round(cell.value * roll / 100)
    return _TOO_FEW if count is not None and is_suppressed(int(count)) else cell
