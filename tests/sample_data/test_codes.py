"""Every code and trap of the published files stands in at least one row."""

import csv

import pytest

from sample_data.tables import FINAL, PROVISIONAL, PUBLISHED, SAMPLE, lines, rows, schools

SMALL, HIDDEN_IN_2017, LOW_COVERAGE, NONE_ASSESSED = "900064", "900029", "900052", "900070"


@pytest.mark.parametrize(
    ("name", "urn", "column", "found"),
    [
        pytest.param(FINAL[2016], SMALL, "PTRWM_EXP", "SUPP", id="five pupils or fewer"),
        pytest.param(FINAL[2016], SMALL, "TELIG", "3", id="their number still given"),
        pytest.param(FINAL[2017], SMALL, "PTRWM_EXP", "", id="no eligible pupils"),
        pytest.param(FINAL[2017], SMALL, "PTRWM_EXP_16", "SUPP", id="hidden the year before"),
        pytest.param(FINAL[2017], HIDDEN_IN_2017, "TELIG", "4", id="four pupils"),
        pytest.param(FINAL[2017], HIDDEN_IN_2017, "READPROG", "SUPP", id="four pupils hidden"),
        pytest.param(FINAL[2018], LOW_COVERAGE, "READPROG", "LOWCOV", id="low coverage"),
        pytest.param(FINAL[2018], LOW_COVERAGE, "READCOV", "LOWCOV", id="coverage itself"),
        pytest.param(FINAL[2018], LOW_COVERAGE, "MATPROG_DESCR", "LOWCOV", id="its band"),
        pytest.param(FINAL[2018], NONE_ASSESSED, "WRITPROG", "NA", id="not applicable"),
        pytest.param(FINAL[2018], "900003", "ICLOSE", "0", id="open is nought"),
        pytest.param(FINAL[2018], "900057", "ICLOSE", "1", id="closed is one"),
        pytest.param(FINAL[2017], "900062", "TOTPUPS", "NEW", id="a new school"),
        pytest.param(FINAL[2018], "900067", "TOTPUPS", "NEW", id="a sponsored academy"),
        pytest.param(FINAL[2019], "900068", "TOTPUPS", "NEW", id="a new free school"),
        pytest.param(FINAL[2018], "900062", "TPUPYEAR", "0", id="no eleven-year-olds"),
        pytest.param(FINAL[2017], "900009", "URN_AC", "900066", id="converted in 2017"),
        pytest.param(FINAL[2017], "900009", "OPEN_AC", "20170901", id="converted when"),
        pytest.param(FINAL[2018], "900016", "URN_AC", "900065", id="converted in 2018"),
        pytest.param(PROVISIONAL, "900023", "PTRWM_EXP", "", id="not yet resolved"),
    ],
)
def test_a_code_stands_where_it_should(name: str, urn: str, column: str, found: str) -> None:
    assert schools(name)[urn][column] == found


@pytest.mark.parametrize("name", FINAL.values())
def test_five_pupils_or_fewer_show_nothing_but_their_number(name: str) -> None:
    few = [row for row in schools(name).values() if row.get("TELIG", "") in {*"12345"}]
    named = {"RECTYPE", "TELIG", "TOTPUPS", "TPUPYEAR"}
    header = lines(name)[0]
    own = header[header.index("TELIG") : header.index("TEALGRP1")]
    for row in few:
        assert {row[column] for column in own if column not in named} <= {"SUPP", "", "NA"}


@pytest.mark.parametrize("name", FINAL.values())
def test_a_figure_of_six_or_more_is_never_hidden(name: str) -> None:
    for row in schools(name).values():
        assert (row.get("PTRWM_EXP") == "SUPP") == (row.get("TELIG", "") in {*"12345"})


@pytest.mark.parametrize("name", FINAL.values())
def test_disadvantaged_and_others_are_hidden_together(name: str) -> None:
    for row in schools(name).values():
        poor, other = row.get("TFSM6CLA1A", ""), row.get("TNotFSM6CLA1A", "")
        if poor.isdigit() and other.isdigit() and min(int(poor), int(other)) > 0:
            few = min(int(poor), int(other)) <= 5
            both = {row["PTRWM_EXP_FSM6CLA1A"], row["PTRWM_EXP_NotFSM6CLA1A"]}
            assert (both == {"SUPP"}) == few


