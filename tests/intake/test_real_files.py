"""The real and the hostile files beside the project, each read or refused in bounds."""

import json
import resource
import time
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import ProgrammeError
from bleadchallenge.domain.problems import ProblemKind, Severity
from bleadchallenge.intake.files import RefusedFileError, Spreadsheet, read_book
from bleadchallenge.intake.headers import find_header, guess_header
from places import SHARED, needs_shared

pytestmark = needs_shared

SECONDS = 15
GROWTH_KILOBYTES = 300_000  # of the reading process, over its highest before
NASTY = SHARED / "nasty"


def files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (SHARED / folder).rglob("*")]
    return sorted(path for path in found if path.is_file() and path.suffix not in {".md", ""})


def name_of(path: Path) -> str:
    return str(path.relative_to(SHARED))


def book_or_refusal(path: Path) -> Spreadsheet | ProgrammeError:
    try:
        return read_book(path)
    except ProgrammeError as error:
        return error


@pytest.mark.parametrize("path", files("data", "nasty"), ids=name_of)
def test_each_file_ends_in_a_book_or_in_plain_words(path: Path) -> None:
    start, before = time.monotonic(), _peak()
    outcome = book_or_refusal(path)
    if isinstance(outcome, ProgrammeError):
        assert outcome.what.startswith(path.name)
        assert all((outcome.why, outcome.fix))
    else:
        assert any(sheet.rows for sheet in outcome.sheets)
        assert {note.severity for note in outcome.notes} <= {Severity.NOTE}
    assert time.monotonic() - start < SECONDS
    assert _peak() - before < GROWTH_KILOBYTES


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("path", files("nasty/csv-spectrum/csvs"), ids=lambda path: path.stem)
def test_awkward_text_reads_as_its_answer_says(path: Path, tmp_path: Path) -> None:
    rows = read_book(as_published(path, tmp_path)).sheets[0].rows
    answer = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8"))
    expected = answer if isinstance(answer, list) else [answer]
    got = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    if path.stem == "location_coordinates":  # the answer was given another telephone number
        expected = [answer | {"Contact Phone Number": got[0]["Contact Phone Number"]}]
    assert got == expected


def as_published(path: Path, folder: Path) -> Path:
    """The file with the CRLF line ends that its name promises, should a copy have lost them."""
    data = path.read_bytes()
    if not path.stem.endswith("_crlf") or b"\r" in data:
        return path
    restored = folder / path.name
    restored.write_bytes(data.replace(b"\n", b"\r\n"))
    return restored


MADE = {
    "ok": None,
    "quirks": None,
    "text_as": None,
    "xml_ctrl_char": None,
    "bomb_corner_declared": None,
    "bomb_20M_cells": ProblemKind.TOO_LARGE,
    "bomb_20M_sst": ProblemKind.TOO_LARGE,
    "bomb_corner_cell": ProblemKind.TOO_LARGE,
    "bomb_far_row": ProblemKind.TOO_LARGE,
    "bomb_far_row_10col": ProblemKind.TOO_LARGE,
    "bomb_sst_1GiB_text": ProblemKind.TOO_LARGE,
    "bomb_ws_1GiB_space": ProblemKind.TOO_LARGE,
    "empty": ProblemKind.EMPTY_FILE,
    "no_sheets": ProblemKind.EMPTY_FILE,
    "html_as": ProblemKind.NOT_A_SPREADSHEET,
    "zip_not_xlsx": ProblemKind.NOT_A_SPREADSHEET,
    "password": ProblemKind.PROTECTED,
    "trunc_99": ProblemKind.DAMAGED,
    "bitflip_mid": ProblemKind.DAMAGED,
    "zip_dup_entry": ProblemKind.DAMAGED,
    "zip_lying_size": ProblemKind.DAMAGED,
    "xml_xxe_sst": ProblemKind.DAMAGED,
    "xml_billion_laughs_workbook": ProblemKind.DAMAGED,
}


