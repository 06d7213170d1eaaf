"""Plain sentences: errors, what changed, what comes next."""

import re
import shutil
import sys
import textwrap

from bleadchallenge.domain.text import harmless

_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


def plain(text: str) -> str:
    """Text without anything a terminal would obey."""
    return harmless(text)


def note_lines(word: str, text: str) -> str:
    """A remark for standard error: as wide as the window, and one line where there is none."""
    said = f"{word}: {plain(text)}"
    if sys.stderr.isatty():
        said = wrapped(said, shutil.get_terminal_size().columns, hang=len(word) + 2)
    return f"{said}\n"


def wrapped(text: str, width: int, hang: int) -> str:
    """Text in lines no wider than a window; lines after the first hang in, no word is broken."""
    return textwrap.fill(
        text,
        max(width, 2 * hang + 1),
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def error_lines(what: str, why: str, fix: str) -> str:
    """An error in up to three lines: what, why, and what to do; a line end in one is a blank."""
    parts = (("error", what), ("why", why), ("fix", fix))
    return "".join(
        f"{word + ':':<7}{plain(_LINE_ENDS.sub(' ', text))}\n" for word, text in parts if text
    )
