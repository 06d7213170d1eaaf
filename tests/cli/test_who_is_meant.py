"""Whoever is meant is looked for in the programme first, under every number and name it has."""

import pytest

from builders import Programme

REGISTER = """URN,LANAME,LA,ESTAB,LAESTAB,SCHNAME,TOWN,POSTCODE,SCHSTATUS,OPENDATE,CLOSEDATE,MINORGROUP,SCHOOLTYPE,ISPRIMARY,AGEL,AGEH,GENDER,RELCHAR,ADMPOL,OTHERURN,NEWACFLAG
900001,Birmingham,330,2901,330/2901,Oakfield Primary School,Edgbaston,B15 1AA,1,,,1,Community school,1,3,11,Mixed,None,,,
900002,Birmingham,330,2902,330/2902,Oakfield,Aston,B6 2BB,1,,,1,Community school,1,3,11,Mixed,None,,,
900003,Birmingham,330,2903,330/2903,Hallowick Primary School,Sparkhill,B11 3CC,2,,31-12-2017,1,Community school,1,3,11,Mixed,None,,900013,2
900013,Birmingham,330,2903,330/2903,Hallowick Academy,Sparkhill,B11 3CC,1,01-01-2018,,1,Academy converter,1,3,11,Mixed,None,,900003,1
900004,Birmingham,330,2904,330/2904,St Anne's School,Tyseley,B25 4DD,1,,,1,Community school,1,3,11,Mixed,None,,,
900005,Birmingham,330,2905,330/2905,St Anne's School,Nechells,B7 5EE,1,,,1,Community school,1,3,11,Mixed,None,,,
"""
ALLIANCES = "code,name,capacity_days\nHAL,Hall Green Teaching Alliance,40\n"


@pytest.fixture
def town(programme: Programme) -> Programme:
    """Oakfield Primary, the later academy of Hallowick and one of two St Anne's are selected."""
    programme.write("2016-2017_330_spine.csv", REGISTER)
    programme.write("alliances.csv", ALLIANCES)
    programme.done("init")
    programme.done("import-data 2016-2017_330_spine.csv alliances.csv")
    for urn in ("900001", "900003"):
        programme.done(f"consult-rsc {urn} --date 2017-07-03 --with office --outcome agreed")
        programme.done(f'select {urn} selected --reason "low" --as-of 2017-07-10')
    return programme


@pytest.mark.parametrize(
    "text",
    ["900001", "330/2901", "3302901", "330-2901", "330 2901", "Oakfield Primary", "oakfield"],
)
def test_a_school_of_the_programme_comes_first_in_every_form(town: Programme, text: str) -> None:
    said = town.done(f'comment add "{text}" --by head --text "We go on" --date 2017-10-02').out
    assert "Oakfield Primary School (900001)" in said


def test_where_schools_outside_may_be_meant_the_very_name_is_not_passed_over(
    town: Programme,
) -> None:
    answer = town.run("schools Oakfield")
    assert answer.code == 65
    assert "Oakfield Primary School (900001, Edgbaston B15 1AA)" in answer.err
    assert "Oakfield (900002, Aston B6 2BB)" in answer.err


@pytest.mark.parametrize("text", ["900013", "Hallowick Academy", "330 2903", "Hallowick"])
def test_an_academy_is_the_school_that_it_was_with_one_record(town: Programme, text: str) -> None:
    town.done(f'agree "{text}" --role head --name "A. Head" --date 2017-09-11 --as-of 2018-02-01')
    assert {row["urn"] for row in town.rows("schools")} == {"900001", "900003"}
    card = town.done(f'schools "{text}" --as-of 2018-02-01 --format json').json["school"]
    assert (card["urn"], card["head_signed_on"]) == ("900003", "2017-09-11")
    town.done(f'select "{text}" selected --reason "still" --as-of 2018-02-02')
    assert len(town.rows("schools")) == 2


def test_a_list_under_the_new_number_adds_to_the_one_record(town: Programme) -> None:
    town.write("signed.csv", "urn,role,signed_on,name\n900013,head,2017-09-11,A. Head\n")
    town.done("import-data signed.csv")
    card = town.done("schools 900003 --as-of 2018-02-01 --format json").json["school"]
    assert card["head_signed_on"] == "2017-09-11"


def test_two_schools_of_one_name_are_told_apart_by_urn_and_place(town: Programme) -> None:
    answer = town.run('consult-rsc "St Anne\'s" --date 2017-07-03 --with x --outcome y')
    assert answer.code == 65
    assert "(900004, Tyseley B25 4DD)" in answer.err
    assert "(900005, Nechells B7 5EE)" in answer.err


def test_the_code_of_an_alliance_is_no_part_of_a_schools_name(town: Programme) -> None:
    answer = town.run(
        'isg advise --meeting 2017-09-14 --to school HAL --text "Meet" --as-of 2017-09-15'
    )
    assert answer.code == 65
    assert "HAL is the alliance Hall Green Teaching Alliance, not a school" in answer.err
    assert town.rows("isg advice") == []


OUTSIDE = (
    "comment add 900004 --by head --text 'We are here' --date 2017-10-02",
    "agree 900004 --role head --name 'B. Head' --date 2017-09-11",
    "escalate step 900004 --stage reminded --by BEP --date 2017-10-02",
    "visit plan 900004 --stage baseline --date 2017-11-02",
    "record-review 900004 --stage baseline --date 2017-11-02 --recommendation 'Teach'",
    "plan new 900004 --reason first",
    "kpi add 900004 --template RWM --baseline 40 --baseline-on 2017-09-11 --target T2=50",
    "record-days 900004 --days 1 --date 2017-11-02",
    "isg advise --meeting 2017-09-14 --to school 900004 --text 'Meet'",
    "conference practice 900004 --title 'Reading'",
    "assign-challenge-team 900004 --lead P01 --member P02 --member P03",
)


@pytest.mark.parametrize("line", OUTSIDE)
def test_a_record_of_the_programme_refuses_a_school_outside_with_the_way_in(
    town: Programme, line: str
) -> None:
    before = town.done("check --format json").json["digest"]
    answer = town.run(f"{line} --as-of 2017-11-03")
    assert answer.code == 65, answer.err
    assert "St Anne's School (900004) is not of the programme" in answer.err
    assert 'bleadchallenge select 900004 selected --reason "..."' in answer.err
    assert town.done("check --format json").json["digest"] == before
