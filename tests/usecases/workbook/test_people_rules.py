"""What commands about people and scrutiny refuse, their lists refuse as well."""

import pytest

from builders import Answer, Programme

PEOPLE = (
    "code,name,role,school\nP02,Bramwell Tallowby,isg-member,900001\nP05,Edmund Quillon,head,\n"
)
SESSION = "code,held_on,topic,partner,places\nJP1,2018-02-06,Reading,A University,1\n"


@pytest.fixture
def begun(programme: Programme) -> Programme:
    """A selected school, a member of the group, and a session with one place."""
    programme.with_schools().selected()
    programme.write("people.csv", PEOPLE)
    programme.write("session.csv", SESSION)
    programme.done("import-data people.csv session.csv")
    return programme


def imported(programme: Programme, table: str) -> Answer:
    """Import a list given as its columns and rows, separated by ``|``."""
    programme.write("list.csv", "\n".join(table.split("|")) + "\n")
    return programme.run("import-data list.csv")


TALENT = "code,urn,on_day,stage,sponsor|"
PLACE = "session,attender,urn,attended,followed_up_on,follow_up|"
MINUTE = "meeting,number,subject,decision|"
ADVICE = "number,meeting,to,subject,urn,text,due_on|"
NOTICE = "urn,given_on,given_by,ground|"
STEP = "subject,on_day,stage,decided_by,reason|"
REVIEW = "alliance,on_day,outcome,conditions,reason,decided_by,reply|"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(TALENT + "L07,900001,2018-01-10,identified,P05", id="talent"),
        pytest.param(PLACE + "JP1,OAK-A,900001,yes,2018-02-20,Opened a lesson", id="place"),
        pytest.param(MINUTE + "2018-03-01,1,900002,Hear the head", id="minute"),
        pytest.param(
            ADVICE + "1,2018-03-01,school,900001,900001,Check reading,2018-03-15", id="advice"
        ),
        pytest.param(
            NOTICE + "900001,2018-03-01,local authority,s.60 (a) low standards", id="notice"
        ),
        pytest.param(STEP + "900001,2018-03-01,reminded,P02,no answer", id="stage"),
        pytest.param(REVIEW + "TSA1,2018-03-01,recommission,,good,P02,", id="outcome"),
    ],
)
def test_what_commands_take_lists_take(begun: Programme, table: str) -> None:
    begun.done("isg advise --meeting 2018-02-01 --to school 900001 --text 'Look at reading'")
    answer = imported(begun, table.replace("1,2018-03-01,school", "2,2018-03-01,school"))
    assert answer.code == 0, answer.err


@pytest.mark.parametrize(
    ("table", "says"),
    [
        pytest.param(TALENT + "Hester,900001,2018-01-10,identified,", "may be a name", id="a name"),
        pytest.param(
            TALENT + "L07,900001,2018-01-10,ready,", "nobody begins", id="p27 a stage left out"
        ),
        pytest.param(
            TALENT + "L07,900001,2018-01-10,identified,Hester Quayle",
            "sponsor may be a name",
            id="p27 a sponsor by name",
        ),
        pytest.param(
            PLACE + "JP1,L07,900001,no,,|JP1,L08,900001,no,,", "places", id="p26 one place for two"
        ),
        pytest.param(
            PLACE + "JP1,L07,900002,no,,", "not of the programme", id="p26 of another school"
        ),
        pytest.param(
            PLACE + "JP1,L07,900001,yes,2018-02-01,x", "out of order", id="p26 followed up before"
        ),
        pytest.param(
            PLACE + "JP1,L07,900001,no,2018-02-20,x",
            "did not attend",
            id="p26 followed up unattended",
        ),
        pytest.param(
            "code,held_on,topic,partner,places|J2,2017-11-07,x,Outside,2",
            "no session is held",
            id="p26 in T1",
        ),
        pytest.param(
            "number,urn,noted_on,source,sensitivity,shareable,text|1,900001,2018-01-10,x,office,yes,y",
            "office",
            id="p2 shareable for the office",
        ),
        pytest.param(
            "meeting,person|2018-03-02,P02", "does not meet", id="p30 no meeting that day"
        ),
        pytest.param("meeting,person|2018-03-01,P05", "no member", id="p30 not a member"),
        pytest.param(MINUTE + "2018-03-29,1,,Go on", "lies ahead", id="p30 still to come"),
        pytest.param(
            ADVICE + "1,2018-03-01,partnership,900001,,x,2018-03-15",
            "partnership",
            id="p32 the partnership with a school",
        ),
        pytest.param(
            ADVICE + "1,2018-03-01,school,900001,900001,x,2018-03-01",
            "cannot be due",
            id="p32 due at once",
        ),
        pytest.param(
            NOTICE + "900001,2018-03-01,local authority,funding agreement",
            "no funding agreement",
            id="p34 a maintained school",
        ),
        pytest.param(
            STEP + "900001,2018-03-01,the authority's notice,P02,x",
            "gives no warning notice",
            id="p34 a notice of our own",
        ),
        pytest.param(
            REVIEW + "TSA1,2018-03-01,not,,no days,P02,", "has not been heard", id="p35 unheard"
        ),
        pytest.param(
            "code,urn,designation,gained_on|L07,900001,none,2018-01-10",
            "no designation",
            id="p28 no designation",
        ),
        pytest.param(
            "code,from_school,to_school,on_day,days|L07,900001,900001,2018-01-10,1",
            "own school",
            id="p28 to the own school",
        ),
    ],
)
def test_what_commands_refuse_lists_refuse(begun: Programme, table: str, says: str) -> None:
    answer = imported(begun, table)
    assert answer.code == 65
    assert says in answer.err + answer.out
    assert "Quayle" not in answer.err + answer.out


def test_p30_a_minute_in_bulk_needs_the_withdrawal_too(begun: Programme) -> None:
    begun.done("isg attend 2018-03-01 P02")
    table = MINUTE + "2018-03-01,1,900001,Hear the head"
    assert imported(begun, table).code == 65
    begun.done("isg withdraw 2018-03-01 P02 900001")
    assert imported(begun, table).code == 0


def test_p32_answers_and_verdicts_in_bulk_keep_their_order(begun: Programme) -> None:
    begun.done("isg advise --meeting 2018-02-01 --to school 900001 --text x")
    verdict = "advice,on_day,accepted,note|1,2018-03-01,yes,"
    assert imported(begun, verdict).code == 65
    early = "advice,on_day,by,text,evidence|1,2018-01-31,head,x,log"
    assert imported(begun, early).code == 65
    assert imported(begun, early.replace("2018-01-31", "2018-02-08")).code == 0
    assert imported(begun, verdict).code == 0
    assert begun.rows("isg advice")[0]["state"] == "accepted"
