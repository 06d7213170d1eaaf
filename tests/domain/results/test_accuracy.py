import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.accuracy import (
    WRITING_NOTE,
    AccuracyDirection,
    PairedResult,
    against_test,
    agreement,
)
from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.measures import Subject
from domain.results.published_files import schools
from places import needs_shared

COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("teacher", "test", "pupils", "difference", "leaning", "words"),
    [
        (
            80,
            70,
            46,
            4,
            AccuracyDirection.HIGHER,
            "teachers assessed 4 pupils more than the tests showed",
        ),
        (
            68,
            70,
            60,
            -1,
            AccuracyDirection.LOWER,
            "teachers assessed 1 pupil fewer than the tests showed",
        ),
        (71, 70, 46, 0, AccuracyDirection.IN_LINE, "teachers assessed in line with the tests"),
        (
            80,
            70,
            None,
            None,
            AccuracyDirection.HIGHER,
            "teachers assessed +10 points beside the tests",
        ),
    ],
)
def test_teachers_beside_the_tests(
    teacher: float,
    test: float,
    pupils: int | None,
    difference: int | None,
    leaning: AccuracyDirection,
    words: str,
) -> None:
    found = against_test(Subject.READING, "201617", teacher, test, pupils)
    assert found.points == teacher - test
    assert (found.pupils, found.leaning, found.words) == (difference, leaning, words)
    assert found.n == pupils


@pytest.mark.parametrize(("teacher", "test"), [(None, 70), (70, None)])
def test_one_side_unknown_is_no_comparison(teacher: float | None, test: float | None) -> None:
    found = against_test(Subject.MATHS, "201617", teacher, test, 30)
    assert (found.points, found.leaning, found.words) == (None, None, "not known")


def test_writing_has_no_test() -> None:
    assert against_test(Subject.WRITING, "201617", 70, 70, 30).words == WRITING_NOTE


def test_reading_and_maths_were_teacher_assessed_until_2018_only() -> None:
    assert against_test(Subject.READING, "201718", 70, 70, 30).points == 0
    later = against_test(Subject.READING, "201819", 70, 70, 30)
    assert later.points is None
    assert "only until 2017/18" in later.words


def test_five_pupils_or_fewer_are_hidden() -> None:
    few = against_test(Subject.READING, "201617", 80, 60, 5)
    assert few.hidden
    assert (few.points, few.pupils) == (None, None)
    pairs = agreement(PairedResult(3, 2, 0))
    assert pairs.hidden
    assert pairs.percentage is None


def test_judgements_compared_pupil_by_pupil() -> None:
    found = agreement(PairedResult(agree=24, over=5, under=1), "the moderator")
    assert found.percentage == 80
    assert found.n == 30
    assert found.leaning is AccuracyDirection.HIGHER
    assert found.words == (
        "teachers and the moderator agree on 80 % of 30 pupils; "
        "where they differ, teachers are more often higher"
    )
    assert found.interval is not None
    assert found.interval.holds(80)


@pytest.mark.parametrize(
    ("paired", "leaning", "ending"),
    [
        (PairedResult(30, 0, 0), AccuracyDirection.IN_LINE, "100 % of 30 pupils"),
        (PairedResult(20, 5, 5), AccuracyDirection.IN_LINE, "as often higher as lower"),
        (PairedResult(20, 1, 9), AccuracyDirection.LOWER, "more often lower"),
    ],
)
def test_the_direction_is_told(
    paired: PairedResult, leaning: AccuracyDirection, ending: str
) -> None:
    found = agreement(paired)
    assert found.leaning is leaning
    assert found.words.endswith(ending)


def test_nobody_compared_is_no_agreement() -> None:
    found = agreement(PairedResult(0, 0, 0))
    assert (found.percentage, found.interval, found.leaning) == (None, None, None)


@given(COUNTS, COUNTS, COUNTS)
def test_agreement_does_not_depend_on_the_direction_of_errors(
    agree: int, over: int, under: int
) -> None:
    one, other = (
        agreement(PairedResult(agree, over, under)),
        agreement(PairedResult(agree, under, over)),
    )
    assert (one.percentage, one.interval, one.n) == (other.percentage, other.interval, other.n)


class TestTheRealFiles:
    pytestmark = needs_shared

    def test_most_schools_judged_reading_above_the_test_in_2017(self) -> None:
        leanings = [
            against_test(
                Subject.READING,
                "201617",
                read_cell(row.get("PTREADTA_EXP", "")).value,
                read_cell(row.get("PTREAD_EXP", "")).value,
                int(read_cell(row.get("TELIG", "")).value or 0) or None,
            ).leaning
            for row in schools("201617", ("1",))
        ]
        assert leanings.count(AccuracyDirection.HIGHER) > len(leanings) / 2
