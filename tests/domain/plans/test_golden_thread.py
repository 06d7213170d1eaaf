"""The golden thread: a whole one holds, and each missing link is named."""

from dataclasses import replace

import pytest

from bleadchallenge.domain.plans.golden_thread import Thread, ThreadLink, broken

WHOLE = Thread(
    urn="900001",
    recommendations=(ThreadLink("baseline 1", "Sharpen reading"),),
    actions=(ThreadLink("action 1", "Train staff", ("baseline 1",)),),
    milestones=(ThreadLink("milestone 1", "All trained", ("action 1",)),),
    indicators=(ThreadLink("indicator READ", "Reading"),),
    advice=(ThreadLink("advice 4", "Visit lessons"),),
)


def test_a_whole_thread_has_no_broken_link() -> None:
    assert broken(WHOLE) == ()


@pytest.mark.parametrize(
    ("thread", "link", "what"),
    [
        pytest.param(
            replace(WHOLE, actions=()), "baseline 1", "without an action", id="recommendation"
        ),
        pytest.param(replace(WHOLE, milestones=()), "action 1", "without a milestone", id="action"),
        pytest.param(
            replace(WHOLE, milestones=(replace(WHOLE.milestones[0], settled=False),)),
            "milestone 1",
            "without evidence",
            id="milestone",
        ),
        pytest.param(
            replace(WHOLE, indicators=(replace(WHOLE.indicators[0], settled=False),)),
            "indicator READ",
            "without evidence",
            id="indicator",
        ),
        pytest.param(
            replace(WHOLE, advice=(replace(WHOLE.advice[0], settled=False),)),
            "advice 4",
            "without an answer",
            id="advice",
        ),
    ],
)
def test_each_missing_link_is_named_with_its_remedy(thread: Thread, link: str, what: str) -> None:
    (found,) = broken(thread)
    assert found.link == link
    assert what in found.what
    assert found.fix.startswith("bleadchallenge ")
