"""How the story is written down: the diary's lines, and the lists its imports take in."""

import csv
import io
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

HEAD = "# The sample programme, day by day: who gave which command.\n"
MISTAKE = "{mistake}"
"""Stands for the number of the change that was made by mistake."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A command of the diary: by whom, and its words; ``{sample}`` is the sample's folder."""

    on: date
    author: str
    words: tuple[str, ...]
    mistake: bool = False


@dataclass(slots=True)
class Story:
    """The diary as it grows, and the lists by their names."""

    lines: list[Line] = field(default_factory=list)
    lists: dict[str, str | bytes] = field(default_factory=dict)
    _brought: dict[date, list[str]] = field(default_factory=dict)

    def say(self, on: date, author: str, *words: object, mistake: bool = False) -> None:
        """Have somebody give a command on a day."""
        self.lines.append(Line(on, author, tuple(map(str, words)), mistake))

    def add(self, on: date, name: str, rows: Sequence[Row]) -> None:
        """Have the coordinator import a list on a day, with all others of that day."""
        if not rows:
            return
        self._import(on, f"programme/records/{name}_{on}.csv", _written(rows))

    def attach(self, on: date, name: str, book: bytes) -> None:
        """Have the coordinator import a workbook that somebody filled in."""
        self._import(on, f"programme/records/{name}_{on}.xlsx", book)

    def _import(self, on: date, file: str, content: str | bytes) -> None:
        self.lists[file] = content
        if on not in self._brought:
            self._brought[on] = []
            self.lines.append(Line(on, "coordinator", ("import-data", f"@{on}")))
        self._brought[on].append(f"{{sample}}/{file}")

    def diary(self) -> str:
        """Write the diary in the order of its days."""
        ordered = sorted(self.lines, key=lambda line: line.on)
        number = next((n for n, line in enumerate(ordered, start=1) if line.mistake), 0)
        return HEAD + "".join(self._said(line, number) + "\n" for line in ordered)

    def _said(self, line: Line, mistake: int) -> str:
        words = line.words
        if words[1:] == (f"@{line.on}",):
            words = ("import-data", *self._brought[line.on])
        told = (word.replace(MISTAKE, str(mistake)) for word in words)
        return f"{line.on} {line.author}: {' '.join(map(_quoted, told))}"


def _quoted(word: str) -> str:
    """Quote a word for the shell's rules where it needs it, in double quotes as people do."""
    plain = word.replace("{sample}", "")
    if plain and shlex.quote(plain) == plain:
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
