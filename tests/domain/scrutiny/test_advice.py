"""Advice: states worked out from days, in working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.policy import AdviceClock
from bleadchallenge.domain.scrutiny.advice import (
    OUTSTANDING,
    AdviceState,
    AdviceStatus,
    Answer,
    Clock,
    GroupVerdict,
    advice_status,
    due_day,
    median_days,
)

RULE = AdviceClock(
    respond_working_days=10,
    due_soon_working_days=3,
    remind_after_working_days=0,
    challenge_after_working_days=5,
    review_after_working_days=15,
)
GIVEN = date(2018, 3, 15)
GOOD_FRIDAY, EASTER_MONDAY = date(2018, 3, 30), date(2018, 4, 2)
HOLIDAYS = {GOOD_FRIDAY, EASTER_MONDAY}
DUE = date(2018, 3, 29)
days = st.dates(date(2018, 3, 1), date(2018, 12, 31))


def stands(as_of: date, *, answers: tuple[Answer, ...] = (), **more: object) -> AdviceStatus:
    verdicts = tuple(v for v in more.values() if isinstance(v, GroupVerdict))
    return advice_status(Clock(GIVEN, DUE, answers, verdicts), RULE, as_of, HOLIDAYS)


def test_p32_ten_working_days_skip_easter() -> None:
    assert due_day(GIVEN, RULE, HOLIDAYS) == DUE
    assert due_day(date(2018, 3, 29), RULE, HOLIDAYS) == date(2018, 4, 16)


def test_p32_lateness_skips_easter_too() -> None:
    assert stands(EASTER_MONDAY).days_late == 0
    assert stands(EASTER_MONDAY).state is AdviceState.OVERDUE
    assert stands(date(2018, 4, 3)).days_late == 1


def test_p32_an_answer_after_a_refusal_is_judged_anew() -> None:
    first, second = date(2018, 3, 20), date(2018, 4, 10)
    answers = (Answer(first, evidence="log"), Answer(second, evidence="books"))
    refused = GroupVerdict(date(2018, 3, 29), accepted=False)
    assert stands(date(2018, 4, 9), answers=answers, v=refused).waiting == 5
    now = stands(second, answers=answers, v=refused)
    assert (now.state, now.waiting, now.answered_on) == (AdviceState.ANSWERED, None, first)


def test_p32_the_median_leaves_out_what_is_unanswered() -> None:
    quick = stands(DUE, answers=(Answer(date(2018, 3, 16), evidence="x"),))
    slow = stands(DUE, answers=(Answer(date(2018, 3, 20), evidence="x"),))
    assert median_days([quick, slow, stands(DUE)]) == 2
    assert median_days([stands(DUE)]) is None


@given(days, days)
def test_p32_evidence_never_makes_the_state_worse(answered: date, as_of: date) -> None:
    without = stands(as_of)
    with_it = stands(as_of, answers=(Answer(answered, evidence="log"),))
    assert with_it.days_late <= without.days_late
    assert with_it.state not in OUTSTANDING or with_it.state is without.state


@given(days)
def test_p32_waiting_only_grows(as_of: date) -> None:
    today, tomorrow = stands(as_of), stands(as_of + timedelta(days=1))
    assert (today.waiting or 0) <= (tomorrow.waiting or 0)


@given(days, days)
def test_p32_what_comes_later_changes_nothing(later: date, as_of: date) -> None:
    if later > as_of:
        answered = stands(as_of, answers=(Answer(later, evidence="log"),))
        assert answered == stands(as_of)
