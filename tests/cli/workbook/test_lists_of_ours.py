"""Lists of the programme's own: strangers are not taken for them, and changes are shown."""

import pytest

from builders import Programme
from places import needs_shared

GOVERNORS = (
    "GID,URN,UID,Role,Title,Forename 1,Surname,Appointing body\n1,900001,,Chair,Mrs,A,B,GB\n"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(GOVERNORS, "", id="governors of the register"),
        pytest.param("School,Title\n900001,Headteacher\n", "conference_practice", id="contacts"),
        pytest.param("URN,Title,Attended\n900001,Mr,12\n", "conference_practice", id="a register"),
        pytest.param("Code,Name,Region\nE06000001,Hartlepool,NE\n", "alliance", id="areas"),
        pytest.param("Code,Name,Postcode,Contact\nA1,Somewhere,B1 1AA,x\n", "alliance", id="offices"),
        pytest.param("Code,Name,Role,Email\nS1,Somebody,Cook,a@b\n", "person", id="staff"),
    ],
)  # fmt: skip
def test_a_strangers_list_is_refused_and_told_how_it_could_be_meant(
    programme: Programme, text: str, kind: str
) -> None:
    programme.with_schools().write("list.csv", text)
    before = programme.done("check --format json").json["digest"]
    answer = programme.run("import-data list.csv")
    assert answer.code == 65
    assert (f"--kind {kind}" in answer.out) == bool(kind)
    assert programme.done("check --format json").json["digest"] == before


def test_a_short_list_is_taken_where_its_kind_is_said(programme: Programme) -> None:
    programme.with_schools().write("more.csv", "code,name\nTSA3,Hill Alliance\n")
    assert programme.run("import-data more.csv").code == 65
    programme.done("import-data more.csv --kind alliance")


@pytest.mark.parametrize("dry_run", ["--dry-run", ""])
def test_what_a_list_changes_is_shown_old_and_new(programme: Programme, dry_run: str) -> None:
    programme.with_schools()
    programme.write("a.csv", "code,name,lead_school,capacity_days\nTSA1,New Name,900004,90\n")
    answer = programme.done(f"import-data a.csv {dry_run}")
    assert "name: Larkhill Teaching School Alliance → New Name" in answer.out
    assert "capacity_days: 120 → 90" in answer.out
    assert "lead_school" not in answer.out


@pytest.mark.parametrize(
    ("kind", "text", "lacks"),
    [
        pytest.param("kpi", "urn,code\n900001,RWM\n", "name, side, heading", id="indicators"),
        pytest.param("visit", "a,b\n1,2\n", "row of column names", id="nothing of it"),
        pytest.param("kpi_reading", "urn,value\n900001,5\n", "kpi, on_day", id="readings"),
    ],
)
def test_a_list_without_its_columns_is_refused_with_those_it_lacks(
    programme: Programme, kind: str, text: str, lacks: str
) -> None:
    programme.with_schools().write("list.csv", text)
    answer = programme.run(f"import-data list.csv --kind {kind}")
    assert answer.code == 65
    assert lacks in answer.out
    assert "--suggest-mapping" in answer.out or "--mapping" in answer.out


@pytest.mark.real
@needs_shared[1]
def test_the_invented_strangers_are_refused(programme: Programme) -> None:
    from places import SHARED

    programme.with_schools()
    for name in ("01_gias_governors_as_conference_practice", "04_area_codes_as_alliances"):
        assert programme.run(f"import-data {SHARED / 'cases' / name}.csv").code == 65


@pytest.mark.parametrize(
    ("alliance", "such_as"),
    [("TSA11", "TSA1"), ("Hill Allianse", "Hill Alliance (TSA3)"), ("zzzzzz", "")],
)
def test_a_code_that_is_not_on_record_is_answered_with_those_like_it(
    programme: Programme, alliance: str, such_as: str
) -> None:
    programme.with_schools().write("more.csv", "code,name\nTSA1,Lark\nTSA3,Hill Alliance\n")
    programme.done("import-data more.csv --kind alliance")
    programme.write("people.csv", f"code,name,role,alliance\nP9,A Person,deliverer,{alliance}\n")
    refused = programme.run("import-data people.csv --kind person")
    assert refused.code == 65
    assert "which is not on record" in refused.err
    assert f"a code on record{', such as' * bool(such_as)}" in refused.err
    assert such_as in refused.err


@pytest.mark.parametrize(
    ("text", "kind", "lacks"),
    [
        pytest.param("urn,kpi,on_day,n,evidence\n900001,RWM,2018-01-31,40,seen\n", "kpi_reading",
                     "value", id="readings without a value"),
        pytest.param("urn,code,name,heading,unit,direction,owner\n900001,A,B,assessment,%,up,P01\n",
                     "kpi", "side", id="indicators without a side"),
    ],
)  # fmt: skip
def test_a_list_that_lacks_a_column_is_told_so_though_nobody_said_its_kind(
    programme: Programme, text: str, kind: str, lacks: str
) -> None:
    programme.with_schools().write("list.csv", text)
    answer = programme.run("import-data list.csv")
    assert answer.code == 65
    assert f"a list of kind {kind} needs" in answer.out
    assert lacks in answer.out.split("has no column ")[1].split(", which")[0]


