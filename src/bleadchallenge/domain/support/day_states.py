"""How an entry of the ledger of days stood on a day."""

from datetime import date
from typing import Protocol

from bleadchallenge.domain.choices import DayState


class LedgerDay(Protocol):
    """What an entry says of its state: the last there was, and since when it is confirmed."""

    state: str
    on_day: date
    confirmed_on: date | None


def state_on(day: LedgerDay, as_of: date | None) -> DayState | None:
    """How an entry stood on a day; ``None`` where it was not given by then.

    A plan for a later day counts; a day given later does not, and one confirmed
    later was but delivered.
    """
    state = DayState(day.state)
    if as_of is None or state in (DayState.PLANNED, DayState.CANCELLED):
        return state
    if day.on_day > as_of:
        return None
    return DayState.DELIVERED if answered_from(day) > as_of else state


def answered_from(day: LedgerDay) -> date:
    """The day from which a given day stands as the school answered it."""
    return max(day.on_day, day.confirmed_on or day.on_day)
