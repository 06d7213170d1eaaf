from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.small_numbers import (
    hide,
    hide_in_table,
    is_small_cohort,
    is_suppressed,
    margins,
    pupils_difference,
    pupils_in_words,
    without_small_values,
)


@pytest.mark.parametrize(
    ("pupils", "hidden", "small"),
    [
        (None, False, False),
        (0, False, False),
        (1, True, False),
        (5, True, False),
        (6, False, True),
        (10, False, True),
        (11, False, False),
    ],
)
def test_five_are_hidden_and_ten_are_marked(
    pupils: int | None, *, hidden: bool, small: bool
) -> None:
    assert is_suppressed(pupils) is hidden
    assert is_small_cohort(pupils) is small


@pytest.mark.parametrize(
    ("gap", "pupils", "difference", "words"),
    [
        pytest.param(-10, 46, -4, "4 pupils fewer", id="cut towards nought, not rounded"),
        pytest.param(10, 46, 4, "4 pupils more", id="cut from above too"),
        pytest.param(10, 50, 5, "5 pupils more", id="exactly five"),
        pytest.param(64.1 - 54.1, 50, 5, "5 pupils more", id="a float a hair under ten"),
        pytest.param(0.29 * 100, 100, 29, "29 pupils more", id="a float a hair under 29"),
        pytest.param(-3, 30, 0, "in line", id="under one pupil"),
        pytest.param(-3.4, 30, -1, "1 pupil fewer", id="just over one pupil"),
        pytest.param(0, 30, 0, "in line", id="no gap"),
        pytest.param(None, 30, None, "not known", id="gap not known"),
        pytest.param(5, None, None, "not known", id="pupils not known"),
    ],
)
def test_a_gap_is_told_in_pupils(
    gap: float | None, pupils: int | None, difference: int | None, words: str
) -> None:
    assert pupils_difference(gap, pupils) == difference
    assert pupils_in_words(difference) == words


@given(st.integers(-1000, 1000), st.integers(0, 500))
def test_the_difference_is_the_exact_one_without_its_fraction(tenths: int, pupils: int) -> None:
    assert pupils_difference(tenths / 10, pupils) == int(Fraction(tenths * pupils, 1000))


@given(st.integers(-1000, 1000), st.integers(0, 500))
def test_a_gap_and_its_opposite_are_as_many_pupils(tenths: int, pupils: int) -> None:
    more, fewer = (pupils_difference(gap / 10, pupils) for gap in (tenths, -tenths))
    assert more is not None
    assert fewer == -more


