"""What is wrong in a workbook is said with sheet and cell, and nothing is taken."""

from collections.abc import Callable
from datetime import date

import pytest

from builders import Programme
from workbooks import HEADER_ROW, Workbook, digest, written


@pytest.fixture
def underway(programme: Programme) -> Programme:
    """A supported school with an indicator in per cent and a reading of it."""
    programme.supported()
    programme.write(
        "kpis.csv",
        "urn,code,name,side,heading,unit,baseline,baseline_on,starts_on,target T2\n"
        "900001,RWM,Reading writing and maths,school,teaching and learning,%,48,2017-10-11,"
        "2017-11-06,52\n",
    )
    programme.write("readings.csv", "urn,kpi,on_day,value\n900001,RWM,2018-01-12,50\n")
    programme.done("import-data kpis.csv")
    programme.done("import-data readings.csv")
    return programme


def _renamed_column(book: Workbook) -> None:
    book.cell("Alliances", HEADER_ROW, "capacity_days").value = "days we have"


def _deleted_column(book: Workbook) -> None:
    book.book["Alliances"].delete_cols(5)


def _removed_sheet(book: Workbook) -> None:
    del book.book["Alliances"]


def _lost_marks(book: Workbook) -> None:
    book.book["Alliances"].delete_cols(1)


def _date_as_text(book: Workbook) -> None:
    book.put("Assignments", 4, to_day="20/07/2018")


def _no_date(book: Workbook) -> None:
    book.put("Assignments", 4, to_day="next summer")


def _fraction(book: Workbook) -> None:
    book.add("Readings", school="900001", indicator="RWM", date=date(2018, 2, 9), value=0.53)


def _fraction_in_place(book: Workbook) -> None:
    book.put("Targets", 4, value=0.6)


def _wrong_choice(book: Workbook) -> None:
    book.put("Selection", 4, state="chosen")


def _wrong_code(book: Workbook) -> None:
    book.put("Assignments", 4, alliance="TSA7 Nobody")


def _unknown_school(book: Workbook) -> None:
    book.add("RSC discussions", school="999999", held_on=date(2018, 1, 8), outcome="agreed")


def _unlikely_school(book: Workbook) -> None:
    book.add("RSC discussions", school="Alder Bnk", held_on=date(2018, 1, 8), outcome="agreed")


def _empty_cell(book: Workbook) -> None:
    book.put("Alliances", 4, name=None)


def _text_for_a_number(book: Workbook) -> None:
    book.put("Alliances", 4, capacity_days="many")


def _third_of_a_day(book: Workbook) -> None:
    book.add(
        "Days of support",
        school="900001",
        alliance="TSA1",
        date=date(2018, 1, 15),
        days=0.3,
        state="delivered",
    )


def _changed_key(book: Workbook) -> None:
    book.put("Alliances", 4, code="TSA5")


def _same_key_twice(book: Workbook) -> None:
    book.add("Alliances", code="TSA1", name="Larkhill again")


def _odd_wish(book: Workbook) -> None:
    book.put("Alliances", 4, take_out="perhaps")


def _formula(book: Workbook) -> None:
    book.put("Alliances", 4, capacity_days="=40*3")


def _still_named(book: Workbook) -> None:
    book.put("Alliances", 4, take_out="yes")


CASES = {
    "a column renamed": (_renamed_column, "sheet Alliances, cell E3", "'days we have'"),
    "a column deleted": (_deleted_column, "sheet Alliances, cell E3", "'capacity days'"),
    "a sheet removed": (_removed_sheet, "sheet Alliances", "not in the workbook any more"),
    "the hidden marks lost": (_lost_marks, "sheet Alliances", "hidden first column"),
    "a date as text": (_date_as_text, "sheet Assignments, cell F4", "this one is text"),
    "no date at all": (_no_date, "sheet Assignments, cell F4", "a date such as"),
    "a percentage as a fraction": (_fraction, "sheet Readings, cell E5", "looks like a fraction"),
    "a target as a fraction": (_fraction_in_place, "sheet Targets, cell E4", "like a fraction"),
    "a word not on the list": (_wrong_choice, "sheet Selection, cell D4", "one of candidate"),
    "a wrong code": (_wrong_code, "sheet Assignments, cell D4", "TSA7 Nobody"),
    "an unknown school": (_unknown_school, "sheet RSC discussions, cell B5", "999999"),
    "a school misspelt": (_unlikely_school, "sheet RSC discussions, cell B5", "Alder Bank"),
    "an empty cell": (_empty_cell, "sheet Alliances, cell C4", "is empty"),
    "text for a number": (_text_for_a_number, "sheet Alliances, cell E4", "a number"),
    "a third of a day": (_third_of_a_day, "sheet Days of support, cell F4", "0.25"),
    "a changed identifier": (_changed_key, "sheet Alliances, cell B4", "tells the record"),
    "the same key twice": (_same_key_twice, "sheet Alliances, cell B6", "as row 4"),
    "an odd wish": (_odd_wish, "sheet Alliances", "neither yes nor no"),
    "a formula without a result": (_formula, "sheet Alliances", "without a saved result"),
    "taken out but named": (_still_named, "sheet Alliances, cell B4", "rests on it"),
}


