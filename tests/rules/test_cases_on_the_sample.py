"""What the record must refuse, tried on the sample programme by command, list, undo and purge.

Each case is named after the row of the programme that it is of.
"""

import pytest

from bleadchallenge.store.place import Place
from builders import Answer, Programme
from rule_ways import listed

pytestmark = pytest.mark.xdist_group("sample programme")
OUTSIDE = "Applecart Lane Primary School (900002) is not of the programme"
REPLY = "tsa-review ASH --reply 'We were there' --by P10 --date 2019-04-01"
NOT_AGAIN = "tsa-review ASH --outcome not --by P02 --reason 'never there' --date 2019-04-10"


@pytest.fixture
def sample(programme: Programme, sample_store: Place, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """The sample programme in April 2019, in a copy of its own."""
    programme.begin_with(sample_store)
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2019-04-12T09:00:00+00:00")
    return programme


def change_of(sample: Programme, command: str) -> int:
    """The number of the first change of a command."""
    rows = sample.rows("history")
    return min(row["change"] for row in rows if str(row["short"]).startswith(command))


def require_refused(sample: Programme, answer: Answer, words: str) -> None:
    """Refused with these words, and nothing changed."""
    assert answer.code == 65, answer.err
    assert words in answer.err, answer.err
    assert sample.rows("history")[0]["change"] == 523 or "524" not in answer.out


@pytest.mark.parametrize(
    ("command", "named"),
    [
        pytest.param("agree 900003 --role head", "agreement 900003 ASH", id="p5 a signature"),
        pytest.param("record-review 900045", "agreement 900045 QUA", id="p12 the baseline"),
        pytest.param("assign-tsa 900045", "agreement 900045 QUA", id="p13 an assignment"),
        pytest.param("record-review 900019 --stage midterm", "900019", id="p22 the switch"),
        pytest.param("consult-rsc 900003", "agreement 900003 ASH", id="p2 the discussion"),
        pytest.param("assign-challenge-team 900003", "review 900003 final", id="p11 a team"),
        pytest.param("init", "import", id="p44 the policy"),
        pytest.param("isg accept 9", "escalation step 900045", id="p34 a verdict"),
    ],
)
def test_what_other_records_rest_on_is_not_undone(
    sample: Programme, command: str, named: str
) -> None:
    seq = change_of(sample, command)
    answer = sample.run(f"undo {seq} --reason tried")
    require_refused(sample, answer, f"change {seq} cannot be undone by itself")
    assert named in answer.err
    assert "(change " in answer.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param(
            "consult-rsc 900002 --date 2019-06-01 --outcome x", "lies ahead", id="p2 ahead"
        ),
        pytest.param(
            "consult-rsc 900002 --date 2019-03-01 --outcome ' '",
            "says nothing of what came of it",
            id="p2 without outcome",
        ),
        pytest.param(
            "agree 900003 --head ' ' --date 2019-03-01", "needs the name", id="p5 nameless"
        ),
        pytest.param(
            "escalate 900021 --stage resolved --by P02 --reason 'let it go' --date 2019-04-10",
            "there is nothing to resolve",
            id="p34 nothing open",
        ),
        pytest.param(
            "escalate 900003 --stage reminded --by P99 --reason x --date 2019-04-10",
            "nobody on record has the code P99",
            id="p34 by nobody",
        ),
        pytest.param(
            "escalate 900002 --stage reminded --by P02 --reason x", OUTSIDE, id="p34 outside"
        ),
        pytest.param("comment 900002 --by x --text y", OUTSIDE, id="p35 outside"),
        pytest.param(
            "visit plan 900002 --stage final --date 2019-04-20", OUTSIDE, id="p11 outside"
        ),
        pytest.param(
            "isg advise --meeting 2019-04-11 --to school 900002 --text x",
            OUTSIDE,
            id="p32 outside",
        ),
        pytest.param(
            "isg advise --meeting 2019-04-11 --to school HAL --text x",
            "HAL is the alliance",
            id="p32 an alliance as a school",
        ),
        pytest.param(
            "days vary 900003 --days 500 --by BEP --reason x", "of its 400", id="p16 400 days"
        ),
        pytest.param(
            "kpi target 900003 LESSONS T2=10 --reason x", "is settled", id="p19 a past target"
        ),
        pytest.param(
            "kpi target 900003 LESSONS T1=10 --reason x",
            "nothing was promised for it",
            id="p19 a target for a term that is over",
        ),
        pytest.param(
            "kpi read 900003 DAYS --value 20 --date 2019-04-01",
            "reads itself and cannot be typed",
            id="p20 counted",
        ),
        pytest.param(
            "talent step ZZ-A --stage identified --school 900002", OUTSIDE, id="p27 outside"
        ),
    ],
)
def test_a_command_is_refused(sample: Programme, line: str, words: str) -> None:
    require_refused(sample, sample.run(line), words)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        pytest.param(
            "urn,alliance,version,state,on_day,days|900003,ASH,3,agreed,2019-03-01,20",
            "cannot begin as agreed",
            id="p14 straight to agreed",
        ),
        pytest.param(
            "urn,kpi,on_day,value|900003,LESSONS,2019-03-13,58",
            "never written over",
            id="p20 written over",
        ),
        pytest.param(
            "code,urn,on_day,stage|ZZ-A,900002,2019-03-01,identified", OUTSIDE, id="p27 outside"
        ),
        pytest.param(
            "urn,person,leads,declared,from_day|900003,P22,yes,none,2017-09-07"
            "|900003,P27,no,none,2017-09-07",
            "has 3 people, not 4",
            id="p11 a team of four",
        ),
        pytest.param(
            "subject,on_day,stage,decided_by,reason|900003,2019-04-10,resolved,P02,let it go",
            "there is nothing to resolve",
            id="p34 nothing open",
        ),
    ],
)
def test_a_list_is_refused(sample: Programme, table: str, words: str) -> None:
    require_refused(sample, listed(sample, table), words)


