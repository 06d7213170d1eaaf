import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.decline import declining
from bleadchallenge.domain.results.findings import Answer

NATIONAL = {"201516": 53.0, "201617": 61.0, "201718": 64.0}
MANY = dict.fromkeys(("201415", *NATIONAL), 20_000)
PERCENT = st.integers(0, 100).map(float)


def school(*figures: float | None) -> dict[str, float | None]:
    return dict(zip(NATIONAL, figures, strict=False))


@pytest.mark.parametrize(
    ("figures", "year", "expected"),
    [
        pytest.param((50, 55), "201617", Answer.YES, id="up five while the nation is up eight"),
        pytest.param((50, 55.1), "201617", Answer.NO, id="just under three points behind"),
        pytest.param((50, 58), "201617", Answer.NO, id="as the nation"),
        pytest.param((50, 70), "201617", Answer.NO, id="far ahead"),
        pytest.param((50, 57, 59), "201718", Answer.YES, id="a little behind in both years"),
        pytest.param((50, 59, 61), "201718", Answer.NO, id="a little behind in one year"),
        pytest.param((50, 80, 61), "201718", Answer.NO, id="a steep fall gives back a rise"),
        pytest.param(
            (50, 80, 60), "201718", Answer.NO, id="a point more than the rise is given back"
        ),
        pytest.param((50, 80, 55), "201718", Answer.YES, id="far more than the rise is lost"),
        pytest.param((50, 60, 58), "201718", Answer.YES, id="three points more than the rise"),
        pytest.param((None, 57, 59), "201718", Answer.CANNOT_BE_KNOWN, id="first year unknown"),
        pytest.param((None, 57, 61), "201718", Answer.NO, id="the latest year settles it"),
        pytest.param((None, 57, 50), "201718", Answer.YES, id="the latest year is enough"),
        pytest.param((50, None), "201617", Answer.CANNOT_BE_KNOWN, id="latest year unknown"),
        pytest.param((50,), "201516", Answer.CANNOT_BE_KNOWN, id="nothing compares with 2016"),
    ],
)
def test_results_decline_beside_the_national_change(
    figures: tuple[float | None, ...], year: str, expected: Answer
) -> None:
    assert declining(school(*figures), NATIONAL, year, points=3, pupils=MANY).answer is expected


def test_the_definition_says_that_it_is_assumed() -> None:
    assert declining(school(50, 55), NATIONAL, "201617", points=3, pupils=MANY).assumed


def test_levels_are_never_compared_with_the_expected_standard() -> None:
    finding = declining(
        {"201415": 90.0, **school(50, 58)}, NATIONAL, "201617", points=3, pupils=MANY
    )
    assert finding.answer is Answer.NO
    assert finding.reasons == ("2015/16 to 2016/17: RWM moved as it did nationally",)


def test_reasons_and_missing_years_are_told() -> None:
    finding = declining(school(None, 57, 59), NATIONAL, "201718", points=3, pupils=MANY)
    assert finding.missing == ("201516",)
    assert finding.reasons == (
        "2015/16 to 2016/17: not known",
        "2016/17 to 2017/18: RWM down on the national change by 1 point",
    )


@given(PERCENT, PERCENT, PERCENT, st.integers(1, 40))
def test_a_better_latest_result_never_makes_results_decline(
    first: float, second: float, third: float, more: int
) -> None:
    before = declining(school(first, second, third), NATIONAL, "201718", points=3, pupils=MANY)
    after = declining(
        school(first, second, third + more), NATIONAL, "201718", points=3, pupils=MANY
    )
    if before.answer is Answer.NO:
        assert after.answer is Answer.NO


@pytest.mark.parametrize(
    ("pupils", "expected"),
    [(30, Answer.NO), (200, Answer.YES), (8, Answer.NO), (None, Answer.CANNOT_BE_KNOWN)],
)
def test_a_fall_that_chance_explains_is_no_decline(pupils: int | None, expected: Answer) -> None:
    of = dict.fromkeys(NATIONAL, pupils)
    found = declining(school(60, 50), NATIONAL, "201617", points=3, pupils=of)
    assert found.answer is expected
    assert any("chance may do with so few" in each for each in found.reasons) == (
        expected is Answer.NO
    )


@pytest.mark.parametrize(
    ("figures", "since"),
    [
        pytest.param((50, 57, 59), "2015/16", id="a little behind in both years"),
        pytest.param((60, 65, 22), "2015/16", id="a steep fall that outlasts a rise"),
        pytest.param((None, 60, 50), "2016/17", id="nothing known of the first year"),
    ],
)
def test_a_decline_says_over_which_years_it_is_more_than_chance(
    figures: tuple[float | None, ...], since: str
) -> None:
    found = declining(school(*figures), NATIONAL, "201718", points=3, pupils=MANY)
    assert found.reasons[-1] == f"{since} to 2017/18: behind the nation by more than chance may do"


def test_a_fall_that_gives_back_a_rise_is_called_so() -> None:
    found = declining(school(50, 80, 60), NATIONAL, "201718", points=3, pupils=MANY)
    assert found.reasons[-1] == "no more than gives back the rise of the year before"


def test_what_is_lost_beyond_a_rise_has_to_be_more_than_chance_too() -> None:
    few = dict.fromkeys(NATIONAL, 30)
    found = declining(school(60, 95, 60), NATIONAL, "201718", points=3, pupils=few)
    assert found.answer is Answer.NO
    assert found.reasons[-1] == "no more than gives back the rise of the year before"
    fell = declining(school(60, 65, 22), NATIONAL, "201718", points=3, pupils=few)
    assert fell.answer is Answer.YES
