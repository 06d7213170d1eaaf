"""What is on record about a school, as the gates ask for it."""

from datetime import date

from bleadchallenge.domain.choices import DayState, DecisionKind, SelectionState, Signatory, Stage
from bleadchallenge.domain.selection.gates import GateEvidence
from bleadchallenge.domain.support.day_states import state_on
from bleadchallenge.domain.support.days import second_released_on
from bleadchallenge.domain.support.own_time import OwnTime
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import (
    Assignment,
    Consultation,
    Decision,
    LeadershipChange,
    Review,
    Selection,
    Signature,
    SupportDay,
)

_OPEN_DAYS = {DayState.PLANNED, DayState.DELIVERED}


def evidence_of(
    reader: Reader, urn: str, as_of: date, accounted_by: date | None = None
) -> GateEvidence:
    """What is on record about a school on a day.

    Days of support may be accounted for by a later day than the one that is asked of.
    """
    selection = next(iter(reader.where(Selection, urn=urn)), None)
    stages = {review.stage for review in reader.where(Review, urn=urn) if review.held_on <= as_of}
    assigned = assignment_on(reader, urn, as_of) is not None
    return GateEvidence(
        selected=selection is not None and selection.state == SelectionState.SELECTED,
        rsc_discussed=any(c.held_on <= as_of for c in _consultations(reader, urn)),
        head_signed=signature_in_force(reader, urn, Signatory.HEAD, as_of) is not None,
        chair_signed=signature_in_force(reader, urn, Signatory.CHAIR, as_of) is not None,
        baseline_settled=Stage.BASELINE in stages,
        alliance_assigned=assigned,
        alliance_left=not assigned and last_assignment(reader, urn, as_of) is not None,
        midterm_held=Stage.MIDTERM in stages,
        second_tranche_released=_second_released(reader, urn, as_of),
        days_accounted_for=not _open_days(reader, urn, accounted_by or as_of),
        final_held=Stage.FINAL in stages,
    )


def signature_in_force(reader: Reader, urn: str, role: Signatory, as_of: date) -> Signature | None:
    """The signature that binds on a day: not withdrawn, and no new holder since.

    A new head or chair must sign again, so a change of holder ends it. Whoever
    withdraws takes back every signature of the role. Of two that stand the first
    binds: whoever signs again does not sign later.
    """
    ended = [day for day, _why in _signature_ends(reader, urn, role, as_of)]
    for signature in reader.where(Signature, urn=urn):
        if signature.role != role or signature.signed_on > as_of:
            continue
        withdrawn = signature.withdrawn_on is not None and signature.withdrawn_on <= as_of
        if not withdrawn and all(day <= signature.signed_on for day in ended):
            return signature
    return None


def unsigned_since(
    reader: Reader, urn: str, role: Signatory, as_of: date
) -> tuple[date, str] | None:
    """The day from which a new signature is wanted, and why; ``None`` where none was ended."""
    return max(_signature_ends(reader, urn, role, as_of), default=None)


def _signature_ends(
    reader: Reader, urn: str, role: Signatory, as_of: date
) -> list[tuple[date, str]]:
    """The days up to a day on which what a role had signed came to an end, and why."""
    changes = [
        (change.from_day, f"a new {role} came on {change.from_day} and has not signed")
        for change in reader.where(LeadershipChange, urn=urn)
        if change.role == role
    ]
    withdrawn = [
        (signature.withdrawn_on, f"the {role} withdrew the signature on {signature.withdrawn_on}")
        for signature in reader.where(Signature, urn=urn)
        if signature.role == role and signature.withdrawn_on is not None
    ]
    return [(day, why) for day, why in [*changes, *withdrawn] if day <= as_of]


def assignment_on(reader: Reader, urn: str, as_of: date) -> Assignment | None:
    """The assignment of an alliance that runs on a day, or ``None``."""
    for assignment in reader.where(Assignment, urn=urn):
        begun = assignment.from_day <= as_of
        if begun and (assignment.to_day is None or as_of <= assignment.to_day):
            return assignment
    return None


def last_assignment(reader: Reader, urn: str, as_of: date) -> Assignment | None:
    """The latest assignment that had begun by a day, running or ended."""
    begun = [a for a in reader.where(Assignment, urn=urn) if a.from_day <= as_of]
    return begun[-1] if begun else None


def own_times(reader: Reader, urn: str) -> list[OwnTime]:
    """The times of the alliances that support or supported a school, in order."""
    assigned = reader.where(Assignment, urn=urn)
    return [
        OwnTime(each.alliance, each.from_day, each.to_day, succeeds=place > 0)
        for place, each in enumerate(assigned)
    ]


def own_time_on(reader: Reader, urn: str, as_of: date) -> OwnTime | None:
    """The latest of them that had begun by a day; running, or the last there was."""
    begun = [own for own in own_times(reader, urn) if own.first <= as_of]
    return begun[-1] if begun else None


def midterm_decision(reader: Reader, urn: str, as_of: date) -> Decision | None:
    """The decision that followed the mid-term review by a day, or ``None``.

    A change of alliance that was decided before the mid-term is not that decision.
    """
    held = [r.held_on for r in reader.where(Review, urn=urn) if r.stage == Stage.MIDTERM]
    for decision in reader.where(Decision, urn=urn):
        if held and held[0] <= decision.decided_on <= as_of:
            return decision
    return None


def midterm_decisions(reader: Reader, urn: str) -> list[tuple[date, DecisionKind]]:
    """What the mid-term's decision was, and on which day; empty where there is none."""
    found = midterm_decision(reader, urn, date.max)
    return [(found.decided_on, DecisionKind(found.kind))] if found else []


def _consultations(reader: Reader, urn: str) -> list[Consultation]:
    return reader.where(Consultation, urn=urn)


def _second_released(reader: Reader, urn: str, as_of: date) -> bool:
    """Continue and adjust release at once, a switch when the new alliance begins."""
    decisions = midterm_decisions(reader, urn)
    assigned = [a.from_day for a in reader.where(Assignment, urn=urn)]
    on = second_released_on(decisions, assigned)
    return on is not None and on <= as_of


def _open_days(reader: Reader, urn: str, as_of: date) -> list[SupportDay]:
    days = reader.where(SupportDay, urn=urn)
    return [day for day in days if state_on(day, as_of) in _OPEN_DAYS]
