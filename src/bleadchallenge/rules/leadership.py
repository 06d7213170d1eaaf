"""Rules of leadership: joint practice, talent, designations, days given, the conference."""

from collections.abc import Sequence
from datetime import date

from bleadchallenge.domain.choices import Designation, TalentStage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.leadership.talent import (
    Direction,
    direction,
    require_code,
    require_one_step,
)
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.rules.rule import Asks, Rule, resting
from bleadchallenge.rules.state import State
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.tables import (
    ConferenceCommitment,
    ConferencePractice,
    Deployment,
    GainedDesignation,
    PolicyText,
    PracticeSession,
    SessionPlace,
    TalentStep,
)


def _in_its_term(state: State, session: PracticeSession) -> None:
    policy, day = state.policy, session.held_on
    term = policy.term_of(day)
    if term is not None and term.code in policy.practice.terms:
        return
    terms = [policy.term(code) for code in policy.practice.terms]
    raise DataError(
        f"no session is held on {day}",
        why="sessions belong to the terms "
        + "; ".join(f"{each.code}, {each.starts} to {each.ends}" for each in terms),
        fix="give a day in one of these terms, or change practice.terms in the policy",
    )


def _led_from_outside(state: State, session: PracticeSession) -> None:
    named = subject_names(state.reader)
    inside = {text.casefold() for text in (*named, *named.values(), state.policy.partnership)}
    if session.partner.strip().casefold() in inside:
        raise DataError(
            f"{session.partner} is part of the programme",
            why="sessions are led by an external partner",
            fix="name a partner from outside",
        )


def _enough_places(state: State, session: PracticeSession) -> None:
    if session.places < 1:
        raise DataError("a session needs places", fix="give --places 1 or more")
    taken = state.reader.where(SessionPlace, session=session.code)
    if len(taken) > session.places:
        raise DataError(
            f"session {session.code} is full",
            why=f"all {session.places} places are taken",
            fix=f"free one: bleadchallenge session free {session.code} CODE",
        )


def _place_is_there(state: State, place: SessionPlace) -> None:
    session = state.reader.get(PracticeSession, code=place.session)
    if session is not None:
        _enough_places(state, session)


def _attender_has_a_code(_state: State, place: SessionPlace) -> None:
    require_code(place.attender, "attender")


def _attended_once_held(state: State, place: SessionPlace) -> None:
    session = state.reader.get(PracticeSession, code=place.session)
    if session is None or not place.attended:
        return
    state.require_past(session.held_on, "attendance at the session")
    days = (session.held_on, place.followed_up_on, place.impact_on)
    _require_in_order(days)
    for day in (place.followed_up_on, place.impact_on):
        if day is not None:
            state.require_past(day, "what was done in the own school")


def _followed_up_by_who_came(_state: State, place: SessionPlace) -> None:
    if place.followed_up_on is not None and not place.attended:
        raise DataError(
            f"{place.attender} did not attend session {place.session}",
            fix=f"bleadchallenge session attend {place.session} {place.attender}",
        )
    if place.impact_on is not None and place.followed_up_on is None:
        raise DataError(
            f"{place.attender} has not followed up session {place.session}",
            why="impact comes from what was done in the own school",
            fix=f"bleadchallenge session follow-up {place.session} {place.attender} "
            "--text TEXT --date DATE",
        )
    if place.followed_up_on is not None and not place.follow_up.strip():
        raise DataError("a follow-up says what was done", fix="add --text TEXT")
    if place.impact_on is not None and not place.impact.strip():
        raise DataError("an impact says what changed", fix="add --text TEXT")


def _free_while_not_attended(state: State, place: SessionPlace) -> None:
    if not state.undoing and place.attended:
        raise DataError(
            f"{place.attender} attended session {place.session}",
            why="a place is freed only while nobody has come",
            fix=f"bleadchallenge session attend {place.session} {place.attender} --absent, "
            "if that was a slip",
        )


def _require_in_order(days: Sequence[date | None]) -> None:
    known = [day for day in days if day is not None]
    if known != sorted(known):
        raise DataError(
            "session, follow-up and impact are out of order",
            fix="a follow-up on or after the session, and impact on or after the follow-up",
        )


def _talent_has_codes(_state: State, step: TalentStep) -> None:
    require_code(step.code, "code")
    if step.sponsor and step.purged is None:
        require_code(step.sponsor, "sponsor")


def _stepped_by_now(state: State, step: TalentStep) -> None:
    state.require_past(step.on_day, "a step")


def _one_step_at_a_time(state: State, step: TalentStep) -> None:
    before: TalentStage | None = None
    for each in sorted(state.reader.where(TalentStep, code=step.code), key=_day_of):
        if each.on_day > step.on_day:
            break
        require_one_step(before, TalentStage(each.stage))
        before = TalentStage(each.stage)


def _back_with_its_reason(state: State, step: TalentStep) -> None:
    earlier = [each for each in state.reader.where(TalentStep, code=step.code) if each is not step]
    last = max((each for each in earlier if each.on_day < step.on_day), key=_day_of, default=None)
    before = TalentStage(last.stage) if last else None
    is_back = direction(before, TalentStage(step.stage)) is Direction.BACK
    if is_back and state.is_new(step) and not state.reason.strip():
        raise DataError("a step back needs its reason", fix='add --reason "..."')


def _after_what_is_on_record(state: State, step: TalentStep) -> None:
    known = state.earlier.where(TalentStep, code=step.code) if state.earlier else []
    last = max(known, key=_day_of, default=None)
    if state.is_new(step) and last is not None and step.on_day < last.on_day:
        raise DataError(
            f"a step of {last.on_day} is on record: {last.stage}",
            why="steps are recorded in the order they were taken",
            fix="give a later day, or take that step back: bleadchallenge history",
        )


