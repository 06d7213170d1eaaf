"""The tables and charts of an evaluation, each figure with the name that explains it."""

from collections.abc import Iterator, Sequence

from bleadchallenge.domain.evaluation.limits import LOOKED, placebo_words
from bleadchallenge.domain.evaluation.strength import SOURCE as STRENGTH_SOURCE
from bleadchallenge.domain.evaluation.strength import Strength
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.years import label
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table
from bleadchallenge.usecases.evaluation.checks import CheckRow
from bleadchallenge.usecases.evaluation.costs import CostRow
from bleadchallenge.usecases.evaluation.explanation import part_of
from bleadchallenge.usecases.evaluation.groups import GroupEffectRow
from bleadchallenge.usecases.evaluation.matched_years import means
from bleadchallenge.usecases.evaluation.options import EvaluationContext
from bleadchallenge.usecases.evaluation.outcomes import (
    EffectColumns,
    EffectRow,
    SchoolEffectRow,
    placebo_row,
)
from bleadchallenge.usecases.results.school_figures import WORDS

_POINTS = tuple(
    Column(title, ColumnType.NUMBER, decimals=1, unit="points")
    for title in ("effect", "from", "to")
)
_INTERVAL = ("points", "lower", "upper")
_SHORT = {
    "rwm_expected_pct": "all three, expected",
    "rwm_higher_pct": "all three, higher",
    "reading_expected_pct": "reading",
    "writing_expected_pct": "writing",
    "maths_expected_pct": "maths",
    "rwm_expected_disadvantaged_pct": "disadvantaged pupils",
    "rwm_expected_others_pct": "other pupils",
    "reading_progress": "reading progress",
    "writing_progress": "writing progress",
    "maths_progress": "maths progress",
}


def effects_table(found: EvaluationContext, rows: Sequence[EffectRow]) -> Table:
    """Every outcome's effect with its interval and its own years."""
    columns = (
        Column("outcome", wide=True),
        Column("given the results of"),
        Column("schools", ColumnType.NUMBER),
        Column("reached", ColumnType.NUMBER, decimals=1),
        Column("expected", ColumnType.NUMBER, decimals=1),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
        Column("in the plan"),
    )
    lines = tuple(
        (
            Cell(WORDS[row.outcome]),
            Cell(row.years.removeprefix("the mean of ")),
            *_effect_cells(
                row.effect, row.ref, ("schools", "reached", "expected", *_INTERVAL, "verdict")
            ),
            Cell(row.planned),
        )
        for row in rows
    )
    note = (
        "Expected is what the schools' own results before and their inputs would have given, as "
        "the schools outside the programme show it; the interval is of 95 %. " + LOOKED
    )
    return Table("effects", f"Effects, {found.span.words}", columns, lines, (note,))


def _effect_cells(effect: EffectColumns, named: str, keys: Sequence[str]) -> Iterator[Cell]:
    """The parts of an effect as cells, each explained by the name of the whole."""
    whole = named.rsplit("/", 1)[0]
    for key in keys:
        yield Cell(getattr(effect, key), f"{whole}/{key}" if named else "")


def placebos_table(found: EvaluationContext) -> Table:
    """The rule of choice where nothing was done."""
    columns = (
        Column("the same rule applied to", wide=True),
        Column("schools", ColumnType.NUMBER),
        *_POINTS,
        Column("an effect is found"),
    )
    placebos = found.study.placebos(found.study.usable(found.span, found.name), found.name)
    rows = [placebo_row(each, found.name) for each in placebos]
    lines = tuple(
        (
            Cell(row.where),
            Cell(row.effect.schools),
            *_effect_cells(row.effect, "", _INTERVAL),
            Cell(row.moves),
        )
        for row in rows
    )
    return Table("placebos", "Where nothing was done", columns, lines, (placebo_words(placebos),))


