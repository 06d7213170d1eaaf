"""The ledger of days: entered, confirmed, disputed, cancelled, and varied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import parse_day
from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.support.days import (
    decimal_days,
    in_quarters,
)
from bleadchallenge.domain.units import Unit
from bleadchallenge.domain.units import number as figure_in
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import SupportDay, Variation
from bleadchallenge.usecases.lookup.schools import find_programme_school, find_school
from bleadchallenge.usecases.lookup.subjects import find_person
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@dataclass(frozen=True, slots=True)
class SupportDaysInput:
    """Support as it is entered: how many days on which days, by whom, for what.

    ``given`` are days as they are typed, such as ``2018-03-14=0.5``; a date alone is
    of ``each`` days.
    """

    given: Sequence[str]
    each: float | None = None
    person: str = ""
    activity: str = ""
    action: int | None = None
    planned: bool = False

    @property
    def state(self) -> DayState:
        """Whether the days are given or planned."""
        return DayState.PLANNED if self.planned else DayState.DELIVERED


def record(asked: Request, school: str, entered: SupportDaysInput) -> Receipt:
    """Enter days of support, given or planned.

    Raises ``DataError`` where the agreement is not signed or no alliance is
    assigned on a day, where a day given lies ahead, or where more would be
    committed than was released by then.
    """
    typed = [_on_and_quarters(text, entered) for text in entered.given]
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        person = find_person(writer, entered.person).code if entered.person else ""
        kept = [_enter(writer, found, day, entered, person) for day in typed]
        until = max(asked.as_of, *(day.on_day for day in kept))
        left = days_ledger(writer, policy, found.urn).account(until).left
    lines = [
        f"{found}: {decimal_days(day.quarters)} {day.state} on {day.on_day} by {day.alliance}"
        f", number {day.number}"
        for day in kept
    ]
    lines[-1] += f"; {decimal_days(left)} left of those released"
    numbers = " ".join(str(day.number) for day in kept)
    step = f"days delivered {numbers}" if entered.planned else f"days confirm {numbers} --by NAME"
    return Receipt(
        writer.seq_written,
        tuple(lines),
        (f"bleadchallenge {step}",),
        asked.dry_run,
        tuple(writer.notes),
    )


def _enter(
    writer: Writer,
    school: School,
    on_and_quarters: tuple[date, int],
    entered: SupportDaysInput,
    person: str,
) -> SupportDay:
    on, quarters = on_and_quarters
    running = assignment_on(writer, school.urn, on)
    day = SupportDay(
        number=writer.next_number(SupportDay),
        urn=school.urn,
        alliance=running.alliance if running else "",
        on_day=on,
        quarters=quarters,
        state=entered.state.value,
        person=person,
        activity=entered.activity,
        action=entered.action,
    )
    writer.add(day)
    return day


def deliver(asked: Request, numbers: Sequence[int], on: date | None) -> Receipt:
    """Planned days were given, on the day planned or on another."""
    with asked.writing() as writer:
        said = []
        for number in numbers:
            day = _day(writer, number)
            was = on or day.on_day
            moved = _moved(writer, day, state=DayState.DELIVERED.value, on_day=was)
            said.append(_line(find_school(writer, day.urn), moved))
    step = f"bleadchallenge days confirm {' '.join(map(str, numbers))} --by NAME"
    return Receipt(writer.seq_written, tuple(said), (step,), asked.dry_run, tuple(writer.notes))


def confirm(asked: Request, numbers: Sequence[int], by: str, on: date) -> Receipt:
    """The school confirms days that were given; one it disputed is settled by that."""
    return _settle(asked, numbers, DayState.CONFIRMED, {"confirmed_by": by, "confirmed_on": on})


def confirm_until(asked: Request, school: str, until: date, by: str, on: date) -> Receipt:
    """The school confirms every day given up to a day that it has not answered yet."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        given = writer.all(
            SupportDay,
            SupportDay.urn == found.urn,
            SupportDay.state == DayState.DELIVERED.value,
        )
        numbers = sorted(day.number for day in given if day.on_day <= until)
        if not numbers:
            raise DataError(
                f"{found} has no days to confirm up to {until}",
                fix=f"bleadchallenge days list --school {found.urn}",
            )
        said = {"confirmed_by": by, "confirmed_on": on}
        lines = _settle_each(writer, numbers, DayState.CONFIRMED, said)
    return Receipt(writer.seq_written, lines, (), asked.dry_run, tuple(writer.notes))


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
        now = days_ledger(writer, policy, found.urn).account(max(on, asked.as_of))
    line = f"{found}: {days:+g} days from {on}; {decimal_days(now.left)} left of those released"
    total = policy.days.programme_total
    note = f"the programme has {total} days in all; more here are fewer elsewhere"
    return Receipt(
        writer.seq_written,
        (line,),
        (f"bleadchallenge sla {found.urn} --state varied --days DAYS",),
        asked.dry_run,
        (*((note,) if quarters > 0 else ()), *writer.notes),
    )


def _on_and_quarters(text: str, entered: SupportDaysInput) -> tuple[date, int]:
    """The day and the quarters of an entry such as ``2018-03-14=0.5``."""
    on, _sign, typed = text.partition("=")
    if typed:
        days = figure_in(typed, Unit.DAYS, f"days on {on.strip()}")
    elif entered.each is None:
        raise UsageError(
            f"it is not said how many days on {on.strip()}",
            fix=f"write {on.strip()}=0.5, or add --days 0.5 for each date",
        )
    else:
        days = entered.each
    return parse_day(on), in_quarters(days)


def _settle(
    asked: Request,
    numbers: Sequence[int],
    to: DayState,
    said: dict[str, object],
) -> Receipt:
    with asked.writing() as writer:
        lines = _settle_each(writer, numbers, to, said)
    return Receipt(writer.seq_written, lines, (), asked.dry_run, tuple(writer.notes))


def _settle_each(
    writer: Writer, numbers: Sequence[int], to: DayState, said: dict[str, object]
) -> tuple[str, ...]:
    lines = []
    for number in numbers:
        day = _day(writer, number)
        settled = _moved(writer, day, state=to.value, **said)
        lines.append(_line(find_school(writer, day.urn), settled))
    return tuple(lines)


def _moved(writer: Writer, day: SupportDay, **values: object) -> SupportDay:
    """A day as it stands after a step; raises where the step changes nothing."""
    moved = writer.replace(day, **values)
    if moved is day:
        raise DataError(
            f"day {day.number} is {day.state} already",
            fix="bleadchallenge days list shows every day",
        )
    return moved


def _day(reader: Reader, number: int) -> SupportDay:
    day = reader.get(SupportDay, number=number)
    if day is None:
        raise DataError(
            f"no day of support has the number {number}", fix="bleadchallenge days list"
        )
    return day


def _line(school: School, day: SupportDay) -> str:
    return (
        f"{school}: number {day.number}, {decimal_days(day.quarters)} on {day.on_day}: {day.state}"
    )


def _reason(asked: Request, what: str) -> str:
    if not asked.reason:
        raise DataError(f"{what} needs its reason", fix='add --reason "..."')
    return asked.reason
