"""Files of every kind and year, told by their columns under whatever name."""

import json
from dataclasses import replace

import pytest

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.checks import check
from bleadchallenge.intake.filenames import years_in
from bleadchallenge.intake.kinds.areas import COMPARATORS
from bleadchallenge.intake.kinds.ks2 import KS2
from bleadchallenge.intake.kinds.ofsted import OFSTED
from bleadchallenge.intake.kinds.registry import (
    KINDS,
    lacking,
    nearest,
    recognise,
    under_known_names,
)
from bleadchallenge.intake.kinds.schools import CENSUS, GIAS, REGISTER
from bleadchallenge.intake.percent_columns import percent_columns
from bleadchallenge.intake.tables import CheckedTable, FileKind, Table
from places import SHARED


def table(kind: FileKind | None, names: list[str], *rows: list[str]) -> Table:
    columns = {name.upper(): place for place, name in enumerate(names)}
    if kind is not None:
        columns = under_known_names(columns, kind)
    numbered = list(enumerate(rows, start=2))
    return Table("file.csv", None, "", 1, tuple(names), columns, numbered)


def checked(kind: FileKind, names: list[str], *rows: list[str]) -> CheckedTable:
    return check(table(kind, names, *rows), kind, "201617", "")


def told(names: list[str]) -> str | None:
    kind = recognise({name.upper(): place for place, name in enumerate(names)})
    return kind.name if kind else None


