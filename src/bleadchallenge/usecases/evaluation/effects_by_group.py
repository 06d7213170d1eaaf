"""Effects on groups of schools that were planned, and what the other groups came to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.evaluation.holm import holm
from bleadchallenge.domain.evaluation.years_compared import Span
from bleadchallenge.usecases.evaluation.groups_of_schools import Part, as_supported, as_they_were
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy

_ONE_IN = 0.05


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of schools: its effect where it was planned, else the mean difference, described.

    ``points`` is ``None`` where it is of too few schools.
    """

    part: Part
    group: str
    urns: tuple[str, ...]
    points: float | None
    is_effect: bool
    effect: Effect | None = None
    verdict: EffectVerdict | None = None
    chance: float | None = None


def groups_before(
    study: MatchedStudy, span: Span, name: str, planned: Sequence[str], as_of: date
) -> list[GroupRow]:
    """Groups by what the schools were before; those planned as effects, the rest described.

    What chance does is corrected for the number of groups that were planned.
    """
    rows = [
        row
        for part in as_they_were(study, name, as_of)
        for row in _rows(study, span, name, part, is_effect=part.code in planned)
    ]
    return _corrected(rows)


def groups_supported(study: MatchedStudy, span: Span, name: str, as_of: date) -> list[GroupRow]:
    """Groups by what happened during the programme: described, never effects."""
    return [
        row
        for part in as_supported(study, as_of)
        for row in _rows(study, span, name, part, is_effect=False)
    ]


def _rows(
    study: MatchedStudy, span: Span, name: str, part: Part, *, is_effect: bool
) -> Iterator[GroupRow]:
    compared = study.compared(span, name)
    group_of = {each.urn: part.of(each.urn) for each in compared}
    at_least = max(part.at_least, study.policy.evaluation.schools_at_least)
    effects = study.by_group(span, name, group_of).effects if is_effect else {}
    for group in sorted(set(group_of.values())):
        members = [each for each in compared if group_of[each.urn] == group]
        urns = tuple(each.urn for each in members)
        if len(members) < at_least:
            yield GroupRow(part, group, urns, None, is_effect, verdict=EffectVerdict.TOO_FEW)
        elif effect := effects.get(group):
            yield GroupRow(part, group, urns, effect.points, True, effect, effect.verdict)  # noqa: FBT003 - an effect
        else:
            mean = sum(each.difference for each in members) / len(members)
            yield GroupRow(part, group, urns, mean, is_effect=False)


def _corrected(rows: Sequence[GroupRow]) -> list[GroupRow]:
    """The rows with their verdicts by the corrected chance."""
    chances = [row.effect.chance if row.effect else None for row in rows]
    return [
        row if chance is None or row.effect is None else _judged(row, row.effect, chance)
        for row, chance in zip(rows, holm(chances), strict=True)
    ]


def _judged(row: GroupRow, effect: Effect, chance: float) -> GroupRow:
    verdict = effect.verdict if chance <= _ONE_IN else EffectVerdict.CHANCE
    return GroupRow(
        row.part, row.group, row.urns, row.points, row.is_effect, effect, verdict, chance
    )
