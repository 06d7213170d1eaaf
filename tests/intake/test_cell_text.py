"""A workbook's values as text."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.intake.cell_text import Value, number_text, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (100000.0, "100000"),
        (49.3, "49.3"),
        (0.1 + 0.2, "0.3"),
        (0.53, "0.53"),
        (1234567890123456.0, "1234567890123456"),
        (-0.0, "0"),
        (-1.5, "-1.5"),
        (0.00001, "0.00001"),
        (1.1e-7, "0.00000011"),
        (1e-300, "1e-300"),
        (1e22, "1e+22"),
        (float("inf"), "#NUM!"),
        (float("nan"), "#NUM!"),
        (15, "15"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("0123", "0123"),
        (date(2017, 9, 1), "2017-09-01"),
        (datetime(2017, 9, 1, tzinfo=None), "2017-09-01"),  # noqa: DTZ001
        (datetime(2017, 9, 1, 10, 30, tzinfo=None), "2017-09-01 10:30:00"),  # noqa: DTZ001
        (datetime(2017, 9, 1, 10, 29, 59, 999_999), "2017-09-01 10:30:00"),  # noqa: DTZ001
        (datetime(2017, 8, 31, 23, 59, 59, 999_999), "2017-09-01"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
        (timedelta(days=1, hours=1), "25:00:00"),
        (timedelta(minutes=-90), "-01:30:00"),
    ],
    ids=str,
)
def test_a_value_is_said_as_the_shortest_text(value: Value, text: str) -> None:
    assert text_of(value) == text


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_a_figure_of_a_few_decimals_keeps_its_digits(figure: object) -> None:
    assert float(number_text(float(str(figure)))) == float(str(figure))


def test_a_moment_keeps_its_seconds() -> None:
    moment = datetime(2017, 9, 1, 10, 30, 5, tzinfo=UTC).replace(tzinfo=None)
    assert text_of(moment) == "2017-09-01 10:30:05"
