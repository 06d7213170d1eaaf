"""The schools' results in a pack: read once for all, a table and charts for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bleadchallenge.domain.figures.cells import HIDDEN
from bleadchallenge.domain.figures.comparing import Against
from bleadchallenge.domain.figures.measures import Subject
from bleadchallenge.domain.figures.uncertainty import Verdict
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.refs import RefKind, ref
from bleadchallenge.domain.years import label, last_years, previous
from bleadchallenge.packs.value import Block, Cell, Chart, Column, Draws, Holds, Table, Text, Value
from bleadchallenge.store import published
from bleadchallenge.store.families import NEAREST, every_member, members_by
from bleadchallenge.store.results import book
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.analysing import YEARS_SHOWN
from bleadchallenge.usecases.figures import Figures
from bleadchallenge.usecases.school_analysis import growth_rows

RWM = "rwm_expected_pct"
_TREND = (
    Column("year"),
    Column("school", Holds.NUMBER, unit="%"),
    Column("nation", Holds.NUMBER, unit="%"),
    Column("family", Holds.NUMBER, unit="%"),
)
_PROGRESS = (
    Column("progress"),
    Column("score", Holds.NUMBER, decimals=1),
    Column("lower", Holds.NUMBER, decimals=1),
    Column("upper", Holds.NUMBER, decimals=1),
)
_GROWTH = (
    Column("rate of increase beside the nation's"),
    Column("points", Holds.NUMBER, decimals=1),
    Column("lower", Holds.NUMBER, decimals=1),
    Column("upper", Holds.NUMBER, decimals=1),
    Column("pupils", Holds.NUMBER),
    Column("in words", wide=True),
)


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a pack's schools up to the latest year that is in; ``None`` without any."""

    figures: Figures | None
    year: str

    def growth_behind(self, urn: str) -> bool:
        """Whether the latest year's growth is behind the nation's beyond chance."""
        if self.figures is None:
            return False
        growth, _parts = self.figures.growth(urn, previous(self.year), self.year, RWM)
        return growth.verdict is Verdict.BEHIND

    def growth_in_short(self, urn: str) -> tuple[Value, str]:
        """The latest rate of increase beside the nation's, in points, and its interval in words."""
        if self.figures is None:
            return None, ""
        growth, _parts = self.figures.growth(urn, previous(self.year), self.year, RWM)
        interval = growth.interval
        words = f"{interval.lower:+.0f} to {interval.upper:+.0f}" if interval else ""
        return growth.points, words

    def growth_ref(self, urn: str) -> str:
        """The name of that figure for ``explain``."""
        if self.figures is None:
            return ""
        years = f"{previous(self.year)}-{self.year}"
        return ref(RefKind.GROWTH, years, urn, RWM, "points")

    def blocks(self, urn: str) -> list[Block]:
        """A school's results: three years with a chart, growth, progress with limits."""
        if self.figures is None or self.figures.outcome(urn, self.year) is None:
            return [Text("No results of this school are in.")]
        return list(self._blocks(self.figures, urn))

    def _blocks(self, figures: Figures, urn: str) -> Iterator[Block]:
        trend = self._trend(figures, urn)
        yield trend
        yield Chart(
            f"chart-trend-{urn}",
            "Reading, writing and maths at the expected standard",
            Draws.LINES,
            trend,
            _in_words(trend),
            "%",
        )
        yield self._growth(figures, urn)
        progress = self._progress(figures, urn)
        yield progress
        title = f"Progress in {label(self.year)} with its 95 % limits"
        yield Chart(
            f"chart-progress-{urn}", title, Draws.INTERVALS, progress, _in_words(progress), "points"
        )

    def _trend(self, figures: Figures, urn: str) -> Table:
        rows = tuple(
            (
                Cell(label(year)),
                Cell(figures.figure(urn, year, RWM).value, ref(RefKind.KS2, year, urn, RWM)),
                *(
                    Cell(
                        figures.against(urn, year, RWM, against).value,
                        ref(RefKind.BENCHMARK, year, urn, RWM, against),
                    )
                    for against in (Against.NATIONAL, Against.FAMILY)
                ),
            )
            for year in last_years(self.year, YEARS_SHOWN)
        )
        title = "Pupils at the expected standard in reading, writing and maths"
        return Table(f"trend-{urn}", title, _TREND, rows)

    def _growth(self, figures: Figures, urn: str) -> Table:
        rows = tuple(
            (
                Cell(row["year"]),
                Cell(row["value"], row["ref"]),
                Cell(row["lower"]),
                Cell(row["upper"]),
                Cell(row["pupils_difference"]),
                Cell(row["words"]),
            )
            for row in growth_rows(figures, urn, last_years(self.year, YEARS_SHOWN))
        )
        return Table(f"growth-{urn}", "Growth against the national rate", _GROWTH, rows)

    def _progress(self, figures: Figures, urn: str) -> Table:
        rows = tuple(
            (
                Cell(subject.value),
                *(
                    Cell(
                        figures.figure(urn, self.year, f"{subject}_progress{limit}").value,
                        ref(RefKind.KS2, self.year, urn, f"{subject}_progress{limit}"),
                    )
                    for limit in ("", "_lower", "_upper")
                ),
            )
            for subject in Subject
        )
        return Table(f"progress-{urn}", f"Progress in {label(self.year)}", _PROGRESS, rows)


def read_results(reader: Reader, policy: Policy, urns: Iterable[str]) -> Results:
    """Read the results of a pack's schools, and of their families, at one go."""
    years = published.years(reader, "ks2")
    if not years:
        return Results(None, "")
    own = set(urns)
    wanted = own | set(every_member(reader, NEAREST, own))
    opened = book(reader, last_years(years[-1], YEARS_SHOWN), urns=wanted)
    families = members_by(reader, NEAREST, policy.families.nearest)
    return Results(Figures(opened, families), years[-1])


def _in_words(table: Table) -> str:
    """A table as a sentence, for whoever cannot see its chart."""
    rows = []
    for first, *others in table.rows:
        values = [
            f"{column.title} {_value(cell.value)}"
            for column, cell in zip(table.columns[1:], others, strict=True)
        ]
        rows.append(f"{first.value}: {', '.join(values)}")
    return f"{table.title}. {'; '.join(rows)}."


def _value(value: Value) -> str:
    if value == HIDDEN:
        return "hidden"
    return (
        "not known" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    )
