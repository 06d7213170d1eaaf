"""The schools' results in a pack: read once for all, drawn as in the data brief."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.comparison import interval_in_short
from bleadchallenge.domain.results.uncertainty import GrowthVerdict, RateOfIncrease
from bleadchallenge.domain.years import label, last_years, previous, year_of_exams
from bleadchallenge.packs.value import Chart, Value
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import NEAREST, every_member, members_by
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.usecases.reports.brief.results import trend_chart, trend_table
from bleadchallenge.usecases.results.analysis import YEARS_SHOWN
from bleadchallenge.usecases.results.school_figures import SchoolFigures

RWM = "rwm_expected_pct"
_LAST_MONTH = 8
"""The last month of a school year."""


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

    @property
    def growth_years(self) -> str:
        """The years that growth is of; empty without results."""
        return f"{label(previous(self.year))} to {label(self.year)}" if self.year else ""

    def chart(self, urn: str, first_term: date) -> Chart | None:
        """A school's results beside the others', in the years that have any."""
        if self.figures is None or self.figures.outcome(urn, self.year) is None:
            return None
        whole = trend_table(self.figures, urn, self.year)
        kept = tuple(row for row in whole.rows if any(cell.value is not None for cell in row[1:]))
        table = replace(whole, rows=kept)
        begins = label(year_of_exams(first_term.year + (first_term.month > _LAST_MONTH)))
        return replace(
            trend_chart(table, urn),
            title="At the expected standard in RWM",
            begins=begins,
            beside=False,
        )

    def _growth(self, urn: str) -> RateOfIncrease | None:
        if self.figures is None:
            return None
        return self.figures.growth(urn, previous(self.year), self.year, RWM)[0]


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
