"""Hostile arguments: odd words wherever a command takes any."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery.bench import Bench, Try, at, hold, require_good_end
from battery.commands import CLOCK, run
from bleadchallenge.cli.boundary import _program

FAULT = "hostile arguments"
HOLDS = "documented code"
ODD: tuple[str | bytes, ...] = (
    "", " ", "-", "--", "---", "\t", "\n", "0", "-1", "00", "1e400", "-1e-400", "nan", "inf",
    "99999999999999999999", "-99999999999999999999", "1.7976931348623157e308", "0.1",
    "2018-02-30", "9999-12-31", "0000-00-00", "0001-01-01", "2018-13-01", "29/02/2018", "2016/17",
    "2016/18", "9999/00", "tomorrow", "T1", "T99", "2018-W11-4", "2018-03-15T00:00:00",
    ".", "gone/..", "/proc/self/mem", "/proc/none/x", "pipe", "loop", "dangling", "full", "more.csv",
    "x/" * 40, "~", "file:x", "http://x.example",
    "a" * 300, "x" * 100_000, "\u0661\u0662\u0663", "\uff11\uff12", "²", "½", "\u202e", "\ufeff",
    "\U0001f3eb", "e\u0301", "\x1b[2J", "\x07", b"\xff\xfe", b"caf\xe9", b"\xed\xa0\x80",
    "'; DROP TABLE person; --", "%s%n", "{}", "{0}", "{{ 1 }}", "$HOME", "`id`", "*", "?", "[",
    "900001", "900003", "P1", "P2", "TSA1", "BEL-A", "S1", "OBS", "1", "2", "baseline 1",
    "baseline 1=met: fine", "T2=60", "T2=x", "P1: none", "a=b", "x:y", "2018-03-15", "2018-03-14",
    "true", "none", "None", "NULL", "c", "-5:", "+1", "=1+1",
)  # fmt: skip
"""Words that are wrong for most places, and some that are right, so that others are reached.

No path among them leads out of the folder of the try to where anything could be written.
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A command and what may be given to it."""

    words: tuple[str, ...]
    arguments: int
    options: tuple[tuple[str, bool], ...]


def tries(bench: Bench) -> Iterator[Try]:
    """Every command again and again, with words by chance."""
    shapes = list(_shapes(_program(), ()))
    for number in range(bench.few(900, 12)):
        chance = bench.chance("arguments", number)
        shape = shapes[number] if number < len(shapes) else chance.choice(shapes)
        words = _line(bench, number, shape)
        yield Try(repr(words)[:300], _Given(bench, words))


def _shapes(command: object, words: tuple[str, ...]) -> Iterator[Shape]:
    """Every command below one, as the program itself describes it."""
    commands = getattr(command, "commands", None)
    if commands:
        for name in list(commands):
            yield from _shapes(commands[name], (*words, name))
        return
    parameters = getattr(command, "params", [])
    arguments = sum(one.param_type_name == "argument" for one in parameters)
    options = tuple(
        (one.opts[0], bool(getattr(one, "is_flag", False)))
        for one in parameters
        if one.param_type_name == "option" and one.opts[0] not in {"--help", "--store"}
    )
    yield Shape(words, arguments, options)


def _line(bench: Bench, number: int, shape: Shape) -> tuple[str | bytes, ...]:
    chance = bench.chance("line", number)
    line: list[str | bytes] = [*shape.words]
    line += [chance.choice(ODD) for _ in range(shape.arguments)]
    most = min(len(shape.options), 6)
    for name, is_flag in chance.sample(shape.options, chance.randint(0, most)):
        if name in {"--install-completion", "--show-completion"}:
            continue
        line.append(name)
        if not is_flag:
            line.append(chance.choice(ODD))
    return tuple(line)


def put_odd_things(folder: Path) -> None:
    """Put what is no ordinary file, and a folder that is not empty, into the folder of a try."""
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere/x")
    (folder / "full").mkdir()
    (folder / "full" / "a").touch()


@dataclass(frozen=True, slots=True)
class _Given:
    """A command with odd words."""

    bench: Bench
    words: tuple[str | bytes, ...]

    def __call__(self) -> None:
        if self.words[0] == "demo":
            return
        with self.bench.folder(self.bench.programme) as folder:
            put_odd_things(folder)
            ended = run(self.words, at(folder, variables={"BLEADCHALLENGE_CLOCK": CLOCK}))
            require_good_end(ended)
            hold(ended.code in {0, 1} or ended.err, "it must say why", ended)
