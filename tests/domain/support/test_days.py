"""The ledger of days holds its laws."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bleadchallenge.domain.choices import DayState, DecisionKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support import days
from bleadchallenge.domain.support.days import Entry, Grant
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text

FIRST = date(2017, 11, 6)

entries = st.lists(
    st.builds(
        Entry,
        number=st.integers(1, 99),
        on=st.dates(date(2017, 9, 4), date(2019, 4, 12)),
        quarters=st.integers(1, 12),
        state=st.sampled_from(DayState),
        alliance=st.just("TSA1"),
    ),
    max_size=30,
)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_policy(policy_text())


@given(entries, st.integers(0, 400))
def test_released_is_used_planned_or_left(found: list[Entry], released: int) -> None:
    stands = days.account(found, released)
    assert stands.used + stands.planned + stands.left == released


@given(entries, st.integers(0, 400))
def test_cancelled_days_count_for_nothing(found: list[Entry], released: int) -> None:
    kept = [entry for entry in found if entry.state is not DayState.CANCELLED]
    assert days.account(found, released).left == days.account(kept, released).left


@given(st.integers(-40_000, 40_000))
def test_quarter_days_come_back_exactly(quarters: int) -> None:
    assert days.in_quarters(days.in_days(quarters)) == quarters


@pytest.mark.parametrize("part", [0.1, 0.3, 1 / 3, 0.125, 2.6])
def test_what_is_no_quarter_is_refused(part: float) -> None:
    with pytest.raises(DataError, match="quarter"):
        days.in_quarters(part)


@given(entries)
def test_a_ledger_within_every_days_release_is_not_overspent(found: list[Entry]) -> None:
    total = sum(entry.quarters for entry in found)
    first = min((entry.on for entry in found), default=FIRST)
    assert days.overspent_on(found, [Grant(first, total, "first tranche")]) is None


def test_a_day_cannot_draw_on_a_tranche_released_after_it() -> None:
    entry = Entry(1, date(2018, 2, 1), 41, DayState.DELIVERED, "TSA1")
    given = [Grant(FIRST, 40, "first tranche"), Grant(date(2018, 3, 20), 40, "second tranche")]
    assert days.overspent_on([entry], given) == date(2018, 2, 1)


@pytest.mark.parametrize("kind", [DecisionKind.CONTINUE, DecisionKind.ADJUST])
def test_continue_and_adjust_release_at_once(kind: DecisionKind) -> None:
    on = date(2018, 3, 20)
    assert days.second_released_on([(on, kind)], [FIRST]) == on


def test_a_switch_releases_when_the_next_alliance_begins() -> None:
    on, begins = date(2018, 3, 20), date(2018, 4, 16)
    switch = [(on, DecisionKind.SWITCH)]
    assert days.second_released_on(switch, [FIRST]) is None
    assert days.second_released_on(switch, [FIRST, begins]) == begins


@settings(deadline=None)  # the days of the terms are worked out once, and then kept
@given(st.dates(date(2017, 9, 1), date(2019, 6, 1)), st.integers(0, 300))
def test_what_is_expected_never_shrinks_nor_passes_what_is_granted(day: date, later: int) -> None:
    policy = read_policy(policy_text())
    given = [Grant(FIRST, 40, "first tranche"), Grant(date(2018, 3, 20), 40, "second tranche")]
    now = days.expected(policy, given, day)
    then = days.expected(policy, given, day + timedelta(days=later))
    assert 0 <= now <= then <= 80


def test_the_whole_first_tranche_is_expected_by_the_end_of_its_terms(policy: Policy) -> None:
    given = [Grant(FIRST, 40, "first tranche")]
    assert days.expected(policy, given, FIRST - timedelta(days=1)) == 0
    assert days.expected(policy, given, date(2018, 3, 29)) == 40


@pytest.mark.parametrize(
    ("state", "to"),
    [(state, to) for state in DayState for to in DayState if to not in days.FOLLOWS[state]],
)
def test_an_entry_goes_only_the_way_that_is_laid_down(state: DayState, to: DayState) -> None:
    with pytest.raises(DataError, match="cannot become"):
        days.require_follows(state, to, 7)


def test_what_is_no_quarter_is_refused_in_words() -> None:
    for number in (0.3, math.inf, math.nan, -0.1):
        with pytest.raises(DataError) as refused:
            days.in_quarters(number)
        assert refused.value.what == f"{number:g} is not a number of quarter days"
        assert refused.value.why == "the ledger counts quarters of a day: 0.25, 0.5, 0.75, 1"
        assert refused.value.fix == "round to the nearest quarter, such as --days 0.5"
    assert [days.in_quarters(number) for number in (0, 0.25, 1, -2.5)] == [0, 1, 4, -10]


def test_a_step_that_does_not_follow_is_refused_with_those_that_do() -> None:
    with pytest.raises(DataError) as refused:
        days.require_follows(DayState.PLANNED, DayState.CONFIRMED, 7)
    assert refused.value.what == "day 7 is planned and cannot become confirmed"
    assert refused.value.why == "what is planned may become delivered, cancelled"
    undo = "if it was recorded by mistake, undo that change: bleadchallenge history"
    assert refused.value.fix == undo
    with pytest.raises(DataError) as refused:
        days.require_follows(DayState.CONFIRMED, DayState.PLANNED, 7)
    assert refused.value.why == "confirmed is the end of it"
    days.require_follows(DayState.DISPUTED, DayState.CONFIRMED, 7)


def test_a_switch_releases_on_the_day_the_next_alliance_begins_were_it_the_same_day() -> None:
    day, later, latest = date(2018, 3, 1), date(2018, 4, 16), date(2018, 9, 3)
    switched = [(day, DecisionKind.SWITCH)]
    assert days.second_released_on(switched, [date(2017, 11, 6)]) is None
    assert days.second_released_on(switched, [date(2017, 11, 6), latest, later]) == later
    assert days.second_released_on(switched, [day, later]) == day
    both = [(latest, DecisionKind.CONTINUE), (day, DecisionKind.SWITCH)]
    assert days.second_released_on(both, [later]) == later
    assert days.second_released_on([(later, DecisionKind.ADJUST), *both], []) == later


def test_nothing_released_is_nothing() -> None:
    assert days.released([], date(2018, 1, 1)) == 0
    assert days.released([Grant(date(2018, 1, 1), -4, "variation")], date(2018, 1, 1)) == 0
    assert days.released([Grant(date(2018, 1, 1), 4, "variation")], date(2017, 12, 31)) == 0


def test_the_pace_of_each_grant_runs_over_its_own_terms_and_they_add_up(policy: Policy) -> None:
    first, second = policy.term("T1").starts, policy.term("T3").starts
    ends = policy.term("T4").ends
    given = [Grant(first, 40, "first tranche"), Grant(second, 40, "second tranche")]
    assert days.expected(policy, given, first - timedelta(days=1)) == 0
    assert days.expected(policy, given, second - timedelta(days=1)) == 40
    assert days.expected(policy, given, ends) == 80
    halfway = days.expected(policy, given, policy.term("T3").ends)
    assert 40 < halfway < 80
    assert days.expected(policy, [given[1]], second - timedelta(days=1)) == 0
    assert days.expected(policy, [given[0]], first + timedelta(days=7)) > 0


def test_what_is_released_after_its_terms_is_due_at_once(policy: Policy) -> None:
    late = policy.term("T4").ends + timedelta(days=10)
    given = [Grant(late, 8, "variation")]
    assert days.expected(policy, given, late - timedelta(days=1)) == 0
    assert days.expected(policy, given, late) == 8
    assert days.expected(policy, [Grant(late, -8, "variation")], late) == 0


@pytest.mark.parametrize(
    ("quarters", "words", "fractions"),
    [
        (0, "0 days", "0"), (1, "0.25 days", "¼"), (2, "0.5 days", "½"), (3, "0.75 days", "¾"),
        (4, "1 day", "1"), (5, "1.25 days", "1¼"), (8, "2 days", "2"), (11, "2.75 days", "2¾"),
    ],
)  # fmt: skip
def test_quarters_are_told_as_people_read_them(quarters: int, words: str, fractions: str) -> None:
    assert days.decimal_days(quarters) == words
    assert days.in_fractions(quarters) == fractions


@pytest.mark.parametrize(
    ("quarters", "words"), [(1, "¼ day"), (3, "¾ day"), (4, "1 day"), (5, "1¼ days"), (8, "2 days")]
)
def test_up_to_one_is_a_day_and_more_are_days(quarters: int, words: str) -> None:
    assert days.days_in_words(quarters) == words


def given_on(day: int, quarters: int, state: DayState = DayState.DELIVERED) -> Entry:
    return Entry(day, date(2018, 3, day), quarters, state, "TSA1")


def test_a_ledger_adds_up_state_by_state() -> None:
    found = [given_on(1 + place, place + 1, state) for place, state in enumerate(DayState)]
    found += [given_on(10, 10, state) for state in DayState]
    added = days.account(found, 50)
    sums = {state: place + 11 for place, state in enumerate(DayState)}
    assert (added.released, added.planned, added.delivered, added.confirmed) == (
        50, sums[DayState.PLANNED], sums[DayState.DELIVERED], sums[DayState.CONFIRMED],
    )  # fmt: skip
    assert (added.disputed, added.cancelled) == (sums[DayState.DISPUTED], sums[DayState.CANCELLED])
    assert days.account([], 0) == days.Account(0, 0, 0, 0, 0, 0)


def test_so_many_days_are_reached_on_the_day_that_fills_them() -> None:
    found = [given_on(9, 4), given_on(2, 4), given_on(5, 3), given_on(3, 9, DayState.PLANNED)]
    found.append(given_on(4, 9, DayState.CANCELLED))
    last = date(2018, 3, 31)
    assert days.day_reached(found, 1, last) == date(2018, 3, 2)
    assert days.day_reached(found, 2, last) == date(2018, 3, 9)
    assert days.day_reached(found, 3, last) is None
    assert days.day_reached(found, 2, date(2018, 3, 8)) is None
    assert days.day_reached(found, 2, date(2018, 3, 9)) == date(2018, 3, 9)
    assert days.day_reached([given_on(6, 8, DayState.DISPUTED)], 2, last) == date(2018, 3, 6)


def test_tranches_and_variations_are_granted_in_the_order_of_their_days(policy: Policy) -> None:
    begins, later, second = date(2017, 11, 6), date(2018, 1, 8), date(2018, 4, 16)
    found = days.grants(policy.days, [later, begins], second, [(date(2018, 2, 1), -2)])
    tranches = policy.days.first_tranche * 4, policy.days.second_tranche * 4
    assert found == (
        Grant(begins, tranches[0], "first tranche"),
        Grant(date(2018, 2, 1), -2, "variation"),
        Grant(second, tranches[1], "second tranche"),
    )
    assert days.grants(policy.days, [], None) == ()
    assert days.grants(policy.days, [begins], None) == found[:1]
