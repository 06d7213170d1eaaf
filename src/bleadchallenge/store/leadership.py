"""Questions about people growing: sessions, talent, designations, what schools lead themselves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlmodel import col

from bleadchallenge.domain.choices import Stage, TalentStage
from bleadchallenge.domain.leadership.joint_practice import PlaceRecord
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.action_plans import actions_on
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.tables import (
    Deployment,
    GainedDesignation,
    Judgement,
    PracticeSession,
    SessionPlace,
    TalentStep,
)


def session_places(reader: Reader, **having: object) -> list[tuple[PracticeSession, SessionPlace]]:
    """Every place with its session, in order of session and attender."""
    sessions = {session.code: session for session in reader.where(PracticeSession)}
    places = of_cohort(reader, reader.where(SessionPlace, **having))
    return [(sessions[p.session], p) for p in places if p.session in sessions]


def own_sessions(reader: Reader) -> list[PracticeSession]:
    """The sessions of the cohort looked at.

    Of those recorded before cohorts were parted all but the ones for people of others alone.
    """
    every = reader.where(SessionPlace)
    own = {place.session for place in of_cohort(reader, every)}
    of_others = {place.session for place in every} - own
    return [
        session
        for session in reader.where(PracticeSession)
        if session.cohort is not None or session.code not in of_others
    ]


def as_place(session: PracticeSession, place: SessionPlace) -> PlaceRecord:
    """A place as the rules take it."""
    return PlaceRecord(session.held_on, place.attended, place.followed_up_on, place.impact_on)


def talent_steps(reader: Reader, as_of: date, **having: object) -> dict[str, list[TalentStep]]:
    """The steps up to a day by code, each in the order they were taken."""
    found: dict[str, list[TalentStep]] = defaultdict(list)
    own = of_cohort(reader, reader.where(TalentStep, **having))
    taken = [step for step in own if step.on_day <= as_of]
    for step in sorted(taken, key=lambda step: (step.code, step.on_day)):
        found[step.code].append(step)
    return dict(found)


def talent_stages(reader: Reader, as_of: date, urn: str) -> list[list[TalentStage]]:
    """The stages each potential leader of a school went through, up to a day."""
    every = talent_steps(reader, as_of, urn=urn)
    return [[TalentStage(step.stage) for step in steps] for steps in every.values()]


def designations_held(reader: Reader, as_of: date, **having: object) -> list[GainedDesignation]:
    """The designations gained since the start and still held on a day."""
    return [
        each
        for each in of_cohort(reader, reader.where(GainedDesignation, **having))
        if each.gained_on <= as_of and (each.lost_on is None or each.lost_on > as_of)
    ]


def rubric_change(reader: Reader, urn: str, stages: Sequence[Stage]) -> float | None:
    """Mean change of level from the baseline to the last of some later reviews.

    Over areas judged at both; ``None`` where there is nothing to compare.
    """
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for judgement in reader.where(Judgement, urn=urn):
        levels[judgement.stage][judgement.area] = judgement.level
    before = levels.get(Stage.BASELINE.value, {})
    for stage in reversed(stages):
        now = levels.get(stage.value, {})
        changes = [now[area] - before[area] for area in now if area in before]
        if changes:
            return sum(changes) / len(changes)
    return None


def own_led_shares(
    reader: Reader, policy: Policy, urn: str, as_of: date
) -> tuple[float | None, float | None]:
    """The share of actions led by the school's own staff, in the first and the latest term.

    From 0 to 1, of actions in the plan on the day whose term had begun by then; ``None``
    twice where fewer than two terms can be compared.
    """
    begun = [term.code for term in policy.terms if term.starts <= as_of]
    led: dict[str, list[bool]] = defaultdict(list)
    for action in actions_on(reader, urn, as_of):
        led[action.term].append(action.led_by_school)
    shares = [sum(led[code]) / len(led[code]) for code in begun if led.get(code)]
    return (shares[0], shares[-1]) if len(shares) > 1 else (None, None)


def deployments(reader: Reader, start: date, as_of: date) -> list[Deployment]:
    """Days that people gave to other schools, from the programme's start to a day."""
    within = (col(Deployment.on_day) >= start, col(Deployment.on_day) <= as_of)
    return of_cohort(reader, reader.all(Deployment, *within))
