"""Odd surroundings: variables, streams, folders, limits, and signals while the program starts."""

import os
import resource
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from battery.arguments import put_odd_things
from battery.bench import Bench, Try, at, require_good_end, state_of
from battery.commands import Surroundings, Words, run, run_anew
from battery.kills import require_interrupted

FAULT = "surroundings, signals, streams"
HOLDS = "documented code, no traceback"
LINES: tuple[tuple[str, ...], ...] = (
    ("due",),
    ("history", "--format", "csv"),
    ("import-data", "more.csv"),
    ("report", "calendar", "--out", "book"),
    ("check",),
)
VARIABLES: tuple[dict[str, str], ...] = (
    {"HOME": "/nowhere"},
    {"HOME": ""},
    {"LANG": "C", "LC_ALL": "C"},
    {"LANG": "xx_YY.utf8", "LC_ALL": "nonsense"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONWARNINGS": "error"},
    {"TERM": "dumb"},
    {"TERM": "\x1b[31m"},
    {"COLUMNS": "1"},
    {"COLUMNS": "0"},
    {"COLUMNS": "-5"},
    {"COLUMNS": "100000"},
    {"COLUMNS": "wide", "LINES": "high"},
    {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    {"FORCE_COLOR": "1"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "nonsense/\x01"},
    {"TMPDIR": "/nowhere"},
    {"BLEADCHALLENGE_CLOCK": "yesterday"},
    {"BLEADCHALLENGE_CLOCK": "9999-12-31T23:59:59+00:00"},
    {"BLEADCHALLENGE_CLOCK": "0001-01-01T00:00:00+00:00"},
    {"BLEADCHALLENGE_CLOCK": "2018-03-15"},
    {"BLEADCHALLENGE_AUTHOR": ""},
    {"BLEADCHALLENGE_AUTHOR": "\x1b]0;x\x07\u202e" + "a" * 5000},
    {"BLEADCHALLENGE_AUTHOR": "\udcff"},
    {"BLEADCHALLENGE_STORE": ""},
    {"BLEADCHALLENGE_STORE": "pipe"},
    {"BLEADCHALLENGE_STORE": "loop"},
    {"BLEADCHALLENGE_STORE": "dangling"},
    {"BLEADCHALLENGE_STORE": "/proc/self/mem"},
    {"BLEADCHALLENGE_STORE": "."},
    {"BLEADCHALLENGE_STORE": "nowhere/store.db"},
    {"BLEADCHALLENGE_COHORT": "nonsense"},
    {"BLEADCHALLENGE_FORMAT": "nonsense"},
    {"COMP_WORDS": "bleadchallenge ", "_BLEADCHALLENGE_COMPLETE": "complete_bash"},
    {"PAGER": "false", "EDITOR": "false"},
)
_CLOSED = ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2))
_LIMITS: tuple[tuple[int, int], ...] = (
    (resource.RLIMIT_NOFILE, 12),
    (resource.RLIMIT_NOFILE, 6),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_STACK, 512 * 1024),
)


def tries(bench: Bench) -> Iterator[Try]:
    """Variables, closed and full streams, folders, limits, and signals from the first moment on."""
    for line in LINES[: bench.few(5, 1)]:
        yield from _variables_and_limits(bench, line)
        yield from _streams(bench, line, _CLOSED[:: bench.few(1, 7)])
    for words in (("--version",), ("--help",), ("kpi", "--help"), ("nonsense",), ())[
        :: bench.few(1, 5)
    ]:
        yield from _streams(bench, words, _CLOSED[:: bench.few(1, 7)])
    for number in range(bench.few(60, 1)):
        yield Try(f"signal while starting {number}", _Signalled(bench, number))


def _variables_and_limits(bench: Bench, line: Words) -> Iterator[Try]:
    for variables in VARIABLES[:: bench.few(1, 20)]:
        yield Try(f"{line!r} with {variables}", _Run(bench, line, variables=variables))
    for limit, most in _LIMITS[: bench.few(9, 1)]:
        what = f"{line!r} within {limit}: {most}"
        yield Try(what, _Run(bench, line, begin=_within(limit, most)))
    for name in ("SIGPIPE", "SIGINT", "SIGHUP")[: bench.few(3, 1)]:
        what = f"{line!r} with {name} ignored"
        yield Try(what, _Run(bench, line, begin=_ignoring(signal.Signals[name])))
    yield Try(f"{line!r} in a folder that is gone", _Run(bench, line, begin=_in_no_folder))


def _streams(bench: Bench, line: Words, closed: Sequence[tuple[int, ...]]) -> Iterator[Try]:
    for handles in closed:
        what = f"{line!r} without {handles}"
        yield Try(what, _Run(bench, line, begin=_without(handles), is_anew=True))
    for name in ("stdout", "stderr"):
        what = f"{line!r} with a full {name}"
        yield Try(what, _Run(bench, line, streams={name: Path("/dev/full")}))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run in odd surroundings."""

    bench: Bench
    words: Words
    variables: Mapping[str, str] = field(default_factory=dict)
    begin: Callable[[], None] = lambda: None
    streams: Mapping[str, Path] = field(default_factory=dict)
    is_anew: bool = False

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            put_odd_things(folder)
            where: Surroundings = at(
                folder, variables=self.variables, begin=self.begin, **self.streams
            )
            ended = run_anew(self.words, where) if self.is_anew else run(self.words, where)
            require_good_end(ended)
            state_of(folder)


@dataclass(frozen=True, slots=True)
class _Signalled:
    """A run from nothing, ended while it starts."""

    bench: Bench
    number: int

    def __call__(self) -> None:
        chance = self.bench.chance("starting", self.number)
        name = chance.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
        with self.bench.folder(self.bench.programme) as folder:
            moment = (chance.uniform(0.0, 0.6), int(name))
            ended = run_anew(chance.choice(LINES), at(folder), (moment,))
            require_interrupted(ended, name)
            state_of(folder)


def _without(handles: tuple[int, ...]) -> Callable[[], None]:
    def close() -> None:
        for handle in handles:
            os.close(handle)

    return close


def _within(limit: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(limit, (most, most))


def _ignoring(number: signal.Signals) -> Callable[[], None]:
    def ignore() -> None:
        signal.signal(number, signal.SIG_IGN)

    return ignore


def _in_no_folder() -> None:
    gone = Path.cwd() / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
