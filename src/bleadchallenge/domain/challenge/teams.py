"""Challenge teams: who may lead, who may sit on one, who must not; and whether visits are kept.

The bid: an inspector working with two national leaders of education or system
leaders, for every school.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.choices import Designation, Role

_LEADERS = frozenset({Designation.NLE, Designation.LLE, Designation.NLG})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with what ties the person to schools, trusts and alliances."""

    code: str
    role: str
    designation: str
    school: str = ""
    trust: str = ""
    alliance: str = ""
    interests: frozenset[str] = frozenset()

    @property
    def may_lead(self) -> bool:
        """An inspector leads."""
        return Role.HMI in (self.role, self.designation) or self.designation == Designation.HMI

    @property
    def may_sit(self) -> bool:
        """National or local leaders, and people in the role of a system leader."""
        return self.designation in _LEADERS or self.role == Role.SYSTEM_LEADER


@dataclass(frozen=True, slots=True)
class ConflictTies:
    """What a school is tied to: its trusts, its alliances, and those alliances' schools."""

    urn: str
    trusts: frozenset[str] = frozenset()
    alliances: frozenset[str] = frozenset()
    alliance_schools: frozenset[str] = frozenset()


class VisitState(StrEnum):
    """How a visit stands on a day."""

    KEPT = "kept"
    PLANNED = "planned"
    OVERDUE = "overdue"
    NOT_PLANNED = "not planned"
    MISSING = "missing"
    WAIVED = "waived"


def conflicts(person: Candidate, ties: ConflictTies) -> tuple[str, ...]:
    """Why a person must not sit on a school's challenge team, in words."""
    said = []
    if person.school == ties.urn:
        said.append("works at the school")
    if person.trust and person.trust.casefold() in {trust.casefold() for trust in ties.trusts}:
        said.append("belongs to the school's trust")
    if person.alliance in ties.alliances:
        said.append(f"belongs to its alliance {person.alliance}")
    elif person.school and person.school in ties.alliance_schools:
        said.append("works at a school of its alliance")
    if ties.urn in person.interests:
        said.append("has an interest in the school on record")
    if shared := person.interests & ties.alliances:
        said.append(f"has an interest in {', '.join(sorted(shared))} on record")
    return tuple(said)


def fitting(person: Candidate) -> str:
    """What a person could be on a team, in words; empty where nothing."""
    if person.may_lead:
        return "may lead: inspector"
    if person.may_sit:
        named = person.designation if person.designation in _LEADERS else "system leader"
        return f"may sit on it: {named}"
    return ""


def visit_state(
    planned_on: date | None,
    kept_on: date | None,
    last_day: date,
    as_of: date,
    *,
    waived: bool = False,
) -> VisitState:
    """How a visit stands. ``last_day`` is the last on which it can be held.

    Overdue is planned and not kept; missing is not even planned when its terms
    are over.
    """
    if kept_on is not None and kept_on <= as_of:
        return VisitState.KEPT
    if waived:
        return VisitState.WAIVED
    if planned_on is not None:
        return VisitState.OVERDUE if planned_on < as_of else VisitState.PLANNED
    return VisitState.MISSING if last_day < as_of else VisitState.NOT_PLANNED


def declared_conflicts(texts: Collection[str]) -> dict[str, str]:
    """Declarations as typed, ``P02: none``, by the person's code in capitals."""
    parts = (text.partition(":") for text in texts)
    return {code.strip().casefold(): said.strip() for code, _colon, said in parts if said.strip()}
