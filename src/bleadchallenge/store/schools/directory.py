"""Questions to the store about schools: which there are, and what they are called."""

from typing import Any

from sqlmodel import col, select

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Selection, SourceRow


def by_urn(reader: Reader, urn: str) -> School | None:
    """The school of a URN as the latest file names it, or as it was chosen."""
    return reader.cached(("school", urn), lambda: _of_urn(reader, urn))


def _of_urn(reader: Reader, urn: str) -> School | None:
    found = _published(reader, SourceRow.urn == urn)
    if found:
        return found[0]
    chosen = reader.get(Selection, urn=urn)
    return School(urn, "", chosen.name) if chosen else None


def by_laestab(reader: Reader, laestab: str) -> School | None:
    """The school of a LAESTAB, or ``None``."""
    found = _published(reader, SourceRow.laestab == laestab)
    return found[0] if found else None


def all_schools(reader: Reader) -> list[School]:
    """Every school that is known, those of the programme first."""
    chosen = [School(row.urn, "", row.name) for row in reader.all(Selection)]
    urns = {school.urn for school in chosen}
    return chosen + [school for school in _published(reader) if school.urn not in urns]


def known_urns(reader: Reader) -> set[str]:
    """Every URN that stands in an imported file or was chosen."""
    published = reader.session.exec(select(SourceRow.urn).distinct())
    return {*published, *(row.urn for row in reader.all(Selection))}


def _published(reader: Reader, *where: Any) -> list[School]:
    """Schools as the latest imported file that gives a name writes them."""
    query = (
        select(SourceRow.urn, SourceRow.laestab, SourceRow.name)
        .where(col(SourceRow.level) == Level.SCHOOL.value, col(SourceRow.name) != "", *where)
        .order_by(col(SourceRow.source).desc())
    )
    found: dict[str, School] = {}
    for urn, laestab, name in reader.session.exec(query):
        found.setdefault(urn, School(urn, laestab, name))
    return list(found.values())
