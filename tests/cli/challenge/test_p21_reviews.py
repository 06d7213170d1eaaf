"""P12, P21, P22 and P24: reviews and the decision at the terminal."""

from typing import Any

import pytest

from builders import Programme

MIDTERM = "record-review 900001 --stage midterm --date 2018-03-08 --progress good --impact limited"
CHECKS = (
    "--check 'baseline 1=partly met: two classes of four' --check 'baseline 2=met: minutes seen'"
)
DECIDE = "decide 900001 {} --rationale 'as reviewed' --date 2018-03-12 --decided-by 'the group'"


@pytest.fixture
def school(programme: Programme) -> Programme:
    return programme.supported()


def status(programme: Programme, words: str = "") -> dict[str, Any]:
    return programme.rows(f"days-status --school 900001 {words}")[0]


def digest(programme: Programme) -> str:
    found: str = programme.done("check --format json").json["digest"]
    return found


def test_p12_a_baseline_judges_by_the_rubric(programme: Programme) -> None:
    programme.with_schools().selected().signed()
    programme.done(
        "record-review 900001 --stage baseline --date 2017-10-11 "
        "--judgement 'leadership=2: new head' --judgement governance=1 --recommendation 'Read'"
    )
    (area, *_rest) = programme.rows("independence 900001")
    assert (area["what"], area["baseline"]) == ("leadership", 2)


@pytest.mark.parametrize("wrong", ["leadership=5", "leadership=0", "reading=2", "leadership", "x="])
def test_p12_what_is_not_on_the_rubric_is_refused(programme: Programme, wrong: str) -> None:
    programme.with_schools().selected().signed()
    answer = programme.run(
        f"record-review 900001 --stage baseline --date 2017-10-11 --judgement '{wrong}'"
    )
    assert answer.code == 65


@pytest.mark.parametrize(
    ("inspected", "code"), [("2017-09-20", 0), ("2017-07-13", 0), ("2017-07-12", 65)]
)
def test_p12_a_baseline_is_waived_only_for_a_very_recent_report(
    programme: Programme, inspected: str, code: int
) -> None:
    programme.with_schools().selected().signed()
    days = ("13/07/2017", "12/07/2017", "20/09/2017")
    rows = "".join(f"900001,A,{day},3\n" for day in days)
    head = "URN,School name,Inspection date,Overall effectiveness\n"
    for place, row in enumerate(rows.splitlines()):
        programme.write(f"ofsted_{place}.csv", f"{head}{row}\n")
        programme.done(f"import-data ofsted_{place}.csv")
    line = "record-review 900001 --stage baseline --date 2017-10-11 --waived-by-ofsted"
    assert programme.run(f"{line} {inspected}").code == code
    if code == 0:
        programme.assigned()


def test_p12_a_baseline_is_not_waived_for_an_inspection_that_nobody_published(
    programme: Programme,
) -> None:
    programme.with_schools().selected().signed()
    answer = programme.run(
        "record-review 900001 --stage baseline --date 2017-10-11 --waived-by-ofsted 2017-09-20"
    )
    assert answer.code == 65
    assert "no inspection of Alder Bank Primary School on 2017-09-20 is on record" in answer.err


def test_p12_a_baseline_that_says_nothing_opens_no_gate(programme: Programme) -> None:
    programme.with_schools().selected().signed()
    answer = programme.run("record-review 900001 --stage baseline --date 2017-10-11")
    assert answer.code == 65
    assert "says nothing" in answer.err


def test_p12_a_review_ahead_or_twice_is_refused(school: Programme) -> None:
    assert school.run(MIDTERM.replace("2018-03-08", "2018-03-16")).code == 65
    school.done(MIDTERM)
    answer = school.run(MIDTERM)
    assert answer.code == 65
    assert "undo" in answer.err


def test_p21_a_midterm_rates_progress_and_impact(school: Programme) -> None:
    assert school.run("record-review 900001 --stage midterm --date 2018-03-08").code == 65
    answer = school.run("record-review 900001 --stage midterm --date 2018-03-08 --progress good")
    assert answer.code == 65


def test_p21_earlier_recommendations_are_checked_one_by_one(school: Programme) -> None:
    answer = school.run(f"{MIDTERM} --check 'baseline 1=met'")
    assert answer.code == 65
    assert "not checked: baseline 2" in answer.err
    school.done(f"{MIDTERM} {CHECKS}")


def test_p21_recommendations_left_unchecked_are_told_and_can_be_added(school: Programme) -> None:
    assert "not checked: baseline 1, baseline 2" in school.done(MIDTERM).err
    answer = school.done(f"record-review 900001 --stage midterm --add {CHECKS}")
    assert "2 checks" in answer.out


@pytest.mark.parametrize("wrong", ["baseline 3=met", "midterm 1=met", "baseline 1=maybe", "met"])
def test_p21_only_a_recommendation_on_record_is_checked(school: Programme, wrong: str) -> None:
    assert school.run(f"{MIDTERM} --check '{wrong}'").code == 65


