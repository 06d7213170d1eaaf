"""What is asked of a school is read as it stood on the day judged from."""

import pytest

from builders import Programme

LEFT = "urn,name,state,decided_on,{}\n900001,{},selected,2017-07-10,2018-12-03\n"
ACTION = (
    "plan action 900001 --text Coach --theme leadership --recommendation 'baseline 1' --term T2"
)


@pytest.fixture
def school(programme: Programme) -> Programme:
    """A supported school with a plan, and milestones due in March 2018 and January 2019."""

    def build() -> None:
        programme.supported()
        programme.done("plan new 900001 --reason first --as-of 2017-11-20")
        programme.done(ACTION + " --as-of 2017-11-20")
        for day in ("2018-03-02", "2019-01-14"):
            programme.done(f"milestone add 900001 --action 1 --text 'By {day}' --due {day}")

    return programme.remembered("two milestones", build)


def leave(programme: Programme, how: str = "withdrawn_on") -> Programme:
    name = programme.rows("schools")[0]["name"]
    programme.write("selection.csv", LEFT.format(how, name))
    programme.done("import-data selection.csv --as-of 2018-12-03")
    return programme


def wanted(programme: Programme, as_of: str, kind: str) -> list[str]:
    rows = programme.rows(f"due --school 900001 --days 400 --as-of {as_of}")
    return [row["what"] for row in rows if row["kind"] == kind]


def links(programme: Programme, as_of: str) -> list[str]:
    found = programme.run(f"check thread --school 900001 --as-of {as_of} --format json")
    return [row["link"] for row in found.json["rows"]]


@pytest.mark.parametrize("how", ["withdrawn_on", "paused_on"])
@pytest.mark.parametrize("line", ["expectations", "capacity", "conference list"])
def test_a_school_that_left_counts_up_to_that_day(school: Programme, how: str, line: str) -> None:
    leave(school, how)
    there = [
        "900001" in {row["urn"] for row in school.rows(f"{line} --as-of {day}")}
        for day in ("2018-03-09", "2018-12-02", "2018-12-03")
    ]
    assert there == [True, True, False]


@pytest.mark.parametrize("how", ["withdrawn_on", "paused_on"])
def test_the_thread_asks_a_school_that_left_only_for_what_was_due_before(
    school: Programme, how: str
) -> None:
    assert links(school, "2019-02-01") == ["baseline 2", "milestone 1", "milestone 2"]
    leave(school, how)
    assert links(school, "2018-12-02") == ["baseline 2", "milestone 1"]
    assert links(school, "2019-02-01") == ["milestone 1"]


def test_no_milestone_is_due_of_a_school_that_left(school: Programme) -> None:
    leave(school)
    assert len(wanted(school, "2018-12-02", "milestone")) == 2
    assert wanted(school, "2018-12-03", "milestone") == []


def test_a_milestone_judged_later_is_still_open_on_the_day_asked(school: Programme) -> None:
    school.done(
        "milestone judge 900001 1 --outcome met --evidence log --date 2018-03-20 --as-of 2018-03-20"
    )
    assert "milestone 1: By 2018-03-02" in wanted(school, "2018-03-19", "milestone")
    assert "milestone 1: By 2018-03-02" not in wanted(school, "2018-03-20", "milestone")
    assert "milestone 1" in links(school, "2018-03-19")
    assert "milestone 1" not in links(school, "2018-03-20")


def test_an_action_dropped_later_still_has_its_milestones_on_the_day_asked(
    school: Programme,
) -> None:
    school.done("plan new 900001 --reason second --as-of 2018-03-12")
    school.done("plan drop 900001 --action 1 --reason 'not needed' --as-of 2018-03-12")
    assert "milestone 1" in links(school, "2018-03-09")
    assert wanted(school, "2018-03-09", "milestone")
    assert links(school, "2018-03-12") == ["baseline 1", "baseline 2"]
    assert wanted(school, "2018-03-12", "milestone") == []


