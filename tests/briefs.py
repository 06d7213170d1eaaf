"""Briefs of schools as values, and their cells, for the tests that look into them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bleadchallenge.packs.value import Cell, Pack, Section, Table
from bleadchallenge.usecases.reports.brief.brief import brief
from bleadchallenge.usecases.request import Request

AS_OF = date(2018, 12, 20)


def asked_of(folder: Path) -> Request:
    return Request(
        folder / "bleadchallenge.db", AS_OF, "2018-12-20T09:00:00", "coordinator", "test"
    )


def brief_of(folder: Path, urn: str, year: str = "201718") -> Pack:
    asked = asked_of(folder)
    with asked.reading() as reader:
        return brief(reader, asked, urn, year)


def tables(pack: Pack) -> Iterator[Table]:
    for section in pack.sections:
        yield from _tables(section)


def _tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield block
    for inner in section.sections:
        yield from _tables(inner)


def cells(pack: Pack) -> list[Cell]:
    return [cell for table in tables(pack) for row in table.rows for cell in row]


def named_cells(pack: Pack) -> list[Cell]:
    return [cell for cell in cells(pack) if cell.ref and cell.value is not None]


def table_named(pack: Pack, start: str) -> Table:
    return next(table for table in tables(pack) if table.id.startswith(start))
