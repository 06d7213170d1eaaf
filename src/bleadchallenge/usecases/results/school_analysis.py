"""One school's figures over three years, each with what it is held against and in words."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.comparison import Benchmark, comparability, growth_in_words
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import significance
from bleadchallenge.domain.results.year_results import DISADVANTAGED, OTHERS
from bleadchallenge.domain.schools.identity import IdentityPeriod
from bleadchallenge.domain.years import label, last_years
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import NEAREST, every_member, members_by
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.usecases.listing import Figure, Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.results.analysis import (
    RWM,
    YEARS_SHOWN,
    coasting_of,
    floor_of,
    school_notes,
)
from bleadchallenge.usecases.results.school_figures import WORDS, SchoolFigures


@row
class FigureRow:
    """A figure of a school beside what it is held against; gaps are in points.

    ``lower`` and ``upper`` are the limits of a 95 % interval. A finding has its
    answer in words as its value.
    """

    year: str
    figure: str
    value: float | str | None
    pupils: Figure = column(unit="pupils", default=None)
    lower: float | None = column("from", decimals=1, default=None)
    upper: float | None = column("to", decimals=1, default=None)
    national: Figure = column(default=None)
    gap_to_national: Figure = column("gap", unit="points", default=None)
    pupils_difference: Figure = column("in pupils", unit="pupils", default=None)
    gap_to_la: Figure = column("to LA", unit="points", default=None)
    gap_to_core_cities: Figure = column("to core cities", unit="points", default=None)
    gap_to_family: Figure = column("to family", unit="points", default=None)
    words: str = column("in words", default="")
    ref: str = column(hidden=True, default="")


@row
class SchoolAnalysis:
    """The school, the latest year, where it is in its life, and what must be read beside."""

    urn: str
    name: str
    year: str
    life: IdentityPeriod
    notes: tuple[str, ...]


ATTAINMENT = (
    RWM,
    "rwm_higher_pct",
    "reading_expected_pct",
    "writing_expected_pct",
    "maths_expected_pct",
)


def analyse_school(asked: Request, school: str, year: str | None) -> Listing[FigureRow]:
    """Every figure of a school over three years, with gaps, growth, bands and findings."""
    with asked.reading() as reader:
        found = find_school(reader, school)
        wanted = resolve_year(reader, year)
        figures = figures_of(reader, found.urn, wanted)
        identity = figures.book.identities.of(found.urn)
        rows = school_rows(figures, found.urn, wanted)
        notes = (
            *notes_of(figures, found.urn, wanted, asked.as_of),
            *sources_of(figures, found.urn, wanted),
        )
        return Listing(
            "analyse",
            asked.as_of,
            reader.change,
            FigureRow,
            tuple(rows),
            notes=notes,
            extra=SchoolAnalysis(found.urn, found.name, wanted, identity.life(asked.as_of), notes),
        )


def figures_of(reader: Reader, urn: str, year: str) -> SchoolFigures:
    """A school's figures over the years shown, its family's beside them."""
    urns = {urn, *every_member(reader, NEAREST, {urn})}
    opened = result_set(reader, last_years(year, YEARS_SHOWN), urns=urns)
    return SchoolFigures(opened, members_by(reader, NEAREST, policy_of(reader).families.nearest))


def school_rows(figures: SchoolFigures, urn: str, year: str) -> list[FigureRow]:
    """The rows of the analysis: attainment, growth, progress, disadvantage, findings."""
    years = last_years(year, YEARS_SHOWN)
    return [
        *(attainment_row(figures, urn, each, name) for name in ATTAINMENT for each in years),
        *growth_rows(figures, urn, years),
        *(progress_row(figures, urn, each, subject) for subject in Subject for each in years),
        *(disadvantaged_row(figures, urn, each) for each in years),
        *_finding_rows(figures, urn, year),
    ]


def attainment_row(figures: SchoolFigures, urn: str, year: str, name: str) -> FigureRow:
    """One percentage of one year beside the nation, the authority, the cities and the family."""
    nation, explained = figures.gap(urn, year, name, Benchmark.NATIONAL)
    hidden = explained.value == HIDDEN
    outcome = figures.outcome(urn, year)
    la, cities, family = (
        figures.gap(urn, year, name, against)[1].value
        for against in (Benchmark.LA, Benchmark.CORE_CITIES, Benchmark.FAMILY)
    )
    return FigureRow(
        ref=ref(RefKind.KS2, year, urn, name),
        year=label(year),
        figure=WORDS[name],
        value=figures.figure(urn, year, name).value,
        pupils=outcome.group_pupils(name) if outcome else None,
        lower=nation.interval.lower if nation.interval else None,
        upper=nation.interval.upper if nation.interval else None,
        national=figures.against(urn, year, name, Benchmark.NATIONAL).value,
        gap_to_national=explained.value,
        pupils_difference=HIDDEN if hidden else nation.pupils,
        words="hidden: five pupils or fewer" if hidden else nation.words(Benchmark.NATIONAL),
        gap_to_la=la,
        gap_to_core_cities=cities,
        gap_to_family=family,
    )


def growth_rows(figures: SchoolFigures, urn: str, years: tuple[str, ...]) -> list[FigureRow]:
    """The rate of increase beside the nation's, year on year and over the whole."""
    return [_growth_row(figures, urn, earlier, later) for earlier, later in spans_of(years)]


