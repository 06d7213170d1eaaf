"""Questions about releases: each one's figures of a school, and which packs showed them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Level, Release
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Pack

_ORDER = {release.value: place for place, release in enumerate(Release, start=1)}


@dataclass(frozen=True, slots=True)
class ReleaseFigures:
    """One release of a year's results: which file, when it was taken, by which change."""

    year: str
    release: str
    file: str
    taken_on: date
    change: int
    number: int


def releases(reader: Reader, year: str) -> list[ReleaseFigures]:
    """The releases of a year's results that are in, the most settled last."""
    files = published_files.known_files(reader, kind="ks2", year=year)
    found = [
        ReleaseFigures(file.year, file.release, file.file, file.taken_on, file.since, file.number)
        for file in files
    ]
    return sorted(found, key=lambda each: (_ORDER.get(each.release, 0), each.change))


def figures_in(
    reader: Reader, year: str, urns: Collection[str]
) -> dict[str, dict[int, OutcomeSeries]]:
    """The figures of some schools in each file of a year: by URN, then by the import's number."""
    found: dict[str, dict[int, OutcomeSeries]] = {urn: {} for urn in urns}
    for line in published_files.every_line(reader, "ks2", Level.SCHOOL):
        if line.urn in found and line.source.year == year:
            found[line.urn].setdefault(line.source.number, OutcomeSeries(year, line))
    return found


def packs_between(reader: Reader, kind: str, first: int, last: int) -> Iterator[Pack]:
    """The packs issued from a change on and before another, by number."""
    yield from (
        pack for pack in reader.all(Pack, Pack.kind == kind) if first <= pack.known_at < last
    )
