"""For whom it worked, and which support worked where: planned effects, and descriptions."""

from collections.abc import Iterable
from typing import Any

from bleadchallenge.domain.evaluation.holm import HOLM
from bleadchallenge.domain.evaluation.plan import PlanStanding
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.usecases.evaluation.effects_by_group import (
    GroupRow,
    groups_before,
    groups_supported,
)
from bleadchallenge.usecases.evaluation.explanation import group_part
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import rounded
from bleadchallenge.usecases.request import Column, Listing, Request
from bleadchallenge.usecases.results.school_figures import WORDS

COLUMNS = (
    Column("part", "part"),
    Column("group", "group"),
    Column("schools", "schools"),
    Column("days", "days a school", 1, rank=1),
    Column("kind", "is"),
    Column("points", "points", 1),
    Column("lower", "from", 1, rank=1),
    Column("upper", "to", 1, rank=1),
    Column("verdict", "verdict"),
)
EFFECT, DESCRIPTION = "planned effect", "description"
NOT_CAUSES = (
    "a description is the mean difference from what results before would have given; schools were "
    "not given to groups by lot, so it is a question to ask, not an effect, and no ranking"
)


def subgroup_effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Groups of schools as they were before: intake, phase, size, inspection."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        return _listing(asked, found, "evaluate-groups", before_rows(found, asked))


def support_effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Groups by who gave the support, what most days went to, the decision and the rating."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        return _listing(asked, found, "evaluate-support", support_rows(found, asked))


def _listing(
    asked: Request, found: EvaluationContext, command: str, rows: list[dict[str, Any]]
) -> Listing:
    return Listing(
        command,
        asked.as_of,
        found.study.reader.change,
        COLUMNS,
        tuple(rows),
        notes=(f"{WORDS[found.name]}, {found.span.words}", *group_notes(found)),
        extra={"outcome": found.name, "span": str(found.span), "planned": planned(found)},
    )


def group_notes(found: EvaluationContext) -> tuple[str, ...]:
    """What must be read beside groups."""
    least = found.study.policy.evaluation.schools_at_least
    names = ", ".join(planned(found)) or "none"
    return (
        f"groups planned before the results: {names}; {HOLM}",
        NOT_CAUSES,
        f"a group of fewer than {least} schools is too few to tell from",
    )


def planned(found: EvaluationContext) -> list[str]:
    """The groups that were named before the results, for this outcome."""
    is_planned = found.standing_of(found.name) is PlanStanding.PLANNED
    return list(found.plan.subgroups) if found.plan and is_planned else []


def before_rows(found: EvaluationContext, asked: Request) -> list[dict[str, Any]]:
    """The rows of groups by what the schools were before."""
    made = groups_before(found.study, found.span, found.name, planned(found), asked.as_of)
    return _rows(found, asked, made)


def support_rows(found: EvaluationContext, asked: Request) -> list[dict[str, Any]]:
    """The rows of groups by the support they had."""
    return _rows(found, asked, groups_supported(found.study, found.span, found.name, asked.as_of))


def _rows(
    found: EvaluationContext, asked: Request, made: Iterable[GroupRow]
) -> list[dict[str, Any]]:
    study = found.study
    days = {
        urn: support_received(study.reader, study.policy, urn, asked.as_of).support_days
        for urn in study.programme
    }
    return [_row(found, each, days) for each in made]


def _row(found: EvaluationContext, made: GroupRow, days: dict[str, float]) -> dict[str, Any]:
    interval = made.effect.interval if made.effect else None
    part = group_part(made.part.code, made.group)
    return rounded(
        {
            "part": made.part.words,
            "group": made.group,
            "schools": len(made.urns),
            "urns": list(made.urns),
            "days": sum(days[urn] for urn in made.urns) / len(made.urns),
            "kind": EFFECT if made.is_effect else DESCRIPTION,
            "points": made.points,
            "lower": interval.lower if interval else None,
            "upper": interval.upper if interval else None,
            "verdict": made.verdict,
            "corrected_chance": made.chance,
            "ref": ref(RefKind.EFFECT, str(found.span), part, found.name, "points"),
        }
    )
