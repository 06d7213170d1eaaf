"""How people write one of a closed list: its words, with hyphens, or a clear beginning."""

from enum import StrEnum
from typing import TypeVar

from bleadchallenge.domain.errors import UsageError

E = TypeVar("E", bound=StrEnum)


def choice(kind: type[E], text: str, option: str) -> E:
    """The entry of a list that a person wrote.

    ``formal review``, ``formal-review`` and ``formal`` are the same. Raises
    ``UsageError`` with the whole list where none or several fit.
    """
    asked = _folded(text)
    exact = [entry for entry in kind if asked in (_folded(entry.value), _folded(entry.name))]
    begun = [
        entry
        for entry in kind
        if asked
        and (_folded(entry.value).startswith(asked) or _folded(entry.name).startswith(asked))
    ]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    known = ", ".join(map(written, kind))
    raise UsageError(
        f"{option} does not take {text!r}",
        why="it may be more than one" if found else "it is not on the list",
        fix=f"give one of: {known}",
    )


def written(entry: StrEnum) -> str:
    """An entry as one word on a command line."""
    return _plain(entry.value).replace(" ", "-")


def _folded(text: str) -> str:
    return _plain(text).casefold()


def _plain(text: str) -> str:
    for sign, plain in (("-", " "), ("_", " "), ("'", ""), ("’", ""), (",", "")):
        text = text.replace(sign, plain)
    return " ".join(text.split())
