"""What practice sessions and the conference left to do."""

from collections.abc import Iterator
from datetime import date, timedelta

from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind, Owner, Party, Subject
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.leadership import session_places
from bleadchallenge.store.tables import ConferenceCommitment


def items(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    """Follow-ups of those who attended, and commitments that were not kept."""
    yield from _follow_ups(reader, policy, as_of)
    yield from _commitments(reader, as_of)


def _follow_ups(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    for session, place in session_places(reader):
        open_still = place.attended and session.held_on <= as_of
        if open_still and not _is_done(place.followed_up_on, as_of):
            yield OpenItem(
                OpenItemKind.FOLLOW_UP,
                Subject(place.urn),
                Owner(Party.SCHOOL, place.attender),
                session.held_on,
                session.held_on + timedelta(days=policy.practice.follow_up_days),
                f"follow-up of session {session.code} in the own school",
                f"{place.attender} attended on {session.held_on}",
                f"session follow-up {session.code} {place.attender} --text TEXT --date DATE",
                f"follow-up/{session.code}/{place.attender}",
            )


def _commitments(reader: Reader, as_of: date) -> Iterator[OpenItem]:
    for commitment in reader.where(ConferenceCommitment):
        if not _is_done(commitment.kept_on, as_of):
            yield OpenItem(
                OpenItemKind.COMMITMENT,
                Subject(commitment.urn),
                Owner(Party.SCHOOL, commitment.carried_by),
                min(commitment.by_day or as_of, as_of),
                commitment.by_day,
                f"commitment {commitment.number}: {commitment.text}",
                "it was made at the conference",
                f"conference keep {commitment.number} --date DATE",
                f"commitment/{commitment.number}",
            )


def _is_done(on: date | None, as_of: date) -> bool:
    """Whether what has its day once it is done was done by a day."""
    return on is not None and on <= as_of
