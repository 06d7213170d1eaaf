"""Tables of indicators: the rows of ``kpi-status``, cell by cell."""

from collections.abc import Sequence

from bleadchallenge.domain.choices import Side
from bleadchallenge.packs.value import Cell, Column, ColumnType, Table
from bleadchallenge.usecases.kpis.status import KpiStatusRow

_COLUMNS = (
    Column("indicator", wide=True),
    Column("unit"),
    Column("status", ColumnType.STATUS),
    Column("direction", ColumnType.STATUS),
    Column("value", ColumnType.NUMBER, decimals=1),
    Column("read on", ColumnType.DAY),
    Column("path", ColumnType.NUMBER, decimals=1),
    Column("target", ColumnType.NUMBER, decimals=1),
    Column("by"),
)


def table(rows: Sequence[KpiStatusRow], side: Side, urn: str) -> Table:
    """The indicators of one side of a school, of its rows as ``kpi-status`` gives them."""
    own = [row for row in rows if row.side == side]
    title = "Indicators of the school" if side is Side.SCHOOL else "Indicators of the support"
    return Table(f"kpis-{side}-{urn}", title, _COLUMNS, tuple(_cells(row) for row in own))


def _cells(row: KpiStatusRow) -> tuple[Cell, ...]:
    ref = f"kpi/{row.urn}/{row.code}"
    return (
        Cell(f"{row.code}: {row.name}"),
        Cell(row.unit),
        Cell(row.status.value, f"{ref}/status"),
        Cell(row.travel.value),
        Cell(row.value, f"{ref}/value", decimals=row.decimals),
        Cell(row.read_on),
        Cell(row.expected, f"{ref}/expected", decimals=row.decimals),
        Cell(row.target, f"{ref}/target", decimals=row.decimals),
        Cell(row.target_term or ""),
    )