@pytest.mark.parametrize(
    ("counts", "total", "hidden"),
    [
        pytest.param({"a": 20, "b": 30}, 50, set(), id="nothing small"),
        pytest.param({"a": 3, "b": 9, "c": 30}, 42, {"a", "b"}, id="the smallest other part"),
        pytest.param({"a": 3, "b": 4, "c": 30}, 37, {"a", "b"}, id="two small protect each other"),
        pytest.param({"a": 1, "b": 1, "c": 30}, 32, {"a", "b", "c"}, id="one and one make two"),
        pytest.param({"a": 3, "b": 0, "c": 30}, 33, {"a", "c"}, id="nobody is no protection"),
        pytest.param({"a": 3, "b": 9}, None, {"a"}, id="no total to subtract from"),
        pytest.param({"a": 3, "b": 0}, 3, {"a", None}, id="the total is small itself"),
        pytest.param({"a": 3, "b": 9}, 40, {"a"}, id="the parts are not all listed"),
        pytest.param({"a": 3, "b": 9}, 10, {"a", "b"}, id="parts that overlap"),
        pytest.param(dict.fromkeys("abcdef", 1), 6, {*"abcdef", None}, id="six ones"),
        pytest.param({"a": 3}, 0, {"a"}, id="a total that contradicts its part"),
        pytest.param({}, 20, set(), id="no parts"),
        pytest.param({"a": 0}, 0, set(), id="nobody at all"),
    ],
)
def test_a_second_part_is_hidden_where_the_total_would_give_one_back(
    counts: dict[str, int], total: int | None, hidden: set[str | None]
) -> None:
    assert hide(counts, total) == hidden


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 15), min_size=1))
def test_no_hidden_part_can_be_worked_out(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    hidden = hide(counts, total)
    parts = [counts[key] for key in hidden if key is not None]
    assert all(key in hidden for key, count in counts.items() if is_suppressed(count))
    if parts and None not in hidden:
        assert len(parts) > 1
        assert sum(parts) > len(parts)
    assert all(counts[key] for key in hidden if key is not None)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (None, "not known"), (0, "in line"), (1, "1 pupil more"), (-1, "1 pupil fewer"),
        (2, "2 pupils more"), (-4, "4 pupils fewer"),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_words(difference: int | None, words: str) -> None:
    assert pupils_in_words(difference) == words


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("kpi read 900001 RWM --value 40 --n 5", "kpi read 900001 RWM --value c --n 5"),
        ("kpi read 900001 RWM --value=40 --n=5", "kpi read 900001 RWM --value=c --n=5"),
        ("kpi read 900001 RWM --n 1 --value 0", "kpi read 900001 RWM --n 1 --value c"),
        ("kpi read 900001 RWM --value 40 --n 6", "kpi read 900001 RWM --value 40 --n 6"),
        ("kpi read 900001 RWM --value 40 --n 0", "kpi read 900001 RWM --value 40 --n 0"),
        ("kpi read 900001 RWM --value 40", "kpi read 900001 RWM --value 40"),
        ("kpi read 900001 RWM --value 2/4", "kpi read 900001 RWM --value c"),
        ("kpi read 900001 RWM --value 2/6", "kpi read 900001 RWM --value 2/6"),
        ("kpi read 900001 RWM=2/4 READ=44 --n 4", "kpi read 900001 RWM=c READ=c --n 4"),
        ("kpi read 900001 RWM=2/4 READ=4/9 --n 30", "kpi read 900001 RWM=c READ=4/9 --n 30"),
        ("kpi target 900001 --value 40 --n 5", "kpi target 900001 --value 40 --n 5"),
    ],
)
def test_a_reading_of_few_is_not_shown_in_the_command_that_took_it(line: str, shown: str) -> None:
    assert without_small_values(line) == shown


def test_the_least_that_is_shown_may_be_another() -> None:
    counts = {"girls": 7, "boys": 30}
    assert hide(counts, None) == frozenset()
    assert hide(counts, None, at_most=10) == {"girls"}
    assert hide(counts, 37, at_most=6) == frozenset()
    assert hide({"girls": 4, "boys": 3}, None) == {"girls", "boys"}
    assert hide({"girls": 4, "boys": 30}, 34) == {"girls", "boys"}


def test_a_table_has_a_sum_of_each_row_of_each_column_and_of_all() -> None:
    counts = {("R", "girls"): 1, ("R", "boys"): 2, ("W", "girls"): 4}
    assert margins(counts) == {
        ("R", None): 3, ("W", None): 4, (None, "girls"): 5, (None, "boys"): 2, (None, None): 7,
    }  # fmt: skip


@pytest.mark.parametrize("least", [5, 10])
def test_in_a_table_no_small_cell_can_be_taken_from_its_row_or_column(least: int) -> None:
    counts = {
        ("R", "girls"): 3, ("R", "boys"): 20, ("W", "girls"): 21, ("W", "boys"): 22,
    }  # fmt: skip
    hidden = hide_in_table(counts, least)
    assert ("R", "girls") in hidden
    for line in ([("R", "boys"), ("R", None)], [("W", "girls"), (None, "girls")]):
        assert hidden & set(line)
    assert hide_in_table({("R", "girls"): 30, ("R", "boys"): 20}) == frozenset()
    seven = {**counts, ("R", "girls"): 7}
    assert bool(hide_in_table(seven, least)) == (least == 10)
