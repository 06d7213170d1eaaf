"""Runs of the public command: each in a process of its own, bounded in time and memory.

The processes are forked off one that has loaded the program, because loading takes
longer than most commands do. ``run_anew`` starts one from nothing, where starting is
what is tried.
"""

import gc
import importlib
import io
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import configure_mappers

import bleadchallenge
from bleadchallenge.__main__ import main
from bleadchallenge.cli.boundary import _program

SOURCE = Path(bleadchallenge.__file__).parents[1]
SECONDS = 30.0
_NOT_LOADED = ("migrations", "__main__", "workbook_child")
CLOCK = "2018-03-15T09:00:00+00:00"

Words = Sequence[str | bytes]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its code (a signal is negative), its words, its time and memory."""

    code: int
    out: str
    err: str
    seconds: float
    mebibytes: float
    is_late: bool = False

    @property
    def has_traceback(self) -> bool:
        """Whether Python's own report of an error came out."""
        return "Traceback" in self.err + self.out

    @property
    def last_words(self) -> str:
        """The beginning of what it said, for a table of failures."""
        return f"exit {self.code}: {(self.err.strip() or self.out.strip())[:160]!r}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run finds: its folder, its variables, its streams, its limits."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    stdout: Path | None = None
    stderr: Path | None = None
    begin: Callable[[], None] = lambda: None
    seconds: float = SECONDS


def load() -> None:
    """Load the whole program, so that runs need not."""
    for module in pkgutil.walk_packages(bleadchallenge.__path__, "bleadchallenge."):
        if not any(part in module.name for part in _NOT_LOADED):
            importlib.import_module(module.name)
    _program()
    configure_mappers()
    _be_ready_to_fork()


def warm(store: Path) -> None:
    """Run commands here that only read, so that runs need not work out what is kept for good."""
    for words in (("check",), ("history",), ("days-status",)):
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            main(["--store", str(store), *words])
    _be_ready_to_fork()


def _be_ready_to_fork() -> None:
    gc.collect()
    gc.freeze()


def run(words: Words, where: Surroundings, tracer: Callable[[int], None] | None = None) -> Ended:
    """Run a command; ``tracer`` is told the process before it begins."""
    return wait_for(started(words, where, tracer), where)


def started(words: Words, where: Surroundings, tracer: Callable[[int], None] | None = None) -> int:
    """Start a command, to be waited for; gives its process."""
    pid = os.fork()
    if pid == 0:
        _become(words, where, is_traced=tracer is not None)
    if tracer is not None:
        os.waitpid(pid, os.WUNTRACED)
        try:
            tracer(pid)
        finally:
            os.kill(pid, signal.SIGCONT)
    return pid


def run_anew(words: Words, where: Surroundings, moments: Sequence[tuple[float, int]] = ()) -> Ended:
    """Run a command from nothing; signals are sent at their moments, in seconds from its start."""
    with _opened(where) as (out, err):
        run = subprocess.Popen(
            [sys.executable, "-m", "bleadchallenge", *words],
            cwd=where.folder,
            env=_variables(where),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            preexec_fn=where.begin,  # noqa: PLW1509 - this process has one thread
        )
    begun = time.monotonic()
    for moment, number in moments:
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        os.kill(run.pid, number)  # one that has ended is not waited for yet, and heeds nothing
    return wait_for(run.pid, where, begun)


def _become(words: Words, where: Surroundings, *, is_traced: bool) -> None:
    """Be the command, in a child; never comes back."""
    code = 70
    try:
        os.setsid()
        os.chdir(where.folder)
        os.umask(where.umask)
        os.environ.clear()
        os.environ.update(_variables(where))
        _redirect(where)
        where.begin()
        if is_traced:
            os.kill(os.getpid(), signal.SIGSTOP)
        sys.argv = ["bleadchallenge", *map(os.fsdecode, words)]
        code = main()
    except BaseException:  # noqa: BLE001 - the child must end here
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _redirect(where: Surroundings) -> None:
    with _opened(where) as (out, err), open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


@dataclass(slots=True)
class _opened:  # noqa: N801 - used as a function
    """The two streams of a run, opened for its parent or its child."""

    where: Surroundings
    handles: list[int] = field(default_factory=list)

    def __enter__(self) -> tuple[int, int]:
        for path in _streams(self.where):
            self.handles.append(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return self.handles[0], self.handles[1]

    def __exit__(self, *_: object) -> None:
        for handle in self.handles:
            os.close(handle)


def _streams(where: Surroundings) -> tuple[Path, Path]:
    beside = where.folder.with_name(f"{where.folder.name}.said")
    return (
        where.stdout or beside.with_suffix(".out"),
        where.stderr or beside.with_suffix(".err"),
    )


def _variables(where: Surroundings) -> dict[str, str]:
    own = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(where.folder.parent),
        "PYTHONPATH": str(SOURCE),
        "BLEADCHALLENGE_CLOCK": CLOCK,
        "BLEADCHALLENGE_AUTHOR": "coordinator",
        "COLUMNS": "100",
    }
    return {**own, **where.variables}


def wait_for(pid: int, where: Surroundings, begun: float | None = None) -> Ended:
    """Wait for a run that was started here, and end it where it takes too long."""
    start = time.monotonic() if begun is None else begun
    is_late = False
    while True:
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if time.monotonic() - start > where.seconds and not is_late:
            is_late = True
            os.killpg(pid, signal.SIGKILL)
        time.sleep(0.004)
    out, err = (_said(path) for path in _streams(where))
    seconds = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    return Ended(code, out, err, seconds, used.ru_maxrss / 1024, is_late)


def _said(path: Path) -> str:
    if not path.is_file():
        return ""
    said = path.read_text(encoding="utf-8", errors="replace")
    path.unlink()
    return said


def files_no_longer_than(size: int) -> Callable[[], None]:
    """A disk that takes no more than so many bytes a file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
