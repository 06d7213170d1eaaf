"""The groups of pupils the tables tell apart, and the codes that stand for no figure."""

from collections.abc import Callable, Sequence

from sample_city.pupil import Pupil

HIDDEN, NOT_APPLICABLE, LOW_COVERAGE, NOTHING = "SUPP", "NA", "LOWCOV", ""
FEWEST_SHOWN = 6

Cells = dict[str, str]
Test = Callable[[Pupil], bool]

POOR, OTHER = "FSM6CLA1A", "NotFSM6CLA1A"
GROUPS: dict[str, Test] = {
    "B": lambda p: not p.girl,
    "G": lambda p: p.girl,
    "L": lambda p: p.band == "L",
    "M": lambda p: p.band == "M",
    "H": lambda p: p.band == "H",
    POOR: lambda p: p.disadvantaged,
    OTHER: lambda p: not p.disadvantaged,
    "EAL": lambda p: p.language == 2,  # noqa: PLR2004 - the census's second group
    "MOBN": lambda p: not p.mobile,
}


def members_of(pupils: Sequence[Pupil]) -> dict[str, list[Pupil]]:
    """List the pupils of every group."""
    return {name: [p for p in pupils if test(p)] for name, test in GROUPS.items()}


def is_figure(text: str) -> bool:
    """Say whether a cell holds a figure and not a code."""
    return text not in {HIDDEN, NOT_APPLICABLE, LOW_COVERAGE, NOTHING}
