"""Rules of the ledger of days: given when allowed, never more than released."""

from bleadchallenge.domain.calendar import is_working_day
from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.domain.support.days import (
    QUARTERS,
    in_days,
    overspent_on,
    released,
    require_follows,
)
from bleadchallenge.domain.support.days import shown as days_in_words
from bleadchallenge.rules.rule import Asks, Rule, resting
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
    Action,
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


def _may_be_given(state: State, day: SupportDay) -> None:
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


def _at_least_a_quarter(_state: State, day: SupportDay) -> None:
    if day.quarters <= 0:
        raise DataError(
            f"{in_days(day.quarters):g} days cannot be entered",
            why="an entry is at least a quarter of a day",
            fix="to take an entry back: bleadchallenge days cancel NUMBER --reason TEXT",
        )


def _given_by_now(state: State, day: SupportDay) -> None:
    if day.state not in _NOT_GIVEN and day.on_day > state.as_of:
        raise DataError(
            f"a day of {day.on_day} lies ahead and cannot have been given yet",
            why=f"the day judged from is {state.as_of}",
            fix="add --planned, or give the day of the support",
        )


def _confirmed_after(state: State, day: SupportDay) -> None:
    on = day.confirmed_on
    if on is None:
        return
    state.require_past(on, "a confirmation", "give the day it was confirmed")
    if on < day.on_day:
        raise DataError(
            f"day {day.number} was given on {day.on_day}, after {on}",
            fix="give the day it was confirmed",
        )


def _of_an_action(state: State, day: SupportDay) -> None:
    if day.action is None:
        return
    action = state.reader.get(Action, urn=day.urn, number=day.action)
    if action is None:
        raise DataError(
            f"the plan of {state.school(day.urn).name} has no action {day.action}",
            why="no action of that number is on record",
            fix=f"bleadchallenge plan {day.urn}",
        )


def _of_an_action_in_the_plan(state: State, day: SupportDay) -> None:
    """A new entry is of an action that is not dropped; what was done under it stays."""
    action = state.reader.get(Action, urn=day.urn, number=day.action) if day.action else None
    if action is not None and action.dropped_in is not None and state.before(day) is None:
        raise DataError(
            f"the plan of {state.school(day.urn).name} has no action {day.action}",
            why="it was dropped",
            fix=f"bleadchallenge plan {day.urn}",
        )


def _released(state: State, entry: SupportDay | Variation) -> None:
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
        why=f"{days_in_words(released(ledger.given, day))} are released by then, "
        "whatever is planned, given or disputed counts"
        + ("" if second else "; the second tranche waits for the mid-term decision"),
        fix=f"bleadchallenge days vary {entry.urn} --days +N --by NAME --reason TEXT"
        if second
        else f"bleadchallenge decide {entry.urn} continue --rationale TEXT --date DATE",
    )


def _within_the_programme(state: State, _entry: SupportDay) -> None:
    whole = state.policy.days.programme_total
    if state.reader.cached("committed", lambda: committed_in_all(state.reader)) > whole * QUARTERS:
        raise DataError(
            f"the programme would give more than its {whole} days",
            why="days planned, given or disputed count over all schools",
            fix="cancel planned days elsewhere, or change programme_total in the policy",
        )


def _next_state(state: State, day: SupportDay) -> None:
    old = state.before(day)
    if old is not None and (old.state, old.confirmed_on) != (day.state, day.confirmed_on):
        require_follows(DayState(old.state), DayState(day.state), day.number)


def _taken_out_with_reason(state: State, day: SupportDay) -> None:
    if not state.undoing and not state.reason.strip():
        raise DataError(
            f"day {day.number} is taken out of the record only with the reason",
            why="a day that does not count is cancelled, and stays readable",
            fix=f"bleadchallenge days cancel {day.number} --reason TEXT, or add --reason TEXT",
        )


def _variation_agreed(_state: State, varied: Variation) -> None:
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


def _variation_within(state: State, _record: Variation | Selection) -> None:
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


