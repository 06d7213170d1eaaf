"""A second look at an .xlsx sheet, for what the reader of cells leaves out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZipFile

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.archives import unpacked
from bleadchallenge.intake.refusals import RefusedFileError

Place = tuple[int, int]

MOST_ROWS = 300_000
MOST_COLUMNS = 16_384
MOST_CELLS = 8_000_000  # of the rectangle from A1 to the last filled cell, all sheets together
LETTERS = 26
ANY_ERROR = "#N/A"

ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ERROR_CELL = (b' t="e"', b" t='e'")
HIDDEN = (b' hidden="1"', b' hidden="true"', b" hidden='1'")
NO_RESULT = tuple(
    end + blank
    for end in (b"</f>", b"/>")
    for blank in (b"</c>", b"<v></v></c>", b"<v/></c>", b"<v /></c>")
)
FAR_CELL = re.compile(rb' r="([A-Z]{3,}[0-9]+)"')
ROW = re.compile(rb"<(?:\w+:)?row\s")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
PADDED_FORMAT = re.compile(rb"0{2,20}")
AS_IT_STANDS = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|_.')  # what a number format shows as written
PERCENT_FORMATS = {"9", "10"}
CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)


class SheetScan(NamedTuple):
    """What a sheet says beyond its cells; places are (row, column) from 0.

    ``without_result`` gives for each column, from 0, the rows, from 1, of formulas whose
    result was not saved; ``numbers`` are numbers that the reader of cells takes for
    something else.
    """

    errors: Mapping[Place, str] = {}
    widths: Mapping[Place, int] = {}
    hidden_rows: Sequence[int] = ()
    without_result: Mapping[int, Sequence[int]] = {}
    percentages: Collection[Place] = ()
    numbers: Collection[tuple[Place, float]] = ()


NOTHING_SEEN = SheetScan()


class Styles(NamedTuple):
    """The cell formats that matter, by number: leading zeros with their digits, percentages."""

    padded: dict[str, int]
    percentages: frozenset[str]


NO_STYLES = Styles({}, frozenset())


def sheet_parts(archive: ZipFile) -> list[str]:
    """Name the part of each sheet, in the workbook's order; empty if it cannot be told."""
    names = set(archive.namelist())
    workbook = "xl/workbook.xml"
    relations = "xl/_rels/workbook.xml.rels"
    if not {workbook, relations} <= names:
        return []
    targets = part_targets(archive, workbook, relations)
    sheets = _tags(unpacked(archive, workbook), b"sheet")
    ids = [next((v for k, v in sheet.items() if k.endswith(":id")), "") for sheet in sheets]
    parts = [targets.get(identity, "") for identity in ids]
    return parts if set(parts) <= names else []


def part_targets(archive: ZipFile, workbook: str, relations: str) -> dict[str, str]:
    """The part that each relation of a workbook leads to."""
    return {
        tag.get("Id", ""): _resolved(workbook, tag.get("Target", ""))
        for tag in _tags(unpacked(archive, relations), b"Relationship")
    }


def cell_styles(styles: bytes) -> Styles:
    """Tell which cell formats show leading zeros, to how many digits, and which percentages."""
    codes = {tag.get("numFmtId", ""): tag.get("formatCode", "") for tag in _tags(styles, b"numFmt")}
    formats = CELL_FORMATS.search(styles)
    tags = _tags(formats[0], b"xf") if formats else []
    used = {str(number): tag.get("numFmtId", "") for number, tag in enumerate(tags)}
    padded = {
        style: len(code)
        for style, number in used.items()
        if PADDED_FORMAT.fullmatch((code := codes.get(number, "")).encode())
    }
    percentages = frozenset(
        style for style, number in used.items() if is_percentage(codes.get(number, ""), number)
    )
    return Styles(padded, percentages)


def is_percentage(code: str, number: str = "") -> bool:
    """Whether a number format shows a percentage, such as ``0%`` or ``0.0 %``."""
    return number in PERCENT_FORMATS or "%" in AS_IT_STANDS.sub("", unescape(code))


def scan_sheet(xml: bytes, styles: Styles) -> SheetScan:
    """Find error cells, leading zeros, percentages, hidden rows, formulas without a result."""
    _refuse_far_corner(xml)
    return SheetScan(
        _errors(xml),
        _widths(xml, styles.padded),
        _hidden_rows(xml),
        _without_result(xml),
        frozenset(place for place, _style in _styled(xml, styles.percentages)),
    )


def too_far(where: str) -> RefusedFileError:
    """Say that a sheet reaches too far to be a table."""
    return RefusedFileError(
        ProblemKind.TOO_LARGE,
        f"has a sheet that reaches to {where}",
        why=f"At most {MOST_ROWS:,} rows and {MOST_CELLS:,} cells are read from a workbook.",
        fix="Delete the empty rows and columns around the table (Ctrl+End shows the last cell), "
        "save and import again.",
    )


def column_name(column: int) -> str:
    """Name a column that is counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def address(place: Place) -> str:
    """Say a place, counted from 0, as B34."""
    return f"{column_name(place[1])}{place[0] + 1}"


def _resolved(source: str, target: str) -> str:
    """Resolve a relation's target against the part that names it."""
    return normpath(join("/", dirname(source), target)).lstrip("/")


