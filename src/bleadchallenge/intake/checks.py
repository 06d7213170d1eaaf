"""Checking a table of a known kind: shape, cells, identifiers, repetitions."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.figures.cells import CellStatus, read_cell
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusing
from bleadchallenge.domain.words import Level
from bleadchallenge.intake.tables import Cells, ColumnRule, Kind, Row, Table, Taken

_URN = re.compile(r"[1-9][0-9]{5}")
_GRADES = {"", "1", "2", "3", "4", "9", "NULL", "NA", "NP", "-", "Not judged"}
_MOST_NAMED = 20


def check(table: Table, kind: Kind, year: str, release: str) -> Taken:
    """Check a table against its kind; rows with a fault stay out, each with its reason."""
    problems: list[Problem] = []
    shaped = list(_shaped(table, kind, problems))
    problems += _cell_faults(table, kind, shaped)
    bad = {problem.row for problem in refusing(problems)}
    good = [(number, cells) for number, cells in shaped if number not in bad]
    rows = list(_placed(table, kind, good, problems))
    rows = list(_once(table, rows, problems))
    return Taken(kind, table, year, release, rows, problems, read=len(table.rows))


def _shaped(table: Table, kind: Kind, problems: list[Problem]) -> Iterator[tuple[int, Cells]]:
    """Rows of the header's width or shorter; longer ones only where that is known to happen."""
    width = len(table.names)
    short: list[int] = []
    for number, cells in table.rows:
        if len(cells) > width and not _may_spill(cells, width, kind):
            problems.append(_too_long(table, number, cells, width))
            continue
        if len(cells) < width:
            short.append(number)
        yield number, cells[:width] if len(cells) > width and not kind.overflows else cells
    if short:
        problems.append(_too_short(table, short))


def _may_spill(cells: Cells, width: int, kind: Kind) -> bool:
    return kind.overflows is not None or not any(cell.strip() for cell in cells[width:])


def _too_long(table: Table, number: int, cells: Cells, width: int) -> Problem:
    return table.problem(
        ProblemKind.EXTRA_CELL,
        Severity.ROW,
        f"has {len(cells)} cells where the header names {width}",
        row=number,
        found=f"{len(cells)} cells",
        expected=f"{width} cells; look for a comma that should stand within quotes",
    )


def _too_short(table: Table, short: Sequence[int]) -> Problem:
    some = ", ".join(map(str, short[:_MOST_NAMED]))
    more = f" and {len(short) - _MOST_NAMED} more" if len(short) > _MOST_NAMED else ""
    return table.problem(
        ProblemKind.SHORT_ROW,
        Severity.NOTE,
        f"{len(short)} rows stop early and are taken as far as they go: rows {some}{more}",
    )


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
        bad = {text for text in set(column) if not test(text.strip())}
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
    return not text or day_or_none(text.replace("-", "/")) is not None or _other_date(text)


def _other_date(text: str) -> bool:
    return day_or_none(text[:10]) is not None or bool(re.fullmatch(r"[12][0-9]{7}", text))


_TESTS: dict[ColumnRule, Callable[[str], bool]] = {
    ColumnRule.FIGURE: _figure,
    ColumnRule.COUNT: _count,
    ColumnRule.PERCENT: _percent,
    ColumnRule.DATE: _date,
    ColumnRule.GRADE: _GRADES.__contains__,
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


def _once(table: Table, rows: Sequence[Row], problems: list[Problem]) -> Iterator[Row]:
    """Each row once: exact repetitions are named, differing ones refused."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        place = row.place
        key = (place.level, place.urn or place.laestab or place.la, "" if place.urn else place.name)
        first = seen.setdefault(key, row)
        if first is row:
            yield row
        else:
            problems.append(_repeated(table, first, row))


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
