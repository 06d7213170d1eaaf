"""Days of support: a ledger in quarter days, released in two tranches, never overspent.

The bid gives a school ten days in the first two terms and ten more in the third
and fourth, the second ten only by the decision that follows the mid-term review.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import isfinite

from bleadchallenge.domain.calendar import is_working_day
from bleadchallenge.domain.choices import DayState, DecisionKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Days, Policy, Term

QUARTERS = 4
"""Quarters in a day."""

FOLLOWS: dict[DayState, tuple[DayState, ...]] = {
    DayState.PLANNED: (DayState.DELIVERED, DayState.CANCELLED),
    DayState.DELIVERED: (DayState.CONFIRMED, DayState.DISPUTED, DayState.CANCELLED),
    DayState.DISPUTED: (DayState.CONFIRMED, DayState.CANCELLED),
    DayState.CONFIRMED: (),
    DayState.CANCELLED: (),
}
"""What may become of an entry of the ledger; the last two are the end of it."""

GIVEN = (DayState.DELIVERED, DayState.CONFIRMED, DayState.DISPUTED)
"""The states of days that were given, whatever the school says of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger: quarter days of an alliance on a day."""

    number: int
    on: date
    quarters: int
    state: DayState
    alliance: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Quarter days that a school may use from a day on; fewer than 0 takes some back."""

    on: date
    quarters: int
    why: str


@dataclass(frozen=True, slots=True)
class Account:
    """Where a ledger stands, in quarter days; cancelled ones count for nothing.

    What is released is used, planned, or left: the three add up to it.
    """

    released: int
    planned: int
    delivered: int
    confirmed: int
    disputed: int
    cancelled: int

    @property
    def used(self) -> int:
        """Given, whatever the school says of it."""
        return self.delivered + self.confirmed + self.disputed

    @property
    def committed(self) -> int:
        """Given or promised to a day."""
        return self.used + self.planned

    @property
    def left(self) -> int:
        """Released and neither given nor planned; below 0 when overspent."""
        return self.released - self.committed


def in_quarters(days: float) -> int:
    """Days as quarter days; raises ``DataError`` for a part that is no quarter."""
    quarters = days * QUARTERS
    if not isfinite(quarters) or quarters != int(quarters):
        raise DataError(
            f"{days:g} is not a number of quarter days",
            why="the ledger counts quarters of a day: 0.25, 0.5, 0.75, 1",
            fix="round to the nearest quarter, such as --days 0.5",
        )
    return int(quarters)


def in_days(quarters: int) -> float:
    """Quarter days as days, exactly."""
    return quarters / QUARTERS


def decimal_days(quarters: int) -> str:
    """Quarter days as people read them, such as ``1 day`` or ``2.25 days``."""
    days = in_days(quarters)
    return f"{days:g} day" if days == 1 else f"{days:g} days"


_PARTS = ("", "¼", "½", "¾")


def in_fractions(quarters: int) -> str:
    """Quarter days as a number of days, such as ``4¼``."""
    whole, part = divmod(quarters, QUARTERS)
    return f"{whole}{_PARTS[part]}" if whole or not part else _PARTS[part]


def days_in_words(quarters: int) -> str:
    """Quarter days as a sentence says them, such as ``½ day``, ``1 day`` or ``4¼ days``."""
    return f"{in_fractions(quarters)} {'day' if quarters <= QUARTERS else 'days'}"


def account(entries: Iterable[Entry], released: int) -> Account:
    """Add a ledger up."""
    sums = dict.fromkeys(DayState, 0)
    for entry in entries:
        sums[entry.state] += entry.quarters
    return Account(
        released=released,
        planned=sums[DayState.PLANNED],
        delivered=sums[DayState.DELIVERED],
        confirmed=sums[DayState.CONFIRMED],
        disputed=sums[DayState.DISPUTED],
        cancelled=sums[DayState.CANCELLED],
    )


