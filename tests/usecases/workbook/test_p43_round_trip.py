"""The workbook written, saved again by others, and read back: nothing changes by itself."""

import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.tables import Minute, SupportDay, fact_tables
from bleadchallenge.store.workbook.record_shapes import shape_of
from bleadchallenge.usecases.workbook.lists import list_shapes
from builders import Programme
from page_tools import needs_libreoffice
from stores import bring, example
from workbooks import ESCAPED, HEADER_ROW, HOSTILE, digest, with_one_of_each, written


def test_a_workbook_read_back_unchanged_changes_nothing(programme: Programme) -> None:
    with_one_of_each(programme)
    before = digest(programme)
    path = written(programme).path
    answer = programme.done(f"import-data {path}")
    assert "nothing was changed" in answer.err
    assert "0 new, 0 changed" in answer.out
    assert digest(programme) == before


def test_a_workbook_saved_by_openpyxl_changes_nothing(programme: Programme) -> None:
    with_one_of_each(programme)
    before = digest(programme)
    answer = written(programme).imported("--format json")
    assert answer.code == 0, answer.err
    assert sum(row["unchanged"] for row in answer.json["rows"]) > 2 * 45
    assert digest(programme) == before


@needs_libreoffice
def test_a_workbook_saved_by_libreoffice_changes_nothing(
    programme: Programme, tmp_path: Path
) -> None:
    store = with_one_of_each(programme)
    texts = (*HOSTILE, ESCAPED)
    bring(store, *(_hostile(number, text) for number, text in enumerate(texts, start=100)))
    before = digest(programme)
    path = written(programme).path
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "saved"),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    answer = programme.run(f"import-data saved/{path.name} --format json")
    assert answer.code == 0, answer.err + answer.out
    assert not answer.json["edits"]
    assert digest(programme) == before


def test_the_same_change_gives_the_same_bytes(programme: Programme) -> None:
    with_one_of_each(programme)
    first, second = written(programme, "one").path, written(programme, "two").path
    assert first.read_bytes() == second.read_bytes()


def test_a_workbook_that_was_filled_in_is_not_written_over(programme: Programme) -> None:
    book = written(programme.with_schools())
    book.add("Cohorts", code="C2", name="Second", policy="policy")
    book.book.save(book.path)
    answer = programme.run("report workbook --out out")
    assert answer.code == 73
    assert "filled it in" in answer.err


def test_hostile_text_comes_back_as_text(programme: Programme) -> None:
    programme.with_schools()
    store = Store(programme.folder / "bleadchallenge.db")
    bring(store, *(_hostile(number, text) for number, text in enumerate(HOSTILE, start=100)))
    before = digest(programme)
    book = written(programme)
    assert programme.run(f"import-data {book.path}").code == 0
    assert digest(programme) == before
    with ZipFile(book.path) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert book.imported().code == 0
    assert digest(programme) == before


def test_what_looks_like_an_escape_comes_back_as_it_was(programme: Programme) -> None:
    programme.with_schools()
    bring(Store(programme.folder / "bleadchallenge.db"), _hostile(100, ESCAPED))
    before = digest(programme)
    programme.done(f"import-data {written(programme).path}")
    assert digest(programme) == before


def test_hostile_text_is_kept_when_the_row_beside_it_changes(programme: Programme) -> None:
    programme.with_schools()
    store = Store(programme.folder / "bleadchallenge.db")
    bring(store, *(_hostile(number, text) for number, text in enumerate(HOSTILE, start=100)))
    book = written(programme)
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + len(HOSTILE)):
        book.put("Minutes", row, subject="TSA1")
    answer = book.imported("--format json")
    assert answer.code == 0, answer.err
    assert len(answer.json["edits"]) == len(HOSTILE)
    with store.read() as reader:
        kept = {minute.decision for minute in reader.all(Minute)}
    assert kept == set(HOSTILE)


def _hostile(number: int, text: str) -> Minute:
    fact = example(Minute, number)
    fact.decision, fact.subject = text, ""
    return fact


def test_every_kind_of_record_has_its_sheet_its_notes_and_its_lists(programme: Programme) -> None:
    with_one_of_each(programme)
    book = written(programme).book
    shapes = list_shapes()
    sheets = {
        book[name]["A3"].value.removeprefix("record:"): book[name]
        for name in book.sheetnames
        if str(book[name]["A3"].value).startswith("record:")
    }
    assert set(sheets) == set(shapes)
    assert book.sheetnames[0] == "How to fill this in"
    for name, sheet in sheets.items():
        headings = sheet[HEADER_ROW][1:]
        assert len(headings) == len(shape_of(fact_tables()[name]).fields) + 1
        assert all(cell.comment and len(cell.comment.text) > 20 for cell in headings), name
        assert sheet.column_dimensions["A"].hidden
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.freeze_panes.endswith("4")
        chosen = {str(found.sqref).rstrip("0123456789")[0] for found in _lists(sheet)}
        wanted = {
            cell.column_letter
            for cell, field in zip(headings, shapes[name].fields, strict=False)
            if field.choices
        }
        assert wanted <= chosen, name


def _lists(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[Any]:
    return [found for found in sheet.data_validations.dataValidation if found.type == "list"]


def test_identifiers_are_locked_and_the_rest_is_open(programme: Programme) -> None:
    with_one_of_each(programme)
    book = written(programme)
    row = HEADER_ROW + 1
    assert book.cell("Alliances", row, "code").protection.locked
    assert not book.cell("Alliances", row, "name").protection.locked
    assert not book.book["Alliances"].column_dimensions["B"].protection.locked


def test_dates_are_dates_and_days_of_support_are_days(programme: Programme) -> None:
    with_one_of_each(programme)
    book = written(programme)
    row = HEADER_ROW + 1
    assert book.cell("Days of support", row, "date").is_date
    assert book.cell("Days of support", row, "date").number_format == "dd/mm/yyyy"
    with Store(programme.folder / "bleadchallenge.db").read() as reader:
        kept = reader.all(SupportDay)[0]
    assert book.cell("Days of support", row, "days").value == kept.quarters / 4
