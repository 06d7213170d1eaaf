"""The scrutiny group at the terminal: meetings, interests, minutes, advice."""

import pytest

from builders import Programme

PEOPLE = (
    "code,name,role,school,alliance,expertise\n"
    "P02,Bramwell Tallowby,isg-member,,,finance\n"
    "P03,Clemence Orrinder,isg-member,900002,,reading\n"
    "P04,Dorcas Penhallow,isg-member,,TSA1,governance\n"
    "P05,Edmund Quillon,head,900001,,\n"
)


@pytest.fixture
def group(programme: Programme) -> Programme:
    """A supported school, and a scrutiny group of three."""
    programme.supported()
    programme.write("people.csv", PEOPLE)
    programme.done("import-data people.csv")
    return programme


def advised(group: Programme, meeting: str = "2018-01-18", more: str = "") -> Programme:
    group.done(
        f"isg advise --meeting {meeting} --to school 900001 --text 'Check reading weekly' {more}"
    )
    return group


def standing(group: Programme, as_of: str) -> tuple[str, int]:
    row = group.rows(f"isg advice --as-of {as_of}")[0]
    return row["state"], row["days_late"]


def test_p30_the_group_meets_every_fortnight_of_term_time(group: Programme) -> None:
    found = group.done("isg calendar --format json").json
    days = [row["on"] for row in found["rows"]]
    assert days[0] == "2017-09-14"
    assert "2018-03-15" in days
    assert "2018-04-05" not in days
    assert 30 <= len(days) <= 36
    assert found["next_meeting"] == "2018-03-15"


def test_p30_a_meeting_is_moved_by_hand_and_put_back(group: Programme) -> None:
    group.done("isg move 2018-03-29 --to 2018-03-28 --reason 'Maundy Thursday'")
    assert "2018-03-28" in [row["on"] for row in group.rows("isg calendar --term T2")]
    group.done("isg move 2018-03-28 --to 2018-03-29 --reason 'back again'")
    days = [row["on"] for row in group.rows("isg calendar --term T2")]
    assert "2018-03-28" not in days
    assert "2018-03-29" in days


def test_p30_a_meeting_called_off_is_followed_by_the_next(group: Programme) -> None:
    group.done("isg move 2018-03-15 --off --reason snow")
    found = group.done("isg calendar --format json").json
    assert found["next_meeting"] == "2018-03-29"
    assert "called off" in [row["state"] for row in found["rows"]]


def test_p30_a_meeting_on_a_bank_holiday_is_noted(group: Programme) -> None:
    answer = group.done("isg move 2018-05-10 --to 2018-05-07 --reason 'hall is free'")
    assert "bank holiday" in answer.err


def test_p30_a_meeting_that_was_held_stays_where_it_is(group: Programme) -> None:
    group.done("isg attend 2018-03-01 P02")
    answer = group.run("isg move 2018-03-01 --to 2018-03-02 --reason snow")
    assert answer.code == 65
    assert "attendance 2018-03-01 P02 rests on it" in answer.err
    assert "bleadchallenge undo" in answer.err


def test_p30_two_meetings_never_fall_on_one_day(group: Programme) -> None:
    assert group.run("isg move 2018-03-29 --to 2018-03-15 --reason early").code == 65


def test_p30_a_move_needs_a_day_or_to_be_called_off(group: Programme) -> None:
    assert group.run("isg move 2018-03-29 --reason x").code == 2
    assert group.run("isg move 2018-03-29 --off").code == 65


def test_p30_only_members_attend_and_only_meetings_that_were_held(group: Programme) -> None:
    assert group.run("isg attend 2018-03-01 P05").code == 65
    answer = group.run("isg attend 2018-03-02 P02")
    assert answer.code == 65
    assert "2018-03-01" in answer.err
    assert group.run("isg attend 2018-03-29 P02").code == 65


def test_p30_attendance_is_counted_over_recorded_meetings(group: Programme) -> None:
    group.done("isg attend 2018-03-01 P02 P03")
    group.done("isg attend 2018-03-15 P02")
    group.done("isg attend 2018-03-15 P02 --absent")
    rows = {row["code"]: row for row in group.rows("isg members")}
    assert (rows["P02"]["present"], rows["P02"]["meetings"]) == (1, 2)
    assert (rows["P04"]["present"], rows["P04"]["meetings"]) == (0, 2)


@pytest.mark.parametrize(
    ("member", "subject"),
    [
        pytest.param("P02", "900001", id="a declared interest"),
        pytest.param("P03", "900002", id="the member's own school"),
        pytest.param("P04", "900001", id="the alliance that supports the school"),
    ],
)
def test_p30_a_member_with_an_interest_withdraws_before_the_minute(
    group: Programme, member: str, subject: str
) -> None:
    group.done("consult-rsc 900002 --date 2017-07-03 --with office --outcome agreed")
    group.done('select 900002 selected --reason "low"')
    group.done("isg interest P02 900001 --nature 'governor there'")
    group.done(f"isg attend 2018-03-15 {member}")
    line = f"isg minute 2018-03-15 --subject {subject} --decision 'Hear the head'"
    answer = group.run(line)
    assert answer.code == 65
    assert f"isg withdraw 2018-03-15 {member} {subject}" in answer.err
    group.done(f"isg withdraw 2018-03-15 {member} {subject}")
    group.done(line)
    assert group.rows("isg minutes 2018-03-15")[0]["minute"] == "2018-03-15/1"


