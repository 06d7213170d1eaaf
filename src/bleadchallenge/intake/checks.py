"""Checking a table of a known kind: shape, cells, identifiers, repetitions."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from bleadchallenge.domain.figures.cells import CellStatus, read_cell
from bleadchallenge.domain.figures.notation import written_day
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusing
from bleadchallenge.domain.words import Level
from bleadchallenge.intake.tables import Cells, ColumnRule, Kind, Row, Table, Taken

_URN = re.compile(r"[1-9][0-9]{5}")
_GRADES = frozenset(
    {"", "1", "2", "3", "4", "9", "null", "na", "np", "n/a", "-", "not judged", "not applicable"}
    | {"outstanding", "good", "satisfactory", "requires improvement", "inadequate"}
)
_MOST_NAMED = 20


def check(table: Table, kind: Kind, year: str, release: str) -> Taken:
    """Check a table against its kind; rows with a fault stay out, each with its reason."""
    problems: list[Problem] = []
    shaped = list(_shaped(table, kind, problems))
    problems += _cell_faults(table, kind, shaped)
    bad = {problem.row for problem in refusing(problems)}
    good = [(number, cells) for number, cells in shaped if number not in bad]
    rows = list(_placed(table, kind, good, problems))
    rows = list(_once(table, kind, rows, problems))
    return Taken(kind, table, year, release, rows, problems, read=len(table.rows))


def _shaped(table: Table, kind: Kind, problems: list[Problem]) -> Iterator[tuple[int, Cells]]:
    """Rows of the header's width or shorter; longer ones only where that is known to happen."""
    width = len(table.names)
    short: list[int] = []
    long: list[int] = []
    for number, cells in table.rows:
        if len(cells) <= width:
            if len(cells) < width:
                short.append(number)
            yield number, cells
        elif _may_spill(cells, width, kind):
            long.append(number)
            yield number, cells if kind.overflows else cells[:width]
        else:
            problems.append(_too_long(table, number, cells, width))
    if short:
        said = "stop early and are taken as far as they go"
        problems.append(_noted(table, ProblemKind.SHORT_ROW, short, said))
    if long:
        said = f"go on beyond the header, {'with links' if kind.overflows else 'with blank cells'}"
        problems.append(_noted(table, ProblemKind.EXTRA_CELL, long, said))


def _may_spill(cells: Cells, width: int, kind: Kind) -> bool:
    """Whether the cells beyond the header are blank, or of the kind that may stand there."""
    beyond = cells[width:]
    if not any(cell.strip() for cell in beyond):
        return True
    spill = kind.spill if kind.overflows else None
    return spill is not None and all(map(spill.fullmatch, cells[width - 1 :]))


def _too_long(table: Table, number: int, cells: Cells, width: int) -> Problem:
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


def _cell_faults(table: Table, kind: Kind, rows: Sequence[tuple[int, Cells]]) -> Iterator[Problem]:
    """Faults of single cells, found by looking at each column's different texts once."""
    rules = {
        place: (name, test)
        for name, place in table.columns.items()
        if (test := _TESTS.get(kind.rule(name)))
    }
    columns = zip_longest(*(cells for _number, cells in rows), fillvalue="")
    for place, column in enumerate(columns):
        if place not in rules:
            continue
        name, test = rules[place]
        read = table.reader(name)
        bad = {text for text in set(column) if not test(read(text))}
        if bad:
            yield from _in_column(table, kind, name, place, bad, rows)


def _in_column(
    table: Table,
    kind: Kind,
    name: str,
    place: int,
    bad: set[str],
    rows: Sequence[tuple[int, Cells]],
) -> Iterator[Problem]:
    rule = kind.rule(name)
    for number, cells in rows:
        if place < len(cells) and cells[place] in bad:
            yield table.problem(
                _FAULTS[rule],
                Severity.ROW,
                f"is not {rule}",
                row=number,
                column=table.names[place],
                found=cells[place][:60],
                expected=rule,
            )


def _figure(text: str) -> bool:
    return read_cell(text).status is not CellStatus.UNREADABLE


def _count(text: str) -> bool:
    value = read_cell(text).value
    return _figure(text) and (value is None or value >= 0)


def _percent(text: str) -> bool:
    value = read_cell(text).value
    return _figure(text) and (value is None or 0 <= value <= 100)  # noqa: PLR2004 - per cent


def _date(text: str) -> bool:
    return not text or _is_code(text) or written_day(text) is not None


def _is_code(text: str) -> bool:
    return read_cell(text).code is not None or text.casefold() == "null"


def _grade(text: str) -> bool:
    return text.casefold() in _GRADES or _is_code(text)


_TESTS: dict[ColumnRule, Callable[[str], bool]] = {
    ColumnRule.FIGURE: _figure,
    ColumnRule.COUNT: _count,
    ColumnRule.PERCENT: _percent,
    ColumnRule.DATE: _date,
    ColumnRule.GRADE: _grade,
}

_FAULTS = {
    ColumnRule.FIGURE: ProblemKind.BAD_NUMBER,
    ColumnRule.COUNT: ProblemKind.BAD_NUMBER,
    ColumnRule.PERCENT: ProblemKind.BAD_PERCENTAGE,
    ColumnRule.DATE: ProblemKind.BAD_DATE,
    ColumnRule.GRADE: ProblemKind.BAD_CODE,
}


def _placed(
    table: Table, kind: Kind, rows: Sequence[tuple[int, Cells]], problems: list[Problem]
) -> Iterator[Row]:
    """Rows with what they speak of; a school's row needs a proper URN."""
    for number, cells in rows:
        place = kind.locate(table, cells)
        if place is None:
            problems.append(_unplaced(table, number, cells))
        elif place.level is Level.SCHOOL and not _URN.fullmatch(place.urn):
            problems.append(_bad_urn(table, number, place.urn))
        else:
            yield Row(number, place, cells)


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
    return table.problem(
        ProblemKind.BAD_IDENTIFIER,
        Severity.ROW,
        "has no proper URN",
        row=number,
        column="URN",
        found=urn[:60],
        expected="six figures",
    )


def _once(table: Table, kind: Kind, rows: Sequence[Row], problems: list[Problem]) -> Iterator[Row]:
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


def _part(table: Table, kind: Kind, row: Row) -> str:
    """What tells several rows of one school or area apart; empty where one is all."""
    if kind.parts:
        return table.cell(row.cells, kind.parts)
    return "" if row.place.urn else row.place.name


def _repeated(table: Table, first: Row, row: Row) -> Problem:
    same = first.cells == row.cells
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