def test_a_day_confirmed_later_still_waits_for_the_schools_word(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-10 --days 1 --activity Coaching")
    school.done("days confirm 1 --by Head --date 2018-03-05")
    assert len(wanted(school, "2018-03-04", "day of support")) == 1
    assert wanted(school, "2018-03-05", "day of support") == []


def test_p32_advice_is_a_duty_again_once_its_answer_was_refused(school: Programme) -> None:
    school.done("isg advise --meeting 2018-01-18 --to school 900001 --text 'Check weekly'")
    school.done("isg respond 1 --by Head --text Done --evidence log --date 2018-01-25")
    school.done("isg accept 1 --reject --note 'which log?' --date 2018-02-08")
    asked = {
        day: bool(wanted(school, day, "advice"))
        for day in ("2018-01-24", "2018-01-25", "2018-02-07", "2018-02-08", "2018-03-01")
    }
    assert list(asked.values()) == [True, False, False, True, True]
    assert "advice 1" in links(school, "2018-03-01")
    assert "advice 1" not in links(school, "2018-02-07")


def test_a_pack_names_a_milestone_that_was_judged_later(school: Programme) -> None:
    school.done(
        "milestone judge 900001 1 --outcome met --evidence log --date 2018-03-20 --as-of 2018-03-20"
    )
    for meeting, is_late in (("2018-03-15", True), ("2018-03-29", False)):
        school.done(
            f"report isg-pack --meeting {meeting} --as-of {meeting} --draft --out {meeting}"
        )
        page = next((school.folder / meeting).rglob("*.html")).read_text(encoding="utf-8")
        assert ("By 2018-03-02” is past its day" in page) == is_late


def test_an_action_dropped_later_counts_in_who_leads_on_the_day_asked(school: Programme) -> None:
    school.done("plan new 900001 --reason second --as-of 2018-03-12")
    school.done("plan drop 900001 --action 1 --reason 'not needed' --as-of 2018-03-12")
    counted = {
        day: [row["actions"] for row in own if row["part"] == "actions"]
        for day in ("2017-11-19", "2018-03-11", "2018-03-12")
        for own in [school.rows(f"independence 900001 --as-of {day}")]
    }
    assert counted == {"2017-11-19": [], "2018-03-11": [1], "2018-03-12": []}


def test_a_school_that_left_is_behind_by_what_it_lacked_that_day(school: Programme) -> None:
    behind = {
        day: school.rows(f"days-status --as-of {day}")[0]["behind"]
        for day in ("2018-12-02", "2019-03-29")
    }
    leave(school)
    (late,) = school.rows("days-status --as-of 2019-03-29")
    (before,) = school.rows("days-status --as-of 2018-12-02")
    assert before["behind"] == behind["2018-12-02"]
    assert before["behind"] <= late["behind"] <= behind["2019-03-29"]
    assert school.rows("days-status --as-of 2018-12-03")[0]["behind"] == late["behind"]


def test_a_school_that_withdrew_weighs_on_its_alliance_up_to_that_day(school: Programme) -> None:
    leave(school)
    stood = {
        day: (row["schools"], row["load"])
        for day in ("2018-12-02", "2018-12-03")
        for row in school.rows(f"days-status --alliances --as-of {day}")
        if row["code"] == "TSA1"
    }
    assert stood == {"2018-12-02": (1, 20), "2018-12-03": (0, 0)}


def test_the_thread_says_that_an_answer_was_not_accepted(school: Programme) -> None:
    school.done("isg advise --meeting 2018-01-18 --to school 900001 --text 'Check weekly'")
    school.done("isg respond 1 --by Head --text Done --evidence log --date 2018-01-25")
    school.done("isg accept 1 --reject --note 'which log?' --date 2018-02-08")
    found = school.run("check thread --school 900001 --as-of 2018-03-01 --format json")
    (said,) = [row["what"] for row in found.json["rows"] if row["link"] == "advice 1"]
    assert said == "advice whose answer was not accepted: Check weekly"


def test_what_a_school_that_left_is_behind_is_explained_as_it_is_listed(school: Programme) -> None:
    leave(school)
    for day in ("2018-12-02", "2019-03-29"):
        (row,) = school.rows(f"days-status --as-of {day}")
        for what in ("expected", "behind"):
            found = school.done(f"explain days/900001/{what} --as-of {day} --format json").json
            assert found["rows"][0]["value"] == row[what]
