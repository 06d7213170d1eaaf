"""Writing a file whole or not at all."""

import os
from pathlib import Path

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError


def write_output(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder, which is made if need be; a half-written one never stays.

    Raises ``CannotCreateError`` for a folder that cannot be made and
    ``CannotWriteError`` where writing stops half-way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotCreateError(
            f"cannot make the folder {folder}",
            why=error.strerror or str(error),
            fix="give --out another folder",
        ) from error
    path, part = folder / name, folder / f".{name}.part"
    try:
        part.write_bytes(content)
        os.replace(part, path)  # noqa: PTH105 - one step, whole or not at all
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWriteError(
            f"cannot write {path}",
            why=error.strerror or str(error),
            fix="make room on the disk or give --out another folder",
        ) from error
    return path
