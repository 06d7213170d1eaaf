import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.cells import (
    CODES,
    Cell,
    CellStatus,
    read_cell,
    why_unknown,
    written,
)
from domain.results.published_files import schools
from places import SHARED, needs_shared


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("53%", 53.0),
        ("100%", 100.0),
        ("0%", 0.0),
        ("1", 1.0),
        ("1.0", 1.0),
        ("-0.3", -0.3),
        ("\N{MINUS SIGN}0.3", -0.3),
        ("+2.1", 2.1),
        (" 66 % ", 66.0),
        ("599728", 599728.0),
        ("599,728", 599728.0),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_whatever_its_clothes(text: str, value: float) -> None:
    assert read_cell(text) == Cell(value, CellStatus.KNOWN)


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("SUPP", CellStatus.SUPPRESSED, "SUPP"),
        ("supp", CellStatus.SUPPRESSED, "SUPP"),
        ("c", CellStatus.SUPPRESSED, "c"),
        ("NA", CellStatus.NOT_APPLICABLE, "NA"),
        ("NA ", CellStatus.NOT_APPLICABLE, "NA"),
        ("z", CellStatus.NOT_APPLICABLE, "z"),
        ("LOWCOV", CellStatus.LOW_COVERAGE, "LOWCOV"),
        ("NEW", CellStatus.NEW_SCHOOL, "NEW"),
        ("NP", CellStatus.NOT_PUBLISHED, "NP"),
        ("NE", CellStatus.NOT_PUBLISHED, "NE"),
        ("SP", CellStatus.NOT_PUBLISHED, "SP"),
        ("RE", CellStatus.NOT_PUBLISHED, "RE"),
        ("SUPP*", CellStatus.NOT_PUBLISHED, "SUPP*"),
        ("x", CellStatus.NOT_PUBLISHED, "x"),
        ("low", CellStatus.NOT_PUBLISHED, "low"),
        (" ", CellStatus.BLANK, None),
        ("", CellStatus.BLANK, None),
        ("\N{NO-BREAK SPACE}", CellStatus.BLANK, None),
    ],
)
def test_a_code_says_why_there_is_no_number(
    text: str, status: CellStatus, code: str | None
) -> None:
    cell = read_cell(text)
    assert cell == Cell(None, status, code)
    assert why_unknown(cell)


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "1e5", "0x10", "12.3.4", "1,23", "5-", "tbc", "%", "٥٣%", "=1+1", "9" * 400],
)
def test_nothing_else_becomes_a_number(text: str) -> None:
    assert read_cell(text) == Cell(None, CellStatus.UNREADABLE)


def test_outputs_say_c_for_hidden_and_nothing_for_unknown() -> None:
    assert written(read_cell("SUPP")) == "c"
    assert written(read_cell("53%")) == 53.0
    assert written(read_cell("LOWCOV")) is None
    assert written(read_cell(" ")) is None
    assert why_unknown(read_cell("53%")) is None


@given(st.text())
def test_any_text_is_a_cell_and_only_known_cells_hold_a_number(text: str) -> None:
    cell = read_cell(text)
    assert (cell.value is not None) == (cell.status is CellStatus.KNOWN)
    assert cell.code is None or cell.code in CODES


@given(st.integers(-200, 1000))
def test_a_number_reads_the_same_with_and_without_percent_and_nought(number: int) -> None:
    forms = (f"{number}", f"{number}%", f"{number}.0")
    assert {read_cell(form) for form in forms} == {Cell(float(number), CellStatus.KNOWN)}


class TestTheRealFiles:
    pytestmark = needs_shared
    FIGURES = re.compile(r"(PT(?!PS)|READ|WRIT|MAT|GPS|DIFFN|TELIG|TKS1).*")

    @pytest.mark.parametrize("year", ["201617", "201718", "201819"])
    def test_every_published_figure_is_understood(self, year: str) -> None:
        read = [
            read_cell(text)
            for row in schools(year)
            for name, text in row.items()
            if self.FIGURES.fullmatch(name)
        ]
        assert len(read) > 70_000
        assert [cell for cell in read if cell.status is CellStatus.UNREADABLE] == []

    @pytest.mark.parametrize("years", ["2016-2017", "2017-2018", "2018-2019", "2024-2025"])
    def test_every_code_of_the_lists_of_abbreviations_is_supported(self, years: str) -> None:
        from python_calamine import CalamineWorkbook

        path = SHARED / "data" / "meta" / f"{years}_abbreviations.xlsx"
        listed = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        texts = [[str(cell).strip() for cell in row if str(cell).strip()] for row in listed]
        start = next(at for at, row in enumerate(texts) if row[:1] == ["General abbreviations:"])
        end = next(at for at, row in enumerate(texts) if row[:1] == ["Notes:"])
        codes = [row[0] for row in texts[start + 1 : end] if row]
        assert len(codes) >= 6
        assert [code for code in codes if code not in CODES] == []
