"""Results in a brief: three years, the gaps, and the rate of increase."""

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.comparison import Benchmark, growth_in_words
from bleadchallenge.domain.results.small_numbers import pupils_in_words
from bleadchallenge.domain.results.year_results import DISADVANTAGED, OTHERS
from bleadchallenge.domain.years import label, last_years
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table
from bleadchallenge.usecases.results.analysis import RWM, YEARS_SHOWN
from bleadchallenge.usecases.results.school_analysis import ATTAINMENT, spans_of
from bleadchallenge.usecases.results.school_figures import WORDS, SchoolFigures

_GAPS = (Benchmark.NATIONAL, Benchmark.LA, Benchmark.CORE_CITIES, Benchmark.FAMILY)


def results_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """Pupils and every percentage over three years, in the order people ask for them."""
    years = last_years(year, YEARS_SHOWN)
    rows = tuple(
        (Cell(WORDS[name]), *(published(figures, urn, each, name) for each in years))
        for name in ("eligible_pupils", *ATTAINMENT)
    )
    columns = (Column("figure", wide=True), *(Column(label(y), ColumnType.NUMBER) for y in years))
    note = "Percentages of the pupils eligible; writing is assessed by teachers."
    return Table(f"results-{urn}", "Results over three years", columns, rows, (note,))


def trend_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """The school beside the nation, the authority, the cities and the family, year by year."""
    rows = tuple(
        (
            Cell(label(each)),
            published(figures, urn, each, RWM),
            *(benchmark(figures, urn, each, against) for against in _GAPS),
        )
        for each in last_years(year, YEARS_SHOWN)
    )
    titles = ("school", "England", "local authority", "core cities", "family")
    columns = (
        Column("year"),
        *(Column(t, ColumnType.NUMBER, decimals=1, unit="%") for t in titles),
    )
    title = "At the expected standard in reading, writing and maths"
    return Table(f"trend-{urn}", title, columns, rows)


def trend_chart(table: Table, urn: str) -> Chart:
    """The trend as lines."""
    return Chart(
        f"chart-trend-{urn}", table.title, ChartKind.LINES, table, in_words(table), unit="%"
    )


def gaps_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """The latest year's gaps, in points and in pupils, with what the interval says."""
    rows = tuple(_gap_row(figures, urn, year, against) for against in _GAPS)
    columns = (
        Column("beside"),
        Column("figure", ColumnType.NUMBER, decimals=1, unit="%"),
        Column("gap", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils"),
        Column("in words", wide=True),
    )
    title = f"The gap in {label(year)}: reading, writing and maths"
    return Table(f"gaps-{urn}", title, columns, rows)


def _gap_row(figures: SchoolFigures, urn: str, year: str, against: Benchmark) -> tuple[Cell, ...]:
    found, gap = figures.gap(urn, year, RWM, against)
    hidden = gap.value == HIDDEN
    return (
        Cell(against.words),
        benchmark(figures, urn, year, against),
        Cell(gap.value, gap.ref),
        Cell(
            HIDDEN if hidden else pupils_in_words(found.pupils),
            ref(RefKind.PUPILS, year, urn, RWM, against),
        ),
        Cell(
            "hidden: five pupils or fewer" if hidden else found.standing or "not known",
            ref(RefKind.STANDING, year, urn, RWM, against),
        ),
    )


def growth_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """The rate of increase beside the nation's, with its interval and the verdict."""
    spans = spans_of(last_years(year, YEARS_SHOWN))
    columns = (
        Column("years"),
        Column("school", ColumnType.NUMBER, unit="points"),
        Column("England", ColumnType.NUMBER, unit="points"),
        Column("difference", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("from", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("to", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("in pupils", ColumnType.NUMBER),
        Column("verdict"),
    )
    rows = tuple(_growth_row(figures, urn, earlier, later) for earlier, later in spans)
    notes = tuple(
        growth_in_words(figures.growth(urn, earlier, later, RWM)[0], earlier, later)
        for earlier, later in spans[-1:]
    )
    return Table(f"growth-{urn}", "Rate of increase beside the nation's", columns, rows, notes)


def _growth_row(figures: SchoolFigures, urn: str, earlier: str, later: str) -> tuple[Cell, ...]:
    found, _ = figures.growth(urn, earlier, later, RWM)
    values = {
        "school": found.school,
        "national": found.national,
        "points": found.points,
        "lower": found.interval.lower if found.interval else None,
        "upper": found.interval.upper if found.interval else None,
        "pupils": found.pupils,
        "verdict": found.verdict.value,
    }
    years = f"{earlier}-{later}"
    return (
        Cell(f"{label(earlier)} to {label(later)}"),
        *(
            Cell(value, ref(RefKind.GROWTH, years, urn, RWM, what))
            for what, value in values.items()
        ),
    )


def disadvantaged_table(figures: SchoolFigures, urn: str, year: str) -> Table:
    """Disadvantaged pupils beside the school's others and others nationally, year by year."""
    columns = (
        Column("year"),
        Column("disadvantaged", ColumnType.NUMBER, unit="%"),
        Column("the school's others", ColumnType.NUMBER, unit="%"),
        Column("gap inside", ColumnType.NUMBER, unit="points"),
        Column("others in England", ColumnType.NUMBER, unit="%"),
        Column("gap to them", ColumnType.NUMBER, unit="points"),
        Column("in words", wide=True),
    )
    rows = tuple(_disadvantaged_row(figures, urn, each) for each in last_years(year, YEARS_SHOWN))
    title = "Disadvantaged pupils at the expected standard in reading, writing and maths"
    note = "Where either group is of five pupils or fewer, both figures are hidden."
    return Table(f"disadvantaged-{urn}", title, columns, rows, (note,))


def _disadvantaged_row(figures: SchoolFigures, urn: str, year: str) -> tuple[Cell, ...]:
    inside, within = figures.gap(urn, year, DISADVANTAGED, Benchmark.OTHERS)
    _, beyond = figures.gap(urn, year, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)
    others = figures.against(urn, year, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)
    hidden = within.value == HIDDEN
    return (
        Cell(label(year)),
        published(figures, urn, year, DISADVANTAGED),
        published(figures, urn, year, OTHERS),
        Cell(within.value, within.ref),
        Cell(others.value, others.ref),
        Cell(beyond.value, beyond.ref),
        Cell(
            "hidden" if hidden else inside.standing or "not known",
            ref(RefKind.STANDING, year, urn, DISADVANTAGED, Benchmark.OTHERS),
        ),
    )


def published(figures: SchoolFigures, urn: str, year: str, name: str) -> Cell:
    """A published figure of a school as a cell."""
    found = figures.figure(urn, year, name)
    return Cell(found.value, found.ref)


def benchmark(figures: SchoolFigures, urn: str, year: str, against: Benchmark) -> Cell:
    """The figure the school's is held against, as a cell."""
    found = figures.against(urn, year, RWM, against)
    return Cell(found.value, found.ref)


def in_words(table: Table) -> str:
    """A table's rows as sentences: the text alternative of a chart."""
    said = []
    for row in table.rows:
        cells = zip(table.columns[1:], row[1:], strict=True)
        known = [f"{column.title} {_value(cell)}" for column, cell in cells]
        said.append(f"{row[0].value}: " + ", ".join(known))
    return f"{table.title}. " + "; ".join(said) + "."


def _value(cell: Cell) -> str:
    if cell.value is None:
        return "not known"
    if cell.value == HIDDEN:
        return "hidden"
    return f"{cell.value:g}" if isinstance(cell.value, int | float) else str(cell.value)
