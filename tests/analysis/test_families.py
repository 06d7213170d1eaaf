"""Families over arrays: nobody's own, nothing filled in, ties by the order of rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.analysis.families import along_a_line, nearest, standard

WEIGHTS = (0.66, 0.14, 0.10, 0.10)
_SCHOOLS = st.lists(st.tuples(*[st.integers(0, 4).map(float)] * 4), min_size=2, max_size=40)


def _by_looking_at_all(scores: np.ndarray, row: int, count: int) -> list[int]:
    away = np.sqrt((((scores - scores[row]) ** 2) * np.array(WEIGHTS)).sum(axis=1))
    others = [other for other in range(len(scores)) if other != row]
    return sorted(others, key=lambda other: (round(away[other], 9), other))[:count]


@given(_SCHOOLS, st.integers(1, 12))
def test_a_family_is_what_looking_at_every_school_gives(
    inputs: list[tuple[float, ...]], count: int
) -> None:
    scores = standard(inputs).scores
    found = nearest(scores, WEIGHTS, count)
    for row in range(len(inputs)):
        assert found.places[row].tolist() == _by_looking_at_all(scores, row, count)


@given(_SCHOOLS)
def test_a_family_never_holds_the_school_itself(inputs: list[tuple[float, ...]]) -> None:
    found = nearest(standard(inputs).scores, WEIGHTS, 10)
    assert all(row not in found.places[row] for row in range(len(inputs)))


def test_many_schools_exactly_alike_come_in_their_order() -> None:
    inputs = [(16.0, 20.0, 10.0, 5.0)] * 300 + [(17.0, 20.0, 10.0, 5.0)]
    found = nearest(standard(inputs).scores, WEIGHTS, 10)
    assert found.places[0].tolist() == list(range(1, 11))
    assert found.places[299].tolist() == list(range(10))


def test_a_missing_input_is_refused_and_never_filled_in() -> None:
    with pytest.raises(ValueError, match="missing"):
        standard([(16.0, 20.0), (np.nan, 10.0)])


def test_an_input_that_is_the_same_everywhere_counts_for_nothing() -> None:
    assert standard([(1.0, 2.0), (3.0, 2.0)]).scores[:, 1].tolist() == [0.0, 0.0]


def test_a_school_alone_has_an_empty_family() -> None:
    assert nearest(standard([(1.0, 2.0)]).scores, (0.5, 0.5), 10).places.shape == (1, 0)


def test_along_a_line_are_so_many_above_and_below() -> None:
    found = along_a_line([float(place) for place in range(200)], [0.0] * 200, 62)
    assert len(found[100]) == 124
    assert sorted(found[100].tolist()) == [*range(38, 100), *range(101, 163)]
    assert sorted(found[0].tolist()) == list(range(1, 63))
