"""The published files are laid out, to the byte, as the real ones are."""

import csv
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from places import SHARED, needs_shared
from sample_data.tables import (
    CODES,
    FINAL,
    PROVISIONAL,
    PUBLISHED,
    SAMPLE,
    TABLES,
    lines,
    rows,
    schools,
    year_of,
)

WIDTHS = {2016: 259, 2017: 290, 2018: 326, 2019: 318}
MARK = b"\xef\xbb\xbf"
REAL_NAMES = {
    2016: "2015-2016(meta)",
    2017: "2016-2017",
    2018: "2017-2018",
    2019: "2018-2019",
}
SUBJECT = re.compile("READ|WRIT|MAT")
REAL_TABLES = {
    2017: "2016-2017_850_ks2final.csv",
    2018: "2017-2018_850_ks2final.csv",
    2019: "2018-2019_850_ks2final.csv",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_years_columns(name: str) -> None:
    assert len(lines(name)[0]) == WIDTHS[year_of(name)]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_begins_with_a_mark_and_ends_without_a_line_end(name: str) -> None:
    raw = (PUBLISHED / name).read_bytes()
    assert raw.startswith(MARK + b"RECTYPE,ALPHAIND,")
    assert not raw.endswith(b"\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == len(lines(name)) - 1


@pytest.mark.parametrize("name", TABLES)
def test_england_stands_last_and_the_authority_once_above(name: str) -> None:
    types = [row["RECTYPE"] for row in rows(name)]
    assert sorted(types[-2:]) == ["4", "5"]
    assert types.count("3") == 1
    assert set(types[:-2]) == {"1", "2", "3"}


@pytest.mark.parametrize("name", [FINAL[2016], FINAL[2017], PROVISIONAL])
def test_the_authority_stands_in_the_middle(name: str) -> None:
    types = [row["RECTYPE"] for row in rows(name)]
    assert 10 < types.index("3") < len(types) - 10


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        (FINAL[2016], {24, 259}),
        (FINAL[2017], {23, 24, 271, 288, 289, 290}),
        (PROVISIONAL, {23, 24, 326}),
        (FINAL[2018], {23, 24, 326}),
        (FINAL[2019], {25, 26, 318}),
    ],
)
def test_short_rows_have_the_real_lengths(name: str, widths: set[int]) -> None:
    assert {len(line) for line in lines(name)} == widths


@pytest.mark.parametrize("name", TABLES)
def test_authority_and_england_fill_their_identity_with_single_spaces(name: str) -> None:
    summaries = [row for row in rows(name) if row["RECTYPE"] in {"3", "4", "5"}]
    assert {row["URN"] for row in summaries} == {" "}
    assert {row["ESTAB"] for row in summaries} == {" "}
    assert {row["PCODE"] for row in summaries} == {" "}


@pytest.mark.parametrize("name", TABLES)
def test_every_open_school_that_became_nothing_else_says_nought(name: str) -> None:
    others = [row for row in schools(name).values() if row["URN_AC"] == "0"]
    assert len(others) > 50
    assert {row["SCHNAME_AC"] + row["OPEN_AC"] for row in others} == {""}


def test_progress_has_its_nought_in_2017_and_loses_it_in_2018() -> None:
    before = {row.get("READPROG", "") for row in schools(FINAL[2017]).values()}
    after = {row.get("READPROG", "") for row in schools(FINAL[2018]).values()}
    assert any(text.endswith(".0") for text in before)
    assert not any(text.endswith(".0") for text in after)