def test_p30_minutes_are_numbered_within_their_meeting(group: Programme) -> None:
    for meeting in ("2018-03-01", "2018-03-15", "2018-03-15"):
        group.done(f"isg minute {meeting} --decision 'Go on'")
    found = [row["minute"] for row in group.rows("isg minutes")]
    assert found == ["2018-03-01/1", "2018-03-15/1", "2018-03-15/2"]


def test_p30_without_attendance_a_note_says_that_interests_were_not_checked(
    group: Programme,
) -> None:
    line = "isg minute 2018-03-15 --subject 900001 --decision 'Hear the head'"
    assert "could not be checked" in group.done(line).err


def test_p32_advice_is_numbered_over_the_programme(group: Programme) -> None:
    advised(group)
    group.done("isg advise --meeting 2018-02-01 --to alliance TSA1 --text 'Plan the days'")
    group.done("isg advise --meeting 2018-02-01 --to partnership --text 'Chase the form'")
    rows = group.rows("isg advice")
    assert [(row["number"], row["to"], row["name"]) for row in rows] == [
        (1, "school", "Alder Bank Primary School"),
        (2, "alliance", "Larkhill Teaching School Alliance"),
        (3, "partnership", "BEP"),
    ]


def test_p32_the_due_day_skips_weekends_and_school_holidays(group: Programme) -> None:
    advised(group, "2018-03-29", "--as-of 2018-03-29")
    assert group.rows("isg advice --as-of 2018-04-01")[0]["due_on"] == "2018-04-27"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2018-01-18", ("open", 0), id="on its day"),
        pytest.param("2018-01-30", ("due soon", 0), id="two working days before"),
        pytest.param("2018-02-01", ("due soon", 0), id="on the due day"),
        pytest.param("2018-02-02", ("overdue", 1), id="the day after"),
        pytest.param("2018-02-05", ("overdue", 2), id="over the weekend one working day more"),
    ],
)
def test_p32_the_state_is_worked_out(
    group: Programme, as_of: str, expected: tuple[str, int]
) -> None:
    assert standing(advised(group), as_of) == expected


def test_p32_words_alone_do_not_stop_the_clock(group: Programme) -> None:
    advised(group)
    answer = group.done("isg respond 1 --by Head --text 'We will' --date 2018-01-25")
    assert "runs on" in answer.err
    assert standing(group, "2018-02-06") == ("overdue", 3)


def test_p32_evidence_stops_the_clock_and_the_group_accepts(group: Programme) -> None:
    advised(group)
    group.done("isg respond 1 --by Head --text Done --evidence 'log' --date 2018-02-06")
    assert standing(group, "2018-02-05") == ("overdue", 2)
    assert standing(group, "2018-03-01") == ("answered", 3)
    group.done("isg accept 1 --date 2018-02-15")
    assert standing(group, "2018-02-14")[0] == "answered"
    assert standing(group, "2018-02-15")[0] == "accepted"


def test_p32_a_refused_answer_waits_for_a_new_one(group: Programme) -> None:
    advised(group)
    group.done("isg respond 1 --by Head --text Done --evidence 'log' --date 2018-01-25")
    assert group.run("isg accept 1 --reject --date 2018-02-01").code == 65
    group.done("isg accept 1 --reject --note 'where are the books?' --date 2018-02-01")
    assert standing(group, "2018-02-10") == ("not accepted", 0)
    assert group.run("isg accept 1 --date 2018-02-15").code == 65
    group.done("isg respond 1 --by Head --text Here --evidence 'books' --date 2018-02-08")
    assert standing(group, "2018-02-10") == ("answered", 0)


def test_p32_there_is_nothing_to_accept_before_an_answer(group: Programme) -> None:
    answer = advised(group).run("isg accept 1 --date 2018-02-01")
    assert answer.code == 65
    assert "isg respond 1" in answer.err


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("--meeting 2018-01-19 --to school 900001", id="no meeting that day"),
        pytest.param("--meeting 2018-01-18 --to school", id="no school named"),
        pytest.param("--meeting 2018-01-18 --to partnership 900001", id="a school for the partner"),
        pytest.param(
            "--meeting 2018-01-18 --to school 900001 --due 2018-01-18", id="due at the meeting"
        ),
    ],
)
def test_p32_advice_that_cannot_be_is_refused(group: Programme, line: str) -> None:
    assert group.run(f"isg advise {line} --text x").code == 65
    assert group.rows("isg advice") == []


def test_p32_an_answer_comes_after_its_advice_and_not_tomorrow(group: Programme) -> None:
    advised(group)
    for day in ("2018-01-17", "2018-03-16"):
        assert group.run(f"isg respond 1 --by Head --text x --date {day}").code == 65
    assert group.run("isg respond 7 --by Head --text x --date 2018-02-01").code == 65


def test_p32_advice_is_listed_by_school_state_and_what_is_owed(group: Programme) -> None:
    advised(group)
    group.done(
        "isg advise --meeting 2018-03-15 --to alliance TSA1 --about 900001 --text 'Plan the days'"
    )
    assert len(group.rows("isg advice --subject 900001")) == 2
    assert [r["number"] for r in group.rows("isg advice --state overdue")] == [1]
    assert [r["number"] for r in group.rows("isg advice --outstanding --to alliance")] == [2]
    assert group.run("isg advice --state late").code == 2


def test_p32_nothing_is_advised_at_a_meeting_still_to_come(group: Programme) -> None:
    line = "isg advise --meeting 2018-03-29 --to school 900001 --text x"
    assert "lies ahead" in group.run(line).err
