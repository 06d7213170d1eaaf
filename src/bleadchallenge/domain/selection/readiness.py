"""Whether a school is ready to begin: what must stand before support can do its work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is on record of a school that is to begin; unknown is never taken for true."""

    results_known: bool = False
    inspection_known: bool = False
    family_can_be_drawn: bool = False
    discussed: bool = False
    selected: bool = False
    head_signed: bool = False
    chair_signed: bool = False
    alliance_has_room: bool = False
    team_can_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must stand, what it is called, and the command that brings it about."""

    words: str
    stands: Callable[[Preparation], bool]
    how: str


REQUIREMENTS: Final = (
    Requirement(
        "results of the last two years are in",
        lambda p: p.results_known,
        "import-data FILE",
    ),
    Requirement(
        "its latest inspection is on record", lambda p: p.inspection_known, "import-data FILE"
    ),
    Requirement(
        "a family can be drawn, so that it can be evaluated",
        lambda p: p.family_can_be_drawn,
        "import-data FILE",
    ),
    Requirement(
        "it was discussed with the regional schools commissioner's office",
        lambda p: p.discussed,
        "consult-rsc {school} --date DATE --outcome TEXT",
    ),
    Requirement("it is selected", lambda p: p.selected, 'select {school} selected --reason "..."'),
    Requirement(
        "the head has signed",
        lambda p: p.head_signed,
        'agree {school} --head "NAME" --date DATE',
    ),
    Requirement(
        "the chair of governors has signed",
        lambda p: p.chair_signed,
        'agree {school} --chair "NAME" --date DATE',
    ),
    Requirement(
        "an alliance without a conflict has room",
        lambda p: p.alliance_has_room,
        "assign-tsa {school} --suggest",
    ),
    Requirement(
        "an HMI and enough system leaders are there for a challenge team",
        lambda p: p.team_can_be_named,
        "people",
    ),
)


def missing(found: Preparation) -> tuple[Requirement, ...]:
    """What does not stand yet, in the order to bring it about."""
    return tuple(each for each in REQUIREMENTS if not each.stands(found))
