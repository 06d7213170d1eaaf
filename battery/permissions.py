"""Everything that is written is for its owner alone, whatever the umask."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import Bench, Try, at, hold
from battery.commands import run

FAULT = "permissions under umask 000 and 022"
HOLDS = "the owner alone"
_OTHERS = 0o077
LINES = (
    "--store new/folder/made.db init",
    "import-data more.csv",
    "backup kept.db",
    "export out",
    "report isg-pack --meeting 2018-03-15 --out packs",
    "report workbook --out book",
    "report calendar --out deep/book",
    "report programme --out reports",
    "report school 900001 --out copies",
    "report tsa TSA1 --out copies",
    "import-data bad.csv --kind person --partial --rejects rejects.csv",
    "import-data bad.csv --kind person --partial",
    "purge --live --before 2100-01-01",
    "evaluate plan --subgroup size",
)
_BAD = "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n"
_KILLED = (
    ("backup kept.db", "rename"),
    ("export out", "renameat2"),
    ("import-data more.csv", "fdatasync"),
)


def tries(bench: Bench) -> Iterator[Try]:
    """Each command that writes, under each mask, ended and killed."""
    for mask in (0o000, 0o022):
        for line in LINES[: bench.few(99, 2)]:
            yield Try(f"umask {mask:03o}: {line}", _Written(bench, line, mask))
        for line, name in _KILLED[: bench.few(3, 1)] if tracing.is_there() else ():
            yield Try(f"umask {mask:03o}: {line} killed", _Written(bench, line, mask, name))


@dataclass(frozen=True, slots=True)
class _Written:
    """What a command writes under a mask."""

    bench: Bench
    line: str
    mask: int
    killed_at: str = ""

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            (folder / "bad.csv").write_text(_BAD, encoding="utf-8")
            known = set(folder.rglob("*"))
            where = at(folder, umask=self.mask)
            words = shlex.split(self.line)
            if self.killed_at:
                call = tracing.Call(self.killed_at, 1)
                tracing.run_with(words, where, call, "signal=KILL")
            else:
                run(words, where)
            for path in set(folder.rglob("*")) - known:
                _require_private(path)


def _require_private(path: Path) -> None:
    mode = path.stat().st_mode & 0o777
    hold(not mode & _OTHERS, f"{path.name} has the mode {mode:o}")
