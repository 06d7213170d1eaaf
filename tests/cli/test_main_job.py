"""The main job, from a published file to a decision, at the terminal."""

import pytest

from builders import Programme, register


def test_an_alliance_is_refused_before_signatures_and_baseline(programme: Programme) -> None:
    programme.with_schools().selected()
    answer = programme.run("assign-tsa 900001 TSA1 --from 2017-11-06 --reason x")
    assert answer.code == 65
    assert "the head has signed" in answer.err
    assert "the chair of governors has signed" in answer.err
    assert "the baseline is in" in answer.err


@pytest.mark.parametrize("signed", ["head", "chair"])
def test_one_signature_is_not_enough(programme: Programme, signed: str) -> None:
    programme.with_schools().selected()
    programme.done(f"agree 900001 --role {signed} --name A --date 2017-09-06")
    programme.baselined()
    assert programme.run("assign-tsa 900001 TSA1 --from 2017-11-06 --reason x").code == 65


def test_undo_of_an_import_gives_back_the_digest(programme: Programme) -> None:
    programme.with_schools()
    before = programme.done("check --format json").json["digest"]
    programme.write("2017-2018_330_spine.csv", register())
    programme.done("import-data 2017-2018_330_spine.csv")
    assert programme.done("check --format json").json["digest"] != before
    programme.done("undo 3")
    assert programme.done("check --format json").json["digest"] == before


def test_the_whole_way_to_a_switch(programme: Programme) -> None:
    programme.supported()
    programme.done(
        "record-review 900001 --stage midterm --date 2018-03-08 --progress limited --impact none"
    )
    programme.done(
        "decide 900001 switch --rationale 'no impact' --date 2018-03-12 --decided-by P01"
    )
    assert programme.rows("schools")[0]["alliance"] is None
    programme.done("assign-tsa 900001 TSA2 --from 2018-03-19 --reason 'maths specialism'")
    assert programme.rows("schools --as-of 2018-03-20")[0]["alliance"] == "TSA2"
