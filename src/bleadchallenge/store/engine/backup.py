"""Backups: a whole copy while others work, and a store put back from one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bleadchallenge.domain.errors import CannotCreateError, InputError, NotOursError
from bleadchallenge.store.engine import health, sqlite
from bleadchallenge.store.engine.store import Store


@dataclass(frozen=True, slots=True)
class Backup:
    """A store as it stands in a file: its last change and its digest."""

    path: Path
    change: int
    digest: str


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A store that was put back, and where the one it replaced was put; ``None`` without one."""

    store: Backup
    aside: Path | None


def backup(path: Path, target: Path, *, overwrite: bool = False) -> Backup:
    """Copy a store into a file of its own, as it stands at one moment, and look at the copy.

    The copy is on the disk, for its owner's eyes only, and has the digest of
    the store, or it is not there at all. Raises ``CannotCreateError`` where
    there is a file already and ``overwrite`` was not asked for.
    """
    _require_folder(target.parent)
    if _same(path, target):
        raise CannotCreateError(f"{target} is the store itself", fix="give the backup a name")
    reserved = not overwrite or not target.exists()
    if reserved:
        sqlite.reserve(target)
    try:
        with _beside(target) as part:
            made = _copied(path, part)
            part.replace(target)
    except BaseException:
        if reserved:
            target.unlink()
        raise
    sqlite.sync(target)
    return Backup(target, made.change, made.digest)


def restore(
    source: Path, path: Path, on: date, *, patience: float = sqlite.BUSY_SECONDS
) -> RestoreResult:
    """Put a store back from a backup; the one it replaces is kept under a dated name.

    The backup must be a whole store of this program, and stays as it is. Raises
    ``InputError`` and ``NotOursError`` before anything is changed, ``BusyError``
    while another run writes to the store.
    """
    if _same(source, path):
        raise InputError(f"{source} is the store itself", fix="give the path of a backup")
    sqlite.make_folders(path.parent)
    with _beside(path) as part:
        sqlite.copy(source, part)
        restored = _require_whole(part, source)
        with sqlite.alone(path, patience):
            aside = _set_aside(path, on)
            part.replace(path)
    sqlite.sync(path)
    return RestoreResult(Backup(path, restored.change, restored.digest), aside)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise CannotCreateError(
            f"there is no folder {folder}",
            why="a backup goes into a folder that is there, lest a missing disk be overlooked",
            fix="make the folder, or connect the disk",
        )


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A place beside a file to work in; whatever is left in it goes."""
    try:
        folder = TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise CannotCreateError(
            f"cannot write beside {path}",
            why=error.strerror or str(error),
            fix="give a place in a folder you may write to",
        ) from error
    with folder as name:
        yield Path(name) / path.name


def _copied(path: Path, part: Path) -> Backup:
    """Copy a store, and look at the copy: it must say what the store says."""
    with Store(path).read() as reader:
        sqlite.copy(reader.session.connection(), part)
        wanted = health.digest(reader)
    with Store(part).read() as reader:
        made = Backup(part, reader.change, health.digest(reader))
        wrong = sqlite.damage(reader.session.connection())
    if wrong or made.digest != wanted:
        raise NotOursError(
            f"there is no whole copy to be had of {path}",
            why=wrong[0] if wrong else "the copy does not say what the store says",
            fix="bleadchallenge check",
        )
    return made


def _require_whole(copied: Path, source: Path) -> Backup:
    """What stands in the copy of a backup, brought up to date if it is older."""
    with Store(copied).read() as reader:
        wrong = health.damage(reader)
        if wrong:
            raise NotOursError(
                f"the backup {source} is not whole; nothing was changed",
                why=wrong[0].what,
                fix="take an older backup",
            )
        return Backup(copied, reader.change, health.digest(reader))


def _set_aside(path: Path, on: date) -> Path | None:
    """Give the store that is there a dated name.

    What a broken-off run left beside it goes with it: SQLite would take it for
    the new one's.
    """
    if not path.exists():
        return None
    aside = sqlite.free_name(path.with_name(f"{path.name}.replaced-{on.isoformat()}"))
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    path.rename(aside)
    return aside
