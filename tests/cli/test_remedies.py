"""A name that is not known is answered with those that are."""

import pytest

from builders import Programme


@pytest.fixture
def school(programme: Programme) -> Programme:
    """A school that an alliance supports."""
    return programme.supported()


def test_an_unknown_alliance_is_answered_with_the_codes_there_are(school: Programme) -> None:
    answer = school.run("assign-tsa 900001 QQQQ --from 2018-01-08 --reason need")
    assert answer.code == 65
    assert "fix:   one of TSA1" in answer.err


def test_a_code_that_is_nearly_right_is_answered_with_the_right_one(school: Programme) -> None:
    answer = school.run("assign-tsa 900001 TSA11 --from 2018-01-08 --reason need")
    assert answer.code == 65
    assert "did you mean" in answer.err
    assert "(TSA1)" in answer.err


def test_an_unknown_template_is_answered_with_the_templates_there_are(school: Programme) -> None:
    answer = school.run("kpi add 900001 --template QQQQ --target T3=4")
    assert answer.code == 65
    for row in school.rows("kpi templates"):
        assert row["code"] in answer.err


def test_a_template_that_is_nearly_right_is_answered_with_the_right_one(school: Programme) -> None:
    answer = school.run("kpi add 900001 --template TRAINNED --target T3=4")
    assert "did you mean" in answer.err
    assert "(TRAINED)" in answer.err


@pytest.mark.parametrize(
    "line",
    [
        "isg calendar --term T9",
        "plan action 900001 --text Coach --theme leadership --term T9",
    ],
)
def test_an_unknown_term_is_answered_with_the_policys_terms(school: Programme, line: str) -> None:
    school.done("plan new 900001 --reason first --as-of 2018-03-01")
    answer = school.run(line)
    assert answer.code == 65
    assert "there is no term T9" in answer.err
    assert "fix:   one of T1 (autumn 2017), T2 (spring 2018)" in answer.err
    assert answer.out == ""


def test_a_term_may_be_said_by_its_name(school: Programme) -> None:
    assert school.rows("isg calendar --term 'Spring 2018'") == school.rows("isg calendar --term t2")
