"""Stores of each shipped revision, brought up while killed or failed at each system call."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import STORE, Bench, Try, at, hold, require_good_end
from battery.commands import run
from battery.tracing import Call

FAULT = "older stores brought up, killed and failed at each system call"
HOLDS = "old or new; the copy beside it whole or absent"
GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "stores"
_WORDS = ("history",)
_KILLED = "signal=KILL"
_MOST_OF_A_NAME = 6


def tries(bench: Bench) -> Iterator[Try]:
    """Each store killed at each call that writes, and with some of them failing."""
    stores = sorted(GOLDEN.glob("*.db"))[:-1]
    for store in stores[:: bench.few(1, 3)]:
        after, calls = _brought_up(bench, store)
        chance = bench.chance("older", store.name)
        kept = tracing.thinned(calls, bench.few(_MOST_OF_A_NAME, 1), chance)
        for call in kept[:: bench.few(1, 5)]:
            yield Try(
                f"{store.stem}: killed at {call}", _BrokenOff(bench, store, after, call, _KILLED)
            )
        for call in tracing.thinned(calls, bench.few(5, 1), chance)[:: bench.few(1, 9)]:
            if not call.name.startswith(("unlink", "rmdir")):
                yield Try(
                    f"{store.stem}: full at {call}",
                    _BrokenOff(bench, store, after, call, "error=ENOSPC"),
                )


def _brought_up(bench: Bench, store: Path) -> tuple[list[str], list[Call]]:
    """How a store stands afterwards, and the calls on the way."""
    with bench.folder() as folder:
        shutil.copy(store, folder / STORE)
        calls: list[Call] = []
        if tracing.is_there():
            _, calls = tracing.calls_of(_WORDS, at(folder), bench.log())
        return _state(folder), calls


def _state(folder: Path) -> list[str]:
    """What a store holds once it is brought up; one of inventions need not be fit for use."""
    run(_WORDS, at(folder))
    return _dump(folder / STORE)


@dataclass(frozen=True, slots=True)
class _BrokenOff:
    """A store whose bringing up is killed at one call, or fails there."""

    bench: Bench
    store: Path
    after: list[str]
    call: Call
    fault: str

    def __call__(self) -> None:
        with self.bench.folder() as folder:
            shutil.copy(self.store, folder / STORE)
            ended = tracing.run_with(_WORDS, at(folder), self.call, self.fault)
            if self.fault != _KILLED:
                require_good_end(ended)
                hold(not list(folder.glob(".*")), "nothing hidden may be left", ended)
            require_whole_or_absent(self.store, folder)
            hold(_state(folder) == self.after, "it is brought up otherwise the next time", ended)
            require_whole_or_absent(self.store, folder)
            copies = [path.name for path in folder.iterdir() if ".before-" in path.name]
            hold(len(copies) == 1, f"one copy must be left, not {copies}")
            hold(not list(folder.glob(".*")), "nothing hidden may be left")


def require_whole_or_absent(store: Path, folder: Path) -> None:
    """The copy beside a store says what the old one said, or is not there."""
    for copy in folder.glob(f"{STORE}.before-*"):
        if copy.name.endswith("-journal"):
            continue
        hold(_dump(copy) == _dump(store), "the copy put aside is not whole")


def _dump(path: Path) -> list[str]:
    """Everything in a store, read by nobody but the database itself."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return list(connection.iterdump())
