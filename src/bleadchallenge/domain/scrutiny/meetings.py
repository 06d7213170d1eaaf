"""Meetings of the scrutiny group: planned, moved, called off, held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bleadchallenge.domain.errors import DataError

_NEAR = timedelta(days=21)


class MeetingState(StrEnum):
    """How a meeting stands on a day."""

    TO_COME = "to come"
    TODAY = "today"
    PAST = "past"
    CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: the day it was planned for, and the day it takes place.

    ``on`` is ``None`` where it is called off. ``reason`` says why it was moved
    or called off.
    """

    planned_on: date
    on: date | None
    reason: str = ""

    @property
    def moved(self) -> bool:
        """Whether it takes place on another day than planned."""
        return self.on is not None and self.on != self.planned_on

    def state(self, as_of: date) -> MeetingState:
        """How it stands on a day."""
        if self.on is None:
            return MeetingState.CALLED_OFF
        if self.on == as_of:
            return MeetingState.TODAY
        return MeetingState.TO_COME if self.on > as_of else MeetingState.PAST


def calendar(
    planned: Iterable[date], moves: Mapping[date, tuple[date | None, str]]
) -> tuple[Meeting, ...]:
    """The planned days with what was moved or called off, in the order of their days.

    ``moves`` gives, for a planned day, the new day or ``None``, and the reason.
    A move of a day that is no longer planned still stands: it was decided.
    """
    days = sorted({*planned, *moves})
    meetings = [Meeting(day, *moves.get(day, (day, ""))) for day in days]
    return tuple(sorted(meetings, key=lambda meeting: meeting.on or meeting.planned_on))


def days_held(meetings: Iterable[Meeting]) -> list[date]:
    """The days on which the group meets, in order."""
    return sorted(meeting.on for meeting in meetings if meeting.on is not None)


def next_day(meetings: Iterable[Meeting], day: date) -> date | None:
    """The first meeting on or after a day, or ``None`` after the last."""
    return next((held for held in days_held(meetings) if held >= day), None)


def last_day(meetings: Iterable[Meeting], day: date) -> date | None:
    """The last meeting before a day, or ``None`` before the first."""
    return next((held for held in reversed(days_held(meetings)) if held < day), None)


def days_so_far(meetings: Iterable[Meeting], day: date) -> list[date]:
    """The meetings up to and with a day, in order."""
    return [held for held in days_held(meetings) if held <= day]


def require_meeting(meetings: Iterable[Meeting], day: date) -> None:
    """Raise ``DataError`` unless the group meets on the day."""
    held = days_held(meetings)
    if day in held:
        return
    near = ", ".join(str(other) for other in held if abs(other - day) <= _NEAR)
    raise DataError(
        f"the scrutiny group does not meet on {day}",
        why=f"meetings near it: {near}" if near else "no meeting is near it",
        fix="give the day of a meeting, or move one: bleadchallenge isg move DATE --to "
        f'{day} --reason "..."',
    )
