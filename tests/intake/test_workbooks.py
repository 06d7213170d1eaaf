"""Workbooks: cells as text, what is noted, and what is refused."""

import struct
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.refusals import RefusedFileError
from bleadchallenge.intake.spreadsheet import Sheet
from bleadchallenge.intake.workbooks import Limits, read_workbook
from intake.sheetmaking import MAIN, SHEET, sheet_xml, text_cell, workbook, xlsx, zipped

ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheets(data: bytes) -> tuple[Sheet, ...]:
    return read_workbook(data, "results.xlsx")[0]


def notes(data: bytes) -> list[tuple[ProblemKind, str]]:
    return [(note.kind, note.message) for note in read_workbook(data, "results.xlsx")[1]]


def refusal(data: bytes, limits: Limits | None = None) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read_workbook(data, "results.xlsx", limits or Limits())
    return caught.value


def written(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook as openpyxl writes one."""
    made = BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(made)
    return made.getvalue()


def test_values_come_back_as_the_text_a_person_would_type() -> None:
    rows: list[list[object]] = [
        ["URN", "LAESTAB", "Opened", "Share", "Open", "Kind"],
        [100000, "0301234", date(2017, 9, 1), 0.53, True, 1.0],
        [100001, " x ", None, 0.1 + 0.2, False, "TRUE"],
    ]
    assert sheets(written(rows))[0].rows == [
        ["URN", "LAESTAB", "Opened", "Share", "Open", "Kind"],
        ["100000", "0301234", "2017-09-01", "0.53", "TRUE", "1"],
        ["100001", " x ", "", "0.3", "FALSE", "TRUE"],
    ]


def test_row_one_is_row_one_and_column_a_is_column_a() -> None:
    data = xlsx(f'<row r="3">{text_cell("B3", "URN")}</row>')
    assert sheets(data)[0].rows == [["", ""], ["", ""], ["", "URN"]]


def test_blank_rows_at_the_end_are_dropped() -> None:
    blanks = "".join(f'<row r="{row}">{text_cell(f"A{row}", "")}</row>' for row in (2, 3))
    assert sheets(xlsx(ONE_ROW + blanks))[0].rows == [["1"]]


def test_error_cells_are_shown_and_counted() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>NA()</f><v>#N/A</v></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c></row>'
    )
    assert sheets(xlsx(rows))[0].rows == [["1", "#N/A"], ["#DIV/0!", ""]]
    told = "2 error cells (#DIV/0! 1, #N/A 1), the first in B1"
    assert notes(xlsx(rows)) == [(ProblemKind.ERROR_CELL, told)]


def test_a_formula_whose_result_was_not_saved_is_noted_with_its_place() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f t="shared" si="0"/></c><c r="D1"><f>1+1</f><v>2</v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c></row>'
    )
    assert sheets(xlsx(rows))[0].rows[0][3] == "2"
    assert sheets(xlsx(rows))[0].unsaved == {0: [1], 1: [1], 2: [1]}
    told = "3 formulas without a saved result read as blank"
    assert notes(xlsx(rows)) == [(ProblemKind.ERROR_CELL, told)]


def test_leading_zeros_that_a_format_shows_are_read_and_noted() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>123</v></c><c r="B1" s="0"><v>123</v></c></row>'
    assert sheets(xlsx(rows))[0].rows == [["0123", "123"]]
    assert notes(xlsx(rows)) == [
        (ProblemKind.DECIDED, "1 number read with the leading zeros shown")
    ]


def test_hidden_sheets_hidden_rows_and_merged_cells_are_known() -> None:
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    first, second = book.add_worksheet("Data"), book.add_worksheet("Old")
    first.merge_range("A1:C1", "Key figures")
    first.write_row("A2", ["URN", "Name", "Score"])
    first.write_row("A3", [100000, "Ashfield", 53])
    first.set_row(2, None, None, {"hidden": True})
    second.write("A1", "secret")
    second.hide()
    book.close()
    data, old = sheets(made.getvalue())
    assert (data.name, data.hidden, data.hidden_rows) == ("Data", False, frozenset({3}))
    assert data.merged == ("A1:C1",)
    assert (old.name, old.hidden) == ("Old", True)
    assert [kind for kind, _ in notes(made.getvalue())] == [ProblemKind.HIDDEN] * 2


def test_control_characters_become_spaces_and_one_note() -> None:
    cells = text_cell("A1", "a_x0001_b") + text_cell("B1", "c\x7fd")
    data = xlsx(f'<row r="1">{cells}</row>')
    assert sheets(data)[0].rows == [["a b", "c d"]]
    assert notes(data) == [(ProblemKind.CLEANED, "2 control characters replaced by spaces")]


def test_error_cells_of_an_open_document_are_noted() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = (
        '<table:table-cell office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="5"/>'
    )
    names = (
        f'xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0" xmlns:calcext="urn:org:documentfoundation:names:'
        'experimental:calc:xmlns:calcext:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="T"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )
    assert sheets(data)[0].rows[0][1] == "5"
    assert notes(data) == [
        (ProblemKind.ERROR_CELL, "about 1 error cell such as #N/A read as blank")
    ]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        pytest.param(
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "row 1048576", id="row"
        ),
        pytest.param('<row r="1"><c r="ABCD1"><v>1</v></c></row>', "cell ABCD1", id="no column"),
        pytest.param(
            '<row r="9000"><c r="XFD9000"><v>1</v></c></row>', "cell XFD9000", id="far corner"
        ),
        pytest.param(
            '<row r="4294967295"><c><v>1</v></c></row>', "row 4294967295", id="row overflow"
        ),
    ],
)
def test_a_cell_far_from_any_table_is_refused_before_room_is_made(rows: str, where: str) -> None:
    error = refusal(xlsx(rows))
    assert error.kind is ProblemKind.TOO_LARGE
    assert error.what == f"has a sheet that reaches to {where}"


def test_rows_and_cells_that_are_only_formatted_may_reach_anywhere() -> None:
    blank = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert sheets(xlsx(ONE_ROW + blank))[0].rows == [["1"]]


def test_a_far_cell_that_hides_its_address_ends_the_child_and_not_the_program() -> None:
    hidden_from_the_look = "<c r = 'XFD1048576'><v>1</v></c>"
    error = refusal(xlsx(f"<row r='1'>{hidden_from_the_look}</row>"))
    assert error.kind in {ProblemKind.TOO_LARGE, ProblemKind.DAMAGED}


def test_a_bomb_is_refused_from_its_table_of_contents() -> None:
    error = refusal(xlsx("", sheet=sheet_xml(" " * 60_000_000)))
    assert error.kind is ProblemKind.TOO_LARGE
    assert error.what == "unpacks to 60 MB in 6 parts"


def test_a_part_that_is_larger_than_it_says_is_damaged() -> None:
    data = bytearray(zipped(workbook(ONE_ROW + " " * 1_000_000)))
    directory = data.rfind(SHEET.encode()) - 46
    local = data.find(SHEET.encode()) - 30
    data[directory + 24 : directory + 28] = data[local + 22 : local + 26] = struct.pack("<I", 300)
    assert refusal(bytes(data)).kind is ProblemKind.DAMAGED


def test_a_part_that_is_named_twice_is_damaged() -> None:
    parts = workbook(ONE_ROW)
    data = zipped(parts | {"xl/worksheets/sheet2.xml": parts[SHEET]})
    twice = data.replace(b"xl/worksheets/sheet2.xml", SHEET.encode())
    assert "names one part twice" in refusal(twice).why


def test_parts_that_share_their_bytes_are_damaged() -> None:
    data = bytearray(xlsx(ONE_ROW))
    directory = data.rfind(SHEET.encode()) - 46
    data[directory + 42 : directory + 46] = struct.pack("<I", 0)
    assert refusal(bytes(data)).kind is ProblemKind.DAMAGED


def test_a_name_inside_the_file_is_made_fit_to_print() -> None:
    data = xlsx(ONE_ROW).replace(b"xl/styles.xml", b"xl/st\x1bles.xml")
    broken = data.replace(b"xl/st\x1bles.xml", b"xl/sty\x1bes.xml", 1)
    assert "xl/st\ufffdles.xml cannot be unpacked" in refusal(broken).why


def test_a_part_that_is_encrypted_is_protected() -> None:
    data = bytearray(xlsx(ONE_ROW))
    data[data.rfind(SHEET.encode()) - 46 + 8] |= 1
    assert refusal(bytes(data)).kind is ProblemKind.PROTECTED


@pytest.mark.parametrize(
    "entities",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]>', id="inside"),
        pytest.param('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', id="outside"),
    ],
)
def test_xml_that_declares_entities_is_refused(entities: str) -> None:
    data = xlsx("", sheet=sheet_xml(ONE_ROW, before=entities))
    assert "declares XML entities" in refusal(data).why


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_that_breaks_off_is_damaged(share: float) -> None:
    data = xlsx(ONE_ROW)
    assert refusal(data[: int(len(data) * share)]).kind is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', id="text that is not there"),
        pytest.param('<row r="1"><c r="A1"><v>1</v></row>', id="tags crossed"),
        pytest.param('<row r="1"><c r="A1"><v>1', id="not closed"),
    ],
)
def test_xml_that_makes_no_sense_is_damaged(rows: str) -> None:
    assert refusal(xlsx(rows)).kind is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    ("parts", "looks_like"),
    [
        pytest.param({"a.txt": "x"}, "a zip archive", id="archive"),
        pytest.param({"word/document.xml": "x"}, "a Word document", id="Word"),
        pytest.param({"ppt/presentation.xml": "x"}, "a presentation", id="PowerPoint"),
        pytest.param(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"},
            "an OpenDocument text",
            id="OpenDocument text",
        ),
    ],
)
def test_other_archives_are_refused_by_their_right_name(
    parts: dict[str, str], looks_like: str
) -> None:
    error = refusal(zipped(parts))
    assert error.kind is ProblemKind.NOT_A_SPREADSHEET
    assert looks_like in error.why


def test_an_encrypted_open_document_is_protected() -> None:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": "x",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }
    assert refusal(zipped(parts)).kind is ProblemKind.PROTECTED


MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
START_OF_STREAM = b"\x09\x08\x10\x00" + bytes(16)


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        pytest.param(
            "EncryptedPackage".encode("utf-16-le"),
            ProblemKind.PROTECTED,
            "encrypted",
            id="a .xlsx with a password",
        ),
        pytest.param(
            START_OF_STREAM + b"\x2f\x00\x06\x00" + bytes(40) + "Workbook".encode("utf-16-le"),
            ProblemKind.PROTECTED,
            "encrypted",
            id="a .xls with a password",
        ),
        pytest.param(
            "WordDocument".encode("utf-16-le"),
            ProblemKind.NOT_A_SPREADSHEET,
            "a Word document",
            id="a .doc",
        ),
        pytest.param(b"", ProblemKind.NOT_A_SPREADSHEET, "another kind", id="something else"),
        pytest.param(
            START_OF_STREAM + bytes(40) + "Workbook".encode("utf-16-le"),
            ProblemKind.DAMAGED,
            "make sense",
            id="a .xls that breaks off",
        ),
    ],
)
def test_old_containers_are_told_apart(body: bytes, kind: ProblemKind, why: str) -> None:
    error = refusal(MAGIC + body + bytes(512 - len(body)))
    assert error.kind is kind
    assert why in error.why


def test_a_workbook_without_sheets_or_without_cells_is_empty() -> None:
    assert refusal(xlsx("")).why == "None of its sheets has a filled cell."
    none = f'<workbook xmlns="{MAIN}"><sheets/></workbook>'
    assert refusal(xlsx("", workbook=none)).why == "It has no sheets."


def test_more_time_than_allowed_is_said_so() -> None:
    error = refusal(xlsx(ONE_ROW), Limits(seconds=0))
    assert error.kind is ProblemKind.TOO_LARGE
    assert error.what == "took more than 0 seconds to read"


def test_more_memory_than_allowed_is_said_so() -> None:
    rows = "".join(
        f'<row r="{row}">{text_cell(f"A{row}", str(row) * 80)}</row>' for row in range(1, 200_000)
    )
    error = refusal(xlsx(rows), Limits(memory_bytes=120 * 2**20))
    assert error.kind is ProblemKind.TOO_LARGE
    assert error.what == "needs more than 120 MB of memory"


def test_the_reader_of_workbooks_is_not_loaded_by_the_reader_of_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    code = (
        "import sys; from pathlib import Path; from bleadchallenge.intake.files import read_book;"
        "read_book(Path(sys.argv[1]));"
        "print([m for m in ('python_calamine', 'openpyxl', 'zipfile') if m in sys.modules])"
    )
    source = Path(__file__).resolve().parents[2] / "src"
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.csv")],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert run.stdout.strip() == "[]"
