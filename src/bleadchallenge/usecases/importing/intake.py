"""Taking files in: read, recognise, check, compare with what is kept, then all or nothing."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bleadchallenge.domain.errors import CannotCreateError, UsageError
from bleadchallenge.domain.problems import Problem
from bleadchallenge.domain.rows import SEPARATOR
from bleadchallenge.domain.words import Release
from bleadchallenge.intake import ahead, filenames
from bleadchallenge.intake.files import read_book
from bleadchallenge.intake.filled import Filled, is_ours
from bleadchallenge.intake.sheets import Recognised
from bleadchallenge.intake.tables import Taken
from bleadchallenge.store import published
from bleadchallenge.store.health import rows_digest
from bleadchallenge.store.store import Reader, Writer
from bleadchallenge.store.tables import SourceFile
from bleadchallenge.usecases.asked import Asked, Receipt, set_up
from bleadchallenge.usecases.importing import intake_report
from bleadchallenge.usecases.importing.intake_plan import FilePart, Plan, Wanted
from bleadchallenge.usecases.importing.pupil_sums import beside_published
from bleadchallenge.usecases.importing.recognising import recognised, year_of
from bleadchallenge.usecases.recording.filled import (
    codes_of,
    compare_filled,
    names_in,
    notes_on,
    read_back,
)
from bleadchallenge.usecases.recording.lists import (
    Known,
    ListPart,
    bring_list,
    codes_in,
    compare_list,
    each_once,
)


def preview(paths: Sequence[Path], asked: Asked, wanted: Wanted) -> Plan:
    """Read and check files, and compare them with the store; nothing is changed.

    Raises ``InputError`` and ``DataError`` for a file that cannot be read.
    """
    if not paths:
        raise UsageError("no file was given", fix="bleadchallenge import-data FILE...")
    files: list[FilePart] = []
    lists: list[ListPart] = []
    problems: list[Problem] = []
    found: list[Recognised] = []
    workbooks: list[Filled] = []
    with _reader(asked) as reader:
        for path in paths:
            book = ahead.book_at(path)
            if is_ours(book):
                workbooks.append(read_back(book))
                continue
            parts, noted = recognised(reader, book, wanted)
            found += parts
            problems += noted
        files += [_file_part(reader, part, wanted) for part in found if part.kind]
        known = Known.of(reader, _urns(files), _codes(found, workbooks))
        for part in found:
            lists += compare_list(known, part)
        for filled in workbooks:
            problems += [*filled.problems, *notes_on(reader, filled)]
            lists += compare_filled(known, filled, names_in(reader))
        lists = _weighed(reader, lists)
    if lists:
        lists = _tried(asked, lists)
    problems += [problem for part in files for problem in part.taken.problems]
    problems += [problem for part in lists for problem in part.problems]
    return Plan(tuple(files), tuple(lists), tuple(problems), wanted.partial)


def _weighed(reader: Reader | None, lists: list[ListPart]) -> list[ListPart]:
    """The lists, each record once, their percentages weighed."""
    if not lists:
        return []
    from bleadchallenge.usecases.importing.percentages import weighed  # noqa: PLC0415 - loads tables

    return weighed(reader, each_once(lists))


def _tried(asked: Asked, lists: list[ListPart]) -> list[ListPart]:
    """The lists as they would fare against the programme's rules."""
    from bleadchallenge.usecases.importing.intake_trial import tried  # noqa: PLC0415 - loads every rule

    return tried(asked, lists)


def _codes(found: Sequence[Recognised], workbooks: Sequence[Filled]) -> dict[str, set[Any]]:
    """The keys that lists and workbooks of one import bring in, by table."""
    codes = codes_in(found)
    for filled in workbooks:
        for table, keys in codes_of(filled).items():
            codes[table] = codes.get(table, set()) | keys
    return codes


def _urns(files: Sequence[FilePart]) -> set[str]:
    return {row.place.urn for part in files for row in part.taken.rows}


def suggested_mapping(path: Path, kind: str) -> str:
    """A first draft of a mapping file for a sheet whose columns have other names.

    Raises ``DataError`` where it has no table, or speaks of single pupils.
    """
    from bleadchallenge.intake.suggesting import draft  # noqa: PLC0415 - loads rapidfuzz

    return draft(read_book(path), kind)


def take(plan: Plan, asked: Asked) -> Receipt:
    """Take a plan's rows into the store as one change, all or nothing.

    Raises ``DataError`` where the plan is refused. A store that is not there
    yet is made first.
    """
    if plan.refused:
        raise intake_report.refusal(plan)
    if not asked.dry_run and not _is_there(asked.store):
        _make_store(asked)
    if asked.dry_run:
        return intake_report.receipt(plan, asked, None)
    with asked.writing() as writer:
        for part in plan.files:
            if part.already is None:
                bring_file(writer, part.taken, asked)
        if plan.lists:
            _bring_lists(writer, plan.lists, asked)
    return intake_report.receipt(plan, asked, writer.seq_written)


