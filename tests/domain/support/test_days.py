"""The ledger of days holds its laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
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
