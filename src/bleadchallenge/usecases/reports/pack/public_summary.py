"""The public summary: three sentences, one chart, whole numbers; nobody is named."""

from collections.abc import Iterator

from bleadchallenge.domain.results.comparison import Benchmark, mean
from bleadchallenge.domain.years import label, last_years
from bleadchallenge.packs.value import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnType,
    Section,
    Table,
    Text,
)
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.reports.pack.results import RWM
from bleadchallenge.usecases.results.analysis import YEARS_SHOWN

_FEWEST = 5
"""Fewer schools than this are not added up: one of them could be told."""


def sections(material: PackData) -> tuple[Section, ...]:
    """The one section of the summary."""
    return (Section("summary", "What happened", tuple(_blocks(material))),)


def _blocks(material: PackData) -> Iterator[Block]:
    used = sum(school.account.used for school in material.schools) // 4
    yield Text(
        f"{material.policy.title} supports {len(material.schools)} primary schools in "
        f"{material.policy.city}. Teachers and leaders of other schools have given them {used} "
        f"days of support so far. {_pupils(material)}"
    )
    table = _table(material)
    if table.rows:
        said = "; ".join(
            f"{row[0].value}: schools {row[1].value}, England {row[2].value}" for row in table.rows
        )
        yield Chart("chart-public", table.title, ChartKind.LINES, table, f"{said}.", unit="%")


def _pupils(material: PackData) -> str:
    rows = _table(material).rows
    if not rows:
        return "No results of the schools are out yet."
    first, last = rows[0], rows[-1]
    if first is last:
        return f"In {last[0].value}, {last[1].value} of 100 pupils reached the expected standard."
    return (
        f"Of 100 pupils, {last[1].value} reached the expected standard in reading, writing and "
        f"maths in {last[0].value}, after {first[1].value} in {first[0].value}."
    )


def _table(material: PackData) -> Table:
    """The plain mean of the schools beside the nation, in whole per cent, year by year."""
    columns = (
        Column("year"),
        Column("schools of the programme", ColumnType.NUMBER, unit="%"),
        Column("England", ColumnType.NUMBER, unit="%"),
    )
    results = material.results
    rows = []
    for year in last_years(results.year, YEARS_SHOWN) if results.year else ():
        found = _mean(material, year)
        nation = _nation(material, year)
        if found is not None:
            rows.append((Cell(label(year)), Cell(found), Cell(nation)))
    title = "Pupils at the expected standard in reading, writing and maths"
    return Table("public", title, columns, tuple(rows))


def _mean(material: PackData, year: str) -> int | None:
    figures = material.results.figures
    values = [
        float(value)
        for school in material.schools
        if figures is not None
        for value in (figures.figure(school.urn, year, RWM).value,)
        if isinstance(value, int | float)
    ]
    found = mean(values) if len(values) >= _FEWEST else None
    return None if found is None else round(found)


def _nation(material: PackData, year: str) -> int | None:
    figures = material.results.figures
    if figures is None or not material.schools:
        return None
    value = figures.against(material.schools[0].urn, year, RWM, Benchmark.NATIONAL).value
    return round(value) if isinstance(value, int | float) else None
