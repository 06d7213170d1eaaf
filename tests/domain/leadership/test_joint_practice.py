"""Joint practice development: complete once it was followed up at home."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.leadership.joint_practice import (
    PlaceRecord,
    PlaceState,
    SessionState,
    follow_through,
    place_state,
    session_state,
)

HELD = date(2018, 2, 6)
DAYS = 42
later = st.none() | st.dates(HELD, HELD + timedelta(days=200))
places = st.builds(PlaceRecord, st.just(HELD), st.booleans(), later)
any_day = st.dates(HELD - timedelta(days=50), HELD + timedelta(days=300))


def test_p26_the_last_day_is_still_in_time() -> None:
    came = PlaceRecord(HELD, attended=True)
    assert place_state(came, DAYS, HELD + timedelta(days=42)) is PlaceState.DUE
    assert place_state(came, DAYS, HELD + timedelta(days=43)) is PlaceState.OVERDUE


def test_p26_those_whose_time_is_not_up_do_not_lower_the_rate() -> None:
    done = PlaceRecord(HELD, attended=True, followed_up_on=HELD + timedelta(days=7))
    found = follow_through(
        [done, PlaceRecord(HELD, attended=True)], DAYS, HELD + timedelta(days=14)
    )
    assert (found.rate, found.attended, found.overdue) == (100, 2, 0)
    later = follow_through(
        [done, PlaceRecord(HELD, attended=True)], DAYS, HELD + timedelta(days=60)
    )
    assert later.rate == 50


def test_p26_a_session_nobody_is_known_to_have_come_to_is_not_complete() -> None:
    nobody = [PlaceRecord(HELD, attended=False)]
    assert session_state(HELD, nobody, HELD, DAYS) is SessionState.NO_ATTENDANCE


@given(st.lists(places), any_day)
def test_p26_the_counts_add_up(taken: list[PlaceRecord], as_of: date) -> None:
    found = follow_through(taken, DAYS, as_of)
    assert found.followed_up + found.overdue <= found.attended <= found.places <= len(taken)
    assert found.rate is None or 0 <= found.rate <= 100


@given(st.lists(places, min_size=1), any_day)
def test_p26_complete_means_everybody_followed_up(taken: list[PlaceRecord], as_of: date) -> None:
    if session_state(HELD, taken, as_of, DAYS) is SessionState.COMPLETE:
        came = [place for place in taken if place.attended]
        assert all(place.followed_up_on and place.followed_up_on <= as_of for place in came)
