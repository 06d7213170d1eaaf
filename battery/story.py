"""A small programme to try things on: every kind of record, one pack, some published figures."""

import shlex
from pathlib import Path

from battery.bench import Bench, done

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
PERSON = "Ottilie Fairweather"
"""A name that stands wherever a purge removes one, to be looked for afterwards."""

SCHOOLS = """URN,LA,ESTAB,LAESTAB,SCHNAME,ICLOSE,OPENDATE,CLOSEDATE,MINORGROUP,ISPRIMARY
900001,330,2001,3302001,Alder Bank Primary School,1,,,Maintained School,1
900002,330,2002,3302002,Birch Row Primary School,1,,,Maintained School,1
900003,330,2003,3302003,Cedar Mount Junior School,1,,,Maintained School,1
900004,330,2004,3302004,Damson Lane Primary School,1,,,Maintained School,1
"""
ALLIANCES = """code,name,lead_school,capacity_days,specialisms
TSA1,Larkhill Teaching School Alliance,900004,120,reading; governance
TSA2,Mere Road Teaching School Alliance,,80,maths
"""
PEOPLE = f"""code,name,role,designation,employer,email
P1,{PERSON},isg-member,none,Hill Council,o.fairweather@example.org
P2,Ada Loveday,hmi,none,,
P3,Bea Quick,system-leader,NLE,,
P4,Cy Marl,system-leader,NLE,,
P5,Dot Wren,deliverer,SLE,Larkhill,
"""
MORE_PEOPLE = "code,name,role\nP8,Eve Rook,governor\nP9,Fay Sorrel,governor\n"
FILES = {
    "2016-2017_330_spine.csv": SCHOOLS,
    "alliances.csv": ALLIANCES,
    "people.csv": PEOPLE,
    "more.csv": MORE_PEOPLE,
}

LINES = f"""
init
import-data 2016-2017_330_spine.csv alliances.csv people.csv
consult-rsc 900001 --date 2017-07-03 --outcome agreed --with "{PERSON}"
select 900001 selected --reason "below the floor" --as-of 2017-07-10
agree 900001 --role head --name "{PERSON}" --date 2017-09-06
agree 900001 --role chair --name "Chair Somebody" --date 2017-09-06
intelligence note 900001 --text "{PERSON} says staff leave" --source "{PERSON}" --date 2017-09-07
assign-challenge-team 900001 --lead P2 --member P3 --member P4 --declared "P2: none" --declared "P3: none" --declared "P4: none" --from 2017-09-07
record-review 900001 --stage baseline --date 2017-10-11 --findings "Uneven" --recommendation "Sharpen reading" --recommendation "Bring governors in"
assign-tsa 900001 TSA1 --from 2017-11-06 --reason "knows the area"
sla 900001 --state draft --days 10 --people P5 --exit-terms "to be seen" --date 2017-11-06
plan new 900001 --reason first --no-governance "the chair is new" --no-leadership "the head is new" --as-of 2017-11-10
plan action 900001 --text "Coach two teachers" --theme teaching --recommendation "baseline 1" --owner "{PERSON}" --as-of 2017-11-10
milestone add 900001 --action 1 --text "Two teachers coached" --due 2018-02-09 --as-of 2017-11-10
kpi add 900001 OBS --name "Lessons seen" --side school --heading "teaching and learning" --unit % --direction up --baseline 40 --baseline-on 2017-11-10 --target T2=60 --frequency termly --owner "{PERSON}"
kpi read 900001 OBS --value 48 --date 2018-02-02 --evidence "notes of visits" --n 20
record-days 900001 --date 2017-11-20 --days 1 --person P5 --activity "Coaching"
record-days 900001 --date 2018-02-06 --days 0.5 --person P5
comment 900001 --by "{PERSON}" --text "It helps" --date 2018-02-20
isg interest P1 900001 --nature "{PERSON} is a governor there"
isg attend 2018-03-01 P1
isg minute 2018-03-01 --decision "Papers come early"
isg withdraw 2018-03-01 P1 900001
isg advise --meeting 2018-03-01 --to school 900001 --text "Show how reading is checked"
session add S1 --date 2018-02-06 --topic "Guided reading" --partner "Weir Institute" --places 5
session place S1 BEL-A --school 900001
session attend S1 BEL-A
session follow-up S1 BEL-A --text "Opened two lessons" --date 2018-03-05
talent step BEL-A --stage identified --school 900001 --role "Year 4" --date 2018-01-22
select 900003 candidate --reason "to be looked at" --as-of 2018-03-01
undo 29
"""


def build(bench: Bench) -> None:
    """Build the programme that tries are made on copies of."""
    bench.programme.mkdir()
    for name, text in FILES.items():
        (bench.programme / name).write_text(text, encoding="utf-8")
    for line in LINES.strip().splitlines()[: bench.few(whole=99, quick=7)]:
        done(bench.programme, *shlex.split(line))
