"""Eligibility and risk at the terminal, on the invented city."""

from typing import Any

import pytest

from builders import Programme
from figures_at_hand import CITY, SAMPLE, schools_of, table, with_city, with_county

CRITERIA = {
    "below the floor",
    "coasting",
    "on writing alone",
    "declining results",
    "Ofsted grade 3 or 4",
    "warning notice",
}


@pytest.fixture
def city(programme: Programme) -> Programme:
    return with_city(programme)


def test_p1_every_school_has_an_answer_to_every_criterion(city: Programme) -> None:
    rows = city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-07-01")
    assert {row["urn"] for row in rows} >= set(schools_of(SAMPLE / "2016-2017_330_ks2final.csv"))
    for row in rows:
        assert {each["criterion"] for each in row["criteria"]} == CRITERIA
        assert all(
            each["answer"] in {"yes", "no", "cannot be known", "does not apply"}
            for each in row["criteria"]
        )


def test_p1_a_yes_comes_with_figures_that_stand_in_the_file(city: Programme) -> None:
    rows = city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-07-01")
    yes = [
        each
        for row in rows
        for each in row["criteria"]
        if each["answer"] == "yes" and each["criterion"] == "below the floor"
    ]
    assert yes
    for each in yes:
        for figure in each["figures"]:
            cells = table(SAMPLE / figure["file"])
            place = cells[0].index(figure["column"])
            text = cells[figure["row"] - 1][place]
            assert float(text.removesuffix("%")) == figure["value"]


def test_p1_on_writing_alone_is_marked_and_is_no_ground(city: Programme) -> None:
    rows = city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-07-01")
    alone = [row for row in rows if row["on_writing_alone"] == "yes"]
    for row in alone:
        floor = [each for each in row["criteria"] if each["on_writing_alone"]]
        assert floor
        assert all(each["ground"] is False for each in floor)


def test_p1_coasting_without_three_years_is_no_where_one_year_settles_it(city: Programme) -> None:
    rows = city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-07-01")
    assert {row["coasting"] for row in rows} >= {"cannot be known", "no"}
    assert "yes" not in {row["coasting"] for row in rows}
    later = city.rows(f"eligibility --la {CITY} --year 2017/18 --as-of 2018-12-20")
    assert {"yes", "no"} <= {row["coasting"].split(" (")[0] for row in later}


def test_p1_no_is_an_answer_once_notices_are_looked_up(city: Programme) -> None:
    city.write(
        "notices.csv",
        "urn,given_on,given_by,ground\n900005,2016-09-12,local authority,s.60 (a) low standards\n",
    )
    city.done("import-data notices.csv")
    city.write("looked.csv", "urn,looked_up_on,source\n900001,2017-06-01,the authority's list\n")
    city.done("import-data looked.csv")
    rows = {
        row["urn"]: row
        for row in city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-07-01")
    }
    assert rows["900005"]["warning_notice"] == "yes"
    assert rows["900001"]["warning_notice"] == "no"
    assert rows["900006"]["warning_notice"] == "cannot be known"
    earlier = city.rows(f"eligibility --la {CITY} --year 2016/17 --as-of 2017-05-31")
    assert {row["warning_notice"] for row in earlier} == {"yes", "cannot be known"}


def test_p1_those_that_meet_a_criterion_are_listed_with_the_most_grounds_first(
    city: Programme,
) -> None:
    line = f"eligibility --la {CITY} --year 2017/18 --as-of 2018-12-20"
    every, listed = city.rows(line), city.rows(f"{line} --eligible")
    assert {row["eligible"] for row in listed} == {"yes"}
    assert 0 < len(listed) < len(every)
    grounds = [sum(each["ground"] is True for each in row["criteria"]) for row in listed]
    assert grounds == sorted(grounds, reverse=True)


def test_p1_a_special_school_has_no_floor_and_does_not_coast(city: Programme) -> None:
    rows = city.rows(f"eligibility --la {CITY} --year 2017/18 --as-of 2018-12-20")
    outside = [row for row in rows if row["floor_201718"] == "does not apply"]
    assert outside
    for row in outside:
        said = next(e for e in row["criteria"] if e["criterion"] == "below the floor" and e["year"])
        assert said["ground"] is not True


def test_p1_the_summary_counts_every_school_once(city: Programme) -> None:
    answer = city.done("eligibility --summary --year 2017/18 --format json").json
    for row in answer["rows"]:
        counts = [row[key] for key in ("yes", "no", "cannot_be_known", "does_not_apply")]
        assert sum(counts) == answer["schools"]
    rows = city.rows(f"eligibility --la {CITY} --year 2017/18 --as-of 2019-06-20")
    below = sum(row["floor_201718"].startswith("yes") for row in rows)
    assert answer["rows"][0]["yes"] == below


