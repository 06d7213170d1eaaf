"""P19, P20 and P23: indicators promised, read, judged and reviewed at the terminal."""

from typing import Any

import pytest

from builders import Programme

ADD = (
    "kpi add 900001 --template RWM --baseline 48 --baseline-on 2017-11-10 "
    "--target T2=52 --target T3=57"
)


@pytest.fixture
def school(programme: Programme) -> Programme:
    programme.supported()
    programme.done(ADD)
    return programme


def status(programme: Programme, words: str = "") -> dict[str, Any]:
    (row,) = programme.rows(f"kpi-status --school 900001 {words}")
    return row


def test_p19_a_template_gives_all_that_is_not_given(school: Programme) -> None:
    (row,) = school.rows("kpi list 900001")
    assert (row["code"], row["side"], row["heading"]) == (
        "RWM",
        "school",
        "teaching and learning",
    )
    assert row["targets"] == ["T2=52", "T3=57"]


def test_p19_a_promise_holds_from_the_support_though_the_choice_was_recorded_late(
    programme: Programme,
) -> None:
    programme.supported().write(
        "late.csv",
        "urn,name,state,route,reason,decided_on\n"
        "900001,Alder Bank Primary School,selected,criteria,below the floor,2018-03-10\n",
    )
    programme.done("import-data late.csv --kind selection --reason 'recorded late'")
    programme.done(ADD)
    (row,) = programme.rows("kpi list 900001")
    assert row["starts_on"] == "2017-11-10"
    programme.done("kpi read 900001 RWM --value 50 --date 2018-01-15")


def test_p19_an_indicator_by_hand_needs_side_and_heading(school: Programme) -> None:
    assert school.run("kpi add 900001 OWN --name 'own'").code == 65
    school.done(
        "kpi add 900001 OWN --name 'books seen' --side support "
        "--heading 'effectiveness of support' --unit lessons --target T2=8"
    )
    assert len(school.rows("kpi-status --side support")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "--template RWM --target T2=52",
        "--template NOPE",
        "--template AGREE --target T9=52",
        "--template AGREE --target T2=520",
        "--template AGREE --baseline 40",
        "--template AGREE --cumulative",
        "--template AGREE --measure NOPE",
        "--template AGREE --action 4",
    ],
)
def test_p19_what_cannot_be_judged_is_refused(school: Programme, words: str) -> None:
    before = school.done("check --format json").json["digest"]
    answer = school.run(f"kpi add 900001 {words}")
    assert answer.code == 65
    assert "fix:" in answer.err
    assert school.done("check --format json").json["digest"] == before


def test_p19_the_templates_are_listed(school: Programme) -> None:
    assert {row["side"] for row in school.rows("kpi templates")} == {"school", "support"}


def test_p20_readings_are_added_never_written_over(school: Programme) -> None:
    school.done("kpi read 900001 RWM --value 50 --date 2018-03-01 --n 46 --evidence 'moderated'")
    answer = school.run("kpi read 900001 RWM --value 55 --date 2018-03-01")
    assert answer.code == 65
    assert "--correct" in answer.err
    assert school.run("kpi read 900001 RWM --value 55 --date 2018-03-01 --correct").code == 65
    school.done("kpi read 900001 RWM --value 51 --date 2018-03-01 --correct --reason 'a slip'")
    assert status(school)["value"] == 51
    known = school.done("history --format json").json["rows"][-2]["change"]
    assert status(school, f"--as-known {known}")["value"] == 50


@pytest.mark.parametrize(
    ("value", "said"), [("52", "on track"), ("49", "recoverable"), ("44", "off track")]
)
def test_p20_status_is_against_target_and_path(school: Programme, value: str, said: str) -> None:
    school.done(f"kpi read 900001 RWM --value {value} --date 2018-03-14")
    assert status(school)["status"] == said


@pytest.mark.parametrize("wrong", ["101", "many", "-3", "nan"])
def test_p20_a_reading_is_typed(school: Programme, wrong: str) -> None:
    assert school.run(f"kpi read 900001 RWM --value={wrong} --date 2018-03-14").code == 65


def test_p20_a_reading_ahead_or_before_the_start_is_refused(school: Programme) -> None:
    assert school.run("kpi read 900001 RWM --value 50 --date 2018-03-16").code == 65
    assert school.run("kpi read 900001 RWM --value 50 --date 2017-11-09").code == 65


def test_p20_no_reading_is_never_green(school: Programme) -> None:
    assert status(school, "--as-of 2017-12-01")["status"] == "not yet due"
    assert status(school, "--as-of 2018-03-29")["status"] == "no reading"


