"""The workbook filled in by people: exactly what they did is taken, shown before."""

from datetime import date

import pytest

from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.tables import (
    Alliance,
    Consultation,
    Intelligence,
    Kpi,
    KpiReading,
    Person,
    Selection,
    Signature,
    SupportDay,
)
from builders import Programme
from workbooks import HEADER_ROW, Workbook, digest, edits, written

DAY = date(2018, 1, 15)


@pytest.fixture
def underway(programme: Programme) -> Programme:
    """A supported school with people, indicators and readings."""
    programme.supported()
    programme.write(
        "people.csv",
        "code,name,role,designation,alliance,available_days\n"
        "P01,Ada Fern,system-leader,NLE,TSA1,10\n"
        "P02,Ben Gorse,deliverer,SLE,TSA1,5\n",
    )
    programme.write(
        "kpis.csv",
        "urn,code,name,side,heading,unit,baseline,baseline_on,starts_on,target T2,target T3\n"
        "900001,RWM,Reading writing and maths,school,teaching and learning,%,48,2017-10-11,"
        "2017-11-06,52,56\n"
        "900001,VISITS,Visits by the alliance,support,effectiveness of support,visits,,,"
        "2017-11-06,4,8\n",
    )
    programme.write("readings.csv", "urn,kpi,on_day,value,n\n900001,RWM,2018-01-12,50,30\n")
    programme.done("import-data people.csv")
    programme.done("import-data kpis.csv")
    programme.done("import-data readings.csv")
    return programme


def _twenty(book: Workbook) -> None:
    """Twenty edits of every kind: cells changed, cleared, rows added, records taken out."""
    first = HEADER_ROW + 1
    book.put("Alliances", book.row_of("Alliances", code="TSA1"), capacity_days=100.5)
    book.put("Alliances", book.row_of("Alliances", code="TSA2"), specialisms=None)
    book.put("Alliances", book.row_of("Alliances", code="TSA2"), lead_school="900003 Cedar Mount")
    book.put("People", book.row_of("People", code="P01"), name="Ada Fern-Moss")
    book.put("People", book.row_of("People", code="P01"), available_days=None)
    book.put("People", book.row_of("People", code="P01"), designation="LLE")
    book.put("People", book.row_of("People", code="P02"), take_out="yes")
    book.put("Selection", first, reason="below the floor in both years")
    book.put("Signatures", book.row_of("Signatures", role="head"), document="folder 3")
    book.put("Assignments", first, to_day=date(2018, 7, 20))
    book.put("Indicators", book.row_of("Indicators", code="RWM"), cumulative="no", tolerance=2)
    book.put("Indicators", book.row_of("Indicators", code="RWM"), baseline_on=date(2017, 9, 29))
    book.put("Readings", first, evidence="book look")
    book.add("Readings", school=900001, indicator="RWM", date=date(2018, 2, 9), value=51.5, n=30)
    book.add(
        "Soft intelligence",
        school="900002 Birch Row Primary School",
        noted_on=date(2018, 1, 8),
        source="a governor",
        shareable="no",
        text="the new head has begun",
    )
    book.add("RSC discussions", school=900002, held_on=date(2018, 1, 10), outcome="agreed")
    book.add(
        "Days of support",
        school="900001",
        alliance="TSA1 Larkhill Teaching School Alliance",
        date=DAY,
        days=0.75,
        state="delivered",
        person="P01 Ada Fern",
    )
    book.add("Cohorts", code="C2", name="Second cohort", policy="policy")
    book.add("Alliances", code="TSA3", name="Third Alliance", contact="P01")
    book.add("Plans", school=900001, version=1, made_on=date(2017, 11, 20))


