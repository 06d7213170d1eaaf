"""The programme's own lists fit the published files and the rules for choosing schools."""

import pytest
from openpyxl import load_workbook

from sample_data.tables import FINAL, PUBLISHED, SCRIPTS, Row, figure, listed, schools

SUCCESSORS = {"900016": "900065"}
NATIONAL = {2016: 53, 2017: 61, 2018: 64, 2019: 65}


@pytest.fixture
def chosen() -> list[str]:
    rows = listed("programme/schools.csv")
    return [row["urn"] for row in rows if row["state"] == "selected"]


def row_of(urn: str, year: int) -> Row:
    table = schools(FINAL[year])
    return table[urn] if urn in table else table[SUCCESSORS[urn]]


def joint(urn: str, year: int) -> float | None:
    return figure(row_of(urn, year)["PTRWM_EXP"])


def grades() -> dict[str, int]:
    book = load_workbook(PUBLISHED / "2016-2017_330_ofsted-schools.xlsx", read_only=True)
    rest = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    held = {str(line[0]): int(str(line[5])) for line in rest}
    book.close()
    return held


def below_floor(urn: str, year: int) -> set[str]:
    """The subjects that put a school below the floor standard; none at or above 65 %."""
    row = row_of(urn, year)
    lowest = {"READ": -5, "WRIT": -7, "MAT": -5}
    reached = figure(row["PTRWM_EXP"])
    if reached is None or reached >= 65:
        return set()
    scores = {subject: figure(row[f"{subject}PROG"]) for subject in lowest}
    return {s for s, score in scores.items() if score is not None and score < lowest[s]}


def meets_a_criterion(urn: str) -> bool:
    fell = (joint(urn, 2017) or 0) < (joint(urn, 2016) or 0)
    weak = grades()[urn] >= 3
    return weak or fell or any(below_floor(urn, year) for year in (2016, 2017))


def test_the_script_names_the_twenty_that_were_chosen(
    chosen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from sample_city.cast import PROGRAMME_URNS

    assert list(PROGRAMME_URNS) == chosen
    assert len(chosen) == 20


def test_at_least_fourteen_meet_a_criterion_and_at_most_six_do_not(chosen: list[str]) -> None:
    meeting = [urn for urn in chosen if meets_a_criterion(urn)]
    assert len(meeting) == 16


def test_those_on_local_intelligence_are_the_ones_that_meet_none(chosen: list[str]) -> None:
    reasons = {row["urn"]: row["reason"] for row in listed("programme/schools.csv")}
    local = {urn for urn in chosen if reasons[urn].startswith("Local intelligence")}
    assert local == {urn for urn in chosen if not meets_a_criterion(urn)}


def test_a_reason_that_names_a_grade_or_a_floor_is_true(chosen: list[str]) -> None:
    reasons = {row["urn"]: row["reason"] for row in listed("programme/schools.csv")}
    for urn in chosen:
        assert reasons[urn].startswith("Requires improvement") == (grades()[urn] == 3)
        assert reasons[urn].startswith("Inadequate") == (grades()[urn] == 4)
        if "floor standard in 2016 and 2017" in reasons[urn]:
            assert below_floor(urn, 2016)
            assert below_floor(urn, 2017)


def test_twelve_improve_faster_than_england_three_keep_up_four_fall_one_is_hidden(
    chosen: list[str],
) -> None:
    fates = [fate(urn) for urn in chosen]
    counts = {name: fates.count(name) for name in ("faster", "with", "falls", "hidden")}
    assert counts == {"faster": 12, "with": 3, "falls": 4, "hidden": 1}


def fate(urn: str) -> str:
    before = joint(urn, 2017)
    if before is None:
        return "hidden"
    gains = [
        (joint(urn, year) or 0) - before - (NATIONAL[year] - NATIONAL[2017])
        for year in (2018, 2019)
    ]
    if min(gains) > 2:
        return "faster"
    return "with" if min(gains) >= -2 else "falls"


def test_one_school_is_below_the_floor_on_writing_alone_and_was_not_taken(
    chosen: list[str],
) -> None:
    assert below_floor("900017", 2016) == below_floor("900017", 2017) == {"WRIT"}
    assert "900017" not in chosen


def test_states_are_a_closed_list_and_schools_are_known() -> None:
    rows = listed("programme/schools.csv")
    assert {row["state"] for row in rows} == {"selected", "reserve", "declined", "candidate"}
    known = schools(FINAL[2017])
    assert all(known[row["urn"]]["SCHNAME"] == row["name"] for row in rows)
    assert len({row["urn"] for row in rows}) == len(rows)


def test_six_alliances_are_led_by_outstanding_schools_outside_the_programme(
    chosen: list[str],
) -> None:
    rows = listed("programme/alliances.csv")
    assert len(rows) == 6
    leads = [row["lead_school"] for row in rows]
    assert {grades()[urn] for urn in leads} == {1}
    assert not set(leads) & set(chosen)


def test_people_belong_to_schools_and_alliances_that_exist() -> None:
    people = listed("programme/people.csv")
    alliances = {row["code"] for row in listed("programme/alliances.csv")}
    known = schools(FINAL[2017])
    assert len(people) == len({row["code"] for row in people}) == 34
    assert {row["alliance"] for row in people} == alliances | {""}
    for row in people:
        if row["school"]:
            assert known[row["school"]]["SCHNAME"] == row["employer"]


def test_every_role_is_filled() -> None:
    assert {row["role"] for row in listed("programme/people.csv")} == {
        *("head", "chair", "alliance-lead", "system-leader", "deliverer", "hmi"),
        *("isg-member", "coordinator", "other"),
    }


def test_an_alliances_contact_is_one_of_its_people() -> None:
    people = {row["code"]: row for row in listed("programme/people.csv")}
    for row in listed("programme/alliances.csv"):
        assert people[row["contact"]]["alliance"] == row["code"]
