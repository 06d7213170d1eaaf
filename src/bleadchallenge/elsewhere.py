"""Work done in a process of its own, whose answer is fetched when it is wanted.

It is help and nothing more: where there can be no such process, or it breaks
off, the work is done where its answer is wanted, and its errors come up there.
"""

import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

A = TypeVar("A")
_allowed: list[bool] = []


@dataclass(frozen=True, slots=True)
class BackgroundTask(Generic[A]):
    """Some work, and where its answer comes from; ``None`` where it was not begun."""

    work: Callable[[], A]
    answers: int | None = None
    process: int = 0


def allow() -> None:
    """Say that this process runs one command and has no threads, so that it may be split."""
    if hasattr(os, "fork"):
        _allowed.append(True)


def begin(work: Callable[[], A]) -> BackgroundTask[A]:
    """Begin some work, if this process may be split."""
    if not _allowed:
        return BackgroundTask(work)
    answers, ours = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(answers)
        _work_and_end(work, ours)
    os.close(ours)
    return BackgroundTask(work, answers, process)


def answer(begun: BackgroundTask[A]) -> A:
    """What the work gives; raises what it raises."""
    if begun.answers is None:
        return begun.work()
    with open(begun.answers, "rb", buffering=0) as opened:  # noqa: PTH123 - a pipe has no path
        data = opened.readall()
    os.waitpid(begun.process, 0)
    try:
        found: A = pickle.loads(data)  # noqa: S301 - from our own process
    except (pickle.UnpicklingError, EOFError):
        return begun.work()
    return found


def _work_and_end(work: Callable[[], object], ours: int) -> NoReturn:
    """Answer and end, silently: another process speaks to people and to the store."""
    try:
        for number in (signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        with open(ours, "wb") as opened:
            pickle.dump(work(), opened, protocol=pickle.HIGHEST_PROTOCOL)
    except BaseException:  # noqa: BLE001 - nothing is told from here; the work is done again
        os._exit(1)
    os._exit(0)
