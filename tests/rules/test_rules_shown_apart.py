"""Rules that the table of ways leaves to tests of their own."""

import pytest

from bleadchallenge.resources import policy_text
from builders import Programme
from rule_ways import STEP, listed, whole
from workbooks import written


@pytest.fixture
def every(programme: Programme) -> Programme:
    """A programme with a record of every kind."""
    return whole(programme)


def under(programme: Programme, old: str, new: str) -> Programme:
    """A programme under a policy with another figure."""
    text = policy_text("birmingham")
    assert old in text
    programme.write("own.toml", text.replace(old, new))
    programme.done("init --policy own.toml")
    return programme.with_schools()


def test_p16_a_dropped_action_takes_no_more_days(every: Programme) -> None:
    every.done("plan drop 900001 --action 1 --reason done")
    answer = every.run("record-days 900001 --date 2018-01-17 --days 1 --action 1")
    assert answer.code == 65
    assert "version 2 dropped it" in answer.err


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("milestone", "urn,number,action,text,due_on|900001,9,1,Three coached,2018-05-01"),
        (
            "kpi",
            (
                "urn,code,name,side,heading,unit,direction,starts_on,action|"
                "900001,SET,Sets,school,assessment,%,up,2018-01-08,1"
            ),
        ),
    ],
)
def test_p17_a_dropped_action_takes_nothing_new(every: Programme, table: str, row: str) -> None:
    every.done("plan drop 900001 --action 1 --reason done")
    answer = listed(every, row, table)
    assert answer.code == 65
    assert "version 2 dropped it" in answer.err


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("1,,", "without a word"),
        ("7,done", "has no version 7"),
        ("1,done", ""),
    ],
)
def test_p17_an_action_is_dropped_by_a_version_with_its_reason(
    every: Programme, ended: str, words: str
) -> None:
    head = "urn,number,text,theme,from_version,dropped_in,dropped_reason|900001,9,Read,teaching,1,"
    answer = listed(every, head + ended, "action")
    assert answer.code == (65 if words else 0), answer.err


def test_p19_what_was_read_is_judged_otherwise_only_with_the_reason_and_told(
    every: Programme,
) -> None:
    every.done("kpi read 900001 LESSONS --value 40 --date 2018-02-01")
    row = (
        "urn,code,name,side,heading,unit,direction,baseline,baseline_on,starts_on,tolerance|"
        "900001,LESSONS,Lessons that work,school,teaching and learning,%,up,40,2017-10-11,"
        "2017-11-06,10"
    )
    told = "2018-02-01: recoverable, before off track"
    refused = listed(every, row, "kpi")
    assert refused.code == 65
    assert told in refused.err
    assert told in listed(every, row, "kpi", "--reason agreed --dry-run").err
    assert told in every.done("kpi amend 900001 LESSONS --tolerance 10 --reason agreed").err
    last = max(row["change"] for row in every.rows("history"))
    (issued,) = every.rows(f"kpi-status --as-of 2018-02-01 --as-known {last - 1}")
    (now,) = every.rows("kpi-status --as-of 2018-02-01")
    assert (issued["status"], now["status"]) == ("off track", "recoverable")


def test_p5_a_school_withdraws_after_its_last_day_and_takes_no_new_plan(every: Programme) -> None:
    row = (
        "urn,name,state,route,reason,decided_on,withdrawn_on|"
        "900001,Alder Bank Primary School,selected,criteria,below the floor,2017-07-10,{}"
    )
    answer = listed(every, row.format("2018-01-15"), "selection")
    assert answer.code == 65
    assert "day 1 of its support was given on 2018-01-16" in answer.err
    every.done("days cancel 2 --reason 'they leave'")
    assert listed(every, row.format("2018-03-01"), "selection").code == 0
    answer = every.run("plan new 900001 --reason next")
    assert answer.code == 65
    assert "it withdrew on 2018-03-01" in answer.err
    assert every.run("plan new 900001 --reason next --as-of 2018-03-01").code == 0


