"""Each rule of the book with a command, a row of a list and an undo that meet it.

Where one of the three cannot reach a rule, its reason stands in the place; "shown apart"
is in ``test_rules_shown_apart``.
"""

from dataclasses import dataclass

from builders import ALLIANCES, SCHOOLS, Answer, Programme, register

PEOPLE = """code,name,role,designation,school,alliance,available_days
H1,Ida Hartwood,hmi,HMI,,,
S1,Jon Sallow,system-leader,NLE,,,
S2,Kit Tannery,system-leader,NLE,,,
S3,Lou Underhay,system-leader,NLE,900001,,
P02,Moll Verity,isg-member,none,,,
P04,Ned Wexcombe,isg-member,none,,,
P05,Oda Yarrow,head,none,,,
D1,Pip Ashlar,deliverer,SLE,,TSA1,1
D2,Quin Bower,deliverer,SLE,900001,TSA1,
"""
TALENT = "code,urn,on_day,stage,sponsor\nL07,900001,2018-01-10,identified,\n"
DAYS = "number,urn,alliance,on_day,days,state,person\n"


def whole(programme: Programme) -> Programme:
    """A programme with a record of every kind that rules speak of, as of 15 March 2018."""
    return programme.remembered("a record of every kind", lambda: _build(programme))


def listed(programme: Programme, table: str, kind: str = "", options: str = "") -> Answer:
    """The import of a list whose columns and rows are parted by ``|``; its kind may be said."""
    programme.write("list.csv", table.replace("|", "\n") + "\n")
    return programme.run(f"import-data list.csv {f'--kind {kind}' if kind else ''} {options}")


def _build(programme: Programme) -> None:
    high = "900009,330,2009,3302009,Elm High School,1,,,Maintained School,0\n"
    odd = "900005,330,2005,3302005,Fern Primary School,1,,,,1\n"
    programme.write("2016-2017_330_spine.csv", register(SCHOOLS) + high + odd)
    programme.write("alliances.csv", ALLIANCES)
    programme.done("import-data 2016-2017_330_spine.csv alliances.csv")
    programme.selected().signed().baselined().assigned()
    programme.write("people.csv", PEOPLE)
    programme.write("talent.csv", TALENT)
    for line in _LINES:
        programme.done(line)


_LINES = (
    "cohort add T2 'Second tranche' --from 2018-09-01",
    "import-data people.csv",
    "import-data talent.csv",
    "consult-rsc 900009 --date 2017-07-04 --outcome agreed",
    "consult-rsc 900004 --date 2017-07-04 --outcome agreed",
    "select 900004 selected --reason low --as-of 2017-07-10",
    "consult-rsc 900002 --date 2017-07-04 --outcome agreed",
    "select 900002 selected --reason low --as-of 2017-07-10",
    "agree 900002 --role chair --new --name 'Ann Other' --date 2018-01-08",
    "select 900003 candidate --reason perhaps --as-of 2017-07-10",
    (
        "assign-challenge-team 900001 --lead H1 --member S1 --member S2 --declared 'H1: none' "
        "--declared 'S1: none' --declared 'S2: none' --from 2017-09-07"
    ),
    "visit plan 900001 --stage midterm --date 2018-03-12",
    "sla 900001 --state draft --days 20 --date 2017-11-06",
    "deliver 900001 --person D1 --work coaching --from 2017-11-06",
    "plan new 900001 --reason first --as-of 2017-11-20",
    (
        "plan action 900001 --text Coach --theme leadership --recommendation 'baseline 1' --term T2 "
        "--as-of 2017-11-21"
    ),
    "milestone add 900001 --action 1 --text 'Two coached' --due 2018-02-01 --as-of 2017-11-22",
    (
        "kpi add 900001 LESSONS --name 'Lessons that work' --side school "
        "--heading 'teaching and learning' --unit % --direction up --baseline 40 "
        "--baseline-on 2017-10-11 --starts 2017-11-06 --target T1=45 --target T2=50 --target T4=70 "
        "--action 1 --as-of 2017-11-23"
    ),
    "kpi read 900001 LESSONS --value 48 --date 2018-01-20 --n 10",
    "record-days 900001 --date 2018-01-16 --days 1 --person D1 --action 1",
    "record-days 900001 --date 2018-04-17 --days 1 --planned",
    "days vary 900001 --days 1 --by 'the chair' --reason 'a new head'",
    "isg move 2018-03-01 --to 2018-03-02 --reason snow",
    "isg attend 2018-03-02 P02 P04",
    "isg interest P04 TSA2 --nature 'works there'",
    "isg interest P02 900001 --nature governor",
    "isg withdraw 2018-03-02 P02 900001",
    "isg minute 2018-03-02 --subject 900001 --decision 'Hear the head'",
    "isg advise --meeting 2018-03-02 --to school 900001 --text 'Look at reading'",
    "isg advise --meeting 2018-02-01 --to school 900001 --text 'Look at maths'",
    "isg advise --meeting 2018-02-01 --to alliance TSA1 --text 'Come weekly'",
    "isg respond 2 --by head --text Done --evidence log --date 2018-02-08",
    "isg accept 2 --date 2018-03-01",
    "escalate 900001 --stage challenged --by 'the chair' --reason 'no word' --advice 1 --date 2018-03-05",
    "notice 900001 --given-by local-authority --ground standards --date 2018-03-08",
    "comment 900001 --by head --text 'We go on' --date 2018-03-06",
    "comment TSA2 --by lead --text 'We are near' --date 2018-03-06",
    "session add JP1 --date 2018-02-06 --topic Reading --partner 'A University' --places 1",
    "session place JP1 L07 --school 900001",
    "session attend JP1 L07",
    "conference practice 900001 --title Reading",
    "conference commit 900001 --text 'Open doors' --by 'the head'",
    "designation gain L07 NLE --school 900001 --date 2018-02-01",
    "deploy L07 900002 --days 1 --date 2018-02-20",
    "tsa-review TSA2 --reply 'We are near' --by lead --date 2018-03-07",
    "tsa-review TSA2 --outcome not --by 'the chair' --reason 'never there' --date 2018-03-08",
    "tsa-review TSA1 --reply 'We come weekly' --by lead --date 2018-03-09",
    "talent step L07 --stage developing --date 2018-02-20",
    "intelligence 900001 --text 'two heads' --source town --date 2018-01-10",
)


@dataclass(frozen=True, slots=True)
class No:
    """Why a rule cannot be reached by a way."""

    why: str


@dataclass(frozen=True, slots=True)
class Early:
    """A command that is refused as the rule says, before the book is asked."""

    line: str


LOOKED_UP = No("a command looks up whatever is named, and names only what is there")
WORKED_OUT = No("the command works the value out itself")
CHOSEN = No("the command takes only what the rule allows")
KEPT = No("an undo brings back only what kept the rule when it was recorded")
NEW = No("it is asked of what is recorded, not of what is taken back")
NAMES = No("a list is refused when it is read where it names what is not there")
NO_LIST = No("no list takes it")

Way = str | No | Early


@dataclass(frozen=True, slots=True)
class Ways:
    """A command, a row of a list (columns and rows parted by ``|``), and a command undone.

    ``#2`` after the command undone is the second of its kind.
    """

    command: Way
    row: Way
    undo: Way


