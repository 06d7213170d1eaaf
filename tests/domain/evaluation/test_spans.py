"""Which years are compared: the programme's own course, placebo years, years that cannot be."""

import pytest

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.years_compared import (
    Span,
    evaluation_years,
    placebo_spans,
    read_span,
    resolve_span,
)
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text

POLICY = read_policy(policy_text())
ALL = ("201415", "201516", "201617", "201718", "201819")


def test_the_course_of_the_programme_follows_from_its_terms() -> None:
    found = evaluation_years(POLICY, ALL)
    assert found.before == ("201516", "201617")
    assert found.markers == ("201718",)
    assert found.summative == "201819"
    assert str(found.span()) == "201516+201617-201819"


def test_a_span_written_and_read_is_the_same() -> None:
    span = Span(("201516", "201617"), "201819")
    assert read_span(str(span)) == span
    assert read_span("201617") is None


def test_placebo_years_lie_wholly_before() -> None:
    assert placebo_spans(("201516", "201617")) == (Span(("201516",), "201617"),)
    assert placebo_spans(("201617",)) == ()


def test_the_last_year_that_is_in_stands_for_the_summative() -> None:
    found = evaluation_years(POLICY, ALL[:-1])
    assert resolve_span(found, None, None, ALL[:-1]).after == "201718"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (None, "2019/20", "cancelled"),
        (None, "2020/21", "cancelled"),
        ("2014/15", "2018/19", "levels"),
        ("2016/17", "2015/16", "before"),
        ("2016/17", "2021/22", "years that are in"),
    ],
)
def test_years_that_do_not_compare_are_refused(before: str | None, after: str, says: str) -> None:
    with pytest.raises(DataError) as refused:
        resolve_span(evaluation_years(POLICY, ALL), before, after, (*ALL, "201920", "202021"))
    assert says in refused.value.why


def test_a_policy_without_a_word_of_evaluation_still_reads() -> None:
    text = policy_text()
    start, end = text.index("[evaluation]"), text.index("# How late a reading")
    assert read_policy(text[:start] + text[end:]).evaluation == POLICY.evaluation
