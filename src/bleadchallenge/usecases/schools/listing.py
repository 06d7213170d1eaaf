"""Schools listed: those of an authority with their results, or the programme's own."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.open_items.items import next_step
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.results.year_results import as_written
from bleadchallenge.domain.schools.state import SchoolStatus
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.authorities import BY_NUMBER
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import chosen, selected
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.open_items.items import of_school
from bleadchallenge.usecases.request import Column, Listing, Request, authority_of, policy_of

_SHOWN = ("eligible_pupils", "rwm_expected_pct", "reading_progress", "writing_progress")
RESULTS = (
    Column("urn", "URN"),
    Column("name", "school"),
    *(Column(name, name.replace("_pct", " %").replace("_", " ")) for name in _SHOWN),
    Column("maths_progress", "maths progress"),
)
_OWN = (
    Column("urn", "URN"),
    Column("name", "school"),
    Column("state", "state"),
    Column("alliance", "alliance"),
    Column("unmet", "not yet met"),
)


def list_results(asked: Request, la: str | None, year: str | None) -> Listing:
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
        rows = sorted((_row(line) for line in lines), key=lambda row: (row["name"], row["urn"]))
        extra = {"year": wanted, "la": la}
        notes = tuple(_by_number(lines, la))
        return Listing("schools", asked.as_of, reader.change, RESULTS, tuple(rows), notes, extra)


def _by_number(lines: Sequence[SourceLine], la: str) -> Iterator[str]:
    """A note on schools whose authority no file gives."""
    urns = [line.urn for line in lines if line.la_from == BY_NUMBER]
    if urns:
        yield (
            f"no file gives the authority of {', '.join(sorted(urns))}: taken for {la} because "
            "the schools numbered around are its"
        )


def list_programme_schools(asked: Request) -> Listing:
    """The programme's schools: where each stands, why, and what is not yet met.

    Once schools are selected the others of the choosing are left out.
    """
    with asked.reading() as reader:
        those = selected(reader) or chosen(reader)
        rows = [_standing(reader, selection, asked) for selection in those]
        rows.sort(key=lambda row: (row["name"], row["urn"]))
        return Listing("schools", asked.as_of, reader.change, _OWN, tuple(rows))


def _row(line: Any) -> dict[str, Any]:  # noqa: ANN401 - a SourceLine
    return {
        "urn": line.urn,
        "laestab": line.laestab,
        "name": line.name,
        **{name: as_written(line, name) for name in COLUMN_OF},
    }


def _nothing(reader: Reader, la: str, year: str) -> DataError:
    known = ", ".join(label(year) for year in published_files.years(reader, "ks2")) or "none"
    return DataError(
        f"no schools of authority {la} are in for {label(year)}",
        why=f"years that are in: {known}",
        fix="import that authority's file, or ask for another --year",
    )


def _standing(reader: Reader, selection: Selection, asked: Request) -> dict[str, Any]:
    found = standing_of(reader, selection, selection.urn, asked.as_of)
    assignment = assignment_on(reader, selection.urn, asked.as_of)
    return {
        "urn": selection.urn,
        "name": selection.name,
        "state": found.state,
        "why": found.why,
        "alliance": assignment.alliance if assignment else None,
        "unmet": [condition.words for condition in found.unmet],
        "next": next_command(reader, found, selection.urn, asked.as_of),
    }


def next_command(reader: Reader, standing: SchoolStatus, urn: str, as_of: date) -> str | None:
    """The command that leads a school on: its next step, or what the choosing still needs."""
    step = next_step(of_school(reader, policy_of(reader), urn, as_of))
    if step is not None:
        return f"bleadchallenge {step.command}"
    if not standing.unmet:
        return None
    return f"bleadchallenge {standing.unmet[0].how.format(school=urn)}"
