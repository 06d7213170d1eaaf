"""Sheets made by people at the terminal: mapped, decided column by column, reported, refused."""

from pathlib import Path

import pytest
import xlsxwriter

from builders import Programme

PEOPLE = Path(__file__).resolve().parents[3] / "sample_data" / "people"
CITY = """
kind = "ks2"
year_column = "Academic Year"
release = "final"
ignore = ["Link adviser", "Last visit"]
[columns]
"URN" = "URN"
"School" = "SCHNAME"
"KS2 Pupils" = "TELIG"
"Reading Meet Std" = "PTREAD_EXP"
"Writing Meet Std" = "PTGPS_EXP"
"Maths Meet Std" = "PTMAT_EXP"
"Overall Meet Std" = "PTRWM_EXP"
"""
SHEET = 'kind = "ks2"\nyear = "2016/17"\n[columns]\n"URN" = "URN"\n"RWM" = "PTRWM_EXP"\n'


def results(programme: Programme) -> dict[str, dict[str, object]]:
    return {row["urn"]: row for row in programme.rows("schools --la 330 --year 2016/17")}


def small(*cells: str, mark: str = ",") -> str:
    rows = [f"90000{place}{mark}{cell}" for place, cell in enumerate(cells, start=1)]
    return "\n".join([f"URN{mark}RWM", *rows]) + "\n"


def test_a_colleagues_cut_down_is_read_through_a_mapping(programme: Programme) -> None:
    programme.write("city.toml", CITY)
    programme.done(f"import-data {PEOPLE.parent / 'published' / '2016-2017_330_spine.xlsx'}")
    answer = programme.done(f"import-data {PEOPLE / 'city_results_2017.xlsx'} --mapping city.toml")
    assert "59 rows" in answer.out
    for said in (
        "row 63 is a total, left out",
        "hidden row 10 taken like the others",
        "the sheet is hidden and its 59 rows are left out",
        "Reading Meet Std, Maths Meet Std: percentages are written with their sign",
        "numbers read as percentages, as they are shown",
        "Writing Meet Std, Overall Meet Std: percentages are written without their sign",
        "of which the mapping says nothing are left out: KS2 Boys",
    ):
        assert said in answer.err
    school = results(programme)["900001"]
    assert [school[f"{name}_expected_pct"] for name in ("reading", "maths", "gps", "rwm")] == [
        87.0, 85.0, 93.0, 82.0,
    ]  # fmt: skip
    assert school["writing_expected_pct"] is None


def test_a_mapped_figure_is_found_again_at_its_own_cell(programme: Programme) -> None:
    from bleadchallenge.store.published_files import lines

    programme.write("city.toml", CITY)
    programme.done(f"import-data {PEOPLE / 'city_results_2017.xlsx'} --mapping city.toml")
    with programme.store.read() as reader:
        line = lines(reader, "ks2", "201617", urns={"900001"})[0]
    at = line.address("PTMAT_EXP")
    assert (at.sheet, at.row, at.column, at.text) == ("Results", 4, "Maths Meet Std", "85%")
    assert "written with their sign" in at.note
    assert line.cell("PTMAT_EXP").value == 85.0


def test_the_mapping_is_kept_and_serves_the_next_sheet_of_that_form(programme: Programme) -> None:
    programme.write("sheet.toml", SHEET)
    programme.write("results.csv", small("53%", "61%"))
    programme.done("import-data results.csv --mapping sheet.toml")
    again = programme.done("import-data results.csv")
    assert "already imported" in again.out
    programme.write("corrected.csv", small("55%", "61%"))
    corrected = programme.done("import-data corrected.csv")
    assert "through the mapping that came with change 2" in corrected.err
    assert "1 changed, 1 unchanged" in corrected.out


def test_a_draft_warns_of_writing_that_has_a_score(programme: Programme) -> None:
    draft = programme.done(f"import-data --suggest-mapping {PEOPLE / 'city_results_2017.xlsx'}").out
    assert '"Overall Meet Std" = "PTRWM_EXP"  # 82, 61, 42' in draft
    assert '# "Writing Meet Std" = "PTGPS_EXP"' in draft
    assert draft.count("CANNOT BE TRUSTED") == 3
    programme.write("draft.toml", draft)
    programme.done(f"import-data {PEOPLE / 'city_results_2017.xlsx'} --mapping draft.toml")


