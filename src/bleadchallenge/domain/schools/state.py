"""The life of a school in the programme: one state, worked out from the facts."""

from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.selection.gates import Condition, Gate, GateEvidence, unmet


class SchoolState(StrEnum):
    """Where a school stands; never typed, always worked out."""

    CANDIDATE = "candidate"
    RESERVE = "reserve"
    DECLINED = "declined"
    SELECTED = "selected"
    AGREED = "agreed"
    AUDITED = "audited"
    SUPPORTED = "supported"
    AWAITING_ALLIANCE = "awaiting an alliance"
    REVIEWED = "reviewed"
    RELEASED = "released"
    FINALLY_REVIEWED = "finally reviewed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """A school's state, why it is so, and what the next step still needs."""

    state: SchoolState
    why: str
    unmet: tuple[Condition, ...]


_STEPS: tuple[tuple[SchoolState, Gate | None, str], ...] = (
    (SchoolState.CLOSED, None, "the final review is in and every day is accounted for"),
    (SchoolState.FINALLY_REVIEWED, Gate.FINAL, "the final review is in"),
    (
        SchoolState.AWAITING_ALLIANCE,
        Gate.RECORD_DAYS,
        "its alliance has left; no other supports it yet",
    ),
    (SchoolState.RELEASED, Gate.FINAL, "the decision after the mid-term released the second days"),
    (SchoolState.REVIEWED, Gate.FINAL, "the mid-term review is in; nothing is decided yet"),
    (SchoolState.SUPPORTED, Gate.MIDTERM, "an alliance supports it"),
    (SchoolState.AUDITED, Gate.ASSIGN_ALLIANCE, "signed and audited; no alliance supports it"),
    (SchoolState.AGREED, Gate.ASSIGN_ALLIANCE, "head and chair have signed"),
    (SchoolState.SELECTED, Gate.ASSIGN_ALLIANCE, "selected; the agreement is not signed by both"),
)


def school_status(
    selection: SelectionState | None,
    evidence: GateEvidence,
    *,
    withdrawn: bool = False,
    paused: bool = False,
) -> SchoolStatus:
    """Where a school stands, from its selection and what is on record.

    A school that withdrew or is paused is that before anything else; one that
    is not selected stands where the choosing left it.
    """
    if withdrawn:
        return SchoolStatus(SchoolState.WITHDRAWN, "it withdrew from the programme", ())
    if paused:
        return SchoolStatus(SchoolState.PAUSED, "its part in the programme is paused", ())
    if selection is not SelectionState.SELECTED:
        state = SchoolState(selection.value) if selection else SchoolState.CANDIDATE
        return SchoolStatus(state, "it is not selected", unmet(Gate.SELECT, evidence))
    reached = _reached(evidence)
    gate, why = next((gate, why) for state, gate, why in _STEPS if state is reached)
    return SchoolStatus(reached, why, unmet(gate, evidence) if gate else ())


def _reached(evidence: GateEvidence) -> SchoolState:
    """The furthest step that the evidence bears out."""
    if evidence.final_held:
        return SchoolState.CLOSED if evidence.days_accounted_for else SchoolState.FINALLY_REVIEWED
    if evidence.alliance_left:
        return SchoolState.AWAITING_ALLIANCE
    if evidence.midterm_held:
        return SchoolState.RELEASED if evidence.second_tranche_released else SchoolState.REVIEWED
    if evidence.alliance_assigned:
        return SchoolState.SUPPORTED
    if not (evidence.head_signed and evidence.chair_signed):
        return SchoolState.SELECTED
    return SchoolState.AUDITED if evidence.baseline_settled else SchoolState.AGREED
