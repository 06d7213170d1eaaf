"""The workbook: sheets, looks, charts that hold nothing hidden."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.packs.names import Names
from bleadchallenge.packs.plain import units
from bleadchallenge.packs.render import files_of
from packs.reading import book
from packs.samplepacks import full_pack, small_pack


def parts(content: bytes, begins: str) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        return [
            archive.read(name).decode() for name in archive.namelist() if name.startswith(begins)
        ]


def test_a_sheet_holds_one_table_from_its_first_cell_and_no_merged_cells() -> None:
    sheets = book(files_of(full_pack(3), "pack", ("xlsx",))["pack.xlsx"]).sheets
    assert [sheets[0].title, sheets[-2].title, sheets[-1].title] == ["About", "Words", "Sources"]
    for sheet in sheets:
        assert [table.ref.partition(":")[0] for table in sheet.tables.values()] in (["A1"], [])
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "B2"


def test_a_table_is_filtered_and_fits_the_width_of_a4() -> None:
    sheets = book(files_of(full_pack(20), "pack", ("xlsx",))["pack.xlsx"]).sheets
    grid = next(sheet for sheet in sheets if "t_grid_2" in sheet.tables)
    assert grid.tables["t_grid_2"].autoFilter is not None
    setup = grid.page_setup
    assert (setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == (9, 1, 0)
    assert grid.print_title_rows == "$1:$1"


def test_status_cells_are_coloured_and_say_their_word() -> None:
    sheets = book(files_of(full_pack(3), "pack", ("xlsx",))["pack.xlsx"]).sheets
    grid = next(sheet for sheet in sheets if "t_grid_2" in sheet.tables)
    cells = [grid.cell(row, 2) for row in (2, 3, 4)]
    assert [cell.value for cell in cells] == ["✓ on track", "◐ recoverable", "✕ off track"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3


def test_a_table_with_a_hidden_figure_has_no_native_chart_that_would_draw_it_as_nought() -> None:
    content = files_of(small_pack(), "pack", ("xlsx",))["pack.xlsx"]
    for chart in parts(content, "xl/charts/chart"):
        assert "growth" not in chart.lower()


def test_the_language_of_the_workbook_is_set() -> None:
    content = files_of(small_pack(), "pack", ("xlsx",))["pack.xlsx"]
    assert "<dc:language>en-GB</dc:language>" in parts(content, "docProps/core.xml")[0]


def test_the_workbook_names_no_program_author_or_outside_place() -> None:
    content = files_of(small_pack(), "pack", ("xlsx",))["pack.xlsx"]
    assert 'TargetMode="External"' not in "".join(parts(content, "xl/"))
    assert parts(content, "xl/vbaProject") == []


@given(st.lists(st.text(min_size=0, max_size=60), max_size=20))
def test_every_sheet_has_a_name_that_spreadsheets_take(titles: list[str]) -> None:
    names = Names()
    given_names = [names.sheet(title) for title in titles]
    assert len({name.lower() for name in given_names}) == len(given_names)
    for name in given_names:
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")
        assert name.lower() != "history"


def test_a_sheets_name_that_is_too_long_loses_its_code_first() -> None:
    names = Names()
    assert names.sheet("St Mary's Primary (900003)") == "St Mary's Primary (900003)"
    assert names.sheet("Bellwharf Primary School (900003)") == "Bellwharf Primary School"
    assert names.sheet("Bellwharf Primary School (900004)") == "Bellwharf Primary School 2"
    long = names.sheet("Kettlewharf Church of England Primary School (900016)")
    assert long == "Kettlewharf Church of England…"


def test_the_first_workbook_of_a_run_is_the_same_as_the_next() -> None:
    command = [sys.executable, "-c", TWICE]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    first, second = done.stdout.split()
    assert first == second


TWICE = """
import hashlib
from samplepacks import small_pack
from bleadchallenge.packs.render import files_of
for _ in range(2):
    made = files_of(small_pack(), "x", ("xlsx",), None)
    print(hashlib.sha256(b"".join(made.values())).hexdigest())
"""
