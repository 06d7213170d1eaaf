"""Rules of support: the alliance that is assigned, the agreement, who delivers."""

from datetime import date

from bleadchallenge.domain.choices import AgreementState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.domain.support.agreements import require_follows
from bleadchallenge.domain.units import within
from bleadchallenge.rules.rule import Asks, Rule, resting
from bleadchallenge.rules.state import State
from bleadchallenge.store.escalation.commissioning import binding_outcome
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.agreements import delivering
from bleadchallenge.store.support.alliances import own_schools
from bleadchallenge.store.support.days import days_of_person
from bleadchallenge.store.tables import (
    Agreement,
    Alliance,
    Assignment,
    Consultation,
    Deliverer,
    LeadershipChange,
    Person,
    Review,
    Selection,
    Signature,
)


def _allowed_to_begin(state: State, assignment: Assignment) -> None:
    state.require(Gate.ASSIGN_ALLIANCE, assignment.urn, assignment.from_day)


def _one_at_a_time(state: State, assignment: Assignment) -> None:
    name = state.school(assignment.urn).name
    for other in state.reader.where(Assignment, urn=assignment.urn):
        begun = other.from_day < assignment.from_day
        if begun and (other.to_day is None or other.to_day >= assignment.from_day):
            raise DataError(
                f"{name} is supported by {other.alliance} on {assignment.from_day} already",
                why=f"that assignment runs since {other.from_day}",
                fix=f"bleadchallenge decide {assignment.urn} switch --rationale TEXT --date DATE, "
                "or give the last day of the assignment before",
            )


def _ends_after_it_began(_state: State, assignment: Assignment) -> None:
    if assignment.to_day is not None and assignment.to_day < assignment.from_day:
        raise DataError(
            f"the support of {assignment.alliance} ends on {assignment.to_day}, before it begins",
            fix=f"give a last day from {assignment.from_day} on",
        )


def _not_its_own(state: State, assignment: Assignment) -> None:
    alliance = state.reader.get(Alliance, code=assignment.alliance)
    if alliance is not None and assignment.urn in own_schools(alliance):
        raise DataError(
            f"{alliance.name} cannot support {state.school(assignment.urn).name}",
            why="the school belongs to that alliance",
            fix=f"bleadchallenge assign-tsa {assignment.urn} --suggest",
        )


def _with_its_reason(_state: State, assignment: Assignment) -> None:
    if not assignment.reason.strip():
        raise DataError("an assignment needs its reason", fix='add --reason "..."')


def _as_commissioned(state: State, assignment: Assignment) -> None:
    """A review's outcome binds: not commissioned again is not assigned without the reason why."""
    outcome = binding_outcome(state.reader, assignment.alliance, assignment.from_day)
    old = state.before(assignment)
    is_new = old is None or old.alliance != assignment.alliance
    if outcome is None or not outcome.keeps_out or not is_new:
        return
    _before, despite, why = assignment.reason.partition(outcome.despite)
    if not (despite and why.strip()):
        raise DataError(
            f"{state.name(assignment.alliance)} is not to be commissioned again",
            why=f"{outcome.words}: {outcome.reason}",
            fix='choose another (--suggest), or say why all the same: add --despite "...", '
            f'in a list "{outcome.despite} ..." in its reason',
        )


def _with_the_assigned(state: State, agreement: Agreement) -> None:
    of_school = state.reader.where(Assignment, urn=agreement.urn)
    if agreement.alliance not in {each.alliance for each in of_school}:
        raise DataError(
            f"{agreement.alliance} was never assigned to {state.school(agreement.urn).name}",
            fix=f"bleadchallenge assign-tsa {agreement.urn} {agreement.alliance} --from DATE "
            '--reason "..."',
        )


def _agreed_by_now(state: State, agreement: Agreement) -> None:
    state.require_past(agreement.on_day, "a step of an agreement", "give the day it was taken")


def _agreed_days(_state: State, agreement: Agreement) -> None:
    within(agreement.days, "days", "days agreed")
    if agreement.days <= 0:
        raise DataError(
            f"{agreement.days:g} days cannot be agreed", fix="more than 0, such as --days 20"
        )


def _step_by_step(state: State, agreement: Agreement) -> None:
    """A version goes from draft to agreed; a variation is a version of its own."""
    old, to = state.before(agreement), AgreementState(agreement.state)
    earlier = old or state.reader.get(
        Agreement, urn=agreement.urn, alliance=agreement.alliance, version=agreement.version - 1
    )
    if old is None or old.state != to or _terms(old) != _terms(agreement):
        require_follows(AgreementState(earlier.state) if earlier else None, to)
    if earlier is not None and agreement.on_day < earlier.on_day:
        raise DataError(
            f"the agreement is {earlier.state} since {earlier.on_day}",
            why=f"it cannot become {to} on {agreement.on_day}, before that",
            fix="give the day it was taken",
        )


def _terms(agreement: Agreement) -> tuple[date, float, str]:
    return agreement.on_day, agreement.days, agreement.exit_terms


