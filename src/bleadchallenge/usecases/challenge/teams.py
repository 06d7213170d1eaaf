"""Challenge teams and their visits: assigned, suggested, planned, kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.domain.challenge.teams import (
    Candidate,
    VisitState,
    conflicts,
    declared_conflicts,
    fitting,
    visit_state,
)
from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.challenge.teams import candidate_of, teams_of_person, ties_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Person, Review, TeamMember, Visit
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_person
from bleadchallenge.usecases.request import Column, Listing, Receipt, Request, policy_of

SUGGESTED = (
    Column("rank", "rank"),
    Column("code", "code"),
    Column("name", "name"),
    Column("fits", "fits"),
    Column("teams", "teams"),
    Column("conflicts", "conflicts"),
)
TEAM = (
    Column("school", "school"),
    Column("person", "person"),
    Column("name", "name"),
    Column("leads", "leads"),
    Column("declared", "declared"),
    Column("from_day", "from"),
)
VISITS = (
    Column("school", "school"),
    Column("stage", "stage"),
    Column("state", "stands"),
    Column("planned_on", "planned"),
    Column("kept_on", "kept"),
    Column("note", "note"),
)


@dataclass(frozen=True, slots=True)
class Team:
    """A team as it is given: who leads, who sits on it, and what each declared."""

    lead: str
    members: Sequence[str]
    declared: Sequence[str] = ()


def assign(asked: Request, school: str, team: Team, from_day: date) -> Receipt:
    """Assign a school's challenge team; another team in its place needs the reason.

    Raises ``DataError`` where somebody does not fit, has a conflict, or has
    declared nothing.
    """
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        people = [find_person(writer, text) for text in (team.lead, *team.members)]
        _require_once(people)
        said = declared_conflicts(team.declared)
        old = writer.all(TeamMember, TeamMember.urn == found.urn)
        if old and not asked.reason:
            raise DataError(
                f"{found.name} has a challenge team since {old[0].from_day}",
                fix='to put another in its place, add --reason "..."',
            )
        writer.retract(*old)
        writer.add(
            *(
                TeamMember(
                    urn=found.urn,
                    person=person.code,
                    leads=place == 0,
                    declared=said.get(person.code.casefold(), ""),
                    from_day=from_day,
                )
                for place, person in enumerate(people)
            )
        )
    names = ", ".join(person.code for person in people[1:])
    line = f"{found}: {people[0].code} leads the challenge team, with {names}"
    notes = tuple(
        f"{person.code} declares: {said[person.code.casefold()]}"
        for person in people
        if said[person.code.casefold()].casefold() != "none"
    )
    step = f"bleadchallenge visit plan {found.urn} --stage baseline --date DATE"
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, notes)


def suggest(asked: Request, school: str) -> Listing:
    """People who could be on a school's team, those without a conflict first; none is chosen."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        ties = ties_of(reader, found.urn, asked.as_of)
        rows = []
        for person in reader.all(Person):
            candidate = candidate_of(reader, person)
            if fitting(candidate):
                against = conflicts(candidate, ties)
                rows.append(_suggested(reader, person, candidate, against))
        rows.sort(key=lambda row: (row["conflict"], not row["leads"], row["teams"], row["code"]))
        free = [row for row in rows if not row["conflict"]]
        for place, row in enumerate(free, start=1):
            row["rank"] = place
        note = (
            "a suggestion: choose with bleadchallenge assign-challenge-team "
            f"{found.urn} --lead CODE --member CODE --member CODE --declared ..."
        )
        return Listing(
            "assign-challenge-team", asked.as_of, reader.change, SUGGESTED, tuple(rows), (note,)
        )


def team(asked: Request, school: str) -> Listing:
    """A school's challenge team, with what each declared."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        rows = []
        for member in reader.all(TeamMember, TeamMember.urn == found.urn):
            person = reader.get(Person, code=member.person)
            rows.append(
                {
                    "urn": found.urn,
                    "school": found.name,
                    "person": member.person,
                    "name": person.name if person else None,
                    "leads": member.leads,
                    "declared": member.declared,
                    "from_day": member.from_day,
                }
            )
        rows.sort(key=lambda row: (not row["leads"], str(row["person"])))
        return Listing("assign-challenge-team", asked.as_of, reader.change, TEAM, tuple(rows))


def plan_visit(asked: Request, school: str, stage: Stage, on: date) -> Receipt:
    """Plan a visit of the challenge team, or move it, with the reason."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        old = writer.get(Visit, urn=found.urn, stage=stage.value)
        if old is not None and old.kept_on is not None:
            raise DataError(
                f"the {stage} visit was kept on {old.kept_on}", fix="bleadchallenge visits"
            )
        if old is None:
            writer.add(Visit(urn=found.urn, stage=stage.value, planned_on=on, note=asked.reason))
        elif not asked.reason:
            raise DataError(
                f"the {stage} visit is planned for {old.planned_on}",
                fix='to move it, add --reason "..."',
            )
        else:
            writer.replace(old, planned_on=on, note=asked.reason)
        notes = _out_of_term(policy_of(writer), stage, on)
    line = f"{found}: {stage} visit planned for {on}"
    step = f"bleadchallenge visit keep {found.urn} --stage {stage} --date DATE"
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, notes)


