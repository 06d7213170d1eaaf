"""System calls of a run, counted, failed or killed with ``strace``."""

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from battery.commands import Ended, Surroundings, Words, run

WRITING = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "openat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "rmdir", "symlink", "symlinkat"),
)
"""Calls that write, rename or sync; of ``openat`` only those that make a file."""
_SECONDS_TO_ATTACH = 10


def is_there() -> bool:
    """Whether system calls can be traced here."""
    return shutil.which("strace") is not None


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a run: the so-manieth of its name."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


def calls_of(words: Words, where: Surroundings, log: Path) -> tuple[Ended, list[Call]]:
    """Run a command and note its calls that write, rename or sync."""
    log.unlink(missing_ok=True)
    ended = run(words, where, _tracer(["-o", str(log), "-e", f"trace={','.join(WRITING)}"]))
    counted: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        name = line.split("(")[0]
        if name in WRITING:
            counted[name] += 1
            if name != "openat" or "O_CREAT" in line:
                found.append(Call(name, counted[name]))
    return ended, found


def run_with(words: Words, where: Surroundings, call: Call, fault: str) -> Ended:
    """Run a command with a fault at one call, such as ``signal=KILL`` or ``error=ENOSPC``."""
    inject = f"inject={call.name}:{fault}:when={call.number}"
    return run(words, where, _tracer(["-o", os.devnull, "-e", inject]))


def thinned(calls: Sequence[Call], most: int, chance: Random) -> list[Call]:
    """Calls with at most so many of a name: the first, the last, and others by chance."""
    kept = []
    for name in dict.fromkeys(call.name for call in calls):
        own = [call for call in calls if call.name == name]
        if len(own) > most:
            edge = most // 4
            others = chance.sample(own[edge : len(own) - edge], most - 2 * edge)
            ends = (*own[:edge], *others, *own[len(own) - edge :])
            own = sorted(ends, key=lambda call: call.number)
        kept += own
    return kept


@dataclass(frozen=True, slots=True)
class _tracer:  # noqa: N801 - used as a function
    """Attaches ``strace`` to a run that waits; it ends with the run."""

    options: list[str]

    def __call__(self, pid: int) -> None:
        tracing = subprocess.Popen(
            ["strace", "-q", *self.options, "-p", str(pid)],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + _SECONDS_TO_ATTACH
        while not _is_traced(pid):
            if time.monotonic() > until or tracing.poll() is not None:
                os.kill(pid, signal.SIGKILL)
                raise RuntimeError("strace could not be attached")
            time.sleep(0.001)
        _TRACING.append(tracing)
        _forget_ended()


_TRACING: list["subprocess.Popen[bytes]"] = []


def _forget_ended() -> None:
    _TRACING[:] = [tracing for tracing in _TRACING if tracing.poll() is None]


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return "TracerPid:\t0\n" not in status
