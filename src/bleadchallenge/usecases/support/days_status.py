"""How the ledgers stand: by school, by alliance, entry by entry."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.days import account, in_days
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
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Request, policy_of


@row
class SchoolDaysRow:
    """A school's ledger, in days; ``expected`` is what the plan asks for by the day."""

    urn: str = column(hidden=True)
    school: str
    alliance: str | None
    released: float = column(unit="days")
    planned: float = column(unit="days", rank=2)
    delivered: float = column(unit="days", rank=2)
    confirmed: float = column(unit="days")
    disputed: float = column(unit="days", rank=1)
    cancelled: float = column(unit="days", rank=1)
    used: float = column(unit="days")
    left: float = column(unit="days")
    expected: float = column("by now", unit="days")
    behind: float = column(unit="days")
    past_plans: int = column(hidden=True)


@row
class AllianceDaysRow:
    """An alliance's days: ``load`` is what it gave and what its schools may still draw."""

    code: str
    alliance: str
    schools: int
    planned: float = column(unit="days")
    delivered: float = column(unit="days")
    confirmed: float = column(unit="days")
    disputed: float = column(unit="days")
    cancelled: float = column(unit="days")
    used: float = column(unit="days")
    capacity: float = column(unit="days")
    load: float = column(unit="days")
    spare: float = column(unit="days")


@row
class DayRow:
    """An entry of the ledger; ``days`` are quarter days."""

    number: int
    urn: str = column(hidden=True)
    school: str
    alliance: str
    on: date = column("date", key="date")
    days: float = column(unit="days")
    state: DayState
    person: str | None
    activity: str
    action: int | None
    confirmed_on: date | None = column(hidden=True)
    note: str


@row
class ProgrammeDays:
    """The programme's days: how many there are in all, and how many are used."""

    programme_total: float = column(unit="days")
    programme_used: float = column(unit="days")


@row
class AllianceDays:
    """The whole of the alliance that was asked about."""

    tsa: AllianceDaysRow


def by_school(
    asked: Request, school: str | None = None, alliance: str | None = None
) -> Listing[SchoolDaysRow]:
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
        rows.sort(key=lambda each: (each.school, each.urn))
        found = Listing("days-status", asked.as_of, reader.change, SchoolDaysRow, tuple(rows))
        if chosen:
            return _with_alliance(found, alliance_row(reader, policy, chosen, asked.as_of))
        return found if school else _with_programme(found, policy.days.programme_total)


def _with_alliance(found: Listing[SchoolDaysRow], whole: AllianceDaysRow) -> Listing[SchoolDaysRow]:
    note = f"{whole.alliance}: {whole.used:g} days used, load {whole.load:g} of {whole.capacity:g}"
    return replace(found, notes=(note,), extra=AllianceDays(whole))


def _with_programme(found: Listing[SchoolDaysRow], total: float) -> Listing[SchoolDaysRow]:
    used = sum(each.used for each in found.rows)
    note = f"{used:g} of the programme's {total} days are used"
    return replace(found, notes=(note,), extra=ProgrammeDays(total, used))


def by_alliance(asked: Request) -> Listing[AllianceDaysRow]:
    """Each alliance's days over all its schools, its capacity and its load."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        rows = tuple(
            alliance_row(reader, policy, alliance, asked.as_of) for alliance in reader.all(Alliance)
        )
        return Listing("days-status", asked.as_of, reader.change, AllianceDaysRow, rows)


def list_days(asked: Request, school: str | None, state: DayState | None) -> Listing[DayRow]:
    """The ledger entry by entry, as it stood on the day judged from."""
    with asked.reading() as reader:
        where = [SupportDay.urn == find_programme_school(reader, school).urn] if school else []
        rows = []
        for day in of_cohort(reader, reader.all(SupportDay, *where)):
            stood = entries([day], asked.as_of)
            if stood and state in (None, stood[0].state):
                rows.append(_entry(reader, day, stood[0].state))
        return Listing("days", asked.as_of, reader.change, DayRow, tuple(rows))


def supported(reader: Reader, as_of: date) -> list[str]:
    """The schools that are selected, or that an alliance was assigned to by a day."""
    assigned = {a.urn for a in reader.all(Assignment) if a.from_day <= as_of}
    return sorted(({s.urn for s in selected(reader)} | assigned) - schools_of_other_cohorts(reader))


def school_row(reader: Reader, policy: Policy, urn: str, as_of: date) -> SchoolDaysRow:
    """A school's ledger, in days; one that left is behind by what it lacked on that day."""
    running = assignment_on(reader, urn, as_of)
    ledger = days_ledger(reader, policy, urn, as_of)
    return _row(reader, policy, urn, running.alliance if running else None, ledger, as_of)


def own_rows(
    reader: Reader, policy: Policy, code: str, as_of: date, urns: Collection[str]
) -> list[SchoolDaysRow]:
    """The ledgers of an alliance's own time at each of its schools, those it left too."""
    return [
        _row(reader, policy, urn, code, own_ledger(reader, policy, urn, own, as_of), as_of)
        for urn, own in times_of(reader, code, as_of)
        if urn in urns
    ]


def _row(
    reader: Reader, policy: Policy, urn: str, alliance: str | None, ledger: DaysLedger, as_of: date
) -> SchoolDaysRow:
    stands = ledger.account(as_of)
    due = ledger.pace(policy, as_of)
    school = by_urn(reader, urn)
    return SchoolDaysRow(
        urn=urn,
        school=school.name if school else urn,
        alliance=alliance,
        released=in_days(stands.released),
        planned=in_days(stands.planned),
        delivered=in_days(stands.delivered),
        confirmed=in_days(stands.confirmed),
        disputed=in_days(stands.disputed),
        cancelled=in_days(stands.cancelled),
        used=in_days(stands.used),
        left=in_days(stands.left),
        expected=in_days(due),
        behind=in_days(max(0, due - stands.used)),
        past_plans=sum(
            entry.state is DayState.PLANNED and entry.on < as_of for entry in ledger.entries
        ),
    )


def alliance_row(
    reader: Reader, policy: Policy, alliance: Alliance, as_of: date
) -> AllianceDaysRow:
    """An alliance's days over all its schools."""
    stands = account(alliance_days(reader, alliance.code, as_of), 0)
    load = load_of(reader, policy, alliance.code, as_of)
    return AllianceDaysRow(
        code=alliance.code,
        alliance=alliance.name,
        schools=len(running_schools(reader, alliance.code, as_of)),
        planned=in_days(stands.planned),
        delivered=in_days(stands.delivered),
        confirmed=in_days(stands.confirmed),
        disputed=in_days(stands.disputed),
        cancelled=in_days(stands.cancelled),
        used=in_days(stands.used),
        capacity=alliance.capacity_days,
        load=load,
        spare=alliance.capacity_days - load,
    )


def _entry(reader: Reader, day: SupportDay, state: DayState) -> DayRow:
    school = by_urn(reader, day.urn)
    return DayRow(
        number=day.number,
        urn=day.urn,
        school=school.name if school else day.urn,
        alliance=day.alliance,
        on=day.on_day,
        days=in_days(day.quarters),
        state=state,
        person=day.person or None,
        activity=day.activity,
        action=day.action,
        confirmed_on=day.confirmed_on if state is DayState.CONFIRMED else None,
        note=day.note,
    )
