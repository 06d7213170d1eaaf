"""Challenge teams and their visits: assigned, suggested, planned, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.calendar import known_by
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
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store.challenge.teams import candidate_of, teams_of_person, ties_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Person, Review, TeamMember, Visit
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_person
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class CandidateRow:
    """Somebody who could be on a school's team; only who has no conflict has a rank."""

    rank: int | None
    code: str
    name: str
    fits: str
    leads: bool = column(hidden=True)
    teams: int
    conflict: bool = column(hidden=True)
    conflicts: tuple[str, ...]


@row
class MemberRow:
    """A member of a school's challenge team."""

    urn: str = column(hidden=True)
    school: str
    person: str
    name: str | None
    leads: bool
    declared: str
    from_day: date = column("from")


@row
class VisitRow:
    """A visit of a challenge team, as it stands."""

    urn: str = column(hidden=True)
    school: str
    stage: Stage
    state: VisitState = column("stands")
    planned_on: date | None = column("planned")
    kept_on: date | None = column("kept")
    note: str


@row
class VisitTotals:
    """How many visits stand how, and how many the programme has in all."""

    counts: Mapping[str, int]
    programme_total: int


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


def suggest(asked: Request, school: str) -> Listing[CandidateRow]:
    """People who could be on a school's team, those without a conflict first; none is chosen."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        ties = ties_of(reader, found.urn, asked.as_of)
        found_people = [
            _candidate(reader, person, candidate, conflicts(candidate, ties))
            for person in reader.all(Person)
            if fitting(candidate := candidate_of(reader, person))
        ]
        rows = _ranked(found_people)
        note = (
            "a suggestion: choose with bleadchallenge assign-challenge-team "
            f"{found.urn} --lead CODE --member CODE --member CODE --declared ..."
        )
        return Listing(
            "assign-challenge-team", asked.as_of, reader.change, CandidateRow, rows, (note,)
        )


def team(asked: Request, school: str) -> Listing[MemberRow]:
    """A school's challenge team, with what each declared."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        rows = [
            _member(reader, found, member)
            for member in reader.all(TeamMember, TeamMember.urn == found.urn)
        ]
        rows.sort(key=lambda each: (not each.leads, each.person))
        return Listing("assign-challenge-team", asked.as_of, reader.change, MemberRow, tuple(rows))


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


def visits(
    asked: Request, school: str | None = None, state: VisitState | None = None
) -> Listing[VisitRow]:
    """Every visit of the programme: three a school, planned, kept, overdue or missing."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        chosen = selected(reader)
        urns = [find_programme_school(reader, school).urn] if school else [s.urn for s in chosen]
        every = [_visit(reader, policy, urn, stage, asked.as_of) for urn in urns for stage in Stage]
        every.sort(key=lambda each: each.school)
        counts = {each.value: sum(visit.state is each for visit in every) for each in VisitState}
        rows = tuple(visit for visit in every if state in (None, visit.state))
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        whole = policy.schools * policy.reviews.visits_per_school
        note = f"{len(every)} visits: {said}" + ("" if school else f"; {whole} in all are to be")
        totals = VisitTotals(counts, whole)
        return Listing("visits", asked.as_of, reader.change, VisitRow, rows, (note,), totals)


def _require_once(people: Sequence[Person]) -> None:
    codes = [person.code for person in people]
    if len(set(codes)) < len(codes):
        raise DataError("a person is named twice", fix="name each once")


def _candidate(
    reader: Reader, person: Person, candidate: Candidate, against: tuple[str, ...]
) -> CandidateRow:
    return CandidateRow(
        rank=None,
        code=person.code,
        name=person.name,
        fits=fitting(candidate),
        leads=candidate.may_lead,
        teams=teams_of_person(reader, person.code),
        conflict=bool(against),
        conflicts=against,
    )


def _ranked(people: list[CandidateRow]) -> tuple[CandidateRow, ...]:
    """Those without a conflict first, who may lead before others, the least busy first."""
    people.sort(key=lambda each: (each.conflict, not each.leads, each.teams, each.code))
    return tuple(
        each if each.conflict else replace(each, rank=place)
        for place, each in enumerate(people, start=1)
    )


def _member(reader: Reader, school: School, member: TeamMember) -> MemberRow:
    person = reader.get(Person, code=member.person)
    return MemberRow(
        urn=school.urn,
        school=school.name,
        person=member.person,
        name=person.name if person else None,
        leads=member.leads,
        declared=member.declared,
        from_day=member.from_day,
    )


def _visit(reader: Reader, policy: Policy, urn: str, stage: Stage, as_of: date) -> VisitRow:
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
    return VisitRow(
        urn=urn,
        school=school.name if school else urn,
        stage=stage,
        state=visit_state(planned, kept, last, as_of, waived=waived),
        planned_on=planned,
        kept_on=known_by(kept, as_of),
        note=visit.note if visit else "",
    )


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