PLACE = "session,attender,urn,attended,followed_up_on,follow_up,impact_on,impact|"
REVIEW = "urn,stage,held_on,progress,impact,sustainability,findings,waived_by_ofsted|"
DAY = "number,urn,alliance,on_day,days,state,person,action,confirmed_on|"
ADVICE = "number,meeting,to,subject,urn,text,due_on|"
STEP = "subject,on_day,stage,decided_by,reason,advice|"
OUTCOME = "alliance,on_day,outcome,conditions,reason,decided_by,reply|"
KPI_ROW = "urn,code,name,side,heading,unit,direction,baseline,baseline_on,starts_on|"
MADE = "urn,code,name,side,heading,unit,direction,baseline,baseline_on,starts_on,action|"
RULED_ROW = "900001,SET,Sets,school,assessment,%,up,10,2017-10-11,2017-11-06"
DECIDE = "urn,decided_on,kind,rationale,decided_by,alliance|"
TEAM = "urn,person,leads,declared,from_day|"
PERSON = "code,name,role,designation,school,alliance|"


def _policies() -> dict[str, Ways]:
    tables = ("selection", "source_file", "alliance", "person", "cohort")
    none = No("no command takes the policy away")
    return {f"P44.{table}_policy": Ways(none, NO_LIST, "init") for table in tables}


def _names() -> dict[str, Ways]:
    of_alliances = ("agreement", "assignment", "support_day", "person", "deliverer")
    of_people = ("attendance", "interest", "team_member", "withdrawal")
    undone: dict[str, Way] = {
        **dict.fromkeys(of_alliances, "import-data #1"),
        **dict.fromkeys(of_people, "import-data #2"),
        "advice_response": "isg advise --meeting 2018-02-01 --to school",
        "advice_verdict": "isg advise --meeting 2018-02-01 --to school",
        "commissioning_review": "import-data #1",
        "session_place": "session add",
        "selection": No("shown apart: nothing is of another cohort"),
    }
    return {f"P41.{table}_names": Ways(LOOKED_UP, NAMES, undo) for table, undo in undone.items()}


def _selected() -> dict[str, Ways]:
    """Commands and rows of each table whose records are of a selected school."""
    of = {
        "signature": (
            "agree 900003 --role head --name A --date 2017-09-06",
            "urn,role,signed_on,name|900003,head,2017-09-06,A",
        ),
        "team_member": (
            (
                "assign-challenge-team 900003 --lead H1 --member S1 --member S2 --declared 'H1: none' "
                "--declared 'S1: none' --declared 'S2: none'"
            ),
            TEAM + "900003,H1,yes,none,2017-09-07|900003,S1,no,none,2017-09-07"
            "|900003,S2,no,none,2017-09-07",
        ),
        "visit": (
            "visit plan 900003 --stage midterm --date 2018-03-20",
            "urn,stage,planned_on|900003,midterm,2018-03-20",
        ),
        "review": (
            "record-review 900003 --stage baseline --findings x",
            REVIEW + "900003,baseline,2017-10-11,,,,uneven,",
        ),
        "deliverer": (
            "deliver 900003 --person D1 --work x",
            "urn,person,from_day,alliance,work|900003,D1,2018-01-08,TSA1,coaching",
        ),
        "variation": (
            "days vary 900003 --days 1 --by 'the chair' --reason x",
            "urn,number,days,agreed_on,agreed_by,reason|900003,1,1,2018-01-08,the chair,more",
        ),
        "plan": (
            "plan new 900003 --reason first",
            "urn,version,made_on,reason|900003,1,2018-01-08,first",
        ),
        "action": (
            "plan action 900003 --text x --theme leadership",
            "urn,number,text,theme,from_version|900003,1,Coach,leadership,1",
        ),
        "kpi": (
            "kpi add 900003 --template RWM --baseline 40 --baseline-on 2017-09-11 --target T2=50",
            KPI_ROW + RULED_ROW.replace("900001", "900003"),
        ),
        "session_place": (
            "session place JP1 L09 --school 900003",
            PLACE + "JP1,L09,900003,no,,,,",
        ),
        "talent_step": (
            "talent step L09 --stage identified --school 900003",
            "code,urn,on_day,stage|L09,900003,2018-01-10,identified",
        ),
        "conference_practice": (
            "conference practice 900003 --title Reading",
            "urn,title|900003,Reading",
        ),
        "conference_commitment": (
            "conference commit 900003 --text x --by head",
            "number,urn,text,carried_by|9,900003,Open,head",
        ),
        "comment": (
            "comment 900003 --by head --text x",
            "subject,on_day,by,text|900003,2018-03-01,head,x",
        ),
        "advice": (
            "isg advise --meeting 2018-03-02 --to school 900003 --text x",
            ADVICE + "9,2018-03-02,school,900003,900003,x,2018-03-20",
        ),
        "escalation_step": (
            "escalate 900003 --stage reminded --by 'the chair' --reason x",
            STEP + "900003,2018-03-06,reminded,the chair,x,",
        ),
    }
    return {
        f"P4.{table}_selected": Ways(Early(line), row, "select 900001 selected")
        for table, (line, row) in of.items()
    }


