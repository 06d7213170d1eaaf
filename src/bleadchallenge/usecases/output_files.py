"""Writing a file whole or not at all."""

from pathlib import Path

from bleadchallenge import staging
from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError


def write_output(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder, which is made if need be; a half-written one never stays.

    Raises ``CannotCreateError`` for a folder that cannot be made and
    ``CannotWriteError`` where writing stops half-way.
    """
    path = folder / name
    try:
        staging.make_folders(folder)
    except OSError as error:
        raise CannotCreateError(
            f"cannot make the folder {folder}",
            why=error.strerror or str(error),
            fix="give --out another folder",
        ) from error
    try:
        with staging.staged(path) as staged:
            staging.write(staged.waiting, content)
            staged.put_into_place()
    except OSError as error:
        raise CannotWriteError(
            f"cannot write {path}",
            why=error.strerror or str(error),
            fix="make room on the disk or give --out another folder",
        ) from error
    return path
