"""The life of a school: every state is explained, and only facts move it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.schools.state import SchoolState, school_status
from bleadchallenge.domain.selection.gates import GateEvidence

SIGNED = {"selected": True, "rsc_discussed": True, "head_signed": True, "chair_signed": True}


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        pytest.param({"selected": True}, SchoolState.SELECTED, id="nothing is signed"),
        pytest.param(
            {"selected": True, "head_signed": True}, SchoolState.SELECTED, id="one signature"
        ),
        pytest.param(SIGNED, SchoolState.AGREED, id="both signatures"),
        pytest.param(
            {**SIGNED, "baseline_settled": True}, SchoolState.AUDITED, id="baseline is in"
        ),
        pytest.param({**SIGNED, "alliance_assigned": True}, SchoolState.SUPPORTED, id="assigned"),
        pytest.param({**SIGNED, "midterm_held": True}, SchoolState.REVIEWED, id="mid-term is in"),
        pytest.param(
            {**SIGNED, "midterm_held": True, "second_tranche_released": True},
            SchoolState.RELEASED,
            id="decided",
        ),
        pytest.param(
            {**SIGNED, "final_held": True}, SchoolState.FINALLY_REVIEWED, id="days are open"
        ),
        pytest.param(
            {**SIGNED, "final_held": True, "days_accounted_for": True},
            SchoolState.CLOSED,
            id="all done",
        ),
    ],
)
def test_the_facts_say_where_a_school_stands(evidence: dict[str, bool], state: SchoolState) -> None:
    assert school_status(SelectionState.SELECTED, GateEvidence(**evidence)).state is state


def test_a_withdrawn_school_is_withdrawn_whatever_else_is_on_record() -> None:
    assert school_status(SelectionState.SELECTED, GateEvidence(**SIGNED), withdrawn=True).state is (
        SchoolState.WITHDRAWN
    )


def test_a_school_that_nobody_chose_is_a_candidate() -> None:
    assert school_status(None, GateEvidence()).state is SchoolState.CANDIDATE


@given(st.builds(GateEvidence))
def test_every_state_says_why(evidence: GateEvidence) -> None:
    found = school_status(SelectionState.SELECTED, evidence)
    assert found.why
    assert all(condition.how for condition in found.unmet)