def _selection() -> dict[str, Ways]:
    chosen = "urn,name,state,route,reason,decided_on|"
    asked = "urn,held_on,with_whom,outcome|"
    signed = "urn,role,signed_on,name,withdrawn_on|"
    return {
        "P2.discussed_by_now": Ways(
            "consult-rsc 900003 --date 2018-04-01 --outcome agreed",
            asked + "900003,2018-04-01,office,agreed",
            KEPT,
        ),
        "P2.outcome": Ways(
            "consult-rsc 900003 --date 2018-03-01 --outcome ' '",
            No("an empty outcome is refused when the list is read"),
            KEPT,
        ),
        "P4.discussed": Ways(
            "select 900003 selected --reason x",
            "urn,name,state,route,reason,decided_on|900003,C,selected,criteria,x,2017-07-10",
            "consult-rsc 900001",
        ),
        "P4.decided_by_now": Ways(
            WORKED_OUT,
            "urn,name,state,route,reason,decided_on|900003,C,reserve,criteria,x,2018-04-01",
            KEPT,
        ),
        "P39.cohort_days": Ways(
            "cohort add T3 Third --from 2019-09-01 --to 2018-09-01",
            "code,name,policy,from_day,to_day|T3,Third,birmingham,2019-09-01,2018-09-01",
            KEPT,
        ),
        "P39.stays": Ways(
            Early("select 900001 selected --reason x --cohort T2"),
            "urn,name,state,route,reason,decided_on,cohort|900001,Alder Bank Primary School,"
            "selected,criteria,below the floor,2017-07-10,T2",
            NEW,
        ),
        "P4.day": Ways(
            No("the command keeps the day, and asks for the reason of an earlier one"),
            "urn,name,state,route,reason,decided_on|900001,A,selected,criteria,x,2017-07-11",
            NEW,
        ),
        "P4.leaves_after": Ways(
            No("no command takes the day"),
            "urn,name,state,route,reason,decided_on,withdrawn_on|"
            "900001,A,selected,criteria,x,2017-07-10,2018-01-10",
            KEPT,
        ),
        "P4.primary": Ways(
            "select 900009 selected --reason x",
            chosen + "900009,High,selected,criteria,x,2018-03-01",
            NEW,
        ),
        "P4.number": Ways(
            No("shown in tests of counting, with a policy of one school"), No("as above"), NEW
        ),
        "P4.route": Ways(
            No("shown in the cases on the sample programme, which has results"), No("as above"), NEW
        ),
        "P5.signed_by_now": Ways(
            "agree 900002 --role head --name A --date 2018-04-01",
            signed + "900002,head,2018-04-01,A,",
            KEPT,
        ),
        "P5.named": Ways(
            "agree 900002 --role head --name ' ' --date 2018-03-01",
            No("an empty name is refused when the list is read"),
            KEPT,
        ),
        "P5.withdrawn_after": Ways(
            No("only a signature in force on the day is withdrawn"),
            signed + "900002,head,2018-03-01,A,2018-02-01",
            KEPT,
        ),
        "P5.holder": Ways(
            "agree 900002 --role chair --name Nobody --date 2018-03-01",
            signed + "900002,chair,2018-03-01,Nobody,",
            KEPT,
        ),
        "P5.once": Ways(
            "agree 900001 --role head --name Somebody --date 2018-03-01",
            signed + "900001,head,2018-03-01,Somebody,",
            No("a note is of what is recorded"),
        ),
        "P2.shareable": Ways(
            "intelligence 900001 --text x --source y --sensitivity office --shareable",
            "number,urn,noted_on,source,sensitivity,shareable,text|"
            "9,900001,2018-01-10,x,office,yes,y",
            KEPT,
        ),
        "P2.words": Ways(
            "intelligence 900001 --text ' ' --source y",
            No("an empty text is refused when the list is read"),
            KEPT,
        ),
        "P2.heard_by_now": Ways(
            "intelligence 900001 --text x --source y --date 2018-04-01",
            "number,urn,noted_on,source,sensitivity,shareable,text|"
            "9,900001,2018-04-01,x,office,no,y",
            KEPT,
        ),
    }


def _challenge() -> dict[str, Ways]:
    team = "assign-challenge-team 900002 --lead H1 --member S1 --member {} --from 2017-09-07 "
    said = "--declared 'H1: none' --declared 'S1: none' --declared '{}: none'"
    two = TEAM + "900002,H1,yes,none,2017-09-07|900002,S1,no,none,2017-09-07|"
    review = "record-review 900001 --stage {} --date {} "
    decide = DECIDE + "900001,{},{},{},the chair,TSA1"
    return {
        "P11.complete": Ways(
            "assign-challenge-team 900002 --lead H1 --member S1 --declared 'H1: none' "
            "--declared 'S1: none'",
            two.rstrip("|"),
            No("a team comes and goes in one change"),
        ),
        "P11.may_sit": Ways(
            team.format("D1") + said.format("D1"),
            two + "900002,D1,no,none,2017-09-07",
            No("people come in one change, on which their whole team rests"),
        ),
        "P11.no_conflict": Ways(
            "assign-challenge-team 900001 --lead H1 --member S1 --member S3 --reason x "
            + said.format("S3"),
            TEAM + "900001,H1,yes,none,2017-09-07|900001,S1,no,none,2017-09-07|"
            "900001,S3,no,none,2017-09-07",
            NEW,
        ),
        "P11.declared": Ways(
            team.format("S2") + "--declared 'H1: none'",
            two + "900002,S2,no,,2017-09-07",
            KEPT,
        ),
        "P11.has_held": Ways(
            No("a command puts another team in the place of one"),
            No("a list takes nobody off a team"),
            "assign-challenge-team 900001",
        ),
        "P11.kept_by_now": Ways(
            "visit keep 900001 --stage midterm --date 2018-04-01",
            "urn,stage,planned_on,kept_on|900001,midterm,2018-03-12,2018-04-01",
            KEPT,
        ),
        "P11.in_turn": Ways(
            No("the visits of the record of every kind have no earlier one that was kept"),
            "urn,stage,planned_on,kept_on|900001,baseline,2018-03-02,2018-03-02"
            "|900001,midterm,2018-03-12,2018-03-01",
            KEPT,
        ),
        "P12.held_by_now": Ways(
            "record-review 900002 --stage baseline --date 2018-04-01 --findings x",
            REVIEW + "900002,baseline,2018-04-01,,,,uneven,",
            KEPT,
        ),
        "P12.waiver": Ways(
            "record-review 900002 --stage baseline --date 2018-01-10 --waived-by-ofsted 2017-12-01",
            REVIEW + "900002,baseline,2018-01-10,,,,,2017-12-01",
            No("shown by the undo of the inspections, in tests of the walk"),
        ),
        "P12.says_something": Ways(
            "record-review 900002 --stage baseline --date 2018-01-10",
            REVIEW + "900002,baseline,2018-01-10,,,,,",
            No("a review and its findings come in one change"),
        ),
        "P21.in_order": Ways(
            "record-review 900002 --stage midterm --date 2018-03-12 --progress good --impact good",
            REVIEW + "900002,midterm,2018-03-12,good,good,,x,",
            No("the assignment's own rule is named first; shown in tests of what rests on what"),
        ),
        "P21.rated": Ways(
            review.format("midterm", "2018-03-12"),
            REVIEW + "900001,midterm,2018-03-12,,,,x,",
            KEPT,
        ),
        "P24.terms": Ways(
            review.format("final", "2018-03-12") + "--progress good --impact good "
            "--sustainability good --recommendation x",
            REVIEW + "900001,final,2018-03-12,good,good,good,x,",
            KEPT,
        ),
        "P24.looks_ahead": Ways(
            review.format("final", "2018-03-12") + "--progress good --impact good",
            REVIEW + "900001,final,2018-03-12,good,good,,x,",
            KEPT,
        ),
        "P12.recommendation_of_a_review": Ways(
            LOOKED_UP,
            "urn,stage,number,text|900002,baseline,1,x",
            No("a review and what it found come in one change"),
        ),
        "P12.judgement_of_a_review": Ways(
            LOOKED_UP,
            "urn,stage,area,level|900002,baseline,leadership,2",
            No("a review and what it found come in one change"),
        ),
        "P12.recommendation_check_of_a_review": Ways(
            LOOKED_UP,
            "urn,stage,number,checked_at,outcome|900001,baseline,1,midterm,met",
            No("a review and its checks come in one change"),
        ),
        "P21.of_a_recommendation": Ways(
            LOOKED_UP,
            "urn,stage,number,checked_at,outcome|900001,baseline,9,midterm,met",
            No("the review that recommends is named first"),
        ),
        "P25.area": Ways(
            Early("record-review 900001 --stage baseline --add --judgement cooking=2"),
            "urn,stage,area,level|900001,baseline,cooking,2",
            KEPT,
        ),
        "P25.level": Ways(
            No("the command takes 1 to 4"), No("a list takes 1 to 4 when it is read"), KEPT
        ),
        "P22.by_now": Ways(
            "decide 900001 switch --case x --rationale y --date 2018-04-01",
            decide.format("2018-04-01", "switch", "y; the case: x"),
            KEPT,
        ),
        "P22.decided_by": Ways(
            No("the author of the change decided"),
            DECIDE + "900001,2018-03-14,switch,why; the case: x,P99,TSA1",
            NEW,
        ),
        "P22.rationale": Ways(
            "decide 900001 switch --case x --rationale ' ' --date 2018-03-01",
            No("an empty rationale is refused when the list is read"),
            KEPT,
        ),
        "P22.after_midterm": Ways(
            "decide 900001 continue --rationale y --date 2018-03-01",
            decide.format("2018-03-01", "continue", "y"),
            No("shown on the sample programme, where a mid-term is undone"),
        ),
        "P22.once": Ways(
            No("shown in tests of reviews: it needs a mid-term that was decided on"),
            No("as above"),
            KEPT,
        ),
        "P47.case": Ways(
            "decide 900001 switch --rationale y --date 2018-03-01",
            decide.format("2018-03-01", "switch", "y"),
            No("shown on the sample programme, where a mid-term is undone"),
        ),
        "P22.about_an_alliance": Ways(
            Early("decide 900002 switch --case x --rationale y --date 2018-03-01"),
            DECIDE + "900002,2018-03-01,switch,y; the case: x,the chair,TSA1",
            No("the review that rests on the same assignment is named first"),
        ),
        "P22.switch_ends": Ways(
            No("the command ends the support itself"),
            No("a list ends the support itself"),
            No("shown on the sample programme, where the successor is undone"),
        ),
        "P22.adjusts_plan": Ways(
            No("the command opens the version itself"),
            No("a list opens the version itself"),
            No("a decision and its version come in one change"),
        ),
    }


