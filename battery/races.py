"""Writers at once: all succeed, or say that the store is busy; nothing is done twice."""

import json
import shlex
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from battery.bench import STORE, Bench, Try, at, done, hold, state_of
from battery.commands import Ended, started, wait_for

FAULT = "writers and races"
HOLDS = "all succeed, or 75; one import; no gaps"
_WRITERS = 8


@dataclass(frozen=True, slots=True)
class Case:
    """Commands given at once; how many of them may change something, ``None`` for all.

    ``told`` is what all but the first must say.
    """

    what: str
    line: str
    changes: int | None = None
    others: tuple[str, ...] = ()
    refused: frozenset[int] = frozenset()
    told: str = ""
    is_in_quick: bool = False


CASES = (
    Case("one file imported", "import-data more.csv", 1, is_in_quick=True),
    Case("lists of their own imported", "import-data own-{n}.csv", is_in_quick=True),
    Case("comments of one day", 'comment 900001 --by "{n}" --text "said {n}" --date 2018-03-14',
         told="takes the place of"),
    Case("packs of one meeting", "report isg-pack --meeting 2018-03-15 --out packs-{n}",
         is_in_quick=True),
    Case("packs of one meeting in one folder", "report isg-pack --meeting 2018-03-15 --out packs"),
    Case("packs of meetings of their own", "report isg-pack --meeting 2018-03-{day} --out packs"),
    Case("days entered", "record-days 900001 --date 2018-03-0{n} --days 0.25 --person P5"),
    Case("one undo", "undo 31", 1, refused=frozenset({65})),
    Case("one store made", "--store new.db init", 1, refused=frozenset({73})),
    Case("one backup", "backup kept.db --overwrite", 0),
    Case("one purge", "purge --live --before 2100-01-01", 1),
    Case("one export", "export out", 0, refused=frozenset({73, 74})),
    Case("writers and a restore", "import-data own-{n}.csv", others=("restore kept.db",)),
    Case("writers and backups", "import-data own-{n}.csv",
         others=("backup one.db", "backup two.db")),
    Case("advice numbered",
         "isg advise --meeting 2018-03-15 --to partnership --text 'Say {n}'"),
    Case("readings of days of their own",
         "kpi read 900001 OBS --value 5{n} --date 2018-03-0{n} --n 20"),
    Case("readings of one day", "kpi read 900001 OBS --value 5{n} --date 2018-03-05 --n 20",
         1, refused=frozenset({65})),
    Case("one school selected", "select 900003 candidate --reason 'seen by {n}'"),
    Case("talent of one day",
         "talent step BEL-A --stage identified --school 900001 --date 2018-03-01 --role 'R {n}'",
         1, refused=frozenset({65})),
)  # fmt: skip


def tries(bench: Bench) -> Iterator[Try]:
    """Every case a few times over."""
    start = bench.root / "racing"
    shutil.copytree(bench.programme, start)
    done(start, "backup", "kept.db")
    for number in range(1, _WRITERS + 1):
        text = f"code,name,role\nX{number},Name {number},governor\n"
        (start / f"own-{number}.csv").write_text(text, encoding="utf-8")
    for case in CASES:
        for again in range(bench.few(whole=4, quick=int(case.is_in_quick))):
            yield Try(f"{case.what}, {again}", _Race(bench, start, case))


@dataclass(frozen=True, slots=True)
class _Race:
    """Eight runs at once, and what must hold afterwards."""

    bench: Bench
    start: Path
    case: Case

    def __call__(self) -> None:
        with self.bench.folder(self.start) as folder:
            before = state_of(folder).change
            ended = at_once(folder, [*self._lines(), *self.case.others])
            for each in ended:
                allowed = {0, 75} | self.case.refused
                hold(each.code in allowed, f"it must end with one of {sorted(allowed)}", each)
                hold("UNIQUE" not in each.err, "what a database says is for nobody", each)
            silent = sum(self.case.told not in each.out for each in ended)
            hold(silent <= 1, "all but the first must say what they replace")
            self._require_changes(folder, before, ended)

    def _lines(self) -> list[str]:
        days = ("01", "15", "29")
        return [
            self.case.line.format(n=number, day=days[number % len(days)])
            for number in range(1, _WRITERS + 1)
        ]

    def _require_changes(self, folder: Path, before: int, ended: Sequence[Ended]) -> None:
        store = "new.db" if "new.db" in self.case.line else STORE
        after = state_of(folder, store).change
        numbers = _numbers(folder, store)
        hold(numbers == list(range(1, after + 1)), f"the ledger has gaps: {numbers}")
        made = after - (0 if store == "new.db" else before)
        if self.case.changes is not None:
            hold(made == self.case.changes, f"{made} changes instead of {self.case.changes}")
        elif not self.case.others:
            told = sum("to take it back" in each.err for each in ended)
            hold(made == told, f"{told} runs say that they changed something, {made} did")


def _numbers(folder: Path, store: str) -> list[int]:
    ended = done(folder, "--store", store, "history", "--format", "json")
    return sorted(row["change"] for row in json.loads(ended.out)["rows"])


def at_once(folder: Path, lines: Sequence[str]) -> list[Ended]:
    """Give commands at once, each in a process of its own."""
    runs = []
    for number, line in enumerate(lines):
        where = at(
            folder,
            stdout=folder.with_name(f"{folder.name}-{number}.out"),
            stderr=folder.with_name(f"{folder.name}-{number}.err"),
            variables={"BLEADCHALLENGE_AUTHOR": f"writer {number}"},
        )
        runs.append((started(shlex.split(line), where), where))
    return [wait_for(pid, where) for pid, where in runs]
