"""What is taken back or out is held to the same rules as what is recorded."""

import pytest

from builders import Programme


def change_of(programme: Programme, command: str) -> int:
    """The number of the first change of a command."""
    rows = [r for r in programme.rows("history") if str(r["short"]).startswith(command)]
    return min(row["change"] for row in rows)


@pytest.mark.parametrize(
    ("command", "rests"),
    [
        pytest.param("consult-rsc", "selection 900001", id="p4 the discussion"),
        pytest.param("select", "assignment 900001", id="p13 the selection"),
        pytest.param("agree", "assignment 900001", id="p5 a signature"),
        pytest.param("record-review", "assignment 900001", id="p12 the baseline"),
        pytest.param("assign-tsa", "day of support 1", id="p13 the assignment"),
        pytest.param("init", "day of support", id="p44 the policy"),
    ],
)
def test_an_undo_names_what_rests_on_it_newest_first(
    programme: Programme, command: str, rests: str
) -> None:
    programme.supported()
    programme.done("record-days 900001 --date 2018-01-16 --days 1")
    day = change_of(programme, "record-days")
    seq = change_of(programme, command)
    answer = programme.run(f"undo {seq} --reason 'tried'")
    assert answer.code in (65, 78)
    if command != "init":
        assert rests in answer.err
        assert f"bleadchallenge undo {day}" in answer.err
        assert answer.err.rstrip().endswith(f"bleadchallenge undo {seq}")
    assert "whole" in programme.done("check").err


def test_p16_notes_of_a_command_stand_in_a_list_too(programme: Programme) -> None:
    programme.supported()
    head = "number,urn,alliance,on_day,days,state\n"
    rows = "1,900001,TSA1,2018-01-13,1,delivered\n2,900001,TSA1,2018-01-13,1,delivered\n"
    programme.write("days.csv", head + rows)
    answer = programme.done("import-data days.csv")
    assert "2018-01-13 is no school day" in answer.err
    assert "entered twice?" in answer.err


def test_p16_a_variation_beyond_the_programmes_days_is_refused(programme: Programme) -> None:
    programme.supported()
    answer = programme.run("days vary 900001 --days 500 --by BEP --reason more")
    assert answer.code == 65
    assert "would promise 520 days of its 400" in answer.err


def test_p5_a_signature_needs_a_name_and_nobody_else_signs_for_a_new_head(
    programme: Programme,
) -> None:
    programme.with_schools().selected()
    programme.write("s.csv", "urn,role,signed_on,name\n900001,head,2017-09-06, \n")
    assert programme.run("import-data s.csv").code == 65
    programme.done("agree 900001 --role head --new --name 'Ann Other' --date 2017-09-01")
    answer = programme.run("agree 900001 --role head --name Somebody --date 2017-09-06")
    assert answer.code == 65
    assert "Ann Other is, since 2017-09-01" in answer.err
