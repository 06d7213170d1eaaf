"""Questions to the store about schools: which there are, and what they are called."""

from collections.abc import Collection

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Selection, SourceFile, SourceRow


def by_urn(reader: Reader, urn: str) -> School | None:
    """The school of a URN as the latest file names it, or as it was chosen."""
    chosen = reader.cached("chosen schools", lambda: _chosen(reader))
    return chosen.get(urn) or reader.cached(("school", urn), lambda: _of_urn(reader, urn))


def _chosen(reader: Reader) -> dict[str, School]:
    """The schools of the programme, by URN: whoever names one mostly names them all."""
    chosen = {row.urn: School(row.urn, "", row.name) for row in reader.where(Selection)}
    published = _published(reader, col(SourceRow.urn).in_(chosen)) if chosen else []
    return {**chosen, **{school.urn: school for school in published}}


def _of_urn(reader: Reader, urn: str) -> School | None:
    found = _published(reader, SourceRow.urn == urn)
    if found:
        return found[0]
    chosen = reader.get(Selection, urn=urn)  # of another cohort
    return School(urn, "", chosen.name) if chosen else None


def files_with(reader: Reader, urn: str) -> list[str]:
    """The imported files in which a URN stands, with or without a name."""
    numbers = {*reader.session.exec(select(SourceRow.source).where(SourceRow.urn == urn))}
    return [file.file for file in reader.all(SourceFile) if file.number in numbers]


def of_laestab(reader: Reader, laestab: str) -> list[School]:
    """The schools that have had a LAESTAB; an academy may keep that of the school before it."""
    return _published(reader, SourceRow.laestab == laestab)


def places_of(reader: Reader, urns: Collection[str]) -> dict[str, str]:
    """Where schools lie, as the files say it: town and postcode, or the authority's number."""
    found: dict[str, str] = {}
    for kind in ("register", "gias", "ks2"):
        for line in published_files.lines(reader, kind, urns=urns, level=Level.SCHOOL):
            code = line.text("POSTCODE") or line.text("PCODE")
            place = " ".join(part for part in (line.text("TOWN"), code) if part)
            if place or line.la:
                found.setdefault(line.urn, place or f"authority {line.la}")
    return found


def all_schools(reader: Reader) -> list[School]:
    """Every school that is known, those of the programme first."""
    chosen = [School(row.urn, "", row.name) for row in reader.all(Selection)]
    urns = {school.urn for school in chosen}
    return chosen + [school for school in _published(reader) if school.urn not in urns]


def known_urns(reader: Reader) -> set[str]:
    """Every URN that stands in an imported file or was chosen."""
    published_files = reader.session.exec(select(SourceRow.urn).distinct())
    return {*published_files, *(row.urn for row in reader.all(Selection))}


def _published(reader: Reader, *where: ColumnElement[bool] | bool) -> list[School]:
    """Schools as the latest file that gives a name writes them, of those out by the day first."""
    out = [file.number for file in published_files.known_files(reader)]
    query = (
        select(SourceRow.urn, SourceRow.laestab, SourceRow.name)
        .where(col(SourceRow.level) == Level.SCHOOL.value, col(SourceRow.name) != "", *where)
        .order_by(
            col(SourceRow.source).in_(out).desc(),
            col(SourceRow.source).desc(),
            col(SourceRow.row),
        )
    )
    found: dict[str, School] = {}
    for urn, laestab, name in reader.session.exec(query):
        found.setdefault(urn, School(urn, laestab, name))
    return list(found.values())