_KS2 = ["RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "TELIG"]


@pytest.mark.parametrize(
    ("latest", "year"),
    [
        pytest.param(16, "201617", id="2016/17"),
        pytest.param(18, "201819", id="2018/19"),
        pytest.param(19, "202122", id="no tests in 2020 and 2021"),
        pytest.param(22, "202223", id="2022/23"),
        pytest.param(23, "202324", id="2023/24"),
        pytest.param(24, "202425", id="2024/25"),
    ],
)
def test_the_year_follows_from_the_earlier_years_in_the_columns(latest: int, year: str) -> None:
    earlier = [f"PTRWM_EXP_{latest}", "PTRWM_EXP_16"]
    assert KS2.year_of(table(KS2, ["URN", *earlier])) == year


@pytest.mark.parametrize(
    ("columns", "year"),
    [
        pytest.param(259, "201516", id="a whole table"),
        pytest.param(40, None, id="an extract of any year"),
    ],
)
def test_only_a_whole_table_without_earlier_years_is_of_2016(
    columns: int, year: str | None
) -> None:
    assert KS2.year_of(table(KS2, [f"M{n}" for n in range(columns)])) == year


@pytest.mark.parametrize(
    ("year", "fault"),
    [
        ("2019", None),
        ("2019.0", None),
        ("2018/19", None),
        ("201819", None),
        ("2018-2019", None),
        ("2018–19", None),
        ("18/19", ProblemKind.UNKNOWN_YEAR),
        ("2018/20", ProblemKind.UNKNOWN_YEAR),
        ("", ProblemKind.UNKNOWN_YEAR),
    ],
)
def test_areas_have_their_years_in_every_form(year: str, fault: ProblemKind | None) -> None:
    names = ["AREA", "LA_CODE", "YEAR", "MEASURE", "VALUE"]
    taken = checked(COMPARATORS, names, ["Brindlemere", "330.0", year, "rwm_expected_pct", "62"])
    assert [row.place.name for row in taken.rows] == (
        [] if fault else ["Brindlemere 2019 rwm_expected_pct"]
    )
    assert [problem.kind for problem in taken.problems] == ([fault] if fault else [])


@pytest.mark.parametrize(
    "name",
    ["2018-2019_850_ks2final.csv", "ks2 2018 to 2019.csv", "ks2_2018-to-19.csv", "KS2 2018–19.csv",
     "england_201819.csv", "2018_19 ks2.xlsx", "2018.19.csv"],
)  # fmt: skip
def test_a_year_is_read_out_of_a_name_however_it_is_written(name: str) -> None:
    assert years_in(name) == ["201819"]


@pytest.mark.parametrize("name", ["as at 20180819.csv", "2018 results.csv", "2018-08-19.csv"])
def test_a_day_or_a_single_year_in_a_name_is_no_academic_year(name: str) -> None:
    assert years_in(name) == []


def test_a_table_of_levels_names_its_own_year_last() -> None:
    names = [*_KS2, "PTREADWRITTAMATX", "PTREADWRITTAMATX13", "PTREADWRITTAMATX15"]
    assert told(names) == "ks2"
    assert KS2.year_of(table(KS2, names)) == "201415"


def test_a_year_without_progress_measures_is_known() -> None:
    assert told([*_KS2, "PTRWM_EXP"]) == "ks2"


def ks2_of(*percentages: str) -> CheckedTable:
    rows = [
        ["1", "330", "2001", f"90000{n}", "A", "30", text] for n, text in enumerate(percentages)
    ]
    made = table(KS2, [*_KS2, "PTRWM_EXP"], *rows)
    return check(replace(made, decided=percent_columns(made, KS2).decided), KS2, "201617", "final")


def test_a_table_of_parts_of_one_is_decided_as_a_whole() -> None:
    taken = ks2_of("0.53", "1", "SUPP")
    assert not taken.problems
    assert taken.table.reader("PTRWM_EXP")("0.53") == "53"
    assert not ks2_of("53%", "1", "SUPP").table.decided


def test_a_part_of_one_among_percentages_keeps_its_row_out() -> None:
    taken = ks2_of("0.53", "47%", "0")
    assert [(fault.row, fault.kind) for fault in taken.problems] == [
        (2, ProblemKind.BAD_PERCENTAGE)
    ]


@pytest.mark.real
@pytest.mark.skipif(
    not SHARED.exists(), reason="the real files are not beside the project (../shared)"
)
@pytest.mark.parametrize(
    ("layout", "year"),
    [
        ("2015-2016(meta)", "201516"),
        ("2016-2017", "201617"),
        ("2017-2018", "201718"),
        ("2018-2019", "201819"),
        ("2022-2023", "202223"),
        ("2024-2025(meta)", "202425"),
    ],
)
def test_each_published_layout_is_known_and_its_rows_are_taken(layout: str, year: str) -> None:
    names = json.loads((SHARED / "data/meta/headers_by_year.json").read_text("utf-8"))[layout]
    places = {name.upper(): place for place, name in enumerate(names)}
    rows = []
    for rectype, urn in (("1", "900001"), ("2", "900002"), ("3", " "), ("4", " "), ("5", " ")):
        row = [""] * len(names)
        for name, text in {
            "RECTYPE": rectype, "LEA": "330", "ESTAB": "2001" if urn.strip() else " ", "URN": urn,
            "SCHNAME": "A School", "TELIG": "30", "PTRWM_EXP": "53%", "READPROG": "-1.2",
        }.items():  # fmt: skip
            row[places[name]] = text
        rows.append(row)
    made = table(KS2, names, *rows)
    assert recognise(made.columns) is KS2
    assert KS2.year_of(made) == year
    taken = check(made, KS2, year, "final")
    assert not taken.problems
    assert [row.place.level for row in taken.rows] == [
        Level.SCHOOL, Level.SCHOOL, Level.LA, Level.NATIONAL, Level.NATIONAL_STATE,
    ]  # fmt: skip


CENSUS_2025 = [
    "URN", "LA", "ESTAB", "SCHOOLTYPE", "NOR", "PNUMEAL", "PNUMENGFL", "PNUMUNCLF", "NUMFSM",
]  # fmt: skip


def test_a_census_with_a_misspelt_name_percent_signs_and_codes_is_taken() -> None:
    taken = checked(
        CENSUS,
        CENSUS_2025,
        ["NAT", "", "", "State-funded primary", "4500000", "22.8%", "76%", "1.2%", "1000000"],
        ["900001", "330", "2001", "Community school", "210", "30.5%", "69.5%", "0.0%", "NP"],
        ["900002", "330", "2002", "Academy", "NA", "", "NP", "NA", "0"],
    )
    assert told(CENSUS_2025) == "census"
    assert not taken.problems
    assert [row.place.name for row in taken.rows] == ["England, primary schools", "", ""]
    assert taken.table.cell(taken.rows[1].cells, "PNUMUNCFL") == "0.0%"


def test_a_census_percentage_above_a_hundred_keeps_its_row_out() -> None:
    row = ["900001", "330", "2001", "School", "210", "305", "69.5", "0", "9"]
    assert [p.column for p in checked(CENSUS, CENSUS_2025, row).problems] == ["PNUMEAL"]


SCHOOL_INFORMATION = [
    "URN", "LANAME", "LA", "ESTAB", "LAESTAB", "SCHNAME", "STREET", "TOWN", "POSTCODE",
    "SCHSTATUS", "OPENDATE", "CLOSEDATE", "MINORGROUP", "SCHOOLTYPE", "ISPRIMARY",
    "ISSECONDARY", "ISPOST16", "AGELOW", "AGEHIGH", "GENDER", "RELCHAR", "ADMPOL",
    "OFSTEDRATING", "OFSTEDLASTINSP",
]  # fmt: skip


def test_school_information_is_a_register_under_other_names() -> None:
    row = [
        "900001", "City", "330", "2001", "3302001", "A School", "", "", "", "Open", "01-09-2015",
        "", "Academy", "Academy converter", "1", "0", "0", "3", "11", "Mixed", "None", "",
        "Good", "20-05-2019",
    ]  # fmt: skip
    taken = checked(REGISTER, SCHOOL_INFORMATION, row)
    assert told(SCHOOL_INFORMATION) == "register"
    assert not taken.problems
    cells = taken.rows[0].cells
    assert [taken.table.cell(cells, name) for name in ("AGEL", "AGEH", "NFTYPE", "RELDENOM")] == [
        "3", "11", "Academy converter", "None",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            ["URN", "LAESTAB", "School name", "Inspection start date", "Overall effectiveness"],
            id="every inspection of a year",
        ),
        pytest.param(
            ["URN", "School name", "Latest OEIF overall effectiveness",
             "Inspection start date of latest OEIF graded inspection"],
            id="latest graded inspections, 2024",
        ),
        pytest.param(
            ["Web link", "URN", "School name", "Date of latest section 5 inspection",
             "Overall effectiveness: how good is the school"],
            id="2015",
        ),
    ],
)  # fmt: skip
def test_inspections_are_read_under_all_their_names(names: list[str]) -> None:
    values = {"URN": "900001", "School name": "A School"}
    row = [
        values.get(name, "2" if "effectiveness" in name.casefold() else "13/03/2018")
        for name in names
    ]
    taken = checked(OFSTED, names, row)
    assert told(names) == "ofsted"
    assert not taken.problems
    cells = taken.rows[0].cells
    assert taken.table.cell(cells, "OVERALL EFFECTIVENESS") == "2"
    assert taken.table.cell(cells, "INSPECTION DATE") == "13/03/2018"


