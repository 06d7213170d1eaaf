"""Rules of the ledger of days: given when allowed, never more than released."""

from bleadchallenge.domain.calendar import is_working_day
from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.domain.support.days import (
    QUARTERS,
    decimal_days,
    in_days,
    overspent_on,
    released,
    require_follows,
)
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import (
    DaysLedger,
    committed_in_all,
    days_ledger,
    days_of_person,
    entitled_in_all,
)
from bleadchallenge.store.tables import (
    Assignment,
    Decision,
    LeadershipChange,
    Person,
    PolicyText,
    Selection,
    Signature,
    SupportDay,
    Variation,
)

_NOT_GIVEN = (DayState.PLANNED, DayState.CANCELLED)


def _ledger(state: State, urn: str) -> DaysLedger:
    return state.reader.cached(
        ("ledger", urn), lambda: days_ledger(state.reader, state.policy, urn)
    )


@rule("P16.by_now", "on_day")
def _given_by_now(state: State, day: SupportDay) -> None:
    """A day is given only once it has come."""
    if day.state not in _NOT_GIVEN:
        fix = "add --planned, or give the day of the support"
        state.require_past(day.on_day, "a day of support", fix)


@rule("P16.gate", "on_day", rests_on=[Signature, LeadershipChange, Assignment])
def _may_be_given(state: State, day: SupportDay) -> None:
    """A day is entered only while the agreement is signed and its alliance is assigned."""
    if day.state == DayState.CANCELLED:
        return
    state.require(Gate.RECORD_DAYS, day.urn, day.on_day)
    running = assignment_on(state.reader, day.urn, day.on_day)
    if running is None or running.alliance != day.alliance:
        raise DataError(
            f"{day.alliance} does not support the school on {day.on_day}",
            why=f"day {day.number} was planned with it",
            fix=f"bleadchallenge days cancel {day.number} --reason TEXT, and record it anew",
        )


@rule("P16.quarter", "quarters")
def _at_least_a_quarter(_state: State, day: SupportDay) -> None:
    """An entry is at least a quarter of a day."""
    if day.quarters <= 0:
        raise DataError(
            f"{in_days(day.quarters):g} days cannot be entered",
            why="an entry is at least a quarter of a day",
            fix="to take an entry back: bleadchallenge days cancel NUMBER --reason TEXT",
        )


def _require_released(state: State, entry: SupportDay | Variation) -> None:
    """No more is committed on any day than was released by it; earlier days are not to blame."""
    ledger = _ledger(state, entry.urn)
    day = state.reader.cached(
        ("overspent", entry.urn), lambda: overspent_on(ledger.entries, ledger.given)
    )
    if day is None or (isinstance(entry, SupportDay) and entry.on_day < day):
        return
    second = any(grant.why == "second tranche" for grant in ledger.given)
    raise DataError(
        f"{state.school(entry.urn).name} would have more days than were released by {day}",
        why=f"{decimal_days(released(ledger.given, day))} are released by then, "
        "whatever is planned, given or disputed counts"
        + ("" if second else "; the second tranche waits for the mid-term decision"),
        fix=f"bleadchallenge days vary {entry.urn} --days +N --by NAME --reason TEXT"
        if second
        else f"bleadchallenge decide {entry.urn} continue --rationale TEXT --date DATE",
    )


@rule("P16.next_state", "state", asks=Asks.CHANGE)
def _next_state(state: State, day: SupportDay) -> None:
    """A day is planned, given, confirmed or disputed; one confirmed or cancelled stays so."""
    old = state.before(day)
    if old is not None and (old.state, old.confirmed_on) != (day.state, day.confirmed_on):
        require_follows(DayState(old.state), DayState(day.state), day.number)


@rule("P16.corrected", "quarters", asks=Asks.CHANGE)
def _corrected_with_its_reason(state: State, day: SupportDay) -> None:
    """A day that was given is corrected only with the reason."""
    old = state.before(day)
    if old is None or old.state in _NOT_GIVEN or state.reason.strip():
        return
    if (old.quarters, old.on_day, old.alliance) != (day.quarters, day.on_day, day.alliance):
        raise DataError(
            f"day {day.number} is on record as given: {decimal_days(old.quarters)} on {old.on_day}",
            why="what was given is corrected only with the reason",
            fix='add --reason "..."',
        )


@rule("P16.confirmed_after", "confirmed_on")
def _confirmed_after(state: State, day: SupportDay) -> None:
    """A day is confirmed after it was given."""
    on = day.confirmed_on
    if on is None:
        return
    state.require_past(on, "a confirmation", "give the day it was confirmed")
    if on < day.on_day:
        raise DataError(
            f"day {day.number} was given on {day.on_day}, after {on}",
            fix="give the day it was confirmed",
        )


@rule("P16.confirmed_by", "confirmed_by", asks=Asks.NOTE)
def _says_who_confirmed(_state: State, day: SupportDay) -> None:
    """A confirmed day says who confirmed it, and when."""
    is_said = day.confirmed_by.strip() and day.confirmed_on
    if day.state == DayState.CONFIRMED and not is_said:
        raise DataError(f"day {day.number} is confirmed by nobody, or on no day")


