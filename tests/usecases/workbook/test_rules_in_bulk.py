"""What a command refuses, a list and the workbook refuse as well, with the cell."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import Programme
from workbooks import Workbook, digest, edits, written

NOVEMBER = date(2017, 11, 6)


@pytest.fixture
def book(programme: Programme) -> Workbook:
    """The workbook of a programme with a school that is only selected."""
    return written(programme.with_schools().selected())


def _signatures(book: Workbook, *roles: str, on: date = date(2017, 9, 6)) -> None:
    for role in roles:
        book.add("Signatures", school="900001", role=role, signed_on=on, name="Somebody")


def _baseline(book: Workbook) -> None:
    book.add(
        "Reviews", school="900001", stage="baseline", held_on=date(2017, 10, 11), findings="Uneven"
    )


def _assignment(book: Workbook, on: date = NOVEMBER) -> int:
    return book.add(
        "Assignments", school="900001", from_day=on, alliance="TSA1", reason="near and willing"
    )


def _day(book: Workbook, on: date, days: float = 1, state: str = "delivered") -> int:
    return book.add(
        "Days of support", school="900001", alliance="TSA1", date=on, days=days, state=state
    )


def _supported(book: Workbook) -> None:
    _signatures(book, "head", "chair")
    _baseline(book)
    _assignment(book)


def test_p13_everything_that_belongs_together_may_come_in_one_workbook(book: Workbook) -> None:
    _assignment(book)
    _baseline(book)
    _signatures(book, "chair", "head")
    _day(book, NOVEMBER)
    answer = book.imported()
    assert answer.code == 0, answer.err
    (row,) = [r for r in book.programme.rows("schools") if r["urn"] == "900001"]
    assert row["alliance"] == "TSA1"


@pytest.mark.parametrize(
    ("roles", "said"),
    [(("head",), "the chair of governors has signed"), (("chair",), "the head has signed")],
    ids=["without the chair", "without the head"],
)
def test_p5_an_assignment_needs_both_signatures(
    book: Workbook, roles: tuple[str, ...], said: str
) -> None:
    before = digest(book.programme)
    _signatures(book, *roles)
    _baseline(book)
    _assignment(book)
    answer = book.imported()
    assert answer.code == 65
    assert "sheet Assignments, cell C4" in answer.err
    assert said in answer.err
    assert digest(book.programme) == before


def test_p5_a_signature_after_the_assignment_comes_too_late(book: Workbook) -> None:
    _signatures(book, "head", "chair", on=NOVEMBER + timedelta(days=1))
    _baseline(book)
    _assignment(book)
    assert "the head has signed" in book.imported().err


def test_p12_an_assignment_needs_the_baseline(book: Workbook) -> None:
    _signatures(book, "head", "chair")
    _assignment(book)
    assert "the baseline is in" in book.imported().err


def test_p4_a_school_is_not_selected_without_the_discussion(book: Workbook) -> None:
    book.add(
        "Selection",
        school="900002",
        name="Birch Row Primary School",
        state="selected",
        decided_on=date(2017, 7, 10),
    )
    answer = book.imported()
    assert answer.code == 65
    assert "discussion with the regional schools commissioner's office" in answer.err


def test_p13_a_school_is_not_supported_by_its_own_alliance(book: Workbook) -> None:
    book.put("Alliances", book.row_of("Alliances", code="TSA1"), member_schools="900001")
    _supported(book)
    answer = book.imported()
    assert answer.code == 65
    assert "sheet Assignments, cell D4" in answer.err


def test_p13_two_alliances_at_a_time_are_refused(book: Workbook) -> None:
    _supported(book)
    row = _assignment(book, date(2018, 1, 8))
    book.put("Assignments", row, alliance="TSA2")
    answer = book.imported()
    assert answer.code == 65
    assert "sheet Assignments, cell C5" in answer.err


def test_p16_more_days_than_were_released_are_refused(book: Workbook) -> None:
    before = digest(book.programme)
    _supported(book)
    for week in range(11):
        _day(book, NOVEMBER + timedelta(weeks=week), state="planned")
    answer = book.imported()
    assert answer.code == 65
    assert "more days than were released" in answer.err
    assert "sheet Days of support, cell F" in answer.err
    assert digest(book.programme) == before


def test_p16_a_variation_in_the_same_workbook_makes_room(book: Workbook) -> None:
    _supported(book)
    for week in range(11):
        _day(book, NOVEMBER + timedelta(weeks=week), state="planned")
    book.add(
        "Variations of days",
        school="900001",
        days=1,
        agreed_on=NOVEMBER,
        agreed_by="the partnership",
        reason="a new head",
    )
    answer = book.imported()
    assert answer.code == 0, answer.err


def test_p16_a_day_that_lies_ahead_cannot_have_been_given(book: Workbook) -> None:
    _supported(book)
    _day(book, date(2018, 3, 20))
    assert "lies ahead" in book.imported().err


def test_p16_a_confirmed_day_cannot_become_a_planned_one(book: Workbook) -> None:
    _supported(book)
    _day(book, NOVEMBER, state="confirmed")
    assert book.imported().code == 0
    fresh = written(book.programme, "fresh")
    fresh.put("Days of support", 4, state="planned")
    answer = fresh.imported()
    assert answer.code == 65
    assert "sheet Days of support, cell G4" in answer.err


def test_p22_a_decision_needs_the_midterm_review(book: Workbook) -> None:
    _supported(book)
    book.add(
        "Decisions",
        school="900001",
        decided_on=date(2018, 3, 12),
        kind="continue",
        rationale="on track",
        decided_by="P01",
    )
    answer = book.imported()
    assert answer.code == 65
    assert "sheet Decisions, cell C4" in answer.err
    book.add(
        "Reviews",
        school="900001",
        stage="midterm",
        held_on=date(2018, 3, 8),
        progress="good",
        impact="good",
    )
    assert book.imported().code == 0


def test_p22_a_switch_ends_the_support(book: Workbook) -> None:
    _supported(book)
    book.add(
        "Reviews",
        school="900001",
        stage="midterm",
        held_on=date(2018, 3, 8),
        progress="limited",
        impact="none",
    )
    book.add(
        "Decisions",
        school="900001",
        decided_on=date(2018, 3, 12),
        kind="switch",
        rationale="no impact",
        decided_by="P01",
    )
    assert book.imported().code == 0
    fresh = written(book.programme, "fresh")
    ended = fresh.row_of("Assignments", alliance="TSA1")
    assert fresh.cell("Assignments", ended, "to_day").value.date() == date(2018, 3, 11)


def test_p22_a_switch_whose_last_day_the_workbook_gives_is_taken_as_it_stands(
    book: Workbook,
) -> None:
    _supported(book)
    book.put("Assignments", 4, to_day=date(2018, 2, 28))
    book.add(
        "Decisions",
        school="900001",
        decided_on=date(2018, 3, 12),
        kind="switch",
        rationale="no impact; the case: nobody came",
        decided_by="P01",
    )
    assert book.imported().code == 0


def test_p5_a_signature_on_which_support_rests_cannot_be_taken_out(book: Workbook) -> None:
    _supported(book)
    assert book.imported().code == 0
    before = digest(book.programme)
    fresh = written(book.programme, "fresh")
    fresh.put("Signatures", fresh.row_of("Signatures", role="head"), take_out="yes")
    answer = fresh.imported()
    assert answer.code == 65
    assert "sheet Signatures, cell B" in answer.err
    assert "rests on it" in answer.err
    assert digest(book.programme) == before


def test_what_rests_on_a_rejected_row_is_rejected_with_it(book: Workbook) -> None:
    _signatures(book, "head")
    _baseline(book)
    _assignment(book)
    _day(book, NOVEMBER)
    answer = book.imported("--partial --rejects rejects.csv --format json")
    assert answer.code == 0, answer.err
    assert {edit["sheet"] for edit in edits(answer)} == {"Signatures", "Reviews"}
    written_down = Path(book.programme.folder).glob("rejects*.csv")
    rejects = "".join(path.read_text(encoding="utf-8") for path in written_down)
    assert "cannot assign an alliance" in rejects
    assert "cannot record a day of support" in rejects


def test_p19_a_reading_needs_its_indicator_and_fits_its_unit(book: Workbook) -> None:
    book.add(
        "Indicators",
        school="900001",
        code="RWM",
        name="Reading, writing and maths",
        side="school",
        heading="teaching and learning",
        unit="%",
        baseline=48,
        baseline_on=date(2017, 9, 6),
        starts_on=NOVEMBER,
    )
    book.add("Readings", school="900001", indicator="RWM", date=date(2018, 1, 12), value=150)
    assert "sheet Readings, cell E4" in book.imported().err
    book.put("Readings", 4, value=50)
    book.add("Targets", school="900001", indicator="EYFS", term="T2", value=52)
    assert "sheet Targets, cell C4" in book.imported().err
    book.put("Targets", 4, indicator="RWM", term="T9")
    assert "sheet Targets, cell D4" in book.imported().err
    book.put("Targets", 4, term="T2 spring 2018")
    answer = book.imported()
    assert answer.code == 0, answer.err


def test_a_list_is_held_to_the_same_rules(programme: Programme) -> None:
    programme.with_schools().selected()
    before = digest(programme)
    programme.write(
        "assignments.csv", "urn,from_day,alliance,reason\n900001,2017-11-06,TSA1,near\n"
    )
    answer = programme.run("import-data assignments.csv")
    assert answer.code == 65
    assert "assignments.csv, cell B2, row 2, column from_day" in answer.err
    assert "the head has signed" in answer.err
    assert digest(programme) == before


def test_a_list_of_days_may_count_days_or_quarters(programme: Programme) -> None:
    programme.supported()
    head = "number,urn,alliance,on_day,{},state\n1,900001,TSA1,2017-11-06,{},delivered\n"
    for unit, count in (("days", "0.75"), ("quarters", "3")):
        programme.write(f"{unit}.csv", head.format(unit, count))
    programme.done("import-data days.csv")
    assert "1 unchanged" in programme.done("import-data quarters.csv").out
