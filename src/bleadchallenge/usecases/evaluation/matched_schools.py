"""The programme's schools beside schools like them that were not in it, year against year."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bleadchallenge.analysis.evaluation import effect
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.effects import (
    Change,
    Effect,
    EffectVerdict,
    MatchedDifference,
    matched_on_results,
    matched_set,
    one_school,
)
from bleadchallenge.domain.evaluation.years_compared import (
    EvaluationYears,
    Span,
    evaluation_years,
    placebo_spans,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.published_figures import NEW_STANDARD_SINCE
from bleadchallenge.domain.results.similarity import Similarity
from bleadchallenge.domain.results.uncertainty import GROUP_AT_LEAST
from bleadchallenge.domain.years import label, previous
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results import similarity as alike
from bleadchallenge.store.results.families import NEAREST, family_of, members_of
from bleadchallenge.store.results.year_results import (
    REPUBLISHED_FOR,
    ResultSet,
    result_set,
    years_of_results,
)
from bleadchallenge.store.schools.cohorts import cohort_in_use, schools_of_other_cohorts, selected
from bleadchallenge.store.tables import Assignment
from bleadchallenge.usecases.results.family_selection import nearest_families
from bleadchallenge.usecases.results.school_figures import SchoolFigures

Nearest = Mapping[str, tuple[tuple[str, float], ...]]
Only = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class ExcludedSchool:
    """A school of the programme that a sum leaves out, and why."""

    urn: str
    why: str


@dataclass(slots=True)
class MatchedStudy:
    """The programme's schools, those outside it, and how near each lies to each.

    ``family_year`` is the last year before the programme: families are drawn from
    its inputs, never from results. Schools that left the programme stay in it
    here: they were chosen, and the question is what choosing them did.
    """

    reader: Reader
    policy: Policy
    cohort: str
    course: EvaluationYears
    known: tuple[str, ...]
    family_year: str
    programme: Mapping[str, str]
    outside: frozenset[str]
    nearest: Nearest
    likenesses: Mapping[str, Similarity]
    figures: SchoolFigures
    successors: Mapping[str, str]
    chance: dict[tuple[Span, str], tuple[float, ...]] = field(default_factory=dict)
    changes: dict[tuple[str, Span, str], Change | None] = field(default_factory=dict)
    values: dict[tuple[str, str, str], tuple[float | None, Provenance]] = field(
        default_factory=dict
    )

    def value(self, urn: str, year: str, name: str) -> tuple[float | None, Provenance]:
        """A figure of a school, or of the academy it became, with where it is from."""
        if (urn, year, name) not in self.values:
            self.values[urn, year, name] = self._value(urn, year, name)
        return self.values[urn, year, name]

    def _value(self, urn: str, year: str, name: str) -> tuple[float | None, Provenance]:
        found = self.figures.figure(urn, year, name)
        later = self.successors.get(urn)
        if found.value is None and later is not None:
            found = self.figures.figure(later, year, name)
        value = found.value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return (float(value) if is_number else None), found  # type: ignore[arg-type]

    def change(self, urn: str, span: Span, name: str) -> Change | None:
        """A school's change, or ``None`` where a year of it is not known."""
        if (urn, span, name) not in self.changes:
            self.changes[urn, span, name] = self._change(urn, span, name)
        return self.changes[urn, span, name]

    def _change(self, urn: str, span: Span, name: str) -> Change | None:
        values = [self.value(urn, year, name)[0] for year in span.before]
        after = self.value(urn, span.after, name)[0]
        known = [value for value in values if value is not None]
        if after is None or len(known) < len(values):
            return None
        return Change(urn, sum(known) / len(known), after, self.pupils(urn, span.after, name))

    def pupils(self, urn: str, year: str, name: str) -> int | None:
        """How many pupils a figure is of."""
        for each in (urn, self.successors.get(urn)):
            outcome = self.figures.outcome(each, year) if each else None
            if outcome is not None:
                return outcome.group_pupils(name)
        return None

    def beside(
        self, urn: str, span: Span, name: str, *, on_results: bool = False
    ) -> MatchedDifference | None:
        """A school beside its matched set, or ``None`` where either cannot be had."""
        own = self.change(urn, span, name)
        if own is None:
            return None
        changes = self._changes(urn, span, name)
        rule = self.policy.evaluation
        if on_results:
            near = [other for other, far in self.nearest.get(urn, ()) if far <= rule.furthest]
            chosen = matched_on_results(near, changes, own, rule)
        else:
            chosen = matched_set(self.nearest.get(urn, ()), self.outside - {urn}, changes, rule)
        return MatchedDifference(own, tuple(changes[each] for each in chosen)) if chosen else None

    def schools(
        self, span: Span, name: str, only: Only | None = None, *, on_results: bool = False
    ) -> list[MatchedDifference]:
        """The programme's schools, each beside its matched set, in the order of URNs."""
        found = (
            self.beside(urn, span, name, on_results=on_results)
            for urn in sorted(self.programme)
            if only is None or only(urn)
        )
        return [each for each in found if each is not None]

    def usable(self, span: Span, name: str) -> Span:
        """The span without years before in which no school of the programme has the figure.

        A table publishes a few figures of the two years before it again, not all.
        """
        before = tuple(
            year
            for year in span.before
            if any(self.value(urn, year, name)[0] is not None for urn in self.programme)
        )
        return Span(before, span.after) if before else span

    def effect(
        self, span: Span, name: str, only: Only | None = None, *, on_results: bool = False
    ) -> Effect:
        """The effect over the programme's schools, or over some of them."""
        return effect(self.schools(span, name, only, on_results=on_results), self.policy.evaluation)

    def placebos(self, name: str) -> list[tuple[Span, Effect]]:
        """The same sum over years in which nothing was done."""
        whole = self.usable(self.course.span(), name)
        return [(span, self.effect(span, name)) for span in placebo_spans(whole.before)]

    def by_chance(self, span: Span, name: str) -> tuple[float, ...]:
        """The differences of the matched schools themselves, as if each had been chosen.

        Of schools of eleven pupils or more, as one school is judged.
        """
        if (span, name) not in self.chance:
            others = sorted(set(self.nearest) & self.outside)
            found = (self.beside(urn, span, name) for urn in others)
            self.chance[span, name] = tuple(
                each.difference
                for each in found
                if each is not None and (each.own.pupils or GROUP_AT_LEAST) >= GROUP_AT_LEAST
            )
        return self.chance[span, name]

    def verdict(self, beside: MatchedDifference, span: Span, name: str) -> EffectVerdict:
        """What one school's difference says."""
        return one_school(beside, self.by_chance(span, name), self.policy.evaluation)

    def left_out(self, span: Span, name: str) -> Iterator[ExcludedSchool]:
        """The programme's schools that the sum is without, each with the reason."""
        for urn in sorted(self.programme):
            if self.beside(urn, span, name) is None:
                yield ExcludedSchool(urn, self._why(urn, span, name))

    def _why(self, urn: str, span: Span, name: str) -> str:
        missing = [
            f"{label(year)}: {_reason(self.value(urn, year, name)[1])}"
            for year in span.years
            if self.value(urn, year, name)[0] is None
        ]
        if missing:
            return "; ".join(missing)
        if urn not in self.nearest:
            return f"no family: an input of {label(self.family_year)} is missing"
        least = self.policy.evaluation.matched_at_least
        return f"fewer than {least} schools outside the programme are like it"

    def _changes(self, urn: str, span: Span, name: str) -> dict[str, Change]:
        """The changes of the schools outside that may stand beside a school."""
        found = (
            self.change(other, span, name)
            for other, _far in self.nearest.get(urn, ())
            if other in self.outside and other != urn
        )
        return {each.urn: each for each in found if each is not None}


