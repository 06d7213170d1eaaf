"""The rules of records about people growing and soft intelligence, held in bulk as well."""

from collections.abc import Sequence
from datetime import date

from bleadchallenge.domain.choices import Designation, Sensitivity, TalentStage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.intelligence import require_shareable
from bleadchallenge.domain.leadership.talent import direction, require_code
from bleadchallenge.store.tables import (
    ConferenceCommitment,
    Deployment,
    GainedDesignation,
    Intelligence,
    PracticeSession,
    SessionPlace,
    TalentStep,
)
from bleadchallenge.usecases.leadership.sessions import (
    require_external,
    require_selected,
    require_term,
)
from bleadchallenge.usecases.workbook.record_rules import Rule, RuleContext


def _kept_in_the_office(_court: RuleContext, note: Intelligence) -> None:
    require_shareable(Sensitivity(note.sensitivity), shareable=note.shareable)


def _heard_by_now(court: RuleContext, note: Intelligence) -> None:
    court.require_past(note.noted_on, "intelligence")


def _in_its_term(court: RuleContext, session: PracticeSession) -> None:
    require_term(court.policy, session.held_on)


def _led_from_outside(court: RuleContext, session: PracticeSession) -> None:
    require_external(court.reader, court.policy, session.partner)


def _enough_places(court: RuleContext, session: PracticeSession) -> None:
    taken = court.reader.all(SessionPlace, SessionPlace.session == session.code)
    if len(taken) > max(session.places, 0) or session.places < 1:
        raise DataError(
            f"session {session.code} has {session.places} places and {len(taken)} are taken",
            fix="as many places as are taken, and at least one",
        )


def _place_is_there(court: RuleContext, place: SessionPlace) -> None:
    session = court.reader.get(PracticeSession, code=place.session)
    if session is not None:
        _enough_places(court, session)


def _attender_has_a_code(_court: RuleContext, place: SessionPlace) -> None:
    require_code(place.attender, "attender")


def _of_a_supported_school(court: RuleContext, place: SessionPlace) -> None:
    require_selected(court.reader, place.urn, court.school(place.urn).name)


def _attended_once_held(court: RuleContext, place: SessionPlace) -> None:
    session = court.reader.get(PracticeSession, code=place.session)
    if session is None or not place.attended:
        return
    court.require_past(session.held_on, "attendance at the session")
    _in_order((session.held_on, place.followed_up_on, place.impact_on))


def _followed_up_by_who_came(_court: RuleContext, place: SessionPlace) -> None:
    if place.followed_up_on is not None and not place.attended:
        raise DataError("a follow-up needs attendance", fix="yes under attended")
    if place.impact_on is not None and place.followed_up_on is None:
        raise DataError("impact needs a follow-up", fix="the day under followed_up_on")
    if place.followed_up_on is not None and not place.follow_up.strip():
        raise DataError("a follow-up says what was done", fix="words under follow_up")


def _in_order(days: Sequence[date | None]) -> None:
    known = [day for day in days if day is not None]
    if known != sorted(known):
        raise DataError(
            "session, follow-up and impact are out of order",
            fix="a follow-up on or after the session, and impact on or after the follow-up",
        )


def _talent_has_a_code(_court: RuleContext, step: TalentStep) -> None:
    require_code(step.code, "code")


def _sponsor_has_a_code(_court: RuleContext, step: TalentStep) -> None:
    if step.sponsor:
        require_code(step.sponsor, "sponsor")


def _one_step_at_a_time(court: RuleContext, step: TalentStep) -> None:
    court.require_past(step.on_day, "a step")
    before: TalentStage | None = None
    taken = court.reader.all(TalentStep, TalentStep.code == step.code)
    for each in sorted(taken, key=lambda other: other.on_day):
        if each.on_day > step.on_day:
            break
        direction(before, TalentStage(each.stage))
        before = TalentStage(each.stage)


def _holder_has_a_code(_court: RuleContext, held: GainedDesignation) -> None:
    require_code(held.code, "code")


def _a_designation(court: RuleContext, held: GainedDesignation) -> None:
    if held.designation == Designation.NONE:
        raise DataError("none is no designation", fix="NLE, LLE, SLE, NLG, HMI or other")
    court.require_past(held.gained_on, "a designation")
    if held.lost_on is not None and held.lost_on < held.gained_on:
        raise DataError("it is lost before it is gained", fix="a later day under lost_on")


def _deployed_has_a_code(_court: RuleContext, given: Deployment) -> None:
    require_code(given.code, "code")


def _to_another_school(court: RuleContext, given: Deployment) -> None:
    court.require_past(given.on_day, "a day given")
    if given.from_school == given.to_school:
        raise DataError(
            "days given to one's own school add nothing", fix="the school that was supported"
        )


def _carried_by_somebody(_court: RuleContext, promised: ConferenceCommitment) -> None:
    if not promised.carried_by.strip():
        raise DataError("a commitment needs who carries it", fix="a name or role under carried_by")


PEOPLE_RULES: tuple[Rule, ...] = (
    Rule(Intelligence, "shareable", _kept_in_the_office),
    Rule(Intelligence, "noted_on", _heard_by_now),
    Rule(PracticeSession, "held_on", _in_its_term),
    Rule(PracticeSession, "partner", _led_from_outside),
    Rule(PracticeSession, "places", _enough_places),
    Rule(SessionPlace, "session", _place_is_there),
    Rule(SessionPlace, "attender", _attender_has_a_code),
    Rule(SessionPlace, "urn", _of_a_supported_school),
    Rule(SessionPlace, "attended", _attended_once_held),
    Rule(SessionPlace, "followed_up_on", _followed_up_by_who_came),
    Rule(TalentStep, "code", _talent_has_a_code),
    Rule(TalentStep, "sponsor", _sponsor_has_a_code),
    Rule(TalentStep, "stage", _one_step_at_a_time),
    Rule(GainedDesignation, "code", _holder_has_a_code),
    Rule(GainedDesignation, "designation", _a_designation),
    Rule(Deployment, "code", _deployed_has_a_code),
    Rule(Deployment, "to_school", _to_another_school),
    Rule(ConferenceCommitment, "carried_by", _carried_by_somebody),
)
"""The rules of these tables, in their commands' words."""