def test_p20_fail_on_ends_with_one(school: Programme) -> None:
    school.done("kpi read 900001 RWM --value 40 --date 2018-03-14")
    assert school.run("kpi-status --fail-on off-track").code == 1
    assert school.run("kpi-status --fail-on recoverable").code == 0
    assert school.run("kpi-status --fail-on green").code == 2


def test_p20_readings_that_add_up(school: Programme) -> None:
    school.done("kpi add 900001 --template COACHED --target T2=4 --target T3=8")
    for day in ("2018-01-20", "2018-03-01"):
        school.done(f"kpi read 900001 COACHED --value 2 --date {day}")
    (row,) = school.rows("kpi-status --side support")
    assert (row["value"], row["status"]) == (4, "on track")


def test_p20_a_percentage_of_five_or_fewer_is_hidden(school: Programme) -> None:
    school.done("kpi read 900001 RWM --value 50 --date 2018-03-14 --n 5")
    assert status(school)["value"] == "c"
    assert school.rows("kpi readings 900001")[0]["value"] == "c"
    school.done("kpi read 900001 RWM --value 50 --date 2018-03-15 --n 8")
    assert (status(school)["value"], status(school)["small"]) == (50, "small cohort")


def results(eligible: int = 46) -> str:
    return (
        "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,PTRWM_HIGH,READPROG,WRITPROG,MATPROG\n"
        f"1,330,2001,900001,Alder Bank Primary School,{eligible},56%,5%,1.2,0.3,0.4\n"
    )


@pytest.mark.parametrize(("eligible", "value"), [(46, 56), (4, None)])
def test_p20_a_linked_indicator_reads_itself(
    school: Programme, eligible: int, value: float | None
) -> None:
    school.done(
        "kpi add 900001 --template KS2RWM --baseline 48 --baseline-on 2017-09-20 --target T3=55"
    )
    school.write("2017-2018_330_ks2final.csv", results(eligible))
    school.done("import-data 2017-2018_330_ks2final.csv --year 2017/18")
    row = next(
        row for row in school.rows("kpi-status --as-of 2018-09-01") if row["code"] == "KS2RWM"
    )
    assert row["value"] == value
    if value is not None:
        assert row["status"] == "on track"
        assert "2017-2018_330_ks2final.csv" in row["source"]


def test_p23_an_amended_promise_keeps_the_old_one_readable(school: Programme) -> None:
    assert school.run("kpi review 900001 RWM amend --target T3=60").code == 65
    known = school.rows("history")[-1]["change"]
    school.done(
        "kpi review 900001 RWM amend --target T3=60 --reason 'ahead of plan' --date 2018-03-08"
    )
    (row,) = school.rows("kpi reviews 900001")
    assert (row["outcome"], row["reason"]) == ("amend", "ahead of plan")
    assert "T3 57" in row["before"]
    assert school.rows("kpi list 900001")[0]["targets"] == ["T2=52", "T3=60"]
    old = school.rows(f"kpi list 900001 --as-known {known}")[0]
    assert old["targets"] == ["T2=52", "T3=57"]


def test_p23_a_kept_promise_does_not_change(school: Programme) -> None:
    assert school.run("kpi review 900001 RWM keep --target T3=60 --reason x").code == 65
    school.done("kpi review 900001 RWM keep --reason 'still the aim'")
    assert school.rows("kpi list 900001")[0]["targets"] == ["T2=52", "T3=57"]


def test_p23_a_retired_indicator_is_judged_no_more_and_takes_no_reading(
    school: Programme,
) -> None:
    school.done("kpi review 900001 RWM retire --reason 'met for good' --date 2018-03-08")
    assert school.rows("kpi-status") == []
    assert len(school.rows("kpi-status --as-of 2018-03-07")) == 1
    assert school.run("kpi read 900001 RWM --value 50 --date 2018-03-14").code == 65
    assert school.run("kpi review 900001 RWM amend --target T3=60 --reason x").code == 65


def test_p23_a_review_adds_an_indicator_from_its_day(school: Programme) -> None:
    school.done(
        "kpi review 900001 AGREE add --template AGREE --target T3=85 "
        "--reason 'assessment was not covered' --date 2018-03-08"
    )
    assert len(school.rows("kpi-status --as-of 2018-03-07")) == 1
    assert len(school.rows("kpi-status --as-of 2018-03-08")) == 2


def test_p23_a_changed_target_needs_a_reason(school: Programme) -> None:
    school.done("kpi target 900001 RWM T4=60")
    assert school.run("kpi target 900001 RWM T4=61").code == 65
    school.done("kpi target 900001 RWM T4=61 --reason 'the governors ask for more'")
    assert len(school.rows("kpi reviews 900001")) == 1
