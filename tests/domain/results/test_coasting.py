from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.coasting import YearResults, coasting, year_test
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.measures import LevelResults, Measure, Progress, Results

LOW = Results(60, Progress(-3, -4, -2), Progress(0, -1, 1), Progress(0, -1, 1))
FINE = Results(60, Progress(0, -1, 1), Progress(0, -1, 1), Progress(0, -1, 1))
WRITING = Results(60, Progress(0, -1, 1), Progress(-4, -5, -3), Progress(0, -1, 1))
LEVELS = LevelResults(80, 90, 90, 90)


@pytest.mark.parametrize(
    ("results", "met"),
    [
        pytest.param(LOW, True, id="reading low for certain"),
        pytest.param(FINE, False, id="progress near nought"),
        pytest.param(replace(LOW, rwm_expected=84.9), True, id="attainment just under"),
        pytest.param(replace(LOW, rwm_expected=85), False, id="attainment at 85"),
        pytest.param(replace(LOW, reading=Progress(-2.5, -4, -1)), False, id="reading at -2.5"),
        pytest.param(replace(LOW, reading=Progress(-2.6, -4, -1)), True, id="reading under -2.5"),
        pytest.param(
            replace(LOW, reading=Progress(-6, -12, 0)), False, id="an upper limit of nought"
        ),
        pytest.param(replace(FINE, writing=Progress(-3.5, -5, -2)), False, id="writing at -3.5"),
        pytest.param(WRITING, True, id="writing alone"),
        pytest.param(replace(FINE, maths=Progress(-2.6, -4, -0.1)), True, id="maths alone"),
        pytest.param(replace(LOW, rwm_expected=None), None, id="attainment not known"),
        pytest.param(replace(FINE, rwm_expected=None), False, id="progress settles it"),
        pytest.param(replace(LOW, reading=Progress(-3)), None, id="upper limit not known"),
        pytest.param(replace(FINE, maths=Progress()), None, id="maths not known"),
        pytest.param(Results(90), False, id="attainment settles it"),
        pytest.param(Results(), None, id="nothing known"),
        pytest.param(LEVELS, None, id="results of another kind"),
        pytest.param(None, None, id="no results"),
    ],
)
def test_one_year_by_scores(results: YearResults | None, *, met: bool | None) -> None:
    assert year_test(results, "201617").met is met


@pytest.mark.parametrize(
    ("results", "year", "met"),
    [
        pytest.param(LevelResults(84, 93, 95, 92), "201314", True, id="2014, all under"),
        pytest.param(LevelResults(84, 94, 95, 92), "201314", False, id="2014, reading at median"),
        pytest.param(LevelResults(84, 93, 96, 92), "201314", False, id="2014, writing at median"),
        pytest.param(LevelResults(84, 93, 96, 92), "201415", True, id="2015, writing under 97"),
        pytest.param(LevelResults(84, 93, 97, 92), "201415", False, id="2015, writing at 97"),
        pytest.param(LevelResults(85, 50, 50, 50), "201415", False, id="2015, attainment at 85"),
        pytest.param(LevelResults(84, None, 90, 90), "201415", None, id="2015, reading unknown"),
        pytest.param(LevelResults(84, None, 99, 90), "201415", False, id="2015, writing settles"),
        pytest.param(FINE, "201415", None, id="2015, results of another kind"),
    ],
)
def test_one_year_by_levels(results: YearResults, year: str, *, met: bool | None) -> None:
    assert year_test(results, year).met is met


def test_coasting_takes_all_three_years() -> None:
    years = {"201415": LEVELS, "201516": LOW, "201617": LOW}
    assert coasting(years, "201617").answer is Answer.YES
    assert coasting({**years, "201516": FINE}, "201617").answer is Answer.NO


@pytest.mark.parametrize("gap", ["201415", "201516", "201617"])
def test_with_a_year_missing_it_cannot_be_known(gap: str) -> None:
    years: dict[str, YearResults] = {"201415": LEVELS, "201516": LOW, "201617": LOW}
    del years[gap]
    finding = coasting(years, "201617")
    assert finding.answer is Answer.CANNOT_BE_KNOWN
    assert finding.missing == (gap,)
    assert any(gap[:4] in reason and "no results" in reason for reason in finding.reasons)


