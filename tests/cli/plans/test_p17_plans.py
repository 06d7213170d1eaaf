"""P17, P18 and P25: the plan, its milestones and who leads it, at the terminal."""

import pytest

from builders import Programme

ACTION = "plan action 900001 --text '{}' --theme {} --recommendation 'baseline {}' --term {}"


@pytest.fixture
def school(programme: Programme) -> Programme:
    programme.supported()
    programme.done("plan new 900001 --reason 'the first ten days' --as-of 2017-11-20")
    return programme


def lacks(programme: Programme, words: str = "") -> list[str]:
    found: list[str] = programme.done(f"plan 900001 {words} --format json").json["unmet"]
    return found


def with_actions(programme: Programme) -> Programme:
    programme.done(ACTION.format("Coach the leaders", "leadership", 1, "T2"))
    programme.done(ACTION.format("Bring governors in", "governance", 2, "T3") + " --led-by-school")
    return programme


def test_p17_a_plan_lacks_leadership_and_governance_until_they_are_there(
    school: Programme,
) -> None:
    assert lacks(school) == ["leadership", "governance"]
    school.done(ACTION.format("Coach the leaders", "leadership", 1, "T2"))
    assert lacks(school) == ["governance"]
    school.done("plan why-not 900001 --theme governance --reason 'an interim board'")
    assert lacks(school) == []


def test_p17_a_plan_can_say_from_the_start_why_it_lacks_a_theme(programme: Programme) -> None:
    programme.supported()
    programme.done("plan new 900001 --reason first --no-governance 'an interim board'")
    assert lacks(programme) == ["leadership"]


def test_p17_there_is_no_action_without_a_plan(programme: Programme) -> None:
    programme.supported()
    answer = programme.run(ACTION.format("Coach", "leadership", 1, "T2"))
    assert answer.code == 65
    assert "plan new 900001" in answer.err


@pytest.mark.parametrize(
    "wrong",
    ["--recommendation 'baseline 3'", "--recommendation 'one'", "--term T9", "--theme none"],
)
def test_p17_an_action_answers_what_was_recommended(school: Programme, wrong: str) -> None:
    answer = school.run(f"plan action 900001 --text a --theme leadership {wrong}")
    assert answer.code in (2, 65)


def test_p17_old_versions_stay_readable(school: Programme) -> None:
    with_actions(school)
    school.done("plan new 900001 --reason 'after the visit' --as-of 2018-03-01")
    school.done("plan drop 900001 --action 1 --reason 'done'")
    school.done(ACTION.format("Coach the middle", "leadership", 1, "T4"))
    assert [row["number"] for row in school.rows("plan 900001")] == [2, 3]
    assert [row["number"] for row in school.rows("plan 900001 --version 1")] == [1, 2]
    assert school.rows("plan 900001 --as-of 2018-02-28") == school.rows("plan 900001 --version 1")


def test_p17_dropping_what_the_version_brought_in_opens_the_next(school: Programme) -> None:
    with_actions(school)
    assert "version 2" in school.done("plan drop 900001 --action 1 --reason 'not wanted'").out
    assert len(school.rows("plan 900001 --version 1")) == 2
    assert len(school.rows("plan 900001")) == 1


@pytest.mark.parametrize("line", ["drop 900001 --action 1", "change 900001 --action 1 --term T3"])
def test_p17_a_dropped_or_changed_action_needs_its_reason(school: Programme, line: str) -> None:
    with_actions(school)
    assert "reason" in school.run(f"plan {line}").err
    school.done(f"plan {line} --reason 'as agreed'")


def test_p17_a_version_that_is_not_there_is_told(school: Programme) -> None:
    assert school.run("plan 900001 --version 7").code == 65


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2018-03-01", "later"),
        ("2018-03-09", "due soon"),
        ("2018-03-23", "due soon"),
        ("2018-03-24", "overdue"),
    ],
)
def test_p18_due_and_overdue_are_worked_out(school: Programme, as_of: str, state: str) -> None:
    with_actions(school)
    school.done("milestone add 900001 --action 1 --text 'two coached' --due 2018-03-23")
    (row,) = school.rows(f"milestone list 900001 --as-of {as_of}")
    assert row["state"] == state
    found = school.rows(f"milestone list --overdue --as-of {as_of}")
    assert len(found) == (state == "overdue")
    assert len(school.rows(f"milestone list --due --as-of {as_of}")) == (state == "due soon")


def test_p18_met_needs_evidence(school: Programme) -> None:
    with_actions(school)
    school.done("milestone add 900001 --action 1 --text 'two coached' --due 2018-03-01")
    for outcome in ("met", "'partly met'"):
        assert school.run(f"milestone judge 900001 1 --outcome {outcome}").code == 65
    school.done("milestone judge 900001 1 --outcome 'not met'")
    school.done("milestone judge 900001 1 --outcome met --evidence 'notes' --date 2018-03-14")
    assert school.rows("milestone list 900001")[0]["state"] == "met"
    assert school.rows("milestone list 900001 --as-of 2018-03-13")[0]["state"] == "overdue"


def test_p18_a_milestone_hangs_on_an_action_of_the_plan(school: Programme) -> None:
    assert school.run("milestone add 900001 --action 1 --text x --due 2018-03-01").code == 65
    with_actions(school)
    school.done("milestone add 900001 --action 1 --text x --due 2018-03-01")
    school.done("plan drop 900001 --action 1 --reason 'not wanted'")
    assert school.rows("milestone list 900001")[0]["state"] == "dropped"
    assert school.run("milestone judge 900001 9 --outcome met --evidence x").code == 65


def test_p25_the_share_of_actions_led_by_own_staff_term_by_term(school: Programme) -> None:
    with_actions(school)
    school.done(ACTION.format("Own it", "governance", 2, "T3"))
    led = {row["what"]: row["share"] for row in school.rows("independence 900001")[5:]}
    assert led == {"actions of T2": 0, "actions of T3": 50}


def test_p25_the_rubric_is_compared_at_the_reviews_held(school: Programme) -> None:
    school.done("record-review 900001 --stage baseline --add --judgement leadership=1")
    school.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress good --impact good "
        "--judgement 'leadership=3: settled'"
    )
    row = school.rows("independence 900001")[0]
    assert (row["baseline"], row["midterm"], row["final"], row["change"]) == (1, 3, None, 2)
    assert school.rows("independence 900001 --as-of 2018-03-07")[0]["change"] is None
