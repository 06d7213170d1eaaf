"""The four expectations: of the whole first, then school by school."""

from collections.abc import Iterable

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.packs.value import Cell, Column, ColumnType, Section, Table
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.scrutiny.expectations import ExpectationRow

_WHOLE = (Column("expectation"), Column("state", ColumnType.STATUS), Column("evidence", wide=True))


def section(material: PackData) -> Section:
    """The section with the expectations of the programme as a whole."""
    whole = [row for row in material.expectations if row.urn is None]
    table = Table("expectations", "The programme as a whole", _WHOLE, _rows(whole))
    return Section("expectations", "The four expectations", (table,))


def of_school(school: SchoolData) -> Table:
    """The expectations of one school, for its page."""
    rows = _rows(school.expectations)
    return Table(f"expectations-{school.urn}", "The four expectations", _WHOLE, rows)


def _rows(rows: Iterable[ExpectationRow]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(row.expectation),
            Cell(row.state, _ref(row, "state")),
            Cell("; ".join(row.evidence), _ref(row, "evidence")),
        )
        for row in rows
    )


def _ref(row: ExpectationRow, what: str) -> str:
    return ref(RefKind.EXPECTATION, row.urn or "programme", row.expectation, what)