@pytest.mark.parametrize(("spoil", "place", "said"), CASES.values(), ids=CASES.keys())
def test_a_fault_is_said_with_sheet_and_cell_and_nothing_is_taken(
    underway: Programme, spoil: Callable[[Workbook], None], place: str, said: str
) -> None:
    before = digest(underway)
    book = written(underway)
    book.put("Alliances", 5, capacity_days=81)
    spoil(book)
    answer = book.imported()
    assert answer.code == 65, answer.out + answer.err
    assert place in answer.err, answer.err
    assert said in answer.err + answer.out, answer.err
    assert digest(underway) == before


def test_a_dry_run_tells_every_fault_and_every_edit(underway: Programme) -> None:
    book = written(underway)
    book.put("Alliances", 4, capacity_days="many")
    book.put("Alliances", 5, capacity_days=81, name=None)
    book.put("Selection", 4, reason="seen twice")
    answer = book.imported("--dry-run")
    assert answer.code == 65
    assert "E4" in answer.out
    assert "C5" in answer.out
    assert "1 changed" in answer.err
    assert "Selection, row 4, F4, reason: below the floor → seen twice" in answer.err


def test_with_partial_the_good_rows_are_taken_and_the_others_written_down(
    underway: Programme,
) -> None:
    book = written(underway)
    book.put("Alliances", 4, capacity_days="many")
    book.put("Alliances", 5, capacity_days=81)
    answer = book.imported("--partial --rejects rejects.csv --format json")
    assert answer.code == 0, answer.err
    assert [edit["new"] for edit in answer.json["edits"]] == ["81"]
    rejects = (underway.folder / "rejects.csv").read_text(encoding="utf-8")
    assert "is not a number" in rejects
    assert "many" in rejects


def test_all_sheets_gone_but_the_hidden_ones_is_refused(underway: Programme) -> None:
    book = written(underway)
    for name in book.book.sheetnames[1:]:
        if not name.startswith("_"):
            del book.book[name]
    assert book.imported().code == 65


class TestSomebodyElseChangedIt:
    def test_a_row_changed_by_both_is_a_conflict_and_not_written_over(
        self, underway: Programme
    ) -> None:
        book = written(underway)
        _meanwhile(underway, "TSA1,Larkhill Teaching School Alliance,130")
        after = digest(underway)
        book.put("Alliances", 4, capacity_days=99)
        book.put("Alliances", 5, capacity_days=81)
        answer = book.imported("--format json")
        assert answer.code == 65
        (row,) = answer.json["rows"]
        assert (row["kind"], row["cell"], row["found"]) == ("conflict", "E4", "99")
        assert "130" in row["message"]
        assert "coordinator" in row["message"]
        assert digest(underway) == after

    def test_with_partial_the_conflict_stays_out_and_the_rest_is_taken(
        self, underway: Programme
    ) -> None:
        book = written(underway)
        _meanwhile(underway, "TSA1,Larkhill Teaching School Alliance,130")
        book.put("Alliances", 4, capacity_days=99)
        book.put("Alliances", 5, capacity_days=81)
        answer = book.imported("--partial --rejects rejects.csv --format json")
        assert answer.code == 0, answer.err
        assert [edit["new"] for edit in answer.json["edits"]] == ["81"]

    def test_a_row_left_alone_stays_as_the_other_left_it(self, underway: Programme) -> None:
        book = written(underway)
        _meanwhile(underway, "TSA1,Larkhill Teaching School Alliance,130")
        after = digest(underway)
        answer = book.imported()
        assert answer.code == 0, answer.err
        assert "stays as they left it" in answer.err
        assert digest(underway) == after

    def test_the_same_change_by_both_is_no_conflict(self, underway: Programme) -> None:
        book = written(underway)
        _meanwhile(underway, "TSA1,Larkhill Teaching School Alliance,130")
        book.put("Alliances", 4, capacity_days=130)
        assert book.imported().code == 0

    def test_the_same_key_given_by_both_is_a_conflict(self, underway: Programme) -> None:
        book = written(underway)
        _meanwhile(underway, "TSA3,Theirs,10")
        book.add("Alliances", code="TSA3", name="Ours", capacity_days=20)
        answer = book.imported()
        assert answer.code == 65
        assert "somebody else recorded" in answer.err

    def test_a_record_taken_out_meanwhile_is_not_brought_back(self, underway: Programme) -> None:
        book, other = written(underway), written(underway, "other")
        other.put("Alliances", 5, take_out="yes")
        assert other.imported().code == 0
        after = digest(underway)
        assert book.imported().code == 0
        assert digest(underway) == after
        book.put("Alliances", 5, capacity_days=81)
        answer = book.imported()
        assert answer.code == 65
        assert "taken out by somebody else" in answer.err


def _meanwhile(programme: Programme, row: str) -> None:
    programme.write("meanwhile.csv", f"code,name,capacity_days\n{row}\n")
    programme.done("import-data meanwhile.csv")
