"""Values are settled before they are kept, so that a digest is the same tomorrow."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import Role
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.facts.base import line_of
from bleadchallenge.store.facts.values import normalise
from bleadchallenge.store.tables import Alliance, KpiReading, TeamMember
from stores import alliance, example, person


def reading(**said: Any) -> KpiReading:
    fact = example(KpiReading)
    for name, value in said.items():
        setattr(fact, name, value)
    return fact


def test_a_whole_number_in_a_column_of_figures_becomes_a_figure() -> None:
    fact = alliance(capacity_days=20)
    normalise(fact)
    assert type(fact.capacity_days) is float


def test_a_word_of_a_closed_list_becomes_its_text() -> None:
    fact = person(role=Role.GOVERNOR)
    normalise(fact)
    assert type(fact.role) is str
    assert fact.role == "governor"


def test_numpys_numbers_become_pythons() -> None:
    fact = reading(value=np.float32(0.5), n=np.int64(30))
    normalise(fact)
    assert (type(fact.value), type(fact.n)) == (float, int)


def test_a_yes_of_numpy_becomes_a_yes() -> None:
    fact = example(TeamMember)
    fact.leads = np.True_  # type: ignore[assignment]
    normalise(fact)
    assert fact.leads is True


def test_minus_nought_is_nought_as_in_the_file() -> None:
    fact = reading(value=-0.0)
    normalise(fact)
    assert str(fact.value) == "0.0"


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), np.nan], ids=str)
def test_what_is_not_a_number_is_refused(figure: float) -> None:
    with pytest.raises(DataError, match="value cannot be kept"):
        normalise(reading(value=figure))


def test_a_number_too_long_for_the_file_is_refused() -> None:
    with pytest.raises(DataError, match="n cannot be kept"):
        normalise(reading(n=2**63))


def test_broken_text_is_refused_without_repeating_it() -> None:
    with pytest.raises(DataError, match="name cannot be kept") as refused:
        normalise(person(name="Zoë \udce9"))
    assert "Zo" not in f"{refused.value.what}{refused.value.why}{refused.value.fix}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", "60"),
        ("value", None),
        ("n", 30.0),
        ("urn", 100001),
        ("on_day", "2018-03-15"),
        ("on_day", datetime(2018, 3, 15, tzinfo=UTC)),
    ],
    ids=str,
)
def test_a_value_of_the_wrong_kind_is_a_bug_and_names_only_the_column(
    column: str, value: object
) -> None:
    with pytest.raises(TypeError, match=f"kpi_reading.{column} cannot hold") as refused:
        normalise(reading(**{column: value}))
    assert str(value) not in str(refused.value) or value is None


def test_a_yes_is_yes_or_no_and_nothing_else() -> None:
    fact = example(TeamMember)
    fact.leads = "yes"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="leads cannot hold str"):
        normalise(fact)


@given(st.floats(allow_nan=False, allow_infinity=False), st.dates(), st.integers(0, 2**63 - 1))
def test_settling_twice_is_settling_once(figure: float, day: date, number: int) -> None:
    fact = reading(value=figure, on_day=day, n=number)
    normalise(fact)
    once = line_of(fact)
    normalise(fact)
    assert line_of(fact) == once


def test_a_line_says_what_is_not_said_by_default() -> None:
    """So that a column which is added later leaves every digest there was as it was."""
    fact = Alliance(code="A1", name="An alliance")
    normalise(fact)
    assert line_of(fact) == '["alliance", {"code": "A1", "name": "An alliance"}]'


def test_nothing_and_nought_are_not_the_same_line() -> None:
    unknown, none = person(available_days=None), person(available_days=0)
    normalise(none)
    assert line_of(unknown) != line_of(none)
    assert '"available_days": 0.0' in line_of(none)
