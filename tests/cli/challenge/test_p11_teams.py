"""P11 and P13: challenge teams, visits, and alliances suggested, at the terminal."""

import pytest

from builders import Programme

PEOPLE = (
    "code,name,role,designation,employer,school,trust,alliance\n"
    "P01,Ida Inspector,hmi,HMI,Ofsted,,,\n"
    "P02,Nell Leader,system-leader,NLE,Mere Road,900002,,TSA2\n"
    "P03,Lou Leader,system-leader,LLE,Cedar Mount,900003,,\n"
    "P04,Own Head,head,NLE,Alder Bank,900001,Weir Trust,\n"
    "P05,Trust Leader,system-leader,NLE,Elsewhere,,Weir Trust,\n"
    "P06,Alliance Leader,alliance-lead,NLE,Damson Lane,900004,,TSA1\n"
    "P07,Tied Leader,system-leader,NLE,Elsewhere,,,\n"
    "P08,Kay Classroom,deliverer,SLE,Elsewhere,,,\n"
)
INTERESTS = "person,subject,nature\nP07,900001,governor until 2016\n"
DECLARED = " ".join(f"--declared 'P0{n}: none'" for n in range(1, 9))
ASSIGN = "assign-challenge-team 900001 --from 2017-11-20 --lead {} --member {} --member {} " + (
    DECLARED
)


@pytest.fixture
def school(programme: Programme) -> Programme:
    programme.supported()
    programme.write("people.csv", PEOPLE)
    programme.write("interests.csv", INTERESTS)
    programme.done("import-data people.csv interests.csv")
    return programme


def test_p11_an_inspector_leads_two_leaders(school: Programme) -> None:
    school.done(ASSIGN.format("P01", "P02", "P03"))
    rows = school.rows("assign-challenge-team 900001")
    assert [(row["person"], row["leads"]) for row in rows] == [
        ("P01", True),
        ("P02", False),
        ("P03", False),
    ]


@pytest.mark.parametrize(
    ("team", "said"),
    [
        (("P02", "P01", "P03"), "cannot lead"),
        (("P01", "P04", "P03"), "works at the school"),
        (("P01", "P05", "P03"), "school's trust"),
        (("P01", "P06", "P03"), "alliance TSA1"),
        (("P01", "P07", "P03"), "interest in the school"),
        (("P01", "P08", "P03"), "cannot sit on"),
        (("P01", "P03", "P03"), "named twice"),
    ],
)
def test_p11_nobody_tied_or_unfit_is_on_the_team(
    school: Programme, team: tuple[str, str, str], said: str
) -> None:
    answer = school.run(ASSIGN.format(*team))
    assert answer.code == 65
    assert said in answer.err


def test_p11_everybody_declares(school: Programme) -> None:
    line = "assign-challenge-team 900001 --lead P01 --member P02 --member P03"
    answer = school.run(f"{line} --declared 'P01: none'")
    assert answer.code == 65
    assert "P02, P03" in answer.err


def test_p11_a_team_has_three(school: Programme) -> None:
    line = f"assign-challenge-team 900001 --lead P01 --member P02 {DECLARED}"
    assert school.run(line).code == 65


def test_p11_another_team_needs_a_reason(school: Programme) -> None:
    school.done(ASSIGN.format("P01", "P02", "P03"))
    assert "reason" in school.run(ASSIGN.format("P01", "P03", "P02")).err


def test_p11_people_are_suggested_and_none_is_chosen(school: Programme) -> None:
    rows = school.rows("assign-challenge-team 900001 --suggest")
    assert [row["code"] for row in rows if row["rank"]] == ["P01", "P02", "P03"]
    assert {row["code"] for row in rows if row["conflict"]} == {"P04", "P05", "P06", "P07"}
    assert school.rows("assign-challenge-team 900001") == []


