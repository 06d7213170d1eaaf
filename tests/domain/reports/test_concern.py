"""A school is of concern on two indicators off track or impact none, and on watch on one."""

import pytest

from bleadchallenge.domain.choices import Rating
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.policy import PackRule
from bleadchallenge.domain.reports.concern import Concern, SchoolSigns, concern_of, reason_of

RULE = PackRule()
OFF, ON, FEW, NONE = Status.OFF_TRACK, Status.ON_TRACK, Status.TOO_FEW, Status.NO_READING


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param(SchoolSigns((OFF, OFF, ON)), Concern.OF_CONCERN, id="two off track"),
        pytest.param(SchoolSigns((ON,), Rating.NONE), Concern.OF_CONCERN, id="impact none"),
        pytest.param(SchoolSigns((OFF, ON), Rating.GOOD), Concern.WATCH, id="one off track"),
        pytest.param(SchoolSigns((FEW, FEW, ON)), Concern.ON_COURSE, id="too few is never red"),
        pytest.param(SchoolSigns((FEW, NONE)), Concern.TOO_EARLY, id="nothing to judge"),
        pytest.param(SchoolSigns(), Concern.TOO_EARLY, id="no indicators"),
    ],
)
def test_how_worried_a_reader_should_be(signs: SchoolSigns, expected: Concern) -> None:
    assert concern_of(signs, RULE) is expected


def test_the_thresholds_are_the_policys() -> None:
    signs = SchoolSigns((OFF, OFF))
    assert concern_of(signs, PackRule(of_concern_from=3)) is Concern.WATCH
    assert concern_of(signs, PackRule(of_concern_from=3, watch_from=3)) is Concern.ON_COURSE


def test_the_reason_counts_what_was_judged_and_what_could_not_be() -> None:
    signs = SchoolSigns((OFF, OFF, ON, FEW, NONE, Status.NOT_YET_DUE), Rating.NONE)
    said = "impact none; 2 of 3 off track; 1 too few to judge; 1 without a reading"
    assert reason_of(signs) == said
