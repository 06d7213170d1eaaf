"""Faults of single cells: each row is held against the texts already found good."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.cells import CellStatus, read_cell
from bleadchallenge.domain.results.notation import NotationRule, excel_day, written_day
from bleadchallenge.domain.years import year_of_results
from bleadchallenge.intake.tables import Cells, ColumnRule, FileKind, Table

_OF_PERCENTAGES = frozenset({NotationRule.FRACTION, NotationRule.POINTS})
_PER_CENT = 100
_LONGEST = 60
_FEW_BEYOND = 3
_SHARE_BEYOND = 0.01
_GRADES = frozenset(
    {"", "1", "2", "3", "4", "9", "null", "na", "np", "n/a", "-", "not judged", "not applicable"}
    | {"outstanding", "good", "satisfactory", "requires improvement", "inadequate"}
)


@dataclass(slots=True)
class _Group:
    """Columns that are read alike: their places, their rule, the texts found good so far."""

    rule: ColumnRule
    places: list[int]
    read: Callable[[str], str]
    good: set[str] = field(default_factory=set)

    def look(self) -> Callable[[Cells], tuple[str, ...]]:
        """What takes the texts at these places out of a row at once."""
        return itemgetter(*self.places, self.places[0])

    def bad_places(self, cells: Cells) -> list[int]:
        """The places in a row whose texts break the rule."""
        width = len(cells)
        return [
            place
            for place in self.places
            if place < width and cells[place] not in self.good and not self._admits(cells[place])
        ]

    def _admits(self, text: str) -> bool:
        if TESTS[self.rule](self.read(text)):
            self.good.add(text)
            return True
        return False


class CellCheck:
    """What the cells of a table must hold, column by column."""

    def __init__(self, table: Table, kind: FileKind) -> None:
        self._table = table
        groups = _groups(table, kind)
        self._groups = [(group, group.look(), group.good.issuperset) for group in groups]
        self._width = max((max(group.places) for group in groups), default=-1) + 1

    def faults(self, number: int, cells: Cells) -> list[Problem]:
        """The faults of a row's cells; of most rows it is quickly known that there is none."""
        is_whole = len(cells) >= self._width
        return [
            self._fault(number, place, group.rule, cells[place])
            for group, look, are_good in self._groups
            if not (is_whole and are_good(look(cells)))
            for place in group.bad_places(cells)
        ]

    def _fault(self, number: int, place: int, rule: ColumnRule, text: str) -> Problem:
        if rule is ColumnRule.PERCENT and not self._table.mapping and _figure(text):
            return self._beyond(number, place, text)
        counted = excel_day(text) if rule is ColumnRule.DATE else None
        said = f"is not {rule}"
        if counted:
            said += f" but a number of days, {counted} as Excel counts: format the column as dates"
        return self._table.problem(
            _FAULTS[rule],
            Severity.ROW,
            said,
            row=number,
            column=self._table.names[place],
            found=text[:_LONGEST],
            expected=rule,
        )

    def _beyond(self, number: int, place: int, text: str) -> Problem:
        """A published percentage that cannot be: kept as it stands, for it is not ours to mend."""
        return self._table.problem(
            ProblemKind.OUT_OF_RANGE,
            Severity.NOTE,
            f"{text.strip()[:_LONGEST]} is published and cannot be a percentage; kept as it stands",
            row=number,
            column=self._table.names[place],
            found=text[:_LONGEST],
            expected="from 0 to 100",
        )


def too_many_beyond(table: Table, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Faults of columns in which so many percentages cannot be that they must be something else."""
    beyond = [problem for problem in problems if problem.kind is ProblemKind.OUT_OF_RANGE]
    for column, count in Counter(problem.column for problem in beyond).items():
        if count > max(_FEW_BEYOND, len(table.rows) * _SHARE_BEYOND):
            yield table.problem(
                ProblemKind.BAD_PERCENTAGE,
                Severity.FILE,
                f"holds {count:,} figures that cannot be percentages",
                column=column,
                expected="percentages from 0 to 100",
            )


def _groups(table: Table, kind: FileKind) -> list[_Group]:
    """Columns of one rule together; each that was decided on its own."""
    groups: dict[object, _Group] = {}
    for name, place in table.columns.items():
        rule = _rule(table, kind, name)
        if rule in TESTS:
            key = place if name in table.decided else rule
            group = groups.setdefault(key, _Group(rule, [], table.reader(name)))
            if place not in group.places:
                group.places.append(place)
    return list(groups.values())


def _rule(table: Table, kind: FileKind, name: str) -> ColumnRule:
    """What a column must hold; of one that was decided it is known how it is written."""
    rule, how = kind.rule(name), table.decided.get(name)
    is_decided = how is not None and bool(how.forms & _OF_PERCENTAGES)
    if rule is ColumnRule.PERCENT and kind.whole_percentages and not is_decided:
        return ColumnRule.WHOLE_PERCENT
    return rule


def _figure(text: str) -> bool:
    return read_cell(text).status is not CellStatus.UNREADABLE


def _count(text: str) -> bool:
    value = read_cell(text).value
    return _figure(text) and (value is None or (value >= 0 and value.is_integer()))


def _percent(text: str) -> bool:
    value = read_cell(text).value
    return _figure(text) and (value is None or 0 <= value <= _PER_CENT)


def _whole_percent(text: str) -> bool:
    value = read_cell(text).value
    return _percent(text) and (not value or value > 1 or "%" in text)


def _date(text: str) -> bool:
    return not text or _is_code(text) or written_day(text) is not None


def _is_code(text: str) -> bool:
    return read_cell(text).code is not None or text.casefold() == "null"


def _grade(text: str) -> bool:
    return text.casefold() in _GRADES or _is_code(text)


TESTS: dict[ColumnRule, Callable[[str], bool]] = {
    ColumnRule.FIGURE: _figure,
    ColumnRule.COUNT: _count,
    ColumnRule.PERCENT: _percent,
    ColumnRule.WHOLE_PERCENT: _whole_percent,
    ColumnRule.DATE: _date,
    ColumnRule.GRADE: _grade,
    ColumnRule.YEAR: lambda text: year_of_results(text) is not None,
}

_FAULTS = {
    ColumnRule.FIGURE: ProblemKind.BAD_NUMBER,
    ColumnRule.COUNT: ProblemKind.BAD_NUMBER,
    ColumnRule.PERCENT: ProblemKind.BAD_PERCENTAGE,
    ColumnRule.WHOLE_PERCENT: ProblemKind.BAD_PERCENTAGE,
    ColumnRule.DATE: ProblemKind.BAD_DATE,
    ColumnRule.GRADE: ProblemKind.BAD_CODE,
    ColumnRule.YEAR: ProblemKind.UNKNOWN_YEAR,
}
