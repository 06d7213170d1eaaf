"""Taking files in: read, recognise, check, compare with what is kept, then all or nothing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from bleadchallenge.domain.choices import Release
from bleadchallenge.domain.errors import CannotCreateError, UsageError
from bleadchallenge.domain.problems import Problem
from bleadchallenge.domain.results.source_rows import SEPARATOR
from bleadchallenge.domain.workbook.recipients import Recipient
from bleadchallenge.domain.years import year_of_results
from bleadchallenge.intake import filenames
from bleadchallenge.intake.checks import check
from bleadchallenge.intake.files import read_book
from bleadchallenge.intake.filled_workbook import FilledWorkbook, is_ours
from bleadchallenge.intake.kinds.areas import COMPARATORS
from bleadchallenge.intake.sheets import RecognisedTable
from bleadchallenge.intake.spreadsheet import Spreadsheet
from bleadchallenge.intake.tables import CheckedTable, Row
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.health import rows_digest
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.tables import SourceFile
from bleadchallenge.usecases.request import Receipt, Request, policy_of, set_up
from bleadchallenge.usecases.selection.criterion import criterion_of
from bleadchallenge.usecases.workbook import import_report
from bleadchallenge.usecases.workbook.import_plan import FilePlan, ImportOptions, ImportPlan
from bleadchallenge.usecases.workbook.lists import (
    RecordPlan,
    ReferenceIndex,
    codes_in,
    compare_list,
    each_once,
)
from bleadchallenge.usecases.workbook.pupil_sums import (
    compare_with_published,
    differences_from_published,
)
from bleadchallenge.usecases.workbook.recognition import recognise, year_of
from bleadchallenge.usecases.workbook.rejects import staged_rejects

_FIRST_CHANGE = 1
"""The change that makes a store: its policy."""


def preview(paths: Sequence[Path], asked: Request, wanted: ImportOptions) -> ImportPlan:
    """Read and check files, and compare them with the store; nothing is changed.

    Raises ``InputError`` and ``DataError`` for a file that cannot be read.
    """
    if not paths:
        raise UsageError("no file was given", fix="bleadchallenge import-data FILE...")
    files: list[FilePlan] = []
    lists: list[RecordPlan] = []
    problems: list[Problem] = []
    found: list[RecognisedTable] = []
    workbooks: list[FilledWorkbook] = []
    with _reader(asked) as reader:
        known_at = reader.change if reader else _FIRST_CHANGE
        for path in paths:
            book = read_book(path)
            if is_ours(book):
                workbooks.append(_read_back(book))
                continue
            parts, noted = recognise(reader, book, wanted)
            found += parts
            problems += noted
        files += _each_once(_file_part(reader, part, wanted) for part in found if part.kind)
        known = ReferenceIndex.of(reader, _urns(files), _codes(found, workbooks))
        for part in found:
            lists += compare_list(known, part)
        if workbooks:
            plans, noted = _compared_workbooks(reader, asked, known, workbooks)
            lists += plans
            problems += noted
        lists = _weighed(reader, lists)
    if lists:
        outcome = _tried(asked, lists, known_at)
        if outcome is None:
            return preview(paths, asked, wanted)
        lists = outcome
    problems += [problem for part in files for problem in part.taken.problems]
    problems += [problem for part in lists for problem in part.problems]
    return ImportPlan(tuple(files), tuple(lists), tuple(problems), tuple(paths), wanted, known_at)


def _sender(reader: Reader | None, asked: Request, filled: FilledWorkbook) -> Recipient | None:
    """Whom a workbook was cut to; ``None`` for the coordinator's own."""
    if reader is None or not filled.sender:
        return None
    from bleadchallenge.usecases.lookup.subjects import find_subject  # noqa: PLC0415 - loads tables
    from bleadchallenge.usecases.workbook.recipients import sender_of  # noqa: PLC0415 - as above

    return sender_of(reader, asked, find_subject(reader, filled.sender))


def _weighed(reader: Reader | None, lists: list[RecordPlan]) -> list[RecordPlan]:
    """The lists, each record once, their percentages weighed."""
    if not lists:
        return []
    from bleadchallenge.usecases.workbook.percentages import check_fractions  # noqa: PLC0415 - loads tables

    return check_fractions(reader, each_once(lists))