def test_a_small_cohort_is_shown_and_is_six_to_ten() -> None:
    sizes = {year: int(schools(name)["900031"]["TELIG"]) for year, name in FINAL.items()}
    assert all(6 <= size <= 10 for size in sizes.values())


def test_junior_schools_are_there_by_their_ages() -> None:
    ages = [row["AGERANGE"] for row in schools(FINAL[2017]).values()]
    assert ages.count("7-11") >= 4


def test_special_schools_have_their_record_type() -> None:
    kinds = {row["URN"]: row["NFTYPE"] for row in rows(FINAL[2018]) if row["RECTYPE"] == "2"}
    assert set(kinds.values()) == {"CYS"}
    assert len(kinds) == 2


def test_all_kinds_of_school_are_there() -> None:
    kinds = {row["NFTYPE"] for row in schools(FINAL[2018]).values()}
    assert kinds == {"CY", "VC", "VA", "FD", "AC", "ACC", "F", "CYS"}


def test_names_hold_an_accent_an_apostrophe_an_ampersand_and_a_comma() -> None:
    names = " ".join(row["SCHNAME"] for row in schools(FINAL[2017]).values())
    assert [mark in names for mark in "ëÉ'&,"] == [True] * 5


def test_a_later_release_differs_from_an_earlier_one_and_adds_to_it() -> None:
    first, last = schools(PROVISIONAL), schools(FINAL[2018])
    shown = [urn for urn, row in last.items() if row.get("PTRWM_EXP", "").endswith("%")]
    changed = [urn for urn in shown if first[urn]["PTRWM_EXP"] != last[urn]["PTRWM_EXP"]]
    added = [urn for urn in shown if first[urn]["PTRWM_EXP"] == ""]
    fewer = [urn for urn in shown if int(first[urn].get("TELIG") or 0) > int(last[urn]["TELIG"])]
    assert 10 < len(changed) < 30
    assert len(added) == 2
    assert 3 < len(fewer) < 15


def test_the_census_holds_a_row_twice_and_figures_not_published() -> None:
    urns = [line[0] for line in lines("2017-2018_330_census.csv")]
    assert sorted({urn for urn in urns if urns.count(urn) > 1}) == ["900032", "NAT"]
    twice = [line for line in lines("2017-2018_330_census.csv") if line[0] == "900032"]
    assert twice[0] == twice[1]
    codes = {cell for line in lines("2017-2018_330_census.csv") for cell in line}
    assert {"NP", ""} <= codes


def test_absence_is_hidden_where_few() -> None:
    held = {row["URN"]: row["PPERSABS10"] for row in rows_of_absence()}
    assert held[SMALL] == "SUPP"
    assert sum(text == "SUPP" for text in held.values()) == 1


def rows_of_absence() -> list[dict[str, str]]:
    header, *rest = lines("2016-2017_330_abs.csv")
    return [dict(zip(header, line, strict=True)) for line in rest]


def test_a_colleagues_sheet_has_code_page_semicolons_and_decimal_commas() -> None:
    raw = (SAMPLE / "people/attendance_spring_2018.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    table = [line.split(";") for line in raw.decode("cp1252").splitlines()]
    assert {len(line) for line in table} == {5}
    assert len(table) == 22
    assert all("," in line[2] for line in table[2:])


def test_a_colleagues_list_has_one_field_more_than_its_header() -> None:
    text = (SAMPLE / "people/visits_autumn_2017.csv").read_text(encoding="utf-8")
    header, *rest = csv.reader(text.splitlines())
    assert {len(line) for line in rest} == {len(header) + 1}


def test_nothing_published_names_the_real_city() -> None:
    for path in PUBLISHED.glob("*.csv"):
        assert b"irmingham" not in path.read_bytes()
