"""The clock of advice stops in school holidays where the policy counts school days."""

from datetime import date

import pytest

from bleadchallenge.domain.calendar import add_working_days
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text
from bleadchallenge.usecases.bank_holidays import clock_stops
from builders import Programme

SHIPPED = policy_text("birmingham")
WORKING = SHIPPED.replace('counts = "school days"', 'counts = "working days"')


def test_p32_an_answer_is_due_after_ten_school_days(programme: Programme) -> None:
    programme.supported()
    programme.done("isg advise --to school 900001 --meeting 2018-02-15 --text 'Check reading'")
    (row,) = programme.rows("isg advice")
    assert row["due_on"] == "2018-03-08"


@pytest.mark.parametrize(
    ("policy", "due"),
    [
        pytest.param(SHIPPED, "2018-01-19", id="the clock stops until 8 January"),
        pytest.param(WORKING, "2018-01-10", id="only bank holidays stop it"),
    ],
)
def test_p32_the_holidays_count_only_where_the_policy_says_so(policy: str, due: str) -> None:
    rule = read_policy(policy)
    assert str(add_working_days(date(2017, 12, 22), 10, clock_stops(rule))) == due


def test_p32_beyond_the_programmes_terms_working_days_count() -> None:
    rule = read_policy(SHIPPED)
    assert str(add_working_days(date(2019, 4, 12), 1, clock_stops(rule))) == "2019-04-15"
