"""One table of percentages, written as a file in every form that people use."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZipFile

import xlsxwriter
import xlwt

Cell = str | float | None
Row = Sequence[Cell]

_NAMES = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
_OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
_TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def csv_file(
    path: Path, rows: Sequence[Row], *, is_percent: bool, first: int = 0, comma: bool = False
) -> Path:
    """Text with a comma; figures that are percentages bear their sign.

    Where the ``comma`` stands before the decimals, cells are parted by semicolons.
    """

    def text(column: int, cell: Cell) -> str:
        if cell is None or isinstance(cell, str):
            return cell or ""
        is_share = is_percent and column >= first and (first or cell != int(cell))
        said = f"{round(100 * cell, 6):g}%" if is_share else f"{cell:.12g}"
        return said.replace(".", ",") if comma else said

    mark = ";" if comma else ","
    lines = [mark.join(text(*each) for each in enumerate(row)) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def xlsx_file(path: Path, rows: Sequence[Row], *, is_percent: bool, first: int = 0) -> Path:
    """A workbook; columns from ``first`` on are formatted as percentages if so wished."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    percent = book.add_format({"num_format": "0.0%"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell, percent if is_percent and column >= first else None)
    book.close()
    return path


def xls_file(path: Path, rows: Sequence[Row], *, is_percent: bool, first: int = 0) -> Path:
    """A workbook of the old form."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    percent, plain = xlwt.easyxf(num_format_str="0%"), xlwt.easyxf()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                style = percent if is_percent and column >= first else plain
                sheet.write(row, column, cell, style)
    book.save(str(path))
    return path


def ods_file(path: Path, rows: Sequence[Row], *, is_percent: bool, first: int = 0) -> Path:
    """An OpenDocument sheet, as an office program saves it."""

    def cell_xml(column: int, cell: Cell) -> str:
        if cell is None:
            return "<table:table-cell/>"
        if isinstance(cell, str):
            said = f"<text:p>{cell}</text:p>"
            return f'<table:table-cell office:value-type="string">{said}</table:table-cell>'
        kind = "percentage" if is_percent and column >= first else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{cell!r}"/>'

    body = "".join(
        f"<table:table-row>{''.join(cell_xml(*each) for each in enumerate(row))}</table:table-row>"
        for row in rows
    )
    content = (
        f"<office:document-content {_NAMES} {_OFFICE} {_TEXT}><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    path.write_bytes(made.getvalue())
    return path


def xlsb_file(path: Path, rows: Sequence[Row], *, is_percent: bool, first: int = 0) -> Path:
    """A workbook of binary records, as Excel saves it: the second cell format is ``0.00%``."""

    def record(kind: int, data: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
        length = len(data)
        size = bytes([length]) if length < 128 else bytes([length & 127 | 128, length >> 7])
        return number + size + data

    def text(said: str) -> bytes:
        return pack("<I", len(said)) + said.encode("utf-16-le")

    def cell_record(column: int, cell: Cell) -> bytes:
        if cell is None:
            return b""
        if isinstance(cell, str):
            return record(6, pack("<II", column, 0) + text(cell))
        style = int(is_percent and column >= first)
        return record(5, pack("<IId", column, style, cell))

    cells = b"".join(
        record(0, pack("<I", number) + bytes(21))
        + b"".join(cell_record(*each) for each in enumerate(row))
        for number, row in enumerate(rows)
    )
    size = pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    formats = b"".join(record(47, pack("<HH", 0, number) + bytes(12)) for number in (0, 10))
    sheet = pack("<II", 0, 1) + text("rId1") + text("Sheet1")
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/_rels/workbook.bin.rels": b'<Relationships><Relationship Id="rId1" '
        b'Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/workbook.bin": record(131) + record(143) + record(156, sheet) + record(144) + record(132),
        "xl/styles.bin": record(278) + record(617, pack("<I", 2)) + formats + record(618) + record(279),
        "xl/worksheets/sheet1.bin": record(129) + record(148, size) + record(145) + cells
        + record(146) + record(130),
    }  # fmt: skip
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


WRITERS: dict[str, Callable[..., Path]] = {
    "xlsx": xlsx_file,
    "xls": xls_file,
    "ods": ods_file,
    "xlsb": xlsb_file,
}
