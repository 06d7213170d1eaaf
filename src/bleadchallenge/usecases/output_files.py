"""Writing a file whole or not at all."""

from pathlib import Path

from bleadchallenge import staging

_FIX = "give --out another folder"


def write_output(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder, which is made if need be; a half-written one never stays.

    Raises ``CannotCreateError`` for a folder that cannot be made and
    ``CannotWriteError`` where writing stops half-way.
    """
    path = folder / name
    with staging.telling(folder, _FIX):
        staging.make_folders(folder)
    with staging.telling(path, _FIX), staging.staged(path) as staged:
        staging.write(staged.waiting, content)
        staged.put_into_place()
    return path
