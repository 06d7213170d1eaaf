"""The process in which a workbook is read, under limits: bytes in, an answer out.

It is started by ``intake.workbooks`` and speaks to nobody else. A bomb, a hang
or an abort of the reader ends this process and not the program.
"""

import json
import os
import re
import sys
from array import array
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bleadchallenge.intake.archives import (
    damaged,
    look_into_compound,
    open_archive,
    refuse_entities,
    unpacked,
    xml_parts,
)
from bleadchallenge.intake.binary_workbook import WORKBOOK, formats_in_binary_workbook
from bleadchallenge.intake.cell_text import Value, percent_text, text_of
from bleadchallenge.intake.contents import FileFormat, file_format
from bleadchallenge.intake.error_traces import ODS_CONTENT, errors_in_archive, errors_in_compound
from bleadchallenge.intake.number_formats import formats_in_open_document, formats_in_xls
from bleadchallenge.intake.refusals import RefusedFileError, printable
from bleadchallenge.intake.sheet_xml import (
    MOST_CELLS,
    MOST_ROWS,
    NO_STYLES,
    NOTHING_SEEN,
    SheetScan,
    Styles,
    address,
    cell_styles,
    scan_sheet,
    sheet_parts,
    too_far,
)

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
STYLES = "xl/styles.xml"
LENGTH_BYTES = 8
BLANK = 0  # the number of the empty text

Facts = dict[str, Any]  # as JSON gives it


class CellTexts(dict[Value, int]):
    """The number of each distinct value's text, handed out as values come."""

    def __init__(self) -> None:
        super().__init__({"": BLANK})
        self.texts = [""]
        self.cleaned = 0
        self._values: list[Value] = [""]
        self._percentages: dict[int, int] = {}

    def __missing__(self, value: Value) -> int:
        text, controls = CONTROLS.subn(" ", text_of(value))
        self.cleaned += controls
        number = self[value] = len(self.texts)
        self.texts.append(text)
        self._values.append(value)
        return number

    def percentage(self, number: int) -> int:
        """The number of the text that says a numbered value as a percentage; else 0."""
        if number not in self._percentages:
            value = self._values[number]
            self._percentages[number] = (
                self[percent_text(value)] if isinstance(value, float | int) else BLANK
            )
        return self._percentages[number]


def main(memory_bytes: int, seconds: int) -> None:
    """Read a workbook from standard input and answer on standard output."""
    _limit(memory_bytes, seconds)
    data = sys.stdin.buffer.read()
    try:
        facts, cells = _workbook(data)
    except RefusedFileError as error:
        words = [printable(words) for words in (error.what, error.why, error.fix)]
        facts, cells = {"refused": [error.kind.value, *words]}, []
    except MemoryError:
        os.abort()
    head = json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(len(head).to_bytes(LENGTH_BYTES, "little") + head)
    for sheet in cells:
        sheet.tofile(sys.stdout.buffer)


def _limit(memory_bytes: int, seconds: int) -> None:
    """Bound this process; a system that knows no such bound still has the time-out."""
    if find_spec("resource") is None:
        return
    import resource  # noqa: PLC0415 - only where there is one

    for limit, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _workbook(data: bytes) -> tuple[Facts, list["array[int]"]]:
    """Read every sheet: the facts, and for each sheet the numbers of its cells' texts."""
    looks, unplaced = _looks(data)
    book = _opened(data)
    numbers = CellTexts()
    sheets, cells, budget = [], [], MOST_CELLS
    for place, metadata in enumerate(book.sheets_metadata):
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        seen = looks.get(place) or looks.get(metadata.name) or NOTHING_SEEN
        facts, numbered = _sheet(book, metadata, seen, numbers, budget)
        sheets.append(facts)
        cells.append(numbered)
        budget -= len(numbered)
    facts = {"sheets": sheets, "texts": numbers.texts, "cleaned": numbers.cleaned}
    return facts | {"unplaced_errors": unplaced}, cells


def _looks(data: bytes) -> tuple[Mapping[Any, SheetScan], int]:
    """Look at the container and at what the reader of cells leaves out.

    Gives a look at each sheet, by its place or its name, and the number of error
    cells in the forms other than .xlsx, where they cannot be placed.
    """
    if file_format(data) is FileFormat.COMPOUND:
        look_into_compound(data)
        return formats_in_xls(data), errors_in_compound(data)
    with open_archive(data) as archive:
        parts = sheet_parts(archive)
        styles = (
            cell_styles(unpacked(archive, STYLES)) if STYLES in archive.NameToInfo else NO_STYLES
        )
        seen = {name: _part(archive, name, styles, parts) for name in xml_parts(archive)}
        unplaced = errors_in_archive(archive)
        if WORKBOOK in archive.NameToInfo:
            return formats_in_binary_workbook(archive), unplaced
        if not parts and ODS_CONTENT in archive.NameToInfo:
            return formats_in_open_document(unpacked(archive, ODS_CONTENT)), unplaced
    return {place: seen[name] for place, name in enumerate(parts)}, unplaced


