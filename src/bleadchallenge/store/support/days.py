"""Questions to the ledger of days: what a school was granted, and what it used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.day_states import state_on
from bleadchallenge.domain.support.days import (
    Account,
    Entry,
    Grant,
    account,
    expected,
    grants,
    in_days,
    released,
    second_released_on,
)
from bleadchallenge.domain.support.own_time import OwnTime, own_entries, own_grants
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort, selected
from bleadchallenge.store.schools.participation import has_withdrawn, left_by
from bleadchallenge.store.selection import midterm_decisions, own_times
from bleadchallenge.store.tables import Assignment, Selection, SupportDay, Variation


@dataclass(frozen=True, slots=True)
class DaysLedger:
    """A school's ledger: its entries, what releases days to it, and the day the school left.

    ``until`` is the last day of its last alliance, where that one has left.
    """

    entries: tuple[Entry, ...]
    given: tuple[Grant, ...]
    left: date | None = None
    until: date | None = None

    def account(self, as_of: date) -> Account:
        """Where it stands on a day."""
        return account(self.entries, released(self.given, as_of))

    def pace(self, policy: Policy, as_of: date) -> int:
        """Quarter days it should have used by a day.

        None more once it withdrew or paused, nor while no alliance supports it.
        """
        return expected(policy, self.given, min(as_of, self.left or as_of, self.until or as_of))


def days_ledger(reader: Reader, policy: Policy, urn: str, as_of: date | None = None) -> DaysLedger:
    """A school's ledger as it stood on a day; ``None`` is everything on record."""
    held = reader.where(Assignment, urn=urn)
    assigned = [a.from_day for a in held]
    decisions = midterm_decisions(reader, urn)
    varied = [(v.agreed_on, v.quarters) for v in reader.where(Variation, urn=urn)]
    given = grants(policy.days, assigned, second_released_on(decisions, assigned), varied)
    chosen = reader.where(Selection, urn=urn)
    left = left_by(chosen[0], date.max) if chosen else None
    ends = [a.to_day for a in held if a.to_day is not None]
    until = max(ends) if ends and len(ends) == len(held) else None
    days = tuple(entries(reader.where(SupportDay, urn=urn), as_of))
    return DaysLedger(days, given, left, until)


def own_ledger(
    reader: Reader, policy: Policy, urn: str, own: OwnTime, as_of: date | None = None
) -> DaysLedger:
    """The ledger of an alliance's own time at a school; it begins at 0."""
    whole = days_ledger(reader, policy, urn, as_of)
    first_ends = max(policy.term(code).ends for code in policy.days.first_terms)
    given = own_grants(whole.given, whole.entries, own, first_ends)
    left = min((day for day in (whole.left, own.last) if day is not None), default=None)
    return DaysLedger(own_entries(whole.entries, own), given, left)


def entries(days: Iterable[SupportDay], as_of: date | None = None) -> list[Entry]:
    """Days on record as the rules take them, each as it stood on a day."""
    return [
        Entry(day.number, day.on_day, day.quarters, state, day.alliance)
        for day in days
        if (state := state_on(day, as_of)) is not None
    ]


def committed_in_all(reader: Reader) -> int:
    """Quarter days of the whole cohort that is looked at, given or planned."""
    return account(entries(of_cohort(reader, reader.all(SupportDay))), 0).committed


def entitled_in_all(reader: Reader, policy: Policy) -> float:
    """Days that the selected schools of a cohort may use in all: both tranches, and variations.

    Of a school that withdrew only what it used counts.
    """
    whole = policy.days.first_tranche + policy.days.second_tranche
    total = 0.0
    for chosen in selected(reader):
        if chosen.withdrawn_on is not None:
            total += in_days(days_ledger(reader, policy, chosen.urn).account(date.max).committed)
        else:
            varied = sum(v.quarters for v in reader.where(Variation, urn=chosen.urn))
            total += whole + in_days(varied)
    return total


def alliance_days(reader: Reader, alliance: str, as_of: date | None = None) -> list[Entry]:
    """Every entry of an alliance's, over its schools of the cohort."""
    return entries(of_cohort(reader, reader.where(SupportDay, alliance=alliance)), as_of)


def days_of_person(reader: Reader, code: str) -> float:
    """Days of support that a person gave or is planned for, over all schools."""
    listed = reader.where(SupportDay, person=code)
    return in_days(account(entries(listed), 0).committed)


def running_schools(reader: Reader, code: str, as_of: date) -> list[str]:
    """The schools of the cohort an alliance supports on a day, or is assigned to from a later one.

    Not those that had withdrawn by then; one that paused may yet use its days.
    """
    return [
        a.urn
        for a in of_cohort(reader, reader.where(Assignment, alliance=code))
        if (a.to_day is None or a.to_day >= as_of) and not has_withdrawn(reader, a.urn, as_of)
    ]


def supported_on(reader: Reader, code: str, as_of: date) -> list[str]:
    """The schools of the cohort whose support by an alliance runs on a day."""
    begun = {urn for urn, _own in times_of(reader, code, as_of)}
    return [urn for urn in running_schools(reader, code, as_of) if urn in begun]


def times_of(reader: Reader, code: str, as_of: date) -> list[tuple[str, OwnTime]]:
    """The schools that an alliance supports or supported, each with the time it did."""
    return [
        (a.urn, own)
        for a in of_cohort(reader, reader.where(Assignment, alliance=code))
        if a.from_day <= as_of
        for own in own_times(reader, a.urn)
        if own.first == a.from_day
    ]


def load_of(reader: Reader, policy: Policy, code: str, as_of: date) -> float:
    """Days an alliance gave, and those its present schools may yet use, both tranches."""
    given = account(alliance_days(reader, code, as_of), 0).used
    ahead = sum(
        days_ahead(reader, policy, urn, as_of) for urn in running_schools(reader, code, as_of)
    )
    return in_days(given) + ahead


def days_ahead(reader: Reader, policy: Policy, urn: str, as_of: date) -> float:
    """Days a school may still use to the programme's end, whether released or not."""
    ledger = days_ledger(reader, policy, urn, as_of)
    whole = policy.days.first_tranche + policy.days.second_tranche
    varied = sum(grant.quarters for grant in ledger.given if grant.why == "variation")
    return max(0.0, whole + in_days(varied - account(ledger.entries, 0).used))
