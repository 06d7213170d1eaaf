"""Small files and pipes are read whole; nobody waits for a writer that never comes."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bleadchallenge.intake.small_files import bytes_of

MOST = 100_000


@contextmanager
def pipe(folder: Path, *parts: bytes) -> Iterator[Path]:
    """A pipe into which somebody writes a little later, and bit by bit."""
    path = folder / "pipe"
    os.mkfifo(path)

    def write() -> None:
        time.sleep(0.2)
        with path.open("wb", buffering=0) as opened:
            for part in parts:
                time.sleep(0.1)
                opened.write(part)

    writer = Thread(target=write)
    writer.start()
    yield path
    writer.join()


@pytest.mark.parametrize("content", [b"", b"x", b"y" * MOST])
def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "small"
    path.write_bytes(content)
    assert bytes_of(path, MOST) == content


@pytest.mark.parametrize("parts", [(b"a",), (b"a", b"bc", b"d" * 70_000)])
def test_a_pipe_is_read_to_its_end(tmp_path: Path, parts: tuple[bytes, ...]) -> None:
    with pipe(tmp_path, *parts) as path:
        assert bytes_of(path, MOST) == b"".join(parts)


def test_what_has_no_end_in_sight_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(MOST + 1))
    for endless in (path, Path("/dev/zero")):
        with pytest.raises(OSError, match="larger than 100 kB"):
            bytes_of(endless, MOST)


def test_a_pipe_that_nobody_writes_into_is_refused_soon(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    begun = time.monotonic()
    with pytest.raises(OSError, match="nobody writes into"):
        bytes_of(tmp_path / "pipe", MOST)
    assert time.monotonic() - begun < 10
