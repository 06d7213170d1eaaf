from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.eligibility import (
    Criterion,
    CriterionFinding,
    EligibilityEvidence,
    assess,
    eligible,
    ofsted,
    seventy_thirty,
    warning_notice,
    years_before,
)
from bleadchallenge.domain.results.findings import Answer, Finding
from bleadchallenge.domain.results.inspection import JUDGEMENTS
from bleadchallenge.domain.results.measures import LevelResults, Progress, Results

DAY = date(2017, 9, 14)
YEARS = ("201516", "201617")
NATIONAL = {"201516": 53.0, "201617": 61.0}
STEADY = Progress(0, -1, 1)
SOUND = EligibilityEvidence(
    results={
        "201415": LevelResults(90, 95, 98, 94),
        "201516": Results(60, STEADY, STEADY, STEADY, 60),
        "201617": Results(70, STEADY, STEADY, STEADY, 60),
    },
    national=NATIONAL,
    ofsted_grade=2,
    warning_notices=(),
)


def answers(evidence: EligibilityEvidence) -> dict[tuple[Criterion, str | None], Answer]:
    return {
        (each.criterion, each.year): each.finding.answer
        for each in assess(evidence, YEARS, DAY, declining_points=3)
    }


def judged(evidence: EligibilityEvidence) -> Answer:
    return eligible(assess(evidence, YEARS, DAY, declining_points=3))


def test_every_criterion_is_asked() -> None:
    assert answers(SOUND) == {
        (Criterion.FLOOR, "201516"): Answer.NO,
        (Criterion.FLOOR, "201617"): Answer.NO,
        (Criterion.COASTING, "201617"): Answer.NO,
        (Criterion.WRITING_ALONE, "201617"): Answer.NO,
        (Criterion.DECLINING, "201617"): Answer.NO,
        (Criterion.OFSTED, None): Answer.NO,
        (Criterion.NOTICE, None): Answer.NO,
    }
    assert judged(SOUND) is Answer.NO


def in_2017(results: Results) -> EligibilityEvidence:
    return replace(SOUND, results={**SOUND.results, "201617": results})


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(in_2017(replace(SOUND.results["201617"], rwm_expected=20)), id="declining"),
        pytest.param(in_2017(Results(64, Progress(-6), STEADY, STEADY)), id="below the floor"),
        pytest.param(replace(SOUND, ofsted_grade=3), id="requires improvement"),
        pytest.param(replace(SOUND, ofsted_grade=4), id="inadequate"),
        pytest.param(replace(SOUND, warning_notices=(date(2015, 1, 1),)), id="warned"),
    ],
)
def test_one_ground_is_enough(evidence: EligibilityEvidence) -> None:
    assert judged(evidence) is Answer.YES


def test_below_the_floor_on_writing_alone_is_marked_and_no_ground() -> None:
    evidence = in_2017(Results(64, STEADY, Progress(-8, -9, -7), STEADY))
    evidence = replace(evidence, national={"201516": 53.0, "201617": 55.0})
    asked = answers(evidence)
    assert asked[Criterion.FLOOR, "201617"] is Answer.YES
    assert asked[Criterion.WRITING_ALONE, "201617"] is Answer.YES
    assert judged(evidence) is Answer.NO


def test_what_has_not_been_looked_up_leaves_it_open() -> None:
    assert judged(replace(SOUND, warning_notices=None)) is Answer.CANNOT_BE_KNOWN
    assert judged(EligibilityEvidence(results={}, national={})) is Answer.CANNOT_BE_KNOWN


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (1, Answer.NO),
        (2, Answer.NO),
        (3, Answer.YES),
        (4, Answer.YES),
        (9, Answer.CANNOT_BE_KNOWN),
        (None, Answer.CANNOT_BE_KNOWN),
    ],
)
def test_ofsted_3_or_4_is_a_ground(grade: int | None, expected: Answer) -> None:
    assert ofsted(replace(SOUND, ofsted_grade=grade)).answer is expected


_FOUR = dict.fromkeys(JUDGEMENTS, 2)


@pytest.mark.parametrize(
    ("judgements", "concern", "expected"),
    [
        pytest.param(_FOUR, "", Answer.NO, id="all four good"),
        pytest.param({"QUALITY OF EDUCATION": 2}, "", Answer.CANNOT_BE_KNOWN, id="one of four"),
        pytest.param(
            {**_FOUR, "PERSONAL DEVELOPMENT": 3}, "", Answer.CANNOT_BE_KNOWN, id="one poorer"
        ),
        pytest.param({**_FOUR}, "special measures", Answer.YES, id="category of concern"),
    ],
)
def test_without_an_overall_grade_the_key_judgements_say_what_they_can(
    judgements: dict[str, int], concern: str, expected: Answer
) -> None:
    evidence = replace(SOUND, ofsted_grade=None, judgements=judgements, concern=concern)
    assert ofsted(evidence).answer is expected


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        pytest.param((), Answer.NO, id="none on record"),
        pytest.param((date(2014, 9, 14),), Answer.YES, id="three years ago to the day"),
        pytest.param((date(2014, 9, 13),), Answer.NO, id="a day before that"),
        pytest.param((date(2017, 9, 14),), Answer.YES, id="today"),
        pytest.param((date(2017, 9, 15),), Answer.NO, id="tomorrow"),
        pytest.param(None, Answer.CANNOT_BE_KNOWN, id="not looked up"),
    ],
)
def test_a_notice_of_the_last_three_years_is_a_ground(
    notices: tuple[date, ...] | None, expected: Answer
) -> None:
    assert warning_notice(notices, DAY).answer is expected


def test_three_years_before_a_leap_day_is_the_last_of_february() -> None:
    assert years_before(date(2020, 2, 29), 3) == date(2017, 2, 28)


def test_for_twenty_at_least_fourteen_and_at_most_six() -> None:
    balance = seventy_thirty([True] * 14 + [False] * 6, share=0.70)
    assert (balance.at_least, balance.at_most) == (14, 6)
    assert balance.met
    assert balance.words == (
        "for 20: at least 14 on a criterion, at most 6 on local intelligence; now 14 and 6: met"
    )
    assert not seventy_thirty([True] * 13 + [False] * 7, share=0.70).met


def test_the_rule_is_live_while_schools_are_missing() -> None:
    assert seventy_thirty([False] * 6, share=0.70, planned=20).met
    assert not seventy_thirty([False] * 7, share=0.70, planned=20).met
    assert "can still be met" in seventy_thirty([True, False], share=0.70, planned=20).words


def test_nothing_selected_is_not_a_rule_that_is_met() -> None:
    balance = seventy_thirty([], share=0.70, planned=20)
    assert balance.met is None
    assert balance.words.endswith("now 0 and 0: no school is selected yet")


@given(st.lists(st.booleans(), min_size=1), st.integers(0, 100).map(lambda share: share / 100))
def test_the_rule_is_met_exactly_when_enough_meet_a_criterion(
    selected: list[bool], share: float
) -> None:
    balance = seventy_thirty(selected, share)
    enough = 100 * balance.eligible >= round(100 * share) * len(selected)
    assert balance.met is enough
    assert balance.eligible + balance.on_intelligence == balance.planned == len(selected)


@given(st.lists(st.sampled_from(Answer)))
def test_a_school_is_eligible_exactly_when_some_ground_is_found(found: list[Answer]) -> None:
    tested = [CriterionFinding(Criterion.FLOOR, None, Finding(each, (), "")) for each in found]
    assert (eligible(tested) is Answer.YES) is (Answer.YES in found)
