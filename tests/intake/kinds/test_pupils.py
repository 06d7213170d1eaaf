"""The pupil-level file as sums of schools, and what may never come out of it."""

from bleadchallenge.intake.kinds.pupils import PUPILS, aggregate, holds_pupils, is_personal
from bleadchallenge.intake.kinds.registry import recognise, under_known_names
from bleadchallenge.intake.tables import Table

NAMES = [
    "LAESTAB", "URN", "UPN", "SURNAME", "FORENAME", "PINCL_Flag", "READOUTCOME", "MATOUTCOME",
    "READTAOUTCOME", "MATTAOUTCOME", "WRITTAOUTCOME", "ELIGRWM", "RWMEXP",
]  # fmt: skip


def pupil(
    test: str = "AS", teacher: str = "EXS", *, flag: str = "201", urn: str = "900001"
) -> list[str]:
    return [
        "3302001", urn, "A123456789012", "Secret", "Child", flag, test, test, teacher, teacher,
        "EXS", "1", "1",
    ]  # fmt: skip


def sums(*rows: list[str]) -> dict[str, dict[str, str]]:
    table, _problems = aggregate(pupils(*rows))
    listed = [dict(zip(table.names, cells, strict=True)) for _number, cells in table.rows]
    return {row["SUBJECT"]: row for row in listed}


def pupils(*rows: list[str]) -> Table:
    columns = {name.upper(): place for place, name in enumerate(NAMES)}
    numbered = list(enumerate(rows, start=2))
    named = under_known_names(columns, PUPILS)
    return Table("pupils.csv", None, "abc", 1, tuple(NAMES), named, numbered)


def test_agreement_is_counted_with_its_direction() -> None:
    rows = [pupil()] * 5 + [pupil("NS", "EXS")] * 2 + [pupil("AS", "HNM")] + [pupil("NS", "WTS")]
    reading = sums(*rows)["reading"]
    assert (reading["PUPILS"], reading["AGREE"], reading["OVER"], reading["UNDER"]) == (
        "9", "6", "2", "1",
    )  # fmt: skip
    assert (reading["TEACHER_MET"], reading["TEST_MET"]) == ("7", "6")


def test_only_pupils_whom_both_judged_are_compared() -> None:
    rows = [pupil()] * 6 + [pupil("A"), pupil("B"), pupil("AS", "D"), pupil("", "")]
    assert sums(*rows)["reading"]["PUPILS"] == "6"


def test_writing_has_no_test_and_rwm_no_teacher() -> None:
    found = sums(*[pupil()] * 7)
    assert found["writing"]["AGREE"] == found["writing"]["TEST_MET"] == "NA"
    assert found["writing"]["TEACHER_MET"] == "7"
    assert (found["rwm"]["PUPILS"], found["rwm"]["TEST_MET"]) == ("7", "7")


def test_of_five_pupils_or_fewer_only_their_number_is_given() -> None:
    reading = sums(*[pupil()] * 5)["reading"]
    assert reading["PUPILS"] == "5"
    assert {reading[name] for name in ("AGREE", "OVER", "UNDER", "TEST_MET")} == {"SUPP"}


def test_pupils_left_out_of_the_results_are_left_out_of_the_sums_and_told() -> None:
    table, problems = aggregate(pupils(*[pupil()] * 6, pupil(flag="203")))
    assert "1 row of pupils not included" in problems[0].message
    assert dict(zip(table.names, table.rows[0][1], strict=True))["PUPILS"] == "6"


def test_a_row_that_cannot_be_counted_is_named_by_its_place_alone() -> None:
    _table, problems = aggregate(pupils(pupil(urn="nonsense"), [*pupil(), "Secret"]))
    faults = [problem for problem in problems if problem.row]
    assert [(fault.row, fault.column) for fault in faults] == [(2, "URN"), (3, None)]
    assert all(fault.found is None for fault in faults)
    assert not any("Secret" in str(problem) or "nonsense" in str(problem) for problem in problems)


def test_nothing_of_a_pupil_is_in_the_sums_and_their_digest_is_not_the_files() -> None:
    table, _problems = aggregate(pupils(*[pupil()] * 7))
    assert "Secret" not in repr(table)
    assert "A123456789012" not in repr(table)
    assert table.sha256 != "abc"


def test_the_published_headings_tell_the_same_kind() -> None:
    headings = {alias: place for place, alias in enumerate(PUPILS.aliases)}
    assert recognise(headings) is PUPILS


def test_column_names_and_numbers_of_pupils_are_known_for_what_they_are() -> None:
    assert is_personal(["URN", "UPN"])
    assert is_personal(["SURNAME", "DOB"])
    assert not is_personal(["URN", "SURNAME"])
    assert holds_pupils({"A123456789012", "B12345678901X"})
    assert not holds_pupils({"900001", "53%"})


def test_a_pupil_number_that_stands_twice_is_told_and_not_shown() -> None:
    _table, problems = aggregate(pupils(pupil(), pupil()))
    said = next(each.message for each in problems if "pupil number" in each.message)
    assert said.startswith("1 rows bear")
    assert "A123" not in said


def test_one_column_of_pupils_is_enough_to_be_personal() -> None:
    assert is_personal(["PUPIL", "READING"])
    assert not is_personal(["PUPILS", "READING"])