def test_p35_no_alliance_was_reviewed_before_the_programme(every: Programme) -> None:
    line = "tsa-review TSA1 --outcome recommission --by 'the chair' --reason x --date 2017-01-01"
    answer = every.run(line)
    assert answer.code == 65
    assert "lies before the programme" in answer.err


def test_p4_a_school_that_is_selected_again_keeps_its_day(every: Programme) -> None:
    answer = every.done("select 900001 selected --reason 'RSC agreed again'")
    assert "as since 2017-07-10" in answer.out
    every.done("select 900001 selected --reason 'it was earlier' --as-of 2017-07-05")
    (row,) = [row for row in every.rows("show school 900001") if row["kind"] == "selection"][:1]
    assert "2017-07-05" in str(row)


def test_p29_nobody_came_before_the_conference(every: Programme) -> None:
    answer = every.run("conference attend 900001 3")
    assert answer.code == 65
    assert "2019-01-07 lies ahead" in answer.err
    assert every.run("conference attend 900001 0 --as-of 2019-01-07").code == 0


def test_p29_fewer_than_nobody_never_came(every: Programme) -> None:
    answer = every.run("conference attend 900001 --as-of 2019-03-01 -- -1")
    assert answer.code == 65
    assert "fewer than nobody" in answer.err


def test_p14_an_agreement_that_was_agreed_changes_only_by_a_variation(every: Programme) -> None:
    every.done("sla 900001 --state agreed --date 2017-11-20")
    head = "urn,alliance,version,state,on_day,days,note|900001,TSA1,"
    for row in (
        "1,agreed,2017-11-20,30,",
        "1,agreed,2017-11-10,20,",
        "2,varied,2018-02-01,30,",
        "2,agreed,2018-02-01,30,more",
        "3,varied,2018-02-01,30,more",
    ):
        assert listed(every, head + row, "agreement").code == 65, row
    assert listed(every, head + "2,varied,2018-02-01,30,more is wanted", "agreement").code == 0


def test_p14_a_draft_is_agreed_in_its_own_version(every: Programme) -> None:
    head = "urn,alliance,version,state,on_day,days,note|900001,TSA1,"
    answer = listed(every, head + "2,agreed,2018-03-01,20,", "agreement")
    assert answer.code == 65
    assert "version 2 of the agreement cannot begin as agreed" in answer.err


def test_p41_what_was_decided_is_corrected_only_with_the_reason(every: Programme) -> None:
    every.done("decide 900001 switch --case x --rationale y --date 2018-03-14")
    table = "urn,decided_on,kind,rationale,decided_by,alliance|"
    row = table + "900001,2018-03-14,switch,z; the case: x,coordinator,TSA1"
    refused = listed(every, row, "decision")
    assert refused.code == 65
    assert "corrected only with the reason" in refused.err
    every.done("import-data list.csv --kind decision --reason 'a slip of the pen'")


def test_p41_what_a_review_found_is_corrected_only_with_the_reason(every: Programme) -> None:
    every.done("record-review 900001 --stage baseline --add --judgement leadership=2")
    every.done(
        "record-review 900001 --stage midterm --date 2018-03-13 --progress good --impact good "
        "--check 'baseline 1=not met' --check 'baseline 2=met'"
    )
    kept = "urn,kpi,on_day,outcome,reason|900001,LESSONS,2018-03-14,keep,still right"
    assert listed(every, kept, "kpi_review").code == 0
    for table, kind in (
        ("urn,stage,area,level|900001,baseline,leadership,4", "judgement"),
        (
            "urn,stage,number,checked_at,outcome|900001,baseline,1,midterm,met",
            "recommendation_check",
        ),
        ("urn,kpi,on_day,outcome,reason|900001,LESSONS,2018-03-14,keep,other", "kpi_review"),
    ):
        refused = listed(every, table, kind)
        assert refused.code == 65
        assert "corrected only with the reason" in refused.err
        every.done(f"import-data list.csv --kind {kind} --reason 'a slip of the pen'")