def test_p4_the_seventy_thirty_rule_is_shown_over_the_selected_schools(city: Programme) -> None:
    for urn in ("900003", "900008", "900001"):
        city.selected(urn)
    found = city.done(
        "eligibility --programme --year 2016/17 --as-of 2017-07-12 --format json"
    ).json
    assert [row["urn"] for row in found["rows"]] == ["900001", "900003", "900008"]
    assert found["balance"]["selected_on_a_criterion"] == 2
    assert found["balance"]["selected_on_intelligence"] == 1
    assert found["balance"]["at_least"] == 14
    assert found["balance"]["met"] is True


def test_an_inspection_after_the_day_judged_from_does_not_count(city: Programme) -> None:
    line = f"eligibility --la {CITY} --year 2016/17 --as-of"
    before = {row["urn"]: row["ofsted"] for row in city.rows(f"{line} 2016-11-01")}
    after = {row["urn"]: row["ofsted"] for row in city.rows(f"{line} 2017-02-01")}
    assert (before["900003"], after["900003"]) == ("cannot be known", "yes")


def ofsted_of(city: Programme, urn: str, day: str) -> dict[str, Any]:
    line = f"eligibility --la {CITY} --year 2016/17 --as-of {day} --format json"
    row = next(row for row in city.done(line).json["rows"] if row["urn"] == urn)
    return next(each for each in row["criteria"] if each["criterion"] == "Ofsted grade 3 or 4")


def test_p1_of_several_files_the_latest_inspection_by_the_day_counts(city: Programme) -> None:
    city.write(
        "ofsted_2024.csv",
        "URN,School name,Inspection start date of latest OEIF graded inspection,"
        "Latest OEIF quality of education,Latest OEIF behaviour and attitudes,"
        "Latest OEIF personal development,"
        "Latest OEIF effectiveness of leadership and management,"
        "Latest OEIF category of concern\n"
        "900003,A,01/10/2024,2,2,1,2,NULL\n900005,B,02/10/2024,Good,3,2,2,NULL\n"
        "900006,C,03/10/2024,4,4,2,4,SM \n",
    )
    city.write(
        "ofsted_old.csv",
        "URN,School name,Inspection date,Overall effectiveness\n"
        "900003,A,12.03.2012,Requires improvement\n900005,B,20120301,2\n",
    )
    city.done("import-data ofsted_2024.csv")
    city.done("import-data ofsted_old.csv")
    assert ofsted_of(city, "900003", "2012-12-01")["answer"] == "yes"
    assert ofsted_of(city, "900005", "2012-12-01")["answer"] == "no"
    assert ofsted_of(city, "900003", "2016-12-01")["answer"] == "yes"
    after = ofsted_of(city, "900003", "2024-12-01")
    assert after["answer"] == "no"
    assert {part["value"] for part in after["figures"]} == {1.0, 2.0}
    assert ofsted_of(city, "900005", "2024-12-01")["answer"] == "cannot be known"
    assert ofsted_of(city, "900006", "2024-12-01")["answer"] == "yes"


def test_p3_risk_is_reasons_in_words(city: Programme) -> None:
    rows = city.rows("risk 900003 --year 2016/17 --as-of 2017-07-01")
    assert "judged requires improvement (grade 3)" in {row["reason"] for row in rows}
    assert all(set(row) == {"urn", "name", "kind", "reason", "confidential"} for row in rows)


def test_the_policys_authority_is_meant_where_none_is_named(city: Programme) -> None:
    for command in ("eligibility", "analyse", "risk"):
        assert city.rows(command) == city.rows(f"{command} --la 330")
    assert city.run("analyse 900001 --la 330").code == 2


@pytest.mark.parametrize("command", ["eligibility", "risk"])
def test_an_authority_that_no_file_knows_is_refused_with_those_that_are_in(
    city: Programme, command: str
) -> None:
    refused = city.run(f"{command} --la 999 --year 2016/17")
    assert refused.code == 65
    assert "no primary school of authority 999 is known" in refused.err
    assert "the results of 2016/17 are of 330" in refused.err


def test_schools_without_results_of_their_authority_are_listed_with_a_note(
    programme: Programme,
) -> None:
    with_county(programme, 2017)
    programme.done(f"import-data {SAMPLE / '2016-2017_330_spine.xlsx'} --published 2010-09-01")
    listed = programme.run("eligibility --la 330")
    assert "no results of authority 330 are in; the results of 2016/17 are of 850" in listed.err
