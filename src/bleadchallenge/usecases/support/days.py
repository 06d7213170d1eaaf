"""The ledger of days: entered, confirmed, disputed, cancelled, and varied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.domain.calendar import is_working_day
from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.selection.gates import Gate, require
from bleadchallenge.domain.support.days import (
    QUARTERS,
    Entry,
    in_days,
    in_quarters,
    overspent_on,
    released,
    require_follows,
    shown,
)
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.selection import assignment_on, evidence_of
from bleadchallenge.store.support.days import committed_in_all, days_ledger, days_of_person
from bleadchallenge.store.tables import Action, Assignment, SupportDay, Variation
from bleadchallenge.usecases.lookup.schools import find_programme_school, find_school
from bleadchallenge.usecases.lookup.subjects import find_person
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@dataclass(frozen=True, slots=True)
class SupportDayInput:
    """Support as it is entered: how many days on which day, by whom, for what."""

    on: date
    days: float
    person: str = ""
    activity: str = ""
    action: int | None = None
    planned: bool = False


def record(asked: Request, school: str, given: SupportDayInput) -> Receipt:
    """Enter days of support, given or planned.

    Raises ``DataError`` where the agreement is not signed or no alliance is
    assigned on that day, where a day given lies ahead, or where more would be
    committed than was released by then.
    """
    quarters = _quarters(given)
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        assignment = _allowed(writer, found, given, asked)
        person = find_person(writer, given.person).code if given.person else ""
        number = writer.next_number(SupportDay)
        state = DayState.PLANNED if given.planned else DayState.DELIVERED
        entry = Entry(number, given.on, quarters, state, assignment.alliance)
        require_released(writer, policy, found, entry)
        day = SupportDay(
            number=number,
            urn=found.urn,
            alliance=assignment.alliance,
            on_day=given.on,
            quarters=quarters,
            state=state.value,
            person=person,
            activity=given.activity,
            action=given.action,
        )
        notes = _notes(writer, policy, day)
        writer.add(day)
        left = days_ledger(writer, policy, found.urn).account(max(given.on, asked.as_of)).left
    line = (
        f"{found}: {shown(quarters)} {state} on {given.on} by {assignment.alliance}"
        f", number {number}; {shown(left)} left of those released"
    )
    step = f"days delivered {number}" if given.planned else f"days confirm {number} --by NAME"
    return Receipt(
        writer.seq_written, (line,), (f"bleadchallenge {step}",), asked.dry_run, tuple(notes)
    )


def deliver(asked: Request, numbers: Sequence[int], on: date | None) -> Receipt:
    """Planned days were given, on the day planned or on another."""
    with asked.writing() as writer:
        said = []
        for number in numbers:
            day = _day(writer, number)
            was = on or day.on_day
            require_follows(DayState(day.state), DayState.DELIVERED, number)
            _require_past(was, asked)
            require_assigned_to(writer, day, was)
            moved = writer.replace(day, state=DayState.DELIVERED.value, on_day=was)
            found = find_school(writer, day.urn)
            require_released(writer, policy_of(writer), found)
            said.append(_line(found, moved))
    step = f"bleadchallenge days confirm {' '.join(map(str, numbers))} --by NAME"
    return Receipt(writer.seq_written, tuple(said), (step,), asked.dry_run)


def confirm(asked: Request, numbers: Sequence[int], by: str, on: date) -> Receipt:
    """The school confirms days that were given; one it disputed is settled by that."""
    if on > asked.as_of:
        raise DataError(f"a confirmation of {on} lies ahead", fix="give the day it was confirmed")
    return _settle(asked, numbers, DayState.CONFIRMED, {"confirmed_by": by, "confirmed_on": on}, on)


def dispute(asked: Request, numbers: Sequence[int]) -> Receipt:
    """The school disputes days that were given, and says why."""
    return _settle(asked, numbers, DayState.DISPUTED, {"note": _reason(asked, "a dispute")})


def cancel(asked: Request, numbers: Sequence[int]) -> Receipt:
    """Days do not count: not given after all, or given up after a dispute."""
    return _settle(asked, numbers, DayState.CANCELLED, {"note": _reason(asked, "a cancellation")})


def vary(asked: Request, school: str, days: float, by: str, on: date) -> Receipt:
    """Agree on more or fewer days for a school, with who agreed and why."""
    quarters = in_quarters(days)
    reason = _reason(asked, "a variation")
    if not quarters:
        raise DataError("a variation of no days changes nothing", fix="such as --days +2")
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        number = writer.next_number(Variation, urn=found.urn)
        writer.add(
            Variation(
                urn=found.urn,
                number=number,
                quarters=quarters,
                agreed_on=on,
                agreed_by=by,
                reason=reason,
            )
        )
        require_released(writer, policy, found)
        now = days_ledger(writer, policy, found.urn).account(max(on, asked.as_of))
    line = f"{found}: {days:+g} days from {on}; {shown(now.left)} left of those released"
    total = policy.days.programme_total
    note = f"the programme has {total} days in all; more here are fewer elsewhere"
    return Receipt(
        writer.seq_written,
        (line,),
        (f"bleadchallenge sla {found.urn} --state varied --days DAYS",),
        asked.dry_run,
        (note,) if quarters > 0 else (),
    )


def _quarters(given: SupportDayInput) -> int:
    quarters = in_quarters(given.days)
    if quarters <= 0:
        raise DataError(
            f"{given.days:g} days cannot be entered",
            why="an entry is at least a quarter of a day",
            fix="to take an entry back: bleadchallenge days cancel NUMBER --reason TEXT",
        )
    return quarters


def _allowed(writer: Writer, school: School, given: SupportDayInput, asked: Request) -> Assignment:
    """The assignment the day falls under; raises where it may not be entered."""
    if not given.planned:
        _require_past(given.on, asked)
    require(Gate.RECORD_DAYS, evidence_of(writer, school.urn, given.on), school.urn, school.name)
    assignment = assignment_on(writer, school.urn, given.on)
    if assignment is None:  # pragma: no cover - the gate has asked
        raise DataError(f"no alliance supports {school.name} on {given.on}")
    if given.action is not None:
        require_action(writer, school, given.action)
    return assignment


def _require_past(on: date, asked: Request) -> None:
    if on > asked.as_of:
        raise DataError(
            f"a day of {on} cannot have been given yet",
            why=f"the day judged from is {asked.as_of}",
            fix="add --planned, or give the day of the support",
        )


def require_assigned_to(reader: Reader, day: SupportDay, on: date) -> None:
    """Raise where the alliance of a day does not support the school on it."""
    running = assignment_on(reader, day.urn, on)
    if running is None or running.alliance != day.alliance:
        raise DataError(
            f"{day.alliance} does not support the school on {on}",
            why=f"day {day.number} was planned with it",
            fix=f"bleadchallenge days cancel {day.number} --reason TEXT, and record it anew",
        )


def require_action(reader: Reader, school: School, number: int) -> None:
    """Raise where the plan has no such action, or has dropped it."""
    action = reader.get(Action, urn=school.urn, number=number)
    if action is None or action.dropped_in is not None:
        raise DataError(
            f"the plan of {school.name} has no action {number}",
            why="it was dropped" if action else "no action of that number is on record",
            fix=f"bleadchallenge plan {school.urn}",
        )


def require_released(
    reader: Reader, policy: Policy, school: School, entry: Entry | None = None
) -> None:
    """Raise where more is committed on any day than was released by it."""
    ledger = days_ledger(reader, policy, school.urn)
    entries = (*ledger.entries, *([entry] if entry else []))
    day = overspent_on(entries, ledger.given)
    if day is not None:
        now = released(ledger.given, day)
        second = any(grant.why == "second tranche" for grant in ledger.given)
        raise DataError(
            f"{school.name} would have more days than were released by {day}",
            why=f"{shown(now)} are released by then, whatever is planned, given or disputed counts"
            + ("" if second else "; the second tranche waits for the mid-term decision"),
            fix=f"bleadchallenge days vary {school.urn} --days +N --by NAME --reason TEXT"
            if second
            else f"bleadchallenge decide {school.urn} continue --rationale TEXT --date DATE",
        )
    whole = policy.days.programme_total * QUARTERS
    if entry is not None and committed_in_all(reader) + entry.quarters > whole:
        raise DataError(
            f"the programme would give more than its {policy.days.programme_total} days",
            why="days planned, given or disputed count over all schools",
            fix="cancel planned days elsewhere, or change programme_total in the policy",
        )


def _notes(reader: Reader, policy: Policy, day: SupportDay) -> list[str]:
    """What a person should know of an entry that is nevertheless taken."""
    notes = []
    term = policy.term_of(day.on_day)
    if not is_working_day(day.on_day) or term is None or not term.teaches(day.on_day):
        notes.append(f"{day.on_day} is no school day")
    same = reader.first(
        SupportDay,
        SupportDay.urn == day.urn,
        SupportDay.on_day == day.on_day,
        SupportDay.person == day.person,
        SupportDay.quarters == day.quarters,
        SupportDay.state != DayState.CANCELLED.value,
    )
    if same is not None:
        notes.append(f"number {same.number} is the same day, person and length: entered twice?")
    if day.person:
        notes += _over(reader, day)
    return notes


def _over(reader: Reader, day: SupportDay) -> list[str]:
    person = find_person(reader, day.person)
    days = days_of_person(reader, person.code) + in_days(day.quarters)
    if person.available_days is None or days <= person.available_days:
        return []
    return [f"{person.code} would give {days:g} days of {person.available_days:g} available"]


def _settle(
    asked: Request,
    numbers: Sequence[int],
    to: DayState,
    said: dict[str, Any],
    on: date | None = None,
) -> Receipt:
    with asked.writing() as writer:
        lines = []
        for number in numbers:
            day = _day(writer, number)
            require_follows(DayState(day.state), to, number)
            if on is not None and on < day.on_day:
                raise DataError(f"day {number} was given on {day.on_day}, after {on}")
            settled = writer.replace(day, state=to.value, **said)
            lines.append(_line(find_school(writer, day.urn), settled))
    return Receipt(writer.seq_written, tuple(lines), (), asked.dry_run)


def _day(reader: Reader, number: int) -> SupportDay:
    day = reader.get(SupportDay, number=number)
    if day is None:
        raise DataError(
            f"no day of support has the number {number}", fix="bleadchallenge days list"
        )
    return day


def _line(school: School, day: SupportDay) -> str:
    return f"{school}: number {day.number}, {shown(day.quarters)} on {day.on_day}: {day.state}"


def _reason(asked: Request, what: str) -> str:
    if not asked.reason:
        raise DataError(f"{what} needs its reason", fix='add --reason "..."')
    return asked.reason
