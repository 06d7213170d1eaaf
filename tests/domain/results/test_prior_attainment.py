import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.prior_attainment import GROUPS, group_of
from places import SHARED, needs_shared

AVERAGES = st.floats(0.01, 30)


@pytest.mark.parametrize(
    ("average", "number"),
    [
        pytest.param(16.33, 17, id="the Department's worked example"),
        pytest.param(16.0, 17, id="a lower bound belongs to its group"),
        pytest.param(15.99, 16, id="just under it does not"),
        pytest.param(0.5, 1, id="the lowest"),
        pytest.param(21.5, 24, id="the highest begins"),
        pytest.param(27.0, 24, id="and has no end"),
    ],
)
def test_an_average_stands_in_its_group(average: float, number: int) -> None:
    group = group_of(average)
    assert group is not None
    assert group.number == number


@pytest.mark.parametrize("average", [None, 0, -1.0])
def test_no_average_no_group(average: float | None) -> None:
    assert group_of(average) is None


def test_a_year_without_a_table_has_no_groups() -> None:
    assert group_of(16.33, "201617") is None


@given(AVERAGES)
def test_every_average_lies_within_its_group(average: float) -> None:
    group = group_of(average)
    assert group is not None
    assert group.lower <= average
    assert group.upper is None or average < group.upper


@given(AVERAGES, AVERAGES)
def test_a_higher_average_never_stands_in_a_lower_group(one: float, other: float) -> None:
    low, high = (group_of(each) for each in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low.number <= high.number


class TestTheRealTable:
    pytestmark = needs_shared

    def test_every_group_is_as_published(self) -> None:
        path = SHARED / "data" / "meta" / "extract_2018_prior_attainment_groups.csv"
        with path.open(newline="") as file:
            published = list(csv.DictReader(file))
        assert len(published) == len(GROUPS["201718"]) == 24
        for row, group in zip(published, GROUPS["201718"], strict=True):
            lower = row["ks1_aps_range"].split("to")[0].strip(" >=")
            assert int(row["pag"]) == group.number
            assert float(lower) == group.lower
            assert float(row["avg_ks2_reading"]) == group.reading
            assert float(row["avg_ks2_writing"]) == group.writing
            assert float(row["avg_ks2_maths"]) == group.maths