def strength_table(found: Strength) -> Table:
    """The rules that decided how strong the evidence is."""
    columns = (
        Column("rule"),
        Column("found", wide=True),
        Column("allows, of five", ColumnType.NUMBER),
        Column("takes", ColumnType.NUMBER),
    )
    rows = (
        *((each, each.steps, None) for each in found.allowed),
        *((each, None, each.steps) for each in found.taken),
    )
    lines = tuple(
        (Cell(each.what), Cell(each.found), Cell(allows), Cell(takes))
        for each, allows, takes in rows
    )
    title = f"Strength of the evidence: {found.value} of 5 ({found.words})"
    return Table("strength", title, columns, lines, (f"Rules {STRENGTH_SOURCE}.",))


def effects_chart(rows: Sequence[EffectRow]) -> Chart:
    """The effects on percentages of pupils as points with their intervals."""
    columns = (Column("outcome"), *_POINTS)
    shown = [row for row in rows if row.outcome.endswith("_pct")]
    lines = tuple(
        (Cell(_SHORT[row.outcome]), *_effect_cells(row.effect, "", _INTERVAL)) for row in shown
    )
    title = "Effects with their intervals: an interval that holds 0 may be chance"
    table = Table("effects-drawn", title, columns, lines)
    said = "; ".join(_in_words(_SHORT[row.outcome], row.effect) for row in shown)
    return Chart("chart-effects", title, ChartKind.INTERVALS, table, said, unit="points")


def _in_words(what: str, effect: EffectColumns) -> str:
    if effect.points is None:
        return f"{what}: {effect.verdict}"
    if effect.lower is None or effect.upper is None:
        return f"{what}: {effect.points:+.1f}, {effect.verdict}"
    return (
        f"{what}: {effect.points:+.1f} ({effect.lower:+.1f} to {effect.upper:+.1f}), "
        f"{effect.verdict}"
    )


def trend_table(found: EvaluationContext) -> Table:
    """The programme's schools, their matched sets and the nation, year by year."""
    columns = (
        Column("year"),
        Column("programme", ColumnType.NUMBER, decimals=1, unit="%"),
        Column("matched schools", ColumnType.NUMBER, decimals=1, unit="%"),
        Column("England", ColumnType.NUMBER, decimals=0, unit="%"),
    )
    of_all = part_of(found.study.cohort)
    named = ref(RefKind.EFFECT, str(found.span), of_all, found.name)
    rows = tuple(
        (
            Cell(label(each.year)),
            Cell(each.programme, f"{named}/programme-{each.year}"),
            Cell(each.matched, f"{named}/matched-{each.year}"),
            Cell(each.national.value, each.national.ref),
        )
        for each in means(found.study, found.span, found.name)
    )
    words = WORDS[found.name]
    title = f"{words[0].upper()}{words[1:]}: where the two groups stood"
    note = "Means of schools, each counted once; of schools with figures of every year compared."
    return Table("trend", title, columns, rows, (note,))


def trend_chart(table: Table) -> Chart:
    """The two groups as lines: before the programme they should run side by side."""
    said = "; ".join(
        f"{row[0].value}: " + ", ".join(_one_decimal(row[n].value) for n in (1, 2, 3))
        for row in table.rows
    )
    alternative = f"Programme, matched schools, England. {said}"
    return Chart("chart-trend", table.title, ChartKind.LINES, table, alternative, unit="%")


def _one_decimal(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, int | float) else "not known"


def checks_table(rows: Sequence[CheckRow]) -> Table:
    """The headline made in other ways."""
    columns = (
        Column("made", wide=True),
        Column("schools", ColumnType.NUMBER),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
    )
    lines = tuple(
        (
            Cell(row.how),
            *_effect_cells(row.effect, row.ref, ("schools", *_INTERVAL, "verdict")),
        )
        for row in rows
    )
    return Table("checks", "The same sum made otherwise", columns, lines)


