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
from bleadchallenge.rules.rule import Asks, rule
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


@rule("P26.terms", "held_on", rests_on=[PolicyText])
def _in_its_term(state: State, session: PracticeSession) -> None:
    """Joint practice development belongs to its terms."""
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


@rule("P26.partner", "partner", asks=Asks.CHANGE)
def _led_from_outside(state: State, session: PracticeSession) -> None:
    """Sessions are led by a partner from outside the programme."""
    named = subject_names(state.reader)
    inside = {text.casefold() for text in (*named, *named.values(), state.policy.partnership)}
    if session.partner.strip().casefold() in inside:
        raise DataError(
            f"{session.partner} is part of the programme",
            why="sessions are led by an external partner",
            fix="name a partner from outside",
        )


@rule("P26.places", "places")
def _enough_places(state: State, session: PracticeSession) -> None:
    """No more people have a place at a session than there are places."""
    if session.places < 1:
        raise DataError("a session needs places", fix="give --places 1 or more")
    taken = state.reader.where(SessionPlace, session=session.code)
    if len(taken) > session.places:
        raise DataError(
            f"session {session.code} is full",
            why=f"all {session.places} places are taken",
            fix=f"free one: bleadchallenge session free {session.code} CODE",
        )


@rule("P26.place", "session", rests_on=[PracticeSession])
def _place_is_there(state: State, place: SessionPlace) -> None:
    """A place is given while there are any."""
    session = state.reader.get(PracticeSession, code=place.session)
    if session is not None:
        _enough_places(state, session)


@rule("P26.attender", "attender")
def _attender_has_a_code(_state: State, place: SessionPlace) -> None:
    """An attender goes by a code."""
    require_code(place.attender, "attender")


@rule("P26.follow_up", "followed_up_on")
def _followed_up_by_who_came(_state: State, place: SessionPlace) -> None:
    """A follow-up is by somebody who came, and says what was done; impact comes after it."""
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


@rule("P26.freed", "attended", asks=Asks.REMOVAL)
def _free_while_not_attended(state: State, place: SessionPlace) -> None:
    """A place is freed only while nobody has come."""
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


@rule("P26.attended", "attended", rests_on=[PracticeSession])
def _attended_once_held(state: State, place: SessionPlace) -> None:
    """Attendance is recorded once the session was held."""
    session = state.reader.get(PracticeSession, code=place.session)
    if session is None or not place.attended:
        return
    state.require_past(session.held_on, "attendance at the session")
    days = (session.held_on, place.followed_up_on, place.impact_on)
    _require_in_order(days)
    for day in (place.followed_up_on, place.impact_on):
        if day is not None:
            state.require_past(day, "what was done in the own school")


@rule("P27.codes", "code")
def _talent_has_codes(_state: State, step: TalentStep) -> None:
    """People in the talent pipeline go by codes."""
    require_code(step.code, "code")
    if step.sponsor and step.purged is None:
        require_code(step.sponsor, "sponsor")


@rule("P27.by_now", "on_day")
def _stepped_by_now(state: State, step: TalentStep) -> None:
    """A step is recorded once it was taken."""
    state.require_past(step.on_day, "a step")


@rule("P27.one_step", "stage", rests_on=[TalentStep])
def _one_step_at_a_time(state: State, step: TalentStep) -> None:
    """Leaders with potential go one step at a time."""
    before: TalentStage | None = None
    for each in sorted(state.reader.where(TalentStep, code=step.code), key=_day_of):
        if each.on_day > step.on_day:
            break
        require_one_step(before, TalentStage(each.stage))
        before = TalentStage(each.stage)


@rule("P27.back", "stage", asks=Asks.CHANGE)
def _back_with_its_reason(state: State, step: TalentStep) -> None:
    """A step back is recorded with its reason."""
    earlier = [each for each in state.reader.where(TalentStep, code=step.code) if each is not step]
    last = max((each for each in earlier if each.on_day < step.on_day), key=_day_of, default=None)
    before = TalentStage(last.stage) if last else None
    is_back = direction(before, TalentStage(step.stage)) is Direction.BACK
    if is_back and state.is_new(step) and not state.reason.strip():
        raise DataError("a step back needs its reason", fix='add --reason "..."')


@rule("P27.in_order", "on_day", asks=Asks.CHANGE)
def _after_what_is_on_record(state: State, step: TalentStep) -> None:
    """Steps are recorded in the order in which they were taken."""
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


@rule("P28.code", "code")
def _holder_has_a_code(_state: State, held: GainedDesignation) -> None:
    """Who gained a designation goes by a code."""
    require_code(held.code, "code")


@rule("P28.designation", "designation")
def _a_designation(state: State, held: GainedDesignation) -> None:
    """A designation is one, and is gained before it is lost."""
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


@rule("P28.deployed", "code")
def _deployed_has_a_code(_state: State, given: Deployment) -> None:
    """Who gives days goes by a code."""
    require_code(given.code, "code")


@rule("P28.quarter", "quarters")
def _whole_quarters(_state: State, given: Deployment) -> None:
    """At least a quarter of a day is given."""
    if given.quarters <= 0:
        raise DataError(
            f"{in_days(given.quarters):g} days on {given.on_day} cannot have been given",
            why="an entry is at least a quarter of a day",
            fix="give quarter days above none",
        )


@rule("P28.another_school", "to_school")
def _to_another_school(state: State, given: Deployment) -> None:
    """Days are given to another school than one's own."""
    state.require_past(given.on_day, "a day given", "give the day it was given")
    if given.from_school == given.to_school:
        raise DataError(
            f"{state.school(given.to_school).name} is the own school of {given.code}",
            why="only days given to other schools add to the city's capacity",
            fix="name the school that was supported",
        )


@rule("P29.carried_by", "carried_by")
def _carried_by_somebody(_state: State, promised: ConferenceCommitment) -> None:
    """A commitment says what is carried on, and by whom."""
    if not promised.text.strip() or not promised.carried_by.strip():
        raise DataError(
            "a commitment needs its words and who carries it",
            fix="give --text and --by, in a list text and carried_by",
        )


@rule("P29.kept_by_now", "kept_on")
def _kept_by_now(state: State, promised: ConferenceCommitment) -> None:
    """A commitment is kept once it was."""
    if promised.kept_on is not None:
        state.require_past(promised.kept_on, "a commitment kept", "give the day it was kept")


@rule("P29.held", "attended", rests_on=[PolicyText])
def _held_by_now(state: State, practice: ConferencePractice) -> None:
    """Who came to the conference is recorded once its term, the programme's last, has begun."""
    if practice.attended is not None:
        first = state.policy.terms[-1].starts
        state.require_past(first, "the term of the conference", "record who came once it was held")


@rule("P29.attended", "attended")
def _came_in_number(_state: State, practice: ConferencePractice) -> None:
    """The number of people who came is 0 or more."""
    if practice.attended is not None and practice.attended < 0:
        raise DataError("fewer than nobody cannot have come", fix="give 0 or more")
