"""What the number formats of a workbook's cells say of the numbers: percentages, no dates.

The reader of cells gives 0.53 for a cell that shows 53%, and takes some old formats for
dates; here the cells are found that say otherwise.
"""

import re
from collections.abc import Mapping
from io import BytesIO, TextIOWrapper
from typing import Any
from xml.etree import ElementTree as ET

from bleadchallenge.intake.sheet_xml import (
    AS_IT_STANDS,
    MOST_CELLS,
    Place,
    SheetScan,
    is_percentage,
    too_far,
)

_OF_DATES = re.compile(r"[dmyhs]", re.IGNORECASE)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_NUMBERS = {2, 3}  # xlrd's types of cells: a number, a date
_OLD_DATES = range(27, 59)
"""Numbers of formats that are dates in some countries' programs and free in others."""


def formats_in_open_document(content: bytes) -> dict[str, SheetScan]:
    """The percentages of each sheet of an .ods, by its name."""
    sheets: dict[str, set[Place]] = {}
    places: set[Place] = set()
    columns: list[int] = []
    row = width = 0
    for event, element in ET.iterparse(BytesIO(content), ("start", "end")):  # noqa: S314 - as above
        if event == "start":
            if element.tag == f"{_TABLE}table":
                places, row = sheets.setdefault(element.get(f"{_TABLE}name", ""), set()), 0
            elif element.tag == f"{_TABLE}table-row":
                columns, width = [], 0
        elif element.tag in _CELLS:
            times = int(element.get(f"{_TABLE}number-columns-repeated", 1))
            if element.get(f"{_OFFICE}value-type") == "percentage":
                columns.extend(range(width, width + min(times, MOST_CELLS)))
            width += times
        elif element.tag == f"{_TABLE}table-row":
            times = int(element.get(f"{_TABLE}number-rows-repeated", 1))
            _refuse_too_many(len(places) + len(columns) * times, row + times)
            places.update((row + at, column) for column in columns for at in range(times))
            row += times
            element.clear()
    return {name: SheetScan(percentages=places) for name, places in sheets.items()}


def _refuse_too_many(cells: int, row: int) -> None:
    if cells > MOST_CELLS:
        raise too_far(f"row {row:,}")


def formats_in_xls(data: bytes) -> dict[str, SheetScan]:
    """The percentages of each sheet of an .xls, and its numbers that are taken for dates.

    Empty where the second reader cannot read the workbook.
    """
    import xlrd  # noqa: PLC0415 - only .xls needs it

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=TextIOWrapper(BytesIO())
        )
        kinds = {number: _kind(book, xf) for number, xf in enumerate(book.xf_list)}
        return {sheet.name: _of_sheet(sheet, kinds) for sheet in book.sheets()}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the first reader goes on
        return {}


def _kind(book: Any, xf: Any) -> str:  # noqa: ANN401 - xlrd has no types
    """Whether a cell format is shows percentages, or numbers that are no dates by its own code."""
    number = xf.format_key
    code = getattr(book.format_map.get(number), "format_str", "") or ""
    if is_percentage(code, str(number)):
        return "percentage"
    bare = AS_IT_STANDS.sub("", code)
    is_number = number in _OLD_DATES and "0" in bare and not _OF_DATES.search(bare)
    return "number" if is_number else ""


def _of_sheet(sheet: Any, kinds: Mapping[int, str]) -> SheetScan:  # noqa: ANN401 - xlrd has no types
    percentages: set[Place] = set()
    numbers: list[tuple[Place, float]] = []
    for row in range(sheet.nrows if any(kinds.values()) else 0):
        for column in range(sheet.row_len(row)):
            kind = kinds.get(sheet.cell_xf_index(row, column))
            if not kind or sheet.cell_type(row, column) not in _NUMBERS:
                continue
            if kind == "percentage":
                percentages.add((row, column))
            else:
                numbers.append(((row, column), sheet.cell_value(row, column)))
    return SheetScan(percentages=percentages, numbers=numbers)
