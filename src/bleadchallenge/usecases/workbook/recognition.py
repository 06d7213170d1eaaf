"""What each sheet of a file is: by itself, by a mapping given now, or by one given before."""

from collections.abc import Iterator

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.years import label
from bleadchallenge.intake import filenames
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.mapping import SheetMapping, mapping_of
from bleadchallenge.intake.sheets import RecognisedTable, recognise_book
from bleadchallenge.intake.spreadsheet import Spreadsheet
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.workbook.import_plan import ImportOptions
from bleadchallenge.usecases.workbook.lists import list_shapes


def recognise(
    reader: Reader | None, book: Spreadsheet, wanted: ImportOptions
) -> tuple[list[RecognisedTable], list[Problem]]:
    """Every known sheet of a book, and problems of the others.

    A sheet that is not known by itself is read through the latest mapping in
    the store that speaks of all its columns, if there is one.
    """
    if wanted.mapping is not None:
        return _through(book, wanted.mapping)
    found, problems = _by_itself(book, wanted.kind)
    if found or reader is None:
        return found, problems
    for change, mapping in _stored(reader):
        if _fits(book, mapping):
            parts, noted = _through(book, mapping)
            return parts, [_said_before(book, change), *noted]
    return found, problems


def _by_itself(book: Spreadsheet, kind: str) -> tuple[list[RecognisedTable], list[Problem]]:
    """What the sheets are by their own columns: published files alone load no list's shape."""
    if not kind or kind in KINDS:
        found, problems = recognise_book(book, {}, kind or None)
        if len(found) == len(book.sheets):
            return found, problems
    return recognise_book(book, list_shapes(), kind or None)


def _through(
    book: Spreadsheet, mapping: SheetMapping
) -> tuple[list[RecognisedTable], list[Problem]]:
    from bleadchallenge.intake.mapped_sheets import mapped_book  # noqa: PLC0415 - loads rapidfuzz

    return mapped_book(book, mapping, list_shapes())


def _fits(book: Spreadsheet, mapping: SheetMapping) -> bool:
    from bleadchallenge.intake.mapped_sheets import fits  # noqa: PLC0415 - loads rapidfuzz

    return fits(book, mapping)


def _stored(reader: Reader) -> Iterator[tuple[int, SheetMapping]]:
    """Mappings that came with earlier imports, the latest first, each once."""
    kinds = {*KINDS, *list_shapes()}
    seen: set[str] = set()
    for file in published_files.mappings(reader):
        if file.mapping not in seen:
            seen.add(file.mapping)
            yield file.since, mapping_of(file.mapping, kinds)


def _said_before(book: Spreadsheet, change: int) -> Problem:
    said = f"read through the mapping that came with change {change} (or give --mapping FILE)"
    return Problem(ProblemKind.DECIDED, Severity.NOTE, said, book.name)


def year_of(part: RecognisedTable, wanted: str) -> tuple[str, Problem | None]:
    """The year a table is of: as asked, as its mapping says, else by its name and columns."""
    assert part.kind is not None  # noqa: S101 - told by the caller
    said = _said_year(part)
    named = filenames.year_in(part.table.file)
    if part.kind.yearly and not wanted and said and named and said != named:
        return named, _disagreeing(part, named, said)
    return filenames.year_for(part.table, part.kind, wanted or said)


def _said_year(part: RecognisedTable) -> str:
    """What the mapping says of the year, in words or by a column of years."""
    if part.mapping is None:
        return ""
    if not part.mapping.year_column:
        return part.mapping.year
    from bleadchallenge.intake.mapped_sheets import year_of_column  # noqa: PLC0415 - loads rapidfuzz

    return year_of_column(part.table, part.mapping.year_column) or part.mapping.year


def _disagreeing(part: RecognisedTable, named: str, said: str) -> Problem:
    return part.table.problem(
        ProblemKind.UNKNOWN_YEAR,
        Severity.FILE,
        f"is of {label(named)} by its name but of {label(said)} by the mapping",
        expected=f"--year {label(said)}, or --year {label(named)}",
    )
