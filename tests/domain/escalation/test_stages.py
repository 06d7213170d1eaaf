"""Schools that do not act on advice: what is recommended, and whose move it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import EscalationStage, SchoolKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.stages import (
    ORDER,
    AdviceWaiting,
    EscalationCase,
    Passage,
    Step,
    checklist,
    open_steps,
    passage,
    recommended,
    whose_move,
)
from bleadchallenge.domain.policy import AdviceClock
from bleadchallenge.domain.schools.kinds import kind_by_code, kind_by_words

RULE = AdviceClock(
    respond_working_days=10,
    due_soon_working_days=3,
    remind_after_working_days=0,
    challenge_after_working_days=5,
    review_after_working_days=15,
)
DAY = date(2018, 3, 1)
stages = st.sampled_from(list(EscalationStage))


def case(days: int | None, stage: EscalationStage | None = None) -> EscalationCase:
    waiting = () if days is None else (AdviceWaiting(1, "Check reading", DAY, days),)
    return EscalationCase(waiting, steps=(Step(stage, DAY),) if stage else ())


@given(st.integers(0, 500), st.sampled_from([None, *ORDER]))
def test_p34_no_notice_and_no_referral_is_ever_recommended(
    days: int, stage: EscalationStage | None
) -> None:
    found = recommended(case(days, stage), RULE)
    assert found not in (EscalationStage.NOTICE, EscalationStage.REFERRED)
    assert found is None or stage is None or ORDER.index(found) > ORDER.index(stage)


@given(st.integers(0, 100), st.integers(0, 100))
def test_p34_waiting_longer_never_recommends_less(days: int, more: int) -> None:
    now, later = recommended(case(days), RULE), recommended(case(days + more), RULE)
    assert now is not None
    assert later is not None
    assert ORDER.index(later) >= ORDER.index(now)


def test_p34_the_longest_wait_counts() -> None:
    waits = tuple(AdviceWaiting(n, "x", DAY, days) for n, days in enumerate((1, 16, 6), start=1))
    assert recommended(EscalationCase(waits), RULE) is EscalationStage.FORMAL_REVIEW


@pytest.mark.parametrize(
    ("now", "to", "how"),
    [
        (None, EscalationStage.REMINDED, Passage.NEXT),
        (None, EscalationStage.CHALLENGED, Passage.SKIP),
        (EscalationStage.REMINDED, EscalationStage.CHALLENGED, Passage.NEXT),
        (EscalationStage.REMINDED, EscalationStage.REFERRED, Passage.SKIP),
        (EscalationStage.REFERRED, EscalationStage.CHALLENGED, Passage.BACK),
        (EscalationStage.REFERRED, EscalationStage.RESOLVED, Passage.CLOSE),
    ],
)
def test_p34_what_kind_of_step_it_is(
    now: EscalationStage | None, to: EscalationStage, how: Passage
) -> None:
    assert passage(now, to) is how


@pytest.mark.parametrize("now", [None, EscalationStage.REMINDED])
def test_p34_a_step_leads_somewhere(now: EscalationStage | None) -> None:
    with pytest.raises(DataError):
        passage(now, now or EscalationStage.RESOLVED)


def test_p34_after_it_was_resolved_it_begins_anew() -> None:
    steps = [Step(s, DAY) for s in (EscalationStage.REMINDED, EscalationStage.RESOLVED)]
    assert open_steps(steps) == ()
    again = Step(EscalationStage.REMINDED, DAY)
    assert open_steps([*steps, again]) == (again,)


@given(stages, st.sampled_from([None, *SchoolKind]))
def test_p34_it_is_always_somebodys_move(stage: EscalationStage, kind: SchoolKind | None) -> None:
    assert whose_move(stage, kind)
    assert checklist(case(1), stage)


@pytest.mark.parametrize("stage", [EscalationStage.REFERRED, EscalationStage.NOTICE])
def test_p34_maintained_schools_and_academies_take_different_roads(stage: EscalationStage) -> None:
    assert len({whose_move(stage, kind) for kind in (None, *SchoolKind)}) == 3


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        ("Maintained School", "CY", SchoolKind.MAINTAINED),
        ("Local authority maintained schools", "VA", SchoolKind.MAINTAINED),
        ("Academy", "ACC", SchoolKind.ACADEMY),
        ("Free Schools", "F", SchoolKind.ACADEMY),
        ("Independent School", "", None),
    ],
)
def test_p34_the_kind_of_a_school_is_read_from_files(
    words: str, code: str, kind: SchoolKind | None
) -> None:
    assert kind_by_words(words) is kind
    assert kind_by_code(code) is kind
