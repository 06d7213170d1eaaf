"""Questions to the published files: which are in, and what they say of a school."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from sys import intern
from typing import Any

from sqlmodel import col, func, select

from bleadchallenge.domain.choices import Level, Release
from bleadchallenge.domain.policy_publication import PublicationRule
from bleadchallenge.domain.results.notation import ColumnNotation, NotationRule
from bleadchallenge.domain.results.publication import publication_day
from bleadchallenge.domain.results.source_rows import SEPARATOR, Source, SourceLine
from bleadchallenge.domain.schools.identity import other_urns
from bleadchallenge.store.authorities import LocatedSchool, la_of
from bleadchallenge.store.engine.source_rows import RowToKeep, cells_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.damage import reading_kept
from bleadchallenge.store.tables import SourceFile, SourceRow

DERIVED = "assessment_accuracy"
"""The kind whose rows are worked out from a file that is not kept."""

_PARTS = {DERIVED: "SUBJECT", "ofsted": "INSPECTION DATE"}
"""The column that tells several rows of one school apart, of the kinds that have such."""

_ROW_COLUMNS = ("block", "row", "level", "urn", "laestab", "la", "name")
_ASSUMED = PublicationRule()
_RANK = {Release.PROVISIONAL: 1, Release.REVISED: 2, Release.FINAL: 3}


def sources(reader: Reader, kind: str, year: str | None = None) -> list[Source]:
    """The files of a kind, the one that counts first: latest release, then latest import.

    A sheet that people made, read through a mapping, comes after every published file.
    """
    wanted = {"kind": kind} if year is None else {"kind": kind, "year": year}
    files = sorted(known_files(reader, **wanted), key=_precedence, reverse=True)
    return [reader.cached(("source", file.id), partial(_source, file)) for file in files]


def years(reader: Reader, kind: str) -> list[str]:
    """The years for which a file of the kind was out by the day judged from, in order."""
    return sorted({file.year for file in known_files(reader, kind=kind)})


def known_files(reader: Reader, **where: object) -> list[SourceFile]:
    """The files that were published by the day judged from; without a day every one."""
    files = reader.where(SourceFile, **where)
    if reader.day is None:
        return files
    return [file for file in files if (counts_from(file) or date.min) <= reader.day]


def counts_from(file: SourceFile) -> date | None:
    """The day from which a file counts; ``None`` where nothing tells, and it always does.

    An older program did not keep the day of publication; it is then worked out.
    """
    if file.published_on is not None:
        return file.published_on
    return day_to_keep(file.kind, file.year, file.release, file.file, file.taken_on)


def day_to_keep(
    kind: str, year: str, release: str, file: str, taken_on: date, rule: PublicationRule = _ASSUMED
) -> date | None:
    """The day of publication of a file that is imported; nobody imports one before."""
    day = publication_day(kind, year, release, file, rule)
    return None if day is None else min(day, taken_on)


def to_come(reader: Reader, kind: str, year: str) -> date | None:
    """The day from which a file of a year counts that does not count yet."""
    later = [counts_from(file) for file in reader.where(SourceFile, kind=kind, year=year)]
    return min((day for day in later if day and reader.day and day > reader.day), default=None)


def lines(
    reader: Reader,
    kind: str,
    year: str | None = None,
    *,
    urns: Collection[str] | None = None,
    la: str | Collection[str] | None = None,
    level: Level | None = None,
    only: Collection[str] | None = None,
) -> list[SourceLine]:
    """The rows of a kind and year that count, each school or area once.

    Where several files speak of a school, a published one counts before a sheet that
    people made, then the latest release, and of two of the same the one imported
    later. In a sheet that does not give the authorities of its schools, they are
    looked up. ``only`` keeps the columns of those known names and forgets the rest, so
    that a nation fits into memory.
    """
    best: dict[tuple[str, ...], SourceLine] = {}
    las = {la} if isinstance(la, str) else la
    for source in sources(reader, kind, year):
        if source.is_mapped and "LA" not in source.columns and "LEA" not in source.columns:
            rows = _located(reader, _rows(reader, source, _Which(urns, None, level, only)), las)
        else:
            rows = _rows(reader, source, _Which(urns, las, level, only))
        for row in rows:
            best.setdefault((source.year, row.level, row.urn or row.la, part_of(row)), row)
    return list(best.values())


def authorities(reader: Reader, kind: str, year: str) -> list[str]:
    """The authorities whose schools have rows in the files of a kind and year, in order."""
    numbers = [source.number for source in sources(reader, kind, year)]
    of_schools = select(SourceRow.la).where(
        col(SourceRow.source).in_(numbers), SourceRow.level == Level.SCHOOL, SourceRow.la != ""
    )
    return sorted(reader.session.exec(of_schools.distinct()))


def every_line(
    reader: Reader, kind: str, level: Level, urns: Collection[str] | None = None
) -> Iterator[SourceLine]:
    """Every row of every file of a kind, those of the file that counts first at the head."""
    for source in sources(reader, kind):
        yield from _rows(reader, source, _Which(urns, level=level))


def part_of(row: SourceLine) -> str:
    """What tells several rows of one school or area apart."""
    if row.source.kind in _PARTS:
        return row.text(_PARTS[row.source.kind])
    return "" if row.urn else row.name


def _located(
    reader: Reader, rows: Iterable[SourceLine], las: Collection[str] | None
) -> Iterator[SourceLine]:
    """Rows with the authority and the name that other files give, those of one if asked."""
    listed = list(rows)
    found = la_of(reader, {row.urn for row in listed})
    for row in listed:
        located = found.get(row.urn)
        if las is None or (located is not None and located.la in las):
            yield _with(row, located)


def _with(row: SourceLine, located: LocatedSchool | None) -> SourceLine:
    if located is None:
        return row
    return replace(
        row,
        la=located.la,
        laestab=row.laestab or located.laestab,
        name=row.name or located.name,
        la_from=located.found_in,
    )


@dataclass(frozen=True, slots=True)
class _Which:
    """Which rows are asked for, and which of their columns; ``None`` is all."""

    urns: Collection[str] | None = None
    las: Collection[str] | None = None
    level: Level | None = None
    only: Collection[str] | None = None


def _rows(reader: Reader, source: Source, which: _Which) -> Iterator[SourceLine]:
    query = select(SourceRow).where(col(SourceRow.source) == source.number)
    for column, wanted in ((SourceRow.urn, which.urns), (SourceRow.la, which.las)):
        if wanted is not None:
            query = query.where(col(column).in_(wanted))
    if which.level is not None:
        query = query.where(col(SourceRow.level) == which.level.value)
    columns = query.with_only_columns(*(getattr(SourceRow, name) for name in _ROW_COLUMNS))
    rows = reader.session.connection().execute(columns.order_by(col(SourceRow.row))).all()
    cells = cells_of(reader.session, source.number, [(row.block, row.row) for row in rows])
    source, parted = _narrowed(source, which.only)
    for (_, number, of, urn, laestab, area, name), text in zip(rows, cells, strict=True):
        yield SourceLine(source, number, Level(of), urn, laestab, area, name, parted(text))


def _narrowed(
    source: Source, only: Collection[str] | None
) -> tuple[Source, Callable[[str], tuple[str, ...]]]:
    """The file as if it had some of its columns only, and how to take these from a row's text."""
    if only is None:
        return source, lambda cells: tuple(cells.split(SEPARATOR))
    places = {name: source.columns[name] for name in sorted(only) if name in source.columns}
    kept = replace(
        source,
        names=tuple(source.names[place] for place in places.values()),
        columns={name: number for number, name in enumerate(places)},
    )
    wanted = tuple(places.values())

    last = max(wanted, default=0) + 1

    def cells_of(cells: str) -> tuple[str, ...]:
        parts = cells.split(SEPARATOR, last)
        return tuple(intern(parts[at]) if at < len(parts) else "" for at in wanted)

    return kept, cells_of


