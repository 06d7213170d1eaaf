import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.findings import Answer, Finding, all_of, answer, any_of

TRUTHS = st.lists(st.sampled_from([True, False, None]))


@pytest.mark.parametrize(
    ("truth", "expected"),
    [(True, Answer.YES), (False, Answer.NO), (None, Answer.CANNOT_BE_KNOWN)],
)
def test_an_unknown_truth_cannot_be_known(expected: Answer, *, truth: bool | None) -> None:
    assert answer(truth) is expected


@given(TRUTHS)
def test_what_is_unknown_never_decides(truths: list[bool | None]) -> None:
    filled = [[other if each is None else each for each in truths] for other in (True, False)]
    for rule, plain in ((any_of, any), (all_of, all)):
        possible = {plain(bool(each) for each in case) for case in filled}
        said = rule(truths)
        assert said is None if len(possible) > 1 else {said} == possible


def test_a_rule_without_a_source_says_assumed() -> None:
    assert Finding(Answer.YES, (), source="assumed: a default").assumed
    assert not Finding(Answer.YES, (), source="SI 2017/9").assumed
