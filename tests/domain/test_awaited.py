"""By when the next answer to advice is wanted, as it was known on a day."""

from datetime import date

import pytest

from bleadchallenge.domain.advice import Answer, Clock, Verdict, awaited_by

GIVEN, DUE = date(2018, 1, 18), date(2018, 2, 1)
ANSWERED, JUDGED, AGAIN = date(2018, 1, 25), date(2018, 2, 8), date(2018, 2, 15)
REFUSED = Clock(
    GIVEN,
    DUE,
    (Answer(ANSWERED, "done", "log"), Answer(AGAIN, "here", "books")),
    (Verdict(JUDGED, accepted=False, note="where are the books?"),),
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
    assert awaited_by(REFUSED, as_of) == by


def test_p32_a_refusal_leaves_the_time_until_the_first_due_day() -> None:
    early = Clock(GIVEN, DUE, REFUSED.answers[:1], (Verdict(ANSWERED, accepted=False),))
    assert awaited_by(early, ANSWERED) == DUE


def test_p32_nothing_is_wanted_of_advice_whose_answer_was_accepted() -> None:
    done = Clock(GIVEN, DUE, REFUSED.answers[:1], (Verdict(JUDGED, accepted=True),))
    assert awaited_by(done, date(2018, 12, 1)) is None


def test_p32_words_without_evidence_do_not_end_the_waiting() -> None:
    assert awaited_by(Clock(GIVEN, DUE, (Answer(ANSWERED, "soon"),)), AGAIN) == DUE
