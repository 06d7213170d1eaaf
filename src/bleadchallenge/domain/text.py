"""Small matters of text: the article of a word, the separator of cells kept as one text."""

from typing import Final

SEPARATOR: Final = "\x1f"
"""The unit separator, which joins the cells of a row: no cell that was read holds it."""

_VOWELS = "aeiou"


def with_article(word: str) -> str:
    """``a plan``, ``an action``: by the first letter, which serves every name of a record."""
    return f"{'an' if word[:1].casefold() in _VOWELS else 'a'} {word}"
