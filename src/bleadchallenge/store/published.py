"""Questions to the published files: which are in, and what they say of a school."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlmodel import col, func, select

from bleadchallenge.domain.rows import SEPARATOR, Source, SourceLine
from bleadchallenge.domain.words import Level, Release
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import SourceFile, SourceRow

_RANK = {Release.PROVISIONAL: 1, Release.REVISED: 2, Release.FINAL: 3}


def sources(reader: Reader, kind: str, year: str | None = None) -> list[Source]:
    """The files of a kind, the one that counts first: latest release, then latest import."""
    wanted = [SourceFile.kind == kind]
    if year is not None:
        wanted.append(SourceFile.year == year)
    files = sorted(reader.all(SourceFile, *wanted), key=_precedence, reverse=True)
    return [_source(file) for file in files]


def years(reader: Reader, kind: str) -> list[str]:
    """The years for which a file of the kind is in, in order."""
    return sorted({file.year for file in reader.all(SourceFile, SourceFile.kind == kind)})


def lines(
    reader: Reader,
    kind: str,
    year: str | None = None,
    *,
    urns: Collection[str] | None = None,
    la: str | None = None,
    level: Level | None = None,
) -> list[SourceLine]:
    """The rows of a kind and year that count, each school or area once.

    Where several files speak of a school, the latest release counts, and of two
    of the same release the one imported later.
    """
    best: dict[tuple[str, ...], SourceLine] = {}
    for source in sources(reader, kind, year):
        for row in _rows(reader, source, urns, la, level):
            best.setdefault((source.year, row.level, row.urn or row.la, _name(row)), row)
    return list(best.values())


def _name(row: SourceLine) -> str:
    return "" if row.urn else row.name


def _rows(
    reader: Reader,
    source: Source,
    urns: Collection[str] | None,
    la: str | None,
    level: Level | None,
) -> Iterator[SourceLine]:
    query = select(SourceRow).where(col(SourceRow.source) == source.number)
    if urns is not None:
        query = query.where(col(SourceRow.urn).in_(urns))
    if la is not None:
        query = query.where(col(SourceRow.la) == la)
    if level is not None:
        query = query.where(col(SourceRow.level) == level.value)
    columns = query.with_only_columns(
        *(
            getattr(SourceRow, name)
            for name in ("row", "level", "urn", "laestab", "la", "name", "cells")
        )
    ).order_by(col(SourceRow.row))
    for number, of, urn, laestab, area, name, cells in reader.session.connection().execute(columns):
        yield SourceLine(
            source, number, Level(of), urn, laestab, area, name, tuple(cells.split(SEPARATOR))
        )


def already(reader: Reader, wanted: dict[str, str]) -> SourceFile | None:
    """The same file, taken before in the same way; ``None`` where it is new."""
    return reader.first(
        SourceFile, *(getattr(SourceFile, name) == value for name, value in wanted.items())
    )


def next_number(reader: Reader) -> int:
    """The number the next import has; numbers are never used again."""
    return (reader.session.exec(select(func.max(col(SourceFile.number)))).one() or 0) + 1


def row_values(source: int, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows as the table takes them; each gives ``number``, ``place`` and ``joined``."""
    return [
        {
            "source": source,
            "row": row.number,
            "level": row.place.level.value,
            "urn": row.place.urn,
            "laestab": row.place.laestab,
            "la": row.place.la,
            "name": row.place.name,
            "cells": row.joined,
        }
        for row in rows
    ]


def _precedence(file: SourceFile) -> tuple[int, int]:
    return _RANK.get(Release(file.release), 0) if file.release else 0, file.since


def _source(file: SourceFile) -> Source:
    return Source(
        number=file.number,
        kind=file.kind,
        year=file.year,
        release=file.release,
        file=file.file,
        sheet=file.sheet,
        names=tuple(file.header.split(SEPARATOR)),
        columns=json.loads(file.columns),
        change=file.since,
    )
