"""The store's digest, and whether it is whole: file, chain, rows, references."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.schools.identity import other_urns
from bleadchallenge.domain.text import with_article
from bleadchallenge.store.engine.database import Database, database_of
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.references import References
from bleadchallenge.store.engine.source_rows import (
    first_taken,
    kept_rows,
    rows_digest,
    whole_digest,
)
from bleadchallenge.store.facts.base import Fact, Personal, describe, known_at, line_of
from bleadchallenge.store.facts.damage import reading_kept
from bleadchallenge.store.facts.ledger import (
    GENESIS,
    Change,
    chained,
    content_digest,
    is_unsealed,
)
from bleadchallenge.store.facts.seals import is_broken
from bleadchallenge.store.tables import SourceFile, SourceRow, fact_tables

__all__ = ["Fault", "damage", "digest", "faults", "rows_digest"]

_RESTORE = "bleadchallenge restore BACKUP"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the store that is not as it should be."""

    what: str
    fix: str
    is_of_file_alone: bool = False


class Unreadable(Fault):
    """A fault beyond which the store cannot be read."""


def digest(reader: Reader) -> str:
    """The digest of all that is known: equal for equal facts, however they came.

    The rows of published files stand in it by the digest of their content.
    """
    whole = hashlib.sha256()
    for name, kind in fact_tables().items():
        query = select(kind).where(known_at(kind, reader.seq))
        for line in sorted(line_of(fact) for fact in reader.session.exec(query)):
            whole.update(f"{name}\t{line}\n".encode())
    return whole.hexdigest()


def faults(reader: Reader) -> list[Fault]:
    """Everything that is not whole, in words; an empty list is health."""
    found = damage(reader)
    if not is_readable(found):
        return found
    return [*found, *_choices(reader), *_references(reader)]


def damage(reader: Reader) -> list[Fault]:
    """Whether the file is broken, or anything in it was altered behind the program's back.

    What cannot be read at all ends the search: nothing can be worked out of it.
    """
    found: list[Fault] = []
    for look in (_file, _shape, _values, _chain, _rows, _seal):
        if look is _seal and found:
            break
        try:
            found += look(reader)
        except DBAPIError as error:
            why = _database(reader).reason(error)
            found.append(Unreadable(f"the file is damaged: {why}", _RESTORE))
        except NotOursError as error:
            found.append(Unreadable(f"{error.what}: {error.why}", _RESTORE))
        if not is_readable(found):
            break
    return found


def _database(reader: Reader) -> Database:
    return database_of(reader.session.connection())


def is_readable(found: Iterable[Fault]) -> bool:
    """Whether a store with these faults can be read through."""
    return not any(isinstance(fault, Unreadable) for fault in found)


def _file(reader: Reader) -> Iterator[Fault]:
    for text in _database(reader).damage(reader.session.connection()):
        yield Fault(f"the file is damaged: {text}", _RESTORE)


def _shape(reader: Reader) -> Iterator[Fault]:
    for text in _database(reader).shape_faults(reader.session.connection()):
        yield Fault(f"{text}, which the program did not do", _RESTORE)


def _values(reader: Reader) -> Iterator[Fault]:
    for text in _database(reader).value_faults(reader.session.connection()):
        yield Unreadable(text, _RESTORE)


def _seal(reader: Reader) -> Iterator[Fault]:
    if _database(reader).holds_seal(reader.session.connection()) is False:
        yield Fault(
            "the file is not as the program left it, though all that is on record is whole",
            "copy the file, and bleadchallenge restore COPY",
            is_of_file_alone=True,
        )


@dataclass(slots=True)
class _ChangeContents:
    """What a change did, as the facts tell it."""

    brought: list[Fact] = field(default_factory=list)
    taken: list[Fact] = field(default_factory=list)
    purged: list[Fact] = field(default_factory=list)
    rows: dict[int, str] = field(default_factory=dict)
    purged_words: list[Change] = field(default_factory=list)

    def content(self) -> str:
        return content_digest(self.brought, self.taken, self.purged, self.rows, self.purged_words)


