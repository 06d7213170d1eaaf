"""From a book to its tables: where each header stands, and what kind it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from bleadchallenge.domain.csv_cells import original_text
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.workbook.forms import MARK_HEADING
from bleadchallenge.domain.workbook.record_shapes import RecordShape, marked_as
from bleadchallenge.intake.column_formats import comma_columns
from bleadchallenge.intake.duplicates import (
    conflicting_columns,
    conflicting_fields,
    conflicting_sheets,
)
from bleadchallenge.intake.headers import ROWS_SEARCHED, Header, find_header
from bleadchallenge.intake.kinds.pupils import ACCURACY, PUPILS, aggregate, is_personal
from bleadchallenge.intake.kinds.registry import (
    KINDS,
    known_names,
    lacking,
    nearest,
    recognise,
    under_known_names,
    with_names_in,
)
from bleadchallenge.intake.layout import hidden_sheet, rows_below
from bleadchallenge.intake.list_columns import (
    column_names,
    has_own_columns,
    lacking_fields,
    shape_for,
    shape_lacking,
    shape_like,
)
from bleadchallenge.intake.mapping import SheetMapping
from bleadchallenge.intake.normalise import normalise
from bleadchallenge.intake.percent_columns import percent_columns
from bleadchallenge.intake.records import places
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.tables import ColumnRule, FileKind, Table


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """A table and what it is: a published kind, or a list of the programme's own.

    ``mapping`` is what a person said of it; ``None`` where it speaks for itself.
    ``is_guess`` says that a stranger's list may have the same columns.
    """

    table: Table
    kind: FileKind | None
    shape: RecordShape | None
    notes: tuple[Problem, ...] = ()
    mapping: SheetMapping | None = None
    is_guess: bool = False


DRAFT = "import-data --suggest-mapping SHEET drafts one"
_STRANGE = "is not a kind of file that is known"
Recogniser = Callable[[Spreadsheet, Sheet], RecognisedTable | Problem]


def recognise_book(
    book: Spreadsheet, shapes: Mapping[str, RecordShape], wanted: str | None = None
) -> tuple[list[RecognisedTable], list[Problem]]:
    """Every sheet of a book that is of a known kind, and what is wrong with the others.

    ``wanted`` is the kind a person named. A book without any known sheet gives
    a problem that refuses the file; hidden sheets stay out.
    """
    known = known_names() | _field_names(shapes)

    def recogniser(book: Spreadsheet, sheet: Sheet) -> RecognisedTable | Problem:
        if any(row and row[0].startswith(MARK_HEADING) for row in sheet.rows[:ROWS_SEARCHED]):
            return _without_its_workbook(book, sheet)
        return _recognise_sheet(book, sheet, shapes, known, wanted)

    return through(book, recogniser)


def through(
    book: Spreadsheet, recogniser: Recogniser, sheet_named: str = ""
) -> tuple[list[RecognisedTable], list[Problem]]:
    """Go through a book's sheets; one that is named is read though it be hidden.

    A sheet that is not known refuses the book only where no other is known.
    """
    found: list[RecognisedTable] = []
    strange: list[Problem] = []
    problems = [note for note in book.notes if note.kind is not ProblemKind.HIDDEN]
    for sheet in book.sheets:
        if not any(any(cell.strip() for cell in row) for row in sheet.rows):
            continue
        if sheet_named and (sheet.name or "").casefold() != sheet_named.casefold():
            continue
        if sheet.hidden and not sheet_named:
            problems.append(hidden_sheet(book, sheet))
            continue
        recognised = recogniser(book, sheet)
        if isinstance(recognised, Problem):
            strange.append(recognised)
        else:
            found.append(recognised)
            problems += recognised.notes
    problems += conflicting_sheets(
        [(each.table, each.kind) for each in found if each.kind and not each.mapping]
    )
    near = [problem for problem in strange if problem.kind is not ProblemKind.UNKNOWN_LAYOUT]
    if found:
        strange = [replace(problem, severity=Severity.NOTE) for problem in strange]
    elif near:
        strange = near
    elif not strange:
        strange = [_nothing(book, sheet_named)]
    return found, problems + strange


def _nothing(book: Spreadsheet, sheet_named: str) -> Problem:
    named = ", ".join(sheet.name for sheet in book.sheets if sheet.name)
    what = f"has no sheet {sheet_named}" if sheet_named else "has no sheet that is shown"
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        what,
        book.name,
        expected=f"one of: {named}" if named else "no sheet: a text file has none",
    )


def _field_names(shapes: Mapping[str, RecordShape]) -> frozenset[str]:
    return frozenset(field.name.upper() for shape in shapes.values() for field in shape.fields)


def _recognise_sheet(
    book: Spreadsheet,
    sheet: Sheet,
    shapes: Mapping[str, RecordShape],
    known: Collection[str],
    wanted: str | None,
) -> RecognisedTable | Problem:
    header = find_header(sheet.rows, known)
    if header is None:
        return is_unknown_sheet(book, sheet, "has no row of column names that are known")
    columns, mark = columns_of(header), marked_as(header.names)
    kind = KINDS.get(wanted or "") or (None if mark else recognise(columns))
    if is_personal(columns) and kind is not PUPILS:
        return personal(book, sheet)
    if kind is not None:
        return _as_published(book, sheet, header, kind)
    shape = shapes.get(wanted or mark)
    if shape is None and mark:
        return is_unknown_sheet(book, sheet, f"is marked as {mark}, which is no list to import")
    if shape is not None:
        return _as_list(book, sheet, header, shape)
    return _by_its_columns(book, sheet, header, shapes)


def _by_its_columns(
    book: Spreadsheet, sheet: Sheet, header: Header, shapes: Mapping[str, RecordShape]
) -> RecognisedTable | Problem:
    """The list that a sheet is by its columns alone, or what it comes nearest to."""
    shape = shape_for(header.names, shapes, _texts_below(sheet, header))
    if shape is None:
        return _nearly_known(book, sheet, header, shapes)
    found = _as_list(book, sheet, header, shape)
    is_guess = not has_own_columns(header.names, shape)
    return replace(found, is_guess=is_guess) if isinstance(found, RecognisedTable) else found


def _nearly_known(
    book: Spreadsheet, sheet: Sheet, header: Header, shapes: Mapping[str, RecordShape]
) -> Problem:
    """A refusal of a sheet that is nothing known, by what it comes nearest to."""
    if close := nearest(columns_of(header)):
        table, _notes = table_of(book, sheet, header, people=False)
        return _lacking(table, *close)
    if partly := shape_lacking(header.names, shapes):
        table, _notes = table_of(book, sheet, header, people=True)
        return _without_fields(table, partly, lacking_fields(header.names, partly))
    like = shape_like(header.names, shapes)
    return _too_general(book, sheet, like) if like else is_unknown_sheet(book, sheet, _STRANGE)


def _texts_below(sheet: Sheet, header: Header) -> Callable[[str], Collection[str]]:
    """What gives the different texts below a column's name."""

    def texts(name: str) -> set[str]:
        place = header.names.index(name)
        return {cells[place] for cells in sheet.rows[header.data_row - 1 :] if place < len(cells)}

    return texts


