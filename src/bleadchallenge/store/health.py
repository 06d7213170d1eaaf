"""The store's digest, and whether it is whole: chain, rows, references."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from bleadchallenge.store.facts import Fact, describe, fact_tables, known_at, line_of
from bleadchallenge.store.ledger import GENESIS, Change, chained, content_digest, entry_of
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import SourceFile, SourceRow


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the store that is not as it should be."""

    what: str
    fix: str


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


def rows_digest(rows: Iterator[tuple[int, str]]) -> str:
    """The digest of a published file's rows: number and cells of each, in order."""
    whole = hashlib.sha256()
    for number, cells in rows:
        whole.update(f"{number}\x1e{cells}\x1d".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def faults(reader: Reader) -> list[Fault]:
    """Everything that is not whole, in words; an empty list is health."""
    return [*_file(reader), *_chain(reader), *_rows(reader), *_references(reader)]


def _file(reader: Reader) -> Iterator[Fault]:
    found = reader.session.connection().exec_driver_sql("PRAGMA integrity_check").scalars().all()
    for text in found:
        if text != "ok":
            yield Fault(f"the file is damaged: {text}", "bleadchallenge restore BACKUP")


def _chain(reader: Reader) -> Iterator[Fault]:
    """Follow the ledger from its start, working every digest out again."""
    brought, taken = _by_change(reader)
    before = GENESIS
    for change in reader.session.exec(select(Change).order_by(col(Change.seq))):
        content = content_digest(brought[change.seq], taken[change.seq])
        if content != change.content:
            yield Fault(
                f"what change {change.seq} brought in or took out was altered afterwards",
                "bleadchallenge restore BACKUP",
            )
        if chained(change.seq, entry_of(change), change.content, before) != change.digest:
            yield Fault(
                f"change {change.seq} in the ledger was altered afterwards",
                "bleadchallenge restore BACKUP",
            )
        before = change.digest


def _by_change(reader: Reader) -> tuple[dict[int, list[Fact]], dict[int, list[Fact]]]:
    brought: dict[int, list[Fact]] = defaultdict(list)
    taken: dict[int, list[Fact]] = defaultdict(list)
    for kind in fact_tables().values():
        for fact in reader.session.exec(select(kind)):
            brought[fact.since].append(fact)
            if fact.until is not None:
                taken[fact.until].append(fact)
    return brought, taken


def _rows(reader: Reader) -> Iterator[Fault]:
    for file in reader.all(SourceFile):
        query = (
            select(SourceRow.row, SourceRow.cells)
            .where(col(SourceRow.source) == file.number)
            .order_by(col(SourceRow.row))
        )
        if rows_digest(iter(reader.session.exec(query))) != file.content:
            yield Fault(
                f"the rows of import {file.number} ({file.file}) were altered afterwards",
                f"bleadchallenge import-data {file.file}",
            )


def _references(reader: Reader) -> Iterator[Fault]:
    """Facts that name another which is not there."""
    tables = fact_tables()
    for kind in tables.values():
        for column, (table, key) in kind.REFERS.items():
            live = {getattr(fact, key) for fact in reader.all(tables[table])}
            for fact in reader.all(kind):
                value = getattr(fact, column)
                if value and value not in live:
                    yield Fault(
                        f"{describe(fact)} names the {tables[table].TITLE} {value}, "
                        "which is not on record",
                        f"bleadchallenge history --change {fact.since}",
                    )