def _tried(asked: Request, lists: list[RecordPlan], known_at: int) -> list[RecordPlan] | None:
    """The lists as they would fare against the rules; ``None`` where the store has changed."""
    from bleadchallenge.usecases.workbook.import_trial import (  # noqa: PLC0415 - loads every rule
        OutdatedError,
        without_violations,
    )

    try:
        return without_violations(asked, lists, known_at)
    except OutdatedError:
        return None


def _read_back(book: Spreadsheet) -> FilledWorkbook:
    from bleadchallenge.usecases.workbook.read_back import read_back  # noqa: PLC0415 - loads tables

    return read_back(book)


def _compared_workbooks(
    reader: Reader | None,
    asked: Request,
    known: ReferenceIndex,
    workbooks: Sequence[FilledWorkbook],
) -> tuple[list[RecordPlan], list[Problem]]:
    """What filled workbooks would change, and what a person should know of them."""
    from bleadchallenge.usecases.workbook import read_back  # noqa: PLC0415 - loads tables

    names = read_back.names_in(reader)
    plans: list[RecordPlan] = []
    problems: list[Problem] = []
    for filled in workbooks:
        problems += [*filled.problems, *read_back.notes_on(reader, filled)]
        sender = _sender(reader, asked, filled)
        plans += read_back.compare_filled(known, filled, names, sender)
    return plans, problems


def _codes(
    found: Sequence[RecognisedTable], workbooks: Sequence[FilledWorkbook]
) -> dict[str, set[object]]:
    """The keys that lists and workbooks of one import bring in, by table."""
    codes = codes_in(found)
    if not workbooks:
        return codes
    from bleadchallenge.usecases.workbook.read_back import codes_of  # noqa: PLC0415 - loads tables

    for filled in workbooks:
        for table, keys in codes_of(filled).items():
            codes[table] = codes.get(table, set()) | keys
    return codes


def _urns(files: Sequence[FilePlan]) -> set[str]:
    return {row.place.urn for part in files for row in part.taken.rows}


def suggested_mapping(path: Path, kind: str) -> str:
    """A first draft of a mapping file for a sheet whose columns have other names.

    Raises ``DataError`` where it has no table, or speaks of single pupils.
    """
    from bleadchallenge.intake.mapping_draft import draft_mapping  # noqa: PLC0415 - loads rapidfuzz

    return draft_mapping(read_book(path), kind)


def take(plan: ImportPlan, asked: Request, rejects: Path | None = None) -> Receipt:
    """Take a plan's rows into the store as one change, all or nothing.

    A plan that was made before others changed the store is made anew, so that one
    file at once is taken once. Rejected rows go to ``rejects`` when the change is
    recorded. Raises ``DataError`` where the plan is refused. A store that is not
    there yet is made first.
    """
    if plan.refused:
        raise import_report.refusal(plan)
    if not asked.dry_run and not asked.has_store():
        _make_store(asked)
    if asked.dry_run:
        return import_report.receipt(plan, asked, None)
    with staged_rejects(plan, rejects) as put_rejects_into_place:
        with asked.writing(meets_criterion=criterion_of(asked)) as writer:
            is_current = plan.known_at == writer.number - 1
            if is_current:
                _bring(writer, plan, asked)
        if is_current:
            put_rejects_into_place()
            return import_report.receipt(plan, asked, writer.seq_written)
    return take(preview(plan.paths, asked, plan.wanted), asked, rejects)


def _bring(writer: Writer, plan: ImportPlan, asked: Request) -> None:
    for part in plan.files:
        if part.already is None:
            bring_file(writer, part.taken, asked, part.published_on)
        elif part.published_on is not None:
            kept = published_files.already(writer, _identity(part.taken))
            if kept is not None:
                writer.replace(kept, published_on=part.published_on)
    if plan.lists:
        _bring_lists(writer, plan.lists)


def _make_store(asked: Request) -> None:
    """Make the store, unless another run has made it since this one looked."""
    try:
        set_up(replace(asked, command="bleadchallenge init", reason="made by the first import"))
    except CannotCreateError as error:
        if not isinstance(error.__cause__, FileExistsError):
            raise


def _bring_lists(writer: Writer, lists: Sequence[RecordPlan]) -> None:
    from bleadchallenge.usecases.workbook.record_import import bring_lists  # noqa: PLC0415 - loads tables

    bring_lists(writer, lists)


