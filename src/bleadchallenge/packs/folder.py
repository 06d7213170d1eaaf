"""Writing a folder of files so that it is there whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bleadchallenge import staging

_FIX = "name a folder that is there and that you may write in, with --out"
Place = Callable[[], tuple[Path, ...]]
"""Puts staged files into their place and gives their paths."""


def write_files(folder: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into ``folder / name``; a file's name may have a folder before it."""
    with staged_folder(folder, name, files) as place:
        return place()


@contextmanager
def staged_folder(folder: Path, name: str, files: Mapping[str, bytes]) -> Iterator[Place]:
    """Write files beside ``folder / name``; what it gives puts them there in one step.

    A folder within it is replaced as a whole, so that no older file stays behind
    there; other people's files beside ours stay.
    """
    with ExitStack() as stack:
        with staging.telling(folder, _FIX):
            folder.mkdir(0o700, exist_ok=True)
        with staging.telling(folder / name, _FIX):
            waiting = stack.enter_context(staging.staged_files(folder / name, files))

        def place() -> tuple[Path, ...]:
            with staging.telling(folder / name, _FIX):
                waiting.put_into_place()
            return tuple(folder / name / each for each in files)

        yield place
