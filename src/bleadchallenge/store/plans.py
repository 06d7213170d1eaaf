"""Questions about action plans: the version in force, its actions and milestones."""

from datetime import date

from bleadchallenge.domain.plans import in_version
from bleadchallenge.domain.rubric import Numbered
from bleadchallenge.domain.words import Stage
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Action, Judgement, Plan, Recommendation, Review


def plan_on(reader: Reader, urn: str, as_of: date, version: int | None = None) -> Plan | None:
    """A version of a school's plan, or the latest that was made by a day."""
    made = [plan for plan in reader.all(Plan, Plan.urn == urn) if plan.made_on <= as_of]
    wanted = [plan for plan in made if version in (None, plan.version)]
    return wanted[-1] if wanted else None


def actions_in(reader: Reader, urn: str, version: int) -> list[Action]:
    """The actions that a version of a school's plan has."""
    return [
        action
        for action in reader.all(Action, Action.urn == urn)
        if in_version(version, action.from_version, action.dropped_in)
    ]


def recommendations_on_record(reader: Reader, urn: str) -> list[Numbered]:
    """Every recommendation that a school was given, at whatever review."""
    return [
        Numbered(Stage(each.stage), each.number)
        for each in reader.all(Recommendation, Recommendation.urn == urn)
    ]


def levels_judged(reader: Reader, urn: str, as_of: date) -> dict[tuple[str, Stage], int]:
    """The levels of a school on the rubric, by area and review held by a day."""
    held = {r.stage for r in reader.all(Review, Review.urn == urn) if r.held_on <= as_of}
    return {
        (each.area, Stage(each.stage)): each.level
        for each in reader.all(Judgement, Judgement.urn == urn)
        if each.stage in held
    }
