"""The workbook cut to one school or one alliance, sent out and read back."""

from datetime import date
from pathlib import Path

import pytest

from builders import Programme
from workbooks import Workbook, digest, written

KPIS = (
    "urn,code,name,side,heading,unit,baseline,baseline_on,tolerance,decimals,starts_on,target T2\n"
    "900001,RWM,At the standard,school,teaching and learning,%,40,2017-09-06,2,0,2017-09-06,50\n"
    "900002,ATT,Attendance,school,teaching and learning,%,90,2017-09-06,2,0,2017-09-06,95\n"
)
READINGS = (
    "urn,kpi,on_day,value,n,evidence\n"
    "900001,RWM,2018-02-16,46,30,teacher assessment\n"
    "900001,RWM,2018-03-02,50,4,a small group\n"
    "900002,ATT,2018-02-16,91,200,register\n"
)
PEOPLE = (
    "code,name,role,school,alliance\n"
    "P01,Ada Amber,other,900001,\n"
    "P02,Ben Beige,other,900002,\n"
    "P03,Cleo Cyan,other,,TSA1\n"
)


@pytest.fixture
def two_schools(programme: Programme) -> Programme:
    """Two schools with an alliance each, days, readings, advice and soft intelligence."""

    def build() -> None:
        programme.supported()
        programme.selected("900002").signed("900002").baselined("900002")
        programme.assigned("900002", "TSA2")
        for name, text in (("kpis", KPIS), ("readings", READINGS), ("people", PEOPLE)):
            programme.write(f"{name}.csv", text)
            programme.done(f"import-data {name}.csv")
        for urn in ("900001", "900002"):
            programme.done(f"record-days {urn} --date 2018-01-10 --days 1")
            programme.done(
                f"isg advise --meeting 2018-01-18 --to school {urn} --text 'Show how at {urn}'"
            )
            programme.done(f"intelligence {urn} --date 2018-03-01 --source S --text 'heard softly'")

    return programme.remembered("two schools", build)


def words_of(book: Workbook) -> str:
    """Everything that stands in any cell, hidden sheets too."""
    return "\n".join(
        str(cell.value)
        for sheet in book.book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def test_a_schools_workbook_holds_its_own_and_nothing_of_another(two_schools: Programme) -> None:
    said = words_of(written(two_schools, subject="900001"))
    assert "Show how at 900001" in said
    assert "Alder Bank" in said
    for other in ("900002", "Birch Row", "Ben Beige", "TSA2", "Mere Road", "heard softly"):
        assert other not in said
    assert {
        "Talent",
        "Soft intelligence",
        "Selection",
        "Minutes",
        "Interests",
        "People",
    }.isdisjoint(written(two_schools, "again", "900001").book.sheetnames)


def test_an_alliances_workbook_holds_its_schools_but_no_reading_of_few(
    two_schools: Programme,
) -> None:
    book = written(two_schools, subject="TSA1")
    said = words_of(book)
    assert "900001" in said
    for other in ("900002", "Birch Row", "Ben Beige", "TSA2", "a small group", "heard softly"):
        assert other not in said
    assert "Cleo Cyan" in said
    school = words_of(written(two_schools, "school", "900001"))
    assert "a small group" in school


def test_every_sheet_says_for_whom_it_is(two_schools: Programme) -> None:
    book = written(two_schools, subject="'Alder Bank'")
    mark = "school copy: for Alder Bank Primary School alone"
    assert book.path.name.endswith("-900001.xlsx")
    assert mark in str(book.book["How to fill this in"]["A2"].value)
    shown = [each for each in book.book if each.sheet_state == "visible"][1:]
    assert all(mark in str(each.oddFooter.left.text) for each in shown)
    assert "alliance copy: for Larkhill" in words_of(written(two_schools, "tsa", "TSA1"))


@pytest.mark.parametrize("subject", ["900001", "TSA1"])
def test_sent_back_untouched_it_changes_nothing(two_schools: Programme, subject: str) -> None:
    before = digest(two_schools)
    answer = written(two_schools, subject=subject).imported()
    assert answer.code == 0, answer.err
    assert "0 new, 0 changed" in answer.out
    assert "0 taken out" in answer.out
    assert digest(two_schools) == before


def test_what_is_missing_from_it_is_never_taken_as_a_deletion(two_schools: Programme) -> None:
    before = digest(two_schools)
    book = written(two_schools, subject="900001")
    for sheet in book.book:
        if sheet.sheet_state == "visible" and sheet.title != "How to fill this in":
            sheet.delete_rows(4, sheet.max_row)
    answer = book.imported()
    assert answer.code == 0, answer.err
    assert "0 changed" in answer.out
    assert digest(two_schools) == before
    assert len(two_schools.rows("kpi readings")) == 3


def test_what_a_school_fills_in_is_taken(two_schools: Programme) -> None:
    book = written(two_schools, subject="900001")
    row = book.row_of("Days of support", school="900001")
    book.put(
        "Days of support",
        row,
        state="confirmed",
        confirmed_by="the head",
        confirmed_on=date(2018, 1, 12),
    )
    book.add(
        "Responses",
        advice="1",
        date=date(2018, 2, 1),
        by="the head",
        text="Done weekly",
        evidence="minutes",
    )
    answer = book.imported("--reason 'sent back by the school'")
    assert answer.code == 0, answer.err + answer.out
    (advice,) = [row for row in two_schools.rows("isg advice") if row["number"] == 1]
    assert advice["answer"] == "Done weekly"


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("Comments", {"subject": "900002", "date": date(2018, 2, 1), "by": "B", "text": "Ours"}),
        ("Comments", {"subject": "TSA1", "date": date(2018, 2, 1), "by": "B", "text": "Ours"}),
        (
            "Responses",
            {"advice": "2", "date": date(2018, 2, 1), "by": "B", "text": "T", "evidence": "E"},
        ),
        (
            "Readings",
            {"school": "900002", "indicator": "ATT", "date": date(2018, 3, 9), "value": 92},
        ),
    ],
    ids=["another school's word", "its alliance's word", "another's advice", "another's reading"],
)
def test_rows_of_others_are_not_taken_from_it(
    two_schools: Programme, sheet: str, cells: dict[str, object]
) -> None:
    before = digest(two_schools)
    book = written(two_schools, subject="900001")
    row = book.add(sheet, **cells)
    answer = book.imported("--reason r")
    assert answer.code == 65
    assert "is not of Alder Bank Primary School, for whom this workbook was cut" in answer.err
    assert f"row {row}" in answer.err or f"{row}" in answer.err
    assert digest(two_schools) == before


def test_sheets_to_be_read_are_locked_and_changes_in_them_refused(two_schools: Programme) -> None:
    book = written(two_schools, subject="900001")
    row = book.row_of("Advice", number=1)
    cell = book.cell("Advice", row, "text")
    assert cell.protection.locked
    cell.value = "Something milder"
    answer = book.imported("--reason r")
    assert answer.code == 65
    assert "to be read, not to be changed" in answer.err


def test_an_alliance_does_not_confirm_its_own_days(two_schools: Programme) -> None:
    book = written(two_schools, subject="TSA1")
    row = book.row_of("Days of support", school="900001")
    book.put("Days of support", row, state="confirmed", confirmed_by="us")
    answer = book.imported("--reason r")
    assert answer.code == 65
    assert "says for the school that a day was confirmed" in answer.err


def test_a_subject_that_is_not_known_is_refused(two_schools: Programme) -> None:
    answer = two_schools.run("report workbook Nowhere")
    assert answer.code == 65
    assert not list(Path(two_schools.folder).glob("packs/*"))