def test_twenty_edits_of_every_kind_are_taken_and_no_others(underway: Programme) -> None:
    before = digest(underway)
    book = written(underway)
    _twenty(book)
    shown = book.imported("--dry-run --format json")
    assert shown.code == 0, shown.err + shown.out
    assert digest(underway) == before
    told = [(e["sheet"], e["column"], e["old"], e["new"]) for e in edits(shown)]
    assert len(told) == 20, told
    assert ("Alliances", "capacity days", "120", "100.5") in told
    assert ("Alliances", "specialisms", "maths", "") in told
    assert ("People", "take out", "P02", "") in told
    answer = book.imported("--reason 'round of January' --format json")
    assert answer.code == 0, answer.err
    assert edits(answer) == edits(shown)
    with Store(underway.folder / "bleadchallenge.db").read() as reader:
        larkhill, mere = reader.all(Alliance)[:2]
        assert (larkhill.capacity_days, mere.specialisms) == (100.5, "")
        assert mere.lead_school == "900003"
        (ada,) = reader.all(Person)
        assert (ada.name, ada.available_days) == ("Ada Fern-Moss", None)
        assert reader.all(Selection)[0].reason == "below the floor in both years"
        assert {row.document for row in reader.all(Signature)} == {"", "folder 3"}
        rwm = reader.get(Kpi, urn="900001", code="RWM")
        assert rwm is not None
        assert (rwm.baseline_on, rwm.tolerance) == (date(2017, 9, 29), 2)
        assert [row.value for row in reader.all(KpiReading)] == [50, 51.5]
        (heard,) = reader.all(Intelligence)
        assert (heard.number, heard.urn, heard.text) == (1, "900002", "the new head has begun")
        assert {row.urn for row in reader.all(Consultation)} == {"900001", "900002"}
        (day,) = reader.all(SupportDay)
        assert (day.number, day.quarters, day.alliance, day.person) == (1, 3, "TSA1", "P01")
    assert underway.done("undo 12").code == 0
    assert digest(underway) == before


def test_the_same_workbook_read_back_twice_changes_nothing_the_second_time(
    underway: Programme,
) -> None:
    book = written(underway)
    _twenty(book)
    assert book.imported().code == 0
    after = digest(underway)
    again = book.imported()
    assert again.code == 0, again.err
    assert digest(underway) == after


def test_every_edit_is_shown_with_sheet_row_and_cell(underway: Programme) -> None:
    book = written(underway)
    row = book.row_of("Alliances", code="TSA1")
    book.put("Alliances", row, capacity_days=100)
    shown = book.imported("--dry-run")
    assert f"Alliances, row {row}, E{row}, capacity days: 120 → 100" in shown.out
    assert "0 new, 1 changed" in shown.out


def test_a_row_that_is_deleted_is_no_deletion(underway: Programme) -> None:
    before = digest(underway)
    book = written(underway)
    book.book["People"].delete_rows(HEADER_ROW + 1)
    assert book.imported().code == 0
    assert digest(underway) == before


def test_rows_in_another_order_change_nothing(underway: Programme) -> None:
    before = digest(underway)
    book = written(underway)
    sheet = book.book["Alliances"]
    first, second = ([cell.value for cell in sheet[row]] for row in (4, 5))
    for place, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        if place > 1:  # the hidden marks stay behind, as when only what is seen is sorted
            sheet.cell(4, place).value, sheet.cell(5, place).value = other, one
    assert book.imported().code == 0
    assert digest(underway) == before


def test_a_copied_row_with_a_key_of_its_own_is_new(underway: Programme) -> None:
    book = written(underway)
    sheet = book.book["Alliances"]
    for cell in list(sheet[4]):
        sheet.cell(9, cell.column).value = cell.value
    book.put("Alliances", 9, code="TSA9")
    answer = book.imported("--format json")
    assert answer.code == 0, answer.err
    assert [edit["new"] for edit in edits(answer)] == ["TSA9"]


def test_a_sheet_with_another_name_is_still_known(underway: Programme) -> None:
    book = written(underway)
    book.put("Alliances", 4, capacity_days=90)
    book.book["Alliances"].title = "Our alliances"
    answer = book.imported("--format json")
    assert answer.code == 0, answer.err
    assert [edit["sheet"] for edit in edits(answer)] == ["Our alliances"]


def test_a_column_of_peoples_own_is_passed_over(underway: Programme) -> None:
    before = digest(underway)
    book = written(underway)
    sheet = book.book["Alliances"]
    sheet.cell(HEADER_ROW, sheet.max_column + 1).value = "to ring"
    sheet.cell(4, sheet.max_column).value = "Monday"
    assert book.imported().code == 0
    assert digest(underway) == before
