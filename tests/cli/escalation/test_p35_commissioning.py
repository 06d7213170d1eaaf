"""Alliances that do not deliver, and the four expectations, at the terminal."""

import pytest

from builders import Programme

URNS = ("900001", "900002", "900003")


@pytest.fixture
def supported(programme: Programme) -> Programme:
    return programme.supported()


def grounds(programme: Programme, code: str = "TSA1") -> list[str]:
    rows = {row["code"]: row for row in programme.rows("tsa-review list")}
    found: list[str] = rows[code]["grounds"]
    return found


def case(programme: Programme, code: str = "TSA1") -> dict[str, object]:
    found: dict[str, object] = programme.done(f"tsa-review {code} --format json").json["case"]
    return found


def test_p35_days_behind_the_pace_are_a_ground(supported: Programme) -> None:
    assert "days given of" in grounds(supported)[0]
    supported.done("record-days 900001 --date 2017-11-14 --days 10")
    assert grounds(supported) == []
    assert case(supported)["used"] == 10


def test_p35_a_low_rating_and_a_switch_are_grounds(supported: Programme) -> None:
    supported.done("record-days 900001 --date 2017-11-14 --days 10")
    supported.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress limited --impact none"
    )
    supported.done("decide 900001 switch --rationale 'no impact' --date 2018-03-12")
    assert grounds(supported) == [
        "1 school was switched to another alliance for want of impact",
        "impact rated limited or none at the last review of 1 of 1 schools",
    ]
    assert grounds(supported, "TSA2") == []


def test_p35_days_a_school_disputes_are_a_ground(supported: Programme) -> None:
    supported.done("record-days 900001 --date 2017-11-14 --days 9")
    supported.done("record-days 900001 --date 2017-11-15 --days 1")
    supported.done("days dispute 2 --reason 'left at noon'")
    assert grounds(supported) == ["schools dispute 1 day"]


def test_p35_responsiveness_is_the_median_of_working_days(supported: Programme) -> None:
    for meeting, answered in (("2018-01-18", "2018-01-19"), ("2018-02-01", "2018-02-06")):
        supported.done(f"isg advise --meeting {meeting} --to alliance TSA1 --text x")
        number = 1 if meeting == "2018-01-18" else 2
        supported.done(f"isg respond {number} --by x --text x --evidence x --date {answered}")
    supported.done("isg advise --meeting 2018-02-15 --to alliance TSA1 --text x")
    found = case(supported)
    assert found["median_answer"] == 2
    assert found["overdue"] == 1


def test_p35_too_few_schools_are_never_held_beside_others(supported: Programme) -> None:
    assert "too few schools" in str(case(supported)["beside_others"])
    names = [row["alliance"] for row in supported.rows("tsa-review list")]
    assert names == sorted(names)


def test_p35_an_alliance_is_heard_before_conditions(supported: Programme) -> None:
    line = (
        "tsa-review TSA1 --outcome with-conditions --conditions 'weekly days' --by Board "
        "--reason 'behind' --date 2018-03-15"
    )
    answer = supported.run(line)
    assert answer.code == 65
    assert "right of reply" in answer.err
    supported.done("tsa-review TSA1 --reply 'The school was closed' --by Lead --date 2018-03-14")
    supported.done(line)
    row = supported.rows("tsa-review list")[0]
    assert row["outcome"] == "with conditions"
    assert case(supported)["reply"] == "The school was closed"


def test_p35_a_reply_that_never_came_was_asked_for_in_time(supported: Programme) -> None:
    line = "tsa-review TSA1 --outcome not --by Board --reason 'no days' --date 2018-03-15"
    assert supported.run(f"{line} --reply-asked 2018-03-08").code == 65
    assert supported.run(f"{line} --reply-asked 2018-03-01").code == 0


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("--outcome recommission --by Board", id="without a reason"),
        pytest.param("--outcome with-conditions --reason x", id="without conditions"),
        pytest.param("--outcome recommission --reason x --date 2018-03-16", id="tomorrow"),
    ],
)
def test_p35_an_outcome_that_says_too_little_is_refused(supported: Programme, line: str) -> None:
    assert supported.run(f"tsa-review TSA1 {line}").code == 65


def test_p35_a_later_reply_stands_beside_the_outcome(supported: Programme) -> None:
    supported.done(
        "tsa-review TSA1 --outcome recommission --by Board --reason 'good' --date 2018-03-01"
    )
    supported.done("tsa-review TSA1 --reply 'Thank you' --by Lead --date 2018-03-14")
    assert case(supported)["reply"] == "Thank you"
    assert "commissioning review" in supported.done("history --change 9").out


def test_p33_the_whole_comes_first_and_then_every_school(supported: Programme) -> None:
    rows = supported.rows("expectations")
    assert [row["urn"] for row in rows] == [None] * 4 + ["900001"] * 4
    assert rows[0]["expectation"] == "full engagement"
    assert len(supported.rows("expectations 900001")) == 4


def test_p33_each_expectation_comes_with_its_evidence(supported: Programme) -> None:
    supported.done("record-days 900001 --date 2017-11-14 --days 10")
    engaged = supported.rows("expectations 900001")[0]
    assert engaged["state"] == "met"
    assert "head and chair have signed" in engaged["evidence"]
    supported.done("isg advise --meeting 2018-01-18 --to school 900001 --text x")
    engaged = supported.rows("expectations 900001")[0]
    assert engaged["state"] == "at risk"
    assert engaged["evidence"][0] == "1 answer to advice overdue"


def test_p33_what_came_later_does_not_count(supported: Programme) -> None:
    supported.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress good --impact good"
    )
    before = supported.rows("expectations 900001 --as-of 2018-03-07")[1]
    after = supported.rows("expectations 900001 --as-of 2018-03-08")[1]
    assert (before["state"], after["state"]) == ("too early", "met")
