"""Text files: encodings, delimiters, quotation marks, control characters."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.problems import ProblemKind, Severity
from bleadchallenge.intake.delimited import (
    MOST_CHARACTERS,
    _quickly,
    _strictly,
    delimiter_of,
    rows_of,
)
from bleadchallenge.intake.refusals import RefusedFileError
from bleadchallenge.intake.text import BYTES_AT_ONCE, read_text


def rows(data: bytes) -> list[list[str]]:
    return read_text(data, "results.csv")[0].rows


def notes(data: bytes) -> list[str]:
    return [note.message for note in read_text(data, "results.csv")[1]]


def refusal(data: bytes) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read_text(data, "results.csv")
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"School,Score\nAshfield,53%\n", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfSchool,Score\r\nAshfield,53%", id="with a mark, CRLF, no end"),
        pytest.param(b"School,Score\rAshfield,53%\r", id="old Mac line ends"),
        pytest.param(b'"School","Score"\n"Ashfield","53%"\n\n\n,,,\n', id="quoted, blank tail"),
    ],
)
def test_plain_tables_read_alike_and_need_no_note(data: bytes) -> None:
    assert rows(data) == [["School", "Score"], ["Ashfield", "53%"]]
    assert notes(data) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param("School,Score\nSt Ché,1".encode("cp1252"), "Windows-1252", id="Windows"),
        pytest.param("School,Score\nSt Ché,1".encode("utf-16"), "UTF-16", id="UTF-16"),
        pytest.param(
            b"\xfe\xff" + "School,Score\nSt Ché,1".encode("utf-16-be"), "UTF-16", id="big-endian"
        ),
        pytest.param("School,Score\nSt Ché,1".encode("utf-32"), "UTF-32", id="UTF-32"),
    ],
)
def test_other_encodings_are_read_and_reported(data: bytes, told: str) -> None:
    assert rows(data) == [["School", "Score"], ["St Ché", "1"]]
    assert [told in message for message in notes(data)] == [True]


def test_a_byte_that_no_encoding_explains_leaves_a_mark_and_a_note() -> None:
    marked = b"\xef\xbb\xbfSchool,Score\nSt Ch\xe9,1"
    assert rows(marked)[1] == ["St Ch\ufffd", "1"]
    assert "1 characters cannot be told" in notes(marked)[0]
    assert "Windows-1252; 1 characters" in notes(b"School\nSt Ch\xe9 \x81")[0]


def test_utf16_that_breaks_off_is_damaged() -> None:
    assert refusal("School,Score".encode("utf-16")[:-1]).kind is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("a,b\n1,2\n", ",", id="comma"),
        pytest.param("a;b\n1;2\n", ";", id="semicolon"),
        pytest.param("a\tb\n1\t2\n", "\t", id="tab"),
        pytest.param("School;Reading;Maths\nA;53,5;61,2\nB;48,1;50,0\n", ";", id="decimal commas"),
        pytest.param("School;Reading, %;Maths, %\nA;53,5;61,2\n", ";", id="commas in the names"),
        pytest.param("a,b,c\nx; y,1,2\nz; w,3,4\n", ",", id="semicolons inside cells"),
        pytest.param('a,b\n"x;y;z","1\t2"\n"p;q;r","3\t4"\n', ",", id="quoted others"),
        pytest.param("Key figures, by school\n\na;b;c\n1;2;3\n4;5;6\n", ";", id="title above"),
        pytest.param("only\none\ncolumn\n", ",", id="one column"),
        pytest.param("", ",", id="nothing"),
    ],
)
def test_the_delimiter_is_the_one_that_fits_most_rows(text: str, delimiter: str) -> None:
    assert delimiter_of(text.encode()) == delimiter


def test_another_delimiter_than_the_comma_is_reported() -> None:
    assert notes(b"a;b\n1;2\n") == ["cells are parted by a semicolon, not a comma"]


def test_a_line_that_names_the_delimiter_is_obeyed_and_is_no_row() -> None:
    assert rows(b"sep=;\r\na;b,c\r\n") == [["a", "b,c"]]


def test_a_sample_that_ends_inside_a_row_does_not_mislead() -> None:
    line = f"{'x' * 500},1;2,3\n"
    assert delimiter_of(line.encode() * 200) == ","


def test_short_rows_stay_short_and_long_rows_stay_long() -> None:
    assert rows(b"a,b,c\n1\n1,2,3,4\n\n1,2,3\n") == [
        ["a", "b", "c"],
        ["1"],
        ["1", "2", "3", "4"],
        [],
        ["1", "2", "3"],
    ]


def test_line_ends_and_tabs_inside_quotation_marks_are_kept() -> None:
    assert rows(b'a,b\r\n"x\r\ny","p\tq"\r\n') == [["a", "b"], ["x\r\ny", "p\tq"]]


def test_control_characters_become_spaces_and_one_note() -> None:
    data = b"a,b\x01\nc\x00d".replace(b"\x00", b"\x7f") + "\x85e,f\x0b\n".encode()
    assert rows(data) == [["a", "b "], ["c d e", "f "]]
    assert notes(data) == ["4 control characters replaced by spaces"]


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        pytest.param(b"a,b\n1,\x002\n", "binary data", id="a zero byte"),
        pytest.param(bytes(range(1, 256)) * 4, "binary data", id="every byte"),
        pytest.param("School,Score\n".encode("utf-16-le"), "UTF-16 text without", id="no mark"),
    ],
)
def test_binary_data_is_refused_and_named(data: bytes, looks_like: str) -> None:
    error = refusal(data)
    assert error.kind is ProblemKind.NOT_A_SPREADSHEET
    assert looks_like in error.why


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row() -> None:
    error = refusal(b'a,b\n1,2\n3,"4\n5,6\n')
    assert error.kind is ProblemKind.DAMAGED
    assert error.what == "has a quotation mark in row 3 that is never closed"


def test_a_stray_quotation_mark_that_runs_rows_together_is_refused() -> None:
    assert "row 2" in refusal(b'a,b\n1,"2\n3,"4"\n5,6\n').what


def test_quotation_marks_that_are_not_doubled_are_read_with_a_note() -> None:
    sheet, told = read_text(b'a,b\n1,2\n"He said "yes" to it",4\n', "results.csv")
    assert sheet.rows[2] == ['He said yes" to it"', "4"]
    assert [(note.kind, note.row) for note in told] == [(ProblemKind.CLEANED, 3)]


def test_a_cell_longer_than_any_cell_is_refused_and_the_limit_is_put_back() -> None:
    limit = csv.field_size_limit()
    error = refusal(b'a,b\n1,"' + b"x" * (MOST_CHARACTERS + 1) + b'"\n')
    assert "in row 2" in error.what
    assert csv.field_size_limit() == limit


def test_a_long_cell_that_a_spreadsheet_takes_is_read() -> None:
    assert len(rows(b"a,b\n1," + b"x" * 200_000)[1][1]) == 200_000


def test_a_row_of_too_many_cells_is_too_large() -> None:
    assert refusal(b"a,b\n" + b"," * 20_000 + b"x\n").kind is ProblemKind.TOO_LARGE


def test_more_cells_than_memory_allows_are_refused_before_they_are_made() -> None:
    error = refusal(b",,,,,,,,,\n" * 3_000_001)
    assert error.kind is ProblemKind.TOO_LARGE
    assert "cells" in error.what


@pytest.mark.parametrize("data", [b",,,\n , ,\n", b"\xef\xbb\xbf\n\n", b"sep=;\n"])
def test_a_file_without_a_filled_cell_is_empty(data: bytes) -> None:
    assert refusal(data).kind is ProblemKind.EMPTY_FILE


def test_every_note_names_the_file_and_refuses_nothing() -> None:
    told = read_text("a;b\né;\x01\n".encode("cp1252"), "results.csv")[1]
    assert {note.severity for note in told} == {Severity.NOTE}
    assert {note.file for note in told} == {"results.csv"}
    assert len(told) == 3


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    assert rows_of("\r\n".join(lines).encode(), ",") == (table, None)


LINES = st.text(st.sampled_from('ab1,;" \n\r\u00e9'), max_size=40)


@given(LINES)
def test_lines_read_quickly_are_the_rows_that_the_csv_module_reads(text: str) -> None:
    data = text.encode()
    quick = _quickly(data, ",")
    if quick is not None:
        assert (quick, None) == _strictly(data, ",")


def test_a_cell_over_several_lines_is_not_read_quickly() -> None:
    assert _quickly(b'a,"b\nc,d"\n', ",") is None
    assert rows(b'a,"b\nc,d"\n') == [["a", "b\nc,d"]]


@pytest.mark.parametrize("shift", [0, 1], ids=["between pieces", "across two pieces"])
def test_a_letter_where_two_pieces_of_a_large_text_meet_is_read_whole(shift: int) -> None:
    lines = "a,b\n" * (BYTES_AT_ONCE // 4 - 1) + "a,b\n"[shift:]
    data = f"{lines}é,x\n".encode()
    assert len(lines) == BYTES_AT_ONCE - shift
    assert rows(data)[-1] == ["é", "x"]
    assert not notes(data)