def _tags(xml: bytes, name: bytes) -> list[dict[str, str]]:
    """Give the attributes of every element of a name, with or without a prefix."""
    opening = re.compile(rb"<(?:\w+:)?" + name + rb"\s([^>]*)>")
    return [_attributes(tag) for tag in opening.findall(xml)]


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode("utf-8", "replace"): (double or single).decode("utf-8", "replace")
        for key, double, single in ATTRIBUTE.findall(tag)
    }


def _tag_around(xml: bytes, place: int) -> bytes:
    """The opening tag in which a byte stands."""
    return xml[xml.rfind(b"<", 0, place) : xml.find(b">", place) + 1]


def _place_of(tag: bytes) -> Place | None:
    """The place of a cell from its tag, or ``None`` if it gives none."""
    found = ADDRESS.fullmatch(_attributes(tag).get("r", "").encode())
    if not found:
        return None
    return int(found[2]) - 1, _column(found[1])


def _column(letters: bytes) -> int:
    """The column of that name, counted from 0."""
    column = 0
    for letter in letters:
        column = column * LETTERS + letter - ord("A") + 1
    return column - 1


def _found(xml: bytes, marks: Iterable[bytes]) -> Iterator[int]:
    """Give each place at which one of the marks begins; no regex is as quick."""
    for mark in marks:
        place = xml.find(mark)
        while place >= 0:
            yield place
            place = xml.find(mark, place + len(mark))


def _errors(xml: bytes) -> dict[Place, str]:
    """Find the cells that show an error, and which."""
    errors = {}
    for found in _found(xml, ERROR_CELL):
        place = _place_of(_tag_around(xml, found))
        end = xml.find(b"</row", found)
        value = VALUE.search(xml, found, end if end > 0 else len(xml))
        if place is not None:
            errors[place] = value[1].decode("utf-8", "replace") if value else ANY_ERROR
    return errors


def _widths(xml: bytes, padded: dict[str, int]) -> dict[Place, int]:
    """Find the cells whose format shows leading zeros, and to how many digits."""
    return {place: padded[style] for place, style in _styled(xml, padded)}


def _styled(xml: bytes, styles: Collection[str]) -> Iterator[tuple[Place, str]]:
    """Find the cells of some formats; quickly where the address stands before the format."""
    if not styles:
        return
    sought = rb' s=(?:"|\')(' + b"|".join(style.encode() for style in styles) + rb")[\"']"
    columns: dict[bytes, int] = {}
    for found in re.finditer(rb'(?: r="([A-Z]{1,3})([0-9]{1,7})")?' + sought, xml):
        if found[1]:
            if found[1] not in columns:
                columns[found[1]] = _column(found[1])
            yield (int(found[2]) - 1, columns[found[1]]), found[3].decode()
        elif place := _place_of(_tag_around(xml, found.start())):
            yield place, found[3].decode()


def _hidden_rows(xml: bytes) -> list[int]:
    """Number, from 1, the rows that are hidden."""
    tags = (_tag_around(xml, found) for found in _found(xml, HIDDEN))
    numbers = (_attributes(tag).get("r", "") for tag in tags if ROW.match(tag))
    return sorted(int(number) for number in numbers if number.isdecimal())


def _without_result(xml: bytes) -> dict[int, list[int]]:
    """Find the formulas whose result was not saved, so that their cells read as blank."""
    found: dict[int, list[int]] = {}
    for end in _found(xml, NO_RESULT) if b"<f" in xml else ():
        place = _blank_formula(xml, end)
        if place is not None:
            found.setdefault(place[1], []).append(place[0] + 1)
    return found


def _blank_formula(xml: bytes, end: int) -> Place | None:
    """The place of the formula that ends here, unless its cell is meant to hold an empty text."""
    formula = _tag_around(xml, end + 1)
    cell = xml[xml.rfind(b"<c ", 0, end) : end].partition(b">")[0]
    is_blank = formula[:2] in {b"<f", b"</"} and b't="str"' not in cell
    return _place_of(cell + b">") if is_blank else None


def _refuse_far_corner(xml: bytes) -> None:
    """Refuse a sheet that has a filled cell beyond all tables, before room is made for it.

    Rows and cells that are only formatted take no room and may reach anywhere.
    """
    rows = _last_filled_row(xml)
    if rows > MOST_ROWS:
        raise too_far(f"row {rows}")
    for found in FAR_CELL.finditer(xml):
        tag = _tag_around(xml, found.start())
        place = _place_of(tag)
        beyond = place is None or place[1] >= MOST_COLUMNS or rows * (place[1] + 1) > MOST_CELLS
        if beyond and not tag.endswith(b"/>"):
            raise too_far(f"cell {found[1][:20].decode()}")


def _last_filled_row(xml: bytes) -> int:
    """Number the row of the last value in the sheet, or 0 where it cannot be told."""
    value = max(xml.rfind(mark) for mark in (b"<v>", b"<v ", b"<is>"))
    row = xml.rfind(b"<row ", 0, max(value, 0))
    number = _attributes(_tag_around(xml, row + 1)).get("r", "") if row >= 0 else ""
    return int(number) if number.isdecimal() else 0
