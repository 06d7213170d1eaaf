"""Progress in a brief: scores with their intervals, bands, floor and coasting, accuracy."""

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.findings import Finding
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import significance
from bleadchallenge.domain.years import label, last_years
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.reports.brief.results import in_words
from bleadchallenge.usecases.results.accuracy import accuracy_of
from bleadchallenge.usecases.results.analysis import YEARS_SHOWN, coasting_of, floor_of
from bleadchallenge.usecases.results.school_figures import SchoolFigures

_LIMITS = ("lower", "upper")


def progress_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """The three scores of a year, each with its 95 % interval."""
    points = [Column(title, ColumnType.NUMBER, decimals=1) for title in ("score", *_LIMITS)]
    rows = tuple(_score_row(figures, urn, year, subject) for subject in Subject)
    note = "The national mean is 0; the interval holds it where a school is average."
    title = f"Progress in {label(year)}, in scaled score points"
    return Table(f"progress-{urn}", title, (Column("subject"), *points), rows, (note,))


def _score_row(figures: SchoolFigures, urn: str, year: str, subject: Subject) -> tuple[Cell, ...]:
    name = f"{subject}_progress"
    score, found = figures.figure(urn, year, name), figures.progress(urn, year, subject)
    limits = (
        Cell(value, ref(RefKind.INTERVAL, year, urn, name, limit))
        for limit, value in zip(_LIMITS, (found.lower, found.upper), strict=True)
    )
    return Cell(subject.value), Cell(score.value, score.ref), *limits


def progress_chart(table: Table, urn: str) -> Chart:
    """The scores as points with their intervals."""
    return Chart(
        f"chart-progress-{urn}",
        table.title,
        ChartKind.INTERVALS,
        table,
        in_words(table),
        unit="points",
    )


def bands_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """The band of each subject over three years, and what the latest interval says."""
    years = last_years(year, YEARS_SHOWN)
    rows = tuple(
        (
            Cell(subject.value),
            *(_band(figures, urn, each, subject) for each in years),
            Cell(_significance_words(figures, urn, year, subject)),
        )
        for subject in Subject
    )
    columns = (
        Column("subject"),
        *(Column(label(each)) for each in years),
        Column(f"{label(year)} in words", wide=True),
    )
    return Table(f"bands-{urn}", "Bands of progress, worked out", columns, rows)


def _band(figures: SchoolFigures, urn: str, year: str, subject: Subject) -> Cell:
    found = figures.band(urn, year, subject)
    words = "not known" if found is None else found.words
    return Cell(words, ref(RefKind.BAND, year, urn, subject))


def _significance_words(figures: SchoolFigures, urn: str, year: str, subject: Subject) -> str:
    judged = significance(figures.progress(urn, year, subject))
    return str(judged) if judged else "not known"


def standards_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """Floor and coasting, each with its reasons."""
    findings = (
        ("below the floor", ref(RefKind.FLOOR, year, urn), floor_of(figures, urn, year)),
        ("coasting", ref(RefKind.COASTING, year, urn), coasting_of(figures, urn, year)),
    )
    rows = tuple((Cell(title), *_finding(named, found)) for title, named, found in findings)
    columns = (Column("standard"), Column("answer"), Column("why", wide=True))
    return Table(f"standards-{urn}", f"Standards in {label(year)}", columns, rows)


def _finding(named: str, found: Finding) -> tuple[Cell, Cell]:
    alone = ", on writing alone: no ground for intervention" if found.on_writing_alone else ""
    return Cell(f"{found.answer}{alone}", named), Cell("; ".join(found.reasons))


def accuracy_table(figures: SchoolFigures, reader: Reader, urn: str, year: str) -> Table:
    """Teacher assessment beside the tests, or beside moderation for writing."""
    rows = []
    for subject in Subject:
        found = accuracy_of(figures, reader, urn, year, subject)
        explained = found.explained(urn)
        unit = "% agree" if found.paired is not None else "points"
        rows.append(
            (
                Cell(subject.value),
                Cell(found.said, explained.ref),
                Cell(unit if found.said is not None else ""),
                Cell(found.pupils),
                Cell(found.words),
            )
        )
    columns = (
        Column("subject"),
        Column("figure", ColumnType.NUMBER, decimals=1),
        Column("of"),
        Column("pupils", ColumnType.NUMBER),
        Column("in words", wide=True),
    )
    title = f"Accuracy of assessment in {label(year)}"
    return Table(f"accuracy-{urn}", title, columns, tuple(rows))