def test_a_grade_that_does_not_exist_keeps_its_row_out() -> None:
    names = ["URN", "School name", "Inspection date", "Overall effectiveness"]
    rows = [["900001", "A", "13/03/2018", "5"], ["900002", "B", "13/03/2018", "9"]]
    assert [p.row for p in checked(OFSTED, names, *rows).problems] == [2]


GIAS_NAMES = [
    "URN",
    "LA (code)",
    "EstablishmentNumber",
    "EstablishmentName",
    "Linked establishments",
]


@pytest.mark.parametrize(
    ("beyond", "is_taken"),
    [
        pytest.param(["115996 Predecessor - amalgamated"], True, id="another link"),
        pytest.param(["115996 Predecessor", "125101 Successor"], True, id="two more links"),
        pytest.param(["42"], False, id="a figure: every column may have moved"),
        pytest.param(["High Street"], False, id="an address"),
    ],
)
def test_a_row_may_go_on_with_links_and_nothing_else(beyond: list[str], *, is_taken: bool) -> None:
    row = ["900001", "330", "2001", "A School", "115995 Predecessor", *beyond]
    taken = checked(GIAS, GIAS_NAMES, row)
    assert bool(taken.rows) is is_taken


def test_a_list_of_families_is_known_by_two_columns() -> None:
    assert told(["URN", "School name", "Family number"]) == "families"


def test_a_table_that_lacks_a_column_is_told_which() -> None:
    names = {"URN", "LA", "ESTAB", "PERCTOT"}
    found = nearest(names)
    assert found is not None
    assert (found[0].name, found[1]) == ("absence", {"PPERSABS10 or PPERSABS15"})


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_no_other_name_is_itself_a_column_that_tells_the_kind(kind: FileKind) -> None:
    assert not kind.needs & kind.aliases.keys()
    assert lacking(kind, kind.needs | {*kind.one_of}) == frozenset()
