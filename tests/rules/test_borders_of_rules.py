"""The last that a rule lets pass, and the first that it refuses."""

import pytest

from builders import Programme
from rule_ways import ADVICE, KPI_ROW, OUTCOME, STEP, TEAM, listed, whole


@pytest.fixture
def every(programme: Programme) -> Programme:
    """A programme with a record of every kind, as of 15 March 2018."""
    return whole(programme)


PLACE = "session,attender,urn,attended,followed_up_on,follow_up,impact_on,impact|JP1,L07,900001,"
RUNS = "urn,from_day,to_day,alliance,reason|"
WHO = "urn,person,from_day,to_day,alliance,work|900001,"
JUDGED = "urn,number,action,text,due_on,outcome,evidence,judged_on|"
NOTICE = "urn,given_on,given_by,ground,comply_by,complied_on|{},local authority,s.60 (a) low standards,{}"
DAY = "number,urn,alliance,on_day,days,state,person,confirmed_on,confirmed_by|"
TALK = "urn,held_on,outcome|"
SEEN = "urn,planned_on,kept_on,stage|900001,"

TAKEN = {
    "p20 nobody counted": ("urn,kpi,on_day,value,n|900001,LESSONS,2018-02-20,50,0", "kpi_reading"),
    "p20 on the day it starts": (
        "urn,kpi,on_day,value|900001,LESSONS,2017-11-06,41",
        "kpi_reading",
    ),
    "p20 read today": ("urn,kpi,on_day,value|900001,LESSONS,2018-03-15,50", "kpi_reading"),
    "p19 a target as it was": ("urn,kpi,term,value|900001,LESSONS,T1,45", "kpi_target"),
    "p26 a place alone": (PLACE + "yes,,,,", "session_place"),
    "p26 followed up and told": (PLACE + "yes,2018-02-20,Tried it,,", "session_place"),
    "p26 in order": (PLACE + "yes,2018-02-20,Tried it,2018-02-20,It works", "session_place"),
    "p26 on the day itself": (
        PLACE + "yes,2018-02-06,Tried it,2018-03-15,It works",
        "session_place",
    ),
    "p26 nobody came": (PLACE + "no,,,,", "session_place"),
    "p32 answered on the day": (
        "advice,on_day,by,text,evidence|1,2018-03-02,head,Done,log",
        "advice_response",
    ),
    "p32 due the day after": (
        ADVICE + "9,2018-03-02,school,900004,900004,x,2018-03-03",
        "advice",
    ),
    "p28 a quarter": (
        "code,from_school,to_school,on_day,days|L07,900001,900002,2018-02-21,0.25",
        "deployment",
    ),
    "p28 lost on the day it was gained": (
        "code,designation,urn,gained_on,lost_on|L07,NLE,900001,2018-02-01,2018-02-01",
        "gained_designation",
    ),
    "p15 for one day": (WHO + "S1,2018-03-12,2018-03-12,TSA1,coaching", "deliverer"),
    "p16 confirmed on the day": (
        DAY + "1,900001,TSA1,2018-01-16,1,confirmed,D1,2018-01-16,head",
        "support_day",
    ),
    "p16 given today": (DAY + "9,900001,TSA1,2018-03-15,1,delivered,,,", "support_day"),
    "p16 planned ahead": (DAY + "9,900001,TSA1,2018-04-24,1,planned,,,", "support_day"),
    "p16 a day with another deliverer": (
        DAY + "9,900001,TSA1,2018-01-17,1,delivered,S1,,",
        "support_day",
    ),
    "p2 discussed today": (TALK + "900003,2018-03-15,agreed", "consultation"),
    "p11 kept today": (SEEN + "2018-03-12,2018-03-15,midterm", "visit"),
    "p34 the next stage": (
        STEP + "900001,2018-03-12,formal review,the chair,x,1",
        "escalation_step",
    ),
    "p34 on the day of the advice": (
        STEP + "900001,2018-03-15,formal review,the chair,x,1",
        "escalation_step",
    ),
    "p34 complied on the day": (
        NOTICE.format("900001,2018-03-08", ",2018-03-08"),
        "warning_notice",
    ),
    "p34 a day to comply": (
        NOTICE.format("900002,2018-03-01", "2018-03-02,"),
        "warning_notice",
    ),
    "p35 recommissioned without conditions": (
        OUTCOME + "TSA1,2018-03-15,recommission,,x,the chair,",
        "commissioning_review",
    ),
    "p17 a version of the same day": ("urn,version,made_on,reason|900001,2,2017-11-20,x", "plan"),
    "p13 no days to give": ("code,name,capacity_days|TSA3,Another Alliance,0", "alliance"),
    "p27 a step of the same day": (
        "code,urn,on_day,stage,sponsor|L09,900001,2018-03-15,identified,",
        "talent_step",
    ),
    "p18 not met without evidence": (
        JUDGED + "900001,1,1,Two coached,2018-02-01,not met,,2018-02-01",
        "milestone",
    ),
    "p19 without an action": (
        KPI_ROW + "900001,OWN,Own,school,assessment,%,up,10,2017-10-11,2017-11-06",
        "kpi",
    ),
    "p2 shared as it may be": (
        "number,urn,text,source,noted_on,sensitivity,shareable|9,900001,x,town,2018-03-15,open,yes",
        "intelligence",
    ),
    "p30 a minute of no school": (
        "meeting,number,subject,decision|2018-03-02,2,,Meet earlier",
        "minute",
    ),
}

