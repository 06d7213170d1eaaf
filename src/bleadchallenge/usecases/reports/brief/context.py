"""Context in a brief: census and absence beside the nation, the latest inspection."""

from datetime import date

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.provenance.tree import visible_value
from bleadchallenge.domain.results.context import NATION, SURROUNDINGS, ContextFigure, shown_cell
from bleadchallenge.domain.results.inspection import judged
from bleadchallenge.domain.results.published_figures import OFSTED_GRADES
from bleadchallenge.domain.years import label
from bleadchallenge.packs.value import Cell, Column, ColumnType, Table
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.context import latest_year, row_of
from bleadchallenge.store.results.inspections import DAY, GRADE, inspections
from bleadchallenge.usecases.request import policy_of


def context_table(reader: Reader, urn: str, year: str) -> Table:
    """The school's roll, disadvantage, languages, needs and absence, beside primary schools."""
    rows = tuple(
        row for asked in SURROUNDINGS if (row := _row(reader, urn, year, asked)) is not None
    )
    columns = (
        Column("figure", wide=True),
        Column("year"),
        Column("school", ColumnType.NUMBER, decimals=1),
        Column("England, primary", ColumnType.NUMBER, decimals=1),
    )
    return Table(f"context-{urn}", "The school's pupils", columns, rows)


def _row(reader: Reader, urn: str, year: str, asked: ContextFigure) -> tuple[Cell, ...] | None:
    found = latest_year(reader, asked.kind, urn, year)
    if found is None:
        return None
    nation = NATION if asked.percentage else ""
    return (
        Cell(asked.words),
        Cell(label(found)),
        _cell(reader, asked, found, urn),
        _cell(reader, asked, found, nation) if nation else Cell(None),
    )


def _cell(reader: Reader, asked: ContextFigure, year: str, urn: str) -> Cell:
    line = row_of(reader, asked.kind, year, urn)
    if line is None or not line.has(asked.column):
        return Cell(None)
    value = visible_value(shown_cell(line, asked))
    return Cell(value, ref(RefKind.ROW, asked.kind, year, urn, asked.column))


def inspection_table(reader: Reader, urn: str, as_of: date) -> Table:
    """The latest inspection by a day."""
    found = inspections(reader, as_of, policy_of(reader).publication).get(urn)
    columns = (
        Column("inspected", ColumnType.DAY),
        Column("grade", ColumnType.NUMBER),
        Column("judged"),
    )
    rows: tuple[tuple[Cell, ...], ...] = ()
    if found is not None:
        words = OFSTED_GRADES.get(found.grade or 0) or judged(found.judgements) or "not judged"
        day, grade = (ref(RefKind.ROW, "ofsted", "-", urn, name) for name in (DAY, GRADE))
        rows = ((Cell(found.on, day), Cell(found.grade, grade), Cell(words)),)
    notes = () if rows else ("No inspection is on record.",)
    return Table(f"ofsted-{urn}", "Latest inspection", columns, rows, notes)
