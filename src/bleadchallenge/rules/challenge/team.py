"""Rules of challenge teams and their visits."""

from bleadchallenge.domain.challenge.teams import conflicts
from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.rule import Asks, Rule, resting
from bleadchallenge.rules.state import State
from bleadchallenge.store.challenge.teams import candidate_of, ties_of
from bleadchallenge.store.tables import (
    Person,
    Review,
    TeamMember,
    Visit,
)


def _without_conflict(state: State, member: TeamMember) -> None:
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


def _may_sit_there(state: State, member: TeamMember) -> None:
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


def _declared(state: State, member: TeamMember) -> None:
    team = state.reader.where(TeamMember, urn=member.urn)
    silent = [each.person for each in team if not each.declared.strip()]
    if not member.declared.strip():
        raise DataError(
            f"not declared for {state.school(member.urn).name}: {', '.join(silent)}",
            why="everybody on a challenge team declares conflicts, also that there are none",
            fix=f'add --declared "{member.person}: none" for each',
        )


def _complete(state: State, member: TeamMember) -> None:
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


def _team_has_held_nothing(state: State, member: TeamMember) -> None:
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


def _kept_by_now(state: State, visit: Visit) -> None:
    if visit.kept_on is not None:
        state.require_past(visit.kept_on, "a visit kept", "visit plan records a plan")


TEAM_RULES: tuple[Rule, ...] = (
    Rule(
        "P11.complete",
        "a challenge team is complete, and one of them leads",
        TeamMember,
        "leads",
        _complete,
        resting(TeamMember),
    ),
    Rule(
        "P11.may_sit",
        "an inspector leads a challenge team, with national or system leaders",
        TeamMember,
        "person",
        _may_sit_there,
        resting(Person),
    ),
    Rule(
        "P11.no_conflict",
        "nobody is named for a challenge team who is of the school, its trust or its alliance",
        TeamMember,
        "person",
        _without_conflict,
        asks=Asks.CHANGE,
    ),
    Rule(
        "P11.declared",
        "everybody on a challenge team declares conflicts",
        TeamMember,
        "declared",
        _declared,
    ),
    Rule(
        "P11.has_held",
        "a challenge team that has held a review is replaced, not taken away",
        TeamMember,
        "urn",
        _team_has_held_nothing,
        asks=Asks.REMOVAL,
    ),
    Rule("P11.kept_by_now", "a visit is kept once it took place", Visit, "kept_on", _kept_by_now),
)
"""From the team to its visits."""
