"""Judgements and checks are read as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.challenge.independence import compared, describe, led_by_term
from bleadchallenge.domain.challenge.rubric import (
    RecommendationRef,
    RubricJudgement,
    parse_check,
    parse_judgement,
    parse_numbered,
)
from bleadchallenge.domain.choices import AgreementState, Fulfilment, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import (
    in_version,
    recommendations_answered,
    unmet_themes,
)
from bleadchallenge.domain.policy import Rubric
from bleadchallenge.domain.support.agreements import FOLLOWS, require_follows

RUBRIC = Rubric(("leadership", "governance"), ("one", "two", "three", "four"))
FIRST = RecommendationRef(Stage.BASELINE, 1)


def test_a_note_may_hold_colons_and_equals() -> None:
    found = parse_judgement("Leadership = 2 : new head: a=b", RUBRIC)
    assert found == RubricJudgement("leadership", 2, "new head: a=b")


@given(st.integers(1, 99), st.sampled_from(Stage))
def test_a_recommendation_is_read_back_as_it_is_written(number: int, stage: Stage) -> None:
    assert parse_numbered(str(RecommendationRef(stage, number))) == RecommendationRef(stage, number)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("baseline 1=met", Fulfilment.MET),
        ("Baseline 1 = partly: two of four", Fulfilment.PARTLY),
        ("baseline-1=not-met: nothing seen", Fulfilment.NOT_MET),
    ],
)
def test_checks_are_read_with_their_outcome(text: str, outcome: Fulfilment) -> None:
    found = parse_check(text)
    assert (found.of, found.outcome) == (FIRST, outcome)


@pytest.mark.parametrize("text", ["", "=", "leadership=", "leadership=²", "leadership=-1", "x=2"])
def test_what_is_no_judgement_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse_judgement(text, RUBRIC)


@pytest.mark.parametrize(
    ("before", "to"),
    [(before, to) for before in FOLLOWS for to in AgreementState if to not in FOLLOWS[before]],
)
def test_an_agreement_goes_only_the_way_that_is_laid_down(
    before: AgreementState | None, to: AgreementState
) -> None:
    with pytest.raises(DataError, match="cannot become"):
        require_follows(before, to)


@given(st.integers(1, 9), st.integers(1, 9), st.none() | st.integers(1, 9))
def test_an_action_is_in_no_version_before_its_own_or_after_its_end(
    version: int, since: int, dropped: int | None
) -> None:
    found = in_version(version, since, dropped)
    assert not found or (since <= version and (dropped is None or version < dropped))


def test_a_reason_why_not_stands_for_an_action() -> None:
    required = ("leadership", "governance")
    assert unmet_themes(required, {"leadership"}, {"governance": " "}) == ("governance",)
    assert unmet_themes(required, {"leadership"}, {"governance": "interim board"}) == ()


def test_what_an_action_answers_is_kept_once_and_in_order() -> None:
    known = [FIRST, RecommendationRef(Stage.BASELINE, 2)]
    assert (
        recommendations_answered(["baseline 2; baseline 1", "Baseline 2"], known)
        == "baseline 2; baseline 1"
    )
    with pytest.raises(DataError, match="baseline 3"):
        recommendations_answered(["baseline 3"], known)


def test_the_change_is_from_the_first_judgement_to_the_last() -> None:
    judged = {("leadership", Stage.BASELINE): 1, ("leadership", Stage.FINAL): 3}
    leadership, governance = compared(RUBRIC.areas, judged)
    assert (leadership.change, governance.change) == (2, None)


@given(st.lists(st.tuples(st.sampled_from(["T1", "T2"]), st.booleans())))
def test_shares_lie_between_nought_and_a_hundred(actions: list[tuple[str, bool]]) -> None:
    led = led_by_term(["T1", "T2"], actions)
    assert sum(each.actions for each in led) == len(actions)
    assert all(each.share is None or 0 <= each.share <= 100 for each in led)


def test_it_is_said_when_it_is_too_early_to_tell() -> None:
    assert describe(compared(RUBRIC.areas, {}), led_by_term(["T1"], [])) == "too early to tell"