def _support() -> dict[str, Ways]:
    sla = "urn,alliance,version,state,on_day,days|"
    who = "urn,person,from_day,alliance,work|"
    given = DAY + "9,900001,TSA1,{},{},{},{},{},{}"
    vary = "urn,number,days,agreed_on,agreed_by,reason|900001,9,{},2018-03-01,{},x"
    assign = "urn,from_day,to_day,alliance,reason|"
    return {
        "P13.gate": Ways(
            "assign-tsa 900002 TSA1 --from 2018-01-08 --reason x",
            assign + "900002,2018-01-08,,TSA1,x",
            "agree 900001",
        ),
        "P13.one_at_a_time": Ways(
            "assign-tsa 900001 TSA2 --from 2018-01-08 --reason x --despite y",
            assign + "900001,2018-01-08,,TSA1,x",
            No("shown on the sample programme, where a switch is undone"),
        ),
        "P13.ends_after": Ways(
            WORKED_OUT, assign + "900001,2017-11-06,2017-11-01,TSA1,knows the area", KEPT
        ),
        "P13.end_reason": Ways(
            WORKED_OUT,
            assign + "900001,2017-11-06,2018-07-20,TSA1,knows the area",
            No("a note is of what is recorded"),
        ),
        "P13.not_its_own": Ways(
            "assign-tsa 900004 TSA1 --from 2018-01-08 --reason x",
            assign + "900004,2018-01-08,,TSA1,x",
            No("an alliance that supports is taken back with what names it"),
        ),
        "P13.reason": Ways(
            "assign-tsa 900002 TSA1 --from 2018-01-08",
            No("an empty reason is refused when the list is read"),
            KEPT,
        ),
        "P35.binds": Ways(
            "assign-tsa 900002 TSA2 --from 2018-03-12 --reason near",
            assign + "900002,2018-03-12,,TSA2,near",
            NEW,
        ),
        "P14.assigned": Ways(
            "sla 900001 --state draft --tsa TSA2 --days 20",
            sla + "900001,TSA2,1,draft,2018-01-08,20",
            "assign-tsa 900001",
        ),
        "P14.by_now": Ways(
            "sla 900001 --state agreed --date 2018-04-01",
            sla + "900001,TSA1,1,agreed,2018-04-01,20",
            KEPT,
        ),
        "P14.days": Ways(
            "sla 900001 --state draft --days 0 --date 2018-03-01",
            sla + "900001,TSA1,2,draft,2018-01-08,0",
            KEPT,
        ),
        "P14.in_turn": Ways(
            WORKED_OUT,
            "urn,alliance,version,state,on_day,days,note|900001,TSA1,3,varied,2018-02-01,30,more",
            No("shown apart, where an agreement has two versions"),
        ),
        "P14.reason": Ways(
            "sla 900001 --state ended --date 2018-03-01",
            sla + "900001,TSA1,1,ended,2018-03-01,20",
            KEPT,
        ),
        "P15.assigned": Ways(
            "deliver 900001 --person S1 --work x --from 2017-10-20",
            who + "900001,S1,2018-01-08,TSA2,coaching",
            NEW,
        ),
        "P15.once": Ways(
            "deliver 900001 --person D1 --work x --from 2018-01-08",
            who + "900001,D1,2018-01-08,TSA1,coaching",
            NEW,
        ),
        "P15.days_left": Ways(
            "deliver 900001 --person D1 --work x --from 2018-01-08",
            who + "900001,D1,2018-01-08,TSA1,coaching",
            NEW,
        ),
        "P14.step_by_step": Ways(
            "sla 900001 --state varied --days 22 --reason x",
            sla + "900001,TSA1,1,ended,2018-01-08,20|900001,TSA1,2,agreed,2018-01-09,20",
            NEW,
        ),
        "P13.capacity_days": Ways(
            No("alliances come in a list"),
            "code,name,capacity_days|TSA1,Larkhill Teaching School Alliance,-5",
            KEPT,
        ),
        "P15.available_days": Ways(
            No("people come in a list"),
            "code,name,role,available_days|D1,Pip Ashlar,deliverer,-1",
            KEPT,
        ),
        "P15.support_day_from_outside": Ways(
            "record-days 900001 --date 2018-01-17 --days 1 --person D2",
            DAY + "9,900001,TSA1,2018-01-17,1,delivered,D2,,",
            No("people come in one change, on which who delivers rests"),
        ),
        "P15.deliverer_from_outside": Ways(
            "deliver 900001 --person D2 --work x",
            who + "900001,D2,2018-01-08,TSA1,coaching",
            No("people come in one change, on which who delivers rests"),
        ),
        "P15.in_order": Ways(
            "deliver 900001 --person D1 --work x --from 2018-01-08 --to 2018-01-01",
            "urn,person,from_day,to_day,alliance,work|900001,D1,2018-01-08,2018-01-01,TSA1,x",
            KEPT,
        ),
        "P16.by_now": Ways(
            "record-days 900001 --date 2018-04-10 --days 1",
            given.format("2018-04-10", 1, "delivered", "", "", ""),
            KEPT,
        ),
        "P16.gate": Ways(
            "record-days 900002 --date 2018-01-16 --days 1",
            DAY + "9,900002,TSA1,2018-01-16,1,delivered,,,",
            "agree 900001",
        ),
        "P16.quarter": Ways(
            No("the command takes quarters from one on"),
            No("a list takes quarters from one on when it is read"),
            KEPT,
        ),
        "P17.support_day_action": Ways(
            "record-days 900001 --date 2018-01-17 --days 1 --action 7",
            given.format("2018-01-17", 1, "delivered", "", 7, ""),
            "plan action 900001",
        ),
        "P16.corrected": Ways(
            No("no command writes over it"), DAY + "1,900001,TSA1,2018-01-16,3,delivered,D1,1,", NEW
        ),
        "P16.next_state": Ways(
            "days dispute 2 --reason x",
            DAY + "1,900001,TSA1,2018-01-16,1,planned,D1,1,",
            NEW,
        ),
        "P16.confirmed_after": Ways(
            "days confirm 1 --by head --date 2018-01-15",
            DAY + "1,900001,TSA1,2018-01-16,1,confirmed,D1,1,2018-01-15",
            KEPT,
        ),
        "P16.disputed": Ways(
            No("the command asks for the reason"),
            DAY + "1,900001,TSA1,2018-01-16,1,disputed,D1,1,",
            KEPT,
        ),
        "P16.confirmed_by": Ways(
            WORKED_OUT,
            DAY + "1,900001,TSA1,2018-01-16,1,confirmed,D1,1,2018-01-20",
            KEPT,
        ),
        "P16.released": Ways(
            "record-days 900001 --date 2018-04-18 --days 20 --planned",
            given.format("2018-04-18", 20, "planned", "", "", ""),
            No("shown on the sample programme, where a decision is undone"),
        ),
        "P16.variation_released": Ways(
            "days vary 900001 --days -10 --by 'the chair' --reason x",
            vary.format(-10, "BEP"),
            No("shown on the sample programme, where a decision is undone"),
        ),
        "P16.variation_agreed": Ways(
            "days vary 900001 --days 1 --by ' ' --reason x",
            vary.format(0, "BEP"),
            KEPT,
        ),
        "P16.variation_by_now": Ways(
            "days vary 900001 --days 1 --by BEP --reason x --date 2018-04-10",
            "urn,number,days,agreed_on,agreed_by,reason|900001,2,1,2018-04-10,BEP,x",
            KEPT,
        ),
        "P16.variation_agreed_by": Ways(
            "days vary 900001 --days 1 --by P99 --reason x",
            vary.format(1, "P99"),
            NEW,
        ),
        "P16.variation_total": Ways(
            "days vary 900001 --days 500 --by 'the chair' --reason x", vary.format(500, "BEP"), KEPT
        ),
        "P16.selection_total": Ways(
            No("shown apart: it needs another policy"),
            No("as above"),
            NEW,
        ),
        "P50.products": Ways(
            No("shown in tests of days: it needs ten days on record"),
            No("as above"),
            No("as above"),
        ),
        "P16.total": Ways(
            No("shown apart: it needs another policy"),
            No("as above"),
            No("as above"),
        ),
        "P16.school_day": Ways(
            "record-days 900001 --date 2018-01-13 --days 1",
            given.format("2018-01-13", 1, "delivered", "", "", ""),
            No("a note is of what is recorded"),
        ),
        "P16.once": Ways(
            "record-days 900001 --date 2018-01-16 --days 1 --person D1",
            given.format("2018-01-16", 1, "delivered", "D1", "", ""),
            No("a note is of what is recorded"),
        ),
        "P15.available": Ways(
            "record-days 900001 --date 2018-01-18 --days 1 --person D1",
            given.format("2018-01-18", 1, "delivered", "D1", "", ""),
            No("a note is of what is recorded"),
        ),
    }


