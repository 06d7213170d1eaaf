"""Leadership talent, step by step; codes and initials only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import TalentStage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.leadership.talent import (
    Direction,
    direction,
    require_code,
    require_nameless,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.leadership import talent_steps
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.tables import Person, TalentStep
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.request import Receipt, Request


@row
class TalentRow:
    """Somebody in the pipeline of leaders, by code."""

    code: str
    urn: str = column(hidden=True)
    name: str = column("school")
    stage: TalentStage
    since: date
    steps: list[str]
    present_role: str | None
    next_step: str | None
    sponsor: str | None


_AFTER = {
    TalentStage.IDENTIFIED: "developing",
    TalentStage.DEVELOPING: "ready",
    TalentStage.READY: "deployed",
}


@dataclass(frozen=True, slots=True)
class TalentStepInput:
    """A step as it is recorded; what is left empty stays as it was."""

    stage: TalentStage
    on: date
    school: str = ""
    role: str = ""
    next_step: str = ""
    sponsor: str = ""


def step(asked: Request, code: str, stepped: TalentStepInput) -> Receipt:
    """Record a step: forward one at a time, back with a reason."""
    who = require_code(code, "code")
    sponsor = require_code(stepped.sponsor, "sponsor") if stepped.sponsor else ""
    with asked.writing() as writer:
        names = [person.name for person in writer.all(Person)]
        for text, what in ((stepped.role, "role"), (stepped.next_step, "next step")):
            require_nameless(text, what, names)
        before = _last(writer.all(TalentStep, TalentStep.code == who))
        way = direction(TalentStage(before.stage) if before else None, stepped.stage)
        urn = find_school(writer, stepped.school).urn if stepped.school else _school(before, who)
        writer.add(
            TalentStep(
                code=who,
                urn=urn,
                on_day=stepped.on,
                stage=stepped.stage.value,
                present_role=stepped.role or (before.present_role if before else ""),
                next_step=stepped.next_step or (before.next_step if before else ""),
                sponsor=sponsor or (before.sponsor if before else ""),
            )
        )
    moved = "" if way in (Direction.FIRST, Direction.STAYS) else f" ({way})"
    following = _AFTER.get(stepped.stage)
    steps = [f"bleadchallenge talent step {who} --stage {following} --date DATE"]
    if stepped.stage is TalentStage.READY:
        steps.insert(0, f"bleadchallenge deploy {who} SCHOOL --days 1 --date DATE")
    return Receipt(
        writer.seq_written,
        (f"{who}: {stepped.stage}{moved} since {stepped.on}",),
        tuple(steps) if following else (),
        asked.dry_run,
    )


def list_talent(
    asked: Request, school: str | None, stage: TalentStage | None
) -> Listing[TalentRow]:
    """Those with the makings of a leader, by code."""
    with asked.reading() as reader:
        urn = find_school(reader, school).urn if school else None
        rows = tuple(
            row
            for row in talent_rows(reader, asked.as_of)
            if urn in (None, row.urn) and stage in (None, row.stage)
        )
        return Listing("talent-list", asked.as_of, reader.change, TalentRow, rows)


def talent_rows(reader: Reader, as_of: date) -> list[TalentRow]:
    """One row for each code with its stage.

    It stays inside the office: in a small school a role tells the person.
    """
    names = subject_names(reader)
    rows = []
    for code, steps in talent_steps(reader, as_of).items():
        now = steps[-1]
        talent = TalentRow(
            code=code,
            urn=now.urn,
            name=names.get(now.urn, now.urn),
            stage=TalentStage(now.stage),
            since=_since(steps),
            steps=[TalentStage(step.stage).value for step in steps],
            present_role=now.present_role or None,
            next_step=now.next_step or None,
            sponsor=now.sponsor or None,
        )
        rows.append(talent)
    return rows


def _last(steps: Sequence[TalentStep]) -> TalentStep | None:
    return max(steps, key=lambda step: step.on_day, default=None)


def _school(before: TalentStep | None, code: str) -> str:
    if before is None:
        raise DataError(f"the school of {code} is not known", fix="add --school SCHOOL")
    return before.urn


def _since(steps: Sequence[TalentStep]) -> date:
    """The day the present stage was reached."""
    since = steps[-1].on_day
    for step in reversed(steps):
        if step.stage != steps[-1].stage:
            break
        since = step.on_day
    return since
