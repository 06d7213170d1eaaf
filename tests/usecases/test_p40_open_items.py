"""One list of open items: each kind with whose move, since when, until when, why and command."""

from typing import Any

import pytest

from builders import Programme

pytestmark = pytest.mark.usefixtures("programme")


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
