"""The life of a school: every state is explained, and only facts move it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.gates import Evidence
from bleadchallenge.domain.life import Life, standing
from bleadchallenge.domain.words import SelectionState

SIGNED = {"selected": True, "rsc_discussed": True, "head_signed": True, "chair_signed": True}


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        pytest.param({"selected": True}, Life.SELECTED, id="nothing is signed"),
        pytest.param({"selected": True, "head_signed": True}, Life.SELECTED, id="one signature"),
        pytest.param(SIGNED, Life.AGREED, id="both signatures"),
        pytest.param({**SIGNED, "baseline_settled": True}, Life.AUDITED, id="baseline is in"),
        pytest.param({**SIGNED, "alliance_assigned": True}, Life.SUPPORTED, id="assigned"),
        pytest.param({**SIGNED, "midterm_held": True}, Life.REVIEWED, id="mid-term is in"),
        pytest.param(
            {**SIGNED, "midterm_held": True, "second_tranche_released": True},
            Life.RELEASED,
            id="decided",
        ),
        pytest.param({**SIGNED, "final_held": True}, Life.FINALLY_REVIEWED, id="days are open"),
        pytest.param(
            {**SIGNED, "final_held": True, "days_accounted_for": True}, Life.CLOSED, id="all done"
        ),
    ],
)
def test_the_facts_say_where_a_school_stands(evidence: dict[str, bool], state: Life) -> None:
    assert standing(SelectionState.SELECTED, Evidence(**evidence)).state is state


def test_a_withdrawn_school_is_withdrawn_whatever_else_is_on_record() -> None:
    assert standing(SelectionState.SELECTED, Evidence(**SIGNED), withdrawn=True).state is (
        Life.WITHDRAWN
    )


def test_a_school_that_nobody_chose_is_a_candidate() -> None:
    assert standing(None, Evidence()).state is Life.CANDIDATE


@given(st.builds(Evidence))
def test_every_state_says_why(evidence: Evidence) -> None:
    found = standing(SelectionState.SELECTED, evidence)
    assert found.why
    assert all(condition.how for condition in found.unmet)
