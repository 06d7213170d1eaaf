"""The schools' results in a pack: read once for all, drawn as in the data brief."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.comparison import interval_in_short
from bleadchallenge.domain.results.uncertainty import GrowthVerdict, RateOfIncrease
from bleadchallenge.domain.years import last_years, previous
from bleadchallenge.packs.value import Block, Text, Value
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import NEAREST, every_member, members_by
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.usecases.reports.brief.progress import progress_chart, progress_table
from bleadchallenge.usecases.reports.brief.results import growth_table, trend_chart, trend_table
from bleadchallenge.usecases.results.analysis import YEARS_SHOWN
from bleadchallenge.usecases.results.school_figures import SchoolFigures

RWM = "rwm_expected_pct"


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a pack's schools up to the latest year that is in; ``None`` without any."""

    figures: SchoolFigures | None
    year: str

    def growth_behind(self, urn: str) -> bool:
        """Whether the latest year's growth is behind the nation's beyond chance."""
        growth = self._growth(urn)
        return growth is not None and growth.verdict is GrowthVerdict.BEHIND

    def growth_in_short(self, urn: str) -> tuple[Value, str]:
        """The latest rate of increase beside the nation's, in points, and its interval."""
        growth = self._growth(urn)
        if growth is None:
            return None, ""
        return growth.points, interval_in_short(growth)

    def growth_ref(self, urn: str, what: str = "points") -> str:
        """The name of that figure, or of its interval, for ``explain``."""
        if self.figures is None:
            return ""
        years = f"{previous(self.year)}-{self.year}"
        return ref(RefKind.GROWTH, years, urn, RWM, what)

    def blocks(self, urn: str) -> list[Block]:
        """A school's results: three years with a chart, growth, progress with limits."""
        if self.figures is None or self.figures.outcome(urn, self.year) is None:
            return [Text("No results of this school are in.")]
        return list(self._blocks(self.figures, urn))

    def _growth(self, urn: str) -> RateOfIncrease | None:
        if self.figures is None:
            return None
        return self.figures.growth(urn, previous(self.year), self.year, RWM)[0]

    def _blocks(self, figures: SchoolFigures, urn: str) -> Iterator[Block]:
        trend = trend_table(figures, urn, self.year)
        yield from (trend, trend_chart(trend, urn), growth_table(figures, urn, self.year))
        progress = progress_table(figures, urn, self.year)
        yield from (progress, progress_chart(progress, urn))


def read_results(reader: Reader, policy: Policy, urns: Iterable[str]) -> Results:
    """Read the results of a pack's schools, and of their families, at one go."""
    years = published_files.years(reader, "ks2")
    if not years:
        return Results(None, "")
    own = set(urns)
    wanted = own | set(every_member(reader, NEAREST, own))
    opened = result_set(reader, last_years(years[-1], YEARS_SHOWN), urns=wanted)
    families = members_by(reader, NEAREST, policy.families.nearest)
    return Results(SchoolFigures(opened, families), years[-1])
