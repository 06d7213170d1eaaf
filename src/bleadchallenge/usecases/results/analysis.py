"""What the published figures say of schools: an authority's, the programme's, or one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.coasting import coasting
from bleadchallenge.domain.results.comparison import (
    Benchmark,
    IntervalPosition,
    comparability,
    growth_in_words,
)
from bleadchallenge.domain.results.findings import Answer, Finding
from bleadchallenge.domain.results.floor import below_floor
from bleadchallenge.domain.results.measures import Results, Subject
from bleadchallenge.domain.results.progress import Significance, junior_caution, significance
from bleadchallenge.domain.results.small_numbers import is_small_cohort
from bleadchallenge.domain.results.uncertainty import GrowthVerdict
from bleadchallenge.domain.results.year_results import DISADVANTAGED
from bleadchallenge.domain.years import label, last_years, previous
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import NEAREST, every_member, members_by
from bleadchallenge.store.results.year_results import ResultSet, result_set, years_of_results
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.listing import Figure, Listing, column, row, spread
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, authority_of, policy_of
from bleadchallenge.usecases.results.school_figures import SchoolFigures

YEARS_SHOWN = 3
RWM = "rwm_expected_pct"
_TRUTH = {Answer.YES: True, Answer.NO: False}


@row
class GapColumns:
    """Gaps in points to the other areas, and those of disadvantaged pupils."""

    rwm_gap_to_la: Figure = column(unit="points", hidden=True)
    rwm_gap_to_core_cities: Figure = column(unit="points", hidden=True)
    rwm_gap_to_family: Figure = column(unit="points", hidden=True)
    rwm_expected_disadvantaged_pct: Figure = column(unit="percent", hidden=True)
    disadvantaged_gap: Figure = column(unit="points", place=1)
    disadvantaged_gap_pupils: Figure = column(unit="pupils", hidden=True)
    disadvantaged_gap_to_national_others: Figure = column(unit="points", hidden=True)


@row
class GrowthColumns:
    """The rate of increase beside the nation's, in points and in pupils."""

    school: float | None = column(unit="points", hidden=True)
    national: float | None = column(unit="points", hidden=True)
    points: float | None = column("rate of increase beside the nation's", unit="points")
    lower: float | None = column(unit="points", hidden=True)
    upper: float | None = column(unit="points", hidden=True)
    pupils: int | None = column(unit="pupils", hidden=True)
    verdict: GrowthVerdict = column("verdict")
    words: str = column(hidden=True)


@row
class ProgressColumns:
    """Progress in a subject in scaled score points, its limits, and its band from 1 to 5."""

    progress: Figure = column(unit="scaled score points", hidden=True)
    progress_lower: Figure = column(unit="scaled score points", hidden=True)
    progress_upper: Figure = column(unit="scaled score points", hidden=True)
    progress_significance: Significance | None = column(hidden=True)
    band: int | None
    band_words: str | None = column(hidden=True)


@row
class AnalysisRow:
    """A school's figures of a year, judged."""

    urn: str = column("URN")
    laestab: str | None = column(hidden=True)
    name: str = column("school")
    year: str = column(hidden=True)
    eligible_pupils: int | None = column("pupils", unit="pupils")
    rwm_expected_pct: Figure = column("RWM %", unit="percent")
    rwm_gap_to_national: Figure = column("gap to national", unit="points")
    pupils_difference: Figure = column("in pupils", unit="pupils")
    rwm_lower: float | None = column(unit="percent", hidden=True)
    rwm_upper: float | None = column(unit="percent", hidden=True)
    rwm_standing: IntervalPosition | None = column("beside the nation")
    gaps: GapColumns = spread()
    growth: GrowthColumns = spread("growth_")
    reading: ProgressColumns = spread("reading_")
    writing: ProgressColumns = spread("writing_")
    maths: ProgressColumns = spread("maths_")
    below_floor: bool | None
    below_floor_reasons: tuple[str, ...] = column(hidden=True)
    coasting: bool | None
    coasting_reasons: tuple[str, ...] = column(hidden=True)
    on_writing_alone: bool = column(hidden=True)
    small_cohort: bool | None = column(hidden=True)
    republished: bool | None = column(hidden=True)
    notes: tuple[str, ...] = column(place=1)


@row
class AreaFigure:
    """An area's percentage at the expected standard, and where it comes from."""

    rwm_expected_pct: Figure = column(unit="percent")
    words: str


