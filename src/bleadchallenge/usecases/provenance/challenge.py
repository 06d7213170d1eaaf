"""Where what a challenge team found comes from: reviews, levels, and what became of its advice."""

from collections import Counter

from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.provenance.refs import Ref
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.store.plans.action_plans import actions_on, kept_milestones, outcome_on
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts, selected
from bleadchallenge.store.tables import (
    Decision,
    Judgement,
    Milestone,
    Recommendation,
    RecommendationCheck,
    Review,
)
from bleadchallenge.usecases.provenance.context import PROGRAMME, TraceContext


def review(known: TraceContext, named: Ref) -> Provenance:
    """How many reviews of a stage were held, or wait for their decision, and how they rated."""
    of, stage = named.parts
    held = [r for r in known.reader.all(Review) if r.held_on <= known.as_of]
    if stage == "undecided":
        decided = {d.urn for d in known.reader.all(Decision) if d.decided_on <= known.as_of}
        own = [r for r in held if r.stage == Stage.MIDTERM and r.urn not in decided]
    else:
        own = [r for r in held if r.stage == stage]
    others = schools_of_other_cohorts(known.reader)
    own = [r for r in own if r.urn not in others and of in (PROGRAMME, r.urn)]
    parts = tuple(known.of_fact(each, each.progress or each.stage) for each in own)
    rated = Counter(each.progress for each in own if each.progress)
    impact = Counter(each.impact for each in own if each.impact)
    counts = [f"{n} {word}" for word, n in (*rated.items(), *impact.items())]
    total = len(selected(known.reader))
    words = f"{len(own)} of {total} schools" + (": " + ", ".join(counts) if counts else "")
    groups = Counter((each.progress in WELL, each.impact in WELL) for each in own)
    words += f" ({', '.join(str(n) for n in groups.values())} alike)" if groups else ""
    return Provenance(str(named), len(own), words, "reviews held by the day", parts=parts)


WELL = ("good", "strong")


def judgement(known: TraceContext, named: Ref) -> Provenance:
    """The level of an area of the rubric at a review, as the team recorded it."""
    urn, stage, area = named.parts
    found = known.reader.where(Judgement, urn=urn, stage=stage, area=area)
    level = found[0].level if found else None
    words = f"{area} at the {stage} review of {urn}"
    parts = tuple(known.of_fact(each, each.level) for each in found)
    return Provenance(str(named), level, words, "1 lowest to 4 highest", parts=parts)


def recommendation(known: TraceContext, named: Ref) -> Provenance:
    """What the plan did about a recommendation: its actions, and their milestones as they stand."""
    urn, stage, number = named.parts
    given = [
        each
        for each in known.reader.where(Recommendation, urn=urn, stage=stage)
        if str(each.number) == number
    ]
    if not given:
        raise DataError(
            f"{named} names no recommendation on record", fix=f"bleadchallenge show {urn}"
        )
    actions = [
        action
        for action in actions_on(known.reader, urn, known.as_of)
        if f"{stage} {number}" in [part.strip() for part in action.recommendation.split(";")]
    ]
    own = {action.number for action in actions}
    milestones = [
        known.of_fact(each, _stands(known, each))
        for each in kept_milestones(known.reader, urn, known.as_of)
        if each.action in own
    ]
    checks = known.reader.where(RecommendationCheck, urn=urn, stage=stage)
    checked = [known.of_fact(each, each.outcome) for each in checks if str(each.number) == number]
    counts = Counter(str(each.value) for each in milestones)
    said = ", ".join(f"{many} {word}" for word, many in counts.items())
    words = f"actions {', '.join(map(str, sorted(own))) or 'none'}; milestones: {said or 'none'}"
    parts = (*map(known.of_fact, (*given, *actions)), *milestones, *checked)
    return Provenance(str(named), len(actions), words, "actions that name it", parts=tuple(parts))


def _stands(known: TraceContext, milestone: Milestone) -> str:
    """How a milestone stands: as it was judged, else overdue or open."""
    outcome = outcome_on(milestone, known.as_of)
    return outcome or ("overdue" if milestone.due_on < known.as_of else "open")