def test_semicolons_decimal_commas_two_header_rows_and_code_page_1252(programme: Programme) -> None:
    programme.write(
        "absence.toml",
        'kind = "absence"\nyear = "2017/18"\n[columns]\n"URN" = "URN"\n'
        '"Persistent absence %" = "PPERSABS10"\n',
    )
    answer = programme.done(
        f"import-data {PEOPLE / 'attendance_spring_2018.csv'} --mapping absence.toml"
    )
    assert "20 rows" in answer.out
    assert "a comma stands before the decimals" in answer.err


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        pytest.param(("1", "0"), "holds only 0 and 1", id="parts of one or percentages"),
        pytest.param(("0.53", "61"), "parts of one stand among percentages", id="both"),
        pytest.param(("53%", "0.61"), "some cells carry a % sign", id="signs on some"),
    ],
)
def test_a_column_that_cannot_be_decided_refuses_the_file(
    programme: Programme, cells: tuple[str, ...], reason: str
) -> None:
    programme.write("sheet.toml", SHEET)
    programme.write("results.csv", small(*cells))
    answer = programme.run("import-data results.csv --mapping sheet.toml")
    assert answer.code == 65
    assert reason in answer.err
    assert "[written]" in answer.err
    assert not (programme.folder / "bleadchallenge.db").exists()


def test_what_a_person_says_of_a_column_decides_it(programme: Programme) -> None:
    programme.with_schools()
    programme.write("sheet.toml", SHEET + '[written]\n"RWM" = "fraction"\n')
    programme.write("results.csv", small("1", "0"))
    programme.done("import-data results.csv --mapping sheet.toml")
    found = results(programme)
    assert [found[urn]["rwm_expected_pct"] for urn in ("900001", "900002")] == [100.0, 0.0]


def test_signs_for_not_known_and_codes_of_ones_own(programme: Programme) -> None:
    programme.with_schools()
    programme.write("sheet.toml", SHEET + '[codes]\n"" = "SUPP"\n')
    programme.write("results.csv", small("53%", "tbc", "", "#N/A") + "\n")
    answer = programme.done("import-data results.csv --mapping sheet.toml")
    assert "#N/A, tbc read as not known" in answer.err
    found = results(programme)
    assert [found[f"90000{n}"]["rwm_expected_pct"] for n in range(1, 5)] == [53.0, None, "c", None]


def test_merged_cells_down_a_column_are_filled_and_told(programme: Programme) -> None:
    book = xlsxwriter.Workbook(programme.folder / "merged.xlsx")
    sheet = book.add_worksheet("Results")
    sheet.write_row("A1", ["URN", "RWM"])
    sheet.write_column("A2", [900001, 900002, 900003])
    sheet.merge_range("B2:B3", "53%")
    sheet.write("B4", "61%")
    book.close()
    programme.with_schools().write("sheet.toml", SHEET)
    answer = programme.done("import-data merged.xlsx --mapping sheet.toml")
    assert "merged cells B2:B3 are each filled with the value they share" in answer.err
    assert results(programme)["900002"]["rwm_expected_pct"] == 53.0


def test_a_target_that_no_table_has_is_refused_with_the_nearest(programme: Programme) -> None:
    programme.write("sheet.toml", SHEET.replace("PTRWM_EXP", "PTRWN_EXP"))
    programme.write("results.csv", small("53%"))
    answer = programme.run("import-data results.csv --mapping sheet.toml")
    assert answer.code == 65
    assert "did you mean PTRWM_EXP?" in answer.err


LISTED = "urn,kpi,on_day,value\n"


def test_dates_and_figures_of_a_list_are_decided_by_column(programme: Programme) -> None:
    programme.with_schools()
    programme.write(
        "people.csv", "code,name,role\nP1,Ann Example,coordinator,\nP2,Bo Example,coordinator,\n"
    )
    assert "2 new" in programme.done("import-data people.csv").out


def test_dates_of_both_orders_refuse_a_list(programme: Programme) -> None:
    programme.with_schools()
    programme.write("readings.csv", LISTED + "900001,RWM,31/01/2018,53\n900002,RWM,01/31/2018,54\n")
    answer = programme.run("import-data readings.csv --kind kpi_reading")
    assert answer.code == 65
    assert "others only the month" in answer.err