def _plans() -> dict[str, Ways]:
    actions = "urn,number,text,theme,recommendation,term,from_version|"
    milestone = "urn,number,action,text,due_on,outcome,judged_on,evidence|"
    target = "urn,kpi,term,value|"
    reading = "urn,kpi,on_day,value,n|"
    read = "kpi read 900001 LESSONS --value {} --date {} "
    return {
        "P17.in_turn": Ways(
            "plan new 900001 --reason next --as-of 2017-11-19",
            "urn,version,made_on,reason|900001,3,2018-03-01,next",
            No("the version before has actions, which are named first"),
        ),
        "P17.versions": Ways(WORKED_OUT, actions + "900001,9,x,leadership,,,7", "plan new 900001"),
        **{
            f"P17.{table}_not_dropped": Ways(
                No("shown apart: it needs an action that was dropped"), No("as above"), NEW
            )
            for table in ("support_day", "milestone", "kpi")
        },
        "P17.term": Ways(
            Early("plan action 900001 --text x --theme leadership --term T9"),
            actions + "900001,9,x,leadership,,T9,1",
            KEPT,
        ),
        "P36.recommendation": Ways(
            Early("plan action 900001 --text x --theme leadership --recommendation 'baseline 9'"),
            actions + "900001,9,x,leadership,baseline 9,,1",
            "record-review 900001",
        ),
        "P17.milestone_action": Ways(
            Early("milestone add 900001 --action 9 --text x --due 2018-04-01"),
            milestone + "900001,9,9,x,2018-04-01,,,",
            "plan action 900001",
        ),
        "P18.evidence": Ways(
            "milestone judge 900001 1 --outcome met --date 2018-02-02",
            milestone + "900001,1,1,Two coached,2018-02-01,met,2018-02-02,",
            KEPT,
        ),
        "P18.judged_by_now": Ways(
            "milestone judge 900001 1 --outcome met --evidence x --date 2018-04-02",
            milestone + "900001,1,1,Two coached,2018-02-01,met,2018-04-02,x",
            KEPT,
        ),
        "P18.judged_on": Ways(
            WORKED_OUT, milestone + "900001,1,1,Two coached,2018-02-01,not met,,", NEW
        ),
        "P18.in_programme": Ways(
            "milestone add 900001 --action 1 --text x --due 2030-01-01",
            milestone + "900001,9,1,x,2030-01-01,,,",
            No("a note is of what is recorded"),
        ),
        "P19.sound": Ways(
            Early("kpi target 900001 LESSONS T3=300 --reason x"),
            KPI_ROW.replace("|", ",measure|") + RULED_ROW + ",NONSENSE",
            No("an indicator and its targets come in one change"),
        ),
        **{
            f"P19.{code}": Ways(
                No("shown apart: it needs a reading that is judged otherwise"), No("as above"), NEW
            )
            for code in ("judged_otherwise", "judged_alike")
        },
        "P19.measured_by_now": Ways(
            "kpi amend 900001 LESSONS --baseline 40 --baseline-on 2018-03-20 --reason x",
            KPI_ROW + "900001,SET,Sets,school,assessment,%,up,10,2018-03-20,2017-11-06",
            KEPT,
        ),
        "P17.kpi_action": Ways(
            "kpi amend 900001 LESSONS --action 9 --reason x",
            MADE + RULED_ROW + ",9",
            "plan action 900001",
        ),
        "P19.kpi_target_of_an_indicator": Ways(
            LOOKED_UP, target + "900001,NONE,T3,30", No("targets come with their indicator")
        ),
        "P19.kpi_reading_of_an_indicator": Ways(
            LOOKED_UP, reading + "900001,NONE,2018-01-22,30,", "kpi add 900001"
        ),
        "P19.kpi_review_of_an_indicator": Ways(
            LOOKED_UP,
            "urn,kpi,on_day,outcome,reason|900001,NONE,2018-03-01,keep,x",
            No("shown on the sample programme"),
        ),
        "P19.term": Ways(
            Early("kpi target 900001 LESSONS T9=30 --reason x"),
            target + "900001,LESSONS,T9,30",
            KEPT,
        ),
        "P19.past_target": Ways(
            "kpi target 900001 LESSONS T1=41 --reason x",
            target + "900001,LESSONS,T1,41",
            NEW,
        ),
        "P19.past_target_kept": Ways(
            No("no command takes a target away"),
            No("the workbook takes a target out; shown apart"),
            No("what an undo takes back was promised in error"),
        ),
        "P23.by_now": Ways(
            "kpi retire 900001 LESSONS --reason x --date 2018-04-10",
            "urn,kpi,on_day,outcome,reason|900001,LESSONS,2018-04-10,keep,x",
            KEPT,
        ),
        "P23.retired": Ways(
            WORKED_OUT, "urn,kpi,on_day,outcome,reason|900001,LESSONS,2018-03-01,retire,x", KEPT
        ),
        "P20.by_now": Ways(
            read.format(50, "2018-04-02"), reading + "900001,LESSONS,2018-04-02,50,", KEPT
        ),
        "P20.unit": Ways(
            Early(read.format(500, "2018-03-02")), reading + "900001,LESSONS,2018-03-02,500,", KEPT
        ),
        "P20.in_force": Ways(
            read.format(50, "2017-10-12"), reading + "900001,LESSONS,2017-10-12,50,", KEPT
        ),
        "P20.counted": Ways(
            No("shown in the cases on the sample programme, which counts days"),
            No("as above"),
            NEW,
        ),
        "P20.count": Ways(
            read.format(50, "2018-03-02") + "--n -1",
            No("a list takes 0 or more when it is read"),
            KEPT,
        ),
        "P20.added": Ways(
            Early(read.format(53, "2018-01-20")),
            No("a list never writes a reading over another"),
            NEW,
        ),
    }


