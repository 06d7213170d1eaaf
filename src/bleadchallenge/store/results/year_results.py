"""Questions about results: of which school or area, for which year, in which file's words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.measures import LevelResults, Results
from bleadchallenge.domain.results.published_figures import NEW_STANDARD_SINCE, Scope
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.results.year_results import OutcomeSeries, columns_for, suffix_of
from bleadchallenge.domain.schools.identity import Identities
from bleadchallenge.domain.years import previous, year_of_results
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.identity import identities

REPUBLISHED_FOR = 2
"""How many years back a table carries figures again."""
NATIONS = {"national": Scope.ALL_SCHOOLS, "national-state": Scope.STATE_FUNDED}
"""England's two rows, the one that counts first."""
_NATION_OF = {Level.NATIONAL: "national", Level.NATIONAL_STATE: "national-state"}
_ATTAINMENT = "PTRWM_EXP"


@dataclass(slots=True)
class ResultSet:
    """The results of some schools and of areas over some years, every figure with its address."""

    identities: Identities
    predecessors: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    schools: dict[tuple[str, str], OutcomeSeries] = field(default_factory=dict)
    areas: dict[tuple[str, str], OutcomeSeries] = field(default_factory=dict)
    comparators: dict[tuple[str, str, str], SourceLine] = field(default_factory=dict)

    def of(self, urn: str, year: str) -> OutcomeSeries | None:
        """A school's results of a year; those of what it was, or became with its history.

        The year's own file comes first, the school's row before its
        predecessor's; then what a later file publishes again.
        """
        before = self._chain(urn)
        own = [self.schools.get((each, year)) for each in before]
        known = [each for each in own if each is not None]
        return min(known, key=lambda outcome: outcome.republished, default=None)

    def _chain(self, urn: str) -> list[str]:
        """A school, those it was before, then what it became with its history."""
        before = _followed(urn, self.predecessors)
        return [urn, *before, *_followed(urn, self.successors)]

    def area(self, code: str, year: str) -> OutcomeSeries | None:
        """The row of an authority, or one of England's two."""
        return self.areas.get((code, year))

    def results(self, urn: str) -> Mapping[str, Results | LevelResults]:
        """A school's results by year, as the floor and coasting tests take them."""
        years = sorted({year for _urn, year in self.schools})
        found = {year: self.of(urn, year) for year in years}
        return {
            year: outcome.results() if year >= NEW_STANDARD_SINCE else outcome.level_results()
            for year, outcome in found.items()
            if outcome
        }


def result_set(
    reader: Reader,
    years: Iterable[str],
    *,
    urns: Collection[str] | None = None,
    la: str | None = None,
    names: Iterable[str] | None = None,
) -> ResultSet:
    """Open the book of some schools, or of an authority's, over some years.

    With ``names`` it holds these figures only.
    """
    asked = sorted(set(years))
    known = identities(reader, urns, la=la)
    before = known.predecessors()
    found = ResultSet(known, before, {each: urn for urn, each in before.items()})
    only = None if names is None else columns_for(names, asked)
    files = _files(reader, asked, _with_linked(known, urns), la, only)
    for later in range(REPUBLISHED_FOR + 1):
        for year in asked:
            for line in files.get(previous(year, -later), ()):
                _add(found, line, year)
    for line in published_files.lines(reader, "comparators"):
        key = (line.la, year_of_results(line.text("YEAR")) or "", line.text("MEASURE"))
        found.comparators.setdefault(key, line)
    return found


def _followed(urn: str, links: Mapping[str, str]) -> list[str]:
    """The schools that links lead to one after another."""
    chain = [urn]
    while links.get(chain[-1], urn) not in chain:
        chain.append(links[chain[-1]])
    return chain[1:]


def years_of_results(reader: Reader) -> list[str]:
    """The years whose own files are in, in order."""
    return published_files.years(reader, "ks2")


def _with_linked(known: Identities, urns: Collection[str] | None) -> set[str] | None:
    if urns is None:
        return None
    wanted = set(urns)
    links = [link for link in known.links if link.before in wanted or link.after in wanted]
    return wanted | {urn for link in links for urn in (link.before, link.after)}


def _files(
    reader: Reader,
    asked: Sequence[str],
    urns: Collection[str] | None,
    la: str | None,
    only: Collection[str] | None,
) -> dict[str, list[SourceLine]]:
    """The rows of schools and areas in every table that may speak of the years asked for."""
    may_speak = {previous(year, -later) for year in asked for later in range(REPUBLISHED_FOR + 1)}
    return {
        year: [
            *published_files.lines(
                reader, "ks2", year, urns=urns, la=la, level=Level.SCHOOL, only=only
            ),
            *(
                line
                for level in (Level.LA, *_NATION_OF)
                for line in published_files.lines(reader, "ks2", year, level=level)
            ),
        ]
        for year in sorted(may_speak & set(published_files.years(reader, "ks2")))
    }


def _add(found: ResultSet, line: SourceLine, year: str) -> None:
    """Keep a row unless an earlier one, which counts more, has spoken of the same."""
    is_school = line.level is Level.SCHOOL
    kept = found.schools if is_school else found.areas
    key = (line.urn if is_school else _NATION_OF.get(line.level, line.la), year)
    if key in kept:
        return
    suffix = "" if line.source.year == year else suffix_of(year)
    if suffix and not line.text(_ATTAINMENT + suffix):
        return
    kept[key] = OutcomeSeries(year, line, suffix)
