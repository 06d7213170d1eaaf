"""What is shown when a school is selected, and leavers counted as what they are."""

import pytest

from bleadchallenge.resources import policy_text
from builders import Programme, register


def test_p4_the_number_and_the_shares_are_shown_at_selection(programme: Programme) -> None:
    programme.with_schools()
    programme.done("consult-rsc 900001 --date 2017-07-03 --outcome agreed")
    answer = programme.done("select 900001 selected --reason floor --as-of 2017-07-10")
    assert "1 of 20 schools are selected" in answer.out + answer.err


def test_p4_no_more_are_selected_than_the_programme_takes(programme: Programme) -> None:
    policy = policy_text("birmingham").replace("schools = 20", "schools = 1")
    programme.write("own.toml", policy)
    programme.done("init --policy own.toml")
    programme.with_schools().selected("900001")
    programme.done("consult-rsc 900002 --date 2017-07-03 --outcome agreed")
    answer = programme.run("select 900002 selected --reason floor --as-of 2017-07-10")
    assert answer.code == 65
    assert "would be more than the programme's 1 schools" in answer.err
    rows = "900002,Birch Row Primary School,selected,criteria,floor,2017-07-10\n"
    programme.write("s.csv", f"urn,name,state,route,reason,decided_on\n{rows}")
    assert "more than the programme's 1 schools" in programme.run("import-data s.csv").err
    programme.done("select 900002 reserve --reason floor --as-of 2017-07-10")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("900009,330,2009,3302009,Elm High School,1,,,Maintained School,0", "no primary school"),
        ("900009,330,2009,3302009,Elm Park School,1,,,Special School,1", "a special school"),
        ("900009,330,2009,3302009,Elm House,1,,,Independent School,1", "an independent school"),
    ],
    ids=["secondary", "special", "independent"],
)
def test_p4_only_a_primary_school_of_the_state_is_selected(
    programme: Programme, row: str, why: str
) -> None:
    programme.write("2016-2017_330_spine.csv", register() + row + "\n")
    programme.done("import-data 2016-2017_330_spine.csv")
    programme.done("consult-rsc 900009 --date 2017-07-03 --outcome agreed")
    answer = programme.run("select 900009 selected --reason low --as-of 2017-07-10")
    assert answer.code == 65
    assert why in answer.err
    rows = "900009,Elm,selected,criteria,low,2017-07-10\n"
    programme.write("s.csv", f"urn,name,state,route,reason,decided_on\n{rows}")
    assert why in programme.run("import-data s.csv").err


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