def day_reached(entries: Iterable[Entry], days: int, as_of: date) -> date | None:
    """The day on which so many days had been given, or ``None`` where they were not by a day."""
    total = 0
    for entry in sorted(entries, key=lambda entry: entry.on):
        if entry.state in GIVEN and entry.on <= as_of:
            total += entry.quarters
            if total >= days * QUARTERS:
                return entry.on
    return None


def second_released_on(
    decisions: Sequence[tuple[date, DecisionKind]], assigned: Sequence[date]
) -> date | None:
    """The day the second tranche was released, or ``None``.

    *Continue* and *adjust* release it at once; a *switch* when the next alliance
    begins. ``assigned`` are the first days of the school's assignments.
    """
    days = []
    for on, kind in decisions:
        begun = [day for day in assigned if day >= on]
        days += [on] if kind is not DecisionKind.SWITCH else sorted(begun)[:1]
    return min(days, default=None)


def grants(
    days: Days,
    assigned: Sequence[date],
    second_on: date | None,
    variations: Iterable[tuple[date, int]] = (),
) -> tuple[Grant, ...]:
    """All that releases quarter days to a school, in order of their days.

    The first tranche comes with the first alliance, which both signatures and
    the baseline must precede. ``variations`` are days of agreement and quarters.
    """
    found = [Grant(on, quarters, "variation") for on, quarters in variations]
    if assigned:
        found.append(Grant(min(assigned), days.first_tranche * QUARTERS, "first tranche"))
    if second_on is not None:
        found.append(Grant(second_on, days.second_tranche * QUARTERS, "second tranche"))
    return tuple(sorted(found, key=lambda grant: grant.on))


def released(given: Iterable[Grant], day: date) -> int:
    """Quarter days released by a day; never below 0."""
    return max(0, sum(grant.quarters for grant in given if grant.on <= day))


def overspent_on(entries: Iterable[Entry], given: Sequence[Grant]) -> date | None:
    """The first day on which more is committed than was released by then, or ``None``.

    A day of support cannot draw on a tranche released after it, so the running
    total is held against each day's release.
    """
    counted = sorted(
        ((e.on, e.quarters) for e in entries if e.state is not DayState.CANCELLED),
    )
    steps = {on for on, _quarters in counted} | {grant.on for grant in given}
    for day in sorted(steps):
        if sum(quarters for on, quarters in counted if on <= day) > released(given, day):
            return day
    return None


def expected(policy: Policy, given: Iterable[Grant], as_of: date) -> int:
    """Quarter days that should have been given by a day, at an even pace.

    The first tranche is spread over the working days of its terms, from the day
    it was released; the second, and what variations add, likewise over the terms
    of the second. Parts of a quarter are cut off.
    """
    days = policy.days
    due = 0.0
    for grant in given:
        codes = days.first_terms if grant.why == "first tranche" else days.second_terms
        due += grant.quarters * _share(policy, codes, grant.on, as_of)
    return max(0, int(due + 1e-9))


def _share(policy: Policy, codes: Collection[str], start: date, as_of: date) -> float:
    """How much of the working days of some terms, from a start, have gone by."""
    terms = tuple(term for term in policy.terms if term.code in codes)
    first = max(start, terms[0].starts)
    taught = _taught(terms)
    before = bisect_left(taught, first)
    if before == len(taught):
        return 1.0 if as_of >= first else 0.0
    gone = bisect_right(taught, as_of) - before
    return max(0, gone) / (len(taught) - before)


@cache
def _taught(terms: tuple[Term, ...]) -> tuple[date, ...]:
    """The working days on which some terms are taught, in order."""
    first, last = terms[0].starts, terms[-1].ends
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(d for d in span if is_working_day(d) and any(t.teaches(d) for t in terms))


def require_follows(state: DayState, to: DayState, number: int) -> None:
    """Raise ``DataError`` where an entry cannot go from one state to another."""
    if to in FOLLOWS[state]:
        return
    may = ", ".join(FOLLOWS[state])
    raise DataError(
        f"day {number} is {state} and cannot become {to}",
        why=f"what is {state} may become {may}" if may else f"{state} is the end of it",
        fix="if it was recorded by mistake, undo that change: bleadchallenge history",
    )
