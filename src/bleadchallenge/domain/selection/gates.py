"""Gates: what must be true before a step is taken, in the coordinator's words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.errors import DataError


@dataclass(frozen=True, slots=True)
class GateEvidence:
    """What is on record about a school when a gate is asked.

    Unknown is never taken for true. ``alliance_left`` is that one supported the
    school before, and none does now.
    """

    selected: bool = False
    rsc_discussed: bool = False
    head_signed: bool = False
    chair_signed: bool = False
    baseline_settled: bool = False
    alliance_assigned: bool = False
    alliance_left: bool = False
    midterm_held: bool = False
    second_tranche_released: bool = False
    days_accounted_for: bool = False
    final_held: bool = False


class Gate(StrEnum):
    """The steps that are guarded."""

    SELECT = "select the school"
    ASSIGN_ALLIANCE = "assign an alliance"
    RECORD_DAYS = "record a day of support"
    MIDTERM = "record the mid-term review"
    FINAL = "record the final review"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be true, what it is called, and how it is met."""

    words: str
    met: Callable[[GateEvidence], bool]
    how: str


_SELECTED = Condition(
    "the school is selected", lambda e: e.selected, 'select {school} selected --reason "..."'
)
_HEAD = Condition(
    "the head has signed",
    lambda e: e.head_signed,
    'agree {school} --head "NAME" --date DATE',
)
_CHAIR = Condition(
    "the chair of governors has signed",
    lambda e: e.chair_signed,
    'agree {school} --chair "NAME" --date DATE',
)
_BASELINE = Condition(
    "the baseline is in, or waived for a recent Ofsted report",
    lambda e: e.baseline_settled,
    "record-review {school} --stage baseline --date DATE",
)
_ALLIANCE = Condition(
    "an alliance is assigned",
    lambda e: e.alliance_assigned,
    'assign-tsa {school} TSA --from DATE --reason "..."',
)

GATES: dict[Gate, tuple[Condition, ...]] = {
    Gate.SELECT: (
        Condition(
            "the discussion with the regional schools commissioner's office is on record",
            lambda e: e.rsc_discussed,
            "consult-rsc {school} --date DATE --outcome TEXT",
        ),
    ),
    Gate.ASSIGN_ALLIANCE: (_SELECTED, _HEAD, _CHAIR, _BASELINE),
    Gate.RECORD_DAYS: (_HEAD, _CHAIR, _ALLIANCE),
    Gate.MIDTERM: (_BASELINE, _ALLIANCE),
    Gate.FINAL: (
        Condition(
            "the mid-term review is in",
            lambda e: e.midterm_held,
            "record-review {school} --stage midterm --date DATE",
        ),
        Condition(
            "every day of support is confirmed, disputed or cancelled",
            lambda e: e.days_accounted_for,
            "days-status --school {school}",
        ),
    ),
}


def unmet(gate: Gate, evidence: GateEvidence) -> tuple[Condition, ...]:
    """The conditions of a gate that are not met, in the order to meet them."""
    return tuple(condition for condition in GATES[gate] if not condition.met(evidence))


def require(gate: Gate, evidence: GateEvidence, school: str, name: str) -> None:
    """Raise ``DataError`` in words unless every condition of the gate is met."""
    missing = unmet(gate, evidence)
    if missing:
        raise DataError(
            f"cannot {gate} for {name}",
            why="not yet true: " + "; ".join(condition.words for condition in missing),
            fix=f"bleadchallenge {missing[0].how.format(school=school)}",
        )
