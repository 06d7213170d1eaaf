"""What makes schools alike."""

import pytest

from bleadchallenge.domain.results.similarity import (
    Similarity,
    better_performing,
    confidence,
    expected,
    group_of,
    mobility,
)


@pytest.mark.parametrize(
    ("ages", "special", "group"),
    [
        ("4-11", False, "mainstream, primary"),
        ("7-11", False, "mainstream, junior"),
        ("9-13", False, "mainstream, middle"),
        ("3-16", False, "mainstream, all-through"),
        ("4-11", True, "special, primary"),
        ("", False, "mainstream, ages not known"),
    ],
)
def test_phase_and_type(ages: str, special: bool, group: str) -> None:  # noqa: FBT001 - a case
    assert group_of(ages, special=special) == group


def test_mobility_is_the_complement_of_those_who_are_not_new() -> None:
    assert mobility(92) == 8
    assert mobility(None) is None


def test_a_school_says_which_of_its_inputs_is_missing() -> None:
    assert Similarity("900001", "", {"prior_attainment": 16.2, "mobility": None}).missing == (
        "mobility",
    )


def test_the_expected_figure_weighs_the_nations_by_the_schools_shares() -> None:
    shares = {"low": 10, "middle": 60, "high": 30}
    assert expected(shares, {"low": 10, "middle": 60, "high": 95}) == pytest.approx(65.5)
    assert expected({**shares, "low": None}, {"low": 10, "middle": 60, "high": 95}) is None


def test_a_thin_or_far_family_is_of_low_confidence() -> None:
    assert confidence(10, 10, 1.0, 2.0) == ""
    assert confidence(4, 10, 1.0, 2.0).startswith("thin")
    assert "far" in confidence(10, 10, 2.5, 2.0)


@pytest.mark.parametrize(
    ("mine", "other", "miles", "said"),
    [
        (50, 66, 10, "yes"),
        (50, 66, 80, "no"),
        (50, 66, None, "yes, if within 75 miles"),
        (50, 65, 10, "no"),
        (40, 64, 10, "no"),
        (None, 80, 10, "not known"),
    ],
)
def test_better_performing_as_the_department_marks_it(
    mine: float | None, other: float, miles: float | None, said: str
) -> None:
    assert better_performing(mine, other, miles) == said
