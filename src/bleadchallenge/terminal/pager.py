"""A pager for what is longer than the window, as git has it."""

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_USUAL = ("less", "more")


class _Page(io.StringIO):
    """Output kept until its length is known; it says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say that it goes to a terminal, as it does in the end."""
        return True


@contextmanager
def paged() -> Iterator[None]:
    """Show what is printed in a pager where it is longer than the window; in a pipe do nothing.

    ``PAGER`` names another pager; ``PAGER=cat`` shows all at once.
    """
    command = _command() if sys.stdout.isatty() and sys.stderr.isatty() else []
    if not command:
        yield
        return
    page, out, err = _Page(), sys.stdout, sys.stderr
    sys.stdout = sys.stderr = page
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        text = page.getvalue()
        if len(text.splitlines()) < shutil.get_terminal_size().lines:
            out.write(text)
        else:
            _show(text, command)


def _command() -> list[str]:
    """The pager's command line; empty where there is none or the terminal is dumb."""
    said = os.environ.get("PAGER")
    if said is not None:
        return [] if said in ("", "cat") else shlex.split(said)
    if os.environ.get("TERM") == "dumb":
        return []
    return next(([name] for name in _USUAL if shutil.which(name)), [])


def _show(text: str, command: list[str]) -> None:
    """Hand text to the pager and wait; an interruption is for the pager alone."""
    usual = {"LESS": "FRX"} if "LESS" not in os.environ else {}
    try:
        pager = subprocess.Popen(  # noqa: S603 - the user's own pager
            command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | usual
        )
    except OSError:
        sys.stdout.write(text)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(BrokenPipeError):
            pager.communicate(text)
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
