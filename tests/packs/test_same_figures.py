"""Every figure of a pack stands in all three forms with the same value."""

from datetime import date, datetime

import pytest

from bleadchallenge.packs.layout.lay_out import lay_out
from bleadchallenge.packs.layout.values import CellLayout, ChartLayout, TableLayout
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import Pack
from packs.reading import Page, book, markdown_tables
from packs.samplepacks import full_pack, small_pack


@pytest.fixture(scope="module", params=[small_pack(), full_pack(3)], ids=["small", "full"])
def pack(request: pytest.FixtureRequest) -> Pack:
    value: Pack = request.param
    return value


def tables_in(pack: Pack) -> list[TableLayout]:
    blocks = [block for part in lay_out(pack).every() for block in part.blocks]
    drawn = [block.table if isinstance(block, ChartLayout) else block for block in blocks]
    return [each for each in drawn if isinstance(each, TableLayout)]


def test_every_cell_of_every_table_is_the_same_in_all_forms(pack: Pack) -> None:
    files = files_of(pack, "pack")
    page, workbook = Page(files["pack.html"].decode()), book(files["pack.xlsx"])
    markdown = markdown_tables(files["pack.md"].decode())
    tables = tables_in(pack)
    assert len(markdown) == len(tables)
    for drawn, in_markdown in zip(tables, markdown, strict=True):
        in_page = page.tables[drawn.anchor]
        in_book = workbook.tables[f"t_{drawn.anchor.replace('-', '_')}"]
        for row, *others in zip(drawn.rows, in_markdown, in_page, in_book, strict=True):
            for cell, marked, shown, kept in zip(row, *others, strict=True):
                assert_same(cell, marked, shown, kept)


def assert_same(cell: CellLayout, marked: str, shown: str, kept: object) -> None:
    assert marked == cell.line
    assert shown == cell.text
    if cell.kind == "number":
        assert isinstance(kept, int | float)
        assert kept == float(marked.replace(",", "")) == cell.value
    elif cell.kind == "day":
        assert isinstance(kept, datetime)
        assert isinstance(cell.value, date)
        assert kept.date() == cell.value
    else:
        assert kept == cell.line


def test_hidden_and_unknown_cells_are_texts_in_the_workbook() -> None:
    tables = book(files_of(small_pack(), "pack", ("xlsx",))["pack.xlsx"]).tables
    assert tables["t_growth"] == [
        ["2015/16", 48, 53],
        ["2016/17", "c", 61.2],
        ["2017/18", 55.5, "-"],
    ]


def test_every_figure_with_a_reference_stands_on_the_sheet_of_sources() -> None:
    pack = full_pack(2)
    refs = {cell.ref for table in tables_in(pack) for row in table.rows for cell in row if cell.ref}
    sources = book(files_of(pack, "pack", ("xlsx",))["pack.xlsx"]).tables["t_sources_of_figures"]
    assert {row[-1] for row in sources} == refs
