"""Days as they are written, and working days as they are counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, lists

from bleadchallenge.domain.calendar import (
    DAY_FORMS,
    add_working_days,
    day_or_none,
    is_working_day,
    meeting_days,
    parse_day,
    show_day,
    working_days_between,
)
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text

GOOD_FRIDAY, EASTER_MONDAY = date(2018, 3, 30), date(2018, 4, 2)
EASTER = (GOOD_FRIDAY, EASTER_MONDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-03-15", date(2018, 3, 15)),
        ("2018-3-5", date(2018, 3, 5)),
        ("15/03/2018", date(2018, 3, 15)),
        ("5/3/2018", date(2018, 3, 5)),
        (" 2018-03-15\n", date(2018, 3, 15)),
        ("29/02/2020", date(2020, 2, 29)),
        ("29/02/2018", None),
        ("2018-13-01", None),
        ("13/13/2018", None),
        ("2018-00-10", None),
        ("0000-01-01", None),
        ("03/15/2018", None),
        ("15-03-2018", None),
        ("2018/03/15", None),
        ("15/03/18", None),
        ("018-03-15", None),
        ("2018-03-015", None),
        ("2018-03-15T09:00", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_in_two_forms_and_no_other(text: str, day: date | None) -> None:
    assert day_or_none(text) == day


def test_a_day_that_is_none_is_refused_with_the_forms_that_are_taken() -> None:
    with pytest.raises(UsageError) as refused:
        parse_day("29/02/2018")
    assert refused.value.what == "'29/02/2018' is not a date"
    assert refused.value.why == "no such day, or not written in a form that is taken"
    assert refused.value.fix == f"write it as {DAY_FORMS}"
    assert parse_day("28/02/2018") == date(2018, 2, 28)


def test_a_day_is_shown_as_people_read_it() -> None:
    assert show_day(date(2018, 3, 5)) == "5 March 2018"


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2018, 3, 29), True),
        (GOOD_FRIDAY, False),
        (date(2018, 3, 31), False),
        (date(2018, 4, 1), False),
        (EASTER_MONDAY, False),
        (date(2018, 4, 3), True),
        (date(2018, 4, 6), True),
        (date(2018, 4, 7), False),
    ],
)
def test_a_working_day_is_no_weekend_and_no_bank_holiday(day: date, *, is_one: bool) -> None:
    assert is_working_day(day, EASTER) == is_one


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2018, 3, 28), 0, date(2018, 3, 28)),
        (date(2018, 3, 31), 0, date(2018, 3, 31)),
        (date(2018, 3, 28), 1, date(2018, 3, 29)),
        (date(2018, 3, 28), 2, date(2018, 4, 3)),
        (date(2018, 3, 28), 5, date(2018, 4, 6)),
        (date(2018, 3, 28), 6, date(2018, 4, 9)),
        (date(2018, 3, 31), 1, date(2018, 4, 3)),
    ],
)
def test_working_days_are_added_without_the_day_they_are_counted_from(
    start: date, count: int, day: date
) -> None:
    assert add_working_days(start, count, EASTER) == day
    assert working_days_between(start, day, EASTER) == count


@given(
    start=dates(date(2017, 12, 1), date(2018, 6, 1)),
    days=integers(-10, 200),
    holidays=lists(dates(date(2017, 12, 1), date(2018, 12, 1))),
)
def test_working_days_are_those_that_are_counted_one_by_one(
    start: date, days: int, holidays: list[date]
) -> None:
    span = (start + timedelta(days=1 + number) for number in range(days))
    counted = sum(is_working_day(day, holidays) for day in span)
    assert working_days_between(start, start + timedelta(days=days), holidays) == counted


def test_working_days_up_to_the_end_of_the_calendar_are_counted_at_once() -> None:
    assert working_days_between(date(1, 1, 1), date.max) == 2_608_614


def test_working_days_up_to_an_earlier_day_are_none() -> None:
    assert working_days_between(date(2018, 3, 28), date(2018, 3, 28)) == 0
    assert working_days_between(date(2018, 3, 28), date(2018, 3, 20)) == 0


def test_without_holidays_only_weekends_are_left_out() -> None:
    assert add_working_days(date(2018, 3, 29), 2) == date(2018, 4, 2)
    assert working_days_between(date(2018, 3, 29), date(2018, 4, 3)) == 3


def test_meetings_are_planned_from_the_first_to_the_end_of_the_last_term() -> None:
    policy = read_policy(policy_text())
    planned = list(meeting_days(policy))
    assert planned[0] == policy.meetings.first
    assert planned[-1] <= policy.terms[-1].ends < planned[-1] + timedelta(days=28)
    every = timedelta(days=policy.meetings.every_days)
    assert all((day - planned[0]) % every == timedelta(0) for day in planned)
    assert list(meeting_days(policy, planned[1:3])) == [planned[0], *planned[3:]]


def test_a_meeting_on_the_last_day_of_the_last_term_is_planned() -> None:
    policy = read_policy(policy_text())
    *earlier, last = policy.terms
    last_meeting = list(meeting_days(policy))[-1]
    shorter = replace(policy, terms=(*earlier, replace(last, ends=last_meeting)))
    assert list(meeting_days(shorter))[-1] == last_meeting
    ended = replace(policy, terms=(*earlier, replace(last, ends=last_meeting - timedelta(days=1))))
    assert list(meeting_days(ended))[-1] < last_meeting
