"""Purge: what went is in no byte of the store, in nothing that is listed, and not brought back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import STORE, Bench, Try, at, done, hold, require_good_end, state_of
from battery.commands import run
from battery.story import PERSON
from battery.tracing import Call

FAULT = "purge"
HOLDS = "gone from every byte"
_PURGE = ("purge", "--live", "--before", "2100-01-01")
_SURNAME = PERSON.split()[1]
_SHOWN = (
    "history", "people", "history --change 2", "export --about P1", "session list", "show 900001",
    "kpi list 900001", "kpi readings 900001", "plan 900001", "intelligence list", "comment list",
    "days list", "isg members",
)  # fmt: skip


def tries(bench: Bench) -> Iterator[Try]:
    """The bytes, the listings, undo, exports, and purges that were killed."""
    yield Try("no byte of the store", _Gone(bench))
    for line in _SHOWN[: bench.few(99, 1)]:
        for form in ("table", "json"):
            yield Try(f"{line} --format {form}", _NotShown(bench, f"{line} --format {form}"))
    yield Try("export", _NotExported(bench))
    yield Try("undo", _NotUndone(bench))
    yield Try("undo of what brought it in", _NotUndone(bench, "6"))
    for call in _calls(bench):
        yield Try(f"killed at {call}, and again", _Again(bench, call))


def _calls(bench: Bench) -> list[Call]:
    if not tracing.is_there():
        return []
    with bench.folder(bench.programme) as folder:
        _, calls = tracing.calls_of(_PURGE, at(folder), bench.log())
    return bench.chance("purge").sample(calls, min(len(calls), bench.few(24, 1)))


def _require_gone(folder: Path) -> None:
    for path in folder.glob(f"*{STORE}*"):
        for word in (PERSON, _SURNAME, _SURNAME.lower()):
            hold(word.encode() not in path.read_bytes(), f"{word!r} is in {path.name}")


@dataclass(frozen=True, slots=True)
class _Gone:
    """The name is in no byte, and the store is whole."""

    bench: Bench

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            done(folder, *_PURGE)
            _require_gone(folder)
            state_of(folder)


@dataclass(frozen=True, slots=True)
class _NotShown:
    """The name is in no listing."""

    bench: Bench
    line: str

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            done(folder, *_PURGE)
            ended = run(self.line.split(), at(folder))
            require_good_end(ended)
            hold(_SURNAME not in ended.out + ended.err, "the name is shown", ended)


@dataclass(frozen=True, slots=True)
class _NotExported:
    """The name is in no file that is written."""

    bench: Bench

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            done(folder, *_PURGE)
            done(folder, "export", "out")
            for path in (folder / "out").iterdir():
                hold(_SURNAME.encode() not in path.read_bytes(), f"the name is in {path.name}")


@dataclass(frozen=True, slots=True)
class _NotUndone:
    """What went is not brought back."""

    bench: Bench
    change: str = ""

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            ended = done(folder, *_PURGE)
            hold("undo" not in ended.err, "an undo is offered", ended)
            last = str(state_of(folder).change)
            undone = run(("undo", self.change or last), at(folder))
            require_good_end(undone)
            hold(undone.code or self.change, "a purge is not undone", undone)
            _require_gone(folder)


@dataclass(frozen=True, slots=True)
class _Again:
    """A purge that was killed, and is run again."""

    bench: Bench
    call: Call

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            tracing.run_with(_PURGE, at(folder), self.call, "signal=KILL")
            state_of(folder)
            done(folder, *_PURGE)
            _require_gone(folder)
