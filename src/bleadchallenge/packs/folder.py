"""Writing a folder of files so that it is there whole, or not at all."""

import errno
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError, ProgrammeError

_CANNOT_CREATE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EACCES, errno.EPERM, errno.EROFS}
)


def write_files(folder: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into ``folder / name``; a file's name may have a folder before it.

    Everything is written beside its place first, then put into place by
    renaming. A folder within it is replaced as a whole, so that no older file
    stays behind there; other people's files beside ours stay.
    """
    try:
        folder.mkdir(exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder))
    except OSError as error:
        raise _refusal(folder, error) from error
    try:
        _write(beside, files)
        _put_into_place(beside, folder / name)
    except OSError as error:
        raise _refusal(folder / name, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(folder / name / each for each in files)


def _write(beside: Path, files: Mapping[str, bytes]) -> None:
    new = beside / "new"
    for name, content in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _put_into_place(beside: Path, place: Path) -> None:
    new = beside / "new"
    if not place.exists():
        new.rename(place)
        return
    for number, each in enumerate(sorted(new.iterdir())):
        standing = place / each.name
        if each.is_dir() and standing.is_dir():
            standing.rename(beside / f"old-{number}")
        each.replace(standing)


def _refusal(place: Path, error: OSError) -> ProgrammeError:
    why = error.strerror or str(error)
    if error.errno in _CANNOT_CREATE:
        return CannotCreateError(
            f"cannot make {place}",
            why=why,
            fix="name a folder that is there and that you may write in, with --out",
        )
    return CannotWriteError(
        f"cannot write {place}", why=why, fix="make room on the disk and run it again"
    )