def already(reader: Reader, wanted: dict[str, str]) -> SourceFile | None:
    """The same file, taken before in the same way; ``None`` where it is new."""
    return reader.first(
        SourceFile, *(getattr(SourceFile, name) == value for name, value in wanted.items())
    )


def next_number(reader: Reader) -> int:
    """The number the next import has; numbers are never used again."""
    return (reader.session.exec(select(func.max(col(SourceFile.number)))).one() or 0) + 1


def rows_to_keep(file: SourceFile, rows: Iterable[Any]) -> list[RowToKeep]:
    """Rows as the store takes them; each gives ``number``, ``place`` and ``joined``."""
    levels = {level: level.value for level in Level}
    others = other_urns(file.kind, file.columns)
    return [
        RowToKeep(
            file.number,
            row.number,
            levels[row.place.level],
            row.place.urn,
            row.place.laestab,
            row.place.la,
            row.place.name,
            row.joined,
            others(row.joined),
        )
        for row in rows
    ]


def _precedence(file: SourceFile) -> tuple[bool, int, int, int]:
    rank = _RANK.get(Release(file.release), 0) if file.release else 0
    return not file.mapping, rank, file.since, file.number


def _source(file: SourceFile) -> Source:
    with reading_kept(f"what was decided for the columns of import {file.number}"):
        columns, decided = dict(json.loads(file.columns)), _decided(file.decisions)
    return Source(
        number=file.number,
        kind=file.kind,
        year=file.year,
        release=file.release,
        file=file.file,
        sheet=file.sheet,
        names=tuple(file.header.split(SEPARATOR)),
        columns=columns,
        change=file.since,
        decided=decided,
        is_mapped=bool(file.mapping),
        is_derived=file.kind == DERIVED,
    )


def _decided(text: str) -> dict[str, ColumnNotation]:
    return {
        said["column"]: ColumnNotation(
            said["column"],
            said["name"],
            frozenset(map(NotationRule, said["forms"])),
            said["said"],
            said["codes"],
        )
        for said in json.loads(text)
    }


def decisions(decided: Mapping[str, ColumnNotation]) -> str:
    """What was decided for columns, as an import keeps it."""
    said = [
        {
            "column": how.column,
            "name": how.name,
            "forms": sorted(how.forms),
            "said": how.said,
            "codes": dict(how.codes),
        }
        for how in decided.values()
    ]
    return json.dumps(said, ensure_ascii=False)


def mappings(reader: Reader) -> list[SourceFile]:
    """Imports that were read through a mapping, the latest first."""
    files = reader.all(SourceFile, SourceFile.mapping != "")
    return sorted(files, key=lambda file: file.since, reverse=True)
