"""Inspection files: several inspections a school, two dates for one grade, older names."""

from typing import Any

import pytest

from builders import Programme

KS2 = """RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,PTRWM_EXP_16
1,330,2001,900001,A,30,53%,50%
1,330,2002,900002,B,30,53%,50%
"""

HEADER = (
    "URN,School name,Inspection number,Inspection start date,Publication date,Overall effectiveness"
)
OLDEST = ["900001,A,1,2011-03-01,2011-03-20,2", "900001,A,2,2015-05-05,2015-06-01,4",
          "900001,A,3,2017-02-02,2017-03-01,3", "900002,B,4,2016-02-02,2016-03-01,2"]  # fmt: skip
GRADED = "Inspection start date of latest OEIF graded inspection"


def with_results(programme: Programme) -> Programme:
    programme.with_schools().write("2016-2017_330_ks2final.csv", KS2)
    programme.done("import-data 2016-2017_330_ks2final.csv --published 2010-09-01")
    return programme


def grade(programme: Programme, day: str, urn: str = "900001") -> Any:
    """Whether the last inspection by a day required improvement."""
    rows = programme.rows(f"eligibility --la 330 --year 2016/17 --as-of {day}")
    return next(row["ofsted"] for row in rows if row["urn"] == urn)


@pytest.mark.parametrize("lines", [OLDEST, OLDEST[::-1]], ids=["oldest first", "newest first"])
def test_every_inspection_is_taken_and_the_latest_by_the_day_counts(
    programme: Programme, lines: list[str]
) -> None:
    with_results(programme).write("inspections.csv", "\n".join([HEADER, *lines]) + "\n")
    answer = programme.done("import-data inspections.csv")
    assert "4 rows; 4 of schools" in answer.out
    assert "already imported" in programme.done("import-data inspections.csv").out
    assert grade(programme, "2012-01-01") == "no"
    assert grade(programme, "2016-01-01") == "yes"


@pytest.mark.parametrize("other", ["Inspection start date", "Latest inspection date",
                                   "Inspection date", "Start date of latest inspection"])  # fmt: skip
@pytest.mark.parametrize("graded", [GRADED, "Start date of latest graded inspection",
                                    "Date of latest section 5 inspection",
                                    "Date of latest graded inspection start",
                                    "Graded inspection (latest): started",
                                    "Most recent full inspection"])  # fmt: skip
@pytest.mark.parametrize("is_first", [True, False], ids=["graded first", "graded last"])
def test_a_grade_has_the_date_of_the_inspection_that_gave_it(
    programme: Programme, other: str, graded: str, *, is_first: bool
) -> None:
    dates = {graded: "2014-01-10", other: "2025-11-20"}
    names = [graded, other] if is_first else [other, graded]
    header = ",".join(["URN,School name,Overall effectiveness", *names])
    row = ",".join(["900001,A,3", *(dates[name] for name in names)])
    with_results(programme).write("mi.csv", f"{header}\n{row}\n")
    programme.done("import-data mi.csv")
    assert grade(programme, "2013-01-01") != "yes"
    assert grade(programme, "2016-01-01") == "yes"


@pytest.mark.parametrize("another", ["Date of latest ungraded inspection",
                                     "Previous graded inspection start date",
                                     "Date of section 8 inspection since latest full inspection",
                                     "Graded inspection end date"])  # fmt: skip
def test_the_date_of_another_inspection_is_not_taken_for_it(
    programme: Programme, another: str
) -> None:
    header = f"URN,School name,Overall effectiveness,{another},Inspection start date"
    with_results(programme).write("mi.csv", f"{header}\n900001,A,3,2025-11-20,2014-01-10\n")
    programme.done("import-data mi.csv")
    assert grade(programme, "2016-01-01") == "yes"


def test_two_dates_of_graded_inspections_that_differ_are_refused(programme: Programme) -> None:
    header = f"URN,School name,Overall effectiveness,{GRADED},Date of latest full inspection"
    with_results(programme).write("mi.csv", f"{header}\n900001,A,3,2014-01-10,2015-11-20\n")
    assert programme.run("import-data mi.csv").code == 65


def test_two_dates_of_which_neither_comes_first_are_refused(programme: Programme) -> None:
    text = "URN,School name,Overall effectiveness,Inspection date,Latest inspection date\n"
    with_results(programme).write("mi.csv", f"{text}900001,A,3,2014-01-10,2015-01-10\n")
    answer = programme.run("import-data mi.csv")
    assert answer.code == 65
    assert "Inspection date and Latest inspection date" in answer.out


def test_one_inspection_said_twice_and_not_alike_is_refused(programme: Programme) -> None:
    lines = [HEADER, OLDEST[0], OLDEST[0].replace(",2", ",4").replace("4011", "2011")]
    with_results(programme).write("inspections.csv", "\n".join(lines) + "\n")
    assert programme.run("import-data inspections.csv").code == 65