def test_one_year_that_is_not_met_settles_it() -> None:
    assert coasting({"201617": FINE}, "201617").answer is Answer.NO


def test_it_holds_for_mainstream_primaries_of_eleven_pupils_alone() -> None:
    few = replace(LOW, outside="9 eligible pupils, fewer than 11")
    years = {"201415": LEVELS, "201516": LOW, "201617": few}
    assert coasting(years, "201617").answer is Answer.DOES_NOT_APPLY
    assert coasting({**years, "201516": FINE}, "201617").answer is Answer.NO


def test_years_that_cannot_be_decided_are_missing_too() -> None:
    years = {"201415": LevelResults(80), "201516": Results(60), "201617": LOW}
    assert coasting(years, "201617").missing == ("201415", "201516")


def test_an_older_year_does_not_stand_in_for_a_missing_one() -> None:
    years: dict[str, YearResults] = {"201314": LEVELS, "201415": LEVELS, "201617": LOW}
    assert coasting(years, "201617").answer is Answer.CANNOT_BE_KNOWN


@pytest.mark.parametrize(
    ("years", "alone"),
    [
        pytest.param((LEVELS, LOW, WRITING), True, id="writing alone in 2017"),
        pytest.param((LEVELS, WRITING, LOW), True, id="writing alone in 2016"),
        pytest.param((LEVELS, LOW, LOW), False, id="reading in both"),
        pytest.param((LEVELS, LOW, replace(WRITING, reading=LOW.reading)), False, id="both"),
        pytest.param((LEVELS, FINE, WRITING), False, id="not coasting at all"),
    ],
)
def test_writing_alone_is_marked(years: tuple[YearResults, ...], *, alone: bool) -> None:
    by_year = dict(zip(("201415", "201516", "201617"), years, strict=True))
    assert coasting(by_year, "201617").on_writing_alone is alone


def test_writing_alone_in_2018_is_not_marked() -> None:
    assert year_test(WRITING, "201617").on_writing_alone
    assert not year_test(WRITING, "201718").on_writing_alone


def test_writing_alone_is_marked_only_where_it_is_certain() -> None:
    unsure = replace(WRITING, maths=Progress())
    assert year_test(unsure, "201617").met is True
    assert not year_test(unsure, "201617").on_writing_alone


def test_the_reason_gives_figures_and_limits() -> None:
    assert year_test(LOW, "201617").reason == (
        "2016/17: met: expected standard in RWM 60 %, under 85 %; "
        "reading progress -3, under -2.5 (upper limit -2); "
        "writing progress 0, not under -3.5; maths progress 0, not under -2.5"
    )


def test_every_figure_can_be_traced() -> None:
    finding = coasting({"201415": LEVELS, "201516": LOW, "201617": LOW}, "201617")
    assert len(finding.figures) == 4 + 7 + 7
    assert {used.measure for used in finding.figures} >= {
        Measure.RWM_LEVEL_4,
        Measure.READING_EXPECTED_PROGRESS,
        Measure.READING_PROGRESS_UPPER,
    }


def test_the_definition_ended_with_2018() -> None:
    years: dict[str, YearResults] = dict.fromkeys(("201617", "201718", "201819"), LOW)
    finding = coasting(years, "201819")
    assert finding.missing == ("201819",)
    assert "does not hold" in finding.reasons[-1]


@given(
    st.integers(0, 100),
    st.integers(-100, 100).map(lambda tenths: tenths / 10),
    st.integers(0, 50).map(lambda tenths: tenths / 10),
    st.integers(0, 100).map(lambda tenths: tenths / 10),
)
def test_a_better_score_never_makes_a_year_meet_the_test(
    rwm: int, score: float, half: float, more: float
) -> None:
    worse = replace(FINE, rwm_expected=rwm, maths=Progress(score, score - half, score + half))
    raised = Progress(score + more, score + more - half, score + more + half)
    if not year_test(worse, "201617").met:
        assert not year_test(replace(worse, maths=raised), "201617").met
