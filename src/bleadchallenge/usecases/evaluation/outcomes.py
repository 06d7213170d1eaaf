"""Did it work: each outcome's effect, the placebos beside it, and each school's part."""

from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.evaluation.adjusted import Expected, of_twenty
from bleadchallenge.domain.evaluation.choice import Placebo, fails
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.evaluation.limits import DIFFERENCES, in_order, limits
from bleadchallenge.domain.evaluation.plan import PlanStanding
from bleadchallenge.domain.evaluation.years_compared import Span
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.uncertainty import Interval
from bleadchallenge.domain.years import label
from bleadchallenge.usecases.evaluation.explanation import part_of
from bleadchallenge.usecases.evaluation.matched_schools import OUTCOMES
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.listing import Listing, column, row, spread
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS


@row
class EffectColumns:
    """An effect in points, with the limits of a 95 % interval and what it rests on."""

    schools: int = column(rank=1)
    outside: int = column(hidden=True)
    reached: float | None = column(decimals=1)
    expected: float | None = column(decimals=1)
    points: float | None = column("effect", decimals=1)
    lower: float | None = column("from", decimals=1)
    upper: float | None = column("to", decimals=1)
    verdict: EffectVerdict
    standard_error: float | None = column(hidden=True)
    degrees_of_freedom: float | None = column(hidden=True)


@row
class EffectRow:
    """An outcome's effect over its own years, with what is needed to judge it."""

    outcome: str = column(hidden=True)
    words: str = column("outcome")
    years: str = column(rank=2, place=1)
    span: str = column(hidden=True)
    planned: PlanStanding = column(rank=2, place=1)
    ref: str = column(hidden=True)
    effect: EffectColumns = spread()
    differences_points: float | None = column("in differences", decimals=1, rank=2)
    differences_lower: float | None = column(hidden=True)
    differences_upper: float | None = column(hidden=True)
    placebos: int = column(hidden=True)
    placebos_moved: int = column("placebos that moved", rank=2)
    placebo_fails: bool | None = column(hidden=True)


@row
class PlaceboRow:
    """The rule of choice applied where nothing was done."""

    outcome: str = column(hidden=True)
    words: str = column("outcome")
    where: str = column("the rule applied to")
    effect: EffectColumns = spread(only=("schools", "points", "lower", "upper"))
    moves: str


@row
class SchoolEffectRow:
    """A school's result beside what its results before would have given."""

    urn: str = column("URN", rank=3, place=1)
    name: str = column("school")
    eligible_pupils: int | None = column(unit="pupils", hidden=True)
    reached: float
    expected: float = column(decimals=1)
    difference: float = column(decimals=1)
    pupils: float | None = column("in pupils", unit="pupils")
    verdict: EffectVerdict
    as_far_by_chance: float | None = column(hidden=True)
    of_twenty: str = column("as far by chance")
    ref: str = column(hidden=True)


@row
class StrengthRule:
    """A rule that gives steps of strength to the evidence, or takes them."""

    rule: str
    found: str
    steps: int


@row
class EvaluationSummary:
    """The years, the outcome, the schools compared, and how strong the evidence is."""

    before: tuple[str, ...]
    after: str
    outcome: str
    family_year: str
    inputs: tuple[str, ...]
    pool: str
    schools_of_the_programme: int
    schools_outside: int
    chosen_by: ChoiceRule
    cohort: str | None
    strength: int
    strength_rules: tuple[StrengthRule, ...]
    plan: PlanStanding
    cannot_say: tuple[str, ...]


@row
class SchoolLeftOut:
    """A school that is left out of the sum, and why."""

    urn: str
    name: str
    why: str


@row
class SchoolEffectsSummary:
    """The evaluation in short, with the schools that are left out."""

    summary: EvaluationSummary = spread()
    left_out: tuple[SchoolLeftOut, ...]


JUDGED = (EffectVerdict.AHEAD, EffectVerdict.BEHIND)


def effects(asked: Request, wanted: EvaluationOptions) -> Listing[EffectRow] | Listing[PlaceboRow]:
    """Each outcome's effect over its own years, or its placebos one by one."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        first = (found.name, *(name for name in OUTCOMES if name != found.name))
        names = (found.name,) if wanted.outcome else first
        change, notes, summary = reader.change, notes_of(found), _summary(found)
        if wanted.placebo:
            moved = tuple(row for name in names for row in _placebo_rows(found, name))
            return Listing("evaluate", asked.as_of, change, PlaceboRow, moved, notes, summary)
        rows = tuple(effect_row(found, name) for name in names)
        return Listing("evaluate", asked.as_of, change, EffectRow, rows, notes, summary)


def effect_row(found: EvaluationContext, name: str) -> EffectRow:
    """One outcome's effect over its own years, with difference in differences and placebos."""
    study, span = found.study, found.study.usable(found.span, name)
    placebos, differences = study.placebos(span, name), study.differences(span, name)
    lower, upper = limits_of(differences.interval)
    return EffectRow(
        outcome=name,
        words=WORDS[name],
        years=span.words,
        span=str(span),
        planned=found.standing_of(name),
        ref=effect_ref(found, span, name, "points"),
        effect=of_effect(study.effect(span, name)),
        differences_points=six_decimals(differences.points),
        differences_lower=lower,
        differences_upper=upper,
        placebos=len(placebos),
        placebos_moved=sum(each.moves for each in placebos),
        placebo_fails=fails(placebos),
    )


def effect_ref(found: EvaluationContext, span: Span, name: str, what: str) -> str:
    """The name by which a part of an effect over all schools is explained."""
    return ref(RefKind.EFFECT, str(span), part_of(found.study.cohort), name, what)


