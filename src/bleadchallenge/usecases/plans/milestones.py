"""Milestones: added to an action, judged with evidence, listed as they stand on a day."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Fulfilment
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import MilestoneState, milestone_state
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.action_plans import outcome_on, was_dropped
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Action, Milestone
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.plans.action_plans import find_action
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class MilestoneRow:
    """A milestone as it stands."""

    urn: str = column(hidden=True)
    school: str
    number: int = column("milestone")
    action: int
    text: str = column("what should be reached")
    due_on: date = column("due")
    state: MilestoneState = column("stands")
    owner: str
    judged_on: date | None = column(hidden=True)
    evidence: str


@dataclass(frozen=True, slots=True)
class MilestoneInput:
    """A milestone as it is given."""

    action: int
    text: str
    due_on: date
    owner: str = ""


def add(asked: Request, school: str, aim: MilestoneInput) -> Receipt:
    """Add a milestone to an action of the plan."""
    if not aim.text.strip():
        raise DataError("a milestone needs its text", fix='add --text "..."')
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        action = find_action(writer, found, aim.action)
        milestone = Milestone(
            urn=found.urn,
            number=writer.next_number(Milestone, urn=found.urn),
            action=aim.action,
            text=aim.text,
            due_on=aim.due_on,
            owner=aim.owner or action.owner,
        )
        writer.add(milestone)
    notes = [*writer.notes]
    if not milestone.owner:
        notes.append("nobody owns it; add --owner")
    line = f"{found}: milestone {milestone.number} of action {aim.action}, due {aim.due_on}"
    step = (
        f"bleadchallenge milestone judge {found.urn} {milestone.number} --outcome met "
        "--evidence TEXT"
    )
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, tuple(notes))


def judge(
    asked: Request, school: str, number: int, outcome: Fulfilment, evidence: str, on: date
) -> Receipt:
    """Judge a milestone met, partly met or not met; met needs its evidence."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        milestone = writer.get(Milestone, urn=found.urn, number=number)
        if milestone is None:
            raise DataError(
                f"{found.name} has no milestone {number}",
                fix=f"bleadchallenge milestone list {found.urn}",
            )
        before = milestone.outcome
        writer.replace(milestone, outcome=outcome.value, evidence=evidence, judged_on=on)
    late = (on - milestone.due_on).days
    when = f", {late} days after its day" if late > 0 and outcome is Fulfilment.MET else ""
    was = f" (before: {before})" if before else ""
    line = f"{found}: milestone {number} is {outcome}{when}{was}"
    return Receipt(writer.seq_written, (line,), (), asked.dry_run)


def list_milestones(
    asked: Request, school: str | None = None, states: frozenset[MilestoneState] = frozenset()
) -> Listing[MilestoneRow]:
    """Milestones as they stand on the day judged from, by their days."""
    with asked.reading() as reader:
        where = [Milestone.urn == find_programme_school(reader, school).urn] if school else []
        soon = policy_of(reader).meetings.due_soon_days
        rows = [
            _row(reader, milestone, asked.as_of, soon)
            for milestone in of_cohort(reader, reader.all(Milestone, *where))
        ]
        wanted = [row for row in rows if not states or row.state in states]
        wanted.sort(key=lambda row: (row.due_on, row.urn, row.number))
        return Listing("milestones", asked.as_of, reader.change, MilestoneRow, tuple(wanted))


def _row(reader: Reader, milestone: Milestone, as_of: date, soon: int) -> MilestoneRow:
    school = by_urn(reader, milestone.urn)
    action = reader.get(Action, urn=milestone.urn, number=milestone.action)
    outcome = outcome_on(milestone, as_of)
    return MilestoneRow(
        urn=milestone.urn,
        school=school.name if school else milestone.urn,
        number=milestone.number,
        action=milestone.action,
        text=milestone.text,
        due_on=milestone.due_on,
        state=milestone_state(
            milestone.due_on,
            as_of,
            soon,
            outcome,
            dropped=action is not None and was_dropped(reader, action, as_of),
        ),
        owner=milestone.owner,
        judged_on=milestone.judged_on if outcome else None,
        evidence=milestone.evidence if outcome else "",
    )