def keep_visit(asked: Request, school: str, stage: Stage, on: date) -> Receipt:
    """Record that a visit was kept, planned or not."""
    if on > asked.as_of:
        raise DataError(f"a visit of {on} has not been kept yet", fix="visit plan records a plan")
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        old = writer.get(Visit, urn=found.urn, stage=stage.value)
        if old is None:
            writer.add(Visit(urn=found.urn, stage=stage.value, planned_on=on, kept_on=on))
        elif old.kept_on is not None and old.kept_on != on:
            raise DataError(
                f"the {stage} visit was kept on {old.kept_on}",
                fix=f"to correct it: bleadchallenge undo {old.since}",
            )
        else:
            writer.replace(old, kept_on=on)
        notes = _out_of_term(policy_of(writer), stage, on)
    line = f"{found}: {stage} visit kept on {on}"
    step = f"bleadchallenge record-review {found.urn} --stage {stage} --date {on}"
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, notes)


def visits(asked: Request, school: str | None = None, state: VisitState | None = None) -> Listing:
    """Every visit of the programme: three a school, planned, kept, overdue or missing."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        chosen = selected(reader)
        urns = [find_programme_school(reader, school).urn] if school else [s.urn for s in chosen]
        every = [_visit(reader, policy, urn, stage, asked.as_of) for urn in urns for stage in Stage]
        every.sort(key=lambda row: str(row["school"]))
        counts = {each.value: sum(row["state"] == each for row in every) for each in VisitState}
        rows = tuple(row for row in every if state in (None, row["state"]))
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        whole = policy.schools * policy.reviews.visits_per_school
        note = f"{len(every)} visits: {said}" + ("" if school else f"; {whole} in all are to be")
        extra = {"counts": counts, "programme_total": whole}
        return Listing("visits", asked.as_of, reader.change, VISITS, rows, (note,), extra)


def _require_once(people: Sequence[Person]) -> None:
    codes = [person.code for person in people]
    if len(set(codes)) < len(codes):
        raise DataError("a person is named twice", fix="name each once")


def _suggested(
    reader: Reader, person: Person, candidate: Candidate, against: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "rank": None,
        "code": person.code,
        "name": person.name,
        "fits": fitting(candidate),
        "leads": candidate.may_lead,
        "teams": teams_of_person(reader, person.code),
        "conflict": bool(against),
        "conflicts": list(against),
    }


def _visit(reader: Reader, policy: Policy, urn: str, stage: Stage, as_of: date) -> dict[str, Any]:
    """A visit as it stands; the review that was held shows that it was kept."""
    visit = reader.get(Visit, urn=urn, stage=stage.value)
    review = reader.get(Review, urn=urn, stage=stage.value)
    held = review if review and review.held_on <= as_of else None
    waived = held is not None and held.waived_by_ofsted is not None
    kept = visit.kept_on if visit else None
    if kept is None and held is not None and not waived:
        kept = held.held_on
    school = by_urn(reader, urn)
    planned = visit.planned_on if visit else None
    last = policy.term(_terms(policy, stage)[-1]).ends
    return {
        "urn": urn,
        "school": school.name if school else urn,
        "stage": stage,
        "state": visit_state(planned, kept, last, as_of, waived=waived),
        "planned_on": planned,
        "kept_on": kept if kept is not None and kept <= as_of else None,
        "note": visit.note if visit else "",
    }


def _out_of_term(policy: Policy, stage: Stage, on: date) -> tuple[str, ...]:
    term, terms = policy.term_of(on), _terms(policy, stage)
    if term is not None and term.code in terms:
        return ()
    return (f"a {stage} visit belongs to {' or '.join(terms)}",)


def _terms(policy: Policy, stage: Stage) -> tuple[str, ...]:
    return {
        Stage.BASELINE: policy.reviews.baseline_terms,
        Stage.MIDTERM: policy.reviews.midterm_terms,
        Stage.FINAL: policy.reviews.final_terms,
    }[stage]