def test_p41_what_is_added_where_nothing_stood_needs_no_reason(every: Programme) -> None:
    table = "urn,given_on,given_by,ground,comply_by|900001,2018-03-08,local authority,"
    assert listed(every, table + "s.60 (a) low standards,2018-04-30", "warning_notice").code == 0
    later = listed(every, table + "s.60 (a) low standards,2018-09-30", "warning_notice")
    assert "corrected only with the reason" in later.err
    blank = listed(every, table + "s.60 (a) low standards,", "warning_notice")
    assert "corrected only with the reason" in blank.err


def test_p41_a_milestone_is_judged_anew_and_moved_only_with_the_reason(every: Programme) -> None:
    every.done("milestone judge 900001 1 --outcome 'partly met' --evidence log --date 2018-02-02")
    table = "urn,number,action,text,due_on,outcome,evidence,judged_on|900001,1,1,Two coached,"
    judged = listed(every, table + "2018-02-01,met,log,2018-03-01", "milestone")
    assert judged.code == 0, judged.err
    moved = listed(every, table + "2018-05-01,met,log,2018-03-01", "milestone")
    assert "corrected only with the reason" in moved.err


def test_p39_a_school_stays_in_the_cohort_that_its_records_are_judged_in(every: Programme) -> None:
    table = "urn,name,state,route,reason,decided_on,cohort|"
    row = table + "900001,Alder Bank Primary School,selected,criteria,low,2017-07-10,T2"
    refused = listed(every, row, "selection")
    assert refused.code == 65
    assert "is of the first cohort, and stays there" in refused.err
    unknown = listed(every, row.replace("T2", "T9"), "selection")
    assert "names the cohort T9, which is not on record" in unknown.err
    free = table + "900003,Cedar Mount Junior School,candidate,criteria,perhaps,2017-07-10,T2"
    assert listed(every, free, "selection").code == 0
    added = max(row["change"] for row in every.rows("history") if "cohort add" in row["short"])
    answer = every.run(f"undo {added} --reason tried")
    assert answer.code == 65
    assert "selection 900003" in answer.err


def test_p34_a_stage_follows_from_advice_to_the_school_itself(every: Programme) -> None:
    line = (
        "escalate 900001 --stage 'formal review' --by 'the chair' --reason x --date 2018-03-12 "
        "--advice {}"
    )
    for other in (3, 9):
        assert every.run(line.format(other)).code == 65, other
    answer = listed(
        every, STEP + "900001,2018-03-12,formal review,the chair,x,3", "escalation_step"
    )
    assert "advice 3 was not given to Alder Bank Primary School by 2018-03-12" in answer.err
    assert (
        listed(
            every, STEP + "900002,2018-03-12,authority's notice,the chair,x,1", "escalation_step"
        ).code
        == 65
    )
    every.done(line.format(2))


def test_p22_a_decision_is_about_the_alliance_that_supports_the_school(every: Programme) -> None:
    every.done("decide 900001 switch --case x --rationale y --date 2018-03-05")
    every.done("assign-tsa 900001 TSA2 --from 2018-03-12 --reason near --despite 'the only one'")
    table = "urn,decided_on,kind,rationale,decided_by,alliance|900001,2018-03-14,switch,"
    former = listed(every, table + "why; the case: x,the chair,TSA1", "decision")
    assert former.code == 65
    assert "TSA1 does not support Alder Bank Primary School on 2018-03-14" in former.err
    now = listed(every, table + "why; the case: x,P98,TSA2", "decision")
    assert now.code == 0, now.err
    assert "nobody on record has the code P98" in now.err