def _leadership() -> dict[str, Ways]:
    session = "code,held_on,topic,partner,places|"
    add = "session add JP2 --date {} --topic x --partner {} --places {}"
    gained = "code,urn,designation,gained_on,lost_on|"
    gave = "code,from_school,to_school,on_day,days|"
    followed = PLACE + "JP1,L07,900001,{},{},{},{},{}"
    return {
        "P26.terms": Ways(
            add.format("2017-11-07", "Outside", 2),
            session + "JP2,2017-11-07,x,Outside,2",
            KEPT,
        ),
        "P26.partner": Ways(
            add.format("2018-02-07", "TSA1", 2), session + "JP2,2018-02-07,x,TSA1,2", NEW
        ),
        "P26.places": Ways(
            add.format("2018-02-07", "Outside", 0),
            session + "JP1,2018-02-06,Reading,A University,0",
            KEPT,
        ),
        "P26.place": Ways(
            "session place JP1 L08 --school 900002",
            PLACE + "JP1,L08,900002,no,,,,",
            No("a session and its size come in one change"),
        ),
        "P26.attender": Ways(
            Early("session place JP1 'Hester Quayle' --school 900002"),
            PLACE + "JP1,Hester Quayle,900002,no,,,,",
            KEPT,
        ),
        "P26.follow_up": Ways(
            "session impact JP1 L07 --text x --date 2018-03-01",
            followed.format("yes", "", "", "2018-03-01", "x"),
            KEPT,
        ),
        "P26.freed": Ways(
            "session free JP1 L07",
            No("the workbook frees a place; shown apart"),
            No("an undo takes back the attendance first"),
        ),
        "P26.attended": Ways(
            "session follow-up JP1 L07 --text x --date 2018-02-01",
            followed.format("yes", "2018-02-01", "x", "", ""),
            KEPT,
        ),
        "P27.codes": Ways(
            Early("talent step 'Hester Quayle' --stage identified --school 900001"),
            "code,urn,on_day,stage|Hester,900001,2018-02-01,identified",
            KEPT,
        ),
        "P27.by_now": Ways(
            "talent step L07 --stage developing --date 2018-04-01",
            "code,urn,on_day,stage|L07,900001,2018-04-01,developing",
            KEPT,
        ),
        "P27.one_step": Ways(
            "talent step L07 --stage deployed --date 2018-03-01",
            "code,urn,on_day,stage|L07,900001,2018-03-01,deployed",
            "import-data #3",
        ),
        "P27.back": Ways(
            "talent step L07 --stage identified --date 2018-03-01",
            "code,urn,on_day,stage|L07,900001,2018-03-01,identified",
            NEW,
        ),
        "P27.in_order": Ways(
            "talent step L07 --stage identified --date 2018-01-20",
            "code,urn,on_day,stage|L07,900001,2018-01-20,identified",
            NEW,
        ),
        "P28.code": Ways(
            Early("designation gain 'Hester Quayle' NLE --school 900001 --date 2018-02-01"),
            gained + "Hester Quayle,900001,NLE,2018-02-01,",
            KEPT,
        ),
        "P28.designation": Ways(
            "designation gain L07 none --school 900001 --date 2018-02-01",
            gained + "L07,900001,none,2018-02-01,",
            KEPT,
        ),
        "P28.deployed": Ways(
            Early("deploy 'Hester Quayle' 900002 --from 900001 --days 1 --date 2018-02-20"),
            gave + "Hester Quayle,900001,900002,2018-02-21,1",
            KEPT,
        ),
        "P28.quarter": Ways(
            No("the command takes quarters from one on"),
            No("a list takes quarters from one on when it is read"),
            KEPT,
        ),
        "P28.another_school": Ways(
            "deploy L07 900001 --days 1 --date 2018-02-21",
            gave + "L07,900001,900001,2018-02-21,1",
            KEPT,
        ),
        "P29.carried_by": Ways(
            "conference commit 900001 --text x --by ' '",
            No("an empty name is refused when the list is read"),
            KEPT,
        ),
        "P29.kept_by_now": Ways(
            "conference keep 1 --date 2018-04-01",
            "number,urn,text,carried_by,kept_on|1,900001,Open doors,the head,2018-04-01",
            KEPT,
        ),
        "P29.held": Ways("conference attend 900001 3", "urn,title,attended|900001,Reading,3", KEPT),
        "P29.attended": Ways(
            No("a figure below 0 is written after --, which ends options; shown apart"),
            No("a list takes 0 or more when it is read"),
            KEPT,
        ),
    }


