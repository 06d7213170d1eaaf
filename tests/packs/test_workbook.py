"""The workbook: sheets, looks, charts that hold nothing hidden."""

import re
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


def test_there_is_a_sheet_a_section_a_sheet_a_school_and_notes_first() -> None:
    sheets = book(files_of(full_pack(3), "pack", ("xlsx",))["pack.xlsx"]).sheets
    assert [sheet.title for sheet in sheets] == [
        "About",
        "Asks of this meeting",
        "What changed since the last pa…",
        "The four expectations",
        "The grid",
        "Exceptions",
        "Alder Lane Primary School",
        "Beech Lane Primary School",
        "Cedar Lane Primary School",
        "A page an alliance",
        "Data notes",
        "Sources",
        "Chart data",
    ]


def test_the_grid_is_frozen_filtered_and_fits_the_width_of_a4() -> None:
    sheets = book(files_of(full_pack(20), "pack", ("xlsx",))["pack.xlsx"]).sheets
    grid = next(sheet for sheet in sheets if sheet.title == "The grid")
    assert grid.freeze_panes == "B6"
    assert grid.tables["t_grid_2"].autoFilter is not None
    assert (
        grid.page_setup.paperSize,
        grid.page_setup.fitToWidth or 1,
        grid.page_setup.fitToHeight,
    ) == (
        9,
        1,
        0,
    )
    assert grid.print_title_rows == "$5:$5"


def test_status_cells_are_coloured_and_say_their_word() -> None:
    sheets = book(files_of(full_pack(3), "pack", ("xlsx",))["pack.xlsx"]).sheets
    grid = next(sheet for sheet in sheets if sheet.title == "The grid")
    cells = [grid.cell(row, 2) for row in (6, 7, 8)]
    assert [cell.value for cell in cells] == ["✓ on track", "◐ recoverable", "✕ off track"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3


def test_a_hidden_figure_is_a_gap_in_the_charts_cache_and_not_a_nought() -> None:
    charts = parts(files_of(small_pack(), "pack", ("xlsx",))["pack.xlsx"], "xl/charts/chart")
    caches = re.findall(r"<c:val>.*?</c:val>", charts[0])
    points = [re.findall(r'<c:pt idx="(\d)"><c:v>([^<]*)</c:v>', cache) for cache in caches]
    assert points == [[("0", "48"), ("2", "55.5")], [("0", "53"), ("1", "61.2")]]


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
