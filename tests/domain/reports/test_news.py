"""A move is news only where the reading moved by one lesson, pupil, meeting or day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import Direction
from bleadchallenge.domain.kpis.status import Indicator, Point, Status, judge
from bleadchallenge.domain.reports.news import MoveKind, Stand, move_kind

START, END = date(2017, 12, 1), date(2018, 3, 29)
THEN, NOW = date(2018, 2, 1), date(2018, 3, 15)


def of_lessons(tolerance: float = 9.0) -> Indicator:
    return Indicator(
        Point(START, 50), (Point(END, 60),), Direction.UP, tolerance, 0,
        timedelta(days=49), timedelta(days=14), START, share=True,
    )  # fmt: skip


def stand(indicator: Indicator, on: date, *readings: Point) -> Stand:
    known = [each for each in readings if each.on <= on]
    return Stand(judge(indicator, known, on), known[-1] if known else None)


def move(indicator: Indicator, before: Point | None, now: Point) -> MoveKind | None:
    earlier = () if before is None else (before,)
    return move_kind(
        indicator, stand(indicator, THEN, *earlier), stand(indicator, NOW, *earlier, now)
    )


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(58, 42, MoveKind.WORSE, id="two lessons fewer"),
        pytest.param(42, 67, MoveKind.BETTER, id="three lessons more"),
        pytest.param(55, 55, MoveKind.PATH, id="the path rose and the reading stood"),
        pytest.param(None, 42, MoveKind.FIRST, id="a first reading"),
        pytest.param(67, 75, None, id="the status stands"),
    ],
)
def test_what_moved_a_status(before: int | None, now: int, expected: MoveKind | None) -> None:
    earlier = None if before is None else Point(date(2018, 1, 24), before, n=12)
    assert move(of_lessons(), earlier, Point(date(2018, 3, 7), now, n=12)) is expected


def test_a_reading_that_grew_old_is_no_news() -> None:
    indicator, reading = of_lessons(), Point(date(2017, 12, 20), 58, n=12)
    before = stand(indicator, date(2018, 1, 10), reading)
    now = stand(indicator, date(2018, 3, 15), reading)
    assert now.judged.status is Status.NO_READING
    assert move_kind(indicator, before, now) is MoveKind.STALE


@given(st.integers(6, 60), st.integers(0, 100), st.integers(0, 100))
def test_no_move_of_less_than_one_pupil_is_ever_news(n: int, before: int, now: int) -> None:
    kind = move(
        of_lessons(), Point(date(2018, 1, 24), before, n=n), Point(date(2018, 3, 7), now, n=n)
    )
    if kind in (MoveKind.WORSE, MoveKind.BETTER):
        assert abs(now - before) >= 100 / n - 0.5


@given(st.integers(1, 200), st.integers(0, 100), st.floats(0, 30))
def test_a_share_that_one_moves_by_more_than_the_tolerance_is_never_red(
    n: int, value: int, tolerance: float
) -> None:
    indicator = of_lessons(tolerance)
    status = judge(indicator, [Point(date(2018, 3, 7), value, n=n)], NOW).status
    if 100 / n > tolerance:
        assert status in (Status.ON_TRACK, Status.TOO_FEW)
    else:
        assert status is not Status.TOO_FEW