def _as_published(
    book: Spreadsheet, sheet: Sheet, header: Header, kind: FileKind
) -> RecognisedTable | Problem:
    table, notes = table_of(book, sheet, header, people=False)
    missing = lacking(kind, table.columns)
    return _lacking(table, kind, missing) if missing else _of_kind(table, kind, notes)


def _as_list(
    book: Spreadsheet, sheet: Sheet, header: Header, shape: RecordShape
) -> RecognisedTable | Problem:
    table, notes = table_of(book, sheet, header, people=True)
    if missing := lacking_fields(header.names, shape):
        return _without_fields(table, shape, missing)
    if marked_as(header.names):
        rows = [(row, [*map(original_text, cells)]) for row, cells in table.rows]
        table = replace(table, rows=rows)
    twice = conflicting_fields(table, column_names(shape))
    unsaved = table.unsaved_in(places(table, shape))
    table, decided = normalise(table, shape)
    return RecognisedTable(table, None, shape, (*notes, *unsaved, *twice, *decided))


def _of_kind(table: Table, kind: FileKind, notes: list[Problem]) -> RecognisedTable:
    named_so = with_names_in(table.columns, kind)
    named = replace(table, columns=under_known_names(table.columns, named_so))
    notes = [*notes, *named.unsaved_in(_read_columns(named, kind))]
    if kind is PUPILS:
        sums, faults = aggregate(named)
        return RecognisedTable(sums, ACCURACY, None, (*notes, *faults))
    commas = comma_columns(named, kind)
    named = replace(named, decided=commas.decided)
    percentages = percent_columns(named, kind)
    decided = {**commas.decided, **percentages.decided}
    told = (
        *notes,
        *commas.problems,
        *percentages.problems,
        *conflicting_columns(named, named_so),
    )
    return RecognisedTable(replace(named, decided=decided), kind, None, told)