def _part(archive: ZipFile, name: str, styles: Styles, sheets: list[str]) -> SheetScan:
    """Unpack one part; refuse entities in it, and look at it if it is a sheet."""
    xml = unpacked(archive, name)
    refuse_entities(xml, name)
    return scan_sheet(xml, styles) if name in sheets else NOTHING_SEEN


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError:
        raise damaged("Its list of sheets or its texts do not make sense.") from None


def _sheet(
    book: CalamineWorkbook,
    metadata: SheetMetadata,
    seen: SheetScan,
    numbers: CellTexts,
    budget: int,
) -> tuple[Facts, "array[int]"]:
    """Read one sheet into facts and the numbers of its cells' texts, row after row."""
    facts: Facts = {
        "name": printable(metadata.name),
        "hidden": metadata.visible is not SheetVisibleEnum.Visible,
        "hidden_rows": list(seen.hidden_rows),
        "without_result": [[column, *rows] for column, rows in seen.without_result.items()],
        "merged": [],
        "errors": {},
        "padded": 0,
        "percentages": 0,
    }
    try:
        sheet = book.get_sheet_by_name(metadata.name)
    except (CalamineError, OSError):
        raise damaged(f"Its sheet {metadata.name} does not make sense.") from None
    if sheet.end is None:
        return facts | {"width": 0, "cells": 0}, array("I")
    width = sheet.end[1] + 1
    if sheet.end[0] >= MOST_ROWS or (sheet.end[0] + 1) * width > budget:
        raise too_far(f"cell {address(sheet.end)}")
    cells = _numbered(sheet, numbers)
    _show_numbers(cells, width, seen, numbers)
    facts |= {
        "merged": _merged(sheet),
        "errors": _show_errors(cells, width, seen, numbers),
        "padded": _show_zeros(cells, width, seen, numbers),
        "percentages": _show_percentages(cells, width, seen, numbers),
    }
    _trim(cells, width)
    return facts | {"width": width, "cells": len(cells)}, cells


def _numbered(sheet: CalamineSheet, numbers: CellTexts) -> "array[int]":
    """Give the number of each cell's text, from A1 on.

    ``True`` equals 1.0 as a key, so the two truth values are looked up apart.
    """
    truth = (numbers["FALSE"], numbers["TRUE"])
    left = [BLANK] * (sheet.start or (0, 0))[1]
    cells = array("I")
    for row in sheet.iter_rows():
        cells.extend(left)
        cells.extend([truth[v] if v.__class__ is bool else numbers[v] for v in row])
    return cells


def _merged(sheet: CalamineSheet) -> list[str]:
    ranges = sheet.merged_cell_ranges or []
    return [f"{address(first)}:{address(last)}" for first, last in ranges]


def _show_errors(cells: "array[int]", width: int, seen: SheetScan, numbers: CellTexts) -> Facts:
    """Put the error back into each cell that the reader left blank; count them by code."""
    codes: dict[str, int] = {}
    for (row, column), code in seen.errors.items():
        place = row * width + column
        if column < width and place < len(cells) and cells[place] == BLANK:
            cells[place] = numbers[code]
            codes[code] = codes.get(code, 0) + 1
    return {"codes": codes, "first": address(min(seen.errors))} if codes else {}


def _show_zeros(cells: "array[int]", width: int, seen: SheetScan, numbers: CellTexts) -> int:
    """Give whole numbers the leading zeros that their format shows; count them."""
    shown = 0
    for (row, column), digits in seen.widths.items():
        place = row * width + column
        if column < width and place < len(cells):
            text = numbers.texts[cells[place]]
            if text.isdecimal() and len(text) < digits:
                cells[place] = numbers[text.zfill(digits)]
                shown += 1
    return shown


def _show_numbers(cells: "array[int]", width: int, seen: SheetScan, numbers: CellTexts) -> None:
    """Put the number back where its format was taken for a date's."""
    for (row, column), value in seen.numbers:
        place = row * width + column
        if column < width and place < len(cells):
            cells[place] = numbers[value]


def _show_percentages(cells: "array[int]", width: int, seen: SheetScan, numbers: CellTexts) -> int:
    """Write numbers that are shown as percentages with their sign; count them."""
    shown = 0
    for row, column in seen.percentages:
        place = row * width + column
        if column < width and place < len(cells) and (sign := numbers.percentage(cells[place])):
            cells[place] = sign
            shown += 1
    return shown


def _trim(cells: "array[int]", width: int) -> None:
    """Drop the blank rows at the end."""
    while cells and not any(cells[-width:]):
        del cells[-width:]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
