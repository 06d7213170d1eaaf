"""The addendum after the programme's end: the summative results beside promises and the marker."""

from collections import Counter

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.limits import in_order, limits
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.comparison import comparability
from bleadchallenge.domain.years import label
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import (
    Audience,
    Block,
    Cell,
    Column,
    ColumnType,
    Items,
    Pack,
    Section,
    Table,
    Text,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.evaluation import tables, target_results
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.releases import (
    ReleaseComparison,
    compare_releases,
    key_of,
    notes_of,
    release_rows,
    title_of,
)
from bleadchallenge.usecases.evaluation.report import headline, sources_of, strength_text
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.results.school_figures import WORDS

KIND = "addendum"
_PROMISED = (
    "Short of the target by no more than its tolerance is partly met. Where no target was promised "
    "for the year, the last one stands. The rating is the final review's."
)


def addendum(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the addendum; raises ``DataError`` before the last term has ended."""
    with asked.reading() as reader:
        _require_over(policy_of(reader), asked)
        pack = build(reader, asked, EvaluationOptions(after=wanted.year))
    if asked.dry_run:
        return Receipt(None, (f"{pack.title}: {pack.audience}",), dry_run=True)
    paths = render(pack, wanted.out, wanted.forms, wanted.templates)
    said = f"{pack.title} ({pack.audience}), digest {digest_of(pack)[:12]}"
    listed = [f"  {path}" for path in paths if path.suffix != ".svg"]
    return Receipt(None, (said, *listed), ("bleadchallenge report evaluation",), only_read=True)


def _require_over(policy: Policy, asked: Request) -> None:
    last = policy.terms[-1]
    if asked.as_of <= last.ends:
        raise DataError(
            f"the programme runs until {last.ends.isoformat()}",
            why="an addendum is written after the last term, when the summative results are in",
            fix="until then: bleadchallenge report isg-pack --next",
        )


def _require_summative(found: EvaluationContext, wanted: EvaluationOptions) -> None:
    summative = found.study.course.summative
    if wanted.after is None and found.span.after != summative:
        raise DataError(
            f"the results of {label(summative)} are not in",
            why="they are the summative data; a marker does not stand in for them",
            fix=f"bleadchallenge import-data FILE, or ask for --year {label(found.span.after)}",
        )


def build(reader: Reader, asked: Request, wanted: EvaluationOptions) -> Pack:
    """The addendum as a value."""
    found = open_evaluation(reader, wanted)
    study = found.study
    policy = study.policy
    _require_summative(found, wanted)
    years = [year for year in (*study.course.markers, found.span.after) if year in study.known]
    released = [compare_releases(reader, year, found.name) for year in dict.fromkeys(years)]
    return Pack(
        kind=KIND,
        title=f"Addendum: results of {label(found.span.after)}",
        subtitle=f"{policy.title}, as of {show_day(asked.as_of)}",
        audience=Audience.PROGRAMME,
        as_of=asked.as_of,
        made_from=reader.change,
        policy=policy.name,
        sections=(
            _brief(reader, found, asked, released),
            _promises(reader, found, asked),
            _growth(found),
            _releases(reader, released),
            _beside(found),
            _notes(found),
        ),
        about=asked.cohort,
    )


def _brief(
    reader: Reader, found: EvaluationContext, asked: Request, released: list[ReleaseComparison]
) -> Section:
    rows = target_results.rows_of(reader, found, asked)
    items = (
        f"{label(found.span.after)}: {_counted([each.met for each in rows])}.",
        f"{_marker(found)}: {_counted([each.marker_met for each in rows])}.",
        f"Figures of {label(found.span.after)} are {released[-1].settled}.",
    )
    said = _with_placebos(found)
    first = Text(" ".join(said[: said.index(headline(found)) + 1]), lead=True)
    chart = tables.schools_chart(found)
    return Section("brief", "In brief", (first, strength_text(found), chart, Items(items)))


def _counted(answers: list[str]) -> str:
    if not answers:
        return "no indicator was linked to published results"
    counts = Counter(answers)
    told = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    return f"of {len(answers)} targets for published results: {told}"


def _marker(found: EvaluationContext) -> str:
    markers = found.study.course.markers
    return f"{label(markers[-1])}, the marker" if markers else "No marker"


def _promises(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    rows = target_results.rows_of(reader, found, asked)
    marker = _marker(found).partition(",")[0]
    after = label(found.span.after)
    columns = (
        Column("school", wide=True),
        Column("baseline", ColumnType.NUMBER, unit="%"),
        Column(f"{marker} marker", ColumnType.NUMBER, unit="%"),
        Column("its target", ColumnType.NUMBER, unit="%"),
        Column("marker", ColumnType.STATUS),
        Column(after, ColumnType.NUMBER, unit="%"),
        Column("target", ColumnType.NUMBER, unit="%"),
        Column("summative", ColumnType.STATUS),
        Column("impact as rated"),
    )
    table = Table(
        "promises",
        f"{after} beside what was promised and the marker",
        columns,
        tuple(_promise_row(row) for row in rows),
        (_PROMISED,),
    )
    few = tuple(
        f"{row.name}: small cohort; one pupil moves the figure by ten points or more"
        for row in rows
        if row.small
    )
    more: tuple[Block, ...] = (Items(few),) if few else ()
    return Section("promises", "Against what was promised", (table, *more))


def _promise_row(row: target_results.PromiseRow) -> tuple[Cell, ...]:
    urn, code = row.urn, row.code
    return (
        Cell(row.name),
        Cell(row.baseline, ref(RefKind.KPI, urn, code, "baseline")),
        Cell(row.marker, row.marker_ref),
        Cell(row.marker_target),
        Cell(row.marker_met),
        Cell(row.value, row.value_ref),
        Cell(row.target, ref(RefKind.KPI, urn, code, "target")),
        Cell(row.met),
        Cell(row.rated),
    )


def _growth(found: EvaluationContext) -> Section:
    """Each school's rate of increase beside the nation's, from the last year before."""
    earlier, later = found.study.course.last_before, found.span.after
    columns = (
        Column("school", wide=True),
        Column("school's change", ColumnType.NUMBER, unit="points"),
        Column("England", ColumnType.NUMBER, unit="points"),
        Column("difference", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("from", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("to", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("verdict", ColumnType.STATUS),
    )
    named = sorted(found.study.programme.items(), key=lambda each: (each[1], each[0]))
    rows = tuple(_growth_row(found, urn, name) for urn, name in named)
    title = f"Rate of increase from {label(earlier)} to {label(later)} beside the nation's"
    notes = tuple(comparability(earlier, later))
    trend = tables.trend_table(found)
    blocks: tuple[Block, ...] = (
        Table("growth", title, columns, rows, notes),
        trend,
        tables.trend_chart(trend),
    )
    return Section("growth", "Rates of increase", blocks, own_page=True)


def _growth_row(found: EvaluationContext, urn: str, name: str) -> tuple[Cell, ...]:
    earlier, later = found.study.course.last_before, found.span.after
    growth, _parts = found.study.figures.growth(urn, earlier, later, found.name)
    values = {
        "school": growth.school,
        "national": growth.national,
        "points": growth.points,
        "lower": growth.interval.lower if growth.interval else None,
        "upper": growth.interval.upper if growth.interval else None,
        "pupils": growth.pupils,
        "verdict": growth.verdict.value,
    }
    years = f"{earlier}-{later}"
    return (
        Cell(name),
        *(
            Cell(value, ref(RefKind.GROWTH, years, urn, found.name, what))
            for what, value in values.items()
        ),
    )


def _releases(reader: Reader, released: list[ReleaseComparison]) -> Section:
    files = Table(
        "files",
        "Files, with their releases",
        (
            Column("year"),
            Column("release"),
            Column("file", wide=True),
            Column("imported", ColumnType.DAY),
            Column("change", ColumnType.NUMBER),
        ),
        tuple(
            (
                Cell(label(each.year)),
                Cell(each.release or "not known"),
                Cell(each.file),
                Cell(each.taken_on),
                Cell(each.change),
            )
            for year in released
            for each in year.released
        ),
    )
    blocks: list[Block] = [files]
    for year in released:
        blocks.append(Items(tuple(notes_of(reader, year))))
        if len(year.released) > 1:
            blocks.append(_moved(year))
    return Section(
        "releases",
        "Provisional, revised, final: what changed",
        tuple(blocks),
        own_page=True,
    )


def _moved(year: ReleaseComparison) -> Table:
    columns = (
        Column("school", wide=True),
        *(Column(title_of(each), ColumnType.NUMBER, unit="%") for each in year.released),
        Column("moved", ColumnType.NUMBER, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("became"),
    )
    rows = tuple(
        (
            Cell(row.name),
            *(Cell(row.values[key_of(each)]) for each in year.released),
            Cell(row.moved),
            Cell(row.pupils),
            Cell(row.became),
        )
        for row in release_rows(year)
        if row.became != "the same"
    )
    title = f"{label(year.year)}, {WORDS[year.name]}: schools whose figure moved"
    notes = () if rows else ("No figure moved.",)
    return Table(f"moved-{year.year}", title, columns, rows, notes)


def _beside(found: EvaluationContext) -> Section:
    said = Text("The whole evaluation: bleadchallenge report evaluation.")
    return Section("beside", "Beside schools like them", (Items(_with_placebos(found)), said))


def _with_placebos(found: EvaluationContext) -> tuple[str, ...]:
    """The effect in a sentence and what the placebos give, whichever comes first."""
    return in_order((headline(found),), found.study.placebos(found.span, found.name))


def _notes(found: EvaluationContext) -> Section:
    study = found.study
    said = limits(found.span, study.placebos(found.span, found.name), study.policy.evaluation)[1:-1]
    return Section(
        "limits",
        "What this cannot say, and where it is from",
        (Items(said), Items(sources_of(found))),
    )