def _read_columns(table: Table, kind: FileKind) -> dict[str, int]:
    """The places of the columns of a published table out of which anything is read."""
    return {
        name: place
        for name, place in table.columns.items()
        if name in kind.needs or kind.rule(name) is not ColumnRule.ANYTHING
    }


def columns_of(header: Header) -> dict[str, int]:
    """The place of each name, in capitals; of a name that stands twice, the first."""
    columns: dict[str, int] = {}
    for place, name in enumerate(header.names):
        if name:
            columns.setdefault(name.upper(), place)
    return columns


def table_of(
    book: Spreadsheet, sheet: Sheet, header: Header, *, people: bool
) -> tuple[Table, list[Problem]]:
    """The table under a header, with notes on its layout."""
    rows, notes = rows_below(book, sheet, header, people=people)
    table = Table(
        file=book.name,
        sheet=sheet.name,
        sha256=book.sha256,
        header_row=header.row,
        names=header.names,
        columns=columns_of(header),
        rows=rows,
        breaks_off=sheet.breaks_off,
        folder=book.folder,
        has_semicolons=sheet.has_semicolons,
        unsaved=sheet.unsaved,
    )
    return table, notes


def _lacking(table: Table, kind: FileKind, missing: Collection[str]) -> Problem:
    return table.problem(
        ProblemKind.MISSING_COLUMN,
        Severity.FILE,
        f"looks like {kind.title} but has no column {', '.join(sorted(missing))}",
        expected=f"the columns as published, or --mapping FILE for other names ({DRAFT})",
    )


def _without_fields(table: Table, shape: RecordShape, missing: Collection[str]) -> Problem:
    known = ", ".join(field.name for field in shape.fields)
    return table.problem(
        ProblemKind.MISSING_COLUMN,
        Severity.FILE,
        f"has no column {', '.join(missing)}, which a list of kind {shape.name} needs",
        expected=f"columns of: {known}; or --mapping FILE for other names ({DRAFT})",
    )


def _too_general(book: Spreadsheet, sheet: Sheet, shape: RecordShape) -> Problem:
    """A refusal of a sheet whose few common columns happen to be those of a list."""
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        f"might be the programme's list of kind {shape.name}, but its columns do not tell",
        book.name,
        sheet.name,
        expected=f"--kind {shape.name} if that is what it is",
    )


def personal(book: Spreadsheet, sheet: Sheet) -> Problem:
    """A refusal of a table about single pupils that is no pupil-level file as published."""
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        "holds data of single pupils and is not the pupil-level file that schools download",
        book.name,
        sheet.name,
        expected="the file as downloaded, of which only sums are kept; or a sheet without pupils",
    )


def _without_its_workbook(book: Spreadsheet, sheet: Sheet) -> Problem:
    """A refusal of a sheet of the programme's workbook that was saved on its own."""
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        "is one sheet of the programme's workbook, whose records are told by the whole",
        book.name,
        sheet.name,
        expected="the workbook with all its sheets; or a list that export writes",
    )


def is_unknown_sheet(book: Spreadsheet, sheet: Sheet, message: str) -> Problem:
    """A refusal of a sheet that is of no known kind, naming those that are."""
    titles = ", ".join(kind.title for kind in KINDS.values())
    return Problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        message,
        book.name,
        sheet.name,
        expected=f"one of: {titles}; or a list of the programme's own; or --mapping FILE ({DRAFT})",
    )