def _chain(reader: Reader) -> Iterator[Fault]:
    """Follow the ledger from its start, working every digest out again."""
    deeds = _deeds(reader)
    before = GENESIS
    for change in reader.session.exec(select(Change).order_by(col(Change.seq))):
        did = deeds.pop(change.seq, _ChangeContents())
        if did.content() != change.content or any(map(_is_altered, did.brought)):
            yield Fault(f"what change {change.seq} did was altered afterwards", _RESTORE)
        if chained(change, before) not in {change.digest, None} or is_unsealed(change):
            yield Fault(f"change {change.seq} in the ledger was altered afterwards", _RESTORE)
        before = change.digest
    for seq in sorted(deeds):
        yield Fault(f"there are facts of change {seq}, which the ledger does not know", _RESTORE)


def _deeds(reader: Reader) -> dict[int, _ChangeContents]:
    """What every change did, as the facts tell it."""
    found: dict[int, _ChangeContents] = defaultdict(_ChangeContents)
    for kind in fact_tables().values():
        for fact in reader.session.exec(select(kind)):
            found[fact.since].brought.append(fact)
            if fact.until is not None:
                found[fact.until].taken.append(fact)
            if isinstance(fact, Personal) and fact.purged is not None:
                found[fact.purged].purged.append(fact)
    for change in reader.session.exec(select(Change).where(col(Change.purged).is_not(None))):
        found[change.purged or 0].purged_words.append(change)
    for number, since in first_taken(reader.session).items():
        found[since].rows[number] = whole_digest(reader.session, number)
    return found


def _is_altered(fact: Fact) -> bool:
    return isinstance(fact, Personal) and is_broken(fact)


def _rows(reader: Reader) -> Iterator[Fault]:
    """Imports whose rows are no longer those of the file, and rows of no import."""
    files = {file.number: file for file in reader.session.exec(select(SourceFile))}
    for number, file in files.items():
        if _rows_are_altered(reader, file):
            yield Fault(f"the rows of import {number} ({file.file}) were altered", _RESTORE)
    for number in reader.session.exec(select(SourceRow.source).distinct()):
        if number not in files:
            yield Fault(f"there are rows of import {number}, which is not on record", _RESTORE)


def _rows_are_altered(reader: Reader, file: SourceFile) -> bool:
    """Whether an import's rows are not those of the file, or are found by other URNs."""
    found_wrong = []
    with reading_kept(f"what was decided for the columns of import {file.number}"):
        others = other_urns(file.kind, file.columns)

    def rows() -> Iterator[tuple[int, str]]:
        for row in kept_rows(reader.session, file.number):
            if others(row.cells) != row.other_urns:
                found_wrong.append(row.row)
            yield row.row, row.cells

    return rows_digest(rows()) != file.content or bool(found_wrong)


def _choices(reader: Reader) -> Iterator[Fault]:
    """Facts with a word that is not of its closed list."""
    for kind in fact_tables().values():
        for fact in reader.every(kind) if kind.CHOICES else ():
            for column, words in kind.CHOICES.items():
                if not _is_of(getattr(fact, column), words):
                    yield Fault(
                        f"{describe(fact)} has {with_article(column)} "
                        f"that is not one of {', '.join(words)}",
                        f"bleadchallenge history --change {fact.since}",
                    )


def _is_of(value: str, words: type[StrEnum]) -> bool:
    """Whether a value is empty or of a closed list, however it is spelt."""
    try:
        return not value or bool(words(value))
    except ValueError:
        return False


def _references(reader: Reader) -> Iterator[Fault]:
    """Facts that name another which is not there."""
    references = References(reader)
    for kind in fact_tables().values():
        if kind.REFERS:
            for broken in references.broken(reader.every(kind)):
                yield Fault(
                    f"{describe(broken.fact)} names the {broken}, which is not on record",
                    f"bleadchallenge history --change {broken.fact.since}",
                )