def test_p11_visits_are_planned_kept_overdue_or_missing(school: Programme) -> None:
    school.done("visit plan 900001 --stage midterm --date 2018-03-08")
    states = {row["stage"]: row["state"] for row in school.rows("visits")}
    assert states == {"baseline": "kept", "midterm": "overdue", "final": "not planned"}
    school.done("visit keep 900001 --stage midterm --date 2018-03-09")
    answer = school.done("visits --format json").json
    assert answer["counts"]["kept"] == 2
    assert answer["programme_total"] == 60
    assert [row["stage"] for row in school.rows("visits --state kept --as-of 2018-03-08")] == [
        "baseline"
    ]


def test_p11_a_visit_is_moved_with_a_reason(school: Programme) -> None:
    school.done("visit plan 900001 --stage midterm --date 2018-03-08")
    assert school.run("visit plan 900001 --stage midterm --date 2018-03-22").code == 65
    school.done("visit plan 900001 --stage midterm --date 2018-03-22 --reason snow")
    assert school.run("visit keep 900001 --stage midterm --date 2018-03-22").code == 65


def test_p13_every_alliance_is_ranked_with_reasons(programme: Programme) -> None:
    programme.with_schools().selected().signed().baselined()
    rows = programme.rows("assign-tsa 900001 --suggest --as-of 2017-11-01")
    assert [row["code"] for row in rows] == ["TSA1", "TSA2"]
    assert rows[0]["specialisms"] == ["reading", "governance"]
    assert any("baseline 1" in reason for reason in rows[0]["reasons"])
    assert programme.rows("days-status")[0]["alliance"] is None


def test_p13_the_schools_own_alliance_has_no_rank(programme: Programme) -> None:
    programme.with_schools().selected("900004").signed("900004").baselined("900004")
    rows = programme.rows("assign-tsa 900004 --suggest")
    assert [(row["code"], row["rank"]) for row in rows] == [("TSA2", 1), ("TSA1", None)]
    assert programme.run("assign-tsa 900004 TSA1 --from 2017-11-06 --reason x").code == 65


def test_p13_what_an_alliance_carries_is_shown_when_it_is_assigned(programme: Programme) -> None:
    programme.with_schools()
    programme.write(
        "few.csv",
        "code,name,lead_school,capacity_days,specialisms\nTSA3,Small Alliance,,30,maths\n",
    )
    programme.done("import-data few.csv")
    for urn in ("900001", "900002"):
        programme.selected(urn).signed(urn).baselined(urn)
    first = programme.done("assign-tsa 900001 TSA3 --from 2017-11-06 --reason near")
    assert "30 of 30 days to spare" in first.out
    second = programme.done("assign-tsa 900002 TSA3 --from 2017-11-06 --reason near")
    assert "beyond its capacity by 10 days" in second.err


def test_p13_a_switch_stays_on_the_record(school: Programme) -> None:
    school.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress limited --impact none"
    )
    school.done("decide 900001 switch --rationale 'no impact' --date 2018-03-12")
    rows = school.rows("assign-tsa 900001 --suggest")
    assert [row["code"] for row in rows] == ["TSA2", "TSA1"]
    assert "this school was switched away from it" in rows[1]["warnings"]


def test_p13_an_alliance_or_suggest_must_be_given(programme: Programme) -> None:
    programme.with_schools().selected().signed().baselined()
    answer = programme.run("assign-tsa 900001 --from 2017-11-06 --reason x")
    assert answer.code == 2
    assert "--suggest" in answer.err


def test_p11_a_conflict_that_arises_after_the_team_was_named_is_seen(school: Programme) -> None:
    school.done(ASSIGN.format("P01", "P02", "P03"))
    assert not [row for row in school.rows("due --as-of 2018-01-10") if row["kind"] == "conflict"]
    school.done(
        "decide 900001 switch --rationale 'no days' --case 'none since November' "
        "--date 2018-01-15 --as-of 2018-01-15"
    )
    school.done("assign-tsa 900001 TSA2 --from 2018-01-22 --reason 'has room' --as-of 2018-01-20")
    (row,) = [row for row in school.rows("due --as-of 2018-01-25") if row["kind"] == "conflict"]
    assert row["why"] == "P02 belongs to its alliance TSA2"
    assert row["command"] == "bleadchallenge assign-challenge-team 900001 --suggest"