def _scrutiny() -> dict[str, Ways]:
    minute = "meeting,number,subject,decision|"
    moved = "planned_on,moved_to,reason|"
    answer = "advice,on_day,by,text,evidence|"
    verdict = "advice,on_day,accepted,note|"
    comment = "subject,on_day,by,text|"
    held = {
        "attendance": ("isg attend {} P04", "meeting,person|{},P04"),
        "withdrawal": ("isg withdraw {} P04 900001", "meeting,person,subject|{},P04,900001"),
        "minute": ("isg minute {} --decision x", minute + "{},9,,x"),
        "advice": (
            "isg advise --meeting {} --to partnership --text x",
            ADVICE + "9,{},partnership,,,x,2018-06-01",
        ),
    }
    found = {}
    for table, (line, row) in held.items():
        found[f"P30.{table}_of_a_meeting"] = Ways(
            line.format("2018-03-06"), row.format("2018-03-06"), "isg move"
        )
        found[f"P30.{table}_by_now"] = Ways(
            line.format("2018-03-29"), row.format("2018-03-29"), KEPT
        )
    for table, row in (("attendance", "2018-03-02,P05"), ("withdrawal", "2018-03-02,P05,900001")):
        head = "meeting,person,subject|" if table == "withdrawal" else "meeting,person|"
        found[f"P30.{table}_by_a_member"] = Ways(
            No("the command finds the person among the group's members"),
            head + row,
            No("people come in one change, on which the attendance rests"),
        )
    nobody = No("an undo of a file that names the school is shown in tests of the walk")
    subjects = {
        "withdrawal": (
            "isg withdraw 2018-03-02 P04 XX",
            "meeting,person,subject|2018-03-02,P04,XX",
        ),
        "interest": ("isg interest P04 XX --nature x", "person,subject,nature|P04,XX,x"),
        "minute": ("isg minute 2018-03-02 --subject XX --decision x", minute + "2018-03-02,9,XX,x"),
        "escalation_step": (
            "escalate XX --stage reminded --by 'the chair' --reason x",
            STEP + "XX,2018-03-06,reminded,the chair,x,",
        ),
        "comment": ("comment XX --by head --text x", comment + "XX,2018-03-01,head,x"),
    }
    for table, (line, row) in subjects.items():
        undo = "import-data #1" if table == "comment" else nobody
        found[f"P30.{table}_subject"] = Ways(Early(line), row, undo)
    for table in ("minute", "advice"):
        line, row = held[table]
        found[f"P30.{table}_interests"] = Ways(
            "isg minute 2018-03-02 --subject TSA2 --decision x"
            if table == "minute"
            else "isg advise --meeting 2018-03-02 --to alliance TSA2 --text x",
            minute + "2018-03-02,9,TSA2,x"
            if table == "minute"
            else ADVICE + "9,2018-03-02,alliance,TSA2,,x,2018-06-01",
            NEW,
        )
        found[f"P30.{table}_attendance"] = Ways(
            "isg minute 2018-02-15 --subject 900001 --decision x"
            if table == "minute"
            else "isg advise --meeting 2018-02-15 --to school 900001 --text x",
            minute + "2018-02-15,9,900001,x"
            if table == "minute"
            else ADVICE + "9,2018-02-15,school,900001,900001,x,2018-06-01",
            No("a note is of what is recorded"),
        )
    return found | {
        "P30.move_reason": Ways(
            "isg move 2018-03-29 --to 2018-03-28",
            No("an empty reason is refused when the list is read"),
            KEPT,
        ),
        "P30.planned": Ways(
            Early("isg move 2018-03-28 --to 2018-03-27 --reason x"),
            moved + "2018-03-28,2018-03-27,x",
            NEW,
        ),
        "P30.odd_day": Ways(
            "isg move 2018-03-29 --to 2018-03-31 --reason x",
            moved + "2018-03-29,2018-03-31,x",
            No("a note is of what is recorded"),
        ),
        "P30.one_a_day": Ways(
            "isg move 2018-03-29 --to 2018-03-15 --reason x",
            moved + "2018-03-29,2018-03-15,x",
            No("shown in tests of the calendar"),
        ),
        "P30.withdrawal_kept": Ways(
            No("no command takes a withdrawal away"),
            No("the workbook takes a withdrawal out; shown apart"),
            "isg withdraw",
        ),
        "P32.to_whom": Ways(
            No("the command finds whom it is for"),
            ADVICE + "9,2018-03-02,partnership,900001,,x,2018-06-01",
            "import-data #1",
        ),
        "P32.text": Ways(
            "isg advise --meeting 2018-03-02 --to partnership --text ' '",
            No("an empty text is refused when the list is read"),
            KEPT,
        ),
        "P32.due": Ways(
            "isg advise --meeting 2018-03-02 --to partnership --text x --due 2018-03-02",
            ADVICE + "9,2018-03-02,partnership,,,x,2018-03-02",
            KEPT,
        ),
        "P32.answer_after": Ways(
            "isg respond 1 --by head --text x --evidence y --date 2018-02-01",
            answer + "1,2018-02-01,head,x,y",
            No("the advice is named first, which goes with its number"),
        ),
        "P32.refused": Ways(
            "isg accept 1 --reject --date 2018-03-10", verdict + "1,2018-03-10,no,", KEPT
        ),
        "P32.verdict_after": Ways(
            "isg accept 1 --date 2018-02-01",
            verdict + "1,2018-02-01,yes,",
            No("the advice is named first, which goes with its number"),
        ),
        "P32.answered_first": Ways(
            "isg accept 1 --date 2018-03-10", verdict + "1,2018-03-10,yes,", "isg respond"
        ),
        "P35.words": Ways(
            "comment 900001 --by head --text ' '",
            No("an empty text is refused when the list is read"),
            KEPT,
        ),
        "P35.said_by_now": Ways(
            "comment 900001 --by head --text x --date 2018-04-01",
            comment + "900001,2018-04-01,head,x",
            KEPT,
        ),
    }


