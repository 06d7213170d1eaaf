"""Did it work: each outcome's effect beside matched schools, and each school's part in it."""

from typing import Any

from bleadchallenge.domain.evaluation.effects import Effect, MatchedDifference, chance_of
from bleadchallenge.domain.evaluation.limits import limits
from bleadchallenge.domain.evaluation.years_compared import Span, placebo_spans
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.years import label
from bleadchallenge.usecases.evaluation.explanation import part_of
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy
from bleadchallenge.usecases.evaluation.options import (
    OUTCOMES,
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.request import Column, Listing, Request
from bleadchallenge.usecases.results.school_figures import WORDS

_EFFECT = (
    Column("schools", "schools", rank=1),
    Column("change", "change", 1),
    Column("matched_change", "matched", 1),
    Column("points", "effect", 1),
    Column("lower", "from", 1),
    Column("upper", "to", 1),
    Column("verdict", "verdict"),
)
EFFECTS = (
    Column("words", "outcome"),
    *_EFFECT,
    Column("placebo_points", "placebo", 1, rank=1),
    Column("placebo_verdict", "placebo says", rank=1),
)
PLACEBOS = (Column("words", "outcome"), Column("years", "years"), *_EFFECT)
SCHOOLS = (
    Column("name", "school"),
    Column("before", "before", 1, rank=2),
    Column("after", "after", rank=2),
    Column("change", "change", 1),
    Column("matched_change", "matched", 1),
    Column("difference", "effect", 1),
    Column("pupils", "in pupils"),
    Column("verdict", "verdict"),
    Column("as_far_by_chance", "by chance", 2, rank=1),
    Column("matched", "matched schools", rank=2),
    Column("urn", "URN", rank=3),
)


def effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Each outcome's effect over the years asked for, with the placebo year beside it."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        names = (found.name,) if wanted.outcome else OUTCOMES
        if wanted.placebo:
            rows = [row for name in names for row in _placebo_rows(found.study, name)]
        else:
            rows = [effect_row(found.study, found.span, name) for name in names]
        return Listing(
            "evaluate",
            asked.as_of,
            reader.change,
            PLACEBOS if wanted.placebo else EFFECTS,
            tuple(rows),
            notes=notes_of(found),
            extra=_extra(found),
        )


def effect_row(study: MatchedStudy, asked_for: Span, name: str) -> dict[str, Any]:
    """One outcome's effect, and what the same sum gives for the last year before the programme."""
    span = study.usable(asked_for, name)
    effect, placebos = study.effect(span, name), study.placebos(name)
    before, pretended = placebos[-1] if placebos else (None, None)
    of_all = part_of(study.cohort)
    row = {
        "outcome": name,
        "words": WORDS[name],
        "years": span.words,
        "ref": ref(RefKind.EFFECT, str(span), of_all, name, "points"),
        **of_effect(effect),
        "placebo_ref": ref(RefKind.EFFECT, str(before), of_all, name, "points") if before else "",
        "placebo_points": pretended.points if pretended else None,
        "placebo_lower": pretended.interval.lower if pretended and pretended.interval else None,
        "placebo_upper": pretended.interval.upper if pretended and pretended.interval else None,
        "placebo_verdict": pretended.verdict if pretended else None,
    }
    return _rounded(row)


def of_effect(effect: Effect) -> dict[str, Any]:
    """An effect as a row says it."""
    return {
        "schools": effect.schools,
        "matched_schools": effect.matched,
        "change": effect.own,
        "matched_change": effect.expected,
        "points": effect.points,
        "lower": effect.interval.lower if effect.interval else None,
        "upper": effect.interval.upper if effect.interval else None,
        "verdict": effect.verdict,
    }


def _placebo_rows(study: MatchedStudy, name: str) -> list[dict[str, Any]]:
    return [
        _rounded(
            {
                "outcome": name,
                "words": WORDS[name],
                "years": span.words,
                "ref": ref(RefKind.EFFECT, str(span), part_of(study.cohort), name, "points"),
                **of_effect(effect),
            }
        )
        for span, effect in study.placebos(name)
    ]


def schools(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Each school of the programme beside its matched set, alphabetically, and those left out."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        rows = school_rows(found)
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
            tuple(rows),
            notes=(f"{WORDS[found.name]}, {found.span.words}", *said),
            extra={**_extra(found), "left_out": left},
        )


def school_rows(found: EvaluationContext) -> list[dict[str, Any]]:
    """The row of each school that is compared, by name."""
    study, span, name = found.study, found.span, found.name
    rows = [_school_row(found, each) for each in study.schools(span, name)]
    return sorted(rows, key=lambda row: (row["name"], row["urn"]))


def _school_row(found: EvaluationContext, beside: MatchedDifference) -> dict[str, Any]:
    study, span, name = found.study, found.span, found.name
    urn, by_chance = beside.own.urn, study.by_chance(span, name)
    return _rounded(
        {
            "urn": urn,
            "name": study.programme[urn],
            "before": beside.own.before,
            "after": beside.own.after,
            "eligible_pupils": beside.own.pupils,
            "change": beside.own.points,
            "matched_change": beside.expected,
            "difference": beside.difference,
            "pupils": beside.pupils,
            "verdict": study.verdict(beside, span, name),
            "as_far_by_chance": chance_of(beside.difference, by_chance) if by_chance else None,
            "matched": len(beside.matched),
            "matched_urns": [change.urn for change in beside.matched],
            "ref": ref(RefKind.EFFECT, str(span), urn, name, "difference"),
        }
    )


def notes_of(found: EvaluationContext) -> tuple[str, ...]:
    """What must be read beside the effects: years, matched sets, and what cannot be said."""
    study = found.study
    drawn = (
        f"{found.span.words}; matched on inputs of {label(study.family_year)}, never on results: "
        f"schools of the programme: {len(study.programme)}, outside it: {len(study.outside)}"
    )
    return drawn, *limits(found.span, study.placebos(found.name), study.policy.evaluation)


def _extra(found: EvaluationContext) -> dict[str, Any]:
    study = found.study
    return {
        "before": list(found.span.before),
        "after": found.span.after,
        "outcome": found.name,
        "family_year": study.family_year,
        "placebo_years": [str(span) for span in placebo_spans(study.course.before)],
        "schools_of_the_programme": len(study.programme),
        "schools_outside": len(study.outside),
        "cohort": study.cohort or None,
        "cannot_say": list(notes_of(found)[1:]),
    }


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 6) if isinstance(value, float) else value for key, value in row.items()
    }
