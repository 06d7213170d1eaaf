"""What is said twice in one file and not alike: columns of one name, schools on two sheets."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.intake.kinds.registry import preferred_in
from bleadchallenge.intake.list_columns import folded
from bleadchallenge.intake.tables import Cells, ColumnRule, FileKind, Table


def conflicting_columns(table: Table, kind: FileKind) -> Iterator[Problem]:
    """Columns of a figure or an identifier that stand twice over different cells.

    They bear one name, or two names of one thing of which neither comes first. Which
    of them is meant nobody can tell; those that agree do no harm.
    """
    for name, places in _twice(table, kind).items():
        if name not in kind.needs and kind.rule(name) is ColumnRule.ANYTHING:
            continue
        if problem := _differing(table, name, places):
            yield problem


def conflicting_fields(table: Table, names: Collection[str]) -> Iterator[Problem]:
    """Columns of a list's fields that bear one name twice over different cells.

    ``names`` are those of the fields' columns, folded.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(map(folded, table.names)):
        places.setdefault(name, []).append(place)
    for name, found in places.items():
        if len(found) > 1 and name in names and (problem := _differing(table, name, found)):
            yield problem


def _differing(table: Table, name: str, places: Sequence[int]) -> Problem | None:
    """The fault of columns of one thing in the first row in which they are not the same."""
    row = next((row for row, cells in table.rows if len(_at(cells, places)) > 1), None)
    if row is None:
        return None
    return table.problem(
        ProblemKind.DUPLICATE_COLUMN,
        Severity.FILE,
        f"is what two columns hold that are not the same: {_names(table, places)}",
        row=row,
        column=name,
        expected="each column once: take out or rename the other",
    )


def conflicting_sheets(tables: Sequence[tuple[Table, FileKind]]) -> Iterator[Problem]:
    """Sheets of one kind and year in one file that speak of a school, and not alike."""
    for (first, kind), (second, other) in combinations(tables, 2):
        if kind is not other or not kind.yearly or kind.parts is not None:
            continue
        if kind.year_of(first) == kind.year_of(second):
            yield from _at_odds(first, second, kind)


def _twice(table: Table, kind: FileKind) -> dict[str, list[int]]:
    decided = {kind.aliases[name] for name in preferred_in(table.columns, kind)}
    places: dict[str, list[int]] = {}
    for place, name in enumerate(map(str.upper, table.names)):
        known = kind.aliases.get(name, name)
        if known not in decided or name in kind.preferred:
            places.setdefault(known, []).append(place)
    return {name: found for name, found in places.items() if name and len(found) > 1}


def _names(table: Table, places: Sequence[int]) -> str:
    return " and ".join(dict.fromkeys(table.names[place] for place in places))


def _at(cells: Cells, places: Sequence[int]) -> set[str]:
    return {cells[place].strip() if place < len(cells) else "" for place in places}


def _at_odds(first: Table, second: Table, kind: FileKind) -> Iterator[Problem]:
    shared = [
        name
        for name in first.columns
        if name in second.columns and kind.rule(name) is not ColumnRule.ANYTHING
    ]
    before = {urn: cells for urn, _row, cells in _schools(first, kind)}
    for urn, row, cells in _schools(second, kind):
        known = before.get(urn)
        column = known and next(
            (name for name in shared if first.cell(known, name) != second.cell(cells, name)), None
        )
        if column:
            yield second.problem(
                ProblemKind.CONFLICT,
                Severity.FILE,
                f"says of {urn} something else than sheet {first.sheet} of the same file",
                row=row,
                column=column,
                expected="each school's figures once; save the sheet that counts on its own",
            )
            return


def _schools(table: Table, kind: FileKind) -> Iterator[tuple[str, int, Cells]]:
    for row, cells in table.rows:
        place = kind.locate(table, cells)
        if place is not None and place.level is Level.SCHOOL:
            yield place.urn, row, cells
