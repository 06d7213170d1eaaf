"""What an .xlsb says of its cells' formats: which numbers are shown as percentages.

The parts of such a workbook are records: a number, a length, and so many bytes
(Microsoft, [MS-XLSB], sections 2.1.4 and 2.3).
"""

import struct
from collections.abc import Iterator
from typing import Final
from zipfile import ZipFile

from bleadchallenge.intake.archives import damaged, unpacked
from bleadchallenge.intake.sheet_xml import SheetScan, is_percentage, part_targets

WORKBOOK: Final = "xl/workbook.bin"
_RELATIONS: Final = "xl/_rels/workbook.bin.rels"
_STYLES: Final = "xl/styles.bin"
_ROW, _FORMAT, _CELL_FORMAT, _SHEET = 0, 44, 47, 156
_CELL_FORMATS, _END_OF_CELL_FORMATS = 617, 618
_NUMBERS: Final = frozenset({2, 5, 9})
"""Records of cells with a number: short, long, and what a formula gave."""

_MORE: Final = 0x80
_LOW: Final = 0x7F
_STYLE: Final = 0xFFFFFF
_LENGTH_BYTES: Final = 4
_WORD, _NUMBER, _TWO_NUMBERS = struct.Struct("<H"), struct.Struct("<I"), struct.Struct("<II")


def formats_in_binary_workbook(archive: ZipFile) -> dict[str, SheetScan]:
    """The percentages of each sheet of an .xlsb, by its name."""
    if not {WORKBOOK, _RELATIONS, _STYLES} <= set(archive.namelist()):
        return {}
    try:
        percentages = _percentage_styles(unpacked(archive, _STYLES))
        targets = part_targets(archive, WORKBOOK, _RELATIONS)
        return {
            name: SheetScan(percentages=frozenset(_places(unpacked(archive, part), percentages)))
            for identity, name in _sheets(unpacked(archive, WORKBOOK))
            if (part := targets.get(identity, "")) in archive.NameToInfo
        }
    except (struct.error, IndexError, UnicodeDecodeError):
        raise damaged("Its records do not make sense.") from None


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: the number of what each is, and its bytes."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & _MORE:
            kind, at = (kind & _LOW) | (part[at] << 7), at + 1
        length = 0
        for step in range(_LENGTH_BYTES):
            more, at = part[at], at + 1
            length |= (more & _LOW) << (7 * step)
            if not more & _MORE:
                break
        yield kind, part[at : at + length]
        at += length


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = _NUMBER.unpack_from(data, at)
    end = at + _NUMBER.size + 2 * length
    return data[at + _NUMBER.size : end].decode("utf-16-le"), end


def _percentage_styles(part: bytes) -> frozenset[int]:
    """The cell formats that show percentages, by their places."""
    codes: dict[int, str] = {}
    used: list[int] = []
    is_of_cells = False
    for kind, data in _records(part):
        if kind == _FORMAT:
            codes[_WORD.unpack_from(data)[0]] = _text(data, _WORD.size)[0]
        elif kind in {_CELL_FORMATS, _END_OF_CELL_FORMATS}:
            is_of_cells = kind == _CELL_FORMATS
        elif kind == _CELL_FORMAT and is_of_cells:
            used.append(_WORD.unpack_from(data, _WORD.size)[0])
    return frozenset(
        place
        for place, number in enumerate(used)
        if is_percentage(codes.get(number, ""), str(number))
    )


def _sheets(part: bytes) -> Iterator[tuple[str, str]]:
    """Each sheet's relation to its part, and its name."""
    for kind, data in _records(part):
        if kind == _SHEET:
            identity, end = _text(data, _TWO_NUMBERS.size)
            yield identity, _text(data, end)[0]


def _places(part: bytes, percentages: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where numbers stand that are shown as percentages."""
    row = 0
    for kind, data in _records(part) if percentages else ():
        if kind == _ROW:
            (row,) = _NUMBER.unpack_from(data)
        elif kind in _NUMBERS:
            column, style = _TWO_NUMBERS.unpack_from(data)
            if style & _STYLE in percentages:
                yield row, column
