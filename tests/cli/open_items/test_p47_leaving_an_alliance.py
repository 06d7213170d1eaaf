"""An alliance changed at any stage, and what a commissioning review decided, through commands."""

import pytest

from builders import Programme

SWITCH = "decide 900001 switch --rationale 'no days given' --date 2018-01-15 --as-of 2018-01-15"


def changed(programme: Programme) -> Programme:
    """A school whose alliance left before the mid-term."""
    programme.supported()
    programme.done(f"{SWITCH} --case 'four weeks without a visit; the head asked'")
    return programme


def test_p47_an_alliance_is_changed_before_the_mid_term_with_its_case(
    programme: Programme,
) -> None:
    programme.supported()
    refused = programme.run(SWITCH)
    assert refused.code == 65
    assert "--case" in refused.err
    programme.done(f"{SWITCH} --case 'four weeks without a visit; the head asked'")
    card = {
        row["item"]: row["value"] for row in programme.rows("schools 900001 --as-of 2018-01-20")
    }
    assert card["state"] == "awaiting an alliance"
    assert card["next"] == "bleadchallenge assign-tsa 900001 --suggest"


def test_p47_a_change_before_the_mid_term_releases_no_second_days(programme: Programme) -> None:
    changed(programme)
    programme.done("assign-tsa 900001 TSA2 --from 2018-01-22 --reason 'has room'")
    (row,) = programme.rows("days-status --school 900001 --as-of 2018-02-01")
    assert row["released"] == 10
    programme.done(
        "record-review 900001 --stage midterm --date 2018-03-05 --progress good --impact good"
    )
    kinds = {row["kind"] for row in programme.rows("due --as-of 2018-03-10")}
    assert "decision" in kinds
    programme.done("decide 900001 continue --rationale 'on track' --date 2018-03-12")
    (row,) = programme.rows("days-status --school 900001")
    assert row["released"] == 20


def test_p47_an_alliance_is_changed_after_the_decision_of_the_mid_term(
    programme: Programme,
) -> None:
    programme.supported()
    programme.done(
        "record-review 900001 --stage midterm --date 2018-02-05 --progress good --impact good"
    )
    programme.done("decide 900001 continue --rationale 'on track' --date 2018-02-06")
    late = "decide 900001 switch --rationale 'its leader left' --date 2018-03-12"
    assert programme.run(late).code == 65
    programme.done(f"{late} --case 'no day since the decision'")
    kinds = {row["kind"] for row in programme.rows("due --days 30 --as-of 2018-03-14")}
    assert {"alliance", "commissioning review"} <= kinds
    assert "decision" not in kinds


@pytest.mark.parametrize(
    ("outcome", "code"), [("not", 65), ("with-conditions --conditions 'weekly report'", 0)]
)
def test_p35_a_bad_outcome_is_told_and_needs_a_reason(
    programme: Programme, outcome: str, code: int
) -> None:
    changed(programme)
    programme.done("tsa-review TSA1 --reply 'we were short of people' --by lead --date 2018-01-20")
    programme.done(
        f"tsa-review TSA1 --outcome {outcome} --by Partnership --date 2018-01-25 --reason 'no days'"
    )
    rows = {row["code"]: row for row in programme.rows("assign-tsa 900001 --suggest")}
    assert any(
        "the review of 25 January 2018" in w or "with conditions" in w
        for w in rows["TSA1"]["warnings"]
    )
    assert rows["TSA1"]["rank"] == 2
    chosen = "assign-tsa 900001 TSA1 --from 2018-02-01 --reason 'knows the area'"
    assert programme.run(f"{chosen} --dry-run").code == code
    programme.done(f"{chosen} --despite 'a new team; nobody else has room'")
