"""People growing at the terminal: sessions, talent, capacity, the conference."""

import pytest

from builders import Programme


@pytest.fixture
def schools(programme: Programme) -> Programme:
    """Two schools of the programme."""
    return programme.with_schools().selected("900001").selected("900002")


@pytest.fixture
def session(schools: Programme) -> Programme:
    """A session with two places on 23 January 2018, one of them taken."""
    schools.done(
        "session add JPD1 --date 2018-01-23 --topic Reading --partner 'A University' --places 2"
    )
    schools.done("session place JPD1 L07 --school 900001")
    return schools


def state(programme: Programme, as_of: str) -> str:
    found: str = programme.rows(f"session places JPD1 --as-of {as_of}")[0]["state"]
    return found


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2017-11-14", id="in T1"),
        pytest.param("2018-04-05", id="in the holidays"),
        pytest.param("2019-02-05", id="in T5"),
    ],
)
def test_p26_sessions_belong_to_their_terms(schools: Programme, day: str) -> None:
    answer = schools.run(f"session add J --date {day} --topic x --partner Outside --places 9")
    assert answer.code == 65
    assert "T2, 2018-01-08" in answer.err


@pytest.mark.parametrize("partner", ["TSA1", "BEP", "Alder Bank Primary School"])
def test_p26_the_partner_is_external(schools: Programme, partner: str) -> None:
    line = f"session add J --date 2018-01-23 --topic x --places 9 --partner '{partner}'"
    assert schools.run(line).code == 65


def test_p26_places_are_limited_and_can_be_freed(session: Programme) -> None:
    session.done("session place JPD1 L08 --school 900002")
    answer = session.run("session place JPD1 L09 --school 900002")
    assert answer.code == 65
    assert "is full" in answer.err
    session.done("session free JPD1 L08")
    session.done("session place JPD1 L09 --school 900002")


def test_p26_places_are_for_supported_schools_and_without_names(session: Programme) -> None:
    assert session.run("session place JPD1 L08 --school 900003").code == 65
    answer = session.run("session place JPD1 'Hester Quayle' --school 900001")
    assert answer.code == 65
    assert "Quayle" not in answer.err


def test_p26_the_follow_up_is_due_in_six_weeks_and_then_overdue(session: Programme) -> None:
    assert state(session, "2018-01-22") == "to come"
    session.done("session attend JPD1 L07")
    assert state(session, "2018-03-06") == "follow-up due"
    assert state(session, "2018-03-07") == "follow-up overdue"


def test_p26_a_session_is_incomplete_until_everybody_followed_up(session: Programme) -> None:
    session.done("session attend JPD1 L07")
    row = session.rows("session list")[0]
    assert (row["state"], row["overdue"], row["follow_through"]) == ("incomplete", 1, 0)
    session.done("session follow-up JPD1 L07 --text 'opened two lessons' --date 2018-02-06")
    row = session.rows("session list")[0]
    assert (row["state"], row["overdue"], row["follow_through"]) == ("complete", 0, 100)
    assert session.rows("session list --as-of 2018-02-05")[0]["follow_through"] is None


def test_p26_impact_comes_after_the_follow_up(session: Programme) -> None:
    session.done("session attend JPD1 L07")
    line = "session impact JPD1 L07 --text 'all plan together' --date 2018-03-13"
    assert session.run(line).code == 65
    session.done("session follow-up JPD1 L07 --text 'opened two lessons' --date 2018-02-06")
    session.done(line)
    assert state(session, "2018-03-13") == "impact recorded"
    assert session.rows("session list")[0]["impacts"] == 1


def test_p26_only_those_who_came_follow_up(session: Programme) -> None:
    line = "session follow-up JPD1 L07 --text x --date 2018-02-06"
    assert session.run(line).code == 65
    session.done("session attend JPD1 L07")
    session.done("session attend JPD1 L07 --absent")
    assert state(session, "2018-03-15") == "did not attend"
    assert session.run(line).code == 65


def test_p26_attendance_is_recorded_once_it_was_held(schools: Programme) -> None:
    schools.done("session add J2 --date 2018-04-24 --topic x --partner Outside --places 2")
    schools.done("session place J2 L07 --school 900001")
    assert schools.run("session attend J2 L07").code == 65
    assert schools.rows("session list")[0]["state"] == "to come"


@pytest.mark.parametrize("name", ["Hester Quayle", "Hester", "h.quayle", "HQuayle", "JOHN"])
def test_p27_a_name_is_refused_and_not_repeated(schools: Programme, name: str) -> None:
    answer = schools.run(f"talent step '{name}' --stage identified --school 900001")
    assert answer.code == 65
    assert name not in answer.err.replace("AB", "").replace("L07", "")
    assert schools.rows("talent list") == []


def test_p27_steps_go_forward_one_at_a_time(schools: Programme) -> None:
    assert schools.run("talent step L07 --stage developing --school 900001").code == 65
    days = ("2018-01-10", "2018-02-07", "2018-03-01", "2018-03-15")
    stages = ("identified", "developing", "ready", "deployed")
    assert schools.run(f"talent step L07 --stage identified --date {days[0]}").code == 65
    schools.done(f"talent step L07 --stage identified --date {days[0]} --school 900001")
    assert schools.run(f"talent step L07 --stage ready --date {days[1]}").code == 65
    for stage, day in zip(stages[1:], days[1:], strict=True):
        schools.done(f"talent step L07 --stage {stage} --date {day}")
    row = schools.rows("talent list")[0]
    assert (row["stage"], row["since"]) == ("deployed", "2018-03-15")
    assert schools.rows("talent list --as-of 2018-02-07")[0]["stage"] == "developing"