def schools_table(found: EvaluationContext, rows: Sequence[SchoolEffectRow]) -> Table:
    """Each school beside what its results before would have given, alphabetically."""
    columns = (
        Column("school", wide=True),
        Column("reached", ColumnType.NUMBER, unit="%"),
        Column("expected", ColumnType.NUMBER, decimals=1, unit="%"),
        Column("difference", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("verdict", ColumnType.STATUS),
        Column("as far by chance"),
    )
    lines = tuple(
        (Cell(row.name), *(_of_school(found, row, key) for key in _OF_SCHOOL)) for row in rows
    )
    note = (
        "As far by chance: of twenty schools that were in no programme, how many lie as far from "
        "what their results before would have given. Pupils are given only where chance takes "
        "no more than one school of twenty as far. Alphabetical."
    )
    return Table("schools", f"School by school, {found.span.words}", columns, lines, (note,))


_OF_SCHOOL = {
    "reached": "reached",
    "expected": "expected",
    "difference": "difference",
    "pupils": "pupils",
    "verdict": "verdict",
    "of_twenty": "of-twenty",
}


def _of_school(found: EvaluationContext, row: SchoolEffectRow, key: str) -> Cell:
    named = ref(RefKind.EFFECT, str(found.span), row.urn, found.name, _OF_SCHOOL[key])
    return Cell(getattr(row, key), named)


def schools_chart(found: EvaluationContext) -> Chart:
    """Each school's difference with what chance does to a school of its size, by name."""
    study, span, name = found.study, found.span, found.name
    compared = sorted(study.compared(span, name), key=lambda each: study.programme[each.urn])
    lines, beyond = [], 0
    for each in compared:
        interval = study.interval(each, span, name)
        drawn = (each.difference, *((interval.lower, interval.upper) if interval else (None, None)))
        beyond += interval is not None and not interval.holds(0)
        lines.append((Cell(study.programme[each.urn]), *map(Cell, drawn)))
    title = "Each school beside what its results before would have given"
    table = Table("schools-drawn", title, (Column("school"), *_POINTS), tuple(lines))
    said = f"{beyond} of {len(lines)} schools lie further off than chance takes one of twenty"
    return Chart("chart-schools", title, ChartKind.INTERVALS, table, said, unit="points")


def groups_table(name: str, title: str, rows: Sequence[GroupEffectRow], *, days: bool) -> Table:
    """Groups of schools: planned effects with their intervals, and descriptions without."""
    columns = (
        Column("part"),
        Column("group", wide=True),
        Column("schools", ColumnType.NUMBER),
        *((Column("days a school", ColumnType.NUMBER, decimals=1),) if days else ()),
        Column("is"),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
    )
    lines = tuple(
        (
            Cell(row.part),
            Cell(row.group),
            Cell(row.schools),
            *((Cell(row.days),) if days else ()),
            Cell(row.kind),
            Cell(row.points, row.ref),
            Cell(row.lower),
            Cell(row.upper),
            Cell(row.verdict),
        )
        for row in rows
    )
    return Table(name, title, columns, lines)


def costs_table(rows: Sequence[CostRow]) -> Table:
    """Days and cost of each school beside its difference."""
    columns = (
        Column("school", wide=True),
        Column("days of support", ColumnType.NUMBER, decimals=2),
        Column("days of review", ColumnType.NUMBER),
        Column("cost", ColumnType.NUMBER, unit="£"),
        Column("difference", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("verdict", ColumnType.STATUS),
        Column("days a point", ColumnType.NUMBER, decimals=2),
    )
    lines = tuple(
        (
            Cell(row.name),
            Cell(row.support_days, row.days_ref),
            Cell(row.review_days, ref(RefKind.COST, row.urn, "review-days")),
            Cell(row.pounds, ref(RefKind.COST, row.urn, "pounds")),
            Cell(row.difference, row.ref if row.difference is not None else ""),
            Cell(row.pupils, row.pupils_ref),
            Cell(row.verdict or "left out", row.verdict_ref),
            Cell(row.days_per_point),
        )
        for row in rows
    )
    note = "Days a point are given only where a school's difference is more than chance does."
    return Table("costs", "Days and cost of each school", columns, lines, (note,))
