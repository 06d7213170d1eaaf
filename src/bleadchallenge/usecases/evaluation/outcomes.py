"""Did it work: each outcome's effect, the placebos beside it, and each school's part."""

from typing import Any

from bleadchallenge.domain.evaluation.adjusted import Expected, of_twenty
from bleadchallenge.domain.evaluation.choice import Placebo, fails
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.evaluation.limits import DIFFERENCES, limits, placebo_words
from bleadchallenge.domain.evaluation.years_compared import Span
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.years import label
from bleadchallenge.usecases.evaluation.explanation import part_of
from bleadchallenge.usecases.evaluation.matched_schools import OUTCOMES
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.request import Column, Listing, Request
from bleadchallenge.usecases.results.school_figures import WORDS

_EFFECT = (
    Column("schools", "schools", rank=1),
    Column("reached", "reached", 1),
    Column("expected", "expected", 1),
    Column("points", "effect", 1),
    Column("lower", "from", 1),
    Column("upper", "to", 1),
    Column("verdict", "verdict"),
)
EFFECTS = (
    Column("words", "outcome"),
    *_EFFECT,
    Column("differences_points", "in differences", 1, rank=2),
    Column("placebos_moved", "placebos that moved", rank=2),
    Column("years", "years", rank=2),
    Column("planned", "planned", rank=2),
)
PLACEBOS = (
    Column("words", "outcome"),
    Column("where", "the rule applied to"),
    Column("schools", "schools", rank=1),
    Column("points", "effect", 1),
    Column("lower", "from", 1),
    Column("upper", "to", 1),
    Column("moves", "moves"),
)
SCHOOLS = (
    Column("name", "school"),
    Column("reached", "reached"),
    Column("expected", "expected", 1),
    Column("difference", "difference", 1),
    Column("pupils", "in pupils"),
    Column("verdict", "verdict"),
    Column("of_twenty", "as far by chance"),
    Column("urn", "URN", rank=3),
)
JUDGED = (EffectVerdict.AHEAD, EffectVerdict.BEHIND)


def effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Each outcome's effect over its own years, with what is needed to judge it."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        first = (found.name, *(name for name in OUTCOMES if name != found.name))
        names = (found.name,) if wanted.outcome else first
        make = _placebo_rows if wanted.placebo else _effect_rows
        return Listing(
            "evaluate",
            asked.as_of,
            reader.change,
            PLACEBOS if wanted.placebo else EFFECTS,
            tuple(row for name in names for row in make(found, name)),
            notes=notes_of(found),
            extra=_extra(found),
        )


def _effect_rows(found: EvaluationContext, name: str) -> list[dict[str, Any]]:
    return [effect_row(found, name)]


def effect_row(found: EvaluationContext, name: str) -> dict[str, Any]:
    """One outcome's effect over its own years, with difference in differences and placebos."""
    study, span = found.study, found.study.usable(found.span, name)
    placebos, differences = study.placebos(span, name), study.differences(span, name)
    row = {
        "outcome": name,
        "words": WORDS[name],
        "years": span.words,
        "span": str(span),
        "planned": found.standing_of(name),
        "ref": effect_ref(found, span, name, "points"),
        **of_effect(study.effect(span, name)),
        "differences_points": differences.points,
        "differences_lower": differences.interval.lower if differences.interval else None,
        "differences_upper": differences.interval.upper if differences.interval else None,
        "placebos": len(placebos),
        "placebos_moved": sum(each.moves for each in placebos),
        "placebo_fails": fails(placebos),
    }
    return rounded(row)


def effect_ref(found: EvaluationContext, span: Span, name: str, what: str) -> str:
    """The name by which a part of an effect over all schools is explained."""
    return ref(RefKind.EFFECT, str(span), part_of(found.study.cohort), name, what)


def of_effect(effect: Effect) -> dict[str, Any]:
    """An effect as a row says it."""
    return {
        "schools": effect.schools,
        "outside": effect.matched,
        "reached": effect.own,
        "expected": effect.expected,
        "points": effect.points,
        "lower": effect.interval.lower if effect.interval else None,
        "upper": effect.interval.upper if effect.interval else None,
        "verdict": effect.verdict,
        "standard_error": effect.error,
        "degrees_of_freedom": effect.freedom,
    }


