"""How the percentages of a published table are written: decided for each column on its own.

A cell's own number format comes first (it arrives as a ``%`` sign), then the counts that
stand beside the column, then the column's cells, then the table's other columns. What
fits two readings is refused with both.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Final

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.notation import ColumnNotation, NotationRule, plain
from bleadchallenge.intake.tables import ColumnRule, FileKind, Table

_HUNDRED: Final = 100
_MOST_OF_ONE: Final = 2
"""A part of one above this, 200 %, is hardly met; a share of 104 % is."""
_IMPOSSIBLE_OF_ONE: Final = 10
_NEARNESS: Final = 0.1
"""By how much of itself a share may differ from its counts and still be theirs."""
_AGREED: Final = 0.9
_SAMPLE: Final = 200
_ROWS_COUNTED: Final = 2_000


@dataclass(frozen=True, slots=True)
class PercentColumns:
    """What was decided for a table's percentages, and what is in the way."""

    decided: Mapping[str, ColumnNotation]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """The different figures of a column without a sign, noughts left out."""

    name: str
    texts: frozenset[str]
    is_signed: bool

    @property
    def values(self) -> list[float]:
        return [abs(read_cell(text).value or 0) for text in self.texts]

    @property
    def is_whole(self) -> bool:
        """Whether all its figures are whole numbers."""
        return all(value.is_integer() for value in self.values)

    @property
    def is_mixed(self) -> bool:
        """Whether parts of one stand among percentages, each of which is a fault of its row."""
        return not self.is_whole and (self.is_signed or max(self.values) > _MOST_OF_ONE)


def percent_columns(table: Table, kind: FileKind) -> PercentColumns:
    """Decide for each column of percentages whether it holds 53 or 0.53."""
    names = [name for name in table.columns if kind.rule(name) is ColumnRule.PERCENT]
    if not names or (kind.whole_percentages and not any(_columns(table, names, _SAMPLE))):
        return PercentColumns({}, ())
    found = _columns(table, names, len(table.rows))
    columns = [column for column in found if not (kind.whole_percentages and column.is_mixed)]
    forms = _forms(table, kind, columns)
    decided = {name: _decided(table, name, form) for name, form in forms.items() if form}
    undecided = [column for column in columns if forms[column.name] is None]
    notes = _notes(table, [name for name, form in forms.items() if form is NotationRule.FRACTION])
    return PercentColumns(decided, (*notes, *(_refused(table, column) for column in undecided)))


def _columns(table: Table, names: Sequence[str], rows: int) -> Iterator[_Column]:
    """The columns that hold a figure without a sign, in the first rows."""
    places = [table.columns[name] for name in names]
    texts: list[set[str]] = [set() for _place in places]
    look, width = itemgetter(*places, places[0]), max(places) + 1
    for _number, cells in islice(table.rows, rows):
        whole = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
        for found, text in zip(texts, look(whole), strict=False):
            found.add(text)
    for name, written in zip(names, texts, strict=True):
        found = set(map(table.reader(name), written)) if name in table.decided else written
        numbers = [text for text in found if read_cell(text).value]
        bare = frozenset(text.strip() for text in numbers if "%" not in text)
        if bare:
            yield _Column(name, bare, is_signed=any("%" in text for text in numbers))


def _forms(
    table: Table, kind: FileKind, columns: Sequence[_Column]
) -> dict[str, NotationRule | None]:
    """How each column is written; one that is open by itself follows the table's others."""
    forms = {column.name: _form(table, kind, column) for column in columns}
    shared = {form for form in forms.values() if form is not None}
    others = shared.pop() if len(shared) == 1 else None
    return {name: form or others for name, form in forms.items()}


def _form(table: Table, kind: FileKind, column: _Column) -> NotationRule | None:
    """How a column's figures without a sign are meant; ``None`` where it cannot be told.

    Where whole percentages alone are published, a figure such as 0.53 is a part of one.
    """
    if kind.whole_percentages and not column.is_whole:
        return NotationRule.FRACTION
    return _by_counts(table, kind, column) or _by_cells(column)


def _by_cells(column: _Column) -> NotationRule | None:
    """Percentages, where all the column is too large for parts of one, or some of it far."""
    values = column.values
    sure = min(values) > _MOST_OF_ONE or max(values) > _IMPOSSIBLE_OF_ONE
    return NotationRule.POINTS if sure else None


def _by_counts(table: Table, kind: FileKind, column: _Column) -> NotationRule | None:
    """What the counts beside a column say: 96 of 240 pupils are 40, or 0.4.

    One row may agree by chance: half of those that can speak must.
    """
    count, total = kind.counts(column.name)
    if count not in table.columns or total not in table.columns:
        return None
    votes = Counter(_votes(table, (column.name, count, total)))
    silent = votes.pop(None, 0)
    form, most = max(votes.items(), key=itemgetter(1), default=(None, 0))
    return form if most > silent and most >= _AGREED * votes.total() else None


def _votes(table: Table, names: tuple[str, str, str]) -> Iterator[NotationRule | None]:
    """For each row with share, count and total the reading that they fit; ``None`` for neither."""
    readers = [(name, table.reader(name)) for name in names]
    for _number, cells in islice(table.rows, _ROWS_COUNTED):
        texts = [read(table.cell(cells, name)) for name, read in readers]
        share, count, total = (read_cell(text).value for text in texts)
        if "%" in texts[0] or not (share and count and total):
            continue
        part = count / total
        readings = ((NotationRule.FRACTION, part), (NotationRule.POINTS, _HUNDRED * part))
        near = [form for form, value in readings if abs(share - value) <= _NEARNESS * value]
        yield next(iter(near), None)


def _decided(table: Table, name: str, form: NotationRule) -> ColumnNotation:
    said = (
        _FRACTION_SAID
        if form is NotationRule.FRACTION
        else "percentages are written without their sign"
    )
    before = table.decided.get(name)
    forms, codes = (before.forms, before.codes) if before else (frozenset(), {})
    return ColumnNotation(name, table.names[table.columns[name]], forms | {form}, said, codes)


_FRACTION_SAID: Final = "percentages are written as parts of one, and read as 53 for 0.53"


def _notes(table: Table, fractions: Sequence[str]) -> Iterator[Problem]:
    if fractions:
        said = f"{', '.join(fractions)}: {_FRACTION_SAID}"
        yield table.problem(ProblemKind.DECIDED, Severity.NOTE, said)


def _refused(table: Table, column: _Column) -> Problem:
    """Both readings of the first figure that is open, side by side."""
    read = table.reader(column.name)
    row, text = next(
        (number, text)
        for number, cells in table.rows
        if (text := read(table.cell(cells, column.name))) in column.texts
    )
    points, fraction = (plain(text, frozenset(forms)) for forms in ((), {NotationRule.FRACTION}))
    return table.problem(
        ProblemKind.UNDECIDED_COLUMN,
        Severity.FILE,
        f"cannot be read for certain: {text} is {points} % or {fraction} %",
        row=row,
        column=table.names[table.columns[column.name]],
        found=text,
        expected="a column formatted as percentages or with % signs; or --mapping FILE that says "
        '"points" or "fraction" of it under [written]',
    )
