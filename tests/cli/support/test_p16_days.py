"""P16: the ledger of days at the terminal."""

from typing import Any

import pytest

from builders import Programme


@pytest.fixture
def school(programme: Programme) -> Programme:
    return programme.supported()


def status(programme: Programme, words: str = "") -> dict[str, Any]:
    return programme.rows(f"days-status --school 900001 {words}")[0]


def midterm(programme: Programme) -> None:
    programme.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress good --impact good"
    )


def test_p16_an_entry_is_counted_in_quarter_days(school: Programme) -> None:
    school.done("record-days 900001 --date 2017-11-14 --days 0.25")
    assert status(school)["delivered"] == 0.25
    assert status(school)["left"] == 9.75


@pytest.mark.parametrize("wrong", ["0.3", "0", "-1", "1.1"])
def test_p16_what_is_no_quarter_day_is_refused(school: Programme, wrong: str) -> None:
    answer = school.run(f"record-days 900001 --date 2017-11-14 --days {wrong}")
    assert answer.code == 65


def test_p16_no_day_is_counted_before_an_alliance_is_assigned(programme: Programme) -> None:
    programme.with_schools().selected().signed().baselined()
    answer = programme.run("record-days 900001 --date 2017-11-14 --days 1")
    assert answer.code == 65
    assert "an alliance is assigned" in answer.err


def test_p16_no_day_is_counted_once_a_signature_is_withdrawn(school: Programme) -> None:
    school.done("agree 900001 --role head --withdraw --date 2017-12-01 --reason 'left'")
    assert school.run("record-days 900001 --date 2017-12-05 --days 1").code == 65
    assert school.run("record-days 900001 --date 2017-11-14 --days 1").code == 0


def test_p16_a_day_before_the_assignment_is_refused(school: Programme) -> None:
    assert school.run("record-days 900001 --date 2017-11-05 --days 1").code == 65


def test_p16_a_day_ahead_can_be_planned_but_not_given(school: Programme) -> None:
    answer = school.run("record-days 900001 --date 2018-03-20 --days 1")
    assert answer.code == 65
    assert "--planned" in answer.err
    school.done("record-days 900001 --date 2018-03-20 --days 1 --planned")
    assert status(school)["planned"] == 1


def test_p16_the_eleventh_day_waits_for_the_midterm_decision(school: Programme) -> None:
    school.with_products()
    school.done("record-days 900001 --date 2018-01-16 --days 10")
    answer = school.run("record-days 900001 --date 2018-03-13 --days 0.25")
    assert answer.code == 65
    assert "mid-term decision" in answer.err
    midterm(school)
    school.done("decide 900001 continue --rationale 'on the way' --date 2018-03-12")
    school.done("record-days 900001 --date 2018-03-13 --days 0.25")
    assert status(school)["released"] == 20


