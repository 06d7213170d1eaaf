"""Plain sentences: errors, what changed, what comes next."""

import re
import shutil
import sys
import textwrap
from typing import TextIO

from bleadchallenge.domain.text import harmless

_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


def plain(text: str) -> str:
    """Text without anything a terminal would obey."""
    return harmless(text)


def note_lines(word: str, text: str) -> str:
    """A remark for standard error: as wide as the window, and one line where there is none."""
    return f"{_fitted(f'{word}: {plain(text)}', sys.stderr, hang=len(word) + 2)}\n"


def answer_line(text: str) -> str:
    """A line of an answer for standard output; its own indent stays."""
    said = plain(text)
    return f"{_fitted(said, sys.stdout, hang=len(said) - len(said.lstrip()) + 2)}\n"


def _fitted(said: str, stream: TextIO, hang: int) -> str:
    """A line as wide as the window that a stream writes to; as it is where there is none."""
    return wrapped(said, shutil.get_terminal_size().columns, hang) if stream.isatty() else said


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
    """An error in up to three lines: what, why, and what to do; a line end in one is a blank.

    In a window the first two are fitted; the remedy stays one line, to be pasted.
    """
    parts = (("error", what), ("why", why), ("fix", fix))
    lines = [
        (word, f"{word + ':':<7}{plain(_LINE_ENDS.sub(' ', text))}") for word, text in parts if text
    ]
    return "".join(
        f"{line if word == 'fix' else _fitted(line, sys.stderr, hang=7)}\n" for word, line in lines
    )
