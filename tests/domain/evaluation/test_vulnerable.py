"""Good but vulnerable: each sign, how many it takes, and what cannot be known."""

from datetime import date

import pytest

from bleadchallenge.domain.evaluation.vulnerable import (
    Sign,
    is_behind,
    new_leader,
    old_inspection,
    vulnerable,
    weak_progress,
)
from bleadchallenge.domain.policy_evaluation import VulnerableRule
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import Band
from bleadchallenge.domain.selection.readiness import REQUIREMENTS, Preparation, missing

RULE = VulnerableRule(signs=2)
DAY = date(2019, 12, 1)
YES, NO, UNKNOWN = (
    Sign("x", answer, "x") for answer in (Answer.YES, Answer.NO, Answer.CANNOT_BE_KNOWN)
)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ((YES, YES), Answer.YES),
        ((YES, YES, UNKNOWN), Answer.YES),
        ((YES, NO, NO), Answer.NO),
        ((YES, UNKNOWN), Answer.CANNOT_BE_KNOWN),
        ((NO, UNKNOWN), Answer.NO),
        ((), Answer.NO),
    ],
    ids=["two show", "two and one unknown", "one", "one and one unknown", "one unknown", "none"],
)
def test_it_takes_so_many_signs(signs: tuple[Sign, ...], expected: Answer) -> None:
    assert vulnerable(signs, RULE) is expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(-6.0, Answer.YES), (-5.9, Answer.NO), (3.0, Answer.NO), (None, Answer.CANNOT_BE_KNOWN)],
)
def test_behind_by_as_many_points_or_more(gap: float | None, expected: Answer) -> None:
    assert is_behind("beside the nation", gap, 6.0).answer is expected


def test_progress_below_in_any_subject_is_a_sign() -> None:
    bands: dict[Subject, Band | None] = dict.fromkeys(Subject, Band.AVERAGE)
    refs = {subject: str(subject) for subject in Subject}
    assert weak_progress(bands, refs).answer is Answer.NO
    assert weak_progress({**bands, Subject.MATHS: None}, refs).answer is Answer.CANNOT_BE_KNOWN
    found = weak_progress({**bands, Subject.MATHS: Band.BELOW, Subject.READING: None}, refs)
    assert found.answer is Answer.YES
    assert "maths" in found.why


def test_an_old_inspection_and_a_new_head_are_signs() -> None:
    assert old_inspection(date(2015, 12, 1), DAY, 4).answer is Answer.YES
    assert old_inspection(date(2015, 12, 2), DAY, 4).answer is Answer.NO
    assert old_inspection(None, DAY, 4).answer is Answer.CANNOT_BE_KNOWN
    assert new_leader([("head", date(2019, 9, 1))], DAY).answer is Answer.YES
    assert new_leader([("head", date(2018, 9, 1)), ("chair", date(2020, 1, 1))], DAY).answer is (
        Answer.NO
    )


def test_nothing_on_record_is_nothing_that_stands() -> None:
    assert missing(Preparation()) == REQUIREMENTS
    whole = Preparation(True, True, True, True, True, True, True, True, True)
    assert missing(whole) == ()