def _placebo_rows(found: EvaluationContext, name: str) -> list[dict[str, Any]]:
    span = found.study.usable(found.span, name)
    return [placebo_row(each, name) for each in found.study.placebos(span, name)]


def placebo_row(placebo: Placebo, name: str) -> dict[str, Any]:
    """The rule of choice applied where nothing was done, as a row."""
    return rounded(
        {
            "outcome": name,
            "words": WORDS[name],
            "where": placebo.where,
            **of_effect(placebo.effect),
            "moves": "yes" if placebo.moves else "no",
        }
    )


def schools(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Each school beside what its results before would have given, and those left out."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        left = [
            {"urn": each.urn, "name": found.study.programme[each.urn], "why": each.why}
            for each in found.study.left_out(found.span, found.name)
        ]
        said = tuple(f"left out: {each['name']}: {each['why']}" for each in left)
        return Listing(
            "evaluate-schools",
            asked.as_of,
            reader.change,
            SCHOOLS,
            tuple(school_rows(found)),
            notes=(f"{WORDS[found.name]}, {found.span.words}", TWENTY_WORDS, *said),
            extra={**_extra(found), "left_out": left},
        )


TWENTY_WORDS = (
    "as far by chance: of twenty schools that were in no programme, how many lie as far from what "
    "their results before would have given"
)


def school_rows(found: EvaluationContext) -> list[dict[str, Any]]:
    """The row of each school that is compared, by name."""
    rows = [school_row(found, each) for each in found.study.compared(found.span, found.name)]
    return sorted(rows, key=lambda row: (row["name"], row["urn"]))


def school_row(found: EvaluationContext, school: Expected) -> dict[str, Any]:
    """A school's result beside what was expected; pupils only where it is more than chance."""
    study, span, name = found.study, found.span, found.name
    verdict, share = study.verdict(school, span, name), study.by_chance(school, span, name)
    return rounded(
        {
            "urn": school.urn,
            "name": study.programme[school.urn],
            "eligible_pupils": school.pupils,
            "reached": school.after,
            "expected": school.expected,
            "difference": school.difference,
            "pupils": school.in_pupils if verdict in JUDGED else None,
            "verdict": verdict,
            "as_far_by_chance": share,
            "of_twenty": of_twenty(share),
            "ref": ref(RefKind.EFFECT, str(span), school.urn, name, "difference"),
        }
    )


def notes_of(found: EvaluationContext) -> tuple[str, ...]:
    """What must be read beside the effects, what matters most first."""
    study = found.study
    span = study.usable(found.span, found.name)
    placebos = study.placebos(span, found.name)
    first = (placebo_words(placebos),) if fails(placebos) else ()
    drawn = (
        f"{found.span.words}; pool: {study.pool.words} ({len(study.pool.outside)} schools, "
        f"inputs of {label(study.family_year)}: {', '.join(study.inputs) or 'none known of all'}); "
        f"schools of the programme: {len(study.programme)}"
    )
    strength = f"strength of the evidence: {found.strength.value} of 5 ({found.strength.words})"
    said = limits(span, placebos, study.policy.evaluation)
    return (
        *first,
        strength,
        plan_words(found),
        differences_words(found),
        drawn,
        *said[len(first) :],
    )


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


def _extra(found: EvaluationContext) -> dict[str, Any]:
    study, strength = found.study, found.strength
    return {
        "before": list(found.span.before),
        "after": found.span.after,
        "outcome": found.name,
        "family_year": study.family_year,
        "inputs": list(study.inputs),
        "pool": study.pool.words,
        "schools_of_the_programme": len(study.programme),
        "schools_outside": len(study.pool.outside),
        "chosen_by": study.choice,
        "cohort": study.cohort or None,
        "strength": strength.value,
        "strength_rules": [
            {"rule": each.what, "found": each.found, "steps": sign * each.steps}
            for sign, steps in ((1, strength.allowed), (-1, strength.taken))
            for each in steps
        ],
        "plan": found.standing,
        "cannot_say": list(notes_of(found)),
    }


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its numbers to six decimals."""
    return {
        key: round(value, 6) if isinstance(value, float) else value for key, value in row.items()
    }
