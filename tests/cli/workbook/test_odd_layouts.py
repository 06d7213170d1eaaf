"""Tables as people and programs in between leave them: remarks below, names again, packed."""

import gzip
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bleadchallenge.store import published_files
from builders import Programme
from places import PUBLISHED

CENSUS = "2016-2017_330_census.csv"
AREAS = "area,la_code,year,measure,value\nA,330,2019,rwm,64\nA,330,2018,rwm,58"
GRADES = "URN,School name,Inspection date,Overall effectiveness,Web link\n"


def census(programme: Programme, add: str = "") -> str:
    text = (PUBLISHED / CENSUS).read_text("utf-8-sig")
    programme.write(CENSUS, text.rstrip("\n") + "\n" + add)
    return text


def rows_of(programme: Programme, kind: str = "census") -> list[tuple[str, ...]]:
    with programme.store.read() as reader:
        return sorted(line.cells for line in published_files.lines(reader, kind))


@pytest.mark.parametrize(
    "remarks",
    [
        "Source: Department for Education\n",
        "\n\nSource: the Department\n1. Rounded, as always\n".replace(", as", "; as"),
        "Note" + "," * 20 + "\n,,,,,,\n",
    ],
)
def test_remarks_below_a_published_table_are_left_out_and_told(
    programme: Programme, remarks: str
) -> None:
    census(programme)
    programme.done(f"import-data {CENSUS}")
    before = rows_of(programme)
    programme.done("undo 2")
    census(programme, remarks)
    assert "below the table left out as remarks" in programme.done(f"import-data {CENSUS}").err
    assert rows_of(programme) == before


@pytest.mark.parametrize("row", ["14362\n", "Total,1,2\n", "143\n"])
def test_a_row_that_is_no_remark_is_told(programme: Programme, row: str) -> None:
    census(programme, row)
    assert programme.run(f"import-data {CENSUS}").code == 65


def test_names_that_stand_again_where_files_were_put_together_are_left_out(
    programme: Programme,
) -> None:
    programme.done(f"import-data {PUBLISHED / CENSUS}")
    before = rows_of(programme)
    programme.done("undo 2")
    census(programme, census(programme))
    answer = programme.done(f"import-data {CENSUS}")
    assert "repeat the column names" in answer.err
    assert rows_of(programme) == before


@pytest.mark.parametrize("name", ["2016-2017_330_census.csv.gz", "2016-2017_census"])
def test_a_gzip_file_is_opened(programme: Programme, name: str) -> None:
    (programme.folder / name).write_bytes(gzip.compress((PUBLISHED / CENSUS).read_bytes()))
    answer = programme.done(f"import-data {name}")
    assert "school census 2016/17" in answer.out
    assert f"read out of the archive {name}" in answer.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(gzip.compress(b"a,b\n1,2\n" * 99)[:-9], "breaks off", id="cut off"),
        pytest.param(gzip.compress(b"0" * 100_000_001, 1), "unpacks to more", id="too much"),
        pytest.param(b"\x1f\x8b\x08" + b"\xff" * 40, "cannot be unpacked", id="damaged"),
    ],
)
def test_a_gzip_file_that_cannot_be_read_is_refused(
    programme: Programme, content: bytes, said: str
) -> None:
    (programme.folder / "a.csv.gz").write_bytes(content)
    answer = programme.run("import-data a.csv.gz")
    assert answer.code == 65
    assert said in answer.err


@pytest.mark.parametrize("head", ["", "sep=|\n"])
def test_cells_may_be_parted_by_upright_bars(programme: Programme, head: str) -> None:
    programme.write("areas.csv", head + AREAS.replace(",", "|") + "\n")
    assert "parted by an upright bar" in programme.done("import-data areas.csv").err
    assert len(rows_of(programme, "comparators")) == 2


def test_a_last_cell_without_a_line_end_is_told(programme: Programme) -> None:
    programme.write("areas.csv", AREAS[:-1])
    answer = programme.done("import-data areas.csv")
    assert "cell E3, row 3, column value: is the last cell and no line end follows" in answer.err
    programme.write("areas.csv", AREAS + "\n")
    assert "line end" not in programme.done("import-data areas.csv").err