@contextmanager
def _reader(asked: Request) -> Iterator[Reader | None]:
    """The store, or ``None`` where it is not there yet."""
    if not asked.has_store():
        yield None
        return
    with asked.reading() as reader:
        yield reader


def _file_part(reader: Reader | None, part: RecognisedTable, wanted: ImportOptions) -> FilePlan:
    assert part.kind is not None  # noqa: S101 - told by the caller
    year, year_problem = year_of(part, wanted.year)
    said = part.mapping.release if part.mapping else ""
    release, note = filenames.release_for(part.table, part.kind, wanted.release or said)
    taken = check(part.table, part.kind, year, release)
    taken.problems.extend(problem for problem in (year_problem, note) if problem)
    if reader is None:
        return FilePlan(taken, len(taken.rows), 0, 0, published_on=wanted.published)
    if taken.kind.name == published_files.DERIVED:
        taken.problems.extend(compare_with_published(reader, taken))
    already = published_files.already(reader, _identity(taken))
    if already is None:
        return replace(_compared(reader.on_day(None), taken), published_on=wanted.published)
    other_day = wanted.published if wanted.published != already.published_on else None
    return FilePlan(taken, 0, 0, len(taken.rows), already.since, published_on=other_day)


def _each_once(plans: Iterable[FilePlan]) -> list[FilePlan]:
    """Each table once, though its file be given twice."""
    return list({tuple(_identity(plan.taken).values()): plan for plan in plans}.values())


def _identity(taken: CheckedTable) -> dict[str, str]:
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


def _compared(reader: Reader, taken: CheckedTable) -> FilePlan:
    """Compare rows with those kept of the same kind and year, school by school."""
    kept = {
        (line.level, line.urn or line.la, published_files.part_of(line)): line
        for line in published_files.lines(reader, taken.kind.name, taken.year)
    }
    new = changed = unchanged = 0
    for row in taken.rows:
        place = row.place
        before = kept.get((place.level, place.urn or place.la, _part(taken, row)))
        if before is None:
            new += 1
        elif SEPARATOR.join(before.cells) == row.joined:
            unchanged += 1
        else:
            changed += 1
    outranked = [
        line for line in kept.values() if taken.table.mapping and not line.source.is_mapped
    ]
    if outranked:
        taken.problems.extend(differences_from_published(taken, outranked))
    superseded = "published" if outranked else _superseded(reader, taken)
    return FilePlan(taken, new, changed, unchanged, superseded=superseded)


def _part(taken: CheckedTable, row: Row) -> str:
    """What tells several rows of one school or area apart."""
    if taken.kind.parts:
        return taken.table.cell(row.cells, taken.kind.parts)
    return "" if row.place.urn else row.place.name


def _superseded(reader: Reader, taken: CheckedTable) -> str:
    """Which later release is in already, so that this one will not count."""
    order = list(Release)
    if not taken.release:
        return ""
    later = {
        source.release
        for source in published_files.sources(reader, taken.kind.name, taken.year)
        if source.release
        and order.index(Release(source.release)) > order.index(Release(taken.release))
    }
    return max(later, key=lambda name: order.index(Release(name)), default="")


def bring_file(
    writer: Writer, taken: CheckedTable, asked: Request, published: date | None = None
) -> SourceFile:
    """Bring a published file in: itself as a fact, its rows hanging on it.

    Where nobody says when it was published, the policy's rule does.
    """
    table = taken.table
    number = published_files.next_number(writer)
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
        decisions=published_files.decisions(table.decided),
        rows=len(taken.rows),
        content=rows_digest((row.number, row.joined) for row in taken.rows),
        taken_on=asked.as_of,
        published_on=published
        or published_files.day_to_keep(
            taken.kind.name,
            taken.year or _last_year(taken),
            taken.release,
            table.file,
            asked.as_of,
            policy_of(writer).publication,
        ),
    )
    writer.add(file)
    writer.add_rows(published_files.rows_to_keep(file, taken.rows))
    return file


def _last_year(taken: CheckedTable) -> str:
    """The last year in a file of areas; empty for any other file."""
    place = taken.table.columns.get("YEAR")
    if taken.kind is not COMPARATORS or place is None:
        return ""
    years = (year_of_results(row.joined.split(SEPARATOR)[place]) for row in taken.rows)
    return max(filter(None, years), default="")