PEOPLE = "code,name,role,{}\nP1,Ada,head,{}\n"


@pytest.mark.parametrize(
    ("names", "cells", "code"),
    [
        pytest.param("name", "Ada", 0, id="the same twice"),
        pytest.param("name", "Ann", 65, id="two names"),
        pytest.param("available_days,Available Days", "3,4", 65, id="one name spelt twice"),
        pytest.param("school,note,note", ",a,b", 0, id="twice what no list has"),
    ],
)
def test_two_columns_of_a_list_for_one_thing_must_agree(
    programme: Programme, names: str, cells: str, code: int
) -> None:
    programme.with_schools().write("people.csv", PEOPLE.format(names, cells))
    answer = programme.run("import-data people.csv")
    assert answer.code == code, answer.err
    assert ("two columns hold that are not the same" in answer.err) == bool(code)


@pytest.mark.parametrize("days", ["50%", "0.5 %", "100%"])
def test_a_percentage_is_no_number_of_days(programme: Programme, days: str) -> None:
    text = f"number,urn,alliance,on_day,days,state\n1,900001,TSA1,2017-11-13,{days},planned\n"
    programme.with_schools().write("days.csv", text)
    answer = programme.run("import-data days.csv")
    assert answer.code == 65
    assert "not a percentage" in answer.out


def exported(programme: Programme, name: str) -> str:
    """A list as the program writes it."""
    programme.done("export out")
    return (programme.folder / f"out/{name}.csv").read_text("utf-8-sig")


def test_a_new_store_writes_empty_lists_that_are_known_by_their_mark(programme: Programme) -> None:
    programme.done("init")
    heading = exported(programme, "alliance").strip()
    assert heading.endswith("bleadchallenge list: alliance")
    programme.write("filled.csv", f"{heading}\nHIL,Hill Alliance\n")
    programme.done("import-data filled.csv")
    assert "Hill Alliance" in exported_again(programme, "alliance")


def exported_again(programme: Programme, name: str) -> str:
    programme.done("export again")
    return (programme.folder / f"again/{name}.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["-3 % in a year", "=2+2", "+44 20", "@home", "plain, '-quoted"])
def test_what_was_written_so_that_no_spreadsheet_runs_it_comes_back_as_it_was(
    programme: Programme, name: str
) -> None:
    programme.with_schools().write("a.csv", f'code,name,contact\nHIL,"{name}",\n')
    programme.done("import-data a.csv --kind alliance")
    exported(programme, "alliance")
    answer = programme.done("import-data out/alliance.csv")
    assert "0 new, 0 changed" in answer.out


@pytest.mark.parametrize("headings", ["code,name", "Name,CODE", "code,name,,"])
def test_the_mark_tells_a_list_whose_columns_do_not(programme: Programme, headings: str) -> None:
    cells = "Hill,HIL" if headings.startswith("Name") else "HIL,Hill"
    text = f"{headings},bleadchallenge list: alliance\n{cells}\n"
    programme.with_schools().write("a.csv", text)
    assert "list of kind alliance: 1 rows; 1 new" in programme.done("import-data a.csv").out


@pytest.mark.parametrize("kind", ["policy", "source_file", "nothing_known"])
def test_a_mark_of_what_no_list_brings_in_is_refused(programme: Programme, kind: str) -> None:
    programme.with_schools().write("a.csv", f"code,name,bleadchallenge list: {kind}\nA,B\n")
    answer = programme.run("import-data a.csv")
    assert answer.code == 65
    assert f"is marked as {kind}" in answer.err


def test_a_kind_that_is_said_comes_before_the_mark(programme: Programme) -> None:
    text = "code,name,role,bleadchallenge list: alliance\nP9,Ada,deliverer\n"
    programme.with_schools().write("a.csv", text)
    assert "list of kind person" in programme.done("import-data a.csv --kind person").out


STAFF = "Code,Name,Role\nP1,{},head\n"


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        pytest.param("Somebody Else", "", 65, id="a stranger's staff"),
        pytest.param("Somebody Else", " --kind person", 0, id="said to be ours"),
        pytest.param("Ada", "", 0, id="nothing would change"),
    ],
)
def test_a_list_that_may_be_a_strangers_changes_nothing_unless_its_kind_is_said(
    programme: Programme, name: str, kind: str, code: int
) -> None:
    programme.with_schools().write("people.csv", STAFF.format("Ada"))
    programme.done("import-data people.csv")
    programme.write("staff.csv", STAFF.format(name))
    answer = programme.run(f"import-data staff.csv{kind}")
    assert answer.code == code
    assert ("--kind person" in answer.err) == bool(code)
    assert ("would change 1 on record (Ada → Somebody Else)" in answer.err) == bool(code)


def test_a_marked_list_of_the_same_columns_is_ours(programme: Programme) -> None:
    programme.with_schools().write("people.csv", STAFF.format("Ada"))
    programme.done("import-data people.csv")
    marked = STAFF.replace("Role", "Role,bleadchallenge list: person").format("Ann")
    programme.write("people.csv", marked)
    assert "1 changed" in programme.done("import-data people.csv").out