def spans_of(years: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each year to the next, and the first to the last."""
    return [*pairwise(years), (years[0], years[-1])]


def _growth_row(figures: SchoolFigures, urn: str, earlier: str, later: str) -> FigureRow:
    growth, _ = figures.growth(urn, earlier, later, RWM)
    return FigureRow(
        ref=ref(RefKind.GROWTH, f"{earlier}-{later}", urn, RWM, "points"),
        year=f"{label(earlier)} to {label(later)}",
        figure="rate of increase beside the nation's, RWM",
        value=growth.points,
        pupils=figures.share(urn, later, RWM).pupils,
        lower=growth.interval.lower if growth.interval else None,
        upper=growth.interval.upper if growth.interval else None,
        national=growth.national,
        pupils_difference=growth.pupils,
        words=growth_in_words(growth, earlier, later),
    )


def progress_row(figures: SchoolFigures, urn: str, year: str, subject: Subject) -> FigureRow:
    """One progress score with its limits, its significance and its band."""
    scored, banded = figures.progress(urn, year, subject), figures.band(urn, year, subject)
    outcome, name = figures.outcome(urn, year), f"{subject}_progress"
    judged = significance(scored)
    said = [str(judged) if judged else "", f"band: {banded.words}" if banded else ""]
    return FigureRow(
        ref=ref(RefKind.KS2, year, urn, name),
        year=label(year),
        figure=WORDS[name],
        value=figures.figure(urn, year, name).value,
        pupils=outcome.covered(subject) if outcome else None,
        lower=scored.lower,
        upper=scored.upper,
        words="; ".join(part for part in said if part) or "not known",
    )


def disadvantaged_row(figures: SchoolFigures, urn: str, year: str) -> FigureRow:
    """Disadvantaged pupils beside the school's others and others nationally."""
    inside, explained = figures.gap(urn, year, DISADVANTAGED, Benchmark.OTHERS)
    hidden = explained.value == HIDDEN
    outside, _ = figures.gap(urn, year, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)
    words = [inside.words(Benchmark.OTHERS), outside.words(Benchmark.NATIONAL_OTHERS)]
    return FigureRow(
        ref=ref(RefKind.KS2, year, urn, DISADVANTAGED),
        year=label(year),
        figure=WORDS[DISADVANTAGED],
        value=figures.figure(urn, year, DISADVANTAGED).value,
        pupils=HIDDEN if hidden else figures.share(urn, year, DISADVANTAGED).pupils,
        lower=inside.interval.lower if inside.interval else None,
        upper=inside.interval.upper if inside.interval else None,
        national=figures.against(urn, year, OTHERS, Benchmark.NATIONAL).value,
        gap_to_national=HIDDEN if hidden else outside.points,
        pupils_difference=HIDDEN if hidden else outside.pupils,
        words="hidden: a group of five pupils or fewer" if hidden else "; ".join(words),
    )


def sources_of(figures: SchoolFigures, urn: str, year: str) -> tuple[str, ...]:
    """The files behind a school's figures and the national ones, a sentence each."""
    return tuple(_sources(figures, urn, year))


def _sources(figures: SchoolFigures, urn: str, year: str) -> Iterator[str]:
    for each in last_years(year, YEARS_SHOWN):
        outcome = figures.outcome(urn, each)
        if outcome is not None:
            yield f"{label(each)}: {outcome.said_by}"
        nation = figures.national(each, RWM)
        yield f"national figure: {nation.words}" + (f" ({nation.rule})" if nation.rule else "")


def notes_of(figures: SchoolFigures, urn: str, year: str, as_of: date) -> tuple[str, ...]:
    """What must be read beside a school's analysis: history, cautions, comparability."""
    return (
        *figures.book.identities.of(urn).words(as_of),
        *school_notes(figures, urn, year),
        *comparability(last_years(year, YEARS_SHOWN)[0], year),
    )


def _finding_rows(figures: SchoolFigures, urn: str, year: str) -> Iterator[FigureRow]:
    findings = {
        RefKind.FLOOR: ("below the floor standard", floor_of(figures, urn, year)),
        RefKind.COASTING: ("coasting", coasting_of(figures, urn, year)),
    }
    for kind, (title, found) in findings.items():
        alone = " (on writing alone)" if found.on_writing_alone else ""
        yield FigureRow(
            ref=ref(kind, year, urn),
            year=label(year),
            figure=title,
            value=f"{found.answer}{alone}",
            words="; ".join(found.reasons),
        )
