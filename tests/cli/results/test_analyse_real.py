"""Analysis of a real county, held to what the Department published of it."""

import pytest

from builders import Programme
from figures_at_hand import COUNTY, KS2, schools_of, with_county
from places import needs_shared

pytestmark = needs_shared
_SUBJECTS = {"reading": "READPROG", "writing": "WRITPROG", "maths": "MATPROG"}


def _published_bands(year: int) -> dict[tuple[str, str], int]:
    rows = schools_of(KS2 / f"{year - 1}-{year}_850_ks2final.csv")
    return {
        (urn, subject): int(row[f"{column}_DESCR"])
        for urn, row in rows.items()
        for subject, column in _SUBJECTS.items()
        if row.get(f"{column}_DESCR", "").isdigit()
    }


@pytest.mark.parametrize(("year", "at_least"), [(2018, 912), (2019, 900)])
def test_p6_every_published_band_is_worked_out(
    programme: Programme, year: int, at_least: int
) -> None:
    with_county(programme)
    listed = programme.rows(f"analyse --la {COUNTY} --year {year - 1}/{year % 100}")
    worked_out = {
        (row["urn"], subject): row[f"{subject}_band"] for row in listed for subject in _SUBJECTS
    }
    published = _published_bands(year)
    assert len(published) >= at_least
    assert {key: worked_out[key] for key in published} == published


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_p6_schools_weighted_by_pupils_give_the_authoritys_own_figure(
    programme: Programme, year: int
) -> None:
    with_county(programme)
    line = f"analyse --la {COUNTY} --year {year - 1}/{year % 100}"
    found = programme.done(f"{line} --format json").json
    shown = [row for row in found["rows"] if isinstance(row["rwm_expected_pct"], int | float)]
    pupils = sum(row["eligible_pupils"] for row in shown)
    weighted = sum(row["rwm_expected_pct"] * row["eligible_pupils"] for row in shown) / pupils
    assert found["local"]["rwm_expected_pct"] == pytest.approx(weighted, abs=0.5)


def test_p6_every_school_of_the_table_has_its_row(programme: Programme) -> None:
    with_county(programme)
    listed = programme.rows(f"analyse --la {COUNTY} --year 2017/18")
    rows = schools_of(KS2 / "2017-2018_850_ks2final.csv")
    assert {row["urn"] for row in listed} == set(rows)
    for row in listed:
        assert row["eligible_pupils"] == _whole(rows[row["urn"]].get("TELIG", ""))
        assert row["rwm_expected_pct"] in _allowed(rows[row["urn"]].get("PTRWM_EXP", ""))


def test_p6_results_published_again_fill_a_year_whose_own_file_is_not_in(
    programme: Programme,
) -> None:
    with_county(programme, 2019)
    listed = {row["urn"]: row for row in programme.rows(f"analyse --la {COUNTY} --year 2016/17")}
    rows = schools_of(KS2 / "2018-2019_850_ks2final.csv")
    again = {
        urn: row["PTRWM_EXP_17"] for urn, row in rows.items() if "%" in row.get("PTRWM_EXP_17", "")
    }
    assert len(again) > 250
    assert {urn: f"{listed[urn]['rwm_expected_pct']:g}%" for urn in again} == again
    assert all("republished" in " ".join(listed[urn]["notes"]) for urn in again)


def test_p6_a_converted_academy_has_its_predecessors_results(programme: Programme) -> None:
    with_county(programme, 2017, 2018)
    found = programme.done("analyse 144093 --year 2017/18 --format json").json
    values = {row["year"]: row["value"] for row in found["rows"][:3]}
    assert values == {"2015/16": 68, "2016/17": 64, "2017/18": 79}
    assert (
        "116181 converted to an academy on 2017-04-01: its results are followed" in found["notes"]
    )


def test_a_conversion_that_did_not_take_place_is_not_followed(programme: Programme) -> None:
    with_county(programme, 2017, 2018)
    found = programme.done("analyse 116383 --year 2017/18 --format json").json
    assert found["life"] == "open"


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _allowed(text: str) -> set[object]:
    return {float(text.removesuffix("%"))} if text.endswith("%") else {None, "c"}
