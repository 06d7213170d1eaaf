"""The coordinator's workbook as it looks: nothing is cut, what is required is marked."""

from pathlib import Path

import openpyxl
import pytest

from bleadchallenge.packs.workbook_forms import workbook_bytes
from bleadchallenge.store.engine.store import Store
from bleadchallenge.usecases.workbook.sheets import book_of
from workbooks import HEADER_ROW

pytestmark = pytest.mark.xdist_group("sample programme")


@pytest.fixture(scope="module")
def book(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("look") / "workbook.xlsx"
    with Store(sample_store).read() as reader:
        path.write_bytes(workbook_bytes(book_of(reader)))
    return openpyxl.load_workbook(path)


def test_every_row_is_high_enough_for_what_stands_in_it(book: openpyxl.Workbook) -> None:
    looked_at = 0
    for sheet in book.worksheets[1:-2]:
        widths = {
            letter: dimension.width
            for letter, dimension in sheet.column_dimensions.items()
            if not dimension.hidden
        }
        for row in sheet.iter_rows(min_row=HEADER_ROW + 1, max_row=HEADER_ROW + 60):
            high = sheet.row_dimensions[row[0].row].height
            for cell in row:
                if isinstance(cell.value, str) and cell.column_letter in widths:
                    lines = -(-len(cell.value) // int(widths[cell.column_letter]))
                    assert high is not None
                    assert high >= 15 * min(lines, 20), (sheet.title, cell.coordinate)
                    looked_at += 1
    assert looked_at > 1000


def test_required_columns_say_so_in_the_heading_and_hold_the_plain_one(
    book: openpyxl.Workbook,
) -> None:
    heads = {cell.value: cell for cell in book["Comments"][HEADER_ROW]}
    assert "required" in heads["subject"].number_format
    assert "required" not in heads["take out"].number_format
    assert heads["take out"].fill.fgColor.rgb != heads["subject"].fill.fgColor.rgb