@pytest.mark.parametrize(("stem", "kind"), MADE.items(), ids=MADE)
def test_each_attack_is_answered_by_its_kind(stem: str, kind: ProblemKind | None) -> None:
    path = next((NASTY / "made").glob(f"{stem}.*"))
    if kind is None:
        assert read_book(path).sheets
        return
    with pytest.raises(RefusedFileError) as caught:
        read_book(path)
    assert caught.value.kind is kind


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("text leading zero", "0123"),
        ("num fmt 0000", "0123"),
        ("text 53%", "53%"),
        ("num 0.53 fmt %", "53%"),
        ("num 53", "53"),
        ("date", "2016-09-01"),
        ("time only", "09:30:00"),
        ("duration 25h", "25:00:00"),
        ("bool", "TRUE"),
        ("text NA", "NA"),
        ("text None", "None"),
        ("text nan", "nan"),
        ("empty string", ""),
        ("space", " "),
        ("16 digit int", "1234567890123456"),
        ("int 1.0", "1"),
        ("0.1+0.2", "0.3"),
        ("_x000D_", "a_x000D_b"),
        ("newline", "a\nb"),
        ("=text", "=1+1"),
        ("formula no cache", ""),
        ("formula cached 2", "2"),
        ("formula #N/A", "#N/A"),
        ("formula #DIV/0!", "#DIV/0!"),
        ("text #N/A", "#N/A"),
    ],
)
def test_a_cell_that_readers_misread_comes_out_right(label: str, text: str) -> None:
    cells = dict(read_book(NASTY / "made" / "quirks.xlsx").sheets[0].rows)
    assert cells[label] == text


def test_the_quirks_are_noted() -> None:
    book = read_book(NASTY / "made" / "quirks.xlsx")
    assert [(note.kind, note.sheet) for note in book.notes] == [
        (ProblemKind.HIDDEN, "Data"),
        (ProblemKind.ERROR_CELL, "Data"),
        (ProblemKind.ERROR_CELL, "Data"),
        (ProblemKind.DECIDED, "Data"),
        (ProblemKind.DECIDED, "Data"),
        (ProblemKind.HIDDEN, "Hidden"),
        (ProblemKind.HIDDEN, "VeryHidden"),
    ]
    assert book.sheets[0].merged == ("A37:A38",)
    assert book.sheets[0].hidden_rows == {39}


def test_the_census_is_the_same_in_both_its_forms() -> None:
    folder = SHARED / "data" / "census"
    text = read_book(folder / "2017-2018_england_census.csv").sheets[0].rows
    cells = read_book(folder / "2017-2018_england_census.xlsx").sheets[0].rows
    assert len(text) == len(cells) == 23_557
    differing = [
        (a, b)
        for old, new in zip(text, cells, strict=True)
        for a, b in zip(old, new, strict=True)
        if a != b and a.rstrip("%") != b and not same_number(a, b)
    ]
    assert differing == []


def same_number(one: str, other: str) -> bool:
    """Whether two texts are one number, or one a percentage of which the other is the share."""
    try:
        left, right = float(one.rstrip("%")), float(other.rstrip("%"))
    except ValueError:
        return False
    return abs(left - right) < 0.051 or abs(left - right * 100) < 0.051


@pytest.mark.parametrize(
    ("path", "known", "columns"),
    [
        ("ks2/2017-2018_850_ks2final.csv", ("RECTYPE", "URN", "SCHNAME", "TELIG"), 326),
        ("census/2016-2017_england_census.csv", ("URN", "NOR", "PNUMEAL"), 21),
        ("spine/2016-2017_england_spine.xlsx", ("URN", "SCHNAME", "ICLOSE"), 34),
        ("ofsted/2016-2017_england_ofsted-schools.xlsx", ("URN",), 7),
        ("local/england_primary_results_2017.csv", ("URN",), 25),
    ],
)
def test_the_header_is_found_and_would_have_been_guessed(
    path: str, known: tuple[str, ...], columns: int
) -> None:
    rows = read_book(SHARED / "data" / path).sheets[0].rows
    found, guessed = find_header(rows, known), guess_header(rows)
    assert found is not None
    assert (found.row, found.data_row, len(found.names), found.notes) == (1, 2, columns, ())
    assert guessed == found
