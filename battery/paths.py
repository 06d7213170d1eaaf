"""Stores at odd paths: each is made, written, looked through, copied and put back."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery.bench import Bench, Try, at, hold, require_good_end
from battery.commands import run

FAULT = "store paths"
HOLDS = "works"
NAMES: tuple[str | bytes, ...] = (
    "plain.db", "with space.db", " leading.db", "trailing .db", "caf\u00e9.db", "e\u0301.db",
    "\u5b66\u6821.db", "\U0001f3eb.db", "percent%20.db", "percent%.db", "question?.db",
    "question?mode=memory", "hash#.db", "amp&cache=shared.db", "semi;colon.db", "quote'.db",
    'double".db', "back\\slash.db", "new\nline.db", "tab\t.db", "star*.db", "[bracket].db",
    "{brace}.db", "dollar$HOME.db", "file:x.db", ":memory:", "~tilde.db", "colon:.db", "no-suffix",
    ".hidden.db", "a" * 200, "deep/er/and/deeper/x.db", "./dot/../x.db", "double//slash.db",
    b"latin\xe9.db", b"\xff\xfe.db", b"fold\xe9r/x.db", "store.db.staged-x", "x.db-journal.db",
    "\u202eright.db", "\x1b[31m.db", "=formula.db", "-dash.db", "--option.db", "x" * 220, "x" * 247,
)  # fmt: skip


def tries(bench: Bench) -> Iterator[Try]:
    """Every name, and the same behind a symbolic link."""
    for name in NAMES[:: bench.few(1, 11)]:
        yield Try(repr(name)[:80], _At(bench, os.fsencode(name)))
    for name in ("link.db", "with space.db", b"latin\xe9.db")[: bench.few(3, 1)]:
        yield Try(f"{name!r} is a link", _At(bench, os.fsencode(name), is_link=True))


@dataclass(frozen=True, slots=True)
class _At:
    """A store at one path."""

    bench: Bench
    name: bytes
    is_link: bool = False

    def __call__(self) -> None:
        with self.bench.folder() as folder:
            (folder / "more.csv").write_text("code,name,role\nP8,Eve Rook,governor\n")
            path = Path(folder, os.fsdecode(self.name))
            if self.is_link:
                (folder / "far").mkdir()
                path.symlink_to(folder / "far" / "real.db")
            given = self.name if not self.name.startswith(b"-") else b"./" + self.name
            _all_ways(folder, given)
            hold(path.exists(), "the store is not where it was to be")
            hold(path.is_symlink() == self.is_link, "the link is replaced")


def _all_ways(folder: Path, name: bytes) -> None:
    for words in (
        (b"init",),
        (b"import-data", b"more.csv"),
        (b"people", b"--format", b"csv"),
        (b"backup", b"kept.db"),
        (b"undo", b"2"),
        (b"restore", b"kept.db"),
        (b"check",),
    ):
        ended = run((b"--store", name, *words), at(folder))
        require_good_end(ended)
        hold(ended.code == 0, f"{words[0].decode()} must work", ended)
