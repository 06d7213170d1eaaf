"""Bank holidays: those that ship, those of the library, and both the same."""

from datetime import date

import pytest
from holidays import country_holidays

from bleadchallenge.domain.policy import Holidays
from bleadchallenge.resources import bank_holidays
from bleadchallenge.usecases.bank_holidays import _between


def test_what_ships_is_what_the_library_says() -> None:
    for name, days in bank_holidays().items():
        country, part, year = name.split()
        found = country_holidays(country, subdiv=part, years=int(year))
        assert [date.fromisoformat(day) for day in days] == sorted(found), name


@pytest.mark.parametrize(
    ("country", "part", "first", "last", "day"),
    [
        ("GB", "ENG", 2017, 2019, date(2018, 3, 30)),  # Good Friday, from what ships
        ("GB", "ENG", 2039, 2042, date(2041, 12, 25)),  # beyond it, from the library
        ("FR", "", 2017, 2019, date(2018, 7, 14)),  # another country
    ],
)
def test_days_come_from_what_ships_or_from_the_library(
    country: str, part: str, first: int, last: int, day: date
) -> None:
    extra = date(2018, 5, 9)
    found = _between(Holidays(country, part, (extra,)), first, last)
    assert {day, extra} <= found
    assert date(2018, 3, 28) not in found
