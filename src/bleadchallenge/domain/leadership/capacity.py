"""The city's capacity for system leadership: what there was, came, went, and is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DesignationHeld:
    """A designation: since when, and until when; ``None`` while it is held."""

    gained_on: date
    lost_on: date | None = None


@dataclass(frozen=True, slots=True)
class CapacityBalance:
    """Designations at the start, gained and lost since."""

    at_start: int
    gained: int
    lost: int

    @property
    def net(self) -> int:
        """Net change since the start."""
        return self.gained - self.lost

    @property
    def now(self) -> int:
        """How many are held now."""
        return self.at_start + self.net


def balance(held: Iterable[DesignationHeld], start: date, as_of: date) -> CapacityBalance:
    """Count designations from the first day of the programme to a day.

    One lost before the start, or gained after the day, counts for nothing.
    """
    counted = [
        each
        for each in held
        if each.gained_on <= as_of and (each.lost_on is None or each.lost_on >= start)
    ]
    return CapacityBalance(
        at_start=sum(each.gained_on < start for each in counted),
        gained=sum(each.gained_on >= start for each in counted),
        lost=sum(each.lost_on is not None and each.lost_on <= as_of for each in counted),
    )
