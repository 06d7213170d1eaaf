"""How a school comes in: the discussion, the choice, two signatures, through the commands."""

from builders import Programme


def state(programme: Programme, words: str = "") -> str:
    """Where the only school stands."""
    return str(programme.rows(f"schools {words}")[0]["state"])


def test_p2_no_school_is_selected_without_the_discussion_on_record(programme: Programme) -> None:
    answer = programme.with_schools().run("select 900001 selected --reason 'below the floor'")
    assert answer.code == 65
    assert "regional schools commissioner" in answer.err


def test_p4_a_choice_needs_its_reason(programme: Programme) -> None:
    assert programme.with_schools().run("select 900001 reserve").code == 65


def test_p4_a_school_moves_from_candidate_to_reserve_to_selected(programme: Programme) -> None:
    programme.with_schools().done("select 900001 candidate --reason 'weak results'")
    assert state(programme) == "candidate"
    programme.done("select 900001 reserve --reason 'twenty are chosen'")
    assert state(programme) == "reserve"
    programme.selected()
    assert state(programme) == "selected"


def test_p5_both_signatures_make_the_agreement(programme: Programme) -> None:
    programme.with_schools().selected()
    programme.done("agree 900001 --role head --name A --date 2017-09-06")
    assert state(programme) == "selected"
    programme.done("agree 900001 --role chair --name B --date 2017-09-07")
    assert state(programme) == "agreed"


def test_p5_a_new_head_must_sign_again(programme: Programme) -> None:
    programme.with_schools().selected().signed().baselined()
    programme.done("agree 900001 --role head --new --name C --date 2018-01-08")
    assert state(programme, "--as-of 2018-01-07") == "audited"
    assert state(programme, "--as-of 2018-01-08") == "selected"
    refused = programme.run("assign-tsa 900001 TSA1 --from 2018-01-15 --reason x")
    assert (refused.code, "the head has signed" in refused.err) == (65, True)
    programme.done("agree 900001 --role head --name C --date 2018-01-12")
    programme.done("assign-tsa 900001 TSA1 --from 2018-01-15 --reason x")


def test_p5_a_withdrawn_signature_stays_on_record_and_no_longer_binds(
    programme: Programme,
) -> None:
    programme.supported()
    programme.done("agree 900001 --role chair --withdraw --date 2018-02-01 --reason 'no time'")
    refused = programme.run("record-days 900001 --date 2018-02-05 --days 1")
    assert refused.code == 65
    assert "the chair of governors has signed" in refused.err
    assert "no time" in programme.done("history").out


def test_p5_a_signature_cannot_lie_in_the_future(programme: Programme) -> None:
    programme.with_schools().selected()
    assert programme.run("agree 900001 --role head --name A --date 2018-06-01").code == 65