@row
class AnalysedSchools:
    """The year, the authority (``null`` for the programme's schools), and both areas' figures."""

    year: str
    la: str | None
    national: AreaFigure
    local: AreaFigure | None


@dataclass(frozen=True, slots=True)
class AnalysisScope:
    """Which schools are analysed: an authority's, or those of the programme."""

    la: str = ""
    programme: bool = False


def analyse_many(asked: Request, scope: AnalysisScope, year: str | None) -> Listing[AnalysisRow]:
    """One row a school: three years' figures judged, for an authority or the programme."""
    with asked.reading() as reader:
        wanted = resolve_year(reader, year)
        if not scope.programme:
            scope = AnalysisScope(authority_of(reader, asked, scope.la))
        urns = _selected(reader) if scope.programme else None
        opened = result_set(
            reader,
            last_years(wanted, YEARS_SHOWN),
            urns=urns if urns is None else {*urns, *every_member(reader, NEAREST, urns)},
            la=scope.la or None,
        )
        schools = sorted(urns) if urns is not None else _of_authority(reader, scope.la, wanted)
        _require(schools, reader, scope, wanted)
        figures = SchoolFigures(
            opened, members_by(reader, NEAREST, policy_of(reader).families.nearest)
        )
        rows = [school_row(figures, urn, wanted, _name(reader, opened, urn)) for urn in schools]
        rows.sort(key=lambda each: (each.name, each.urn))
        return Listing(
            "analyse",
            asked.as_of,
            reader.change,
            AnalysisRow,
            tuple(rows),
            notes=_notes(figures, wanted),
            extra=AnalysedSchools(
                wanted,
                scope.la or None,
                _area_figure(figures.against("", wanted, RWM, Benchmark.NATIONAL)),
                _area_figure(figures.authority(scope.la, wanted, RWM)) if scope.la else None,
            ),
        )


def school_row(figures: SchoolFigures, urn: str, year: str, name: str) -> AnalysisRow:
    """The row of one school and year, the same in every listing and pack."""
    outcome = figures.outcome(urn, year)
    nation, explained = figures.gap(urn, year, RWM, Benchmark.NATIONAL)
    hidden = explained.value == HIDDEN
    floor, coasts = floor_of(figures, urn, year), coasting_of(figures, urn, year)
    return AnalysisRow(
        urn=urn,
        laestab=outcome.line.laestab if outcome else None,
        name=name,
        year=year,
        eligible_pupils=outcome.pupils if outcome else None,
        rwm_expected_pct=figures.figure(urn, year, RWM).value,
        rwm_gap_to_national=explained.value,
        pupils_difference=HIDDEN if hidden else nation.pupils,
        rwm_lower=nation.interval.lower if nation.interval else None,
        rwm_upper=nation.interval.upper if nation.interval else None,
        rwm_standing=nation.standing,
        gaps=_gaps(figures, urn, year),
        growth=_growth(figures, urn, year),
        reading=_progress(figures, urn, year, Subject.READING),
        writing=_progress(figures, urn, year, Subject.WRITING),
        maths=_progress(figures, urn, year, Subject.MATHS),
        below_floor=_TRUTH.get(floor.answer),
        below_floor_reasons=floor.reasons,
        coasting=_TRUTH.get(coasts.answer),
        coasting_reasons=coasts.reasons,
        on_writing_alone=floor.on_writing_alone or coasts.on_writing_alone,
        small_cohort=is_small_cohort(outcome.pupils) if outcome else None,
        republished=outcome.republished if outcome else None,
        notes=tuple(school_notes(figures, urn, year)),
    )


def floor_of(figures: SchoolFigures, urn: str, year: str) -> Finding:
    """Whether a school is below the floor on a year's results."""
    outcome = figures.outcome(urn, year)
    return below_floor(outcome.results() if outcome else Results(), year)


def coasting_of(figures: SchoolFigures, urn: str, year: str) -> Finding:
    """Whether a school is coasting on the three years that end with ``year``."""
    return coasting(figures.book.results(urn), year)


def school_notes(figures: SchoolFigures, urn: str, year: str) -> list[str]:
    """What must be read beside a school's figures of a year."""
    outcome = figures.outcome(urn, year)
    if outcome is None:
        return [f"no results of {label(year)} are in"]
    ages = outcome.line.text("AGERANGE") or figures.book.identities.ages.get(urn, "")
    said = [caution] if (caution := junior_caution(ages)) else []
    if is_small_cohort(outcome.pupils):
        said.append(f"small cohort: {outcome.pupils} pupils")
    if outcome.republished:
        said.append(f"figures as republished in {outcome.line.source.file}")
    if outcome.line.urn != urn:
        said.append(f"results of {outcome.line.urn}, the school it was before")
    return said


def _gaps(figures: SchoolFigures, urn: str, year: str) -> GapColumns:
    inside, explained = figures.gap(urn, year, DISADVANTAGED, Benchmark.OTHERS)
    la, cities, family = (
        figures.gap(urn, year, RWM, against)[1].value
        for against in (Benchmark.LA, Benchmark.CORE_CITIES, Benchmark.FAMILY)
    )
    outside = figures.gap(urn, year, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)[1]
    return GapColumns(
        rwm_gap_to_la=la,
        rwm_gap_to_core_cities=cities,
        rwm_gap_to_family=family,
        rwm_expected_disadvantaged_pct=figures.figure(urn, year, DISADVANTAGED).value,
        disadvantaged_gap=explained.value,
        disadvantaged_gap_pupils=HIDDEN if explained.value == HIDDEN else inside.pupils,
        disadvantaged_gap_to_national_others=outside.value,
    )


def _growth(figures: SchoolFigures, urn: str, year: str) -> GrowthColumns:
    growth, _ = figures.growth(urn, previous(year), year, RWM)
    return GrowthColumns(
        school=growth.school,
        national=growth.national,
        points=growth.points,
        lower=growth.interval.lower if growth.interval else None,
        upper=growth.interval.upper if growth.interval else None,
        pupils=growth.pupils,
        verdict=growth.verdict,
        words=growth_in_words(growth, previous(year), year),
    )


def _progress(figures: SchoolFigures, urn: str, year: str, subject: Subject) -> ProgressColumns:
    banded, name = figures.band(urn, year, subject), f"{subject}_progress"
    return ProgressColumns(
        progress=figures.figure(urn, year, name).value,
        progress_lower=figures.limit(urn, year, f"{name}_lower"),
        progress_upper=figures.limit(urn, year, f"{name}_upper"),
        progress_significance=significance(figures.progress(urn, year, subject)),
        band=None if banded is None else int(banded),
        band_words=None if banded is None else banded.words,
    )


def _selected(reader: Reader) -> set[str]:
    return {s.urn for s in selected(reader)}


def _of_authority(reader: Reader, la: str, year: str) -> list[str]:
    lines = published_files.lines(reader, "ks2", year, la=la, level=Level.SCHOOL)
    if not lines:
        later = [previous(year, -1), previous(year, -2)]
        lines = [
            line
            for each in later
            for line in published_files.lines(reader, "ks2", each, la=la, level=Level.SCHOOL)
        ]
    return sorted({line.urn for line in lines})


def _require(schools: list[str], reader: Reader, scope: AnalysisScope, year: str) -> None:
    if schools:
        return
    known = ", ".join(label(each) for each in years_of_results(reader))
    if scope.programme:
        raise DataError("no school is selected", fix="bleadchallenge select SCHOOL selected")
    raise DataError(
        f"no schools of authority {scope.la} are in for {label(year)}",
        why=f"years that are in: {known}",
        fix="import that authority's file, or ask for another --year",
    )


def _name(reader: Reader, opened: ResultSet, urn: str) -> str:
    names = [outcome.line.name for (each, _), outcome in opened.schools.items() if each == urn]
    if names:
        return names[-1]
    chosen = reader.get(Selection, urn=urn)
    return chosen.name if chosen else urn


def _area_figure(found: Provenance) -> AreaFigure:
    return AreaFigure(found.value, found.words)


def _notes(figures: SchoolFigures, year: str) -> tuple[str, ...]:
    return tuple(_analysis_notes(figures, year))


def _analysis_notes(figures: SchoolFigures, year: str) -> Iterator[str]:
    nation = figures.national(year, RWM)
    yield f"national figure: {nation.words}" + (f" ({nation.rule})" if nation.rule else "")
    yield from comparability(last_years(year, YEARS_SHOWN)[0], year)
    yield "figures of five pupils or fewer are hidden (c); bands: 1 well above to 5 well below"
