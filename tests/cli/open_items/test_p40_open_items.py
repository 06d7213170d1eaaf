"""One list of open items: each kind with whose move, since when, until when, why and command."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from bleadchallenge.store.place import Place
from builders import Programme, answer_of


def at(store: Path, line: str) -> list[dict[str, Any]]:
    """The rows that a listing command gives of a store."""
    answer = answer_of([*shlex.split(line), "--store", str(store), "--format", "json"])
    assert answer.code == 0, answer.err
    rows: list[dict[str, Any]] = answer.json["rows"]
    return rows


def open_items(programme: Programme, as_of: str, days: int = 400) -> dict[str, dict[str, Any]]:
    """Everything open on a day, by its stable name."""
    rows = programme.rows(f"due --as-of {as_of} --days {days}")
    return {row["ref"]: row for row in rows}


def test_p5_an_unsigned_head_is_asked_for_from_the_day_the_person_came(
    programme: Programme,
) -> None:
    programme.supported()
    assert "signature/900001/head" not in open_items(programme, "2018-02-18")
    programme.done("agree 900001 --role head --new --name 'Another Head' --date 2018-02-19")
    item = open_items(programme, "2018-03-01")["signature/900001/head"]
    assert (item["since"], item["due"], item["party"]) == ("2018-02-19", "2018-02-19", "school")
    assert item["why"] == "a new head came on 2018-02-19 and has not signed"
    assert "signature/900001/head" not in open_items(programme, "2018-02-18")


def test_p5_a_withdrawn_signature_is_asked_for_and_an_earlier_one_does_not_stand_in(
    programme: Programme,
) -> None:
    programme.supported()
    programme.done("agree 900001 --role chair --name Somebody --date 2017-12-01")
    programme.done("agree 900001 --role chair --withdraw --date 2018-01-15 --reason 'fell out'")
    item = open_items(programme, "2018-02-01")["signature/900001/chair"]
    assert item["since"] == "2018-01-15"
    assert "withdrew" in item["why"]


def test_p50_what_the_first_ten_days_should_bring_is_asked_of_the_alliance(
    programme: Programme,
) -> None:
    programme.supported()
    found = open_items(programme, "2017-11-10")
    wanted = {
        "agreement/900001/TSA1": "2017-11-20",
        "plan/900001": "2017-12-04",
        "indicators/900001/school": "2017-12-04",
        "indicators/900001/support": "2017-12-04",
    }
    assert {ref: found[ref]["due"] for ref in wanted} == wanted
    assert {found[ref]["who"] for ref in wanted} == {"TSA1"}


def test_p50_the_tenth_day_of_support_is_the_last_for_them(programme: Programme) -> None:
    programme.supported()
    for day in range(7, 17):
        programme.done(f"record-days 900001 --date 2017-11-{day:02} --days 1")
    found = open_items(programme, "2017-11-20")
    assert found["plan/900001"]["due"] == "2017-11-16"


def test_p13_an_alliance_is_asked_for_once_head_chair_and_baseline_are_in(
    programme: Programme,
) -> None:
    programme.with_schools().selected().signed()
    assert not any(ref.startswith("alliance/") for ref in open_items(programme, "2017-10-20"))
    programme.baselined()
    item = open_items(programme, "2017-10-20")["alliance/900001/2017-10-11"]
    assert item["command"] == "bleadchallenge assign-tsa 900001 --suggest"
    assert programme.run(item["command"].removeprefix("bleadchallenge ")).code == 0


@pytest.mark.xdist_group("sample programme")
def test_p22_after_a_switch_the_next_alliance_and_the_review_of_the_old_one_are_asked_for(
    sample_store: Place,
) -> None:
    found = at(sample_store, "due --days 30 --as-of 2018-03-29")
    refs = {row["ref"]: row for row in found}
    wanted = refs["alliance/900019/2018-03-19"]
    assert (wanted["due"], wanted["who"]) == ("2018-04-02", "coordinator")
    review = refs["commissioning/YEW/2018-03-19"]
    assert (review["since"], review["tsa"]) == ("2018-03-19", "YEW")
    own = [row for row in found if row["urn"] == "900019"]
    assert not any(row["who"] == "YEW" for row in own)
    (card,) = [
        row["value"]
        for row in at(sample_store, "schools 900019 --as-of 2018-03-29")
        if row["item"] == "state"
    ]
    assert card == "awaiting an alliance"


@pytest.mark.xdist_group("sample programme")
def test_p35_conditions_of_a_review_are_open_until_the_next_one(sample_store: Place) -> None:
    assert "conditions/YEW/2018-04-05" in {
        row["ref"] for row in at(sample_store, "due --days 90 --as-of 2018-04-20")
    }
    later = at(sample_store, "due --days 90 --as-of 2018-12-20")
    assert not any(row["kind"] == "conditions" for row in later)


@pytest.mark.xdist_group("sample programme")
def test_p35_a_successor_begins_at_nothing_of_its_own(sample_store: Place) -> None:
    (row,) = [
        row
        for row in at(sample_store, "days-status --tsa HAL --as-of 2018-04-16")
        if row["urn"] == "900019"
    ]
    assert (row["used"], row["expected"], row["released"]) == (0, 0, 15)
    rows = at(sample_store, "kpi-status --school 900019 --side support --as-of 2018-04-16")
    assert {each["alliance"] for each in rows} == {"HAL"}
    days = next(each for each in rows if each["code"] == "DAYS")
    assert (days["value"], days["target"]) == (0, 10.5)


@pytest.mark.xdist_group("sample programme")
def test_p35_days_and_indicators_stay_with_the_alliance_that_left(sample_store: Place) -> None:
    for day in ("2018-03-29", "2018-12-10"):
        (row,) = [
            row
            for row in at(sample_store, f"days-status --tsa YEW --as-of {day}")
            if row["urn"] == "900019"
        ]
        assert (row["used"], row["expected"]) == (5, 8.75)
        rows = at(sample_store, f"kpi-status --tsa YEW --side support --as-of {day}")
        own = {each["code"] for each in rows if each["urn"] == "900019"}
        assert own == {"DAYS", "HANDED", "VOICE"}


@pytest.mark.xdist_group("sample programme")
def test_p19_days_of_support_read_themselves_as_the_ledger_has_them(sample_store: Place) -> None:
    for day in ("2018-03-15", "2018-12-06"):
        ledger = {
            row["urn"]: row["confirmed"]
            for row in at(sample_store, f"days-status --as-of {day}")
            if row["urn"] != "900019"
        }
        counted = {
            row["urn"]: row["value"]
            for row in at(sample_store, f"kpi-status --side support --as-of {day}")
            if row["code"] == "DAYS" and row["urn"] != "900019"
        }
        assert len(counted) > 17
        assert counted == {urn: ledger[urn] for urn in counted}


def test_p19_what_is_counted_cannot_be_typed_by_command_or_list(programme: Programme) -> None:
    programme.supported()
    programme.done("kpi add 900001 --template DAYS --target T2=9 --as-of 2017-12-01")
    refused = programme.run("kpi read 900001 DAYS --value 3 --date 2018-01-10")
    assert refused.code == 65
    assert "reads itself and cannot be typed" in refused.err
    programme.write("readings.csv", "urn,kpi,on_day,value,evidence\n900001,DAYS,2018-01-10,3,log\n")
    answer = programme.run("import-data readings.csv --kind kpi_reading")
    assert answer.code == 65
    assert "cannot be typed" in answer.out + answer.err


@pytest.mark.parametrize(
    ("code", "school", "value"), [("ONTIME", "900001", 50.0), ("OWNLED", "900001", 50.0)]
)
def test_p19_milestones_and_actions_are_counted_from_the_plan(
    programme: Programme, code: str, school: str, value: float
) -> None:
    programme.supported()
    programme.done(f"plan new {school} --reason first --as-of 2017-11-20")
    programme.done(
        f"plan action {school} --text 'Train staff' --theme teaching --term T1 --led-by-school"
    )
    programme.done(f"plan action {school} --text 'Coach governors' --theme governance --term T1")
    for number, day in ((1, "2018-01-12"), (2, "2018-02-20")):
        programme.done(f"milestone add {school} --action {number} --text 'Done' --due 2018-01-31")
        programme.done(
            f"milestone judge {school} {number} --outcome met --evidence log --date {day} "
            f"--as-of {day}"
        )
    programme.done(f"kpi add {school} --template {code} --target T2=80 --as-of 2017-12-01")
    (row,) = [r for r in programme.rows(f"kpi-status --school {school}") if r["code"] == code]
    assert row["value"] == value


def test_p46_advice_to_the_partnership_stands_in_the_same_list(programme: Programme) -> None:
    programme.supported()
    programme.done("isg advise --to partnership --meeting 2018-01-18 --text 'Publish the dates'")
    found = programme.rows("due --who partnership --as-of 2018-03-01 --days 30")
    (item,) = [row for row in found if row["kind"] == "advice"]
    assert (item["who"], item["urgency"]) == ("BEP", "overdue")
    programme.done("isg respond 1 --by BEP --text done --evidence 'the list' --date 2018-02-20")
    (verdict,) = [
        row
        for row in programme.rows("due --as-of 2018-03-01 --days 30")
        if row["kind"] == "verdict"
    ]
    assert (verdict["party"], verdict["since"]) == ("scrutiny group", "2018-02-20")
    programme.done("isg accept 1 --date 2018-03-01 --as-of 2018-03-01")
    kinds = {row["kind"] for row in programme.rows("due --as-of 2018-03-02 --days 30")}
    assert not {"advice", "verdict"} & kinds


@pytest.mark.xdist_group("sample programme")
def test_p31_the_pack_of_29_march_says_who_awaits_an_alliance(
    sample_store: Place, tmp_path: Path
) -> None:
    answer = answer_of(
        shlex.split(
            f"report isg-pack --meeting 2018-03-29 --draft --store {sample_store} --out {tmp_path}"
        )
    )
    assert answer.code == 0, answer.err
    text = next(tmp_path.rglob("*.md")).read_text(encoding="utf-8")
    assert "awaiting an alliance" in text.casefold()
    assert "commissioning review of Yewcroft" in text


def test_p40_on_a_terminal_what_is_due_stands_under_whose_move_it_is(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme.supported()
    programme.done("record-days 900001 2018-01-10=1 2018-01-17=1 2018-01-24=0.5")
    monkeypatch.setenv("COLUMNS", "80")
    told = programme.done("due --format table").out
    said = [line for line in told.splitlines() if "bleadchallenge" not in line]
    assert max(map(len, said)) <= 80
    owners = [line.split(":")[0] for line in told.splitlines() if not line.startswith(" ")]
    assert len(owners) == len(set(owners))
    assert "3 days of support to confirm (10 Jan to 24 Jan)" in " ".join(told.split())
    (command,) = [line.strip() for line in told.splitlines() if "days confirm" in line]
    programme.done(command.removeprefix("bleadchallenge "))
    assert "to confirm" not in programme.done("due --format table").out


def test_p40_scripts_still_get_an_item_a_row(programme: Programme) -> None:
    programme.supported()
    programme.done("record-days 900001 2018-01-10=1 2018-01-17=1")
    refs = [row["ref"] for row in programme.rows("due")]
    assert {"confirm/1", "confirm/2"} <= set(refs)
    assert programme.done("due --format table --columns ref").out.count("confirm/") == 2
