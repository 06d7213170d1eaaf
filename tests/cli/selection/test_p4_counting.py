"""What is shown when a school is selected, and leavers counted as what they are."""

from bleadchallenge.resources import policy_text
from builders import Programme


def test_p4_the_number_and_the_shares_are_shown_at_selection(programme: Programme) -> None:
    programme.with_schools()
    programme.done("consult-rsc 900001 --date 2017-07-03 --outcome agreed")
    answer = programme.done("select 900001 selected --reason floor --as-of 2017-07-10")
    assert "1 of 20 schools are selected" in answer.out + answer.err


def test_p4_more_than_the_programme_takes_is_said(programme: Programme) -> None:
    policy = policy_text("birmingham").replace("schools = 20", "schools = 1")
    programme.write("own.toml", policy)
    programme.done("init --policy own.toml")
    programme.with_schools().selected("900001")
    programme.done("consult-rsc 900002 --date 2017-07-03 --outcome agreed")
    answer = programme.done("select 900002 selected --reason floor --as-of 2017-07-10")
    assert "2 of 1 schools are selected" in answer.out + answer.err
    assert "more than the programme's 1" in answer.out + answer.err


def test_p33_a_school_that_withdrew_stays_in_the_number(programme: Programme) -> None:
    programme.with_schools().selected("900001").selected("900002")
    before = programme.rows("expectations --as-of 2018-01-10")[0]
    assert before["evidence"][0].startswith("of 2 schools: ")
    programme.write(
        "selection.csv",
        "urn,name,state,route,reason,decided_on,withdrawn_on\n"
        "900002,Birch Row Primary School,selected,criteria,moved,2017-07-10,2018-01-15\n",
    )
    programme.done("import-data selection.csv")
    after = programme.rows("expectations --as-of 2018-02-10")[0]
    assert after["evidence"][0].startswith("of 2 schools: ")
    assert "1 withdrew" in after["evidence"][0]
