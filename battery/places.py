"""Odd things where a file or a folder is expected: pipes, circles of links, sockets, folders.

No place leads out of the folder of the try to where anything could be written.
"""

import os
import shlex
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery.arguments import put_odd_things
from battery.bench import (
    STORE,
    Bench,
    State,
    Try,
    at,
    hold,
    must_hold_true,
    require_good_end,
    state_of,
)
from battery.commands import run

FAULT = "pipes, links, sockets and folders where files are expected, and the reverse"
HOLDS = "documented code; in three lines; nothing replaced that is no file; no litter"
PLACES = (
    *("pipe", "sock", "loop", "dangling", "full", "full/a/x", "link-to-folder", "link-to-file"),
    *("", ".", "more.csv", "empty", "-", "new\nline", "x" * 300, "\x1b[31m", "\u202ename", "=x"),
    *("/proc/self/mem", "/proc/none/x", "~/x"),
)
COMMANDS = (
    "backup {}", "backup {} --overwrite", "restore {}", "--store {} restore kept.db", "export {}",
    "report isg-pack --meeting 2018-03-15 --out {}", "report workbook --out {}",
    "report calendar --out {}", "report school 900001 --out {}", "import-data {}",
    "import-data bad.csv --kind person --partial --rejects {}",
    "import-data more.csv --mapping {}", "--store {} init", "--store {} history",
    "--store {} check", "--store {} import-data more.csv", "policy set {}",
    "record-review --from {}", "check --against {}", "demo --files {}",
)  # fmt: skip
_BAD = "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n"
_NO_FILES = ("pipe", "sock", "loop", "dangling", "link-to-folder", "link-to-file")


def tries(bench: Bench) -> Iterator[Try]:
    """Every command that reads or writes files, with every odd place."""
    known = bench.programme / STORE
    before = state_of(bench.programme)
    for number, command in enumerate(COMMANDS):
        for place in PLACES[number % bench.few(1, 21) :: bench.few(1, 21)]:
            what = f"{command} with {place[:20]!r}"
            yield Try(what, _Given(bench, command, place, before, known.read_bytes()))


@dataclass(frozen=True, slots=True)
class _Given:
    """A command with one odd place."""

    bench: Bench
    command: str
    place: str
    before: State
    content: bytes

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            _furnish(folder)
            kept = {name: (folder / name).lstat() for name in _NO_FILES}
            words = [self.place if word == "{}" else word for word in shlex.split(self.command)]
            ended = run(words, at(folder))
            require_good_end(ended)
            if ended.code not in {0, 1}:
                hold("error:" in ended.err, "it must say why", ended)
                hold(len(ended.err.strip().splitlines()) <= 3, "three lines", ended)  # noqa: PLR2004
            is_same = (folder / STORE).read_bytes() == self.content
            must_hold_true(ended, self.before, self.before if is_same else state_of(folder))
            for name, status in kept.items():
                hold((folder / name).lstat().st_ino == status.st_ino, f"{name} is replaced", ended)
            litter = [path.name for path in folder.rglob(".*.staged-*")]
            hold(not litter, f"litter: {litter}", ended)


def _furnish(folder: Path) -> None:
    put_odd_things(folder)
    (folder / "bad.csv").write_text(_BAD, encoding="utf-8")
    (folder / "empty").touch()
    (folder / "link-to-folder").symlink_to("full")
    (folder / "link-to-file").symlink_to("more.csv")
    os.link(folder / STORE, folder / "kept.db")
    with socket.socket(socket.AF_UNIX) as opened:
        here = os.open(".", os.O_RDONLY)
        os.chdir(folder)
        opened.bind("sock")
        os.fchdir(here)
        os.close(here)
