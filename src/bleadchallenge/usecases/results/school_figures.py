"""A school's figures and those they are held against: worked out once, for all who ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.provenance.tree import Provenance, of_line, of_outcome
from bleadchallenge.domain.results.cells import HIDDEN, CellStatus
from bleadchallenge.domain.results.comparison import Benchmark, Gap, gap, gap_between, mean, rank
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.measures import COLUMNS, Measure, Progress, Subject
from bleadchallenge.domain.results.progress import Band, band, interval
from bleadchallenge.domain.results.published_figures import (
    CORE_CITIES,
    Scope,
    city,
    national,
    national_spread,
    progress_cuts,
)
from bleadchallenge.domain.results.uncertainty import RateOfIncrease, Share, rate_of_increase
from bleadchallenge.domain.results.year_results import (
    COUNTS,
    DISADVANTAGED,
    GROUP_SIZES,
    OTHERS,
    OutcomeSeries,
)
from bleadchallenge.domain.years import label
from bleadchallenge.store.results.year_results import NATIONS, ResultSet

_ENGLAND = "970"
_MEASURES: Mapping[str, Measure] = {
    name: measure
    for measure, column in COLUMNS.items()
    for name in COLUMN_OF
    if COLUMN_OF[name].upper() == column.upper()
}
_COMPARATOR_NAMES = {
    DISADVANTAGED: "rwm_expected_pct_disadvantaged",
    OTHERS: "rwm_expected_pct_other",
}
WORDS: Mapping[str, str] = {
    "eligible_pupils": "pupils eligible for the tests",
    "rwm_expected_pct": "reading, writing and maths, expected standard",
    "rwm_higher_pct": "reading, writing and maths, higher standard",
    "reading_expected_pct": "reading, expected standard",
    "writing_expected_pct": "writing, expected standard",
    "maths_expected_pct": "maths, expected standard",
    "gps_expected_pct": "grammar, punctuation and spelling, expected standard",
    "reading_average_score": "reading, average scaled score",
    "maths_average_score": "maths, average scaled score",
    "reading_progress": "reading progress",
    "writing_progress": "writing progress",
    "maths_progress": "maths progress",
    "rwm_expected_disadvantaged_pct": "disadvantaged pupils, expected standard in all three",
    "rwm_expected_others_pct": "other pupils, expected standard in all three",
    "disadvantaged_pct": "share of disadvantaged pupils",
    "english_additional_pct": "share with English as an additional language",
    "prior_attainment": "key stage 1 average point score",
}
"""What each figure is, for people."""

HeldAgainst = tuple[float | None, Provenance]


@dataclass(slots=True)
class SchoolFigures:
    """Figures of schools from an open book, each with the tree that explains it.

    ``families`` gives the members of a school's family, nearest first.
    """

    book: ResultSet
    families: Callable[[str, str], tuple[str, ...]] = field(default=lambda _urn, _year: ())

    def outcome(self, urn: str, year: str) -> OutcomeSeries | None:
        """A school's results of a year."""
        return self.book.of(urn, year)

    def figure(self, urn: str, year: str, name: str) -> Provenance:
        """A published figure of a school."""
        named = ref(RefKind.KS2, year, urn, name)
        words = f"{WORDS.get(name, name.replace('_', ' '))}, {label(year)}"
        outcome = self.outcome(urn, year)
        if outcome is None:
            return Provenance(named, None, f"{words}: no results of that year are in")
        said = of_outcome(named, outcome, name, words)
        if isinstance(said.value, float) and name in COUNTS:
            return Provenance(said.ref, int(said.value), said.words, said.rule, said.source)
        return said

    def against(self, urn: str, year: str, name: str, against: Benchmark) -> Provenance:
        """The figure a school's is held against."""
        found = self._against(urn, year, name, against)
        named = ref(RefKind.BENCHMARK, year, urn, name, against)
        return Provenance(named, found.value, found.words, found.rule, found.source, found.parts)

    def gap(self, urn: str, year: str, name: str, against: Benchmark) -> tuple[Gap, Provenance]:
        """A percentage minus the one it is held against."""
        mine, other = self.figure(urn, year, name), self.against(urn, year, name, against)
        share = self.share(urn, year, name)
        if against is Benchmark.OTHERS:
            found = gap_between(share, self.share(urn, year, OTHERS))
        else:
            found = gap(share.percentage, share.pupils, _number(other.value))
        return found, Provenance(
            ref(RefKind.GAP, year, urn, name, against),
            HIDDEN if HIDDEN in (mine.value, other.value) else found.points,
            found.words(against),
            "the school's percentage minus the other, in points",
            parts=(mine, other),
        )

    def share(self, urn: str, year: str, name: str) -> Share:
        """A percentage with the pupils it is of."""
        outcome = self.outcome(urn, year)
        if outcome is None:
            return Share(None)
        return Share(outcome.value(name), outcome.group_pupils(name))

    def size(self, urn: str, year: str, name: str) -> Provenance:
        """How many pupils a figure is of."""
        return self.figure(urn, year, GROUP_SIZES.get(name, "eligible_pupils"))

    def growth(
        self, urn: str, earlier: str, later: str, name: str
    ) -> tuple[RateOfIncrease, tuple[Provenance, ...]]:
        """A school's change between two years minus the national change, and its four parts."""
        parts = tuple(
            explain
            for year in (later, earlier)
            for explain in (
                self.figure(urn, year, name),
                self.against(urn, year, name, Benchmark.NATIONAL),
            )
        )
        nation = [Share(_number(part.value)) for part in parts[1::2]]
        found = rate_of_increase(
            self.share(urn, later, name), self.share(urn, earlier, name), nation[0], nation[1]
        )
        return found, parts

    def progress(self, urn: str, year: str, subject: Subject) -> Progress:
        """A progress score with its limits: the published ones, else worked out."""
        outcome = self.outcome(urn, year)
        if outcome is None:
            return Progress()
        found = outcome.progress(subject)
        spread = national_spread(subject, year)
        if found.score is None or spread is None or None not in (found.lower, found.upper):
            return found
        limits = interval(found.score, outcome.covered(subject), spread.sigma)
        return Progress(found.score, limits.lower, limits.upper) if limits else found

    def band(self, urn: str, year: str, subject: Subject) -> Band | None:
        """The band of a progress score: the published one or its absence, else worked out."""
        outcome = self.outcome(urn, year)
        is_published, said = outcome.published_band(subject) if outcome else (False, None)
        if is_published:
            return next((each for each in Band if each == said), None)
        return band(self.progress(urn, year, subject), progress_cuts(subject, year))

    def limit(self, urn: str, year: str, name: str) -> float | str | None:
        """A limit of a progress score as it is shown: hidden, published or worked out."""
        subject, _, which = name.partition("_progress_")
        said = self.figure(urn, year, name).value
        if said == HIDDEN:
            return HIDDEN
        found: float | None = getattr(self.progress(urn, year, Subject(subject)), which)
        return found

    def rank(self, urn: str, year: str, name: str) -> tuple[int, int] | None:
        """A school's place in its family, 1 the highest."""
        mine = _number(self.figure(urn, year, name).value)
        return rank(mine, [value for value, _ in self._members(urn, year, name)])

    def _against(self, urn: str, year: str, name: str, against: Benchmark) -> Provenance:
        if against is Benchmark.NATIONAL:
            return self.national(year, name)
        if against is Benchmark.LA:
            return self.authority(self._la(urn, year), year, name)
        if against is Benchmark.CORE_CITIES:
            return self.core_cities(year, name)
        if against is Benchmark.FAMILY:
            return self.family(urn, year, name)
        if against is Benchmark.OTHERS:
            return self.figure(urn, year, OTHERS)
        return self.national(year, OTHERS)

    def national(self, year: str, name: str) -> Provenance:
        """England's figure: all schools' in a table of results, else state-funded schools'."""
        for key in NATIONS:
            found = self._of_nation(key, year, name)
            if found is not None:
                return found
        return self.authority(_ENGLAND, year, name, or_table=True)

    def nation(self, key: str, year: str, name: str) -> Provenance:
        """One of England's two figures: of all schools, or of state-funded ones."""
        return self._of_nation(key, year, name) or self._from_table(year, name)

    def authority(self, code: str, year: str, name: str, *, or_table: bool = False) -> Provenance:
        """A local authority's figure, or England's by its code among the authorities."""
        england = code == _ENGLAND
        words = f"England, {Scope.STATE_FUNDED}" if england else f"local authority {code}"
        found = self._of_area(code, year, name, words) or self._compared(code, year, name, words)
        if found is not None:
            return found
        if england and or_table:
            return self._from_table(year, name)
        named, measure = ref(RefKind.AREA, year, code, name), _MEASURES.get(name)
        figure = city(code, measure, year) if measure else None
        if figure is None:
            return Provenance(named, None, f"{words}, {label(year)}: not known")
        return Provenance(named, figure.value, f"{words}, {label(year)}", rule=figure.source)

    def core_cities(self, year: str, name: str) -> Provenance:
        """The plain mean of the core cities' own figures."""
        found = [self.authority(code, year, name) for code in CORE_CITIES]
        known = [each for each in found if _number(each.value) is not None]
        return Provenance(
            ref(RefKind.AREA, year, Benchmark.CORE_CITIES, name),
            mean([value for each in known if (value := _number(each.value)) is not None])
            if len(known) > 1
            else None,
            f"mean of {len(known)} of {len(CORE_CITIES)} core cities, {label(year)}",
            "the cities' own figures, each counted once",
            parts=tuple(known),
        )

    def family(self, urn: str, year: str, name: str) -> Provenance:
        """The plain mean of the family's schools."""
        members = self._members(urn, year, name)
        return Provenance(
            ref(RefKind.AREA, year, f"family-{urn}", name),
            mean([value for value, _ in members]) if len(members) >= _FAMILY_AT_LEAST else None,
            f"mean of {len(members)} schools of the family, {label(year)}"
            if members
            else "no family is drawn",
            "the schools' own figures, each counted once",
            parts=tuple(part for _, part in members),
        )

    def _members(self, urn: str, year: str, name: str) -> list[tuple[float, Provenance]]:
        found = [self.figure(each, year, name) for each in self.families(urn, year)]
        return [(value, each) for each in found if (value := _number(each.value)) is not None]

    def _la(self, urn: str, year: str) -> str:
        outcome = self.outcome(urn, year)
        return outcome.line.la if outcome else ""

    def _of_nation(self, key: str, year: str, name: str) -> Provenance | None:
        return (
            self._of_area(key, year, name, f"England, {NATIONS[key]}") if key in NATIONS else None
        )

    def _of_area(self, key: str, year: str, name: str, words: str) -> Provenance | None:
        outcome = self.book.area(key, year)
        if outcome is None or outcome.figure(name).status is not CellStatus.KNOWN:
            return None
        return of_outcome(
            ref(RefKind.AREA, year, key, name), outcome, name, f"{words}, {label(year)}"
        )

    def _compared(self, code: str, year: str, name: str, words: str) -> Provenance | None:
        measure = _COMPARATOR_NAMES.get(name, name)
        line = self.book.comparators.get((code, year, measure))
        if line is None or line.cell("VALUE").status is not CellStatus.KNOWN:
            return None
        said = f"{words}, {label(year)}, from {line.source.file}"
        return of_line(ref(RefKind.AREA, year, code, name), line, "VALUE", said)

    def _from_table(self, year: str, name: str) -> Provenance:
        named, measure = ref(RefKind.AREA, year, "national", name), _MEASURES.get(name)
        figure = national(measure, year) if measure else None
        if figure is None:
            return Provenance(named, None, f"England, {label(year)}: not known")
        return Provenance(
            named, figure.value, f"England, {Scope.ALL_SCHOOLS}, {label(year)}", rule=figure.source
        )


_FAMILY_AT_LEAST = 3


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
