"""By when the next answer to advice is wanted, as it was known on a day."""

from datetime import date

import pytest

from bleadchallenge.domain.scrutiny.advice import (
    Answer,
    Clock,
    GroupVerdict,
    awaiting_response,
    unjudged,
)

GIVEN, DUE = date(2018, 1, 18), date(2018, 2, 1)
ANSWERED, JUDGED, AGAIN = date(2018, 1, 25), date(2018, 2, 8), date(2018, 2, 15)
REFUSED = Clock(
    GIVEN,
    DUE,
    (Answer(ANSWERED, "done", "log"), Answer(AGAIN, "here", "books")),
    (GroupVerdict(JUDGED, accepted=False, note="where are the books?"),),
)


@pytest.mark.parametrize(
    ("as_of", "by"),
    [
        pytest.param(date(2018, 1, 20), DUE, id="not yet answered"),
        pytest.param(ANSWERED, None, id="answered, not yet judged"),
        pytest.param(JUDGED, JUDGED, id="refused"),
        pytest.param(date(2018, 2, 14), JUDGED, id="still refused"),
        pytest.param(AGAIN, None, id="answered again"),
    ],
)
def test_p32_an_answer_is_wanted_again_once_one_was_refused(as_of: date, by: date | None) -> None:
    assert awaiting_response(REFUSED, as_of) == by


def test_p32_a_refusal_leaves_the_time_until_the_first_due_day() -> None:
    early = Clock(GIVEN, DUE, REFUSED.answers[:1], (GroupVerdict(ANSWERED, accepted=False),))
    assert awaiting_response(early, ANSWERED) == DUE


def test_p32_nothing_is_wanted_of_advice_whose_answer_was_accepted() -> None:
    done = Clock(GIVEN, DUE, REFUSED.answers[:1], (GroupVerdict(JUDGED, accepted=True),))
    assert awaiting_response(done, date(2018, 12, 1)) is None


def test_p32_words_without_evidence_do_not_end_the_waiting() -> None:
    assert awaiting_response(Clock(GIVEN, DUE, (Answer(ANSWERED, "soon"),)), AGAIN) == DUE


DAYS = [date(2018, 1, day) for day in range(1, 10)]


@pytest.mark.parametrize(
    ("answers", "verdicts", "left"),
    [
        pytest.param([1], [], [1], id="none judged"),
        pytest.param([1, 3], [3], [3], id="answered again on the day of the verdict"),
        pytest.param([3], [3], [], id="answered and judged on one day"),
        pytest.param([1, 3], [3, 5], [], id="judged at the next meeting"),
        pytest.param([1, 3, 5], [3, 5], [5], id="answered on both days"),
        pytest.param([1, 6], [3, 5], [6], id="answered after"),
        pytest.param([1, 2], [3], [], id="two before one verdict"),
    ],
)
def test_p32_a_verdict_speaks_of_what_came_before_its_day(
    answers: list[int], verdicts: list[int], left: list[int]
) -> None:
    assert unjudged((DAYS[a] for a in answers), (DAYS[v] for v in verdicts)) == [
        DAYS[each] for each in left
    ]
