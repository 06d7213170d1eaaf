"""Deciding how each column of a person's sheet is written, and telling what was decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.notation import ColumnNotation, NotationRule
from bleadchallenge.intake.columns import (
    ColumnReading,
    decide_commas,
    decide_date,
    decide_dates,
    decide_number,
    decide_percent,
    has_decimal_comma,
    missing_in,
    without_doubt,
)
from bleadchallenge.intake.mapping import SheetMapping, folded
from bleadchallenge.intake.tables import ColumnRule, FileKind, Table

_DECIDERS = {
    ColumnRule.PERCENT: decide_percent,
    ColumnRule.FIGURE: decide_number,
    ColumnRule.COUNT: decide_number,
    ColumnRule.DATE: decide_date,
}
_FIGURES = (ColumnRule.FIGURE, ColumnRule.COUNT, ColumnRule.PERCENT)
_SAMPLE = 60
_MOST_NAMED = 20
_HINTS = {
    ColumnRule.PERCENT: "sign, points or fraction",
    ColumnRule.FIGURE: "decimal comma",
    ColumnRule.COUNT: "decimal comma",
    ColumnRule.DATE: "day first or month first",
}


@dataclass(frozen=True, slots=True)
class FormattedTable:
    """A table whose columns are decided, and what there is to say of it."""

    table: Table
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FormattedColumns:
    """What was decided for some columns, and what there is to say of it."""

    decided: Mapping[str, ColumnNotation]
    problems: tuple[Problem, ...]


def format_columns(table: Table, kind: FileKind, mapping: SheetMapping) -> FormattedTable:
    """Decide how every mapped column is written; an open one refuses the file."""
    decided: dict[str, ColumnNotation] = {}
    problems: list[Problem] = []
    spoken: dict[str, list[str]] = {}
    dates = decide_dates(texts_by_column(table, kind, ColumnRule.DATE))
    for column, place in table.columns.items():
        rule = kind.rule(column)
        texts = texts_of(table, place)
        said = mapping.written.get(folded(table.names[place]), frozenset())
        choice = _choice(rule, texts, said, whole=kind.whole_percentages)
        choice = without_doubt(choice, texts) if table.has_semicolons else choice
        if not said:
            choice = dates.get(column, choice)
        if choice.is_open:
            problems.append(_open(table, place, rule, choice))
            continue
        missing = missing_in(texts) if rule is not ColumnRule.ANYTHING else ()
        how = _decided(column, table.names[place], choice, missing, mapping.codes, rule)
        if how.forms or how.codes:
            decided[column] = how
        if how.said:
            spoken.setdefault(how.said, []).append(table.names[place])
    problems += [_told_of(table, names, said) for said, names in spoken.items()]
    return FormattedTable(replace(table, decided=decided), tuple(problems))


def date_columns(table: Table, kind: FileKind) -> FormattedColumns:
    """How the dates of a published table are written that cannot all have the day in front."""
    dates = decide_dates(texts_by_column(table, kind, ColumnRule.DATE))
    decided = {
        name: ColumnNotation(name, table.names[table.columns[name]], how.forms, how.said, {})
        for name, how in dates.items()
        if NotationRule.MONTH_FIRST in how.forms
    }
    spoken = dict.fromkeys(how.name for how in decided.values())
    problems = [_told_of(table, list(spoken), "dates have the month in front")] if spoken else []
    for name, how in dates.items():
        if how.is_open:
            problems.append(_open(table, table.columns[name], ColumnRule.DATE, how))
    return FormattedColumns(decided, tuple(problems))


def comma_columns(table: Table, kind: FileKind) -> FormattedColumns:
    """Which figures of a published table have a comma before their decimals."""
    names = [name for name in table.columns if kind.rule(name) in _FIGURES]
    first = _texts_under(table, names, _SAMPLE).values()
    blanks = blanks_of(table, kind)
    if not any(map(has_decimal_comma, set().union(*first))):
        return FormattedColumns(blanks, ())
    found = decide_commas(
        _texts_under(table, names, len(table.rows)), semicolons=table.has_semicolons
    )
    decided: dict[str, ColumnNotation] = {}
    problems: list[Problem] = []
    for name, how in found.items():
        place = table.columns[name]
        if how.is_open:
            problems.append(_open(table, place, kind.rule(name), how))
        else:
            codes = blanks[name].codes if name in blanks else {}
            decided[name] = ColumnNotation(name, table.names[place], how.forms, how.said, codes)
    if decided:
        said = next(iter(decided.values())).said
        problems.append(_told_of(table, [how.name for how in decided.values()], said))
    return FormattedColumns({**blanks, **decided}, tuple(problems))


def _told_of(table: Table, names: Sequence[str], said: str) -> Problem:
    """One note for all the columns of which the same was decided."""
    if len(names) == 1:
        return table.problem(ProblemKind.DECIDED, Severity.NOTE, said, column=names[0])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    some = ", ".join(names[:_MOST_NAMED])
    return table.problem(ProblemKind.DECIDED, Severity.NOTE, f"{some}{more}: {said}")


def blanks_of(table: Table, kind: FileKind) -> dict[str, ColumnNotation]:
    """What stands for "not available" in the figures of a published kind."""
    if not kind.blanks:
        return {}
    said, codes = "a dash is not available", dict.fromkeys(sorted(kind.blanks), "")
    return {
        column: ColumnNotation(column, table.names[place], frozenset(), said, codes)
        for column, place in table.columns.items()
        if kind.rule(column) in _DECIDERS
    }


def texts_by_column(table: Table, kind: FileKind, rule: ColumnRule) -> dict[str, set[str]]:
    """The different texts of each column of a rule, by its known name."""
    columns = {name: place for name, place in table.columns.items() if kind.rule(name) is rule}
    return {name: texts_of(table, place) for name, place in columns.items()}


def texts_of(table: Table, place: int) -> set[str]:
    """The different texts of a column."""
    return {cells[place] for _number, cells in table.rows if place < len(cells)}


def _texts_under(table: Table, names: Sequence[str], rows: int) -> dict[str, set[str]]:
    """The different texts of some columns in the first rows, which are gone through once."""
    found: dict[str, set[str]] = {name: set() for name in names}
    sought = [(table.columns[name], texts) for name, texts in found.items()]
    for _number, cells in islice(table.rows, rows):
        for place, texts in sought:
            if place < len(cells):
                texts.add(cells[place])
    return found


def decisions(table: Table, place: int, said: str) -> Problem:
    """A note on what was decided for a column."""
    return table.problem(
        ProblemKind.DECIDED, Severity.NOTE, said, column=table.names[place] or f"{place + 1}"
    )


def _choice(
    rule: ColumnRule, texts: Collection[str], said: frozenset[NotationRule], *, whole: bool
) -> ColumnReading:
    if said:
        return ColumnReading(said, "read as the mapping says: " + ", ".join(sorted(said)))
    if rule is ColumnRule.PERCENT:
        return decide_percent(texts, whole=whole)
    decider = _DECIDERS.get(rule)
    return decider(texts) if decider else ColumnReading()


def _decided(
    column: str,
    name: str,
    choice: ColumnReading,
    missing: Iterable[str],
    codes: Mapping[str, str],
    rule: ColumnRule,
) -> ColumnNotation:
    unknown = [text for text in missing if text.casefold() not in codes]
    said = [choice.said, f"{', '.join(unknown)} read as not known" if unknown else ""]
    known = {} if rule is ColumnRule.ANYTHING else codes
    return ColumnNotation(
        column,
        name,
        choice.forms,
        "; ".join(filter(None, said)),
        {**dict.fromkeys((text.casefold() for text in unknown), ""), **known},
    )


def _open(table: Table, place: int, rule: ColumnRule, choice: ColumnReading) -> Problem:
    name = table.names[place]
    return table.problem(
        ProblemKind.UNDECIDED_COLUMN,
        Severity.FILE,
        f"cannot be read for certain: {choice.why}",
        column=name,
        expected="one way of writing in the whole column; or --mapping FILE with "
        f'"{name}" = "{_HINTS[rule]}" under [written]',
    )
