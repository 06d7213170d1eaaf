"""TOML files that people write: read within limits, and on which line an entry stands."""

import re
import tomllib
from collections import Counter
from pathlib import Path

from bleadchallenge.intake.small_files import bytes_of

Keys = tuple[str | int, ...]
MOST_BYTES = 1_000_000
_DEEPEST = 12
_TOO_DEEP = "its tables and lists are nested too deeply"
_LONGEST_KEY = 60
_AT_LINE = re.compile(r"at line ([0-9]+)")
_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")


class NotTomlError(ValueError):
    """What is wrong with a text, and on which line."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


def reason(error: OSError | NotTomlError) -> str:
    """Why a file cannot be read, in words."""
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


def text_of(path: Path) -> str:
    """The text of a file, or of a pipe, of a size that people write.

    Raises ``OSError`` where it cannot be read or is larger, ``NotTomlError`` where it is
    not UTF-8.
    """
    try:
        return bytes_of(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTomlError("it is not UTF-8 text", 1) from None


def entries_of(text: str) -> dict[str, object]:
    """The entries of a TOML text; raises ``NotTomlError``."""
    lines = text.splitlines() or [""]
    try:
        entries = tomllib.loads(text)
    except RecursionError:
        raise NotTomlError(_TOO_DEEP, _most_nested(lines)) from None
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = min(int(found[1]), len(lines)) if found else len(lines)
        raise NotTomlError(str(error), line) from None
    if _is_deep(entries):
        raise NotTomlError(_TOO_DEEP, _most_nested(lines))
    return entries


def _is_deep(value: object) -> bool:
    """Whether tables and lists stand in one another deeper than anybody writes them."""
    level = [value]
    for _deeper in range(_DEEPEST):
        level = [
            part
            for each in level
            if isinstance(each, dict | list)
            for part in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


def _most_nested(lines: list[str]) -> int:
    """The first line with the most brackets and dots, counted from 1."""
    return 1 + max(range(len(lines)), key=lambda at: sum(map(lines[at].count, "[{.")))


def key_on(text: str, line: int) -> str:
    """The key that a line begins with, or what stands there in its place."""
    lines = text.splitlines()
    return lines[line - 1].split("=")[0].strip()[:_LONGEST_KEY] if lines else ""


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