def _day_of(step: TalentStep) -> date:
    return step.on_day


def _holder_has_a_code(_state: State, held: GainedDesignation) -> None:
    require_code(held.code, "code")


def _a_designation(state: State, held: GainedDesignation) -> None:
    if held.designation == Designation.NONE:
        raise DataError("none is no designation", fix="give NLE, LLE, SLE, NLG, HMI or other")
    state.require_past(held.gained_on, "a designation", "give the day it was gained")
    if held.lost_on is None:
        return
    state.require_past(held.lost_on, "the end of a designation", "give the day it was lost")
    if held.lost_on < held.gained_on:
        raise DataError(
            f"{held.code} does not hold {held.designation} on {held.lost_on}",
            why=f"it is held since {held.gained_on}",
            fix="give the day it was lost",
        )


def _deployed_has_a_code(_state: State, given: Deployment) -> None:
    require_code(given.code, "code")


def _whole_quarters(_state: State, given: Deployment) -> None:
    if given.quarters <= 0:
        raise DataError(
            f"{in_days(given.quarters):g} days on {given.on_day} cannot have been given",
            why="an entry is at least a quarter of a day",
            fix="give quarter days above none",
        )


def _to_another_school(state: State, given: Deployment) -> None:
    state.require_past(given.on_day, "a day given", "give the day it was given")
    if given.from_school == given.to_school:
        raise DataError(
            f"{state.school(given.to_school).name} is the own school of {given.code}",
            why="only days given to other schools add to the city's capacity",
            fix="name the school that was supported",
        )


def _carried_by_somebody(_state: State, promised: ConferenceCommitment) -> None:
    if not promised.text.strip() or not promised.carried_by.strip():
        raise DataError(
            "a commitment needs its words and who carries it",
            fix="give --text and --by, in a list text and carried_by",
        )


def _kept_by_now(state: State, promised: ConferenceCommitment) -> None:
    if promised.kept_on is not None:
        state.require_past(promised.kept_on, "a commitment kept", "give the day it was kept")


def _came_in_number(_state: State, practice: ConferencePractice) -> None:
    if practice.attended is not None and practice.attended < 0:
        raise DataError("fewer than nobody cannot have come", fix="give 0 or more")


LEADERSHIP_RULES: tuple[Rule, ...] = (
    Rule(
        "P26.terms",
        "joint practice development belongs to its terms",
        PracticeSession,
        "held_on",
        _in_its_term,
        resting(PolicyText),
    ),
    Rule(
        "P26.partner",
        "sessions are led by a partner from outside the programme",
        PracticeSession,
        "partner",
        _led_from_outside,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P26.places",
        "no more people have a place at a session than there are places",
        PracticeSession,
        "places",
        _enough_places,
    ),
    Rule(
        "P26.place",
        "a place is given while there are any",
        SessionPlace,
        "session",
        _place_is_there,
        resting(PracticeSession),
    ),
    Rule(
        "P26.attender", "an attender goes by a code", SessionPlace, "attender", _attender_has_a_code
    ),
    Rule(
        "P26.follow_up",
        "a follow-up is by somebody who came, and says what was done; impact comes after it",
        SessionPlace,
        "followed_up_on",
        _followed_up_by_who_came,
    ),
    Rule(
        "P26.freed",
        "a place is freed only while nobody has come",
        SessionPlace,
        "attended",
        _free_while_not_attended,
        asks=Asks.REMOVAL,
    ),
    Rule(
        "P26.attended",
        "attendance is recorded once the session was held",
        SessionPlace,
        "attended",
        _attended_once_held,
        resting(PracticeSession),
    ),
    Rule(
        "P27.codes",
        "people in the talent pipeline go by codes",
        TalentStep,
        "code",
        _talent_has_codes,
    ),
    Rule(
        "P27.by_now", "a step is recorded once it was taken", TalentStep, "on_day", _stepped_by_now
    ),
    Rule(
        "P27.one_step",
        "leaders with potential go one step at a time",
        TalentStep,
        "stage",
        _one_step_at_a_time,
        resting(TalentStep),
    ),
    Rule(
        "P27.back",
        "a step back is recorded with its reason",
        TalentStep,
        "stage",
        _back_with_its_reason,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P27.in_order",
        "steps are recorded in the order in which they were taken",
        TalentStep,
        "on_day",
        _after_what_is_on_record,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P28.code",
        "who gained a designation goes by a code",
        GainedDesignation,
        "code",
        _holder_has_a_code,
    ),
    Rule(
        "P28.designation",
        "a designation is one, and is gained before it is lost",
        GainedDesignation,
        "designation",
        _a_designation,
    ),
    Rule("P28.deployed", "who gives days goes by a code", Deployment, "code", _deployed_has_a_code),
    Rule(
        "P28.quarter",
        "at least a quarter of a day is given",
        Deployment,
        "quarters",
        _whole_quarters,
    ),
    Rule(
        "P28.another_school",
        "days are given to another school than one's own",
        Deployment,
        "to_school",
        _to_another_school,
    ),
    Rule(
        "P29.carried_by",
        "a commitment says what is carried on, and by whom",
        ConferenceCommitment,
        "carried_by",
        _carried_by_somebody,
    ),
    Rule(
        "P29.kept_by_now",
        "a commitment is kept once it was",
        ConferenceCommitment,
        "kept_on",
        _kept_by_now,
    ),
    Rule(
        "P29.attended",
        "the number of people who came is 0 or more",
        ConferencePractice,
        "attended",
        _came_in_number,
    ),
)
"""In the order of the programme."""
