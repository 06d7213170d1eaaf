"""Runs killed at system calls that write, rename or sync, and signalled at odd moments.

At every such call; where a run makes more than eight of one name (the pages of a store), at
the first, the last, and others by chance.
"""

import shlex
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import STORE, Bench, State, Try, at, done, hold, state_of, written
from battery.commands import Ended, run, run_anew
from battery.tracing import Call

FAULT = "kills and signals"
HOLDS = "before or after, never between; running again ends as if never killed; no litter"


@dataclass(frozen=True, slots=True)
class Case:
    """A command that changes something; ``before`` are the commands that it needs first.

    One that ``is_for_once`` does more when it is given again after it was done.
    """

    words: str
    before: tuple[str, ...] = ()
    stores: tuple[str, ...] = (STORE,)
    is_in_quick: bool = False
    is_for_once: bool = False


CASES = (
    Case("import-data more.csv", is_in_quick=True),
    Case("init", ("drop",), is_in_quick=True),
    Case("kpi read 900001 OBS --value 52 --date 2018-03-02 --n 20"),
    Case("undo 31"),
    Case("purge --live --before 2100-01-01"),
    Case("backup kept.db", stores=(STORE, "kept.db")),
    Case("backup kept.db --overwrite", ("backup kept.db", "import-data more.csv"),
         (STORE, "kept.db")),
    Case("restore kept.db", ("backup kept.db", "import-data more.csv"), (STORE, "kept.db"),
         is_for_once=True),
    Case("export out"),
    Case("report isg-pack --meeting 2018-03-15 --out packs"),
    Case("report isg-pack --meeting 2018-03-15 --out packs --reason later",
         ("report isg-pack --meeting 2018-03-15 --out packs",
          "kpi read 900001 OBS --value 52 --date 2018-03-02 --n 20")),
    Case("report workbook --out book"),
    Case("report calendar --out book", ("report calendar --out book",)),
    Case("import-data bad.csv --kind person --partial --rejects rejects.csv"),
)  # fmt: skip
_BAD = "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n"
_MOST_OF_A_NAME = 8
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A command with the folder it begins in, and how it ends when nothing happens."""

    case: Case
    start: Path
    before: dict[str, State]
    after: dict[str, State]
    files_before: dict[str, str]
    files_after: dict[str, str]
    calls: tuple[Call, ...]

    @property
    def words(self) -> list[str]:
        """The command line."""
        return shlex.split(self.case.words)

    @property
    def does_no_more_when_given_again(self) -> bool:
        """Whether the command, given again after it was done, leaves everything as it is."""
        writes_files = self.before == self.after or self.files_before != self.files_after
        return writes_files and not self.case.is_for_once


def tries(bench: Bench) -> Iterator[Try]:
    """Every command killed at every call, then at moments by chance."""
    cases = [case for case in CASES if case.is_in_quick or not bench.is_quick]
    for place, case in enumerate(cases):
        prepared = prepare(bench, place, case)
        for call in _chosen(bench, prepared):
            yield Try(f"{case.words}: killed at {call}", _Killed(bench, prepared, call))
        for number in range(bench.few(whole=6, quick=0)):
            yield Try(f"{case.words}: signal {number}", _Signalled(bench, prepared, number))


def prepare(bench: Bench, number: int, case: Case) -> Prepared:
    """Make the folder a command begins in, and run the command once in a copy."""
    start = bench.root / f"start-{number}"
    shutil.copytree(bench.programme, start)
    (start / "bad.csv").write_text(_BAD, encoding="utf-8")
    for line in case.before:
        if line == "drop":
            (start / STORE).unlink()
        else:
            done(start, *shlex.split(line))
    before, files_before = _states(start, case), written(start)
    with bench.folder(start) as folder:
        if tracing.is_there():
            ended, calls = tracing.calls_of(shlex.split(case.words), at(folder), bench.log())
        else:
            ended, calls = run(shlex.split(case.words), at(folder)), []
        hold(ended.code == 0, f"{case.words} must end well", ended)
        after, files_after = _states(folder, case), written(folder)
    return Prepared(case, start, before, after, files_before, files_after, tuple(calls))


def _chosen(bench: Bench, prepared: Prepared) -> list[Call]:
    chance = bench.chance("kills", prepared.case.words)
    if bench.is_quick:
        return chance.sample(list(prepared.calls), min(3, len(prepared.calls)))
    return tracing.thinned(prepared.calls, _MOST_OF_A_NAME, chance)


@dataclass(frozen=True, slots=True)
class _Killed:
    """A run that is killed at one call."""

    bench: Bench
    prepared: Prepared
    call: Call

    def __call__(self) -> None:
        with self.bench.folder(self.prepared.start) as folder:
            tracing.run_with(self.prepared.words, at(folder), self.call, "signal=KILL")
            require_before_or_after(folder, self.prepared)


@dataclass(frozen=True, slots=True)
class _Signalled:
    """A run from nothing that gets a signal at a moment by chance."""

    bench: Bench
    prepared: Prepared
    number: int

    def __call__(self) -> None:
        chance = self.bench.chance("moments", self.prepared.case.words, self.number)
        number = chance.choice(_SIGNALS)
        with self.bench.folder(self.prepared.start) as folder:
            moment = (chance.uniform(0.0, 2.0), int(number))
            ended = run_anew(self.prepared.words, at(folder), (moment,))
            require_interrupted(ended, number)
            require_before_or_after(folder, self.prepared)


def require_interrupted(ended: Ended, number: signal.Signals) -> None:
    """It had ended already, or ends as interrupted; or as Python does that is still starting."""
    is_ours = "bleadchallenge/__main__.py" in ended.err
    codes = {0, 130} if is_ours and ended.has_traceback else {0, 1, 130, -number}
    hold(ended.code in codes, "an interruption has a code of its own", ended)


def require_before_or_after(folder: Path, prepared: Prepared) -> None:
    """What is there is as before the command or after it; running it again ends as after it."""
    for name in prepared.case.stores:
        if (folder / name).exists() and (folder / name).stat().st_size:
            known = (prepared.before.get(name), prepared.after.get(name))
            hold(state_of(folder, name) in known, f"{name} is between before and after")
    _require_whole_files(folder, prepared)
    is_done = state_of_all(folder, prepared.case) == prepared.after
    if prepared.before == prepared.after:  # only the files tell
        is_done = _visible(folder) == prepared.files_after
    if not is_done:
        ended = run(prepared.words, at(folder))
        hold(ended.code == 0, "running again must end well", ended)
    elif prepared.does_no_more_when_given_again:
        run(prepared.words, at(folder))
    elif (folder / f"{STORE}-journal").exists():  # empty of meaning; the next to write clears it
        run([*prepared.words, "--dry-run"], at(folder))
    hold(state_of_all(folder, prepared.case) == prepared.after, "running again ends elsewhere")
    _require_same(written(folder), prepared.files_after)


def state_of_all(folder: Path, case: Case) -> dict[str, State]:
    """How each store of a command stands, where there is one."""
    there = [name for name in case.stores if (folder / name).exists()]
    return {name: state_of(folder, name) for name in there if (folder / name).stat().st_size}


_states = state_of_all


def _require_whole_files(folder: Path, prepared: Prepared) -> None:
    """Every file that is not hidden is one of before or of after; a folder is of one of them."""
    found = _visible(folder)
    for top in {name.split("/")[0] for name in found}:
        own = {name: text for name, text in found.items() if name.split("/")[0] == top}
        sides = [
            {name: text for name, text in side.items() if name.split("/")[0] == top}
            for side in (prepared.files_before, prepared.files_after)
        ]
        hold(own in sides, f"{top} is between before and after: {_difference(own, sides[1])}")


def _visible(folder: Path) -> dict[str, str]:
    return {name: text for name, text in written(folder).items() if not _is_aside(name)}


def _is_aside(name: str) -> bool:
    """Whether a file is one that the next run clears away, or that a store's name tells of."""
    return ".staged-" in name or name.endswith("-journal") or ".db." in name


def _require_same(found: dict[str, str], wanted: dict[str, str]) -> None:
    hold(found == wanted, f"what is there afterwards differs: {_difference(found, wanted)}")


def _difference(found: dict[str, str], wanted: dict[str, str]) -> str:
    more = sorted(set(found.items()) ^ set(wanted.items()))
    return ", ".join(sorted({name for name, _ in more})[:4])
