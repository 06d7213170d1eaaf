"""Questions about a school's surroundings: the rows of census and absence that speak of it."""

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.context import NATION
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader

_PRIMARY = "primary"


def row_of(reader: Reader, kind: str, year: str, urn: str) -> SourceLine | None:
    """A school's row in a year's file, or the nation's of primary schools."""
    if urn != NATION:
        return next(iter(published_files.lines(reader, kind, year, urns=[urn])), None)
    national = published_files.lines(reader, kind, year, level=Level.NATIONAL)
    primary = [line for line in national if _PRIMARY in line.name]
    return next(iter(primary), None)


def latest_year(reader: Reader, kind: str, urn: str, not_after: str) -> str | None:
    """The latest year, up to one, whose file holds the school."""
    years = [year for year in published_files.years(reader, kind) if year <= not_after]
    return next((year for year in reversed(years) if row_of(reader, kind, year, urn)), None)