def test_p16_a_day_is_disputed_with_a_word_and_a_note_tells_who_did_not_confirm(
    every: Programme,
) -> None:
    table = "number,urn,alliance,on_day,days,state,person,confirmed_by,confirmed_on,note|"
    day = table + "9,900001,TSA1,2018-01-17,1,{},,{},{},{}"
    assert listed(every, day.format("disputed", "", "", ""), "support_day").code == 65
    assert listed(every, day.format("disputed", "", "", "nobody came"), "support_day").code == 0
    again = day.replace("9,900001", "10,900001").replace("01-17", "01-18")
    for by, on in (("", ""), ("head", ""), ("", "2018-01-20")):
        noted = listed(every, again.format("confirmed", by, on, ""), "support_day")
        assert "day 10 is confirmed by nobody, or on no day" in noted.err
        every.done(f"undo {max(row['change'] for row in every.rows('history'))} --reason tried")
    whole_day = listed(every, again.format("confirmed", "head", "2018-01-20", ""), "support_day")
    assert whole_day.code == 0
    assert "by nobody" not in whole_day.err


def test_p16_the_partnership_agrees_a_variation_by_its_own_name(every: Programme) -> None:
    every.done("days vary 900001 --days 1 --by BEP --reason more")
    noted = every.done("days vary 900001 --days 1 --by ABC --reason more")
    assert "nobody on record has the code ABC" in noted.err


def test_p11_a_policy_of_smaller_teams_names_the_teams_there_are(every: Programme) -> None:
    text = policy_text("birmingham").replace("team_size = 3", "team_size = 2")
    every.write("own.toml", text)
    answer = every.run("policy set own.toml --reason fewer")
    assert answer.code == 65
    assert "a challenge team has 2 people, not 3" in answer.err


def test_p17_versions_of_a_plan_are_numbered_in_turn(every: Programme) -> None:
    table = "urn,version,made_on,reason|900001,"
    for row in ("4,2018-03-01,x", "2,2017-11-01,x", "2,2018-06-01,x"):
        assert listed(every, table + row, "plan").code == 65, row
    assert listed(every, table + "2,2018-03-01,x", "plan").code == 0


def test_p16_a_day_given_is_corrected_only_with_the_reason(every: Programme) -> None:
    table = "number,urn,alliance,on_day,days,state,person,action|"
    row = table + "1,900001,TSA1,2018-01-16,2,delivered,D1,1"
    assert listed(every, row, "support_day").code == 65
    every.done("import-data list.csv --kind support_day --reason 'two days, not one'")


def test_p16_a_confirmation_is_not_written_over_by_another(every: Programme) -> None:
    every.done("days confirm 1 --by head --date 2018-02-01")
    again = every.run("days confirm 1 --by chair --date 2018-02-02")
    assert again.code == 65
    assert "day 1 is confirmed and cannot become confirmed" in again.err
    assert "already" in every.run("days confirm 1 --by head --date 2018-02-01").err
    table = "number,urn,alliance,on_day,days,state,person,action,confirmed_on|"
    row = "1,900001,TSA1,2018-01-16,1,confirmed,D1,1,2018-02-02"
    assert listed(every, table + row, "support_day").code == 65


@pytest.mark.parametrize(
    ("line", "table", "kind"),
    [
        (
            "record-days 900001 --date 2018-01-17 --days 0",
            "number,urn,alliance,on_day,days,state|9,900001,TSA1,2018-01-17,0,delivered",
            "support_day",
        ),
        (
            "deploy L07 900002 --days 0 --date 2018-02-21",
            "code,from_school,to_school,on_day,days|L07,900001,900002,2018-02-21,0",
            "deployment",
        ),
        (
            "record-review 900001 --stage baseline --add --judgement leadership=7",
            "urn,stage,area,level|900001,baseline,leadership,7",
            "judgement",
        ),
    ],
    ids=["p16 no day", "p28 no day", "p25 no level"],
)
def test_a_figure_that_is_none_is_refused_either_way(
    every: Programme, line: str, table: str, kind: str
) -> None:
    assert every.run(line).code in (2, 65)
    assert listed(every, table, kind).code == 65


