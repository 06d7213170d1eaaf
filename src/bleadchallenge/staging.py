"""Files and folders put into their place whole: written beside it, then swapped in by one step.

What is staged is for its owner's eyes only and on the disk before it is put into
place. What a killed run left behind is cleared away by the next one beside it.
"""

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError
from bleadchallenge.domain.outcome import of_this_run

_CANNOT_CREATE = frozenset(
    {
        *(errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP),
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG),
    }
)
_AT_CWD = -100
_EXCHANGE = 2
_MARK = ".staged-"
_LONGEST_BESIDE = 60
"""Bytes of a name that leave room for the mark, and for the name itself: a path in SQLite
has at most 512."""
_LONGEST_NAME = 240
"""Bytes of a name, of 255, that leave room for a number and for what SQLite adds."""

LOCKS = find_spec("fcntl") is not None
"""Whether the system has POSIX's locks of files; without, two runs in one place go unguarded."""


@contextmanager
def _locked(path: Path, *, wait: bool = True) -> Iterator[int]:
    """Lock a file or folder, where there are such locks; gives its handle, else 0."""
    if not LOCKS:
        yield 0
        return
    import fcntl  # noqa: PLC0415 - only where there is one

    held = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield held
    finally:
        os.close(held)


@contextmanager
def telling(place: object, fix: str) -> Iterator[None]:
    """Tell what the system says of a place as a file or folder that cannot be made or written.

    ``fix`` is how to give another place, which helps where it cannot be made.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno in _CANNOT_CREATE:
            raise CannotCreateError(f"cannot make {place}", why=why, fix=fix) from error
        raise CannotWriteError(
            f"cannot write {place}", why=why, fix=f"make room on the disk, or {fix}"
        ) from error


@dataclass(frozen=True, slots=True)
class Staged:
    """A file or folder that waits beside its place."""

    waiting: Path
    place: Path

    def put_into_place(self) -> None:
        """Put it there in one step; what stood there goes, but for others' files in a folder."""
        if self.waiting.is_dir() and self.place.is_dir():
            _keep_others(self.waiting, self.place)
            _exchange(self.waiting, self.place)
        else:
            self.waiting.replace(self.place)
        of_this_run.written.append(self.place.name)
        sync(self.place.parent)

    def put_into_free_place(self) -> None:
        """Put a file there in one step; raises ``FileExistsError`` where there is one already.

        An empty file gives way: somebody made it to keep the name.
        """
        if self.place.is_file() and not self.place.stat().st_size:
            self._take_over_empty()
        else:
            link(self.waiting, self.place)
        of_this_run.written.append(self.place.name)
        sync(self.place.parent)

    def _take_over_empty(self) -> None:
        """Take the place of an empty file, unless another run has just done so."""
        with _locked(self.place) as held:
            if held and not os.path.samestat(os.fstat(held), self.place.stat()):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.place))
            self.waiting.replace(self.place)


@contextmanager
def staged(place: Path) -> Iterator[Staged]:
    """A place beside another to work in; whatever is left in it goes.

    A place that is a symbolic link means what the link points to; one that points to
    itself is no place: ``OSError``. A device, a pipe or a socket is never replaced:
    ``FileExistsError``.
    """
    place = Path(os.path.realpath(place))
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place))
    if place.exists() and not (place.is_file() or place.is_dir()):
        raise FileExistsError(errno.EEXIST, "it is not an ordinary file", str(place))
    clear(place)
    with of_this_run.under_way(), ExitStack() as held:
        beside = _made_beside(place, held)
        try:
            yield Staged(beside / place.name, place)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _made_beside(place: Path, held: ExitStack) -> Path:
    """Make a folder beside a place, locked; another run may clear it away before the lock."""
    while True:
        beside = Path(tempfile.mkdtemp(prefix=_beginning_of(place), dir=place.parent))
        with suppress(FileNotFoundError):
            held.enter_context(_locked(beside))
            if beside.is_dir():
                return beside


@contextmanager
def staged_files(place: Path, files: Mapping[str, bytes]) -> Iterator[Staged]:
    """A folder of files that waits beside its place; a file's name may have a folder before it."""
    with staged(place) as waiting:
        waiting.waiting.mkdir(0o700)
        for name, content in files.items():
            path = waiting.waiting / name
            path.parent.mkdir(0o700, exist_ok=True)
            write(path, content)
        for folder in {(waiting.waiting / name).parent for name in files} | {waiting.waiting}:
            sync(folder)
        yield waiting


def write(path: Path, content: bytes) -> None:
    """Write a new file through to the disk, for its owner's eyes only."""
    with open(path, "xb", opener=private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def private(path: str, flags: int) -> int:
    """Open a file so that one that is made is for its owner's eyes only."""
    return os.open(path, flags, 0o600)


def link(path: Path, other: Path) -> None:
    """Give a file another name as well; where there are no such links, copy it."""
    try:
        os.link(path, other)
    except FileExistsError:
        raise
    except OSError:
        with staged(other) as waiting:
            shutil.copy2(path, waiting.waiting)
            waiting.put_into_place()


def with_addition(path: Path, addition: str) -> Path:
    """A path with something added to its name, which is cut where it would get too long."""
    return path.with_name(_cut(path.name, _LONGEST_NAME - len(addition)) + addition)


def make_folders(folder: Path) -> None:
    """Make a folder and those above it that are not there, for their owner's eyes only."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.is_dir():
            missing.mkdir(mode=0o700, exist_ok=True)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, written through to the disk."""
    if not LOCKS and path.is_dir():
        return  # the system writes the names in a folder through by itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear(place: Path) -> None:
    """Clear away what killed runs left beside a place: nobody holds it any more."""
    for left in place.parent.glob(f"{_literal(_beginning_of(place))}*"):
        with suppress(OSError), _locked(left, wait=False):
            if LOCKS:
                shutil.rmtree(left, ignore_errors=True)


def _beginning_of(place: Path) -> str:
    """How the names of folders begin that stand beside a place; a long name is cut."""
    return f".{_cut(place.name, _LONGEST_BESIDE)}{_MARK}"


def _cut(name: str, most: int) -> str:
    """A name of at most so many bytes, without a part of a letter at its end."""
    whole = os.fsencode(name)
    return name if len(whole) <= most else whole[:most].decode(errors="ignore")


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _keep_others(waiting: Path, place: Path) -> None:
    """Take what others keep in a folder along into the one that takes its place."""
    for other in place.iterdir():
        if (waiting / other.name).exists():
            continue
        if other.is_dir() and not other.is_symlink():
            shutil.copytree(other, waiting / other.name, symlinks=True, copy_function=_keep)
        else:
            _keep(other, waiting / other.name)


def _keep(other: Path | str, place: Path | str) -> None:
    if Path(other).is_symlink():
        Path(place).symlink_to(Path(other).readlink())
    else:
        link(Path(other), Path(place))


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders, in one step where the system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    names = os.fsencode(one), os.fsencode(other)
    if rename and not rename(_AT_CWD, names[0], _AT_CWD, names[1], _EXCHANGE):
        return
    aside = one.with_name("aside")
    other.rename(aside)
    one.rename(other)
