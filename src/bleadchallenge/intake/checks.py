"""Checking a table of a known kind: shape, cells, identifiers, repetitions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusals
from bleadchallenge.domain.results.source_rows import SEPARATOR
from bleadchallenge.intake.column_formats import date_columns
from bleadchallenge.intake.faults import CellCheck, too_many_beyond
from bleadchallenge.intake.joined_rows import texts_and_cells
from bleadchallenge.intake.tables import (
    Cells,
    CheckedTable,
    ColumnRule,
    FileKind,
    Row,
    RowIdentity,
    Table,
)

_URN = re.compile(r"[1-9][0-9]{5}")
_DECIMAL_URN = re.compile(r"([1-9][0-9]{5})\.0+")
_MOST_NAMED = 20


def check(table: Table, kind: FileKind, year: str, release: str) -> CheckedTable:
    """Check a table against its kind; rows with a fault stay out, each with its reason."""
    problems: list[Problem] = []
    rows = list(_once(table, kind, _good(table, kind, problems), problems))
    if any(problem.kind is ProblemKind.BAD_DATE for problem in problems) and not table.mapping:
        dated = date_columns(table, kind)
        if dated.decided:
            table, problems = replace(table, decided={**table.decided, **dated.decided}), []
            rows = list(_once(table, kind, _good(table, kind, problems), problems))
        problems = [*dated.problems, *problems]
    problems += _without_end(table, kind, rows)
    problems += too_many_beyond(table, problems)
    is_read = kind.rule((table.names or ("",))[-1].upper()) is not ColumnRule.ANYTHING
    if is_read and not kind.ends_with and (note := table.unended()):
        problems.append(note)
    return CheckedTable(kind, table, year, release, rows, problems, read=len(table.rows))


def _without_end(table: Table, kind: FileKind, rows: Sequence[Row]) -> Iterator[Problem]:
    """A fault where a published text lacks the rows at its end, as when a download broke off."""
    is_as_published = kind.ends_with and kind.whole_layout <= table.columns.keys()
    if not is_as_published or table.sheet or table.mapping:
        return
    missing = kind.ends_with - {row.place.level for row in rows}
    if not missing:
        return
    lacks = "has no national row" if missing == kind.ends_with else "lacks a national row"
    yield table.problem(
        ProblemKind.MISSING_ROWS,
        Severity.ROW,
        f"{lacks}, with which {kind.title} end: the file is not whole",
        expected="the whole file: get it again",
    )


@dataclass(frozen=True, slots=True)
class _OddCells:
    """Rows of another width than the header's that are taken all the same."""

    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def notes(self, table: Table, kind: FileKind) -> Iterator[Problem]:
        """Notes on them."""
        if self.short:
            said = "stop early and are taken as far as they go"
            yield _noted(table, ProblemKind.SHORT_ROW, self.short, said)
        if self.long:
            with_what = "links" if kind.overflows else "blank cells"
            said = f"go on beyond the header, with {with_what}"
            yield _noted(table, ProblemKind.EXTRA_CELL, self.long, said)


def _good(table: Table, kind: FileKind, problems: list[Problem]) -> Iterator[Row]:
    """Rows without a fault, each with the school or area it is about."""
    width, odd, cell_check = len(table.names), _OddCells(), CellCheck(table, kind)
    for number, text, cells in texts_and_cells(table.rows):
        shaped = cells
        if len(cells) != width:
            shaped = _shaped(table, kind, number, cells, odd)
        found = cell_check.faults(number, shaped) if shaped else [_too_long(table, number, cells)]
        if table.breaks_off and (cut := table.cut_short(number, cells)):
            found = [cut]
        problems += found
        place = None if refusals(found) else _placed(table, kind, number, shaped, problems)
        if place is not None:
            whole = text if len(shaped) == len(cells) else SEPARATOR.join(shaped)
            yield Row(number, place, whole)
    problems += odd.notes(table, kind)