def test_p4_the_21st_school_is_refused(sample: Programme) -> None:
    sample.done("consult-rsc 900002 --date 2019-03-01 --outcome agreed")
    answer = sample.run("select 900002 selected --reason x --as-of 2019-04-01")
    require_refused(sample, answer, "would be more than the programme's 20 schools")
    head, name = "urn,name,state,route,reason,decided_on|", "Applecart Lane Primary School"
    answer = listed(sample, f"{head}900002,{name},selected,criteria,x,2019-04-01")
    require_refused(sample, answer, "would be more than the programme's 20 schools")


def test_p4_a_school_that_meets_no_criterion_does_not_come_in_on_them(sample: Programme) -> None:
    sample.done("cohort add T2 Second --from 2019-09-01")
    sample.done("consult-rsc 900002 --date 2018-12-10 --outcome agreed --cohort T2")
    assert listed(sample, "urn,looked_up_on,source|900002,2018-12-01,register").code == 0
    line = "select 900002 selected --reason low --cohort T2 --as-of 2019-04-12"
    require_refused(sample, sample.run(line), "meets no criterion")
    head = "urn,name,state,route,reason,decided_on,cohort|"
    row = "900002,Applecart Lane Primary School,selected,criteria,low,2019-04-12,T2"
    require_refused(sample, listed(sample, head + row), "meets no criterion")
    sample.done(f"{line} --route intelligence")


def test_p34_a_school_goes_to_one_stage_a_day(sample: Programme) -> None:
    step = "escalate 900003 --stage {} --by P02 --reason x --date 2019-04-10"
    sample.done(step.format("reminded"))
    answer = sample.run(step.format("challenged"))
    require_refused(sample, answer, "went to another stage on 2019-04-10 already")


def test_p35_only_a_reply_to_the_review_opens_its_outcome(sample: Programme) -> None:
    sample.done("comment ASH --by P10 --text 'On parking' --date 2019-04-01")
    require_refused(sample, sample.run(NOT_AGAIN), "has not been heard")
    sample.done(REPLY.replace("04-01", "04-02"))
    sample.done(NOT_AGAIN)


def test_p35_an_outcome_binds_suggestions_and_assignments(sample: Programme) -> None:
    sample.done(REPLY)
    sample.done(NOT_AGAIN)
    rows = sample.rows("assign-tsa 900019 --suggest --as-of 2019-04-12")
    (row,) = [row for row in rows if row["code"] == "ASH"]
    assert any("not to commission it again" in words for words in row["warnings"])
    head = "urn,from_day,alliance,reason|"
    sample.done("decide 900019 switch --case 'no days' --rationale x --date 2019-04-11")
    answer = listed(sample, head + "900019,2019-04-12,ASH,near")
    require_refused(sample, answer, "is not to be commissioned again")
    said = "near; despite the commissioning review of 2019-04-10: no other has room"
    assert listed(sample, head + f"900019,2019-04-12,ASH,{said}").code == 0


def test_p44_what_a_purge_leaves_breaks_no_rule(sample: Programme) -> None:
    sample.done("purge --before 2019-01-01 --live --yes --reason x")
    assert "whole" in sample.done("check").err


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("kpi list 900003", ["retired_on"]),
        ("session places JP1", ["followed_up_on", "follow_up", "impact_on", "impact"]),
        ("days list --school 900003", ["confirmed_on"]),
    ],
)
def test_what_came_after_a_day_is_not_told_of_it(
    sample: Programme, line: str, columns: list[str]
) -> None:
    day = "2018-01-25"
    later = [row[column] for row in sample.rows(line) for column in columns]
    assert any(later)
    for row in sample.rows(f"{line} --as-of {day}"):
        told = [row[column] for column in columns if row[column] is not None]
        assert all(value <= day for value in told), row
