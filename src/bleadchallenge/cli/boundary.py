"""The one place where errors end: three lines for a person, a code for a script."""

import os
import signal
import sys
from codecs import lookup
from collections.abc import Callable, Sequence
from contextlib import suppress
from errno import EACCES, EMFILE, ENAMETOOLONG, ENFILE, EPERM, EROFS
from functools import cache
from io import TextIOWrapper
from typing import Any

from bleadchallenge.domain.errors import (
    CannotWriteError,
    Exit,
    NotPermittedError,
    ProgrammeError,
    UsageError,
)
from bleadchallenge.domain.outcome import of_this_run

_OWNER_ALONE = 0o077
_ASKS_FOR_COMPLETIONS = "_BLEADCHALLENGE_COMPLETE"
_ALWAYS_TOLD = frozenset({Exit.CANNOT_WRITE, Exit.BUG})
"""Ends after which a person asks whether anything was recorded."""
_FORBIDDEN = frozenset({EACCES, EPERM, EROFS})
_REMEDIES = {
    **dict.fromkeys(_FORBIDDEN, "check who owns the file and its folder"),
    **dict.fromkeys({EMFILE, ENFILE}, "close other programs, or allow more open files"),
    ENAMETOOLONG: "give a shorter name",
}
"""What helps where the system refuses something; elsewhere room or another place does."""


def obey_signals() -> None:
    """End in good order on a signal to end; signals that were ignored stay ignored.

    Where nothing is begun that has to be closed, it ends at once.
    """

    def end(_number: int, _frame: object) -> None:
        if of_this_run.unfinished:
            raise KeyboardInterrupt
        _say(f"interrupted; {of_this_run.in_words()}\n")
        os._exit(Exit.INTERRUPTED)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    sys.unraisablehook = _interrupt_again


def _interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """An interruption that fell where Python lets none through comes again; else as ever."""
    if lost.exc_type is KeyboardInterrupt:
        os.kill(os.getpid(), signal.SIGINT)
    else:
        sys.__unraisablehook__(lost)


def run(words: Sequence[str]) -> int:
    """Run a command line and give back its exit code; never a traceback."""
    before = os.umask(_OWNER_ALONE)  # what is written is for its owner's eyes only
    try:
        return _run(words)
    finally:
        os.umask(before)


def _run(words: Sequence[str]) -> int:
    from bleadchallenge.cli.options import begin

    of_this_run.begin()
    open_streams()
    try:
        begin(words)
        code = _program()(args=list(words), prog_name="bleadchallenge", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as ended:
        # Typer makes an exit of its own of a closed pipe
        return (
            closed_pipe() if isinstance(ended.__context__, BrokenPipeError) else _code(ended.code)
        )
    except BaseException as error:  # noqa: BLE001 - the boundary: nothing passes it
        # a shell that asks for completions, and does not say of what, can show no words
        return Exit.USAGE if _ASKS_FOR_COMPLETIONS in os.environ else ending(error)
    return _code(code)


def open_streams() -> None:
    """Put something in the place of a closed stream; let none fail for want of letters."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, TextIOWrapper) and name != "stdin":
            is_ascii = lookup(stream.encoding).name == "ascii"
            with suppress(OSError):  # what is written there already may find no room
                stream.reconfigure(encoding="utf-8" if is_ascii else None, errors="replace")


def _say(text: str) -> None:
    """Write to standard error; where that is full or gone the code must do."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


@cache
def _program() -> Callable[..., Any]:
    """The program, put together once in a process."""
    from typer.main import get_command

    from bleadchallenge.cli.app import app

    return get_command(app)


def ending(error: BaseException) -> int:
    """Tell how a command ended that did not end well."""
    if isinstance(error, ProgrammeError):
        return _tell(error)
    if isinstance(error, BrokenPipeError):
        return closed_pipe()
    if isinstance(error, OSError | OverflowError):
        return _tell(_system(error) if isinstance(error, OSError) else _beyond())
    if hasattr(error, "format_message"):
        return _misused(error)
    if _was_interrupted(error) or type(error).__name__ == "Abort":
        _say(f"interrupted; {of_this_run.in_words()}\n")
        return Exit.INTERRUPTED
    return _bug(error)


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether a person broke it off, be it that what was open then failed to close."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False


def _misused(error: Any) -> int:  # noqa: ANN401 - what Typer raises of a wrong command line
    """Tell of a command that was written wrongly; without a command show the help."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        _say(error.format_message() + "\n")
        return Exit.USAGE
    path = context.command_path if context else "bleadchallenge"
    what = " ".join(error.format_message().split())
    from bleadchallenge.terminal.messages import error_lines

    _say(error_lines(what, "", f"{path} --help"))
    return Exit.USAGE


def _code(code: object) -> int:
    return code if isinstance(code, int) else Exit.DONE if code is None else Exit.USAGE


def _tell(error: ProgrammeError) -> int:
    from bleadchallenge.terminal.messages import error_lines

    why = error.why
    if of_this_run.has_done_anything or error.exit_code in _ALWAYS_TOLD:
        why = "; ".join(filter(None, (why, of_this_run.in_words())))
    _say(error_lines(error.what, why, error.fix))
    return error.exit_code


def _system(error: OSError) -> ProgrammeError:
    kind = NotPermittedError if error.errno in _FORBIDDEN else CannotWriteError
    remedy = _REMEDIES.get(
        error.errno or 0, "make room on the disk or choose another place, and try again"
    )
    return kind(
        f"could not write or read {error.filename or 'the output'}",
        why=error.strerror or str(error),
        fix="do not repeat the command; bleadchallenge history shows what is recorded"
        if of_this_run.has_done_anything
        else remedy,
    )


def _beyond() -> ProgrammeError:
    return UsageError(
        "a day or a figure lies beyond what can be reckoned with",
        why="the calendar ends with the year 9999, and what is worked out from a day must fit in",
        fix="give a day or a figure of this programme",
    )


def closed_pipe() -> int:
    """End quietly and well: somebody downstream, such as ``head``, has read enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def _bug(error: BaseException) -> int:
    """A fault of our own, told without anything that was read from a file."""
    from bleadchallenge.terminal.messages import error_lines

    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{os.path.basename(code.co_filename)}:{trace.tb_lineno} {code.co_name}")  # noqa: PTH119
        trace = trace.tb_next
    _say(
        error_lines(
            f"a fault in bleadchallenge itself ({type(error).__name__})",
            "at " + " < ".join(reversed(frames[-4:])),
            f"{of_this_run.in_words()}; report the two lines above",
        )
    )
    return Exit.BUG
