"""Joint practice development: a session is complete once it was followed up at home.

Learning new ways of working by opening up practice to one another, not one-way
training (Fielding and others, 2005): without a follow-up in the attender's own
school a session is incomplete.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PlaceState(StrEnum):
    """How far one attender has come."""

    TO_COME = "to come"
    ABSENT = "did not attend"
    DUE = "follow-up due"
    OVERDUE = "follow-up overdue"
    FOLLOWED_UP = "followed up"
    IMPACT = "impact recorded"


class SessionState(StrEnum):
    """How a session stands."""

    TO_COME = "to come"
    NO_ATTENDANCE = "no attendance recorded"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place at a session; days are ``None`` until there is something to tell."""

    held_on: date
    attended: bool
    followed_up_on: date | None = None
    impact_on: date | None = None


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """Of those who attended, how many followed up; their time may not be over yet."""

    places: int
    attended: int
    followed_up: int
    overdue: int
    impacts: int

    @property
    def rate(self) -> float | None:
        """Percentage who followed up, of those who did or whose time is over."""
        judged = self.followed_up + self.overdue
        return 100 * self.followed_up / judged if judged else None

    @property
    def attendance_share(self) -> float | None:
        """Attended places as a share from 0 to 1; ``None`` without places."""
        return self.attended / self.places if self.places else None


def follow_up_due(held_on: date, days: int) -> date:
    """The last day for the follow-up in the attender's own school."""
    return held_on + timedelta(days=days)


def place_state(place: PlaceRecord, days: int, as_of: date) -> PlaceState:
    """How far an attender had come by a day; what came later does not count."""
    if place.held_on > as_of:
        return PlaceState.TO_COME
    if not place.attended:
        return PlaceState.ABSENT
    if place.impact_on is not None and place.impact_on <= as_of:
        return PlaceState.IMPACT
    if place.followed_up_on is not None and place.followed_up_on <= as_of:
        return PlaceState.FOLLOWED_UP
    late = as_of > follow_up_due(place.held_on, days)
    return PlaceState.OVERDUE if late else PlaceState.DUE


def follow_through(places: Iterable[PlaceRecord], days: int, as_of: date) -> FollowThrough:
    """How many attended and followed up, of the sessions held by a day."""
    states = [place_state(place, days, as_of) for place in places if place.held_on <= as_of]
    done = sum(state in (PlaceState.FOLLOWED_UP, PlaceState.IMPACT) for state in states)
    return FollowThrough(
        places=len(states),
        attended=sum(state is not PlaceState.ABSENT for state in states),
        followed_up=done,
        overdue=states.count(PlaceState.OVERDUE),
        impacts=states.count(PlaceState.IMPACT),
    )


def session_state(
    held_on: date, places: Sequence[PlaceRecord], as_of: date, days: int
) -> SessionState:
    """How a session stands: incomplete until everybody who came followed up."""
    if held_on > as_of:
        return SessionState.TO_COME
    counts = follow_through(places, days, as_of)
    if not counts.attended:
        return SessionState.NO_ATTENDANCE
    done = counts.followed_up == counts.attended
    return SessionState.COMPLETE if done else SessionState.INCOMPLETE
