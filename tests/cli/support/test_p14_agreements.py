"""P14 and P15: the agreement, and who delivers under it, at the terminal."""

import pytest

from builders import Programme

PEOPLE = (
    "code,name,role,designation,employer,school,alliance,available_days\n"
    "P05,Ash Drake,deliverer,NLE,Larkhill Primary,900004,TSA1,3\n"
    "P06,Bea Mirza,deliverer,SLE,Mere Road Primary,,TSA2,\n"
    "P07,Cal Fen,head,none,Alder Bank,900001,,\n"
)
DRAFT = "sla 900001 --state draft --days 20 --people P05 --exit-terms 'six weeks' --date 2017-11-10"


@pytest.fixture
def school(programme: Programme) -> Programme:
    programme.supported()
    programme.write("people.csv", PEOPLE)
    programme.done("import-data people.csv")
    return programme


def test_p14_draft_is_agreed_is_varied_is_ended(school: Programme) -> None:
    school.done(DRAFT)
    school.done("sla 900001 --state agreed --date 2017-11-20")
    school.done("sla 900001 --state varied --days 22 --date 2018-02-01 --reason 'new head'")
    school.done("sla 900001 --state ended --date 2018-03-01 --reason 'by agreement'")
    rows = school.rows("sla 900001")
    assert [(row["version"], row["state"], row["days"]) for row in rows] == [
        (1, "agreed", 20),
        (2, "ended", 22),
    ]
    assert rows[1]["people"] == "P05"
    assert rows[1]["exit_terms"] == "six weeks"


@pytest.mark.parametrize("state", ["agreed", "varied", "ended"])
def test_p14_nothing_comes_before_the_draft(school: Programme, state: str) -> None:
    assert school.run(f"sla 900001 --state {state} --days 20 --reason x").code == 65


@pytest.mark.parametrize("state", ["varied --reason x"])
def test_p14_a_draft_is_not_varied(school: Programme, state: str) -> None:
    school.done(DRAFT)
    assert "agreed" in school.run(f"sla 900001 --state {state}").err


@pytest.mark.parametrize("wrong", ["--days 2.1", "--days 0", "--people P99", "--tsa TSA2"])
def test_p14_an_agreement_says_what_can_be_kept(school: Programme, wrong: str) -> None:
    days = "" if "days" in wrong else "--days 20"
    assert school.run(f"sla 900001 --state draft {days} {wrong}").code == 65


def test_p14_a_step_cannot_come_before_the_one_before(school: Programme) -> None:
    school.done(DRAFT)
    assert school.run("sla 900001 --state agreed --date 2017-11-09").code == 65


def test_p15_people_are_listed_with_what_they_can_give(school: Programme) -> None:
    school.done("record-days 900001 --date 2018-01-16 --days 1.5 --person P05")
    (row,) = school.rows("people --designation NLE")
    assert (row["available"], row["load"], row["free"]) == (3, 1.5, 1.5)


def test_p15_who_delivers_where(school: Programme) -> None:
    school.done("deliver 900001 --person P05 --work coaching --from 2017-11-20")
    assert school.rows("people --tsa TSA1")[0]["delivers_at"] == ["Alder Bank Primary School"]
    assert school.rows("deliver 900001")[0]["person"] == "P05"
    assert school.run("deliver 900001 --person P05 --work more --from 2017-12-01").code == 65


def test_p15_nobody_delivers_at_the_own_school_or_without_a_day_left(school: Programme) -> None:
    assert school.run("deliver 900001 --person P07 --from 2017-11-20").code == 65
    school.done("record-days 900001 --date 2018-01-16 --days 3 --person P05")
    assert "no day left" in school.run("deliver 900001 --person P05 --from 2018-01-20").err


def test_p15_an_entry_beyond_what_a_person_can_give_is_noted(school: Programme) -> None:
    answer = school.done("record-days 900001 --date 2018-01-16 --days 3.25 --person P05")
    assert "3.25 days of 3" in answer.err


def test_p15_the_release_of_a_specialist_leader_is_asked_for(school: Programme) -> None:
    line = "deliver 900001 --person P06 --work maths --from 2017-11-20"
    assert "--released-by" in school.run(f"{line} --dry-run").err
    assert "--released-by" not in school.done(f"{line} --released-by 'the head'").err
    assert school.rows("deliver 900001")[0]["released_by"] == "the head"
