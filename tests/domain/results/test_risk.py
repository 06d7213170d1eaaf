from dataclasses import fields, replace
from datetime import date

import pytest

from bleadchallenge.domain.results.eligibility import Criterion, CriterionFinding
from bleadchallenge.domain.results.findings import Answer, Finding
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import Band
from bleadchallenge.domain.results.risk import (
    Concern,
    LeadershipChange,
    Reason,
    Risk,
    RiskEvidence,
    RiskKind,
    risk,
)

DAY = date(2017, 9, 14)
QUIET = RiskEvidence(ofsted_grade=2, inspected=date(2016, 3, 1))


def reasons(evidence: RiskEvidence) -> tuple[Reason, ...]:
    return risk(evidence, DAY, inspection_due_years=4).reasons


def criterion(asked: Criterion, answer: Answer) -> CriterionFinding:
    return CriterionFinding(asked, "201617", Finding(answer, ("53 %",), "a rule"))


def test_a_quiet_school_has_no_reasons_and_nothing_unknown() -> None:
    assert risk(QUIET, DAY, 4) == Risk((), ())


@pytest.mark.parametrize(
    ("evidence", "kind", "words"),
    [
        pytest.param(
            replace(QUIET, criteria=[criterion(Criterion.DECLINING, Answer.YES)]),
            RiskKind.RESULTS,
            "declining results: 53 %",
            id="results",
        ),
        pytest.param(
            replace(QUIET, criteria=[criterion(Criterion.NOTICE, Answer.YES)]),
            RiskKind.INTERVENTION,
            "warning notice: 53 %",
            id="a notice",
        ),
        pytest.param(
            replace(QUIET, bands={Subject.MATHS: Band.WELL_BELOW}),
            RiskKind.PROGRESS,
            "maths progress is well below average",
            id="progress",
        ),
        pytest.param(
            replace(QUIET, ofsted_grade=3),
            RiskKind.INSPECTION,
            "judged requires improvement (grade 3)",
            id="grade",
        ),
        pytest.param(
            replace(QUIET, ofsted_grade=None, judgements={"PERSONAL DEVELOPMENT": 3}),
            RiskKind.INSPECTION,
            "judged: personal development requires improvement (grade 3)",
            id="a key judgement without an overall grade",
        ),
        pytest.param(
            replace(QUIET, inspected=date(2013, 9, 14)),
            RiskKind.INSPECTION,
            "last inspected on 2013-09-14, 4 years ago or more",
            id="long since",
        ),
        pytest.param(
            replace(QUIET, leadership_changes=[LeadershipChange("head", date(2017, 4, 18))]),
            RiskKind.LEADERSHIP,
            "new head since 2017-04-18",
            id="a new head",
        ),
        pytest.param(
            replace(QUIET, concerns=[Concern("falling rolls", shareable=True)]),
            RiskKind.INTELLIGENCE,
            "falling rolls",
            id="intelligence",
        ),
    ],
)
def test_each_reason_is_told_in_words(evidence: RiskEvidence, kind: RiskKind, words: str) -> None:
    assert reasons(evidence) == (Reason(kind, words),)


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(replace(QUIET, inspected=date(2013, 9, 15)), id="a day short of four years"),
        pytest.param(
            replace(QUIET, leadership_changes=[LeadershipChange("head", date(2016, 9, 13))]),
            id="a head of more than a year",
        ),
        pytest.param(
            replace(QUIET, leadership_changes=[LeadershipChange("head", date(2018, 1, 1))]),
            id="a head still to come",
        ),
        pytest.param(replace(QUIET, bands={Subject.MATHS: Band.BELOW}), id="progress below"),
        pytest.param(
            replace(QUIET, criteria=[criterion(Criterion.FLOOR, Answer.NO)]), id="above floor"
        ),
    ],
)
def test_what_is_no_reason(evidence: RiskEvidence) -> None:
    assert reasons(evidence) == ()


def test_intelligence_is_confidential_unless_marked() -> None:
    (reason,) = reasons(replace(QUIET, concerns=[Concern("a quarrel of governors")]))
    assert reason.confidential


def test_what_is_not_known_is_listed_and_is_no_reason() -> None:
    evidence = RiskEvidence(criteria=[criterion(Criterion.COASTING, Answer.CANNOT_BE_KNOWN)])
    found = risk(evidence, DAY, 4)
    assert found.reasons == ()
    assert found.unknown == (
        "coasting: 53 %",
        "no inspection grade on record",
        "the day of the latest inspection is not known",
    )


def test_risk_is_never_a_score() -> None:
    assert {field.name for field in fields(Risk)} == {"reasons", "unknown"}
