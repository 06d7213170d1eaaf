"""Challenge teams: who may be on one, who must not, and whether visits are kept."""

from datetime import date

import pytest

from bleadchallenge.domain.challenge.teams import (
    Candidate,
    ConflictTies,
    VisitState,
    conflicts,
    declared_conflicts,
    fitting,
    visit_state,
)

TIES = ConflictTies(
    "900001",
    frozenset({"Weir Trust"}),
    frozenset({"TSA1"}),
    frozenset({"900004"}),
)
END = date(2018, 3, 29)


@pytest.mark.parametrize(
    "tied",
    [
        {"school": "900001"},
        {"trust": "weir trust"},
        {"alliance": "TSA1"},
        {"school": "900004"},
        {"interests": frozenset({"900001"})},
        {"interests": frozenset({"TSA1"})},
    ],
)
def test_whoever_is_tied_to_the_school_must_not_sit_on_its_team(tied: dict[str, object]) -> None:
    assert conflicts(Candidate("P", "system-leader", "NLE", **tied), TIES)  # type: ignore[arg-type]


def test_whoever_is_not_tied_may() -> None:
    other = Candidate("P", "system-leader", "NLE", "900002", "Other Trust", "TSA2")
    assert conflicts(other, TIES) == ()


@pytest.mark.parametrize(
    ("role", "designation", "said"),
    [
        ("hmi", "none", "lead"),
        ("other", "HMI", "lead"),
        ("other", "NLE", "NLE"),
        ("system-leader", "none", "system leader"),
        ("deliverer", "SLE", ""),
        ("head", "none", ""),
    ],
)
def test_who_fits_a_team(role: str, designation: str, said: str) -> None:
    found = fitting(Candidate("P", role, designation))
    assert (said in found) if said else not found


@pytest.mark.parametrize(
    ("planned", "kept", "as_of", "state"),
    [
        (None, None, date(2018, 3, 29), VisitState.NOT_PLANNED),
        (None, None, date(2018, 3, 30), VisitState.MISSING),
        (date(2018, 3, 8), None, date(2018, 3, 8), VisitState.PLANNED),
        (date(2018, 3, 8), None, date(2018, 3, 9), VisitState.OVERDUE),
        (date(2018, 3, 8), date(2018, 3, 12), date(2018, 3, 11), VisitState.OVERDUE),
        (date(2018, 3, 8), date(2018, 3, 12), date(2018, 3, 12), VisitState.KEPT),
    ],
)
def test_how_a_visit_stands(
    planned: date | None, kept: date | None, as_of: date, state: VisitState
) -> None:
    assert visit_state(planned, kept, END, as_of) is state


def test_declarations_are_by_code_and_say_something() -> None:
    assert declared_conflicts(["P02: none", "p03 :knows the head", "P04:"]) == {
        "p02": "none",
        "p03": "knows the head",
    }
