"""A value as people read it: its words, its style, whether it is a number."""

import os
import sys
from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.packs.marks import Tone, symbol_of, tone_of
from bleadchallenge.terminal.messages import plain

_COLOURS = {
    Tone.WELL: "blue",
    Tone.WATCH: "yellow",
    Tone.ILL: "red",
    Tone.WAITING: "dim",
    Tone.UNKNOWN: "magenta",
}


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell on the screen."""

    words: str
    style: str = ""
    numeric: bool = False


def cell_text(value: object, decimals: int | None) -> CellText:
    """A value as a cell; a status is a symbol and a word, never colour alone."""
    words = plain(describe(value, decimals))
    if isinstance(value, StrEnum):
        symbol = symbol_of(value) if _can_draw() else ""
        return CellText(
            f"{symbol}\N{NO-BREAK SPACE}{words}".strip(), _COLOURS.get(tone_of(value), "")
        )
    return CellText(words, numeric=isinstance(value, int | float) and not isinstance(value, bool))


def describe(value: object, decimals: int | None) -> str:
    """A value in words; unknown is a dash."""
    if value is None or value in ((), []):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:z.{decimals}f}" if decimals is not None else f"{value:zg}"
    if isinstance(value, list | tuple):
        return "; ".join(describe(part, decimals) for part in value)
    return str(value)


def _can_draw() -> bool:
    encoding = (sys.stdout.encoding or "").lower()
    return encoding.startswith("utf") and os.environ.get("TERM") != "dumb"
