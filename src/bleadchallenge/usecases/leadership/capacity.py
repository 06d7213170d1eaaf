"""The city's capacity: designations, days given to other schools, the net change."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Designation, TalentStage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.leadership.capacity import DesignationHeld, balance
from bleadchallenge.domain.leadership.talent import require_code
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.days import in_days, in_quarters
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.leadership import deployments, talent_steps
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.tables import Deployment, GainedDesignation, Person, TalentStep
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.scrutiny.expectations import selected_urns


@row
class CapacityRow:
    """Leadership capacity of a school, or of the whole programme."""

    urn: str | None = column(hidden=True)
    name: str = column("school")
    at_start: int = column("designations at the start")
    gained: int
    lost: int
    net: int
    now: int
    identified: int
    developing: int
    ready: int
    deployed: int
    supporters: int = column("people who support others")
    days_given: float


@dataclass(frozen=True, slots=True)
class DeploymentInput:
    """Days that somebody gave to another school, as they are recorded."""

    code: str
    to_school: str
    days: float
    on: date
    from_school: str = ""
    work: str = ""


@dataclass(frozen=True, slots=True)
class LostDesignation:
    """A designation that ended; since when it was held, where that is not on record."""

    designation: Designation
    on: date
    school: str = ""
    held_since: date | None = None


def gain(asked: Request, code: str, designation: Designation, school: str, on: date) -> Receipt:
    """Record a designation; one from before the programme counts as held at its start."""
    who = require_code(code, "code")
    with asked.writing() as writer:
        found = find_school(writer, school)
        writer.add(
            GainedDesignation(code=who, urn=found.urn, designation=designation.value, gained_on=on)
        )
    said = f"{who} of {found}: {designation} since {on}"
    return Receipt(writer.seq_written, (said,), ("bleadchallenge capacity",), asked.dry_run)


def lose(asked: Request, code: str, lost: LostDesignation) -> Receipt:
    """Record that a designation ended; one held since before may come in with its end."""
    who = require_code(code, "code")
    with asked.writing() as writer:
        held = writer.get(GainedDesignation, code=who, designation=lost.designation.value)
        if held is None and lost.held_since is not None and lost.school:
            held = GainedDesignation(
                code=who,
                urn=find_school(writer, lost.school).urn,
                designation=lost.designation.value,
                gained_on=lost.held_since,
            )
            writer.add(held)
        if held is None:
            raise DataError(
                f"{who} does not hold {lost.designation} on {lost.on}",
                why="no designation of that kind is on record",
                fix="say since when it was held, and where: --held-since DATE --school SCHOOL",
            )
        writer.replace(held, lost_on=lost.on)
    said = f"{who}: {lost.designation} until {lost.on}"
    return Receipt(writer.seq_written, (said,), ("bleadchallenge capacity",), asked.dry_run)


def deploy(asked: Request, deployed: DeploymentInput) -> Receipt:
    """Record days given to another school, never to one's own."""
    who = require_code(deployed.code, "code")
    quarters = in_quarters(deployed.days)
    with asked.writing() as writer:
        to = find_school(writer, deployed.to_school)
        home = (
            find_school(writer, deployed.from_school).urn
            if deployed.from_school
            else _home(writer, who)
        )
        writer.add(
            Deployment(
                code=who,
                from_school=home,
                to_school=to.urn,
                on_day=deployed.on,
                quarters=quarters,
                work=deployed.work,
            )
        )
        stage = _stage(writer, who, asked.as_of)
    said = f"{who}: {deployed.days:g} days for {to} on {deployed.on}"
    step = f"bleadchallenge talent step {who} --stage deployed --date {deployed.on}"
    steps = (step,) if stage is TalentStage.READY else ("bleadchallenge capacity",)
    return Receipt(writer.seq_written, (said,), steps, asked.dry_run)


def list_capacity(asked: Request, school: str | None = None) -> Listing[CapacityRow]:
    """The city's capacity and each school's, with the net change since the start."""
    with asked.reading() as reader:
        urn = find_school(reader, school).urn if school else None
        every = capacity_rows(reader, policy_of(reader), asked.as_of)
        rows = tuple(row for row in every if urn in (None, row.urn))
        city = every[0]
        note = (
            f"net change since the start: {city.net:+d} designations; "
            f"{city.supporters} people of the programme's schools support others, "
            f"{city.days_given:g} days given"
        )
        return Listing("capacity", asked.as_of, reader.change, CapacityRow, rows, (note,))


def capacity_rows(reader: Reader, policy: Policy, as_of: date) -> list[CapacityRow]:
    """A row for the whole, with ``urn`` ``None``, then one for each school by name.

    The whole counts everybody on record; a school its own people.
    """
    start = policy.terms[0].starts
    chosen = selected_urns(reader, as_of)
    named = sorted((subject_name(reader, urn), urn) for urn in chosen)
    return [
        _row(reader, start, as_of, (None, policy.city), chosen),
        *(_row(reader, start, as_of, (urn, name), [urn]) for name, urn in named),
    ]


def _row(
    reader: Reader,
    start: date,
    as_of: date,
    whose: tuple[str | None, str],
    schools: Collection[str],
) -> CapacityRow:
    urn, name = whose
    held = [
        DesignationHeld(each.gained_on, each.lost_on)
        for each in of_cohort(reader, reader.all(GainedDesignation))
        if urn in (None, each.urn)
    ]
    counted = balance(held, start, as_of)
    stages = Counter(
        TalentStage(steps[-1].stage)
        for steps in talent_steps(reader, as_of).values()
        if urn in (None, steps[-1].urn)
    )
    given = [each for each in deployments(reader, start, as_of) if each.from_school in schools]
    return CapacityRow(
        urn=urn,
        name=name,
        at_start=counted.at_start,
        gained=counted.gained,
        lost=counted.lost,
        net=counted.net,
        now=counted.now,
        identified=stages[TalentStage.IDENTIFIED],
        developing=stages[TalentStage.DEVELOPING],
        ready=stages[TalentStage.READY],
        deployed=stages[TalentStage.DEPLOYED],
        supporters=len({each.code for each in given}),
        days_given=in_days(sum(each.quarters for each in given)),
    )


def _home(reader: Reader, code: str) -> str:
    """The school somebody comes from: by talent record, designation or person on record."""
    steps = reader.all(TalentStep, TalentStep.code == code)
    if steps:
        return steps[-1].urn
    held = reader.first(GainedDesignation, GainedDesignation.code == code)
    person = reader.get(Person, code=code)
    home = held.urn if held else (person.school if person else "")
    if not home:
        raise DataError(f"the school of {code} is not known", fix="add --from SCHOOL")
    return home


def _stage(reader: Reader, code: str, as_of: date) -> TalentStage | None:
    steps = talent_steps(reader, as_of, code=code).get(code)
    return TalentStage(steps[-1].stage) if steps else None