def _is_there(store: Path) -> bool:
    """Whether a store is there; an empty file is what a run left that was broken off."""
    return store.exists() and (not store.is_file() or store.stat().st_size > 0)


def _make_store(asked: Asked) -> None:
    """Make the store, unless another run has made it since this one looked."""
    try:
        set_up(replace(asked, command="bleadchallenge init", reason="made by the first import"))
    except CannotCreateError as error:
        if not isinstance(error.__cause__, FileExistsError):
            raise


def _bring_lists(writer: Writer, lists: Sequence[ListPart], asked: Asked) -> None:
    """Bring lists in under the programme's rules; raises ``DataError`` where one is broken."""
    from bleadchallenge.usecases.recording.rules_in_bulk import (  # noqa: PLC0415 - loads every rule
        refusal,
        watched,
    )

    with watched(writer, lists, asked.as_of) as broken:
        for listed in lists:
            bring_list(writer, listed)
    if broken:
        raise refusal(broken)


@contextmanager
def _reader(asked: Asked) -> Iterator[Reader | None]:
    """The store, or ``None`` where it is not there yet."""
    if not _is_there(asked.store):
        yield None
        return
    with asked.reading() as reader:
        yield reader


def _file_part(reader: Reader | None, part: Recognised, wanted: Wanted) -> FilePart:
    assert part.kind is not None  # noqa: S101 - told by the caller
    year, year_problem = year_of(part, wanted.year)
    said = part.mapping.release if part.mapping else ""
    release, note = filenames.release_for(part.table, part.kind, wanted.release or said)
    taken = ahead.checked(part.table, part.kind, year, release)
    taken.problems.extend(problem for problem in (year_problem, note) if problem)
    if reader is None:
        return FilePart(taken, len(taken.rows), 0, 0)
    if taken.kind.name == published.DERIVED:
        taken.problems.extend(beside_published(reader, taken))
    already = published.already(reader, _identity(taken))
    if already is not None:
        return FilePart(taken, 0, 0, len(taken.rows), already.since)
    return _compared(reader, taken)


def _identity(taken: Taken) -> dict[str, str]:
    """What makes the same file the same import."""
    table = taken.table
    return {
        "sha256": table.sha256,
        "sheet": table.sheet or "",
        "kind": taken.kind.name,
        "year": taken.year,
        "release": taken.release,
        "mapping": table.mapping,
    }


def _compared(reader: Reader, taken: Taken) -> FilePart:
    """Compare rows with those kept of the same kind and year, school by school."""
    kept = {
        (
            line.level,
            line.urn or line.la,
            _part(taken, line.urn, line.name, SEPARATOR.join(line.cells)),
        ): line
        for line in published.lines(reader, taken.kind.name, taken.year)
    }
    new = changed = unchanged = 0
    for row in taken.rows:
        place = row.place
        part = _part(taken, place.urn, place.name, row.joined)
        before = kept.get((place.level, place.urn or place.la, part))
        if before is None:
            new += 1
        elif SEPARATOR.join(before.cells) == row.joined:
            unchanged += 1
        else:
            changed += 1
    return FilePart(taken, new, changed, unchanged, superseded=_superseded(reader, taken))


def _part(taken: Taken, urn: str, name: str, joined: str) -> str:
    """What tells several rows of one school or area apart."""
    if taken.kind.parts:
        return joined.split(SEPARATOR)[taken.table.columns[taken.kind.parts]]
    return "" if urn else name


def _superseded(reader: Reader, taken: Taken) -> str:
    """Which later release is in already, so that this one will not count."""
    order = list(Release)
    if not taken.release:
        return ""
    later = {
        source.release
        for source in published.sources(reader, taken.kind.name, taken.year)
        if source.release
        and order.index(Release(source.release)) > order.index(Release(taken.release))
    }
    return max(later, key=lambda name: order.index(Release(name)), default="")


def bring_file(writer: Writer, taken: Taken, asked: Asked) -> SourceFile:
    """Bring a published file in: itself as a fact, its rows hanging on it."""
    table = taken.table
    number = published.next_number(writer)
    file = SourceFile(
        number=number,
        kind=taken.kind.name,
        year=taken.year,
        release=taken.release,
        sheet=table.sheet or "",
        sha256=table.sha256,
        mapping=table.mapping,
        file=table.file,
        header_row=table.header_row,
        header=SEPARATOR.join(table.names),
        columns=json.dumps(dict(table.columns)),
        decisions=published.decisions(table.decided),
        rows=len(taken.rows),
        content=rows_digest((row.number, row.joined) for row in taken.rows),
        taken_on=asked.as_of,
    )
    writer.bring(file)
    writer.bring_rows(published.row_values(number, taken.rows))
    return file
