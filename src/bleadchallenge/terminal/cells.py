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
class Shown:
    """A cell on the screen."""

    words: str
    style: str = ""
    numeric: bool = False


def shown(value: object, decimals: int | None) -> Shown:
    """A value as a cell; a status is a symbol and a word, never colour alone."""
    words = plain(in_words(value, decimals))
    if isinstance(value, StrEnum):
        symbol = symbol_of(value) if _can_draw() else ""
        return Shown(f"{symbol}\N{NO-BREAK SPACE}{words}".strip(), _COLOURS.get(tone_of(value), ""))
    return Shown(words, numeric=isinstance(value, int | float) and not isinstance(value, bool))


def in_words(value: object, decimals: int | None) -> str:
    """A value in words; unknown is a dash."""
    if value is None or value in ((), []):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{decimals}f}" if decimals is not None else f"{value:g}"
    if isinstance(value, list | tuple):
        return "; ".join(in_words(part, decimals) for part in value)
    return str(value)


def _can_draw() -> bool:
    encoding = (sys.stdout.encoding or "").lower()
    return encoding.startswith("utf") and os.environ.get("TERM") != "dumb"
