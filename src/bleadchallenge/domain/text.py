"""Small matters of text: articles, the separator of cells, what may go out."""

import re
from typing import Final

SEPARATOR: Final = "\x1f"
"""The unit separator, which joins the cells of a row: no cell that was read holds it."""

_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tabs and ends of lines
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # marks, overrides and ends of lines of Unicode
    "\ufeff]"
)
_VOWELS = "aeiou"
_MINUSES = str.maketrans(
    dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-")
)


def with_article(word: str) -> str:
    """``a plan``, ``an action``: by the first letter, which serves every name of a record."""
    return f"{'an' if word[:1].casefold() in _VOWELS else 'a'} {word}"


def harmless(text: str) -> str:
    """Text without anything that a terminal would obey; a mark stands in the place of each."""
    return _ACTS.sub("\N{REPLACEMENT CHARACTER}", text)


def with_plain_minus(text: str) -> str:
    """Text with every sign that people and programs print for minus as the plain one."""
    return text if text.isascii() else text.translate(_MINUSES)


def for_json(written: str) -> str:
    """JSON as it was written, with what would act on a terminal as its number; it says the same."""
    return _ACTS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