class TestAgainstTheRealFiles:
    pytestmark = needs_shared

    @pytest.mark.parametrize("year", WIDTHS)
    def test_the_columns_are_the_real_ones_in_their_order(self, year: int) -> None:
        real = json.loads((SHARED / "data/meta/headers_by_year.json").read_text())
        assert lines(FINAL[year])[0] == real[REAL_NAMES[year]]

    def test_the_provisional_table_has_the_final_ones_columns(self) -> None:
        assert lines(PROVISIONAL)[0] == lines(FINAL[2018])[0]

    @pytest.mark.parametrize("year", REAL_TABLES)
    def test_englands_rows_are_the_published_ones(self, year: int) -> None:
        real = real_lines(SHARED / "data/ks2" / REAL_TABLES[year])
        assert lines(FINAL[year])[-2:] == real[-2:]

    @pytest.mark.parametrize("year", REAL_TABLES)
    def test_the_short_rows_are_as_short_as_real_ones(self, year: int) -> None:
        real = real_lines(SHARED / "data/ks2" / REAL_TABLES[year])
        assert {len(line) for line in lines(FINAL[year])} == {len(line) for line in real}

    @pytest.mark.parametrize("year", REAL_TABLES)
    def test_a_cell_holds_no_code_that_the_real_column_never_holds(self, year: int) -> None:
        real = real_lines(SHARED / "data/ks2" / REAL_TABLES[year])
        known = codes_by_column(real)
        ours = codes_by_column(lines(FINAL[year]))
        strange = {name: codes - known[name] for name, codes in ours.items() if codes - known[name]}
        assert strange == {}

    @pytest.mark.parametrize(
        ("ours", "real"),
        [
            ("2016-2017_330_census.csv", "census/2016-2017_england_census.csv"),
            ("2017-2018_330_census.csv", "census/2017-2018_england_census.csv"),
            ("2016-2017_330_abs.csv", "census/2016-2017_england_abs.csv"),
        ],
    )
    def test_rolls_have_the_real_mark_line_ends_columns_and_nation(
        self, ours: str, real: str
    ) -> None:
        mine, theirs = (
            (PUBLISHED / ours).read_bytes(),
            (SHARED / "data" / real).read_bytes(),
        )
        assert mine.startswith(MARK) == theirs.startswith(MARK)
        assert (b"\r\n" in mine) == (b"\r\n" in theirs)
        assert mine.endswith(b"\n") == theirs.endswith(b"\n")
        assert mine.splitlines()[0] == theirs.splitlines()[0]
        assert mine.splitlines()[-2:] == theirs.splitlines()[-2:]

    @pytest.mark.parametrize(
        ("ours", "real"),
        [
            ("2016-2017_330_spine.xlsx", "spine/2016-2017_england_spine.xlsx"),
            ("2016-2017_330_ofsted-schools.xlsx", "ofsted/2016-2017_england_ofsted-schools.xlsx"),
        ],
    )
    def test_workbooks_have_the_real_sheet_and_columns(self, ours: str, real: str) -> None:
        assert top_of(PUBLISHED / ours) == top_of(SHARED / "data" / real)

    def test_the_other_authorities_figures_are_the_published_ones(self) -> None:
        real = real_lines(SHARED / "data/comparators/la_ks2_2016_2019.csv")
        header, *mine = lines("la_ks2_2016_2019.csv")
        assert header == real[0]
        others = [tuple(line) for line in mine if line[1] != "330.0"]
        assert len(others) == 9 * 4 * 12
        assert set(others) <= {tuple(line) for line in real}

    def test_the_pupil_file_has_the_layout_schools_download(self) -> None:
        layout = real_lines(SHARED / "data/meta/ks2_pupil_file_layout_CYPMD.csv")[1:]
        wanted = [line[3] if line[2].startswith("(none") else line[2] for line in layout]
        path = SAMPLE / "pupils/2017-2018_900011_ks2_pupils.csv"
        assert path.read_text(encoding="utf-8-sig").splitlines()[0].split(",") == wanted


def real_lines(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def codes_by_column(table: list[list[str]]) -> dict[str, set[str]]:
    """Which codes and blanks stand in each column of full rows, subjects taken together."""
    header, *rest = table
    full = [line for line in rest if line[0] in {"1", "2"} and len(line) > 30]
    codes: dict[str, set[str]] = {}
    for place, name in enumerate(header):
        found = {line[place] for line in full if place < len(line)}
        codes.setdefault(SUBJECT.sub("*", name), set()).update(found & CODES)
    return codes


def top_of(path: Path) -> tuple[str, list[object]]:
    book = load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    top = next(sheet.iter_rows(max_row=1, values_only=True))
    book.close()
    return sheet.title, list(top)