def test_p27_a_step_back_needs_its_reason(schools: Programme) -> None:
    schools.done("talent step L07 --stage identified --date 2018-01-10 --school 900001")
    schools.done("talent step L07 --stage developing --date 2018-02-07 --role TLR --sponsor P05")
    assert schools.run("talent step L07 --stage identified --date 2018-03-01").code == 65
    schools.done("talent step L07 --stage identified --date 2018-03-01 --reason 'long leave'")
    row = schools.rows("talent list")[0]
    assert row["steps"] == ["identified", "developing", "identified"]
    assert (row["present_role"], row["sponsor"]) == ("TLR", "P05")


def test_p27_the_sponsor_is_a_code_too(schools: Programme) -> None:
    line = "talent step L07 --stage identified --school 900001 --sponsor 'Hester Quayle'"
    assert schools.run(line).code == 65


def test_p27_steps_are_recorded_in_their_order(schools: Programme) -> None:
    schools.done("talent step L07 --stage identified --date 2018-02-10 --school 900001")
    assert schools.run("talent step L07 --stage developing --date 2018-02-01").code == 65
    assert schools.run("talent step L07 --stage developing --date 2018-03-16").code == 65


def test_p28_the_net_change_counts_from_the_start(schools: Programme) -> None:
    schools.done("designation gain P07 NLE --school 900001 --date 2015-09-01")
    schools.done("designation gain L07 SLE --school 900001 --date 2018-01-10")
    schools.done("designation gain L08 LLE --school 900002 --date 2018-02-10")
    schools.done("designation lose P07 NLE --date 2018-03-01")
    city, first, second = schools.rows("capacity")
    assert (city["at_start"], city["gained"], city["lost"], city["net"], city["now"]) == (
        1,
        2,
        1,
        1,
        2,
    )
    assert (first["net"], second["net"]) == (0, 1)
    assert schools.rows("capacity --as-of 2018-02-28")[0]["net"] == 2


def test_p28_a_supported_schools_people_become_supporters(schools: Programme) -> None:
    schools.done("talent step L07 --stage identified --date 2018-01-10 --school 900001")
    schools.done("deploy L07 900003 --days 0.5 --date 2018-03-01")
    schools.done("deploy L07 900003 --days 1 --date 2018-03-08")
    schools.done("deploy P09 900001 --days 2 --date 2018-03-08 --from 900004")
    city, first, _second = schools.rows("capacity")
    assert (city["supporters"], city["days_given"]) == (1, 1.5)
    assert (first["supporters"], first["days_given"]) == (1, 1.5)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("deploy L07 900001 --days 1 --from 900001", id="to the own school"),
        pytest.param("deploy L07 900002 --days 1", id="from nowhere"),
        pytest.param("deploy L07 900002 --days 0.3 --from 900001", id="no quarters"),
        pytest.param("deploy L07 900002 --days 1 --from 900001 --date 2018-03-16", id="tomorrow"),
        pytest.param("designation gain L07 none --school 900001", id="no designation"),
        pytest.param("designation lose L07 SLE", id="never gained"),
    ],
)
def test_p28_what_adds_no_capacity_is_refused(schools: Programme, line: str) -> None:
    assert schools.run(line).code == 65


def test_p29_schools_without_a_practice_are_named(schools: Programme) -> None:
    schools.done("conference practice 900001 --title 'Reading every day' --presenter 'the deputy'")
    answer = schools.done("conference list")
    assert "no practice yet from 1: Birch Row Primary School" in answer.err
    schools.done("conference practice 900002 --title 'Maths talk'")
    assert "every school presents" in schools.done("conference list").err


def test_p29_attendance_and_commitments_complete_a_school(schools: Programme) -> None:
    assert schools.run("conference attend 900001 3").code == 65
    schools.done("conference practice 900001 --title 'Reading every day'")
    assert schools.rows("conference list")[0]["missing"] == ["attendance", "commitment"]
    schools.done("conference attend 900001 3 --as-of 2019-03-01")
    schools.done("conference commit 900001 --text 'Open doors' --by 'the deputy'")
    row = schools.rows("conference list")[0]
    assert (row["attended"], row["commitments"], row["missing"]) == (3, 1, [])


def test_p29_a_commitment_is_open_then_overdue_then_kept(schools: Programme) -> None:
    schools.done("conference commit 900001 --text 'Open doors' --by x --by-day 2018-03-08")
    states = [
        schools.rows(f"conference commitments --as-of {day}")[0]["state"]
        for day in ("2018-03-08", "2018-03-09")
    ]
    schools.done("conference keep 1 --date 2018-03-14")
    assert [*states, schools.rows("conference commitments")[0]["state"]] == [
        "open",
        "overdue",
        "kept",
    ]
    assert schools.run("conference keep 2").code == 65
    assert schools.run("conference commit 900001 --text x --by ''").code == 65


def test_p28_a_designation_held_before_comes_in_with_its_end(schools: Programme) -> None:
    line = "designation lose P07 NLE --date 2018-03-01"
    assert schools.run(line).code == 65
    schools.done(f"{line} --held-since 2015-09-01 --school 900001")
    city = schools.rows("capacity")[0]
    assert (city["at_start"], city["lost"], city["now"]) == (1, 1, 0)
