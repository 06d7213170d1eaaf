"""Backups: a whole copy while others work, and a store put back from one."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bleadchallenge import staging
from bleadchallenge.domain.errors import CannotCreateError, InputError, NotOursError
from bleadchallenge.store.engine import health, sqlite
from bleadchallenge.store.engine.store import Reader, Store
from bleadchallenge.store.facts import ledger

MARK_SUFFIX = ".ledger"
"""What the file beside a backup adds to its name, which says how far the ledger went."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A store as it stands in a file: its last change, its digest, the mark of its ledger."""

    path: Path
    change: int
    digest: str
    mark: str


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A store that was put back, and where the one it replaced was put; ``None`` without one."""

    store: Backup
    aside: Path | None


def backup(path: Path, target: Path, *, overwrite: bool = False) -> Backup:
    """Copy a store into a file of its own, as it stands at one moment, and look at the copy.

    The copy is whole, on the disk, for its owner's eyes only, and has the digest of
    the store, or it is not there at all and what was there stays. Raises
    ``CannotCreateError`` where there is a file already and ``overwrite`` was not asked for.
    """
    _require_folder(target.parent)
    if _same(path, target):
        raise CannotCreateError(f"{target} is the store itself", fix="give the backup a name")
    is_taken = target.exists() and (not target.is_file() or target.stat().st_size > 0)
    if is_taken and not (overwrite and target.is_file()):
        raise sqlite.taken(target)
    with (
        sqlite.beside(target) as part,
        sqlite.beside(target.with_name(f"{target.name}{MARK_SUFFIX}")) as mark,
    ):
        made = _copied(path, part.waiting)
        staging.write(mark.waiting, f"ledger {made.mark}\n".encode())
        # were the run broken off between the two, an old backup must not stand beside a new
        # mark, which it would not bear out, nor a new one without a mark be in its own way
        for each in (part, mark) if is_taken else (mark, part):
            each.put_into_place()
    return replace(made, path=target)


def restore(
    source: Path, path: Path, on: date, *, patience: float = sqlite.BUSY_SECONDS
) -> RestoreResult:
    """Put a store back from a backup; the one it replaces is kept under a dated name.

    The backup must be a whole store of this program, and stays as it is. At every
    moment there is a whole store in its place, the one or the other. Raises
    ``InputError`` and ``NotOursError`` before anything is changed, ``BusyError``
    while another run writes to the store.
    """
    if _same(source, path):
        raise InputError(f"{source} is the store itself", fix="give the path of a backup")
    with sqlite.beside(path) as part:
        sqlite.copy(source, part.waiting)
        restored = _require_whole(part.waiting, source)
        sqlite.compact(part.waiting)
        with sqlite.alone(path, patience):
            aside = _set_aside(part.place, on)
            part.put_into_place()
    return RestoreResult(replace(restored, path=path), aside)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise CannotCreateError(
            f"there is no folder {folder}",
            why="a backup goes into a folder that is there, lest a missing disk be overlooked",
            fix="make the folder, or connect the disk",
        )


def _copied(path: Path, part: Path) -> Backup:
    """Copy a store, and look at the copy: it must be whole, and say what the store says."""
    with Store(path).read() as reader:
        sqlite.copy(reader.session.connection(), part)
        wanted = reader.change
    with Store(part).read() as reader:
        wrong = health.damage(reader)
        if wrong or reader.change != wanted:
            raise NotOursError(
                f"the store {path} is not whole; no backup was made of it",
                why=wrong[0].what if wrong else "the copy does not say what the store says",
                fix="bleadchallenge check names all that is wrong; "
                "bleadchallenge restore BACKUP, with the latest backup, puts it right",
            )
        return _look(reader, part)


def _look(reader: Reader, path: Path) -> Backup:
    return Backup(path, reader.change, health.digest(reader), ledger.mark(reader.session))


def _require_whole(copied: Path, source: Path) -> Backup:
    """What stands in the copy of a backup, brought up to date if it is older."""
    with Store(copied).read() as reader:
        wrong = [fault for fault in health.damage(reader) if not fault.is_of_file_alone]
        if wrong:
            raise NotOursError(
                f"the backup {source} is not whole; nothing was changed",
                why=wrong[0].what,
                fix="take an older backup",
            )
        return _look(reader, copied)


def _set_aside(path: Path, on: date) -> Path | None:
    """Give the store that is there a dated name as well, until another takes its place.

    What a broken-off run left beside it goes with it: SQLite would take it for
    the new one's.
    """
    if not path.exists():
        return None
    aside = staging.with_addition(path, f".replaced-{on.isoformat()}")
    if not _same(aside, path):  # a killed run had come that far
        aside = sqlite.free_name(aside)
        staging.link(path, aside)
    journal = sqlite.journal_of(path)
    if journal.exists():
        journal.rename(sqlite.journal_of(aside))
    return aside
