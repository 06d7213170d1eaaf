"""The digest of a published file's rows, which hang on their import."""

import hashlib
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlmodel import Session, col, select

from bleadchallenge.store.tables.results import SourceFile, SourceRow

_AT_ONCE = 1000


def rows_digest(rows: Iterable[tuple[int, str]]) -> str:
    """The digest of a published file's rows: number and cells of each, in order."""
    return _digest((str(number), cells) for number, cells in rows)


def cells_digest(session: Session, source: int) -> str:
    """The digest of an import's rows as they are kept: number and cells."""
    query = select(SourceRow.row, SourceRow.cells)
    of_import = query.where(col(SourceRow.source) == source).order_by(col(SourceRow.row))
    return rows_digest(session.exec(of_import))


def whole_digest(session: Session, source: int) -> str:
    """The digest of everything kept of an import's rows, places and cells."""
    table = SourceRow.metadata.tables[str(SourceRow.__tablename__)]
    query = table.select().where(table.c.source == source).order_by(table.c.row)
    rows = session.connection().execute(query).yield_per(_AT_ONCE)
    return _digest(tuple(map(str, row)) for row in rows)


def written_digests(rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The digest of everything that rows say, by their import, as ``whole_digest`` gives it."""
    by_import: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_import.setdefault(row["source"], []).append(row)
    say = itemgetter(*SourceRow.model_fields)
    return {
        source: _digest(tuple(map(str, say(row))) for row in sorted(own, key=itemgetter("row")))
        for source, own in by_import.items()
    }


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
    for row in rows:
        if "".join(row).isascii():
            whole.update("".join([f"{len(text)}:{text}" for text in row]).encode())
        else:
            for text in row:
                said = text.encode("utf-8", "surrogatepass")
                whole.update(b"%d:%b" % (len(said), said))
    return whole.hexdigest()