def test_p16_selected_schools_are_promised_no_more_than_there_is(programme: Programme) -> None:
    under(programme, "programme_total = 400", "programme_total = 40").selected("900001")
    programme.done("days vary 900001 --days 1 --by board --reason more --as-of 2017-07-11")
    programme.done("consult-rsc 900002 --date 2017-07-03 --outcome agreed")
    answer = programme.run("select 900002 selected --reason low --as-of 2017-07-12")
    assert answer.code == 65
    assert "would promise 41 days of its 40" in answer.err


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        ("Days of support", {"number": 1}, "only with the reason"),
        ("Targets", {"term": "T1"}, "is settled"),
        ("Session places", {"attender": "L07"}, "attended session JP1"),
        ("Withdrawals from items", {"person": "P02"}, "withdrew from an item that was decided"),
        ("Plans", {"version": 1}, "has no version 1"),
    ],
    ids=["p16 a day", "p19 a target", "p26 a place", "p30 a withdrawal", "p17 a version"],
)
def test_what_a_workbook_may_not_take_out(
    every: Programme, sheet: str, row: dict[str, object], words: str
) -> None:
    book = written(every)
    book.put(sheet, book.row_of(sheet, **row), take_out="yes")
    answer = book.imported()
    assert answer.code == 65
    assert words in answer.err + answer.out


SHEETS = {
    "RSC discussions": "consultation",
    "Selection": "selection",
    "Signatures": "signature",
    "New heads and chairs": "leadership change",
    "Warning notices": "warning notice",
    "Challenge teams": "team member",
    "Visits": "visit",
    "Reviews": "review",
    "Recommendations": "recommendation",
    "Assignments": "assignment",
    "Service agreements": "agreement",
    "Deliverers": "deliverer",
    "Variations of days": "variation",
    "Days of support": "day of support",
    "Plans": "plan",
    "Actions": "action",
    "Milestones": "milestone",
    "Indicators": "indicator",
    "Targets": "target",
    "Readings": "reading",
    "Talent": "talent step",
    "Designations gained": "designation",
    "Days for other schools": "deployment",
    "Minutes": "minute",
    "Advice": "advice",
    "Responses": "response",
    "Verdicts": "verdict",
    "Escalation": "escalation step",
    "Reviews of alliances": "commissioning review",
    "Comments": "comment",
    "Soft intelligence": "intelligence",
    "Attendance": "attendance",
    "Conference practices": "practice",
    "Conference promises": "commitment",
}


def test_p41_what_was_said_is_taken_out_only_with_the_reason(every: Programme) -> None:
    book = written(every)
    for sheet in SHEETS:
        book.put(sheet, 4, take_out="yes")
    answer = book.imported()
    assert answer.code == 65
    told = answer.out.splitlines()
    for sheet, title in SHEETS.items():
        of_sheet = [line for line in told if line.split("\t")[1] == sheet]
        assert any(
            title in line and "taken out of the record only with the reason" in line
            for line in of_sheet
        ), (sheet, of_sheet)
    assert "only with the reason" not in book.imported("--reason error").out


def test_p14_a_version_that_another_follows_is_not_taken_out(every: Programme) -> None:
    every.done("sla 900001 --state agreed --date 2017-11-20")
    every.done("sla 900001 --state varied --days 22 --date 2018-02-01 --reason more")
    book = written(every)
    book.put("Service agreements", 4, take_out="yes")
    answer = book.imported("--reason error")
    assert answer.code == 65
    assert "has no version 1" in answer.out


def test_p16_a_policy_of_fewer_days_than_were_given_is_refused(programme: Programme) -> None:
    programme.supported()
    programme.done("record-days 900001 --date 2018-01-16 --days 2")
    text = policy_text("birmingham").replace("programme_total = 400", "programme_total = 1")
    programme.write("own.toml", text)
    answer = programme.run("policy set own.toml --reason less")
    assert answer.code in (65, 78)
    assert "more than its 1 days" in answer.err