def _reason(found: Provenance) -> str:
    return "hidden, five pupils or fewer" if found.value == HIDDEN else "not known"


def study(reader: Reader, policy: Policy) -> MatchedStudy:
    """Put the schools of the cohort looked at beside those like them that were in none.

    Raises ``DataError`` where nothing can be compared.
    """
    own = years_of_results(reader)
    found = evaluation_years(policy, own)
    programme, touched = _programme(reader)
    if not programme:
        raise DataError("no school is selected", fix="bleadchallenge select SCHOOL selected")
    likenesses = {each.urn: each for each in _inputs(reader, found.last_before)}
    outside = frozenset(set(likenesses) - touched)
    nearest = _nearest(reader, policy, found.last_before, set(programme), outside, likenesses)
    pool = {*programme, *nearest, *(urn for near in nearest.values() for urn, _ in near)}
    opened, successors = _open(reader, pool, _may_be_known(own))
    known = tuple(sorted({year for _urn, year in opened.schools}))
    return MatchedStudy(
        reader,
        policy,
        cohort_in_use(reader),
        evaluation_years(policy, known),
        known,
        found.last_before,
        programme,
        outside,
        nearest,
        likenesses,
        SchoolFigures(opened),
        successors,
    )


def _may_be_known(own: Collection[str]) -> set[str]:
    """The years of the tables that are in, and those that they publish again."""
    again = {previous(year, back) for year in own for back in range(1, REPUBLISHED_FOR + 1)}
    return {year for year in {*own, *again} if year >= NEW_STANDARD_SINCE}


