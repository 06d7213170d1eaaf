"""A line that says the program is at work, where a person waits longer than a second."""

import os
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

_PATIENCE = 1.0
"""Seconds after which a person wonders whether anything happens."""


class Progress:
    """Counts the seconds on the terminal's error stream; in a pipe it is silent.

    What is printed must be preceded by ``stop``, which takes the line away.
    """

    def __init__(self) -> None:
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Begin to count, if somebody watches."""
        if _is_watched():
            self._thread = threading.Thread(target=self._count, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away."""
        self.stop()

    def stop(self) -> None:
        """Take the line away, for good."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _count(self) -> None:
        seconds, said, stream = _PATIENCE, "", sys.stderr
        with suppress(OSError, ValueError):
            while not self._done.wait(_PATIENCE):
                said = f"working, {seconds:.0f} s "
                stream.write(f"\r{said}")
                stream.flush()
                seconds += _PATIENCE
            if said:
                stream.write("\r" + " " * len(said) + "\r")
                stream.flush()


def _is_watched() -> bool:
    return sys.stderr.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
