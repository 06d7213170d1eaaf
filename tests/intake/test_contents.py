"""What a file is, told from its bytes."""

import pytest

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.contents import FileFormat, file_format
from bleadchallenge.intake.refusals import RefusedFileError


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        pytest.param(b"%PDF-1.7\n", "a PDF document", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a picture", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", "a picture", id="JPEG"),
        pytest.param(b"\x1f\x8b\x08", "a gzip archive", id="gzip"),
        pytest.param(b"SQLite format 3\0", "a database", id="database"),
        pytest.param(b"<html><table><tr><td>1", "a web page", id="web page saved as .xls"),
        pytest.param(b"\xef\xbb\xbf \n<!DOCTYPE html>", "a web page", id="web page with a mark"),
        pytest.param("\ufeff<TABLE>".encode("utf-16-le"), "a web page", id="web page in UTF-16"),
        pytest.param(b"MIME-Version: 1.0\n", "a web archive or an e-mail", id="web archive"),
        pytest.param(b'<?xml version="1.0"?><Workbook/>', "an XML file", id="XML workbook of 2003"),
        pytest.param(b'{"rows": [1, 2]}\n', "a JSON file", id="JSON object"),
        pytest.param(b'[{"URN": 1}]', "a JSON file", id="JSON list"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_its_right_name(data: bytes, looks_like: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        file_format(data)
    assert caught.value.kind is ProblemKind.NOT_A_SPREADSHEET
    assert looks_like in caught.value.why


@pytest.mark.parametrize(
    ("data", "form"),
    [
        pytest.param(b"PK\x03\x04", FileFormat.ZIP, id="zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileFormat.COMPOUND, id="OLE"),
        pytest.param(b"URN,School\n", FileFormat.TEXT, id="text"),
        pytest.param(b"[draft] Results,2017\nA,1\n", FileFormat.TEXT, id="brackets in a title"),
        pytest.param(b"<5 pupils,suppressed\n", FileFormat.TEXT, id="a less-than sign"),
    ],
)
def test_spreadsheets_are_told_from_their_first_bytes(data: bytes, form: FileFormat) -> None:
    assert file_format(data) is form


@pytest.mark.parametrize("data", [b"", b"\0" * 512, b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_a_file_of_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(RefusedFileError) as caught:
        file_format(data)
    assert caught.value.kind is ProblemKind.EMPTY_FILE