def of_effect(effect: Effect) -> EffectColumns:
    """An effect as rows say it."""
    lower, upper = limits_of(effect.interval)
    return EffectColumns(
        schools=effect.schools,
        outside=effect.matched,
        reached=six_decimals(effect.own),
        expected=six_decimals(effect.expected),
        points=six_decimals(effect.points),
        lower=lower,
        upper=upper,
        verdict=effect.verdict,
        standard_error=six_decimals(effect.error),
        degrees_of_freedom=six_decimals(effect.freedom),
    )


def _placebo_rows(found: EvaluationContext, name: str) -> list[PlaceboRow]:
    span = found.study.usable(found.span, name)
    return [placebo_row(each, name) for each in found.study.placebos(span, name)]


def placebo_row(placebo: Placebo, name: str) -> PlaceboRow:
    """The rule of choice applied where nothing was done, as a row."""
    return PlaceboRow(
        outcome=name,
        words=WORDS[name],
        where=placebo.where,
        effect=of_effect(placebo.effect),
        moves="yes" if placebo.moves else "no",
    )


def schools(asked: Request, wanted: EvaluationOptions) -> Listing[SchoolEffectRow]:
    """Each school beside what its results before would have given, and those left out."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        left = tuple(
            SchoolLeftOut(each.urn, found.study.programme[each.urn], each.why)
            for each in found.study.left_out(found.span, found.name)
        )
        said = tuple(f"left out: {each.name}: {each.why}" for each in left)
        return Listing(
            "evaluate-schools",
            asked.as_of,
            reader.change,
            SchoolEffectRow,
            tuple(school_rows(found)),
            notes=(f"{WORDS[found.name]}, {found.span.words}", TWENTY_WORDS, *said),
            extra=SchoolEffectsSummary(_summary(found), left),
        )


TWENTY_WORDS = (
    "as far by chance: of twenty schools that were in no programme, how many lie as far from what "
    "their results before would have given"
)


def school_rows(found: EvaluationContext) -> list[SchoolEffectRow]:
    """The row of each school that is compared, by name."""
    rows = [school_row(found, each) for each in found.study.compared(found.span, found.name)]
    return sorted(rows, key=lambda each: (each.name, each.urn))


def school_row(found: EvaluationContext, school: Expected) -> SchoolEffectRow:
    """A school's result beside what was expected; pupils only where it is more than chance."""
    study, span, name = found.study, found.span, found.name
    verdict, share = study.verdict(school, span, name), study.by_chance(school, span, name)
    return SchoolEffectRow(
        urn=school.urn,
        name=study.programme[school.urn],
        eligible_pupils=school.pupils,
        reached=round(school.after, 6),
        expected=round(school.expected, 6),
        difference=round(school.difference, 6),
        pupils=six_decimals(school.in_pupils) if verdict in JUDGED else None,
        verdict=verdict,
        as_far_by_chance=six_decimals(share),
        of_twenty=of_twenty(share),
        ref=ref(RefKind.EFFECT, str(span), school.urn, name, "difference"),
    )


def notes_of(found: EvaluationContext) -> tuple[str, ...]:
    """What must be read beside the effects, what matters most first."""
    study = found.study
    span = study.usable(found.span, found.name)
    placebos = study.placebos(span, found.name)
    drawn = (
        f"{found.span.words}; pool: {study.pool.words} ({len(study.pool.outside)} schools, "
        f"inputs of {label(study.family_year)}: {', '.join(study.inputs) or 'none known of all'}); "
        f"schools of the programme: {len(study.programme)}"
    )
    strength = f"strength of the evidence: {found.strength.value} of 5 ({found.strength.words})"
    said = (strength, plan_words(found), differences_words(found), drawn)
    return (*in_order(said, placebos), *limits(span, placebos, study.policy.evaluation)[1:])


def differences_words(found: EvaluationContext) -> str:
    """Difference in differences in a sentence, with what it assumes."""
    span = found.study.usable(found.span, found.name)
    other = found.study.differences(span, found.name)
    if other.points is None or other.interval is None:
        return f"{DIFFERENCES}: not known"
    low, high = other.interval.lower, other.interval.upper
    return f"{DIFFERENCES}: {other.points:+.1f} points ({low:+.1f} to {high:+.1f})"


def plan_words(found: EvaluationContext) -> str:
    """Whether what is shown was planned, in a sentence."""
    plan = found.plan
    if plan is None:
        return "plan: none is on record; bleadchallenge evaluate plan makes one"
    day = plan.made_on.isoformat()
    said = f"plan {plan.number} of {day} ({found.standing}): {WORDS[plan.outcome]}"
    if plan.smallest_visible is None:
        return said
    return f"{said}, smallest effect that could be seen {plan.smallest_visible:g} points"


def _summary(found: EvaluationContext) -> EvaluationSummary:
    study, strength = found.study, found.strength
    return EvaluationSummary(
        before=tuple(found.span.before),
        after=found.span.after,
        outcome=found.name,
        family_year=study.family_year,
        inputs=tuple(study.inputs),
        pool=study.pool.words,
        schools_of_the_programme=len(study.programme),
        schools_outside=len(study.pool.outside),
        chosen_by=study.choice,
        cohort=study.cohort or None,
        strength=strength.value,
        strength_rules=tuple(
            StrengthRule(each.what, each.found, sign * each.steps)
            for sign, steps in ((1, strength.allowed), (-1, strength.taken))
            for each in steps
        ),
        plan=found.standing,
        cannot_say=notes_of(found),
    )


def six_decimals(value: float | None) -> float | None:
    """A worked-out number as scripts get it."""
    return round(value, 6) if isinstance(value, float) else value


def limits_of(interval: Interval | None) -> tuple[float | None, float | None]:
    """The limits of an interval as scripts get them."""
    if interval is None:
        return None, None
    return six_decimals(interval.lower), six_decimals(interval.upper)