def _escalation() -> dict[str, Ways]:
    notice = "urn,given_on,given_by,ground,comply_by|"
    step = "escalate {} --stage {} --by {} --date {} "
    return {
        "P34.by_now": Ways(
            step.format("900001", "referred", "'the chair'", "2018-04-01") + "--reason x",
            STEP + "900001,2018-04-01,referred,the chair,x,1",
            KEPT,
        ),
        "P34.notice": Ways(
            step.format("900002", "notice", "'the chair'", "2018-03-12") + "--reason x",
            STEP + "900002,2018-03-12,the authority's notice,the chair,x,",
            No("a notice and its stage come in one change"),
        ),
        "P34.advised": Ways(
            step.format("900002", "reminded", "'the chair'", "2018-03-12") + "--reason x",
            STEP + "900002,2018-03-12,reminded,the chair,x,",
            "isg advise --meeting 2018-03-02",
        ),
        "P34.one_a_day": Ways(
            step.format("900001", "referred", "'the chair'", "2018-03-05") + "--reason x",
            STEP + "900001,2018-03-05,formal review,the chair,x,1",
            KEPT,
        ),
        "P34.follows": Ways(
            step.format("900004", "resolved", "'the chair'", "2018-03-12") + "--reason x",
            STEP + "900004,2018-03-12,resolved,the chair,x,",
            No("shown on the sample programme, where the stage before is undone"),
        ),
        "P34.resolved": Ways(
            step.format("900001", "resolved", "'the chair'", "2018-03-12") + "--reason x",
            STEP + "900001,2018-03-12,resolved,the chair,x,1",
            No("shown on the sample programme, where a verdict is undone"),
        ),
        "P34.in_order": Ways(
            step.format("900001", "referred", "'the chair'", "2018-03-04") + "--reason x",
            STEP + "900001,2018-03-04,formal review,the chair,x,1",
            NEW,
        ),
        "P34.known_kind": Ways(
            "notice 900005 --given-by local-authority --ground standards --date 2018-03-01",
            notice + "900005,2018-03-01,local authority,s.60 (a) low standards,",
            No("a note is of what is recorded"),
        ),
        "P34.reason": Ways(
            step.format("900001", "referred", "'the chair'", "2018-03-12"),
            No("an empty reason is refused when the list is read"),
            KEPT,
        ),
        "P34.decided_by": Ways(
            step.format("900001", '"formal review"', "P99", "2018-03-12") + "--reason x",
            STEP + "900001,2018-03-12,formal review,P99,x,1",
            NEW,
        ),
        "P34.given_by_now": Ways(
            "notice 900002 --given-by local-authority --ground standards --date 2018-04-01",
            notice + "900002,2018-04-01,local authority,s.60 (a) low standards,",
            KEPT,
        ),
        "P34.complied": Ways(
            "notice 900001 --complied 2018-04-01",
            "urn,given_on,given_by,ground,comply_by,complied_on|900001,2018-03-08,local authority,"
            "s.60 (a) low standards,,2018-03-01",
            KEPT,
        ),
        "P34.looked_up_by_now": Ways(
            No("no command takes a look-up"),
            "urn,looked_up_on,source|900001,2018-04-01,register",
            KEPT,
        ),
        "P34.comply_by": Ways(
            "notice 900002 --given-by local-authority --ground standards --date 2018-03-01 "
            "--comply-by 2018-03-01",
            notice + "900002,2018-03-01,local authority,s.60 (a) low standards,2018-03-01",
            KEPT,
        ),
        "P34.lawful": Ways(
            "notice 900002 --given-by local-authority --ground funding-agreement",
            notice + "900002,2018-03-01,local authority,funding agreement,",
            NEW,
        ),
        "P35.by_now": Ways(
            "tsa-review TSA1 --outcome recommission --by 'the chair' --reason x --date 2018-04-01",
            OUTCOME + "TSA1,2018-04-01,recommission,,x,the chair,",
            KEPT,
        ),
        "P35.heard": Ways(
            "tsa-review TSA2 --outcome not --by 'the chair' --reason x",
            OUTCOME + "TSA1,2018-03-01,not,,x,the chair,",
            KEPT,
        ),
        "P35.conditions": Ways(
            "tsa-review TSA1 --outcome conditions --by 'the chair' --reason x --date 2018-03-12",
            OUTCOME + "TSA1,2018-03-01,with conditions,,x,the chair,heard",
            KEPT,
        ),
        "P35.reason": Ways(
            "tsa-review TSA1 --outcome recommission --by 'the chair'",
            No("an empty reason is refused when the list is read"),
            KEPT,
        ),
        "P35.decided_by": Ways(
            "tsa-review TSA1 --outcome recommission --by P99 --reason x",
            OUTCOME + "TSA1,2018-03-01,recommission,,x,P99,",
            NEW,
        ),
    }


def _taken_out() -> dict[str, Ways]:
    """What is taken out only by the workbook."""
    tables = (*_corrected(), *(f"P41.{table}_corrected" for table in _KEPT_TOO))
    ways = Ways(
        No("no command takes it out without asking for the reason"),
        No("the workbook takes it out; shown apart"),
        No("an undo has its own reason"),
    )
    return {code.replace("_corrected", "_taken_out"): ways for code in tables}


_KEPT_TOO = (
    *("selection", "signature", "team_member", "agreement", "deliverer", "support_day"),
    *("kpi", "kpi_reading", "talent_step", "comment"),
    *("intelligence", "attendance", "conference_practice", "conference_commitment"),
)


def _numbered() -> dict[str, Ways]:
    """Rows with a number that no record can have."""
    rows = {
        "intelligence": "number,urn,noted_on,source,text|0,900001,2018-01-10,x,y",
        "recommendation": "urn,stage,number,text|900001,baseline,0,x",
        "variation": "urn,number,days,agreed_on,agreed_by,reason|900001,0,1,2018-03-01,the chair,x",
        "support_day": DAY + "0,900001,TSA1,2018-01-17,1,delivered,,,",
        "action": "urn,number,text,theme,from_version|900001,0,x,leadership,1",
        "milestone": "urn,number,action,text,due_on|900001,0,1,x,2018-04-01",
        "minute": "meeting,number,subject,decision|2018-02-01,0,900001,x",
        "advice": ADVICE + "0,2018-02-01,school,900001,900001,x,2018-03-20",
        "conference_commitment": "number,urn,text,carried_by|0,900001,Open,head",
    }
    return {f"P41.{table}_numbered": Ways(WORKED_OUT, row, KEPT) for table, row in rows.items()}


def _corrected() -> dict[str, Ways]:
    """Rows that write over what was said or decided, without a reason."""
    rows = {
        "consultation": "urn,held_on,outcome|900001,2017-07-03,refused",
        "leadership_change": "urn,role,from_day,name|900002,chair,2018-01-08,Bo Field",
        "visit": "urn,stage,planned_on|900001,midterm,2018-03-20",
        "review": REVIEW + "900001,baseline,2017-10-10,,,,,",
        "recommendation": "urn,stage,number,text|900001,baseline,1,Nothing needs doing",
        "judgement": No("shown apart: it needs a level on record"),
        "recommendation_check": No("shown apart: it needs a later review"),
        "decision": No("shown apart: it needs a decision on record"),
        "assignment": "urn,from_day,alliance,reason|900001,2017-11-06,TSA1,another",
        "variation": "urn,number,days,agreed_on,agreed_by,reason|900001,1,2,2018-03-15,the chair,more",
        "plan": "urn,version,made_on,reason|900001,1,2017-11-19,first",
        "action": "urn,number,theme,text,from_version|900001,1,leadership,Coach less,1",
        "milestone": "urn,number,action,text,due_on|900001,1,1,Two coached,2018-09-01",
        "kpi_target": "urn,kpi,term,value|900001,LESSONS,T4,41",
        "kpi_review": No("shown apart: it needs a review of an indicator"),
        "gained_designation": "code,designation,urn,gained_on|L07,NLE,900002,2018-02-01",
        "deployment": "code,from_school,to_school,on_day,days|L07,900001,900002,2018-02-20,2",
        "minute": "meeting,number,subject,decision|2018-03-02,1,900001,Do not hear the head",
        "advice": ADVICE + "1,2018-03-02,school,900001,900001,Look at reading,2018-09-01",
        "advice_response": "advice,on_day,by,text,evidence|2,2018-02-08,head,Nothing,log",
        "advice_verdict": "advice,on_day,accepted,note|2,2018-03-01,no,late",
        "escalation_step": STEP + "900001,2018-03-05,challenged by the group,the chair,another,1",
        "warning_notice": "urn,given_on,given_by,ground,comply_by|900001,2018-03-08,"
        "Secretary of State,s.60 (a) low standards,",
        "commissioning_review": OUTCOME + "TSA2,2018-03-08,not,,another,the chair,We are near",
    }
    never = No("no command writes over it without asking for the reason")
    return {f"P41.{table}_corrected": Ways(never, row, NEW) for table, row in rows.items()}


WAYS: dict[str, Ways] = {
    **_policies(),
    **_corrected(),
    **_numbered(),
    **_taken_out(),
    **_names(),
    **_selected(),
    **_selection(),
    **_challenge(),
    **_support(),
    **_plans(),
    **_leadership(),
    **_scrutiny(),
    **_escalation(),
}
"""By the code of the rule."""
