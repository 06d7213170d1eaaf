"""Schools that do not act on advice, at the terminal."""

import pytest

from builders import Programme, register

ACADEMY = register().replace("Maintained School", "Academy")


@pytest.fixture
def advised(programme: Programme) -> Programme:
    """A supported school with advice whose answer was due on 1 February 2018."""
    programme.supported()
    programme.done(
        "isg advise --meeting 2018-01-18 --to school 900001 --text 'Check reading weekly'"
    )
    return programme


def recommended(programme: Programme, as_of: str) -> str | None:
    rows = programme.rows(f"escalate check --as-of {as_of}")
    return rows[0]["recommended"] if rows else None


def escalate(programme: Programme, stage: str, day: str, reason: str = "") -> int:
    more = f"--reason '{reason}'" if reason else ""
    line = f"escalate 900001 --stage {stage} --by Partnership --date {day} {more}"
    return programme.run(line).code


@pytest.mark.parametrize(
    ("as_of", "stage"),
    [
        pytest.param("2018-02-01", None, id="on the due day nothing"),
        pytest.param("2018-02-02", "reminded", id="one school day late"),
        pytest.param("2018-02-07", "reminded", id="four school days late"),
        pytest.param("2018-02-08", "challenged by the group", id="five school days late"),
        pytest.param("2018-02-25", "challenged by the group", id="half-term stops the clock"),
        pytest.param("2018-02-28", "challenged by the group", id="fourteen school days late"),
        pytest.param("2018-03-01", "formal review", id="fifteen school days late"),
        pytest.param("2018-12-01", "formal review", id="never more than a review"),
    ],
)
def test_p34_the_clock_recommends_a_stage(
    advised: Programme, as_of: str, stage: str | None
) -> None:
    assert recommended(advised, as_of) == stage


def test_p34_the_recommendation_carries_evidence_and_a_checklist(advised: Programme) -> None:
    row = advised.rows("escalate check --as-of 2018-03-01")[0]
    because = "no answer with evidence 15 school days after it was due on 1 February 2018"
    assert row["evidence"] == [f"advice 1 (Check reading weekly): {because}"]
    assert "no: the school was reminded" in row["checklist"]
    assert "yes: the kind of school is known" in row["checklist"]
    assert row["stage"] is None


def test_p34_nothing_happens_by_itself(advised: Programme) -> None:
    advised.rows("escalate check")
    assert advised.rows("escalate list --all") == []


def test_p34_evidence_ends_the_recommendation(advised: Programme) -> None:
    advised.done("isg respond 1 --by Head --text Done --evidence log --date 2018-02-09")
    assert recommended(advised, "2018-02-08") == "challenged by the group"
    assert recommended(advised, "2018-02-12") is None


def test_p34_a_refused_answer_starts_the_clock_again(advised: Programme) -> None:
    advised.done("isg respond 1 --by Head --text Done --evidence log --date 2018-01-25")
    advised.done("isg accept 1 --reject --note 'no books seen' --date 2018-02-01")
    row = advised.rows("escalate check --as-of 2018-02-08")[0]
    assert row["recommended"] == "challenged by the group"
    assert "not accepted on 1 February 2018" in row["evidence"][0]


def test_p34_a_recommended_next_step_brings_its_reason_along(advised: Programme) -> None:
    assert escalate(advised, "reminded", "2018-02-02") == 0
    assert "no answer with evidence" in advised.rows("escalate list --all")[0]["reason"]
    assert recommended(advised, "2018-02-07") is None
    assert recommended(advised, "2018-02-08") == "challenged by the group"


def test_p34_skipping_a_stage_needs_a_reason(advised: Programme) -> None:
    assert escalate(advised, "formal-review", "2018-02-22") == 65
    assert escalate(advised, "formal-review", "2018-02-22", "children are at risk") == 0
    assert advised.rows("escalate list")[0]["stage"] == "formal review"


def test_p34_going_back_is_recorded_with_its_reason(advised: Programme) -> None:
    escalate(advised, "reminded", "2018-02-02")
    escalate(advised, "challenged", "2018-02-08")
    assert escalate(advised, "reminded", "2018-02-12") == 65
    assert escalate(advised, "reminded", "2018-02-12", "the head is new") == 0
    stages = [row["stage"] for row in advised.rows("escalate list --all")]
    assert stages == ["reminded", "challenged by the group", "reminded"]


def test_p34_what_is_settled_is_recommended_to_be_closed(advised: Programme) -> None:
    escalate(advised, "reminded", "2018-02-02")
    advised.done("isg respond 1 --by Head --text Done --evidence log --date 2018-02-06")
    assert escalate(advised, "resolved", "2018-02-07", "answered") == 65
    advised.done("isg accept 1 --date 2018-02-07")
    assert recommended(advised, "2018-02-07") == "resolved"
    assert escalate(advised, "resolved", "2018-02-07", "answered") == 0
    assert advised.rows("escalate list") == []
    assert escalate(advised, "resolved", "2018-02-08", "again") == 65


