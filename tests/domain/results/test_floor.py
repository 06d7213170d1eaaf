import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.findings import Answer, EvidenceUsed
from bleadchallenge.domain.results.floor import below_floor
from bleadchallenge.domain.results.measures import Measure, Progress, Results
from domain.results.published_files import schools
from places import needs_shared

PERCENT = st.one_of(st.none(), st.integers(0, 1000).map(lambda tenths: tenths / 10))
SCORE = st.one_of(st.none(), st.integers(-120, 120).map(lambda tenths: tenths / 10))
RANK = {Answer.YES: 0, Answer.NO: 1}


def results(
    rwm: float | None, reading: float | None, writing: float | None, maths: float | None
) -> Results:
    return Results(rwm, Progress(reading), Progress(writing), Progress(maths))


@pytest.mark.parametrize(
    ("figures", "expected", "alone"),
    [
        pytest.param((64.9, -5, -7, -5), Answer.NO, False, id="progress just enough"),
        pytest.param((64.9, -5.1, -7, -5), Answer.YES, False, id="reading just short"),
        pytest.param((64.9, -5, -7, -5.1), Answer.YES, False, id="maths just short"),
        pytest.param((64.9, -5, -7.1, -5), Answer.YES, True, id="on writing alone"),
        pytest.param((64.9, -5.1, -7.1, -5), Answer.YES, False, id="writing and reading"),
        pytest.param((65, -9, -9, -9), Answer.NO, False, id="attainment just enough"),
        pytest.param((None, 0, 0, 0), Answer.NO, False, id="progress settles it"),
        pytest.param((None, -6, 0, 0), Answer.CANNOT_BE_KNOWN, False, id="attainment might do"),
        pytest.param((65, None, None, None), Answer.NO, False, id="attainment settles it"),
        pytest.param((40, None, 0, 0), Answer.CANNOT_BE_KNOWN, False, id="reading might be short"),
        pytest.param((40, None, -8, 0), Answer.YES, False, id="writing short, reading unknown"),
        pytest.param((None,) * 4, Answer.CANNOT_BE_KNOWN, False, id="nothing known"),
    ],
)
def test_the_floor_is_attainment_or_all_three_progress_scores(
    figures: tuple[float | None, ...], expected: Answer, *, alone: bool
) -> None:
    finding = below_floor(results(*figures), "201617")
    assert finding.answer is expected
    assert finding.on_writing_alone is alone


def test_reasons_give_the_figures() -> None:
    reasons = below_floor(results(53, -5.1, 0.2, None), "201617").reasons
    assert reasons == (
        "2016/17: 53 % expected standard in RWM, under 65 %",
        "reading progress -5.1, under -5",
        "writing progress 0.2, at or over -7",
        "maths progress not known (floor -5)",
    )


def test_figures_can_be_traced() -> None:
    used = below_floor(results(53, -5.1, 0.2, None), "201617").figures
    assert EvidenceUsed("201617", Measure.RWM_EXPECTED, 53) in used
    assert EvidenceUsed("201617", Measure.MATHS_PROGRESS, None) in used
    assert len(used) == 4


def test_an_unknown_answer_names_its_year() -> None:
    assert below_floor(Results(), "201516").missing == ("201516",)


def test_writing_alone_is_marked_in_2016_and_2017_only() -> None:
    writing_only = results(40, 0, -8, 0)
    marked = [
        below_floor(writing_only, year).on_writing_alone for year in ("201516", "201617", "201718")
    ]
    assert marked == [True, True, False]


@pytest.mark.parametrize("year", ["201415", "201819"])
def test_outside_its_years_the_floor_says_nothing(year: str) -> None:
    finding = below_floor(results(10, -9, -9, -9), year)
    assert finding.answer is Answer.CANNOT_BE_KNOWN
    assert "no floor standard" in finding.reasons[0]


@given(PERCENT, SCORE, SCORE, SCORE, st.integers(0, 3), st.integers(1, 200))
def test_a_better_figure_never_puts_a_school_below_the_floor(
    rwm: float | None,
    reading: float | None,
    writing: float | None,
    maths: float | None,
    which: int,
    tenths: int,
) -> None:
    figures = [rwm, reading, writing, maths]
    before = below_floor(results(*figures), "201617").answer
    raised = figures[which]
    figures[which] = None if raised is None else raised + tenths / 10
    after = below_floor(results(*figures), "201617").answer
    if before in RANK and after in RANK:
        assert RANK[after] >= RANK[before]


@given(PERCENT, SCORE, SCORE, SCORE, PERCENT, SCORE)
def test_a_known_answer_holds_whatever_the_unknown_turn_out_to_be(
    rwm: float | None,
    reading: float | None,
    writing: float | None,
    maths: float | None,
    other_rwm: float | None,
    other_score: float | None,
) -> None:
    before = below_floor(results(rwm, reading, writing, maths), "201617")
    filled = [other_score if each is None else each for each in (reading, writing, maths)]
    after = below_floor(results(other_rwm if rwm is None else rwm, *filled), "201617")
    if before.answer is not Answer.CANNOT_BE_KNOWN:
        assert after.answer is before.answer


class TestTheRealFiles:
    pytestmark = needs_shared

    def test_about_as_many_schools_as_nationally_were_below_the_floor_in_2017(self) -> None:
        answers = []
        for row in schools("201617", ("1",)):
            scores = (
                read_cell(row.get(name, "")).value
                for name in ("PTRWM_EXP", "READPROG", "WRITPROG", "MATPROG")
            )
            answers.append(below_floor(results(*scores), "201617").answer)
        share = answers.count(Answer.YES) / (len(answers) - answers.count(Answer.CANNOT_BE_KNOWN))
        assert 0.01 < share < 0.07