def _shaped(table: Table, kind: FileKind, number: int, cells: Cells, odd: _OddCells) -> Cells:
    """The cells of a row of another width; none where it is too long and may not be."""
    width = len(table.names)
    if len(cells) < width:
        odd.short.append(number)
        return cells
    if not _may_spill(cells, width, kind):
        return []
    odd.long.append(number)
    return cells if kind.overflows else cells[:width]


def _may_spill(cells: Cells, width: int, kind: FileKind) -> bool:
    """Whether the cells beyond the header are blank, or of the kind that may stand there."""
    beyond = cells[width:]
    if not any(cell.strip() for cell in beyond):
        return True
    spill = kind.spill if kind.overflows else None
    return spill is not None and all(map(spill.fullmatch, cells[width - 1 :]))


def _too_long(table: Table, number: int, cells: Cells) -> Problem:
    width = len(table.names)
    return table.problem(
        ProblemKind.EXTRA_CELL,
        Severity.ROW,
        f"has {len(cells)} cells where the header names {width}",
        row=number,
        found=f"{len(cells)} cells",
        expected=f"{width} cells; look for a comma that should stand within quotes",
    )


def _noted(table: Table, kind: ProblemKind, rows: Sequence[int], said: str) -> Problem:
    some = ", ".join(map(str, rows[:_MOST_NAMED]))
    more = f" and {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else ""
    return table.problem(kind, Severity.NOTE, f"{len(rows)} rows {said}: rows {some}{more}")


def _placed(
    table: Table, kind: FileKind, number: int, cells: Cells, problems: list[Problem]
) -> RowIdentity | None:
    """The school or area a row is about; a school's row needs a proper URN."""
    place = kind.locate(table, cells)
    if place is None:
        problems.append(_unplaced(table, number, cells))
    elif place.level is Level.SCHOOL and not _URN.fullmatch(place.urn):
        problems.append(_bad_urn(table, number, place.urn))
    else:
        return place
    return None


def _unplaced(table: Table, number: int, cells: Cells) -> Problem:
    return table.problem(
        ProblemKind.BAD_CODE,
        Severity.ROW,
        "does not say of which school or area it speaks",
        row=number,
        found=" ".join(cells[:3])[:60],
        expected="a school's, an authority's or a national row",
    )


def _bad_urn(table: Table, number: int, urn: str) -> Problem:
    whole = _DECIMAL_URN.fullmatch(urn)
    if whole:
        return table.problem(
            ProblemKind.BAD_IDENTIFIER,
            Severity.ROW,
            f"has the URN {whole[1]} as a number with decimals, as another program wrote it",
            row=number,
            column="URN",
            found=urn[:60],
            expected=f"{whole[1]}: format the column of URNs as text or whole numbers",
        )
    return table.problem(
        ProblemKind.BAD_IDENTIFIER,
        Severity.ROW,
        "has no proper URN",
        row=number,
        column="URN",
        found=urn[:60],
        expected="six figures",
    )


def _once(
    table: Table, kind: FileKind, rows: Iterator[Row], problems: list[Problem]
) -> Iterator[Row]:
    """Each row once: exact repetitions are named, differing ones refused."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        place = row.place
        key = (place.level, place.urn or place.laestab or place.la, _part(table, kind, row))
        first = seen.setdefault(key, row)
        if first is row:
            yield row
        else:
            problems.append(_repeated(table, first, row))


def _part(table: Table, kind: FileKind, row: Row) -> str:
    """What tells several rows of one school or area apart; empty where one is all."""
    if kind.parts:
        return table.cell(row.cells, kind.parts)
    return "" if row.place.urn else row.place.name


def _repeated(table: Table, first: Row, row: Row) -> Problem:
    same = first.joined == row.joined
    who = row.place.urn or row.place.name
    return table.problem(
        ProblemKind.DUPLICATE_ROW,
        Severity.NOTE if same else Severity.ROW,
        f"repeats row {first.number}, and is taken once"
        if same
        else f"speaks of {who} as row {first.number} does, but says something else",
        row=row.number,
        found=who,
        expected="one row for each school and area",
    )
