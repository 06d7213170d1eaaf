"""On which line of a TOML text an entry stands."""

import re
from collections import Counter

Keys = tuple[str | int, ...]
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")


def line_of(text: str, keys: Keys) -> int:
    """The line of an entry, or of the nearest table it would stand in; 1 where there is none."""
    known = _lines(text)
    for length in range(len(keys), 0, -1):
        if keys[:length] in known:
            return known[keys[:length]]
    return 1


def _lines(text: str) -> dict[Keys, int]:
    """The first line of every table and entry, by its keys."""
    table: Keys = ()
    count: Counter[Keys] = Counter()
    found: dict[Keys, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _split(header[2])
            if header[1] == "[[":
                count[table] += 1
                found.setdefault(table, number)
                table = (*table, count[table] - 1)
            found.setdefault(table, number)
        elif entry := _ENTRY.match(line):
            found.setdefault((*table, *_split(entry[1])), number)
    return found


def _split(dotted: str) -> Keys:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))
