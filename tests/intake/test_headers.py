"""Where a table's header stands, and which rows are totals."""

import pytest

from bleadchallenge.domain.problems import Severity
from bleadchallenge.intake.headers import find_header, guess_header, totals

KNOWN = ("URN", "SCHNAME", "READ SCORE", "MAT SCORE")
NAMES = ["URN", "SCHNAME", "Read score", "Mat score"]
DATA = [["100000", "Ashfield", "103", "104"], ["100001", "Beech Road", "99", "101"]]


def table(*above: list[str], names: list[str] | None = None) -> list[list[str]]:
    return [*above, names or NAMES, *DATA]


def test_a_header_in_the_first_row_needs_no_note() -> None:
    header = find_header(table(), KNOWN)
    assert header is not None
    assert (header.row, header.data_row, header.names) == (1, 2, tuple(NAMES))
    assert header.notes == ()


def test_names_match_whatever_their_capitals_and_blanks_and_come_out_clean() -> None:
    names = [" urn ", "\ufeffSchName", "READ\r\n  score", "Mat\u00a0score"]
    header = find_header(table(names=names), KNOWN)
    assert header is not None
    assert header.names == ("urn", "SchName", "READ score", "Mat score")


@pytest.mark.parametrize(
    "above",
    [
        pytest.param([["Key stage 2 results 2017"]], id="a title"),
        pytest.param([["Results", "", "", ""], [], ["as at 1 September"]], id="titles and blanks"),
        pytest.param([["URN and SCHNAME as published"], ["URN", "is a number"]], id="a legend"),
    ],
)
def test_rows_above_the_names_are_passed_over_with_a_note(above: list[list[str]]) -> None:
    header = find_header(table(*above), KNOWN)
    assert header is not None
    assert (header.row, header.names) == (len(above) + 1, tuple(NAMES))
    assert [(note.severity, note.row) for note in header.notes] == [(Severity.NOTE, header.row)]


def test_blank_rows_above_are_no_matter() -> None:
    header = find_header(table([], ["", ""]), KNOWN)
    assert header is not None
    assert (header.row, header.notes) == (3, ())


def test_no_known_name_means_no_header() -> None:
    assert find_header(table(), ["PUPILS"]) is None
    assert find_header([], KNOWN) is None


def test_a_header_below_the_thirtieth_row_is_not_looked_for() -> None:
    assert find_header(table(*[["x"]] * 30), KNOWN) is None


def test_a_row_of_groups_completes_names_that_stand_twice() -> None:
    groups = ["", "", "Reading", "", "Maths", ""]
    names = ["URN", "School", "Score", "Share", "Score", "Share"]
    header = find_header([groups, names, ["100000", "Ashfield", "1", "2", "3", "4"]], ["URN"])
    assert header is not None
    assert header.names == (
        "URN",
        "School",
        "Reading Score",
        "Reading Share",
        "Maths Score",
        "Maths Share",
    )
    assert (header.row, header.data_row) == (2, 3)
    assert "groups the columns" in header.notes[0].message


def test_a_name_merged_over_two_rows_is_taken_from_above() -> None:
    above = ["URN", "School", "Reading", ""]
    names = ["", "", "READ SCORE", "MAT SCORE"]
    header = find_header([above, names, *DATA], ["READ SCORE", "MAT SCORE"])
    assert header is not None
    assert header.names == ("URN", "School", "READ SCORE", "MAT SCORE")


def test_a_second_row_of_names_is_joined_to_the_labels_above_it() -> None:
    upper = ["URN", "School", "Reading", "", "Maths", ""]
    lower = ["", "", "score", "share", "score", "share"]
    header = find_header([upper, lower, ["100000", "Ashfield", "1", "2", "3", "4"]], ["URN"])
    assert header is not None
    assert header.names[2:] == ("Reading score", "Reading share", "Maths score", "Maths share")
    assert (header.row, header.data_row) == (1, 3)
    assert "two rows" in header.notes[0].message


def test_a_row_of_units_is_no_data() -> None:
    header = find_header([NAMES, ["", "", "(%)", "Points"], *DATA], KNOWN)
    assert header is not None
    assert (header.names, header.data_row) == (tuple(NAMES), 3)
    assert "units" in header.notes[0].message


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(["Ann Other", "Head", ""], id="people"),
        pytest.param(["", "SUPP", "NA"], id="codes without a school"),
        pytest.param(["", "", ""], id="a blank row"),
    ],
)
def test_a_first_row_of_text_is_still_data(first: list[str]) -> None:
    header = find_header([["Name", "Role", "E-mail"], first], ["NAME", "ROLE"])
    assert header is not None
    assert header.data_row == 2


def test_a_trailing_comma_leaves_a_column_without_a_name() -> None:
    header = find_header([["URN", "Score", ""], ["100000", "53", ""]], ["URN"])
    assert header is not None
    assert header.names == ("URN", "Score", "")


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param([["School", "2016", "2017"], ["Ashfield", "53", "61"]], 1, id="years"),
        pytest.param([["Key figures"], ["School", "Score"], ["Ashfield", "53"]], 2, id="a title"),
        pytest.param(
            [
                ["Key figures", "", "June"],
                ["", "", ""],
                ["School", "A", "B"],
                ["Ashfield", "1", "2"],
            ],
            3,
            id="a title in two cells",
        ),
        pytest.param(
            [["", "Reading", "", "Maths", ""], ["School", "n", "%", "n", "%"], ["A", *"1234"]],
            2,
            id="groups",
        ),
        pytest.param([["Name", "Role"], ["Ann Other", "Head"]], 1, id="text alone"),
        pytest.param([["Name"], ["Ashfield"]], 1, id="one column"),
    ],
)
def test_a_header_of_unknown_names_is_guessed(rows: list[list[str]], row: int) -> None:
    header = guess_header(rows)
    assert header is not None
    assert header.row == row


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nothing"),
        pytest.param([["School", "Score"]], id="names without rows"),
        pytest.param([["1", "2"], ["3", "4"]], id="figures alone"),
    ],
)
def test_where_nothing_looks_like_a_header_none_is_guessed(rows: list[list[str]]) -> None:
    assert guess_header(rows) is None


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        pytest.param([["Total", "", "202", "205"]], (4,), id="total"),
        pytest.param([["", "AVERAGE:", "101", "103"]], (4,), id="average in the second column"),
        pytest.param([["Total", "", "1", "2"], ["Mean", "", "1", "2"]], (4, 5), id="two"),
        pytest.param([[], ["Grand total", "", "1", ""], ["Source: the schools"]], (5,), id="note"),
        pytest.param([["England", "", "1", "2"]], (), id="England is no total"),
        pytest.param([["Total Academy", "", "1", "2"]], (), id="a school's name"),
        pytest.param([["Total", "", "1", "2"], ["100002", "Cedar", "1", "2"]], (), id="inside"),
    ],
)
def test_totals_are_told_at_the_end_by_their_first_word(
    tail: list[list[str]], found: tuple[int, ...]
) -> None:
    rows = [*table(), *tail]
    header = find_header(rows, KNOWN)
    assert header is not None
    assert totals(rows, header) == found


@pytest.mark.parametrize(
    ("row", "first"),
    [
        (["1", "2", "3", "4"], 3),
        (["1", "2", "3", "5"], 2),
        (["1", "2", "", ""], 2),
    ],
)
def test_a_row_that_counts_the_columns_is_none_of_the_table(row: list[str], first: int) -> None:
    header = find_header([["URN", "A", "B", "C"], row, ["900001", "x", "y", "z"]], {"URN"})
    assert header is not None
    assert header.data_row == first
