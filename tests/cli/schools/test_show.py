"""A whole story read back: of a school, an alliance, a person and a change of the sample."""

from pathlib import Path
from typing import Any

import pytest

from builders import Answer, answer_of

pytestmark = pytest.mark.xdist_group("sample programme")

SCHOOL = "900003"
LATE = "2019-07-01"


@pytest.fixture(autouse=True)
def _at_the_sample(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(sample_store))


def show(line: str) -> Answer:
    return answer_of(["show", *line.split()])


def told(line: str) -> list[dict[str, Any]]:
    answer = show(f"{line} --format json")
    assert answer.code == 0, answer.err
    rows: list[dict[str, Any]] = answer.json["rows"]
    return rows


def listed(line: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer_of([*line.split(), "--format", "json"]).json["rows"]
    return rows


def test_a_schools_story_is_in_the_order_of_days_and_ends_on_the_day() -> None:
    days = [row["day"] for row in told(f"{SCHOOL} --as-of 2018-06-01")]
    assert days == sorted(days)
    assert "2018-05-01" < days[-1] <= "2018-06-01"
    assert days[0] < "2017-08-01"


def test_a_schools_story_tells_of_every_step_of_its_life() -> None:
    kinds = {row["kind"] for row in told(f"{SCHOOL} --as-of {LATE}")}
    assert kinds >= {
        *("consultation", "selection", "signature", "team member", "visit", "review"),
        *("judgement", "recommendation", "recommendation check", "assignment", "agreement"),
        *("plan", "milestone", "days of support", "decision", "advice", "response", "comment"),
    }


def test_findings_and_what_a_school_wrote_stand_in_its_story_in_their_own_words() -> None:
    rows = told(f"{SCHOOL} --as-of {LATE}")
    assert all(row["why"] for row in rows if row["kind"] in {"review", "comment"})


def test_a_decision_says_who_decided_and_by_which_change() -> None:
    decided = next(r for r in told(f"{SCHOOL} --as-of {LATE}") if r["kind"] == "decision")
    assert "Quillfeather" in decided["who"]
    assert any(row["kind"] == "decision" for row in told(f"change {decided['change']}"))


def test_days_of_a_story_add_up_to_the_days_given() -> None:
    given = [r for r in told(f"{SCHOOL} --as-of {LATE}") if r["kind"] == "days of support"]
    days = sum(float(row["what"].split()[0]) for row in given)
    status = listed(f"days-status --school {SCHOOL} --as-of {LATE}")[0]
    assert days == status["used"] > 0
    assert len({row["day"][:7] for row in given}) > 5


def test_what_was_not_yet_so_on_the_day_is_not_told() -> None:
    before = told(f"{SCHOOL} --as-of 2018-01-31")
    assert not [r for r in before if r["kind"] == "decision" or "mid-term review" in r["what"]]
    assert not [r for r in before if r["kind"] == "milestone" and "evidence" in r["what"]]


def test_what_was_not_yet_known_is_not_told() -> None:
    rows = told(f"{SCHOOL} --as-of {LATE} --as-known 20")
    assert rows
    assert max(row["change"] for row in rows) <= 20


def test_an_assignment_that_ended_is_told_twice_with_both_reasons() -> None:
    every = [r for code in ("ASH", "HAL", "LAM", "QUA", "WIC", "YEW") for r in told(f"tsa {code}")]
    ended = [r for r in every if r["kind"] == "assignment" and "ends on" in r["what"]]
    assert ended
    assert all(": " in row["what"] for row in ended)


def test_an_alliances_story_names_the_school_of_each_row() -> None:
    rows = told(f"tsa HAL --as-of {LATE}")
    assert len({row["school"] for row in rows if row["kind"] == "days of support"}) > 3


def test_a_persons_story_is_of_what_names_the_person_and_never_of_talent() -> None:
    rows = told(f"person P01 --as-of {LATE}")
    assert {"person", "decision"} <= {row["kind"] for row in rows}
    assert "talent step" not in {row["kind"] for row in rows}


def test_talent_is_told_of_without_a_code_or_a_role() -> None:
    steps = [r for r in told(f"{SCHOOL} --as-of {LATE}") if r["kind"] == "talent step"]
    codes = {row["code"] for row in listed(f"talent list --as-of {LATE}")}
    assert steps
    assert codes
    for row in steps:
        assert not row["why"]
        assert not codes & set(" ".join(map(str, row.values())).split())


def test_soft_intelligence_stands_in_no_story() -> None:
    noted = listed(f"intelligence list --as-of {LATE}")
    assert noted
    for urn in {row["urn"] for row in noted}:
        text = show(f"{urn} --as-of {LATE}").out
        assert not [row for row in noted if row["text"] in text]


@pytest.mark.parametrize(
    ("line", "code"),
    [("Nonsense", 65), ("tsa Nonsense", 65), ("person Nobody", 65), ("change 99999", 2)],
)
def test_what_nobody_knows_is_refused_with_a_remedy(line: str, code: int) -> None:
    answer = show(line)
    assert answer.code == code
    assert "fix:" in answer.err


def test_on_a_terminal_a_story_says_each_day_once_and_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = show(f"{SCHOOL} --as-of {LATE} --format table").out.splitlines()
    days = [line for line in lines if not line.startswith(" ")]
    assert max(map(len, lines)) <= 80
    assert len(days) == len(set(days))
    assert "  the head signed (Edmund Bellwharton)  [11]" in lines
