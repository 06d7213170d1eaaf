"""Rules of challenge teams and their visits."""

from bleadchallenge.domain.challenge.teams import conflicts
from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.challenge.teams import candidate_of, ties_of
from bleadchallenge.store.tables import (
    Person,
    PolicyText,
    Review,
    TeamMember,
    Visit,
)


@rule("P11.complete", "leads", rests_on=[TeamMember, PolicyText])
def _complete(state: State, member: TeamMember) -> None:
    """A challenge team is complete, and one of them leads."""
    team = state.reader.where(TeamMember, urn=member.urn)
    size, leaders = state.policy.reviews.team_size, sum(each.leads for each in team)
    if len(team) != size:
        raise DataError(
            f"a challenge team has {size} people, not {len(team)}",
            why="one leads, the others are national or system leaders",
            fix="give --lead once and --member for each of the others",
        )
    if leaders != 1:
        raise DataError(
            "two people lead the team" if leaders else "nobody leads the team",
            why="one leads, the others are national or system leaders",
            fix="say for one of them that they lead",
        )


@rule("P11.may_sit", "person", rests_on=[Person])
def _may_sit_there(state: State, member: TeamMember) -> None:
    """An inspector leads a challenge team, with national or system leaders."""
    person = state.reader.get(Person, code=member.person)
    if person is None:
        return
    candidate = candidate_of(state.reader, person)
    if not (candidate.may_lead if member.leads else candidate.may_sit or candidate.may_lead):
        raise DataError(
            f"{person.code} cannot {'lead' if member.leads else 'sit on'} a challenge team",
            why=f"role {person.role}, designation {person.designation}; an HMI leads, with "
            "NLEs, LLEs, NLGs or system leaders",
            fix=f"bleadchallenge assign-challenge-team {member.urn} --suggest",
        )


@rule("P11.no_conflict", "person", asks=Asks.CHANGE)
def _without_conflict(state: State, member: TeamMember) -> None:
    """Nobody is named for a challenge team who is of the school, its trust or its alliance."""
    person = state.reader.get(Person, code=member.person)
    if person is None:
        return
    against = conflicts(
        candidate_of(state.reader, person), ties_of(state.reader, member.urn, member.from_day)
    )
    if against:
        raise DataError(
            f"{member.person} cannot be on the challenge team of {state.school(member.urn).name}",
            why="; ".join(against),
            fix=f"bleadchallenge assign-challenge-team {member.urn} --suggest",
        )


@rule("P11.declared", "declared")
def _declared(state: State, member: TeamMember) -> None:
    """Everybody on a challenge team declares conflicts."""
    team = state.reader.where(TeamMember, urn=member.urn)
    silent = [each.person for each in team if not each.declared.strip()]
    if not member.declared.strip():
        raise DataError(
            f"not declared for {state.school(member.urn).name}: {', '.join(silent)}",
            why="everybody on a challenge team declares conflicts, also that there are none",
            fix=f'add --declared "{member.person}: none" for each',
        )


@rule("P11.has_held", "urn", asks=Asks.REMOVAL)
def _team_has_held_nothing(state: State, member: TeamMember) -> None:
    """A challenge team that has held a review is replaced, not taken away."""
    if state.reader.where(TeamMember, urn=member.urn):
        return
    held = [
        review
        for review in state.reader.where(Review, urn=member.urn)
        if review.waived_by_ofsted is None and review.held_on >= member.from_day
    ]
    if held:
        latest = max(held, key=lambda review: review.since)
        raise DataError(
            f"the challenge team of {state.school(member.urn).name} has held its "
            f"{latest.stage} review",
            why=f"review {latest.urn} {latest.stage} (change {latest.since}) rests on it",
            fix=f"bleadchallenge undo {latest.since} first, or put another team in its place",
        )


@rule("P11.kept_by_now", "kept_on")
def _kept_by_now(state: State, visit: Visit) -> None:
    """A visit is kept once it took place."""
    if visit.kept_on is not None:
        state.require_past(visit.kept_on, "a visit kept", "visit plan records a plan")


@rule("P11.in_turn", "kept_on", rests_on=[Visit])
def _kept_in_turn(state: State, visit: Visit) -> None:
    """A visit is kept after those of the reviews before."""
    for earlier in Stage(visit.stage).earlier:
        other = state.reader.get(Visit, urn=visit.urn, stage=earlier.value)
        before = other.kept_on if other else None
        if visit.kept_on is not None and before is not None and visit.kept_on < before:
            raise DataError(
                f"the {visit.stage} visit is not kept on {visit.kept_on}",
                why=f"the {earlier} visit was kept on {before}",
                fix="give the day it was kept",
            )
