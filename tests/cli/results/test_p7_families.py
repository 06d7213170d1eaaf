"""Families at the terminal, on the invented city."""

import pytest

from builders import Programme
from figures_at_hand import SAMPLE, schools_of, with_city


@pytest.fixture
def city(programme: Programme) -> Programme:
    with_city(programme).done("family draw --year 2016/17 --as-of 2017-09-04")
    return programme


def test_p7_the_national_gap_stands_beside_the_family(city: Programme) -> None:
    found = city.done("family 900003 --year 2016/17 --format json").json
    assert len(found["rows"]) == 10
    assert found["gap_to_national"] == 42 - 61
    assert found["family_mean"] == pytest.approx(
        sum(row["rwm_expected_pct"] for row in found["rows"]) / 10, abs=0.05
    )
    assert found["gap_to_family"] == pytest.approx(42 - found["family_mean"])
    assert found["drawn_on"] == "2017-09-04"
    assert found["weights"]["prior_attainment"] == 0.66
    assert set(found["means"]) == set(found["weights"])


def test_p7_phases_are_never_mixed(city: Programme) -> None:
    rows = schools_of(SAMPLE / "2016-2017_330_ks2final.csv")
    found = city.rows("family 900005 --year 2016/17")
    assert found
    assert {rows[row["urn"]]["AGERANGE"] for row in found} == {"7-11"}


def test_p7_a_few_junior_schools_make_a_family_of_low_confidence(city: Programme) -> None:
    found = city.done("family 900005 --year 2016/17 --format json").json
    assert found["low_confidence"].startswith("thin: only")


def test_p7_the_departments_way_is_said_to_be_estimated(city: Programme) -> None:
    found = city.done("family 900003 --way department --year 2016/17 --format json").json
    assert found["low_confidence"].startswith("estimated")
    assert len(found["rows"]) <= 124


def test_p7_a_published_list_can_be_used(programme: Programme) -> None:
    with_city(programme)
    urns = [f"9000{number:02d}" for number in range(1, 9)]
    lines = [f"{urn},{'A' if place < 5 else 'B'}" for place, urn in enumerate(urns)]
    programme.write("families.csv", "URN,FAMILY\n" + "\n".join(lines) + "\n")
    programme.done("import-data families.csv")
    programme.done("family draw --year 2016/17 --way published")
    found = programme.rows("family 900003 --way published --year 2016/17")
    assert [row["urn"] for row in found] == ["900001", "900002", "900004", "900005"]


def test_drawing_again_puts_the_new_family_in_the_place_of_the_old(city: Programme) -> None:
    before = city.rows("family 900003 --year 2016/17")
    city.done("family draw --year 2016/17 --as-of 2017-10-02")
    found = city.done("family 900003 --year 2016/17 --format json").json
    assert found["rows"] == before
    assert found["drawn_on"] == "2017-10-02"


def test_a_family_that_is_not_drawn_is_refused_with_the_way_to_draw_it(
    programme: Programme,
) -> None:
    with_city(programme)
    answer = programme.run("family 900003 --year 2016/17")
    assert answer.code == 65
    assert "bleadchallenge family draw --year 2016/17" in answer.err


def test_the_analysis_holds_a_school_against_its_family(city: Programme) -> None:
    rows = city.rows("analyse 900003 --year 2016/17")
    found = city.done("family 900003 --year 2016/17 --format json").json
    latest = next(row for row in rows if row["ref"] == "ks2/201617/900003/rwm_expected_pct")
    assert latest["gap_to_family"] == found["gap_to_family"]


@pytest.mark.parametrize("way", ["nearest", "department"])
def test_a_year_without_results_is_answered_with_the_years_there_are(
    city: Programme, way: str
) -> None:
    answer = city.run(f"family 900003 --way {way} --year 1900/01")
    assert answer.code == 65
    assert "the years that are in:" in answer.err
    assert "2016/17" in answer.err
    assert "family draw" not in answer.err