def test_p50_the_second_ten_days_wait_for_what_the_first_should_bring(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 10")
    midterm(school)
    school.done("decide 900001 continue --rationale 'on the way' --date 2018-03-12")
    day = "record-days 900001 --date 2018-03-13 --days 1"
    answer = school.run(day)
    assert answer.code == 65
    assert "wait for what the first should bring" in answer.err
    assert "service level agreement, action plan, indicators of the school" in answer.err
    assert "fix:   bleadchallenge sla 900001 --state draft" in answer.err
    school.with_products()
    school.done(day)


def test_p50_the_agreement_under_the_second_days_is_not_taken_away(school: Programme) -> None:
    school.with_products()
    midterm(school)
    school.done("decide 900001 continue --rationale 'on the way' --date 2018-03-12")
    school.done("record-days 900001 --date 2018-03-13 --days 11")
    changes = school.rows("history")
    agreed = next(row["change"] for row in changes if "sla 900001 --state agreed" in row["command"])
    answer = school.run(f"undo {agreed} --reason r")
    assert answer.code == 65
    assert "wait for what the first should bring rest on it" in answer.err


def test_p50_a_variation_is_not_of_the_second_days(school: Programme) -> None:
    school.done("days vary 900001 --days +2 --by P --reason 'new head' --date 2018-01-10")
    school.done("record-days 900001 --date 2018-01-16 --days 12")


def test_p16_a_day_before_the_decision_cannot_draw_on_the_second_tranche(
    school: Programme,
) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 10")
    midterm(school)
    school.done("decide 900001 continue --rationale 'on the way' --date 2018-03-12")
    assert school.run("record-days 900001 --date 2018-03-01 --days 1").code == 65


@pytest.mark.parametrize("state", ["planned", "disputed", "confirmed"])
def test_p16_whatever_is_not_cancelled_counts(school: Programme, state: str) -> None:
    planned = "--planned" if state == "planned" else ""
    school.done(f"record-days 900001 --date 2018-01-16 --days 10 {planned}")
    if state == "disputed":
        school.done("days dispute 1 --reason 'left at noon'")
    if state == "confirmed":
        school.done("days confirm 1 --by 'the head'")
    assert status(school)[state] == 10
    assert school.run("record-days 900001 --date 2018-01-17 --days 0.25").code == 65


def test_p16_cancelled_days_can_be_used_again(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 10")
    school.done("days cancel 1 --reason snow")
    school.done("record-days 900001 --date 2018-01-17 --days 10")
    assert status(school)["cancelled"] == 10


def test_p16_a_variation_gives_more_days(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 10")
    school.done(
        "days vary 900001 --days +2 --by 'the partnership' --reason 'new head' --date 2018-01-17"
    )
    school.done("record-days 900001 --date 2018-01-18 --days 2")
    assert status(school)["left"] == 0


def test_p16_a_variation_cannot_take_back_days_that_were_given(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 9")
    answer = school.run("days vary 900001 --days -2 --by x --reason x --date 2018-01-17")
    assert answer.code == 65


def test_p16_planned_is_given_is_disputed_is_confirmed(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-03-13 --days 1 --planned")
    school.done("days delivered 1")
    school.done("days dispute 1 --reason 'half a day only'")
    school.done("days confirm 1 --by 'the head' --date 2018-03-14")
    assert status(school)["confirmed"] == 1
    assert school.run("days cancel 1 --reason x").code == 65


def test_p16_a_plan_is_not_confirmed(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-03-13 --days 1 --planned")
    assert school.run("days confirm 1 --by 'the head'").code == 65


@pytest.mark.parametrize("what", ["dispute", "cancel"])
def test_p16_a_dispute_and_a_cancellation_need_their_reason(school: Programme, what: str) -> None:
    school.done("record-days 900001 --date 2018-03-13 --days 1")
    assert "reason" in school.run(f"days {what} 1").err


def test_p16_days_used_before_a_switch_stay_with_the_old_alliance(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 6")
    school.done("record-days 900001 --date 2018-03-20 --days 2 --planned")
    midterm(school)
    school.done("decide 900001 switch --rationale 'no impact' --date 2018-03-12")
    assert status(school)["released"] == 10
    assert status(school)["planned"] == 0
    school.done("assign-tsa 900001 TSA2 --from 2018-03-14 --reason maths")
    assert status(school)["released"] == 20
    assert status(school)["left"] == 14
    school.done("record-days 900001 --date 2018-03-15 --days 10")
    assert school.run("record-days 900001 --date 2018-03-15 --days 4").code == 65
    school.with_products(on="2018-03-14")
    school.done("record-days 900001 --date 2018-03-15 --days 4")
    used = {row["code"]: row["used"] for row in school.rows("days-status --alliances")}
    assert used == {"TSA1": 6, "TSA2": 14}


def test_p16_an_earlier_day_shows_the_ledger_as_it_stood(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 1")
    school.done("days confirm 1 --by 'the head' --date 2018-02-01")
    assert status(school, "--as-of 2018-01-15")["used"] == 0
    assert status(school, "--as-of 2018-01-20")["delivered"] == 1
    assert status(school, "--as-of 2018-02-01")["confirmed"] == 1


def test_p16_days_behind_the_plan_are_told(school: Programme) -> None:
    row = status(school, "--as-of 2018-03-29")
    assert (row["expected"], row["behind"]) == (10, 10)
    school.done("record-days 900001 --date 2018-01-16 --days 4")
    assert status(school, "--as-of 2018-03-29")["behind"] == 6


def test_p16_the_whole_programme_is_watched(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 4")
    answer = school.done("days-status --format json").json
    assert (answer["programme_total"], answer["programme_used"]) == (400, 4)


def test_p16_an_alliance_shows_its_load(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 4")
    row = school.rows("days-status --alliances")[0]
    assert (row["used"], row["load"], row["capacity"], row["spare"]) == (4, 20, 120, 100)
    assert school.done("days-status --tsa TSA1 --format json").json["tsa"] == row


def test_p16_an_entry_of_an_unknown_action_is_refused(school: Programme) -> None:
    answer = school.run("record-days 900001 --date 2018-01-16 --days 1 --action 3")
    assert answer.code == 65
    assert "no action 3" in answer.err


def test_p16_the_same_day_twice_is_noted(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 1")
    assert "entered twice" in school.done("record-days 900001 --date 2018-01-16 --days 1").err


def test_p16_every_entry_is_listed(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 1.5 --activity 'lesson study'")
    (row,) = school.rows("days list --school 900001")
    assert (row["number"], row["days"], row["state"]) == (1, 1.5, "delivered")


def states(programme: Programme) -> list[str]:
    return [each["state"] for each in programme.rows("days list --school 900001")]


def test_p16_a_school_confirms_all_days_given_up_to_a_day_in_one_change(school: Programme) -> None:
    for day in ("2017-11-14", "2017-11-21", "2017-11-28"):
        school.done(f"record-days 900001 --date {day} --days 0.5")
    until = "days confirm --school 900001 --until 2017-11-21 --by 'the head'"
    school.done(until)
    assert states(school) == ["confirmed", "confirmed", "delivered"]
    assert school.run(until).code == 65
    last = max(each["change"] for each in school.rows("history"))
    school.done(f"undo {last} --reason 'asked too early'")
    assert states(school) == ["delivered"] * 3


def test_p16_disputed_and_planned_days_are_not_confirmed_with_the_others(school: Programme) -> None:
    for day in ("2017-11-14", "2017-11-21"):
        school.done(f"record-days 900001 --date {day} --days 0.5")
    school.done("record-days 900001 --date 2018-03-20 --days 1 --planned")
    school.done("days dispute 1 --reason 'left at noon'")
    school.done("days confirm --school 900001 --until 2018-03-31 --by 'the head'")
    assert states(school) == ["disputed", "confirmed", "planned"]


@pytest.mark.parametrize("words", ["", "1 --school 900001", "1 --until 2017-11-21"])
def test_p16_days_to_confirm_are_named_in_one_way(school: Programme, words: str) -> None:
    assert school.run(f"days confirm {words} --by 'the head'").code == 2