def test_a_last_date_of_a_list_without_a_line_end_is_told(programme: Programme) -> None:
    programme.write("moved.csv", "reason,planned_on,moved_to\nsnow,2018-03-15,2018-03-2")
    answer = programme.run("import-data moved.csv --dry-run")
    assert "no line end follows" in answer.err


def test_codes_of_authorities_with_decimals_are_those_without(programme: Programme) -> None:
    programme.write(
        "2010-2011_census.csv", "URN,LA,ESTAB,NOR,PNUMEAL\n900001,330.0,2001.0,210,45.5\n"
    )
    programme.done("import-data 2010-2011_census.csv")
    with programme.store.read() as reader:
        (line,) = published_files.lines(reader, "census")
    assert (line.la, line.laestab) == ("330", "3302001")


def workbook(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


GRADED = ["URN", "School name", "Inspection date", "Overall effectiveness", "Web link"]
UNSAVED = "without a saved result"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param([900001, "A", "2018-01-01", "=1+1", "x"], "OVERALL EFFECTIVENESS", id="grade"),
        pytest.param(["=900000+1", "A", "2018-01-01", 2, "x"], "URN", id="school"),
        pytest.param([900001, "A", "2018-01-01", 2, '="a"&"b"'], "", id="a column not read"),
    ],
)
def test_formulas_whose_results_were_not_saved_are_refused_where_they_matter(
    programme: Programme, row: list[object], column: str
) -> None:
    workbook(programme.folder / "ofsted.xlsx", [GRADED, [900002, "B", "2018-01-02", 3, "x"], row])
    answer = programme.run("import-data ofsted.xlsx")
    assert answer.code == (65 if column else 0)
    assert (f"row 3, column {column}: holds 1 formula {UNSAVED}" in answer.err) == bool(column)


def test_formulas_whose_results_were_not_saved_are_refused_in_lists(programme: Programme) -> None:
    rows = [["planned_on", "moved_to", "reason"], ["2018-03-15", "2018-03-22", '="sn"&"ow"']]
    workbook(programme.folder / "moved.xlsx", rows)
    answer = programme.run("import-data moved.xlsx --partial")
    assert answer.code == 65
    assert f"cell C2, row 2, column reason: holds 1 formula {UNSAVED}" in answer.err


def test_formulas_whose_results_were_not_saved_are_refused_in_mapped_sheets(
    programme: Programme,
) -> None:
    workbook(programme.folder / "ours.xlsx", [["No", "EAL %"], [900001, "=40+1"]])
    programme.write(
        "ours.toml",
        'kind = "census"\nyear = "2016/17"\n[columns]\n"No" = "URN"\n"EAL %" = "PNUMEAL"\n',
    )
    answer = programme.run("import-data ours.xlsx --mapping ours.toml")
    assert answer.code == 65
    assert UNSAVED in answer.err


@pytest.mark.parametrize("name", ["workbook.xlsx", "Workbook.xlsx", "workbook.csv"])
def test_a_packed_file_may_be_called_a_workbook(programme: Programme, name: str) -> None:
    source = "2016-2017_330_ofsted-schools.xlsx" if name.endswith("xlsx") else CENSUS
    with ZipFile(programme.folder / "2016-2017.zip", "w") as archive:
        archive.write(PUBLISHED / source, name)
    programme.done("import-data 2016-2017.zip")


def test_a_sheet_of_the_workbook_on_its_own_is_told_for_what_it_is(programme: Programme) -> None:
    programme.with_schools()
    programme.done("report workbook --out sheets")
    (path,) = (programme.folder / "sheets").glob("*.xlsx")
    rows = openpyxl.load_workbook(path)["Alliances"].iter_rows(values_only=True)
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    programme.write("alliances_alone.csv", "\n".join(lines) + "\n")
    answer = programme.run("import-data alliances_alone.csv")
    assert answer.code == 65
    assert "is one sheet of the programme's workbook" in answer.err
