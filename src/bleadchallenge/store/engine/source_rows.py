"""The rows of a published file, which hang on their import: how they are kept, and their digest."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from bleadchallenge.store.engine.database import database_of
from bleadchallenge.store.facts.row_blocks import ROWS_IN_BLOCK, damaged_rows, pack, unpack
from bleadchallenge.store.tables.results import SourceBlock, SourceFile, SourceRow

T = TypeVar("T")
_ROWS_AT_ONCE = 32 * ROWS_IN_BLOCK
_BLOCKS_AT_ONCE = 500
_IN_ORDER = itemgetter(0, 1)
_SOURCE = itemgetter(0)
_COLUMNS = ("source", "row", "level", "urn", "laestab", "la", "name", "other_urns", "block")
_BLOCK_COLUMNS = ("source", "block", "packed")


class RowToKeep(NamedTuple):
    """A row of a published file as the store takes it, its cells joined."""

    source: int
    row: int
    level: str
    urn: str
    laestab: str
    la: str
    name: str
    cells: str
    other_urns: str = ""


def insert_rows(connection: Connection, rows: Iterable[RowToKeep]) -> dict[int, str]:
    """Write rows down, in blocks; gives the digest of everything they say, by their import."""
    database = database_of(connection)
    in_order = sorted(rows, key=_IN_ORDER)
    for some in _parted(in_order, _ROWS_AT_ONCE):
        blocks = [
            block for _, own in groupby(some, _SOURCE) for block in _parted(own, ROWS_IN_BLOCK)
        ]
        places = [(*row[:7], row.other_urns, block[0].row) for block in blocks for row in block]
        packed = [
            (*block[0][:2], pack([(row.row, row.cells) for row in block])) for block in blocks
        ]
        database.add_rows(connection, str(SourceRow.__tablename__), _COLUMNS, places)
        database.add_rows(connection, str(SourceBlock.__tablename__), _BLOCK_COLUMNS, packed)
    return {
        source: _digest((str(source), str(row[1]), *row[2:8]) for row in own)
        for source, own in groupby(in_order, _SOURCE)
    }


def rows_digest(rows: Iterable[tuple[int, str]]) -> str:
    """The digest of a published file's rows: number and cells of each, in order."""
    return _digest((str(number), cells) for number, cells in rows)


def whole_digest(session: Session, source: int) -> str:
    """The digest of everything kept of an import's rows, places and cells."""
    rows = kept_rows(session, source)
    return _digest((str(source), str(row.row), *row[2:8]) for row in rows)


def kept_rows(session: Session, source: int) -> Iterator[RowToKeep]:
    """The rows of an import as they are kept, in order.

    Raises ``NotOursError`` where a row's cells cannot be read.
    """
    columns = [
        getattr(SourceRow, name) for name in (*RowToKeep._fields, "block") if name != "cells"
    ]
    query = select(SourceRow).where(SourceRow.source == source).order_by(col(SourceRow.row))
    rows = session.connection().execute(query.with_only_columns(*columns)).all()
    cells = cells_of(session, source, [(row.block, row.row) for row in rows])
    for row, text in zip(rows, cells, strict=True):
        *place, others, _block = row
        yield RowToKeep._make((*place, text, others))


def cells_of(session: Session, source: int, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The joined cells of an import's rows, each given by its block and number, in their order.

    Raises ``NotOursError`` where a row is not in its block.
    """
    packed = _packed(session, source, list(dict.fromkeys(block for block, _row in places)))
    held: int | None = None
    texts: dict[int, str] = {}
    for block, row in places:
        if block != held:
            held, data = next(packed, (None, b""))
            texts = unpack(data) if block == held else {}
        if row not in texts:
            raise damaged_rows(f"row {row} of import {source} is not in its block")
        yield texts[row]


def _packed(session: Session, source: int, blocks: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Blocks of an import in the order of their numbers, some at a time."""
    query = select(SourceBlock.block, SourceBlock.packed).where(SourceBlock.source == source)
    for start in range(0, len(blocks), _BLOCKS_AT_ONCE):
        some = query.where(col(SourceBlock.block).in_(blocks[start : start + _BLOCKS_AT_ONCE]))
        yield from session.exec(some.order_by(col(SourceBlock.block)))


def first_taken(session: Session) -> dict[int, int]:
    """The change that first took each import; its rows came in with it."""
    files = session.exec(select(SourceFile.number, SourceFile.since))
    first: dict[int, int] = {}
    for number, since in files:
        first[number] = min(since, first.get(number, since))
    return first


def _digest(rows: Iterable[tuple[str, ...]]) -> str:
    """Every text with its length in bytes before it, so that no text can pass for two."""
    whole = hashlib.sha256()
    for some in _parted(rows, ROWS_IN_BLOCK):
        said = "".join([f"{len(text)}:{text}" for row in some for text in row])
        if said.isascii():
            whole.update(said.encode())
        else:
            for text in (text.encode("utf-8", "surrogatepass") for row in some for text in row):
                whole.update(b"%d:%b" % (len(text), text))
    return whole.hexdigest()


def _parted(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of so many items, the last of what is left."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
