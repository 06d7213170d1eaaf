"""The programme's schools beside those outside it: every sum of the evaluation."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bleadchallenge.analysis.evaluation import effect
from bleadchallenge.analysis.regression import adjusted
from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.adjusted import (
    Adjusted,
    Expected,
    Unit,
    chance_of,
    one_school,
    reach,
)
from bleadchallenge.domain.evaluation.choice import Placebo, can_choose, chosen, verdict_beside
from bleadchallenge.domain.evaluation.effects import (
    Change,
    Effect,
    EffectVerdict,
    MatchedDifference,
    matched_set,
)
from bleadchallenge.domain.evaluation.plan import plan_that_counts
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
from bleadchallenge.domain.results.uncertainty import Interval
from bleadchallenge.domain.years import label, previous
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.evaluation import plans, results_in
from bleadchallenge.store.results.year_results import (
    REPUBLISHED_FOR,
    ResultSet,
    result_set,
    years_of_results,
)
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts, selected
from bleadchallenge.store.tables import Assignment
from bleadchallenge.usecases.evaluation.pool import Pool, inputs_used, pool
from bleadchallenge.usecases.results.family_selection import nearest_families
from bleadchallenge.usecases.results.school_figures import SchoolFigures

OUTCOMES = (
    "rwm_expected_pct",
    "rwm_higher_pct",
    "reading_expected_pct",
    "writing_expected_pct",
    "maths_expected_pct",
    "rwm_expected_disadvantaged_pct",
    "rwm_expected_others_pct",
    "reading_progress",
    "writing_progress",
    "maths_progress",
)
"""What the programme is judged by; the first was named beforehand, unless a plan names another."""

Only = Callable[[str], bool]
Nearest = Mapping[str, tuple[tuple[str, float], ...]]
_WHOLE = "programme"
_TRIED_AT_LEAST = 2
"""The rule is tried where there are so many schools for one that it chooses."""


@dataclass(frozen=True, slots=True)
class ExcludedSchool:
    """A school of the programme that a sum leaves out, and why."""

    urn: str
    why: str


@dataclass(slots=True)
class MatchedStudy:
    """The programme's schools and those outside it, with every sum that is made of them.

    ``family_year`` is the last year before the programme, whose inputs count. Schools
    that left the programme stay in it here: they were chosen, and the question is what
    choosing them did. ``primary`` is the outcome named beforehand.
    """

    reader: Reader
    policy: Policy
    cohort: str
    course: EvaluationYears
    known: tuple[str, ...]
    family_year: str
    programme: Mapping[str, str]
    pool: Pool
    inputs: tuple[str, ...]
    figures: SchoolFigures
    successors: Mapping[str, str]
    primary: str
    choice: ChoiceRule
    sums: dict[tuple[object, ...], Adjusted] = field(default_factory=dict)
    tried: dict[tuple[Span, str], list[Placebo]] = field(default_factory=dict)
    near: dict[str, Nearest] = field(default_factory=dict)
    changes: dict[tuple[str, Span, str], Change | None] = field(default_factory=dict)
    numbers: dict[tuple[str, str, str], float | None] = field(default_factory=dict)

    def value(self, urn: str, year: str, name: str) -> tuple[float | None, Provenance]:
        """A figure of a school, or of the academy it became, with where it is from."""
        found = self.figures.figure(urn, year, name)
        later = self.successors.get(urn)
        if found.value is None and later is not None:
            found = self.figures.figure(later, year, name)
        return self.number(urn, year, name), found

    def number(self, urn: str, year: str, name: str) -> float | None:
        """A figure of a school, or of the academy it became; ``None`` hidden or not known."""
        key = (urn, year, name)
        if key not in self.numbers:
            self.numbers[key] = self._number(urn, year, name)
        return self.numbers[key]

    def _number(self, urn: str, year: str, name: str) -> float | None:
        for each in (urn, self.successors.get(urn)):
            outcome = self.figures.outcome(each, year) if each else None
            value = outcome.value(name) if outcome else None
            if value is not None:
                return value
        return None

    def pupils(self, urn: str, year: str, name: str) -> int | None:
        """How many pupils a figure is of."""
        for each in (urn, self.successors.get(urn)):
            outcome = self.figures.outcome(each, year) if each else None
            if outcome is not None:
                return outcome.group_pupils(name)
        return None

    def unit(self, urn: str, span: Span, name: str) -> Unit | None:
        """A school as it enters the sum; ``None`` where a year or an input is not known."""
        like = self.pool.inputs.get(urn)
        if like is None:
            return None
        inputs = [like.inputs[each] for each in self.inputs]
        before = [self.number(urn, year, name) for year in span.before]
        after = self.number(urn, span.after, name)
        if after is None or None in before or None in inputs:
            return None
        return Unit(
            urn,
            after,
            tuple(each for each in before if each is not None),
            tuple(each for each in inputs if each is not None),
            self.pupils(urn, span.after, name),
        )

    def units(self, span: Span, name: str, urns: Collection[str]) -> list[Unit]:
        """The schools that can be summed, in the order of URNs."""
        found = (self.unit(urn, span, name) for urn in sorted(urns))
        return [each for each in found if each is not None]

    def adjusted(self, span: Span, name: str, only: Only | None = None) -> Adjusted:
        """The primary analysis of the programme's schools, or of some of them."""
        if only is not None:
            return self._adjusted(span, name, dict.fromkeys(filter(only, self.programme), _WHOLE))
        key = (span, name)
        if key not in self.sums:
            self.sums[key] = self._adjusted(span, name, dict.fromkeys(self.programme, _WHOLE))
        return self.sums[key]

    def by_group(self, span: Span, name: str, group_of: Mapping[str, str]) -> Adjusted:
        """The primary analysis with an effect of its own for each group of schools."""
        made = self._adjusted(span, name, group_of)
        return replace(
            made, effects={g: self._told(e, span, name) for g, e in made.effects.items()}
        )

    def _adjusted(self, span: Span, name: str, group_of: Mapping[str, str]) -> Adjusted:
        units = self.units(span, name, {*group_of, *self.pool.outside})
        return adjusted(units, group_of, self.policy.evaluation)

    def effect(self, span: Span, name: str, only: Only | None = None) -> Effect:
        """The effect as it may be told beside the placebos."""
        found = self.adjusted(span, name, only).effects.get(_WHOLE)
        return self._told(found or Effect(0, 0), span, name)

    def _told(self, found: Effect, span: Span, name: str) -> Effect:
        return replace(found, verdict=self._beside_placebos(found.verdict, span, name))

    def school(self, urn: str, span: Span, name: str) -> Expected | None:
        """A school's result beside what its results before would have given."""
        return self.adjusted(span, name).schools.get(urn)

    def compared(self, span: Span, name: str) -> list[Expected]:
        """The programme's schools that are in the sum, in the order of URNs."""
        found = (self.school(urn, span, name) for urn in sorted(self.programme))
        return [each for each in found if each is not None]

    def by_chance(self, school: Expected, span: Span, name: str) -> float | None:
        """How large a share of the schools outside lie as far from what was expected."""
        return chance_of(school, self._outside(span, name))

    def interval(self, school: Expected, span: Span, name: str) -> Interval | None:
        """A school's difference with what chance does to a school of its size."""
        return school.interval(reach(self._outside(span, name)))

    def _outside(self, span: Span, name: str) -> list[Expected]:
        every = self.adjusted(span, name).schools
        return [each for urn, each in every.items() if urn in self.pool.outside]

    def verdict(self, school: Expected, span: Span, name: str) -> EffectVerdict:
        """What one school's difference says beside the placebos."""
        found = one_school(school, self.by_chance(school, span, name))
        return self._beside_placebos(found, span, name)

    def _beside_placebos(self, found: EffectVerdict, span: Span, name: str) -> EffectVerdict:
        return verdict_beside(found, self.placebos(span, name))

    def placebos(self, span: Span, name: str) -> list[Placebo]:
        """The programme's own rule of choice where nothing was done, and what it gives there.

        In the years before, in other authorities (for the outcome named beforehand), and
        where there are none among the schools outside.
        """
        if (span, name) not in self.tried:
            self.tried[span, name] = list(self._placebos(span, name))
        return self.tried[span, name]

    def _placebos(self, span: Span, name: str) -> Iterator[Placebo]:
        count = len(self.units(span, name, self.programme))
        share = count / max(count + len(self.units(span, name, self.pool.outside)), 1)
        everyone = {*self.programme, *self.pool.outside}
        for earlier in placebo_spans(span.before)[-1:]:
            yield from self._tried(
                f"the same schools' {earlier.words}", earlier, name, everyone, share
            )
        if name == self.primary and self.pool.others:
            for la, urns in self.pool.others.items():
                yield from self._tried(f"authority {la}", span, name, urns, share)
        else:
            words = "the schools outside the programme"
            yield from self._tried(words, span, name, self.pool.outside, share)

    def _tried(
        self, where: str, span: Span, name: str, urns: Collection[str], share: float
    ) -> Iterator[Placebo]:
        """The rule tried on some schools, of which it chooses a share; none where they are few."""
        units, rule = self.units(span, name, urns), self.policy.evaluation
        count = max(round(share * len(units)), rule.schools_at_least)
        if len(units) < _TRIED_AT_LEAST * count or not can_choose(self.choice, span.before):
            return
        group_of = dict.fromkeys(chosen(units, count, self.choice), _WHOLE)
        found = adjusted(units, group_of, rule).effects.get(_WHOLE)
        if found is not None:
            yield Placebo(where, found)

    def usable(self, span: Span, name: str) -> Span:
        """The span without years before in which no school of the programme has the figure.

        A table publishes a few figures of the two years before it again, not all.
        """
        before = tuple(
            year
            for year in span.before
            if any(self.number(urn, year, name) is not None for urn in self.programme)
        )
        return Span(before, span.after) if before else span

    def change(self, urn: str, span: Span, name: str) -> Change | None:
        """A school's change, or ``None`` where a year of it is not known."""
        if (urn, span, name) not in self.changes:
            self.changes[urn, span, name] = self._change(urn, span, name)
        return self.changes[urn, span, name]

    def _change(self, urn: str, span: Span, name: str) -> Change | None:
        values = [self.number(urn, year, name) for year in span.before]
        after = self.number(urn, span.after, name)
        known = [value for value in values if value is not None]
        if after is None or len(known) < len(values):
            return None
        return Change(urn, sum(known) / len(known), after, self.pupils(urn, span.after, name))

    def beside(self, urn: str, span: Span, name: str) -> MatchedDifference | None:
        """A school beside its matched set, or ``None`` where either cannot be had."""
        own = self.change(urn, span, name)
        if own is None:
            return None
        near = self._nearest().get(urn, ())
        found = (self.change(other, span, name) for other, _ in near)
        changes = {each.urn: each for each in found if each is not None}
        wanted = matched_set(near, self.pool.outside - {urn}, changes, self.policy.evaluation)
        return MatchedDifference(own, tuple(changes[each] for each in wanted)) if wanted else None

    def beside_each(self, span: Span, name: str) -> list[MatchedDifference]:
        """The programme's schools, each beside its matched set, in the order of URNs."""
        found = (self.beside(urn, span, name) for urn in sorted(self.programme))
        return [each for each in found if each is not None]

    def differences(self, span: Span, name: str) -> Effect:
        """Difference in differences beside matched sets: the second line, for what it assumes."""
        return effect(self.beside_each(span, name), self.policy.evaluation)

    def _nearest(self) -> Nearest:
        """The schools of the pool nearest to each of the programme's, by inputs alone."""
        if _WHOLE not in self.near:
            wanted = set(self.programme)
            own = [like for urn, like in sorted(self.pool.inputs.items()) if self._may_stand(urn)]
            drawn = nearest_families(own, wanted, self.policy.families)
            self.near[_WHOLE] = {each.urn: each.members for each in drawn}
        return self.near[_WHOLE]

    def _may_stand(self, urn: str) -> bool:
        return urn in self.programme or urn in self.pool.outside

    def left_out(self, span: Span, name: str) -> Iterator[ExcludedSchool]:
        """The programme's schools that the sum is without, each with the reason."""
        there = {each.urn for each in self.units(span, name, self.programme)}
        for urn in sorted(set(self.programme) - there):
            yield ExcludedSchool(urn, self._why(urn, span, name))

    def _why(self, urn: str, span: Span, name: str) -> str:
        missing = [
            f"{label(year)}: {_reason(self.value(urn, year, name)[1])}"
            for year in span.years
            if self.number(urn, year, name) is None
        ]
        return "; ".join(missing) or f"an input of {label(self.family_year)} is missing"


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
    rule = policy.evaluation
    beside = pool(reader, found.last_before, programme, touched, rule)
    opened, successors = _open(reader, set(beside.inputs) | set(programme), _may_be_known(own))
    known = tuple(sorted({year for _urn, year in opened.schools}))
    plan = plan_that_counts(plans(reader), results_in(reader, found.summative))
    return MatchedStudy(
        reader,
        policy,
        reader.cohort_in_use,
        evaluation_years(policy, known),
        known,
        found.last_before,
        programme,
        beside,
        inputs_used(beside.inputs, programme),
        SchoolFigures(opened),
        successors,
        plan.outcome if plan else OUTCOMES[0],
        ChoiceRule(plan.chosen_by if plan else rule.chosen_by),
    )


def _may_be_known(own: Collection[str]) -> set[str]:
    """The years of the tables that are in, and those that they publish again."""
    again = {previous(year, back) for year in own for back in range(1, REPUBLISHED_FOR + 1)}
    return {year for year in {*own, *again} if year >= NEW_STANDARD_SINCE}


def _programme(reader: Reader) -> tuple[dict[str, str], set[str]]:
    """The schools of a cohort by name, and every school that was chosen or supported at all."""
    own = {each.urn: each.name for each in selected(reader)}
    return own, {*own, *schools_of_other_cohorts(reader), *(a.urn for a in reader.all(Assignment))}


def _open(
    reader: Reader, urns: set[str], years: Collection[str]
) -> tuple[ResultSet, Mapping[str, str]]:
    opened = result_set(reader, years, urns=urns, names=OUTCOMES)
    after = {before: later for later, before in opened.predecessors.items() if before in urns}
    return opened, after
