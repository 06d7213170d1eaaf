"""Work done in a process of its own, whose answer is fetched when it is wanted."""

import os
import pickle
import signal
from collections.abc import Callable
from typing import Any, NoReturn

CAN_FORK = hasattr(os, "fork")


def begin(work: Callable[[], object]) -> int:
    """Begin some work; gives the end of the pipe that its answer comes through."""
    answers, ours = os.pipe()
    if os.fork() == 0:
        os.close(answers)
        _work_and_end(work, ours)
    os.close(ours)
    return answers


def answer(answers: int) -> Any | None:  # noqa: ANN401 - whatever the work answers
    """What the work answered, or ``None`` where it broke off, for whatever reason."""
    with open(answers, "rb", buffering=0) as opened:
        data = opened.readall()
    try:
        return pickle.loads(data)  # noqa: S301 - from our own process
    except (pickle.UnpicklingError, EOFError):
        return None


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
    except BaseException:  # noqa: BLE001 - nothing is told from here; the file is read again
        os._exit(1)
    os._exit(0)