def test_p34_the_same_stage_is_not_taken_twice(advised: Programme) -> None:
    escalate(advised, "reminded", "2018-02-02")
    assert escalate(advised, "reminded", "2018-02-06", "again") == 65


def test_p34_a_step_comes_after_the_one_before_and_not_tomorrow(advised: Programme) -> None:
    escalate(advised, "reminded", "2018-02-06")
    assert escalate(advised, "challenged", "2018-02-02", "late") == 65
    assert escalate(advised, "challenged", "2018-03-16", "early") == 65


def test_p34_the_programme_gives_no_notice(advised: Programme) -> None:
    answer = advised.run("escalate 900001 --stage notice --by P01 --reason x")
    assert answer.code == 65
    assert "the programme gives no warning notice" in answer.err
    assert "bleadchallenge notice 900001" in answer.err


def test_p34_the_authoritys_notice_moves_an_open_escalation(advised: Programme) -> None:
    escalate(advised, "referred", "2018-02-22", "review found no change")
    assert "local authority" in advised.rows("escalate list")[0]["move"]
    advised.done("notice 900001 --given-by local-authority --ground standards --date 2018-03-01")
    row = advised.rows("escalate list")[0]
    assert row["stage"] == "the authority's notice"
    assert "governing body" in row["move"]
    advised.done("isg respond 1 --by Head --text Done --evidence log --date 2018-03-05")
    assert recommended(advised, "2018-03-06") is None
    advised.done("notice 900001 --complied 2018-03-12")
    assert recommended(advised, "2018-03-12") is None
    advised.done("isg accept 1 --date 2018-03-12")
    assert recommended(advised, "2018-03-12") == "resolved"


def test_p34_an_academy_takes_another_road(advised: Programme) -> None:
    advised.write("2017-2018_330_spine.csv", ACADEMY)
    advised.done("import-data 2017-2018_330_spine.csv")
    escalate(advised, "referred", "2018-02-22", "review found no change")
    assert "regional schools commissioner" in advised.rows("escalate list")[0]["move"]
    line = "notice 900001 --date 2018-03-01 --given-by"
    assert advised.run(f"{line} local-authority --ground standards").code == 65
    assert advised.run(f"{line} local-authority --ground funding-agreement").code == 65
    assert advised.run(f"{line} secretary-of-state --ground funding-agreement").code == 0


def test_p34_a_maintained_school_has_no_funding_agreement(advised: Programme) -> None:
    line = "notice 900001 --given-by secretary-of-state --ground funding-agreement"
    assert advised.run(line).code == 65


def test_p34_a_notice_alone_opens_nothing(advised: Programme) -> None:
    advised.done("notice 900002 --given-by local-authority --ground safety --date 2017-05-02")
    assert advised.rows("escalate list --as-of 2018-02-01") == []
    assert advised.run("notice 900003 --complied 2018-03-01").code == 65


def test_p34_an_alliance_is_reviewed_not_escalated(advised: Programme) -> None:
    answer = advised.run("escalate TSA1 --stage reminded --by P01 --reason x")
    assert answer.code == 65
    assert "tsa-review TSA1" in answer.err


def test_p34_a_script_can_stop_on_a_recommendation(advised: Programme) -> None:
    assert advised.run("escalate check --fail --as-of 2018-01-20").code == 0
    assert advised.run("escalate check --fail").code == 1


def test_p34_the_schools_own_word_is_kept_as_it_stands(advised: Programme) -> None:
    advised.done("comment 900001 --by 'the head' --text 'We were flooded' --date 2018-02-20")
    assert advised.rows("comment list 900001")[0]["text"] == "We were flooded"
    row = advised.rows("escalate check --as-of 2018-03-01")[0]
    assert "yes: the school's own word is on record" in row["checklist"]
    assert advised.run("comment 900001 --by x --text ' '").code == 65


def test_p34_a_new_head_is_seen_before_a_stage_is_decided(advised: Programme) -> None:
    advised.done("agree 900001 --role head --new --name Other --date 2018-02-05")
    row = advised.rows("escalate check --as-of 2018-02-08")[0]
    assert "no: head and chair are those the advice was given to" in row["checklist"]


def test_p34_the_time_to_comply_is_whatever_the_notice_says(advised: Programme) -> None:
    line = "notice 900001 --given-by local-authority --ground breakdown --date 2018-03-01"
    assert advised.run(f"{line} --comply-by 2018-03-01").code == 65
    assert "to comply by 2018-05-01" in advised.done(f"{line} --comply-by 2018-05-01").out
