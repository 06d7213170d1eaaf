"""Rules that the table of ways leaves to tests of their own."""

import pytest

from bleadchallenge.resources import policy_text
from builders import Answer, Programme
from rule_ways import whole
from workbooks import written


@pytest.fixture
def every(programme: Programme) -> Programme:
    """A programme with a record of every kind."""
    return whole(programme)


def listed(programme: Programme, table: str, kind: str) -> Answer:
    """The import of a list whose columns and rows are parted by ``|``."""
    programme.write("list.csv", table.replace("|", "\n") + "\n")
    return programme.run(f"import-data list.csv --kind {kind}")


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
    assert "it was dropped" in answer.err


def test_p29_fewer_than_nobody_never_came(every: Programme) -> None:
    answer = every.run("conference attend 900001 -- -1")
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
        ("Plans", {"version": 1}, "holds its actions"),
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


def test_p16_a_policy_of_fewer_days_than_were_given_is_refused(programme: Programme) -> None:
    programme.supported()
    programme.done("record-days 900001 --date 2018-01-16 --days 2")
    text = policy_text("birmingham").replace("programme_total = 400", "programme_total = 1")
    programme.write("own.toml", text)
    answer = programme.run("policy set own.toml --reason less")
    assert answer.code in (65, 78)
    assert "more than its 1 days" in answer.err