def _school_day(state: State, day: SupportDay) -> None:
    term = state.policy.term_of(day.on_day)
    if not is_working_day(day.on_day) or term is None or not term.teaches(day.on_day):
        raise DataError(f"{day.on_day} is no school day")


def _entered_once(state: State, day: SupportDay) -> None:
    for other in state.reader.where(SupportDay, urn=day.urn, on_day=day.on_day):
        same = (other.person, other.quarters) == (day.person, day.quarters)
        if same and other.number < day.number and other.state != DayState.CANCELLED:
            raise DataError(
                f"number {other.number} is the same day, person and length: entered twice?"
            )


def _person_available(state: State, day: SupportDay) -> None:
    person = state.reader.get(Person, code=day.person) if day.person else None
    if person is None or person.available_days is None or day.state == DayState.CANCELLED:
        return
    days = days_of_person(state.reader, person.code)
    if days > person.available_days:
        raise DataError(
            f"{person.code} would give {days:g} days of {person.available_days:g} available"
        )


_GATE = resting(Signature, LeadershipChange, Assignment)
DAY_RULES: tuple[Rule, ...] = (
    Rule("P16.by_now", "a day is given only once it has come", SupportDay, "on_day", _given_by_now),
    Rule(
        "P16.gate",
        "a day is entered only while the agreement is signed and its alliance is assigned",
        SupportDay,
        "on_day",
        _may_be_given,
        _GATE,
    ),
    Rule(
        "P16.quarter",
        "an entry is at least a quarter of a day",
        SupportDay,
        "quarters",
        _at_least_a_quarter,
    ),
    Rule(
        "P16.action",
        "a day is of an action that the plan has",
        SupportDay,
        "action",
        _of_an_action,
        resting(Action),
    ),
    Rule(
        "P16.action_not_dropped",
        "a new entry is of an action that was not dropped",
        SupportDay,
        "action",
        _of_an_action_in_the_plan,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P16.next_state",
        "a day is planned, delivered, then confirmed or disputed; what is confirmed or "
        "cancelled stays so",
        SupportDay,
        "state",
        _next_state,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P16.confirmed_after",
        "a day is confirmed after it was given",
        SupportDay,
        "confirmed_on",
        _confirmed_after,
    ),
    Rule(
        "P16.released",
        "no more days are planned or given than were released by then",
        SupportDay,
        "quarters",
        _released,
        resting(SupportDay, Assignment, Decision, Variation, PolicyText),
    ),
    Rule(
        "P16.variation_released",
        "a variation takes back no days that are planned or given",
        Variation,
        "quarters",
        _released,
        resting(SupportDay, Assignment, Decision, Variation),
    ),
    Rule(
        "P16.variation_agreed",
        "a variation of days says who agreed and why",
        Variation,
        "agreed_by",
        _variation_agreed,
    ),
    Rule(
        "P16.variation_total",
        "a variation promises no more days than the programme has in all",
        Variation,
        "quarters",
        _variation_within,
        resting(PolicyText),
    ),
    Rule(
        "P16.selection_total",
        "selected schools are promised no more days than the programme has in all",
        Selection,
        "state",
        _variation_within,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P16.total",
        "the programme gives no more than its days in all",
        SupportDay,
        "quarters",
        _within_the_programme,
        resting(PolicyText),
    ),
    Rule(
        "P16.removal",
        "a day is taken out of the record only with the reason",
        SupportDay,
        "number",
        _taken_out_with_reason,
        asks=Asks.REMOVAL,
    ),
    Rule(
        "P16.school_day",
        "support is given on a school day",
        SupportDay,
        "on_day",
        _school_day,
        asks=Asks.NOTE,
    ),
    Rule("P16.once", "a day is entered once", SupportDay, "on_day", _entered_once, asks=Asks.NOTE),
    Rule(
        "P15.available",
        "nobody gives more days than they have",
        SupportDay,
        "person",
        _person_available,
        asks=Asks.NOTE,
    ),
)
"""In the order in which a command should hear of them."""
