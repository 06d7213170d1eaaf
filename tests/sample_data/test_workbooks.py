"""The register, the inspections and the colleague's sheet, opened as workbooks."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from sample_data.tables import FINAL, PUBLISHED, SAMPLE, figure, schools

Cells = dict[str, object]


@pytest.fixture(scope="module")
def register() -> list[Cells]:
    sheet = load_workbook(PUBLISHED / "2016-2017_330_spine.xlsx").worksheets[0]
    header, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in rest]


@pytest.fixture(scope="module")
def inspections() -> list[Sequence[object]]:
    book = load_workbook(PUBLISHED / "2016-2017_330_ofsted-schools.xlsx")
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


@pytest.fixture(scope="module")
def colleague() -> Workbook:
    return load_workbook(SAMPLE / "people/city_results_2017.xlsx")


def by_number(register: list[Cells], urn: int) -> Cells:
    return next(row for row in register if row["URN"] == urn)


def test_the_register_keeps_numbers_as_numbers_and_dates_as_dates(register: list[Cells]) -> None:
    assert {type(row[name]) for row in register for name in ("URN", "LAESTAB", "ICLOSE")} == {int}
    assert {type(row["OPENDATE"]) for row in register} == {datetime, type(None)}
    assert {type(row["CLOSEDATE"]) for row in register} == {datetime, type(None)}


def test_the_register_holds_open_closed_and_proposed_schools(register: list[Cells]) -> None:
    states = [row["ICLOSE"] for row in register]
    assert set(states) == {1, 2, 3, 4}
    assert states.count(2) == 6


@pytest.mark.parametrize(
    ("was", "became", "flags"),
    [
        pytest.param(900009, 900066, (2, 1), id="converted in September 2017"),
        pytest.param(900016, 900065, (2, 1), id="converted in September 2018"),
        pytest.param(900057, 900067, (4, 3), id="sponsored in September 2018"),
    ],
)
def test_a_school_and_its_academy_name_each_other(
    register: list[Cells], was: int, became: int, flags: tuple[int, int]
) -> None:
    old, new = by_number(register, was), by_number(register, became)
    assert (old["OTHERURN"], new["OTHERURN"]) == (became, was)
    assert (old["ICLOSE"], new["ICLOSE"]) == (2, 1)
    assert (old["NEWACFLAG"], new["NEWACFLAG"]) == flags
    assert isinstance(old["CLOSEDATE"], datetime)
    assert isinstance(new["OPENDATE"], datetime)
    assert (new["OPENDATE"] - old["CLOSEDATE"]).days == 1


def test_an_infant_and_a_junior_school_became_one(register: list[Cells]) -> None:
    both = [by_number(register, urn) for urn in (900058, 900059)]
    assert [row["OTHERURN"] for row in both] == [900060, 900060]
    assert by_number(register, 900060)["OTHERURN"] == 999999


def test_the_register_lists_one_school_twice(register: list[Cells]) -> None:
    urns = [row["URN"] for row in register]
    assert [urn for urn in set(urns) if urns.count(urn) > 1] == [900025]


def test_the_register_holds_more_than_primary_schools(register: list[Cells]) -> None:
    groups = {row["MINORGROUP"] for row in register}
    assert groups == {"Maintained School", "Academy", "Special School", "Independent School"}
    assert {row["ISPRIMARY"] for row in register} == {0, 1}


def test_inspections_are_graded_one_to_four_or_not_at_all(
    inspections: list[Sequence[object]],
) -> None:
    assert {line[5] for line in inspections} == {1, 2, 3, 4, 9}
    assert {type(line[3]) for line in inspections} == {datetime}


def test_the_last_column_of_inspections_is_a_formula(
    inspections: list[Sequence[object]],
) -> None:
    assert all(str(line[6]).startswith("=IF(A") for line in inspections)


def test_the_colleagues_sheet_has_a_title_and_hides_a_sheet_and_a_row(colleague: Workbook) -> None:
    results, old = colleague.worksheets
    assert str(results["A1"].value).startswith("Key stage 2 results 2017")
    assert results["A3"].value == "URN"
    assert (results.sheet_state, old.sheet_state) == ("visible", "hidden")
    assert results.row_dimensions[10].hidden
    assert [str(area) for area in results.merged_cells.ranges] == ["A1:V1"]


def test_the_colleagues_sheet_ends_in_totals(colleague: Workbook) -> None:
    last = list(colleague.worksheets[0].iter_rows(values_only=True))[-1]
    assert last[0] == "Total"


def test_the_colleague_writes_percentages_in_three_ways(colleague: Workbook) -> None:
    table = results_by_number(colleague)
    row, published = table["900003"], schools(FINAL[2017])["900003"]
    assert row["Reading Meet Std"] == published["PTREAD_EXP"]
    assert row["Maths Meet Std"] == pytest.approx((figure(published["PTMAT_EXP"]) or 0) / 100)
    assert row["Overall Meet Std"] == figure(published["PTRWM_EXP"])


def test_the_colleagues_writing_is_really_grammar(colleague: Workbook) -> None:
    table, published = results_by_number(colleague), schools(FINAL[2017])
    for urn, row in table.items():
        assert row["Writing Meet Std"] == figure(published[urn]["PTGPS_EXP"])
    assert any(
        row["Writing Meet Std"] != figure(published[urn]["PTWRITTA_EXP"])
        for urn, row in table.items()
    )


def test_the_colleague_leaves_hidden_figures_empty(colleague: Workbook) -> None:
    row = results_by_number(colleague)["900029"]
    assert row["KS2 Pupils"] == 4
    assert {row["Reading Meet Std"], row["Maths Meet Std"], row["Overall Meet Std"]} == {None}


def test_the_colleague_leaves_gaps_in_every_way_known(colleague: Workbook) -> None:
    table = results_by_number(colleague)
    assert {"tbc", "N/A", "-", "=NA()"} <= {row["Link adviser"] for row in table.values()}


def results_by_number(colleague: Workbook) -> dict[str, Cells]:
    table = list(colleague.worksheets[0].iter_rows(min_row=3, values_only=True))
    header, *rest = table
    rows = (dict(zip(map(str, header), line, strict=True)) for line in rest)
    return {str(row["URN"]): row for row in rows if row["URN"] != "Total"}
