"""Results beside targets, figures beside an earlier release."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import Direction, Fulfilment, Release
from bleadchallenge.domain.evaluation.summative import SETTLED, RevisedFigure, target_met
from bleadchallenge.domain.kpis.status import Indicator, Point

DAY = date(2018, 7, 24)
ORDER = [Fulfilment.NOT_MET, Fulfilment.PARTLY, Fulfilment.MET]


def indicator(direction: Direction = Direction.UP, tolerance: float = 3) -> Indicator:
    return Indicator(
        baseline=None,
        targets=(Point(DAY, 52),),
        direction=direction,
        tolerance=tolerance,
        decimals=0,
        every=timedelta(days=365),
        grace=timedelta(0),
        starts=DAY,
        cumulative=False,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (52, Fulfilment.MET),
        (51.6, Fulfilment.MET),
        (49, Fulfilment.PARTLY),
        (48, Fulfilment.NOT_MET),
        (None, None),
    ],
)
def test_a_result_meets_its_target_or_is_within_the_tolerance(
    value: float | None, expected: Fulfilment | None
) -> None:
    assert target_met(value, Point(DAY, 52), indicator()) is expected


def test_where_less_is_better_less_meets_the_target() -> None:
    assert target_met(50, Point(DAY, 52), indicator(Direction.DOWN)) is Fulfilment.MET
    assert target_met(56, Point(DAY, 52), indicator(Direction.DOWN)) is Fulfilment.NOT_MET


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_better_result_is_never_judged_worse(one: float, other: float) -> None:
    low, high = (target_met(x, Point(DAY, 52), indicator()) for x in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert ORDER.index(low) <= ORDER.index(high)


@pytest.mark.parametrize(
    ("earlier", "later", "words", "points"),
    [
        (40, 50, "changed", 10),
        (40, 40, "the same", 0),
        (None, 40, "came in", None),
        (40, None, "was taken out", None),
        (None, None, "in neither", None),
    ],
)
def test_what_became_of_a_figure_between_releases(
    earlier: float | None, later: float | None, words: str, points: float | None
) -> None:
    moved = RevisedFigure(earlier, later)
    assert (moved.words, moved.points) == (words, points)


def test_every_release_says_how_settled_it_is() -> None:
    assert all(SETTLED[release].startswith(release) for release in Release)