def test_p21_a_review_is_read_from_a_file(school: Programme) -> None:
    school.write(
        "review.toml",
        'school = "900001"\nstage = "midterm"\ndate = 2018-03-08\nprogress = "good"\n'
        'impact = "good"\nrecommendations = ["Keep at it", {text = "Share it", to = "alliance"}]\n'
        'decision = "continue"\nrationale = "on the way"\n'
        '[judgements]\nleadership = "3: settled"\n'
        '[checks]\n"baseline 1" = "met: seen"\n"baseline 2" = "not met"\n',
    )
    school.done("record-review --from review.toml")
    assert status(school)["released"] == 20
    assert school.rows("independence 900001")[0]["midterm"] == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('stage = "midterm"', 65),
        ('school = "900001"\nstage = "late"', 65),
        ('school = "900001"\nstage = "midterm"\nopinion = "x"', 65),
        ("not toml at all", 66),
    ],
)
def test_p21_a_file_that_says_something_else_is_refused(
    school: Programme, text: str, code: int
) -> None:
    school.write("review.toml", text)
    answer = school.run("record-review --from review.toml")
    assert answer.code == code
    assert "fix:" in answer.err


def test_p21_reviews_are_read_from_a_sheet(school: Programme) -> None:
    school.write(
        "reviews.csv",
        "urn,stage,held_on,progress,impact\n900001,midterm,2018-03-08,good,limited\n",
    )
    assert school.run("record-review 900001 --from reviews.csv").code == 2
    school.done("record-review --from reviews.csv")
    school.done(DECIDE.format("continue"))


def test_p21_a_file_that_is_not_there_is_told(school: Programme) -> None:
    assert school.run("record-review --from nowhere.toml").code == 66


def test_p22_nothing_is_decided_before_the_midterm(school: Programme) -> None:
    assert school.run(DECIDE.format("continue")).code == 65
    school.done(MIDTERM)
    before = DECIDE.format("continue").replace("2018-03-12", "2018-03-07")
    assert school.run(before).code == 65


def test_p22_a_midterm_is_decided_on_once_unless_undone(school: Programme) -> None:
    school.done(MIDTERM)
    school.done(DECIDE.format("continue"))
    answer = school.run(DECIDE.format("switch"))
    assert answer.code == 65
    made = school.rows("history")[-1]["change"]
    assert f"undo {made}" in answer.err
    school.done(f"undo {made}")
    school.done(DECIDE.format("switch"))


def test_p22_a_baseline_or_final_decides_nothing(programme: Programme) -> None:
    programme.with_schools().selected().signed()
    answer = programme.run(
        "record-review 900001 --stage baseline --date 2017-10-11 --decision continue --rationale x"
    )
    assert answer.code == 65


@pytest.mark.parametrize("kind", ["continue", "adjust"])
def test_p22_continue_and_adjust_release_the_second_ten(school: Programme, kind: str) -> None:
    school.done(MIDTERM)
    assert status(school)["released"] == 10
    school.done(DECIDE.format(kind))
    assert status(school)["released"] == 20
    assert status(school, "--as-of 2018-03-11")["released"] == 10


def test_p22_adjust_opens_a_new_version_of_the_plan(school: Programme) -> None:
    school.done("plan new 900001 --reason first --as-of 2017-11-20")
    school.done(MIDTERM)
    school.done(DECIDE.format("adjust"))
    school.done("plan action 900001 --text 'Coach the leaders' --theme leadership --term T3")
    assert len(school.rows("plan 900001")) == 1
    assert school.rows("plan 900001 --version 1") == []


@pytest.mark.parametrize("kind", ["continue", "adjust", "switch"])
def test_p22_one_undo_takes_the_whole_decision_back(school: Programme, kind: str) -> None:
    school.done("sla 900001 --state draft --days 20 --date 2017-11-10")
    school.done("record-days 900001 --date 2018-03-20 --days 2 --planned")
    school.done(MIDTERM)
    before = digest(school)
    school.done(DECIDE.format(kind))
    made = school.rows("history")[-1]["change"]
    assert digest(school) != before
    school.done(f"undo {made}")
    assert digest(school) == before


def test_p22_a_switch_ends_the_agreement_and_opens_the_choice(school: Programme) -> None:
    school.done("sla 900001 --state draft --days 20 --date 2017-11-10")
    school.done(MIDTERM)
    answer = school.done(DECIDE.format("switch"))
    assert "20 days move" in answer.out
    assert "assign-tsa 900001 --suggest" in answer.err
    assert "tsa-review TSA1" in answer.err
    assert school.rows("sla 900001")[-1]["state"] == "ended"
    assert status(school)["alliance"] is None
    assert school.run("record-days 900001 --date 2018-03-13 --days 1").code == 65


def test_p22_a_dry_run_of_a_switch_changes_nothing(school: Programme) -> None:
    school.done(MIDTERM)
    before = digest(school)
    school.done(f"{DECIDE.format('switch')} --dry-run")
    assert digest(school) == before


def finished(programme: Programme) -> None:
    programme.done(MIDTERM)
    programme.done(DECIDE.format("continue"))


FINAL = (
    "record-review 900001 --stage final --date 2019-02-06 --progress strong --impact good "
    "--sustainability good --as-of 2019-02-07 --recommendation 'Keep the coaching going'"
)


def test_p24_a_final_needs_the_midterm(school: Programme) -> None:
    answer = school.run(FINAL)
    assert answer.code == 65
    assert "mid-term review is in" in answer.err


def test_p24_a_final_needs_the_days_accounted_for(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 2")
    finished(school)
    assert "days-status" in school.run(FINAL).err
    school.done("days confirm 1 --by 'the head'")
    school.done(FINAL)


def test_p24_a_final_says_whether_it_will_last(school: Programme) -> None:
    finished(school)
    bare = FINAL.replace("--sustainability good ", "")
    answer = school.run(bare)
    assert answer.code == 65
    assert "--sustainability" in answer.err
    assert "--sustainability" not in school.done(FINAL).err
