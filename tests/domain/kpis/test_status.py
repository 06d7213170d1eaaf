"""Indicators are judged by laws that no reading escapes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import Direction
from bleadchallenge.domain.kpis.status import (
    WORST_FIRST,
    DirectionOfTravel,
    Indicator,
    Point,
    Status,
    judge,
    trajectory,
)

BASELINE = Point(date(2017, 9, 4), 40)
T2 = Point(date(2018, 3, 29), 52)
T3 = Point(date(2018, 7, 24), 57)
RISING = Indicator(
    baseline=BASELINE,
    targets=(T2, T3),
    direction=Direction.UP,
    tolerance=3,
    decimals=0,
    every=timedelta(days=112),
    grace=timedelta(days=14),
    starts=date(2017, 11, 6),
)
FALLING = replace(
    RISING,
    baseline=Point(date(2017, 9, 4), 60),
    targets=(Point(date(2018, 3, 29), 52), Point(date(2018, 7, 24), 40)),
    direction=Direction.DOWN,
)
ADDED_UP = replace(
    RISING,
    baseline=Point(date(2017, 9, 4), 0),
    targets=(Point(date(2018, 3, 29), 10), Point(date(2018, 7, 24), 20)),
    tolerance=1,
    cumulative=True,
)
MARCH = date(2018, 3, 15)
GOODNESS = {
    Status.OFF_TRACK: 0,
    Status.NO_READING: 0,
    Status.RECOVERABLE: 1,
    Status.NOT_YET_DUE: 1,
    Status.ON_TRACK: 2,
}

values = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 2))
days = st.dates(date(2017, 11, 6), date(2019, 4, 12))
indicators = st.builds(
    lambda direction, tolerance, decimals, baseline, aims: Indicator(
        baseline=None if baseline is None else Point(date(2017, 9, 4), baseline),
        targets=tuple(
            Point(on, aim)
            for on, aim in zip((date(2018, 3, 29), date(2018, 7, 24)), aims, strict=False)
        ),
        direction=direction,
        tolerance=tolerance,
        decimals=decimals,
        every=timedelta(days=112),
        grace=timedelta(days=14),
        starts=date(2017, 11, 6),
    ),
    st.sampled_from(Direction),
    st.floats(0, 10, allow_nan=False),
    st.integers(0, 2),
    st.none() | values,
    st.lists(values, max_size=2),
)


@given(indicators, days, days, values, st.floats(0, 50, allow_nan=False))
def test_a_better_reading_never_gives_a_worse_status(
    indicator: Indicator, read_on: date, as_of: date, value: float, better: float
) -> None:
    gain = better if indicator.direction is Direction.UP else -better
    before = judge(indicator, [Point(read_on, value)], as_of)
    after = judge(indicator, [Point(read_on, value + gain)], as_of)
    assert GOODNESS[after.status] >= GOODNESS[before.status]


@given(indicators, days)
def test_no_reading_is_never_green(indicator: Indicator, as_of: date) -> None:
    status = judge(indicator, [], as_of).status
    assert status in (Status.NO_READING, Status.NOT_YET_DUE)


@given(indicators, days, days, values)
def test_a_reading_after_the_day_says_nothing(
    indicator: Indicator, read_on: date, as_of: date, value: float
) -> None:
    ahead = max(read_on, as_of + timedelta(days=1))
    assert judge(indicator, [Point(ahead, value)], as_of) == judge(indicator, [], as_of)


@given(st.lists(st.tuples(days, st.integers(0, 5)), min_size=1, max_size=8))
def test_readings_that_add_up_give_their_sum(found: list[tuple[date, int]]) -> None:
    readings = [Point(on, value) for on, value in found]
    judged = judge(ADDED_UP, readings, date(2019, 4, 12))
    assert judged.value == sum(value for _on, value in found)


@given(st.lists(st.tuples(days, st.integers(0, 5)), min_size=1, max_size=8), st.integers(1, 5))
def test_more_of_what_adds_up_is_never_worse(found: list[tuple[date, int]], more: int) -> None:
    readings = [Point(on, value) for on, value in found]
    raised = [replace(readings[0], value=readings[0].value + more), *readings[1:]]
    before = judge(ADDED_UP, readings, MARCH)
    after = judge(ADDED_UP, raised, MARCH)
    assert GOODNESS[after.status] >= GOODNESS[before.status]


@given(indicators, days)
def test_the_path_goes_through_every_target(indicator: Indicator, day: date) -> None:
    for target in indicator.targets:
        assert trajectory(indicator, target.on) == target.value
    if not indicator.targets:
        assert trajectory(indicator, day) is None


@given(indicators, st.permutations(range(4)), days)
def test_the_order_of_entry_does_not_matter(
    indicator: Indicator, order: list[int], as_of: date
) -> None:
    readings = [Point(date(2017, 12, 1) + timedelta(days=30 * n), 40.0 + n) for n in range(4)]
    mixed = [readings[place] for place in order]
    assert judge(indicator, mixed, as_of) == judge(indicator, readings, as_of)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        pytest.param(52, Status.ON_TRACK, id="this term's target is reached"),
        pytest.param(51, Status.ON_TRACK, id="on the path to it"),
        pytest.param(50, Status.RECOVERABLE, id="a point short of the path"),
        pytest.param(48, Status.RECOVERABLE, id="short by just the tolerance"),
        pytest.param(47, Status.OFF_TRACK, id="short by more than the tolerance"),
    ],
)
def test_status_on_the_way_to_a_target(value: float, status: Status) -> None:
    assert judge(RISING, [Point(date(2018, 3, 14), value)], MARCH).status is status


@pytest.mark.parametrize(
    ("value", "status"),
    [(52, Status.ON_TRACK), (54, Status.RECOVERABLE), (57, Status.OFF_TRACK)],
)
def test_status_where_less_is_better(value: float, status: Status) -> None:
    assert judge(FALLING, [Point(date(2018, 3, 14), value)], MARCH).status is status


def test_what_is_shown_as_equal_is_judged_as_equal() -> None:
    exact = replace(RISING, targets=(Point(date(2018, 3, 29), 59.96),), tolerance=0, decimals=1)
    assert judge(exact, [Point(date(2018, 3, 29), 60.04)], date(2018, 3, 29)).status is (
        Status.ON_TRACK
    )
    assert judge(exact, [Point(date(2018, 3, 29), 59.95)], date(2018, 3, 29)).status is not (
        Status.NO_READING
    )


def test_a_first_reading_is_late_only_after_its_grace() -> None:
    due = RISING.starts + RISING.every
    assert judge(RISING, [], due + RISING.grace).status is Status.NOT_YET_DUE
    assert judge(RISING, [], due + RISING.grace + timedelta(days=1)).status is Status.NO_READING


def test_an_old_reading_is_no_news() -> None:
    good = Point(date(2017, 11, 10), 99)
    assert judge(RISING, [good], date(2018, 3, 10)).status is Status.ON_TRACK
    assert judge(RISING, [good], date(2018, 6, 10)).status is Status.NO_READING


def test_without_a_target_nothing_can_be_said() -> None:
    aimless = replace(RISING, targets=())
    assert judge(aimless, [Point(date(2018, 3, 14), 99)], MARCH).status is Status.NOT_YET_DUE


def test_what_adds_up_starts_from_its_baseline() -> None:
    counted = replace(ADDED_UP, baseline=Point(date(2017, 9, 4), 2))
    judged = judge(counted, [Point(date(2018, 3, 14), 9)], MARCH)
    assert (judged.value, judged.status) == (11, Status.ON_TRACK)


@pytest.mark.parametrize(
    ("latest", "travel"),
    [
        (51, DirectionOfTravel.IMPROVING),
        (50, DirectionOfTravel.STEADY),
        (49, DirectionOfTravel.DECLINING),
    ],
)
def test_the_direction_of_travel_is_from_the_reading_before(
    latest: float, travel: DirectionOfTravel
) -> None:
    readings = [Point(date(2018, 1, 20), 50), Point(date(2018, 3, 14), latest)]
    assert judge(RISING, readings, MARCH).travel is travel


def test_a_first_reading_travels_from_the_baseline() -> None:
    assert (
        judge(RISING, [Point(date(2018, 3, 14), 45)], MARCH).travel is DirectionOfTravel.IMPROVING
    )
    no_start = replace(RISING, baseline=None)
    assert (
        judge(no_start, [Point(date(2018, 3, 14), 45)], MARCH).travel is DirectionOfTravel.UNKNOWN
    )


def test_after_the_last_target_its_value_is_held_to() -> None:
    judged = judge(RISING, [Point(date(2018, 12, 1), 58)], date(2018, 12, 15))
    assert (judged.status, judged.expected) == (Status.ON_TRACK, 57)


def test_every_status_has_its_place_in_the_order() -> None:
    assert set(WORST_FIRST) == set(Status)


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "status"),
    [
        pytest.param(94.9, 95, 0, Status.OFF_TRACK, id="a reading finer than the target"),
        pytest.param(95, 95.1, 0, Status.OFF_TRACK, id="a target finer than the reading"),
        pytest.param(94.96, 95, 0, Status.OFF_TRACK, id="two decimals"),
        pytest.param(94.6, 95, 0.5, Status.RECOVERABLE, id="a fine tolerance"),
        pytest.param(94.4, 95, 0.5, Status.OFF_TRACK, id="beyond a fine tolerance"),
        pytest.param(95.0, 95, 0, Status.ON_TRACK, id="reached"),
    ],
)
def test_the_finest_of_reading_target_and_tolerance_decides(
    value: float, target: float, tolerance: float, status: Status
) -> None:
    day = date(2018, 3, 29)
    promised = Indicator(
        baseline=Point(day, target), targets=(Point(day, target),), direction=Direction.UP,
        tolerance=tolerance, decimals=0, every=timedelta(30), grace=timedelta(7), starts=day,
    )  # fmt: skip
    found = judge(promised, [Point(day, value)], day)
    assert found.status is status
    assert found.value == value


def test_nought_is_never_negative() -> None:
    day = date(2018, 3, 29)
    promised = Indicator(
        baseline=Point(day, -0.00001), targets=(Point(day, -0.00001),), direction=Direction.UP,
        tolerance=0, decimals=0, every=timedelta(30), grace=timedelta(7), starts=day,
    )  # fmt: skip
    found = judge(promised, [Point(day, -0.00002)], day)
    assert (str(found.value), str(found.expected)) == ("0.0", "0.0")