REFUSED = {
    "p26 followed up without a word": (
        PLACE + "yes,2018-02-20,,,",
        "session_place",
        "a follow-up says what was done",
    ),
    "p26 impact without a word": (
        PLACE + "yes,2018-02-20,Tried it,2018-03-01,",
        "session_place",
        "an impact says what changed",
    ),
    "p26 impact before the follow-up": (
        PLACE + "yes,2018-02-20,Tried it,2018-02-19,It works",
        "session_place",
        "are out of order",
    ),
    "p26 followed up before it": (
        PLACE + "yes,2018-02-05,Tried it,,",
        "session_place",
        "are out of order",
    ),
    "p26 followed up tomorrow": (
        PLACE + "yes,2018-03-16,Tried it,,",
        "session_place",
        "of 2018-03-16 lies ahead",
    ),
    "p32 due on the day": (
        ADVICE + "9,2018-03-02,school,900004,900004,x,2018-03-02",
        "advice",
        "cannot be due on 2018-03-02",
    ),
    "p32 answered the day before": (
        "advice,on_day,by,text,evidence|1,2018-03-01,head,Done,log",
        "advice_response",
        "2018-03-01 cannot be right",
    ),
    "p15 ends the day before": (
        WHO + "S1,2018-03-12,2018-03-11,TSA1,x",
        "deliverer",
        "2018-03-11 lies before 2018-03-12",
    ),
    "p15 another alliance": (WHO + "S1,2018-03-12,,TSA2,x", "deliverer", "TSA2 does not support"),
    "p15 twice at a time": (
        WHO + "D1,2018-03-12,,TSA1,x",
        "deliverer",
        "D1 delivers at Alder Bank",
    ),
    "p13 ends the day before": (
        RUNS + "900004,2018-03-12,2018-03-11,TSA2,x",
        "assignment",
        "ends on 2018-03-11, before it begins",
    ),
    "p20 the day before it starts": (
        "urn,kpi,on_day,value|900001,LESSONS,2017-11-05,41",
        "kpi_reading",
        "lies before LESSONS starts",
    ),
    "p19 another target of a past term": (
        "urn,kpi,term,value|900001,LESSONS,T1,44",
        "kpi_target",
        "the target of LESSONS for T1 is settled",
    ),
    "p16 confirmed the day before": (
        DAY + "1,900001,TSA1,2018-01-16,1,confirmed,D1,2018-01-15,head",
        "support_day",
        "was given on 2018-01-16, after 2018-01-15",
    ),
    "p28 no day at all": (
        "code,from_school,to_school,on_day,days|L07,900001,900002,2018-02-21,0",
        "deployment",
        "cannot have been given",
    ),
    "p28 no designation": (
        "code,designation,urn,gained_on|L07,none,900001,2018-02-01",
        "gained_designation",
        "none is no designation",
    ),
    "p34 complied the day before": (
        NOTICE.format("900001,2018-03-08", ",2018-03-07"),
        "warning_notice",
        "before it was given",
    ),
    "p11 two lead": (
        TEAM + "900001,H1,yes,none,2017-09-07|900001,S1,yes,none,2017-09-07",
        "team_member",
        "two people lead the team",
    ),
    "p11 nobody leads": (
        TEAM + "900001,H1,no,none,2017-09-07",
        "team_member",
        "nobody leads the team",
    ),
    "p2 no source": (
        "number,urn,text,source,noted_on|9,900001,x, ,2018-03-01",
        "intelligence",
        "is empty",
    ),
    "p27 back without a reason": (
        "code,urn,on_day,stage,sponsor|L07,900001,2018-03-01,identified,",
        "talent_step",
        "a step back needs its reason",
    ),
    "p27 before one on record": (
        "code,urn,on_day,stage,sponsor|L07,900001,2018-02-19,ready,",
        "talent_step",
        "a step of 2018-02-20 is on record",
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_the_last_that_passes(every: Programme, case: str) -> None:
    answer = listed(every, *TAKEN[case], "--dry-run")
    assert answer.code == 0, answer.err


@pytest.mark.parametrize("case", REFUSED)
def test_the_first_that_is_refused(every: Programme, case: str) -> None:
    table, kind, words = REFUSED[case]
    answer = listed(every, table, kind, "--dry-run")
    assert answer.code == 65
    assert words in answer.out + answer.err


@pytest.mark.parametrize(
    ("inspected", "code"),
    [("2018-01-10", 0), ("2017-10-12", 0), ("2017-10-11", 65), ("2018-01-11", 65)],
    ids=["of the day", "90 days old", "91 days old", "to come"],
)
def test_p12_how_old_an_inspection_may_be_that_stands_for_a_baseline(
    every: Programme, inspected: str, code: int
) -> None:
    head = "URN,School name,Inspection date,Overall effectiveness\n"
    year, month, day = inspected.split("-")
    every.write("ofsted.csv", f"{head}900002,Birch Row Primary School,{day}/{month}/{year},3\n")
    every.done("import-data ofsted.csv")
    line = "record-review 900002 --stage baseline --date 2018-01-10 --waived-by-ofsted"
    answer = every.run(f"{line} {inspected}")
    assert answer.code == code, answer.err
    assert code == 0 or "cannot stand in for the baseline" in answer.err


def test_p30_a_withdrawal_on_which_nothing_was_decided_may_go(every: Programme) -> None:
    every.done("isg withdraw 2018-03-02 P04 TSA2")
    last = max(row["change"] for row in every.rows("history"))
    every.done(f"undo {last} --reason 'a slip'")


def test_p34_a_case_waits_for_the_notice_when_every_answer_is_accepted(every: Programme) -> None:
    for number in (1, 2):
        every.done(
            f"isg respond {number} --by head --text Done --evidence log --date 2018-03-1{number}"
        )
        every.done(f"isg accept {number} --date 2018-03-13")
    resolve = "escalate 900001 --stage resolved --by 'the chair' --reason x --date 2018-03-14"
    assert "notice is not complied with" in every.run(resolve).err
    every.done("notice 900001 --complied 2018-03-14")
    every.done(resolve)


def test_p5_a_first_signature_is_no_second_one(every: Programme) -> None:
    answer = every.done("agree 900002 --role head --name Somebody --date 2018-03-01")
    assert "already" not in answer.err
    every.write("again.csv", "urn,role,signed_on,name\n900002,head,2018-03-02,Somebody\n")
    again = every.done("import-data again.csv")
    assert "the head signed on 2018-03-01 already" in again.err


def test_p13_support_may_begin_the_day_after_another_ended(every: Programme) -> None:
    table = RUNS + "900001,2017-11-06,2018-03-12,TSA1,knows the area|900001,{},,TSA2,near"
    on_the_last = listed(every, table.format("2018-03-12"), "assignment", "--dry-run")
    assert "is supported by TSA1 on 2018-03-12 already" in on_the_last.out + on_the_last.err
    after = listed(every, table.format("2018-03-13"), "assignment", "--dry-run")
    assert "already" not in after.out + after.err
