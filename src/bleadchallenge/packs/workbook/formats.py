"""How cells of a workbook look; each format is made once."""

from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bleadchallenge.packs.figures import is_grouped
from bleadchallenge.packs.layout.values import CellLayout
from bleadchallenge.packs.marks import Tone
from bleadchallenge.packs.value import ColumnType

INK: Final = "#1D252C"
_TONES: Final[dict[Tone, dict[str, object]]] = {
    Tone.WELL: {"bg_color": "#DCEBFA", "font_color": "#0B3C6F"},
    Tone.WATCH: {"bg_color": "#FFE7BF", "font_color": "#5C3600"},
    Tone.ILL: {"bg_color": "#A84300", "font_color": "#FFFFFF", "bold": True},
    Tone.WAITING: {"bg_color": "#ECEEF0", "font_color": "#3D4852"},
    Tone.FEW: {"bg_color": "#ECEEF0", "font_color": "#3D4852"},
    Tone.UNKNOWN: {"font_color": "#3D4852", "italic": True},
    Tone.PLAIN: {},
}
_LOOKS: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 15, "font_color": "#0B3C6F"},
    "section": {"bold": True, "font_size": 12, "font_color": "#0B3C6F"},
    "caption": {"bold": True},
    "head": {
        "bold": True,
        "bg_color": "#0B3C6F",
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C3CAD0",
    },
    "head right": {
        "bold": True,
        "bg_color": "#0B3C6F",
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "align": "right",
        "indent": 1,
        "border": 1,
        "border_color": "#C3CAD0",
    },
    "text": {"text_wrap": True},
    "note": {"text_wrap": True, "italic": True, "font_color": "#3D4852"},
    "link": {"font_color": "#0B5CAD", "underline": 1},
    "link within": {"font_color": "#0B5CAD", "underline": 1, "indent": 2},
    "label": {"bold": True, "text_wrap": True},
}
_CELL: Final[dict[str, object]] = {"border": 1, "border_color": "#C3CAD0", "valign": "top"}

_RIGHT: Final[dict[str, object]] = {"align": "right", "indent": 1}


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Begin without any."""
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def named(self, name: str) -> Format:
        """The format of a title, heading, text or note."""
        return self._format((name,), {"valign": "top", **_LOOKS[name]})

    def of(self, cell: CellLayout) -> Format:
        """The format of a table's cell."""
        if cell.kind == "number":
            grouped = is_grouped(float(str(cell.value)))
            pattern = _pattern(cell.decimals, grouped=grouped)
            return self._format((pattern,), {**_CELL, **_RIGHT, "num_format": pattern})
        holds = cell.column.holds
        key = (cell.kind, holds, cell.tone)
        if key in self._made:
            return self._made[key]
        return self._format(key, {**_CELL, **_look(cell, holds)})

    def _format(self, key: tuple[object, ...], look: dict[str, object]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _look(cell: CellLayout, holds: ColumnType) -> dict[str, object]:
    match cell.kind:
        case "day":
            return {"num_format": "d mmm yyyy", "align": "left"}
        case "status":
            return {**_TONES[cell.tone], "text_wrap": True}
        case "hidden" | "unknown":
            side = _RIGHT if holds is ColumnType.NUMBER else {"align": "left"}
            return {"font_color": "#3D4852", **side}
        case _:
            return {"text_wrap": cell.kind == "text"}


def _pattern(decimals: int, *, grouped: bool) -> str:
    whole = "#,##0" if grouped else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole
