"""Schools listed: those of an authority with their results, or the programme's own."""

from collections.abc import Iterator, Sequence
from datetime import date

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.open_items.items import next_step
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.results.year_results import as_written
from bleadchallenge.domain.schools.state import SchoolState, SchoolStatus
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.authorities import BY_NUMBER
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import chosen, selected
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.listing import Figure, Listing, column, row
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.open_items.items import of_school
from bleadchallenge.usecases.request import Request, authority_of, policy_of


@row
class ResultsRow:
    """A school of an authority with its key stage 2 results of a year."""

    urn: str = column("URN")
    laestab: str = column(hidden=True)
    name: str = column("school")
    eligible_pupils: Figure = column(unit="pupils")
    rwm_expected_pct: Figure = column("rwm expected %", unit="percent")
    rwm_higher_pct: Figure = column(unit="percent", hidden=True)
    reading_expected_pct: Figure = column(unit="percent", hidden=True)
    writing_expected_pct: Figure = column(unit="percent", hidden=True)
    maths_expected_pct: Figure = column(unit="percent", hidden=True)
    gps_expected_pct: Figure = column(unit="percent", hidden=True)
    reading_average_score: Figure = column(unit="scaled score", hidden=True)
    maths_average_score: Figure = column(unit="scaled score", hidden=True)
    reading_progress: Figure = column(unit="scaled score points")
    reading_progress_lower: Figure = column(unit="scaled score points", hidden=True)
    reading_progress_upper: Figure = column(unit="scaled score points", hidden=True)
    writing_progress: Figure = column(unit="scaled score points")
    writing_progress_lower: Figure = column(unit="scaled score points", hidden=True)
    writing_progress_upper: Figure = column(unit="scaled score points", hidden=True)
    maths_progress: Figure = column(unit="scaled score points")
    maths_progress_lower: Figure = column(unit="scaled score points", hidden=True)
    maths_progress_upper: Figure = column(unit="scaled score points", hidden=True)
    rwm_expected_disadvantaged_pct: Figure = column(unit="percent", hidden=True)
    rwm_expected_others_pct: Figure = column(unit="percent", hidden=True)
    disadvantaged_pct: Figure = column(unit="percent", hidden=True)
    english_additional_pct: Figure = column(unit="percent", hidden=True)
    prior_attainment: Figure = column(unit="key stage 1 points", hidden=True)


@row
class ResultsScope:
    """The year and the authority whose results are listed."""

    year: str
    la: str


@row
class ProgrammeSchoolRow:
    """A school of the programme: where it stands, why, and what is not yet met."""

    urn: str = column("URN")
    name: str = column("school")
    state: SchoolState
    why: str = column(hidden=True)
    alliance: str | None
    unmet: tuple[str, ...] = column("not yet met")
    next: str | None = column(hidden=True)


def list_results(asked: Request, la: str | None, year: str | None) -> Listing[ResultsRow]:
    """Every school of an authority with its key stage 2 results of a year.

    Suppressed is ``"c"``, unknown is ``None``. Without a year the latest is
    taken. Raises ``DataError`` where no results of the year are in.
    """
    with asked.reading() as reader:
        wanted = resolve_year(reader, year)
        la = authority_of(reader, asked, la)
        lines = published_files.lines(reader, "ks2", wanted, la=la, level=Level.SCHOOL)
        if not lines:
            raise _nothing(reader, la, wanted)
        rows = sorted((_row(line) for line in lines), key=lambda each: (each.name, each.urn))
        scope = ResultsScope(wanted, la)
        notes = tuple(_by_number(lines, la))
        return Listing("schools", asked.as_of, reader.change, ResultsRow, tuple(rows), notes, scope)


def _by_number(lines: Sequence[SourceLine], la: str) -> Iterator[str]:
    """A note on schools whose authority no file gives."""
    urns = [line.urn for line in lines if line.la_from == BY_NUMBER]
    if urns:
        yield (
            f"no file gives the authority of {', '.join(sorted(urns))}: taken for {la} because "
            "the schools numbered around are its"
        )


def list_programme_schools(asked: Request) -> Listing[ProgrammeSchoolRow]:
    """The programme's schools: where each stands, why, and what is not yet met.

    Once schools are selected the others of the choosing are left out.
    """
    with asked.reading() as reader:
        those = selected(reader) or chosen(reader)
        rows = [_standing(reader, selection, asked) for selection in those]
        rows.sort(key=lambda each: (each.name, each.urn))
        return Listing("schools", asked.as_of, reader.change, ProgrammeSchoolRow, tuple(rows))


def _row(line: SourceLine) -> ResultsRow:
    figures = {name: as_written(line, name) for name in COLUMN_OF}
    return ResultsRow(
        urn=line.urn,
        laestab=line.laestab,
        name=line.name,
        **figures,
    )


def _nothing(reader: Reader, la: str, year: str) -> DataError:
    known = ", ".join(label(year) for year in published_files.years(reader, "ks2")) or "none"
    return DataError(
        f"no schools of authority {la} are in for {label(year)}",
        why=f"years that are in: {known}",
        fix="import that authority's file, or ask for another --year",
    )


def _standing(reader: Reader, selection: Selection, asked: Request) -> ProgrammeSchoolRow:
    found = standing_of(reader, selection, selection.urn, asked.as_of)
    assignment = assignment_on(reader, selection.urn, asked.as_of)
    return ProgrammeSchoolRow(
        urn=selection.urn,
        name=selection.name,
        state=found.state,
        why=found.why,
        alliance=assignment.alliance if assignment else None,
        unmet=tuple(condition.words for condition in found.unmet),
        next=next_command(reader, found, selection.urn, asked.as_of),
    )


def next_command(reader: Reader, standing: SchoolStatus, urn: str, as_of: date) -> str | None:
    """The command that leads a school on: its next step, or what the choosing still needs."""
    step = next_step(of_school(reader, policy_of(reader), urn, as_of))
    if step is not None:
        return f"bleadchallenge {step.command}"
    if not standing.unmet:
        return None
    return f"bleadchallenge {standing.unmet[0].how.format(school=urn)}"