def _programme(reader: Reader) -> tuple[dict[str, str], set[str]]:
    """The schools of a cohort by name, and every school that was chosen or supported at all."""
    own = {each.urn: each.name for each in selected(reader)}
    return own, {*own, *schools_of_other_cohorts(reader), *(a.urn for a in reader.all(Assignment))}


def _inputs(reader: Reader, year: str) -> list[Similarity]:
    lines = alike.schools_of(reader, year)
    if not lines:
        raise DataError(
            f"no results of {label(year)} are in",
            why="schools are matched on inputs of the last year before the programme",
            fix="bleadchallenge import-data FILE",
        )
    return [alike.likeness(line) for line in lines]


def _nearest(
    reader: Reader,
    policy: Policy,
    year: str,
    programme: Collection[str],
    outside: Collection[str],
    likenesses: Mapping[str, Similarity],
) -> Nearest:
    """The families of the programme's schools as drawn and kept, else drawn now; then of the rest.

    Those outside are held against each other to see what chance does.
    """
    found = {urn: near for urn in sorted(programme) if (near := _kept(reader, urn, year))}
    ordered = [likenesses[urn] for urn in sorted(likenesses)]
    found |= _drawn(ordered, [urn for urn in programme if urn not in found], policy)
    around = {urn for near in found.values() for urn, _ in near if urn in outside}
    return found | _drawn(ordered, around, policy)


def _kept(reader: Reader, urn: str, year: str) -> tuple[tuple[str, float], ...]:
    family = family_of(reader, urn, NEAREST, year)
    if family is None or family.year != year:
        return ()
    return tuple((each.member, each.distance) for each in members_of(reader, family))


def _drawn(
    schools: Sequence[Similarity], wanted: Collection[str], policy: Policy
) -> dict[str, tuple[tuple[str, float], ...]]:
    if not wanted:
        return {}
    return {
        each.urn: each.members for each in nearest_families(schools, set(wanted), policy.families)
    }


def _open(
    reader: Reader, pool: Iterable[str], years: Collection[str]
) -> tuple[ResultSet, Mapping[str, str]]:
    urns = set(pool)
    opened = result_set(reader, years, urns=urns)
    after = {before: later for later, before in opened.predecessors.items() if before in urns}
    if set(after.values()) - urns:
        opened = result_set(reader, years, urns=urns | set(after.values()))
    return opened, after