@rule("P16.disputed", "note")
def _disputed_with_a_word(_state: State, day: SupportDay) -> None:
    """A disputed day says why."""
    if day.state == DayState.DISPUTED and not day.note.strip():
        raise DataError(
            f"day {day.number} is disputed without a word",
            fix=f"bleadchallenge days dispute {day.number} --reason TEXT, in a list under note",
        )


@rule(
    "P16.released", "quarters", rests_on=[SupportDay, Assignment, Decision, Variation, PolicyText]
)
def _day_released(state: State, day: SupportDay) -> None:
    """No more days are planned or given than were released by then."""
    _require_released(state, day)


@rule(
    "P16.variation_released",
    "quarters",
    rests_on=[SupportDay, Assignment, Decision, Variation, PolicyText],
)
def _variation_released(state: State, varied: Variation) -> None:
    """A variation takes back no days that are planned or given."""
    _require_released(state, varied)


@rule("P16.variation_agreed", "agreed_by")
def _variation_agreed(_state: State, varied: Variation) -> None:
    """A variation of days says who agreed and why."""
    missing = [
        what
        for what, text in (("who agreed", varied.agreed_by), ("why", varied.reason))
        if not text.strip()
    ]
    if missing:
        raise DataError(
            f"a variation of days says {' and '.join(missing)}", fix="add --by NAME --reason TEXT"
        )
    if not varied.quarters:
        raise DataError("a variation of no days changes nothing", fix="such as --days +2")


@rule("P16.variation_by_now", "agreed_on")
def _varied_by_now(state: State, varied: Variation) -> None:
    """A variation of days is recorded once it was agreed."""
    state.require_past(varied.agreed_on, "a variation", "give the day it was agreed")


@rule("P16.variation_agreed_by", "agreed_by", asks=Asks.NOTE)
def _known_who_agreed(state: State, varied: Variation) -> None:
    """A variation of days is agreed by somebody who is known."""
    state.require_known(varied.agreed_by)


def _require_promised(state: State, _record: Variation | Selection) -> None:
    """What all schools may use, both tranches and variations, is within the programme's days."""
    whole = state.policy.days.programme_total
    entitled = state.reader.cached("entitled", lambda: entitled_in_all(state.reader, state.policy))
    if entitled > whole:
        raise DataError(
            f"the programme would promise {entitled:g} days of its {whole}",
            why="both tranches of every school and the variations count; "
            "more here are fewer elsewhere",
            fix="agree on fewer for another school first: bleadchallenge days vary SCHOOL "
            "--days -N --by NAME --reason TEXT, or change programme_total in the policy",
        )


@rule("P16.variation_total", "quarters", rests_on=[PolicyText])
def _variation_total(state: State, varied: Variation) -> None:
    """A variation promises no more days than the programme has in all."""
    _require_promised(state, varied)


@rule("P16.selection_total", "state", asks=Asks.CHANGE)
def _selection_total(state: State, chosen: Selection) -> None:
    """Selected schools are promised no more days than the programme has in all."""
    _require_promised(state, chosen)


@rule("P16.total", "quarters", rests_on=[PolicyText])
def _within_the_programme(state: State, _entry: SupportDay) -> None:
    """The programme gives no more than its days in all."""
    whole = state.policy.days.programme_total
    if state.reader.cached("committed", lambda: committed_in_all(state.reader)) > whole * QUARTERS:
        raise DataError(
            f"the programme would give more than its {whole} days",
            why="days planned, given or disputed count over all schools",
            fix="cancel planned days elsewhere, or change programme_total in the policy",
        )


@rule("P16.school_day", "on_day", asks=Asks.NOTE)
def _school_day(state: State, day: SupportDay) -> None:
    """Support is given on a school day."""
    term = state.policy.term_of(day.on_day)
    if not is_working_day(day.on_day) or term is None or not term.teaches(day.on_day):
        raise DataError(f"{day.on_day} is no school day")


@rule("P16.once", "on_day", asks=Asks.NOTE)
def _entered_once(state: State, day: SupportDay) -> None:
    """A day is entered once."""
    for other in state.reader.where(SupportDay, urn=day.urn, on_day=day.on_day):
        same = (other.person, other.quarters) == (day.person, day.quarters)
        if same and other.number < day.number and other.state != DayState.CANCELLED:
            raise DataError(
                f"number {other.number} is the same day, person and length: entered twice?"
            )


@rule("P15.available", "person", asks=Asks.NOTE)
def _person_available(state: State, day: SupportDay) -> None:
    """Nobody gives more days than they have."""
    person = state.reader.get(Person, code=day.person) if day.person else None
    if person is None or person.available_days is None or day.state == DayState.CANCELLED:
        return
    days = days_of_person(state.reader, person.code)
    if days > person.available_days:
        raise DataError(
            f"{person.code} would give {days:g} days of {person.available_days:g} available"
        )
