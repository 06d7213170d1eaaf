"""The scrutiny group's calendar: moves, the next and the last meeting."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.calendar import meeting_days
from bleadchallenge.domain.scrutiny.interests import Member, must_withdraw
from bleadchallenge.domain.scrutiny.meetings import (
    MeetingState,
    calendar,
    days_held,
    days_so_far,
    last_day,
    next_day,
)
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text

POLICY = read_policy(policy_text())
PLANNED = list(meeting_days(POLICY))
EVERY = calendar(PLANNED, {})
any_day = st.dates(date(2017, 8, 1), date(2019, 8, 1))


def test_p30_the_fifteenth_of_march_2018_is_a_meeting() -> None:
    assert date(2018, 3, 15) in PLANNED
    assert all(day.strftime("%A") == "Thursday" for day in PLANNED)


def test_p30_meetings_skip_holidays_and_half_terms() -> None:
    assert all(POLICY.term_of(day) for day in PLANNED)
    assert not any(date(2017, 10, 23) <= day <= date(2017, 10, 27) for day in PLANNED)


def test_p30_a_moved_meeting_keeps_its_planned_day() -> None:
    first = PLANNED[0]
    moved = calendar(PLANNED, {first: (first + timedelta(days=1), "room")})[0]
    assert (moved.planned_on, moved.on) == (first, first + timedelta(days=1))
    assert moved.moved
    assert not EVERY[0].moved


def test_p30_a_meeting_called_off_is_no_day_of_the_group() -> None:
    called_off = calendar(PLANNED, {PLANNED[0]: (None, "snow")})
    assert called_off[0].state(date(2018, 1, 1)) is MeetingState.CALLED_OFF
    assert days_held(called_off) == PLANNED[1:]


@given(any_day)
def test_p30_last_and_next_stand_on_either_side_of_a_day(day: date) -> None:
    before, after = last_day(EVERY, day), next_day(EVERY, day)
    assert before is None or before < day
    assert after is None or after >= day
    assert len(days_so_far(EVERY, day)) + sum(held > day for held in PLANNED) == len(PLANNED)


def test_p30_a_member_with_an_interest_withdraws_unless_already_gone() -> None:
    tied = Member("P02", declared=frozenset({"900001"}))
    own = Member("P03", own=frozenset({"TSA1"}))
    free = Member("P04")
    touched = {"900001", "TSA1"}
    assert must_withdraw([tied, own, free], touched, ()) == ["P02", "P03"]
    assert must_withdraw([tied, own, free], touched, {"P02", "P03"}) == []
    assert must_withdraw([tied, own, free], {"900002"}, ()) == []
