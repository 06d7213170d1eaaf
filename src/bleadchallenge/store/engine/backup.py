"""Backups: a whole copy while others work, and a store put back from one."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bleadchallenge import staging
from bleadchallenge.domain.errors import CannotCreateError, InputError, NotOursError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.database import BUSY_SECONDS
from bleadchallenge.store.engine.sqlite import connections
from bleadchallenge.store.engine.store import Reader, Store
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.ledger import MARK_SUFFIX
from bleadchallenge.store.place import Place


@dataclass(frozen=True, slots=True)
class Backup:
    """A store as it stands in its place: its last change, its digest, the mark of its ledger."""

    path: Place
    change: int
    digest: str
    mark: str


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A store that was put back, and where the one it replaced was put; ``None`` without one."""

    store: Backup
    aside: Place | None


def backup(place: Place, target: Path, *, overwrite: bool = False) -> Backup:
    """Copy a store into a file of its own, as it stands at one moment, and look at the copy.

    The copy is whole, on the disk, for its owner's eyes only, and has the digest of
    the store, or it is not there at all and what was there stays. Raises
    ``CannotCreateError`` where there is a file already and ``overwrite`` was not asked for.
    """
    _require_folder(target.parent)
    if database_at(place).is_file(target):
        raise CannotCreateError(f"{target} is the store itself", fix="give the backup a name")
    is_taken = target.exists() and (not target.is_file() or target.stat().st_size > 0)
    if is_taken and not (overwrite and target.is_file()):
        raise connections.taken(target)
    with (
        connections.beside(target) as part,
        connections.beside(target.with_name(f"{target.name}{MARK_SUFFIX}")) as mark,
    ):
        made = _copied(place, part.waiting)
        staging.write(mark.waiting, f"ledger {made.mark}\n".encode())
        # were the run broken off between the two, an old backup must not stand beside a new
        # mark, which it would not bear out, nor a new one without a mark be in its own way
        for each in (part, mark) if is_taken else (mark, part):
            each.put_into_place()
    return replace(made, path=target)


def restore(
    source: Path, place: Place, on: date, *, patience: float = BUSY_SECONDS
) -> RestoreResult:
    """Put a store back from a backup; the one it replaces is kept under a dated name.

    The backup must be a whole store of this program, and stays as it is. At every
    moment there is a whole store in its place, the one or the other. Raises
    ``InputError`` and ``NotOursError`` before anything is changed, ``BusyError``
    while another run writes to the store.
    """
    database = database_at(place)
    if database.is_file(source):
        raise InputError(f"{source} is the store itself", fix="give the path of a backup")
    with database.for_a_backup() as part:
        connections.copy(source, part.waiting)
        restored = _require_whole(part.waiting, source)
        aside = database.replace(part, on, patience)
    return RestoreResult(replace(restored, path=place), aside)


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise CannotCreateError(
            f"there is no folder {folder}",
            why="a backup goes into a folder that is there, lest a missing disk be overlooked",
            fix="make the folder, or connect the disk",
        )


def _copied(place: Place, part: Path) -> Backup:
    """Copy a store, and look at the copy: it must be whole, and say what the store says."""
    with Store(place).read() as reader:
        database_at(place).copy(reader.session.connection(), part)
        with Store(part).read() as copied:
            wrong = health.damage(copied)
            found = None if wrong else _look(copied, part)
            if found is not None and found == _look(reader, part):
                return found
    raise NotOursError(
        f"the store {place} is not whole; no backup was made of it",
        why=wrong[0].what if wrong else "the copy does not say what the store says",
        fix="bleadchallenge check names all that is wrong; "
        "bleadchallenge restore BACKUP, with the latest backup, puts it right",
    )


def _look(reader: Reader, path: Place) -> Backup:
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
