"""Files and pipes of a size that people write: read whole, up to a limit."""

import os
import stat
import time
from io import FileIO
from pathlib import Path

_SECONDS_FOR_A_WRITER = 2.0
_SECONDS_BETWEEN_LOOKS = 0.05


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, or of a pipe that somebody writes into.

    Raises ``OSError`` where it cannot be read, where it is larger, and where nobody
    writes into the pipe.
    """
    with FileIO(path, opener=_without_waiting) as file:
        begun = _first_of(file) if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode) else b""
        parts = [begun]
        while (left := most + 1 - sum(map(len, parts))) > 0 and (part := file.read(left)):
            parts.append(part)
    if left <= 0:
        raise OSError(0, f"it is larger than {most // 1000} kB")
    return b"".join(parts)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _first_of(pipe: FileIO) -> bytes:
    """What comes first out of a pipe; a writer is waited for, but not for ever."""
    until = time.monotonic() + _SECONDS_FOR_A_WRITER
    while (found := pipe.read(1)) == b"":  # there is no writer; where one is silent it is None
        if time.monotonic() > until:
            raise OSError(0, "it is a pipe that nobody writes into")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os.set_blocking(pipe.fileno(), True)
    return found or pipe.read(1) or b""
