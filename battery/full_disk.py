"""Disks that are full or fail: at each call that writes, by size, and where words go."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from battery import tracing
from battery.bench import (
    STORE,
    Bench,
    Try,
    at,
    hold,
    must_hold_true,
    require_good_end,
    state_of,
    written,
)
from battery.commands import Ended, files_no_longer_than, run
from battery.kills import CASES, Case, Prepared, prepare
from battery.tracing import Call

FAULT = "disk full, `/dev/full`, failing commit"
HOLDS = "what is said is true; nothing half-written stays"
_ERRORS = ("ENOSPC", "EIO")
_MOST_OF_A_NAME = 5
_FAILING = frozenset(tracing.WRITING) - {"unlink", "unlinkat", "rmdir"}
_CODES = frozenset({0, 73, 74, 75, 77})
FULL = Path("/dev/full")


def tries(bench: Bench) -> Iterator[Try]:
    """Every command with a failing call, with short files, and with nowhere to speak to."""
    cases = [case for case in CASES if case.is_in_quick or not bench.is_quick]
    for number, case in enumerate(cases):
        prepared = prepare(bench, number + 100, case)
        for call, error in _chosen(bench, prepared):
            yield Try(f"{case.words}: {error} at {call}", _Failing(bench, prepared, call, error))
        for part in (0.3, 0.7, 0.0, 0.95)[: bench.few(4, 1)]:
            yield Try(f"{case.words}: files up to {part}", _Short(bench, prepared, part))
        for stream in ("stdout", "stderr"):
            yield Try(f"{case.words}: {stream} is full", _Mute(bench, prepared, stream))


def _chosen(bench: Bench, prepared: Prepared) -> list[tuple[Call, str]]:
    chance = bench.chance("full", prepared.case.words)
    calls = [call for call in prepared.calls if call.name in _FAILING]
    if bench.is_quick:
        calls = chance.sample(calls, min(2, len(calls)))
    kept = tracing.thinned(calls, _MOST_OF_A_NAME, chance)
    return [(call, chance.choice(_ERRORS)) for call in kept]


@dataclass(frozen=True, slots=True)
class _Failing:
    """A run in which one call fails."""

    bench: Bench
    prepared: Prepared
    call: Call
    error: str

    def __call__(self) -> None:
        with self.bench.folder(self.prepared.start) as folder:
            fault = f"error={self.error}"
            ended = tracing.run_with(self.prepared.words, at(folder), self.call, fault)
            _require_true(folder, self.prepared, ended)


@dataclass(frozen=True, slots=True)
class _Short:
    """A run that may write files up to a part of the store's size only."""

    bench: Bench
    prepared: Prepared
    part: float

    def __call__(self) -> None:
        with self.bench.folder(self.prepared.start) as folder:
            size = (self.bench.programme / STORE).stat().st_size
            limit = files_no_longer_than(int(size * self.part))
            # what is said must fit, so it goes to a device
            where = at(folder, begin=limit)
            if not self.part:
                where = at(folder, begin=limit, stdout=Path("/dev/null"), stderr=Path("/dev/null"))
            ended = run(self.prepared.words, where)
            _require_true(folder, self.prepared, ended, is_mute=not self.part)


@dataclass(frozen=True, slots=True)
class _Mute:
    """A run whose words go nowhere."""

    bench: Bench
    prepared: Prepared
    stream: str

    def __call__(self) -> None:
        with self.bench.folder(self.prepared.start) as folder:
            ended = run(self.prepared.words, at(folder, **{self.stream: FULL}))
            _require_true(folder, self.prepared, ended, is_mute=self.stream == "stderr")


def _require_true(folder: Path, prepared: Prepared, ended: Ended, *, is_mute: bool = False) -> None:
    """What a run says is so, and nothing half-written stays."""
    require_good_end(ended, _CODES)
    case: Case = prepared.case
    for name in case.stores:
        before, after = prepared.before.get(name), prepared.after.get(name)
        there = (folder / name).exists() and (folder / name).stat().st_size > 0
        now = state_of(folder, name) if there else None
        if name == STORE and now and before and not is_mute:
            must_hold_true(ended, before, now)
        hold(now in {before, after}, f"{name} is between before and after", ended)
        hold(ended.code != 0 or now == after, "it said that it was done", ended)
    _require_no_litter(folder, prepared, ended)


def _require_no_litter(folder: Path, prepared: Prepared, ended: Ended) -> None:
    found = set(written(folder))
    known = set(prepared.files_before) | set(prepared.files_after)
    empty = {name for name in found - known if not (folder / name).stat().st_size}
    hold(not found - known - empty, f"litter: {sorted(found - known)[:3]}", ended)
