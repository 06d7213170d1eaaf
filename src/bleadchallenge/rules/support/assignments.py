"""Rules of support: the alliance that is assigned, the agreement, who delivers."""

from datetime import date

from bleadchallenge.domain.choices import AgreementState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate
from bleadchallenge.domain.support.agreements import require_follows
from bleadchallenge.domain.units import within
from bleadchallenge.rules.rule import Asks, rule
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
    SupportDay,
)


@rule(
    "P13.gate", "from_day", rests_on=[Selection, Signature, LeadershipChange, Review, Consultation]
)
def _allowed_to_begin(state: State, assignment: Assignment) -> None:
    """An alliance is assigned only to a selected school that has signed and has its baseline."""
    state.require(Gate.ASSIGN_ALLIANCE, assignment.urn, assignment.from_day)


@rule("P13.one_at_a_time", "from_day", rests_on=[Assignment])
def _one_at_a_time(state: State, assignment: Assignment) -> None:
    """One alliance supports a school at a time."""
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


@rule("P13.ends_after", "to_day")
def _ends_after_it_began(_state: State, assignment: Assignment) -> None:
    """Support ends after it began."""
    if assignment.to_day is not None and assignment.to_day < assignment.from_day:
        raise DataError(
            f"the support of {assignment.alliance} ends on {assignment.to_day}, before it begins",
            fix=f"give a last day from {assignment.from_day} on",
        )


@rule("P13.end_reason", "end_reason", asks=Asks.NOTE)
def _ends_with_its_reason(_state: State, assignment: Assignment) -> None:
    """Support that ends says why."""
    if assignment.to_day is not None and not assignment.end_reason.strip():
        raise DataError(
            f"the support of {assignment.alliance} ends on {assignment.to_day} without a word",
            fix="say why it ended, in a list under end_reason",
        )


@rule("P13.not_its_own", "alliance", rests_on=[Alliance])
def _not_its_own(state: State, assignment: Assignment) -> None:
    """No alliance supports a school of its own."""
    alliance = state.reader.get(Alliance, code=assignment.alliance)
    if alliance is not None and assignment.urn in own_schools(alliance):
        raise DataError(
            f"{alliance.name} cannot support {state.school(assignment.urn).name}",
            why="the school belongs to that alliance",
            fix=f"bleadchallenge assign-tsa {assignment.urn} --suggest",
        )


@rule("P15.available_days", "available_days", of=[Person])
@rule("P13.capacity_days", "capacity_days", of=[Alliance])
def _days_to_give(_state: State, giver: Alliance | Person) -> None:
    """The days that {a title} can give are 0 or more."""
    days = giver.capacity_days if isinstance(giver, Alliance) else giver.available_days
    if days is not None:
        within(days, "days", f"what {giver.code} can give")


@rule("P13.reason", "reason")
def _with_its_reason(_state: State, assignment: Assignment) -> None:
    """An assignment says why."""
    if not assignment.reason.strip():
        raise DataError("an assignment needs its reason", fix='add --reason "..."')


@rule("P35.binds", "reason", asks=Asks.CHANGE)
def _as_commissioned(state: State, assignment: Assignment) -> None:
    """An alliance that is not to be commissioned again is assigned only with the reason why.

    A review's outcome binds: not commissioned again is not assigned without the reason why.
    """
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


@rule("P14.assigned", "alliance", rests_on=[Assignment])
def _with_the_assigned(state: State, agreement: Agreement) -> None:
    """An agreement is made with an alliance that was assigned to the school."""
    of_school = state.reader.where(Assignment, urn=agreement.urn)
    if agreement.alliance not in {each.alliance for each in of_school}:
        raise DataError(
            f"{agreement.alliance} was never assigned to {state.school(agreement.urn).name}",
            fix=f"bleadchallenge assign-tsa {agreement.urn} {agreement.alliance} --from DATE "
            '--reason "..."',
        )


@rule("P14.by_now", "on_day")
def _agreed_by_now(state: State, agreement: Agreement) -> None:
    """A step of an agreement is recorded once it was taken."""
    state.require_past(agreement.on_day, "a step of an agreement", "give the day it was taken")


@rule("P14.days", "days")
def _agreed_days(_state: State, agreement: Agreement) -> None:
    """An agreement says how many days."""
    within(agreement.days, "days", "days agreed")
    if agreement.days <= 0:
        raise DataError(
            f"{agreement.days:g} days cannot be agreed", fix="more than 0, such as --days 20"
        )


