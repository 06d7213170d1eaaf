"""Continue, adjust or switch: the decision at mid-term, and all that follows from it."""

from dataclasses import dataclass
from datetime import date, timedelta

from bleadchallenge.domain.challenge.decisions import with_case
from bleadchallenge.domain.choices import AgreementState, DayState, DecisionKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.support.days import decimal_days, in_days
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.selection import assignment_on, midterm_decision
from bleadchallenge.store.support.agreements import latest_agreement
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Assignment, Decision, Deliverer, Plan, SupportDay
from bleadchallenge.usecases.lookup.schools import find_assignment, find_programme_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.support.assignments import end_assignment


@dataclass(frozen=True, slots=True)
class MidtermDecision:
    """Continue, adjust or switch, with the rationale and who decided.

    ``case`` is what was found, for a change of alliance at another time than the mid-term.
    """

    kind: DecisionKind
    rationale: str
    decided_by: str = ""
    case: str = ""

    @property
    def words(self) -> str:
        """The rationale, and the case where no review is there to tell it."""
        return with_case(self.rationale, self.case)


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What a decision did, in lines, and what comes next."""

    said: tuple[str, ...]
    next: tuple[str, ...]


def decide(asked: Request, school: str, decided: MidtermDecision, on: date) -> Receipt:
    """Decide what follows a mid-term review that is on record."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        made = add_decision(writer, asked, found, decided, on)
    return Receipt(writer.seq_written, made.said, made.next, asked.dry_run, tuple(writer.notes))


def add_decision(
    writer: Writer, asked: Request, school: School, decided: MidtermDecision, on: date
) -> DecisionResult:
    """Bring in a decision and what follows from it, in the same change."""
    _require_new(writer, school, on)
    assignment = find_assignment(writer, school, on, f"there is nothing to {decided.kind}")
    writer.add(
        Decision(
            urn=school.urn,
            decided_on=on,
            kind=decided.kind.value,
            rationale=decided.words,
            decided_by=decided.decided_by or asked.author,
            alliance=assignment.alliance,
        )
    )
    made = _FOLLOWS[decided.kind](writer, school, assignment, decided, on)
    return DecisionResult((f"{school}: {decided.kind}", *made.said), made.next)


def follow(writer: Writer, decision: Decision) -> None:
    """Do what a decision says that was brought in by a list, where the list has not done it."""
    on, kind = decision.decided_on, DecisionKind(decision.kind)
    assignment = assignment_on(writer, decision.urn, on)
    adjusted = any(plan.made_on >= on for plan in writer.where(Plan, urn=decision.urn))
    if assignment is None or (kind is DecisionKind.ADJUST and adjusted):
        return
    school = by_urn(writer, decision.urn) or School(decision.urn, "", decision.urn)
    decided = MidtermDecision(kind, decision.rationale, decision.decided_by)
    _FOLLOWS[kind](writer, school, assignment, decided, on)


def _require_new(reader: Reader, school: School, on: date) -> None:
    """Raise where a decision of that day is on record, which another would write over."""
    old = reader.get(Decision, urn=school.urn, decided_on=on)
    if old is not None:
        raise DataError(
            f"{school} has its decision: {old.kind}, of {on}",
            why="a mid-term review is decided on once",
            fix=f"to decide anew, undo it first: bleadchallenge undo {old.since}",
        )


def _continued(
    writer: Writer, school: School, _assignment: Assignment, _decided: MidtermDecision, on: date
) -> DecisionResult:
    return DecisionResult(
        (_released(writer, school, on),),
        (f"bleadchallenge record-days {school.urn} --date DATE --days N --planned",),
    )


def _adjusted(
    writer: Writer, school: School, _assignment: Assignment, decided: MidtermDecision, on: date
) -> DecisionResult:
    version = max((plan.version for plan in writer.all(Plan, Plan.urn == school.urn)), default=0)
    before = writer.get(Plan, urn=school.urn, version=version)
    writer.add(
        Plan(
            urn=school.urn,
            version=version + 1,
            made_on=on,
            reason=decided.rationale,
            no_leadership_reason=before.no_leadership_reason if before else "",
            no_governance_reason=before.no_governance_reason if before else "",
        )
    )
    opened = f"version {version + 1} of the action plan is open"
    steps = (
        f"bleadchallenge plan action {school.urn} --text TEXT --theme THEME",
        f"bleadchallenge kpi review {school.urn} CODE amend --target T3=N --reason TEXT",
    )
    return DecisionResult((opened, _released(writer, school, on)), steps)


def _switched(
    writer: Writer, school: School, assignment: Assignment, decided: MidtermDecision, on: date
) -> DecisionResult:
    code = assignment.alliance
    end_assignment(writer, assignment, on, decided.rationale)
    freed = _free_planned(writer, school, code, on)
    ended = _end_people_and_agreement(writer, school, assignment, on)
    ledger = days_ledger(writer, policy_of(writer), school.urn, on)
    gave = sum(
        e.quarters
        for e in ledger.entries
        if e.alliance == code and e.state not in (DayState.PLANNED, DayState.CANCELLED)
    )
    second = policy_of(writer).days.second_tranche if _releases(writer, school.urn, on) else 0
    left = in_days(ledger.account(on).left) + second
    once = f", {second} of them once it begins" if second else ""
    said = [
        f"{code} ends its support; {decimal_days(gave)} stay with it",
        f"{left:g} days move to the next alliance{once}",
    ]
    if freed:
        said.append(f"planned days cancelled: {', '.join(map(str, freed))}")
    steps = (
        f"bleadchallenge assign-tsa {school.urn} --suggest",
        f"bleadchallenge tsa-review {code} --help",
    )
    return DecisionResult((*said, *ended), steps)


def _releases(reader: Reader, urn: str, on: date) -> bool:
    """Whether a switch of a day is the mid-term's decision, which releases the second days."""
    first = midterm_decision(reader, urn, on)
    return first is not None and first.decided_on == on


_FOLLOWS = {
    DecisionKind.CONTINUE: _continued,
    DecisionKind.ADJUST: _adjusted,
    DecisionKind.SWITCH: _switched,
}


def _released(reader: Reader, school: School, on: date) -> str:
    left = days_ledger(reader, policy_of(reader), school.urn).account(on).left
    return f"the second tranche of days is released; {decimal_days(left)} left"


def _free_planned(writer: Writer, school: School, alliance: str, on: date) -> list[int]:
    """Cancel what the old alliance had planned from a day on; its numbers."""
    planned = writer.all(
        SupportDay,
        SupportDay.urn == school.urn,
        SupportDay.alliance == alliance,
        SupportDay.state == DayState.PLANNED.value,
        SupportDay.on_day >= on,
    )
    for day in planned:
        writer.replace(day, state=DayState.CANCELLED.value, note="moved on by the switch")
    return [day.number for day in planned]


def _end_people_and_agreement(
    writer: Writer, school: School, assignment: Assignment, on: date
) -> list[str]:
    said = []
    agreement = latest_agreement(writer, school.urn, assignment.alliance)
    if agreement is not None and agreement.state != AgreementState.ENDED:
        writer.replace(
            agreement, state=AgreementState.ENDED.value, on_day=on, note="ended by the switch"
        )
        said.append(f"version {agreement.version} of the agreement is ended")
    for person in writer.all(
        Deliverer, Deliverer.urn == school.urn, Deliverer.alliance == assignment.alliance
    ):
        if person.from_day < on and (person.to_day is None or person.to_day >= on):
            writer.replace(person, to_day=on - timedelta(days=1))
    return said
