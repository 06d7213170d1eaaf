"""The life of a school in the programme: one state, worked out from the facts."""

from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.gates import Condition, Evidence, Gate, unmet
from bleadchallenge.domain.words import SelectionState


class Life(StrEnum):
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
class Standing:
    """A school's state, why it is so, and what the next step still needs."""

    state: Life
    why: str
    unmet: tuple[Condition, ...]


_STEPS: tuple[tuple[Life, Gate | None, str], ...] = (
    (Life.CLOSED, None, "the final review is in and every day is accounted for"),
    (Life.FINALLY_REVIEWED, Gate.FINAL, "the final review is in"),
    (Life.AWAITING_ALLIANCE, Gate.RECORD_DAYS, "its alliance has left; no other supports it yet"),
    (Life.RELEASED, Gate.FINAL, "the decision after the mid-term released the second days"),
    (Life.REVIEWED, Gate.FINAL, "the mid-term review is in; nothing is decided yet"),
    (Life.SUPPORTED, Gate.MIDTERM, "an alliance supports it"),
    (Life.AUDITED, Gate.ASSIGN_ALLIANCE, "signed and audited; no alliance supports it"),
    (Life.AGREED, Gate.ASSIGN_ALLIANCE, "head and chair have signed"),
    (Life.SELECTED, Gate.ASSIGN_ALLIANCE, "selected; the agreement is not signed by both"),
)


def standing(
    selection: SelectionState | None,
    evidence: Evidence,
    *,
    withdrawn: bool = False,
    paused: bool = False,
) -> Standing:
    """Where a school stands, from its selection and what is on record.

    A school that withdrew or is paused is that before anything else; one that
    is not selected stands where the choosing left it.
    """
    if withdrawn:
        return Standing(Life.WITHDRAWN, "it withdrew from the programme", ())
    if paused:
        return Standing(Life.PAUSED, "its part in the programme is paused", ())
    if selection is not SelectionState.SELECTED:
        state = Life(selection.value) if selection else Life.CANDIDATE
        return Standing(state, "it is not selected", unmet(Gate.SELECT, evidence))
    reached = _reached(evidence)
    gate, why = next((gate, why) for state, gate, why in _STEPS if state is reached)
    return Standing(reached, why, unmet(gate, evidence) if gate else ())


def _reached(evidence: Evidence) -> Life:
    """The furthest step that the evidence bears out."""
    if evidence.final_held:
        return Life.CLOSED if evidence.days_accounted_for else Life.FINALLY_REVIEWED
    if evidence.alliance_left:
        return Life.AWAITING_ALLIANCE
    if evidence.midterm_held:
        return Life.RELEASED if evidence.second_tranche_released else Life.REVIEWED
    if evidence.alliance_assigned:
        return Life.SUPPORTED
    if not (evidence.head_signed and evidence.chair_signed):
        return Life.SELECTED
    return Life.AUDITED if evidence.baseline_settled else Life.AGREED
