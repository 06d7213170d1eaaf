"""How the ledgers stand: by school, by alliance, entry by entry."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.days import Account, account, in_days
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort, schools_of_other_cohorts, selected
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import (
    DaysLedger,
    alliance_days,
    days_ledger,
    entries,
    load_of,
    own_ledger,
    running_schools,
    times_of,
)
from bleadchallenge.store.tables import Alliance, Assignment, SupportDay
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Column, Listing, Request, policy_of

_SUMS = ("planned", "delivered", "confirmed", "disputed", "cancelled", "used", "left")
_RANKS = {"planned": 2, "delivered": 2, "disputed": 1, "cancelled": 1}
SCHOOLS = (
    Column("school", "school"),
    Column("alliance", "alliance"),
    Column("released", "released"),
    *(Column(name, name, rank=_RANKS.get(name, 0)) for name in _SUMS),
    Column("expected", "by now"),
    Column("behind", "behind"),
)
ALLIANCES = (
    Column("code", "code"),
    Column("alliance", "alliance"),
    Column("schools", "schools"),
    *(Column(name, name) for name in _SUMS[:-1]),
    Column("capacity", "capacity"),
    Column("load", "load"),
    Column("spare", "spare"),
)
ENTRIES = (
    Column("number", "number"),
    Column("school", "school"),
    Column("alliance", "alliance"),
    Column("date", "date"),
    Column("days", "days"),
    Column("state", "state"),
    Column("person", "person"),
    Column("activity", "activity"),
    Column("action", "action"),
    Column("note", "note"),
)


def by_school(asked: Request, school: str | None = None, alliance: str | None = None) -> Listing:
    """Each school's ledger in days: released, given, left, and how far behind the plan."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        urns = (
            [find_programme_school(reader, school).urn]
            if school
            else supported(reader, asked.as_of)
        )
        chosen = find_alliance(reader, alliance) if alliance else None
        rows = (
            own_rows(reader, policy, chosen.code, asked.as_of, urns)
            if chosen
            else [school_row(reader, policy, urn, asked.as_of) for urn in urns]
        )
        rows.sort(key=lambda row: (row["school"], row["urn"]))
        extra: dict[str, Any] = {}
        if chosen:
            whole = alliance_row(reader, policy, chosen, asked.as_of)
            extra = {"tsa": whole}
            note = "{alliance}: {used:g} days used, load {load:g} of {capacity:g}".format(**whole)
        else:
            used, total = sum(row["used"] for row in rows), policy.days.programme_total
            extra = {} if school else {"programme_total": total, "programme_used": used}
            note = f"{used:g} of the programme's {total} days are used"
        notes = (note,) if extra else ()
        return Listing(
            "days-status", asked.as_of, reader.change, SCHOOLS, tuple(rows), notes, extra
        )


def by_alliance(asked: Request) -> Listing:
    """Each alliance's days over all its schools, its capacity and its load."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        rows = [
            alliance_row(reader, policy, alliance, asked.as_of) for alliance in reader.all(Alliance)
        ]
        return Listing("days-status", asked.as_of, reader.change, ALLIANCES, tuple(rows))


def list_days(asked: Request, school: str | None, state: DayState | None) -> Listing:
    """The ledger entry by entry, as it stood on the day judged from."""
    with asked.reading() as reader:
        where = [SupportDay.urn == find_programme_school(reader, school).urn] if school else []
        rows = []
        for day in of_cohort(reader, reader.all(SupportDay, *where)):
            stood = entries([day], asked.as_of)
            if stood and state in (None, stood[0].state):
                rows.append(_entry(reader, day, stood[0].state))
        return Listing("days", asked.as_of, reader.change, ENTRIES, tuple(rows))


def supported(reader: Reader, as_of: date) -> list[str]:
    """The schools that are selected, or that an alliance was assigned to by a day."""
    assigned = {a.urn for a in reader.all(Assignment) if a.from_day <= as_of}
    return sorted(({s.urn for s in selected(reader)} | assigned) - schools_of_other_cohorts(reader))


def school_row(reader: Reader, policy: Policy, urn: str, as_of: date) -> dict[str, Any]:
    """A school's ledger, in days; one that left is behind by what it lacked on that day."""
    running = assignment_on(reader, urn, as_of)
    ledger = days_ledger(reader, policy, urn, as_of)
    return _row(reader, policy, urn, running.alliance if running else None, ledger, as_of)


def own_rows(
    reader: Reader, policy: Policy, code: str, as_of: date, urns: Collection[str]
) -> list[dict[str, Any]]:
    """The ledgers of an alliance's own time at each of its schools, those it left too."""
    return [
        _row(reader, policy, urn, code, own_ledger(reader, policy, urn, own, as_of), as_of)
        for urn, own in times_of(reader, code, as_of)
        if urn in urns
    ]


def _row(
    reader: Reader, policy: Policy, urn: str, alliance: str | None, ledger: DaysLedger, as_of: date
) -> dict[str, Any]:
    stands = ledger.account(as_of)
    due = ledger.pace(policy, as_of)
    school = by_urn(reader, urn)
    return {
        "urn": urn,
        "school": school.name if school else urn,
        "alliance": alliance,
        "released": in_days(stands.released),
        **_in_days(stands),
        "left": in_days(stands.left),
        "expected": in_days(due),
        "behind": in_days(max(0, due - stands.used)),
        "past_plans": sum(
            entry.state is DayState.PLANNED and entry.on < as_of for entry in ledger.entries
        ),
    }


def alliance_row(reader: Reader, policy: Policy, alliance: Alliance, as_of: date) -> dict[str, Any]:
    """An alliance's days: ``load`` is what it gave and what its schools may still draw."""
    stands = account(alliance_days(reader, alliance.code, as_of), 0)
    schools = running_schools(reader, alliance.code, as_of)
    load = load_of(reader, policy, alliance.code, as_of)
    return {
        "code": alliance.code,
        "alliance": alliance.name,
        "schools": len(schools),
        **_in_days(stands),
        "capacity": alliance.capacity_days,
        "load": load,
        "spare": alliance.capacity_days - load,
    }


def _in_days(stands: Account) -> dict[str, float]:
    sums = {name: in_days(value) for name, value in asdict(stands).items() if name != "released"}
    return {**sums, "used": in_days(stands.used)}


def _entry(reader: Reader, day: SupportDay, state: DayState) -> dict[str, Any]:
    school = by_urn(reader, day.urn)
    return {
        "number": day.number,
        "urn": day.urn,
        "school": school.name if school else day.urn,
        "alliance": day.alliance,
        "date": day.on_day,
        "days": in_days(day.quarters),
        "state": state,
        "person": day.person or None,
        "activity": day.activity,
        "action": day.action,
        "confirmed_on": day.confirmed_on,
        "note": day.note,
    }