def _changed_with_its_reason(_state: State, agreement: Agreement) -> None:
    is_change = agreement.state in (AgreementState.VARIED, AgreementState.ENDED)
    if is_change and not agreement.note.strip():
        raise DataError(
            f"an agreement is {agreement.state} with its reason",
            fix='add --reason "...", in a list under note',
        )


def _from_outside(state: State, deliverer: Deliverer) -> None:
    person = state.reader.get(Person, code=deliverer.person)
    if person is not None and person.school == deliverer.urn:
        raise DataError(
            f"{person.code} works at {state.school(deliverer.urn).name}",
            why="support comes from outside the school",
            fix="bleadchallenge people",
        )


def _delivers_for_the_assigned(state: State, deliverer: Deliverer) -> None:
    running = assignment_on(state.reader, deliverer.urn, deliverer.from_day)
    if running is None or running.alliance != deliverer.alliance:
        raise DataError(
            f"{deliverer.alliance or 'an alliance'} does not support "
            f"{state.school(deliverer.urn).name} on {deliverer.from_day}",
            why=f"{running.alliance} does" if running else "no alliance does",
            fix=f"bleadchallenge assign-tsa {deliverer.urn} --suggest",
        )


def _delivers_once(state: State, deliverer: Deliverer) -> None:
    for each in delivering(state.reader, deliverer.from_day, deliverer.urn):
        if each.person == deliverer.person and each.from_day < deliverer.from_day:
            raise DataError(
                f"{each.person} delivers at {state.school(each.urn).name} since {each.from_day}",
                fix=f"bleadchallenge deliver {each.urn}",
            )


def _has_days_left(state: State, deliverer: Deliverer) -> None:
    person = state.reader.get(Person, code=deliverer.person)
    load = days_of_person(state.reader, deliverer.person)
    if not state.is_new(deliverer) or person is None or person.available_days is None:
        return
    if load >= person.available_days:
        raise DataError(
            f"{person.code} has no day left",
            why=f"{load:g} of {person.available_days:g} days are given or planned",
            fix="choose somebody else (bleadchallenge people), or correct the days available",
        )


def _delivers_in_order(_state: State, deliverer: Deliverer) -> None:
    if deliverer.to_day is not None and deliverer.to_day < deliverer.from_day:
        raise DataError(f"{deliverer.to_day} lies before {deliverer.from_day}", fix="change --to")


SUPPORT_RULES: tuple[Rule, ...] = (
    Rule(
        "P13.gate",
        "an alliance is assigned only to a school that is selected, has both signatures and "
        "its baseline by that day",
        Assignment,
        "from_day",
        _allowed_to_begin,
        resting(Selection, Signature, LeadershipChange, Review, Consultation),
    ),
    Rule(
        "P13.one_at_a_time",
        "one alliance supports a school at a time",
        Assignment,
        "from_day",
        _one_at_a_time,
        resting(Assignment),
    ),
    Rule(
        "P13.ends_after", "support ends after it began", Assignment, "to_day", _ends_after_it_began
    ),
    Rule(
        "P13.not_its_own",
        "no alliance supports a school of its own",
        Assignment,
        "alliance",
        _not_its_own,
        resting(Alliance),
    ),
    Rule("P13.reason", "an assignment says why", Assignment, "reason", _with_its_reason),
    Rule(
        "P35.binds",
        "an alliance that is not to be commissioned again is assigned only with the reason why",
        Assignment,
        "reason",
        _as_commissioned,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P14.assigned",
        "an agreement is made with an alliance that was assigned to the school",
        Agreement,
        "alliance",
        _with_the_assigned,
        resting(Assignment),
    ),
    Rule(
        "P14.by_now",
        "a step of an agreement is recorded once it was taken",
        Agreement,
        "on_day",
        _agreed_by_now,
    ),
    Rule("P14.days", "an agreement says how many days", Agreement, "days", _agreed_days),
    Rule(
        "P14.step_by_step",
        "an agreement is drafted, then agreed, then varied or ended",
        Agreement,
        "state",
        _step_by_step,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P14.reason",
        "an agreement is varied or ended with its reason",
        Agreement,
        "note",
        _changed_with_its_reason,
    ),
    Rule(
        "P15.assigned",
        "support is delivered for the alliance that supports the school",
        Deliverer,
        "alliance",
        _delivers_for_the_assigned,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P15.once",
        "nobody delivers twice at a school at a time",
        Deliverer,
        "from_day",
        _delivers_once,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P15.days_left",
        "whoever begins to deliver has a day left to give",
        Deliverer,
        "person",
        _has_days_left,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P15.from_outside",
        "nobody delivers support at their own school",
        Deliverer,
        "person",
        _from_outside,
        resting(Person),
    ),
    Rule(
        "P15.in_order", "a deliverer ends after beginning", Deliverer, "to_day", _delivers_in_order
    ),
)
"""In the order in which support comes about."""