@rule("P14.step_by_step", "state", asks=Asks.CHANGE)
def _step_by_step(state: State, agreement: Agreement) -> None:
    """An agreement is drafted, then agreed, then varied or ended.

    A version goes from draft to agreed; a variation is a version of its own.
    """
    old, to = state.before(agreement), AgreementState(agreement.state)
    versions = state.reader.where(Agreement, urn=agreement.urn, alliance=agreement.alliance)
    below = [each for each in versions if each.version < agreement.version]
    earlier = old or max(below, key=_version, default=None)
    if old is None:
        _require_next_version(agreement, earlier)
    if old is None or old.state != to or _terms(old) != _terms(agreement):
        require_follows(AgreementState(earlier.state) if earlier else None, to)
    if earlier is not None and agreement.on_day < earlier.on_day:
        raise DataError(
            f"the agreement is {earlier.state} since {earlier.on_day}",
            why=f"it cannot become {to} on {agreement.on_day}, before that",
            fix="give the day it was taken",
        )


def _require_next_version(agreement: Agreement, last: Agreement | None) -> None:
    is_next = agreement.version == (last.version + 1 if last else 1)
    if not is_next or (last and agreement.state == AgreementState.AGREED):
        raise DataError(
            f"version {agreement.version} of the agreement cannot begin as {agreement.state}",
            why="versions are numbered in turn, and the one that was drafted is agreed",
            fix=f"bleadchallenge sla {agreement.urn} shows the versions on record",
        )


def _version(agreement: Agreement) -> int:
    return agreement.version


def _terms(agreement: Agreement) -> tuple[date, float, str]:
    return agreement.on_day, agreement.days, agreement.exit_terms


@rule("P14.in_turn", "version", rests_on=[Agreement])
def _follows_a_version(state: State, agreement: Agreement) -> None:
    """A version of an agreement follows the one before."""
    before = agreement.version - 1
    key = {"urn": agreement.urn, "alliance": agreement.alliance, "version": before}
    if before and state.reader.get(Agreement, **key) is None:
        raise DataError(
            f"the agreement with {agreement.alliance} has no version {before}",
            why=f"version {agreement.version} follows it",
            fix=f"bleadchallenge sla {agreement.urn} shows the versions on record",
        )


@rule("P14.reason", "note")
def _changed_with_its_reason(_state: State, agreement: Agreement) -> None:
    """An agreement is varied or ended with its reason."""
    is_change = agreement.state in (AgreementState.VARIED, AgreementState.ENDED)
    if is_change and not agreement.note.strip():
        raise DataError(
            f"an agreement is {agreement.state} with its reason",
            fix='add --reason "...", in a list under note',
        )


@rule("P15.assigned", "alliance", asks=Asks.CHANGE)
def _delivers_for_the_assigned(state: State, deliverer: Deliverer) -> None:
    """Support is delivered for the alliance that supports the school."""
    running = assignment_on(state.reader, deliverer.urn, deliverer.from_day)
    if running is None or running.alliance != deliverer.alliance:
        raise DataError(
            f"{deliverer.alliance or 'an alliance'} does not support "
            f"{state.school(deliverer.urn).name} on {deliverer.from_day}",
            why=f"{running.alliance} does" if running else "no alliance does",
            fix=f"bleadchallenge assign-tsa {deliverer.urn} --suggest",
        )


@rule("P15.once", "from_day", asks=Asks.CHANGE)
def _delivers_once(state: State, deliverer: Deliverer) -> None:
    """Nobody delivers twice at a school at a time."""
    for each in delivering(state.reader, deliverer.from_day, deliverer.urn):
        if each.person == deliverer.person and each.from_day < deliverer.from_day:
            raise DataError(
                f"{each.person} delivers at {state.school(each.urn).name} since {each.from_day}",
                fix=f"bleadchallenge deliver {each.urn}",
            )


@rule("P15.days_left", "person", asks=Asks.CHANGE)
def _has_days_left(state: State, deliverer: Deliverer) -> None:
    """Whoever begins to deliver has a day left to give."""
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


@rule("P15.{table}_from_outside", "person", rests_on=[Person])
def _from_outside(state: State, given: Deliverer | SupportDay) -> None:
    """{a title} is of somebody from outside the school."""
    person = state.reader.get(Person, code=given.person) if given.person else None
    if person is not None and person.school == given.urn:
        raise DataError(
            f"{person.code} works at {state.school(given.urn).name}",
            why="support comes from outside the school",
            fix="bleadchallenge people",
        )


@rule("P15.in_order", "to_day")
def _delivers_in_order(_state: State, deliverer: Deliverer) -> None:
    """A deliverer ends after beginning."""
    if deliverer.to_day is not None and deliverer.to_day < deliverer.from_day:
        raise DataError(f"{deliverer.to_day} lies before {deliverer.from_day}", fix="change --to")
