"""Reviews and visits that are not held, and the decision that a mid-term waits for."""

from collections.abc import Iterator
from datetime import date, timedelta

from bleadchallenge.domain.challenge.teams import conflicts
from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.open_items.items import (
    COORDINATOR,
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Subject,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.challenge.teams import candidate_of, ties_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.selection import midterm_decision
from bleadchallenge.store.tables import Person, Review, TeamMember, Visit


def items(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[OpenItem]:
    """The reviews of a school that are not in, and the decision that is not made."""
    held = {r.stage: r for r in reader.where(Review, urn=urn) if r.held_on <= as_of}
    for stage in Stage:
        if stage not in held:
            yield _review(reader, policy, urn, stage, as_of)
    if Stage.FINAL not in held:
        yield from _conflicts(reader, urn, as_of)
    midterm = held.get(Stage.MIDTERM)
    if midterm and midterm_decision(reader, urn, as_of) is None:
        yield OpenItem(
            OpenItemKind.DECISION,
            Subject(urn),
            COORDINATOR,
            midterm.held_on,
            midterm.held_on + timedelta(days=policy.follow_through.decide_days),
            "continue, adjust or switch",
            f"the mid-term review was held on {midterm.held_on}",
            f"decide {urn} continue --rationale TEXT",
            f"decision/{urn}",
        )


_SAYS = {
    Stage.BASELINE: "--findings TEXT",
    Stage.MIDTERM: "--progress RATING --impact RATING",
    Stage.FINAL: "--progress RATING --impact RATING --sustainability RATING --recommendation TEXT",
}
"""What each review must say."""


def _review(reader: Reader, policy: Policy, urn: str, stage: Stage, as_of: date) -> OpenItem:
    """A review as it is planned, or by the end of its terms where no visit is."""
    codes = {
        Stage.BASELINE: policy.reviews.baseline_terms,
        Stage.MIDTERM: policy.reviews.midterm_terms,
        Stage.FINAL: policy.reviews.final_terms,
    }[stage]
    last = policy.term(codes[-1])
    visit = next(
        (
            each
            for each in reader.where(Visit, urn=urn, stage=stage)
            if not _took_place(each, as_of)
        ),
        None,
    )
    due = visit.planned_on if visit else last.ends
    return OpenItem(
        OpenItemKind.VISIT if visit else OpenItemKind.REVIEW,
        Subject(urn),
        _lead(reader, urn),
        policy.term(codes[0]).starts,
        due,
        f"{stage} review",
        f"the visit is planned for {due}" if visit else f"it belongs in {', '.join(codes)}",
        f"record-review {urn} --stage {stage} --date DATE {_SAYS[stage]}",
        f"review/{urn}/{stage}",
    )


def _conflicts(reader: Reader, urn: str, as_of: date) -> Iterator[OpenItem]:
    """Members of the team who have a conflict now, though they had none when they were named."""
    team = [each for each in reader.where(TeamMember, urn=urn) if each.from_day <= as_of]
    ties = ties_of(reader, urn, as_of) if team else None
    for member in team:
        for person in reader.where(Person, code=member.person):
            against = conflicts(candidate_of(reader, person), ties) if ties else ()
            if against:
                yield OpenItem(
                    OpenItemKind.CONFLICT,
                    Subject(urn),
                    COORDINATOR,
                    member.from_day,
                    None,
                    f"somebody else than {member.person} on the challenge team",
                    f"{member.person} {'; '.join(against)}",
                    f"assign-challenge-team {urn} --suggest",
                    f"conflict/{urn}/{member.person}",
                )


def _took_place(visit: Visit, as_of: date) -> bool:
    return visit.kept_on is not None and visit.kept_on <= as_of


def _lead(reader: Reader, urn: str) -> Owner:
    team = reader.where(TeamMember, urn=urn)
    name = next((member.person for member in team if member.leads), "challenge team")
    return Owner(Party.CHALLENGE_TEAM, name)
