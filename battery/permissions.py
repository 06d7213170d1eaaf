"""Everything that is written is for its owner alone, whatever the umask."""

import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import STORE, Bench, Try, at, hold
from battery.commands import run
from battery.older_stores import GOLDEN

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
    "report school-copy 900001 --out copies",
    "report tsa TSA1 --out copies",
    "import-data bad.csv --kind person --partial --rejects rejects.csv",
    "import-data bad.csv --kind person --partial",
    "purge --live --before 2100-01-01",
    "import-data bad.csv --kind person --partial --rejects rejects.csv --dry-run",
    "--store deep/new/other.db import-data more.csv",
    "backup kept.db --overwrite",
    "report briefing 900001 --out briefings",
    "report workbook 900001 --out book",
    "report workbook TSA1 --out book",
    "report isg-pack --meeting 2018-03-15 --draft --out packs",
    "report isg-pack --meeting 2018-03-01 --out packs --to md",
    "report isg-pack --meeting 2018-03-01 --out packs --to xlsx",
    "report isg-pack --meeting 2018-03-01 --out packs --to html",
    "report public --out reports",
    "restore before.db",
    "demo --files sample",
    "kpi read 900001 OBS --value 52 --date 2018-03-02 --n 20",
    "undo 31",
    "--store older.db history",
)
_BAD = "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n"
_KILLED = (
    ("backup kept.db", "rename"),
    ("export out", "renameat2"),
    ("import-data more.csv", "fdatasync"),
    ("restore before.db", "fsync"),
    ("report workbook --out book", "fsync"),
    ("--store older.db history", "fsync"),
)


def tries(bench: Bench) -> Iterator[Try]:
    """Each command that writes, under each mask, ended and killed."""
    for mask in (0o000, 0o022, 0o002, 0o777):
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
            shutil.copy(min(GOLDEN.glob("*.db")), folder / "older.db")
            shutil.copy(folder / STORE, folder / "before.db")
            known = {*folder.rglob("*")} - {folder / STORE}
            where = at(folder, umask=self.mask)
            words = shlex.split(self.line)
            if self.killed_at:
                call = tracing.Call(self.killed_at, 1)
                tracing.run_with(words, where, call, "signal=KILL")
            else:
                run(words, where)
            for path in {*folder.rglob("*"), folder / STORE} - known:
                _require_private(path)


def _require_private(path: Path) -> None:
    mode = path.stat().st_mode & 0o777
    hold(not mode & _OTHERS, f"{path.name} has the mode {mode:o}")
