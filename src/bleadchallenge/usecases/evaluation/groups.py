"""For whom it worked, and which support worked where: planned effects, and descriptions."""

from collections.abc import Iterable

from bleadchallenge.domain.evaluation.effects import EffectVerdict
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
from bleadchallenge.usecases.evaluation.outcomes import limits_of, six_decimals
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS


@row
class GroupEffectRow:
    """A group of schools: its planned effect, or the mean difference as a description."""

    part: str
    group: str
    schools: int
    urns: tuple[str, ...] = column(hidden=True)
    days: float = column("days a school", unit="days", decimals=1, rank=1)
    kind: str = column("is")
    points: float | None = column(decimals=1)
    lower: float | None = column("from", decimals=1, rank=1)
    upper: float | None = column("to", decimals=1, rank=1)
    verdict: EffectVerdict | None
    corrected_chance: float | None = column(hidden=True)
    ref: str = column(hidden=True)


@row
class GroupScope:
    """The outcome, the years, and the groups that were planned before the results."""

    outcome: str
    span: str
    planned: tuple[str, ...]


EFFECT, DESCRIPTION = "planned effect", "description"
NOT_CAUSES = (
    "a description is the mean difference from what results before would have given; schools were "
    "not given to groups by lot, so it is a question to ask, not an effect, and no ranking"
)


def subgroup_effects(asked: Request, wanted: EvaluationOptions) -> Listing[GroupEffectRow]:
    """Groups of schools as they were before: intake, phase, size, inspection."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        return _listing(asked, found, "evaluate-groups", before_rows(found, asked))


def support_effects(asked: Request, wanted: EvaluationOptions) -> Listing[GroupEffectRow]:
    """Groups by who gave the support, what most days went to, the decision and the rating."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        return _listing(asked, found, "evaluate-support", support_rows(found, asked))


def _listing(
    asked: Request, found: EvaluationContext, command: str, rows: list[GroupEffectRow]
) -> Listing[GroupEffectRow]:
    return Listing(
        command,
        asked.as_of,
        found.study.reader.change,
        GroupEffectRow,
        tuple(rows),
        notes=(f"{WORDS[found.name]}, {found.span.words}", *group_notes(found)),
        extra=GroupScope(found.name, str(found.span), tuple(planned(found))),
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


def before_rows(found: EvaluationContext, asked: Request) -> list[GroupEffectRow]:
    """The rows of groups by what the schools were before."""
    made = groups_before(found.study, found.span, found.name, planned(found), asked.as_of)
    return _rows(found, asked, made)


def support_rows(found: EvaluationContext, asked: Request) -> list[GroupEffectRow]:
    """The rows of groups by the support they had."""
    return _rows(found, asked, groups_supported(found.study, found.span, found.name, asked.as_of))


def _rows(
    found: EvaluationContext, asked: Request, made: Iterable[GroupRow]
) -> list[GroupEffectRow]:
    study = found.study
    days = {
        urn: support_received(study.reader, study.policy, urn, asked.as_of).support_days
        for urn in study.programme
    }
    return [_row(found, each, days) for each in made]


def _row(found: EvaluationContext, made: GroupRow, days: dict[str, float]) -> GroupEffectRow:
    lower, upper = limits_of(made.effect.interval if made.effect else None)
    part = group_part(made.part.code, made.group)
    return GroupEffectRow(
        part=made.part.words,
        group=made.group,
        schools=len(made.urns),
        urns=made.urns,
        days=round(sum(days[urn] for urn in made.urns) / len(made.urns), 6),
        kind=EFFECT if made.is_effect else DESCRIPTION,
        points=six_decimals(made.points),
        lower=lower,
        upper=upper,
        verdict=made.verdict,
        corrected_chance=six_decimals(made.chance),
        ref=ref(RefKind.EFFECT, str(found.span), part, found.name, "points"),
    )
