"""The tables and charts of an evaluation, each figure with the name that explains it."""

from collections.abc import Sequence
from typing import Any

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.years import label
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table
from bleadchallenge.usecases.evaluation.explanation import part_of
from bleadchallenge.usecases.evaluation.matched_years import means
from bleadchallenge.usecases.evaluation.options import EvaluationContext
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


def effects_table(found: EvaluationContext, rows: Sequence[dict[str, Any]]) -> Table:
    """Every outcome's effect with its interval, the placebo year beside it."""
    columns = (
        Column("outcome", wide=True),
        Column("schools", ColumnType.NUMBER),
        Column("their change", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("matched schools' change", ColumnType.NUMBER, decimals=1, unit="points"),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
        Column("placebo year", ColumnType.NUMBER, decimals=1, unit="points"),
    )
    lines = tuple(
        (
            Cell(WORDS[row["outcome"]]),
            _part(found, row, "schools"),
            _part(found, row, "change"),
            _part(found, row, "matched_change", "matched"),
            *(_part(found, row, key) for key in _INTERVAL),
            _part(found, row, "verdict"),
            Cell(row["placebo_points"], row["placebo_ref"]),
        )
        for row in rows
    )
    note = (
        "The effect is the schools' own change minus that of their matched sets; the interval is "
        "of 95 %. The placebo year is the same sum over years before anything was done."
    )
    return Table("effects", f"Effects, {found.span.words}", columns, lines, (note,))


def _part(found: EvaluationContext, row: dict[str, Any], key: str, what: str | None = None) -> Cell:
    span = found.study.usable(found.span, row["outcome"])
    value = row[key]
    named = ref(RefKind.EFFECT, str(span), part_of(found.study.cohort), row["outcome"], what or key)
    return Cell(value, named)


def effects_chart(rows: Sequence[dict[str, Any]]) -> Chart:
    """The effects on percentages of pupils as points with their intervals."""
    columns = (Column("outcome"), *_POINTS)
    shown = [row for row in rows if row["outcome"].endswith("_pct")]
    lines = tuple(
        (Cell(_SHORT[row["outcome"]]), *(Cell(row[key]) for key in _INTERVAL)) for row in shown
    )
    title = "Effects with their intervals: an interval that holds 0 may be chance"
    table = Table("effects-drawn", title, columns, lines)
    said = "; ".join(_in_words(_SHORT[row["outcome"]], row) for row in shown)
    return Chart("chart-effects", title, ChartKind.INTERVALS, table, said, unit="points")


def _in_words(what: str, row: dict[str, Any]) -> str:
    if row["points"] is None:
        return f"{what}: {row['verdict']}"
    if row["lower"] is None:
        return f"{what}: {row['points']:+.1f}, {row['verdict']}"
    return (
        f"{what}: {row['points']:+.1f} ({row['lower']:+.1f} to {row['upper']:+.1f}), "
        f"{row['verdict']}"
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
        f"{row[0].value}: " + ", ".join(_shown(row[n].value) for n in (1, 2, 3))
        for row in table.rows
    )
    alternative = f"Programme, matched schools, England. {said}"
    return Chart("chart-trend", table.title, ChartKind.LINES, table, alternative, unit="%")


def _shown(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, int | float) else "not known"


def checks_table(rows: Sequence[dict[str, Any]]) -> Table:
    """The headline made in other ways."""
    columns = (
        Column("made", wide=True),
        Column("schools", ColumnType.NUMBER),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
    )
    lines = tuple(
        (
            Cell(row["how"]),
            *(
                Cell(row[key], f"{row['ref']}/{key}" if row["ref"] else "")
                for key in ("schools", *_INTERVAL, "verdict")
            ),
        )
        for row in rows
    )
    return Table("checks", "The same sum made otherwise", columns, lines)


def schools_table(found: EvaluationContext, rows: Sequence[dict[str, Any]]) -> Table:
    """Each school beside its matched set, alphabetically."""
    columns = (
        Column("school", wide=True),
        Column("before", ColumnType.NUMBER, decimals=1, unit="%"),
        Column("after", ColumnType.NUMBER, unit="%"),
        Column("change", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("matched set", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("difference", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("verdict", ColumnType.STATUS),
    )
    lines = tuple(
        (Cell(row["name"]), *(_of_school(found, row, what) for what in _OF_SCHOOL)) for row in rows
    )
    note = (
        "The verdict holds one school's difference against what the same sum gives for schools "
        "outside the programme: in line is within what chance alone does. Alphabetical."
    )
    return Table("schools", f"School by school, {found.span.words}", columns, lines, (note,))


_OF_SCHOOL = {
    "before": "before",
    "after": "after",
    "change": "change",
    "matched": "matched_change",
    "difference": "difference",
    "pupils": "pupils",
    "verdict": "verdict",
}


def _of_school(found: EvaluationContext, row: dict[str, Any], what: str) -> Cell:
    named = ref(RefKind.EFFECT, str(found.span), row["urn"], found.name, what)
    return Cell(row[_OF_SCHOOL[what]], named)


def groups_table(name: str, title: str, rows: Sequence[dict[str, Any]], *, days: bool) -> Table:
    """Effects over groups of schools; what is too few to tell has no figure."""
    columns = (
        Column("part"),
        Column("group", wide=True),
        Column("schools", ColumnType.NUMBER),
        *((Column("days a school", ColumnType.NUMBER, decimals=1),) if days else ()),
        *_POINTS,
        Column("verdict", ColumnType.STATUS),
    )
    lines = tuple(
        (
            Cell(row["part"]),
            Cell(row["group"]),
            Cell(row["schools"]),
            *((Cell(row["days"]),) if days else ()),
            *(Cell(row[key]) for key in _INTERVAL),
            Cell(row["verdict"]),
        )
        for row in rows
    )
    return Table(name, title, columns, lines)


def costs_table(rows: Sequence[dict[str, Any]]) -> Table:
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
            Cell(row["name"]),
            Cell(row["support_days"], row["days_ref"]),
            Cell(row["review_days"], ref(RefKind.COST, row["urn"], "review-days")),
            Cell(row["pounds"], ref(RefKind.COST, row["urn"], "pounds")),
            Cell(row["difference"], row["ref"] if row["difference"] is not None else ""),
            Cell(row["pupils"], row["pupils_ref"]),
            Cell(row["verdict"] or "left out", row["verdict_ref"]),
            Cell(row["days_per_point"]),
        )
        for row in rows
    )
    note = "Days a point are given only where a school's difference is more than chance does."
    return Table("costs", "Days and cost of each school", columns, lines, (note,))
