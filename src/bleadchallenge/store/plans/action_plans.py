"""Questions about action plans: the version in force, its actions and milestones."""

from collections.abc import Mapping
from datetime import date

from bleadchallenge.domain.challenge.rubric import RecommendationRef
from bleadchallenge.domain.choices import Fulfilment, Stage
from bleadchallenge.domain.plans.action_plans import in_version
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Action, Judgement, Milestone, Plan, Recommendation, Review


def plan_on(reader: Reader, urn: str, as_of: date, version: int | None = None) -> Plan | None:
    """A version of a school's plan, or the latest that was made by a day."""
    made = [plan for plan in reader.where(Plan, urn=urn) if plan.made_on <= as_of]
    wanted = [plan for plan in made if version in (None, plan.version)]
    return wanted[-1] if wanted else None


def actions_in(reader: Reader, urn: str, version: int) -> list[Action]:
    """The actions that a version of a school's plan has."""
    return [
        action
        for action in reader.where(Action, urn=urn)
        if in_version(version, action.from_version, action.dropped_in)
    ]


def actions_on(reader: Reader, urn: str, as_of: date) -> list[Action]:
    """The actions of a school's plan as it stood on a day.

    A version that is not on record brought its actions in from the first and
    dropped them for good.
    """
    made = {plan.version: plan.made_on for plan in reader.where(Plan, urn=urn)}
    return [
        action
        for action in reader.where(Action, urn=urn)
        if made.get(action.from_version, as_of) <= as_of and not _dropped(action, made, as_of)
    ]


def outcome_on(milestone: Milestone, as_of: date) -> Fulfilment | None:
    """How a milestone was judged by a day, or ``None``; a judgement without a day counts."""
    judged = milestone.judged_on is None or milestone.judged_on <= as_of
    return Fulfilment(milestone.outcome) if milestone.outcome and judged else None


def kept_milestones(reader: Reader, urn: str, as_of: date) -> list[Milestone]:
    """The milestones whose action was not dropped by a day."""
    made = {plan.version: plan.made_on for plan in reader.where(Plan, urn=urn)}
    dropped = {
        action.number for action in reader.where(Action, urn=urn) if _dropped(action, made, as_of)
    }
    return [each for each in reader.where(Milestone, urn=urn) if each.action not in dropped]


def open_milestones(reader: Reader, urn: str, as_of: date) -> list[Milestone]:
    """The milestones that were neither judged by a day nor dropped with their action."""
    kept = kept_milestones(reader, urn, as_of)
    return [milestone for milestone in kept if outcome_on(milestone, as_of) is None]


def planned_on(reader: Reader, milestone: Milestone) -> date | None:
    """The day of the plan's version that brought a milestone's action in, where it is on record."""
    made = {plan.version: plan.made_on for plan in reader.where(Plan, urn=milestone.urn)}
    actions = reader.where(Action, urn=milestone.urn, number=milestone.action)
    return made.get(actions[0].from_version) if actions else None


def was_dropped(reader: Reader, action: Action, as_of: date) -> bool:
    """Whether a version made by a day had dropped an action."""
    made = {plan.version: plan.made_on for plan in reader.where(Plan, urn=action.urn)}
    return _dropped(action, made, as_of)


def recommendations_on_record(reader: Reader, urn: str) -> list[RecommendationRef]:
    """Every recommendation that a school was given, at whatever review."""
    return [
        RecommendationRef(Stage(each.stage), each.number)
        for each in reader.where(Recommendation, urn=urn)
    ]


def levels_judged(reader: Reader, urn: str, as_of: date) -> dict[tuple[str, Stage], int]:
    """The levels of a school on the rubric, by area and review held by a day."""
    held = {r.stage for r in reader.where(Review, urn=urn) if r.held_on <= as_of}
    return {
        (each.area, Stage(each.stage)): each.level
        for each in reader.where(Judgement, urn=urn)
        if each.stage in held
    }


def _dropped(action: Action, made: Mapping[int, date], as_of: date) -> bool:
    return action.dropped_in is not None and made.get(action.dropped_in, as_of) <= as_of
