"""Floor, coasting, decline and growth are told alike wherever they are told, school by school."""

import csv
import io
import itertools
from typing import Any

import pytest

from builders import Programme
from figures_at_hand import CITY, COUNTY, SAMPLE, table, with_city, with_county
from places import needs_shared

TRUTH = {"yes": True, "no": False}
YEARS = ("2015-2016", "2016-2017", "2017-2018")
MANY = 200
EDGES: dict[str, list[dict[str, str] | None]] = {
    "five pupils, suppressed": [{"TELIG": "5", "PTRWM_EXP": "SUPP"}] * 3,
    "nine pupils": [{"TELIG": "9", "PTRWM_EXP": f"{each}%"} for each in (67, 56, 11)],
    "no results in the middle year": [{"PTRWM_EXP": "60%"}, None, {"PTRWM_EXP": "30%"}],
    "gives back a rise": [{"PTRWM_EXP": f"{each}%"} for each in (60, 90, 66)],
    "a little behind twice": [{"PTRWM_EXP": f"{each}%"} for each in (65, 66, 62)],
    "a steep fall": [{"PTRWM_EXP": f"{each}%"} for each in (60, 68, 40)],
    "a fall of few pupils": [{"TELIG": "20", "PTRWM_EXP": f"{each}%"} for each in (60, 70, 55)],
    "below the floor and coasting": [
        {"PTRWM_EXP": "40%", "READPROG": "-6", "READPROG_LOWER": "-8", "READPROG_UPPER": "-4"}
    ]
    * 3,
    "on writing alone": [
        {"PTRWM_EXP": "40%", "WRITPROG": "-8", "WRITPROG_LOWER": "-9", "WRITPROG_UPPER": "-6"}
    ]
    * 3,
    "prior attainment known of few": [{"PTRWM_EXP": "40%", "READCOV": "40%"}] * 3,
    "a special school": [{"RECTYPE": "2", "NFTYPE": "CYS", "PTRWM_EXP": "10%"}] * 3,
    "an infant school": [{"AGERANGE": "4-7", "PTRWM_EXP": ""}] * 3,
    "the latest year suppressed": [{"PTRWM_EXP": "60%"}, {"PTRWM_EXP": "50%"}, {"TELIG": "4"}],
}


def with_edges(programme: Programme) -> Programme:
    """Schools at every border of the rules, in the tables' own layout, beside the sample's areas."""
    return programme.remembered("edges", lambda: write_edges(programme))


def write_edges(programme: Programme) -> None:
    names = []
    for place, year in enumerate(YEARS):
        name = f"{year}_330_ks2final.csv"
        header, *rows = table(SAMPLE / name)
        out = io.StringIO()
        writer = csv.DictWriter(out, header, restval="")
        writer.writeheader()
        writer.writerows(dict(zip(header, row, strict=False)) for row in rows if row[0] in "345")
        for number, (what, years) in enumerate(EDGES.items()):
            if (own := years[place]) is not None:
                writer.writerow(edge(number, what) | own)
        programme.write(name, out.getvalue())
        names.append(name)
    programme.done(f"import-data {' '.join(names)} --published 2010-09-01")


def edge(number: int, what: str) -> dict[str, str]:
    """A mainstream primary of many pupils, of whom everything is known but the results."""
    progress = {
        f"{subject}PROG{end}": text
        for subject in ("READ", "WRIT", "MAT")
        for end, text in (("", "0.5"), ("_LOWER", "-0.5"), ("_UPPER", "1.5"))
    }
    cover = {f"{subject}COV": "97%" for subject in ("READ", "WRIT", "MAT")}
    named = {"URN": str(900301 + number), "ESTAB": str(3301 + number), "SCHNAME": what.title()}
    own = {"RECTYPE": "1", "LEA": CITY, "NFTYPE": "CY", "ICLOSE": "0", "AGERANGE": "4-11"}
    return {**own, **named, **progress, **cover, "TELIG": str(MANY)}


def criteria(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A school's answers by criterion, of the latest year it is asked for."""
    return {each["criterion"]: each for each in row["criteria"]}


def disagreements(programme: Programme, la: str, year: str, day: str) -> list[str]:
    """Every place where two listings say something else of a school, in words."""
    asked = f"--la {la} --year {year} --as-of {day}"
    tested = {each["urn"]: each for each in programme.rows(f"eligibility {asked}")}
    analysed = {each["urn"]: each for each in programme.rows(f"analyse --la {la} --year {year}")}
    risks = programme.rows(f"risk {asked}")
    found = []
    for urn, row in tested.items():
        answers = criteria(row)
        at_risk = [each["reason"] for each in risks if each["urn"] == urn]
        floors = [each for each in row["criteria"] if each["criterion"] == "below the floor"]
        for name in ("below the floor", "coasting", "declining results"):
            said = [each for each in row["criteria"] if each["criterion"] == name]
            yes = sum(each["answer"] == "yes" for each in said)
            if sum(each.startswith((f"{name}:", f"{name},")) for each in at_risk) != yes:
                found.append(f"{urn}: risk and eligibility on {name}: {at_risk}, {said}")
        if urn in analysed:
            found += beside_analysis(urn, analysed[urn], floors[-1], answers)
    return found


def beside_analysis(
    urn: str, row: dict[str, Any], floor: dict[str, Any], answers: dict[str, dict[str, Any]]
) -> list[str]:
    """Where the analysis of a school says something else than its eligibility."""
    coasts, declines = answers["coasting"], answers["declining results"]
    pairs = [
        ("floor", TRUTH.get(floor["answer"]), row["below_floor"]),
        ("why of the floor", floor["reasons"], row["below_floor_reasons"]),
        ("coasting", TRUTH.get(coasts["answer"]), row["coasting"]),
        ("why of coasting", coasts["reasons"], row["coasting_reasons"]),
    ]
    said = [f"{urn}: {what}: {one}, {other}" for what, one, other in pairs if one != other]
    if row["growth_verdict"] == "cannot be known" and declines["answer"] == "yes":
        said.append(f"{urn}: declining without growth: {declines}")
    if row["growth_points"] and f"by {abs(row['growth_points']):g} point" not in str(declines):
        said.append(f"{urn}: the fall is another than the growth: {declines}, {row}")
    return said


def spans_of_decline(programme: Programme, la: str, year: str, day: str) -> dict[str, str]:
    """The schools that decline, with the years over which each is said to be behind."""
    rows = programme.rows(f"eligibility --la {la} --year {year} --as-of {day}")
    of = {row["urn"]: criteria(row)["declining results"] for row in rows}
    return {
        urn: each["reasons"][-1].split(":")[0]
        for urn, each in of.items()
        if each["answer"] == "yes"
    }


@pytest.mark.parametrize(
    ("year", "day"),
    [("2016/17", "2017-07-01"), ("2017/18", "2018-12-20"), ("2018/19", "2020-01-10")],
)
def test_every_listing_says_the_same_of_a_school_of_the_sample(
    programme: Programme, year: str, day: str
) -> None:
    assert disagreements(with_city(programme), CITY, year, day) == []


@pytest.mark.parametrize("year", ["2016/17", "2017/18"])
def test_every_listing_says_the_same_at_the_borders_of_the_rules(
    programme: Programme, year: str
) -> None:
    assert disagreements(with_edges(programme), CITY, year, "2019-01-10") == []


@pytest.mark.parametrize("year", [pytest.param("2017/18", marks=needs_shared)])
def test_every_listing_says_the_same_of_a_real_county(programme: Programme, year: str) -> None:
    assert disagreements(with_county(programme), COUNTY, year, "2020-01-10") == []


def test_the_borders_are_met(programme: Programme) -> None:
    rows = with_edges(programme).rows(
        f"eligibility --la {CITY} --year 2017/18 --as-of 2019-01-10 --format json"
    )
    of = {row["name"].casefold(): row for row in rows}
    said = {name: criteria(row)["declining results"]["answer"] for name, row in of.items()}
    assert said == {
        "five pupils, suppressed": "cannot be known",
        "nine pupils": "no",
        "no results in the middle year": "cannot be known",
        "gives back a rise": "no",
        "a little behind twice": "yes",
        "a steep fall": "yes",
        "a fall of few pupils": "no",
        "below the floor and coasting": "yes",
        "on writing alone": "yes",
        "prior attainment known of few": "yes",
        "a special school": "yes",
        "an infant school": "cannot be known",
        "the latest year suppressed": "cannot be known",
    }
    floors = {name: row["floor_201718"] for name, row in of.items()}
    assert floors["below the floor and coasting"] == "yes"
    assert floors["a special school"] == floors["nine pupils"] == "does not apply"
    assert of["below the floor and coasting"]["coasting"] == "yes"


def test_growth_is_behind_over_the_years_that_a_decline_names(programme: Programme) -> None:
    with_edges(programme)
    declining = spans_of_decline(programme, CITY, "2017/18", "2019-01-10")
    assert declining
    for urn, span in declining.items():
        rows = programme.rows(f"analyse {urn} --year 2017/18")
        grown = {row["year"]: row["words"] for row in rows if row["words"].startswith(row["year"])}
        assert grown[span].endswith(": behind")


def test_one_school_is_analysed_and_printed_as_it_is_listed(programme: Programme) -> None:
    with_edges(programme)
    rows = programme.rows(f"eligibility --la {CITY} --year 2017/18 --as-of 2019-01-10")
    for row in itertools.islice(rows, 0, None, 2):
        alone = {each["figure"]: each["value"] for each in programme.rows(f"analyse {row['urn']}")}
        assert alone["below the floor standard"] == row["floor_201718"]
        assert alone["coasting"] == row["coasting"]
        for kind, said in (("floor", row["floor_201718"]), ("coasting", row["coasting"])):
            told = programme.done(f"explain {kind}/201718/{row['urn']}").out
            assert said.split(" (")[0] in told


@pytest.mark.parametrize("year", ["2015/16", "2016/17", "2017/18"])
def test_the_summary_counts_what_is_listed(programme: Programme, year: str) -> None:
    with_edges(programme)
    asked = f"--la {CITY} --year {year} --as-of 2019-01-10"
    rows = programme.rows(f"eligibility {asked}")
    key = f"floor_20{year[2:4]}{year[5:]}"
    counted = {each["criterion"]: each for each in programme.rows(f"eligibility --summary {asked}")}
    for answer in ("yes", "no", "cannot be known", "does not apply"):
        column = answer.replace(" ", "_")
        floors = sum(row[key].split(" (")[0] == answer for row in rows)
        coasts = sum(row["coasting"].split(" (")[0] == answer for row in rows)
        assert (counted["below the floor"][column], counted["coasting"][column]) == (floors, coasts)


@pytest.mark.parametrize("year", [pytest.param("2016/17", marks=needs_shared)])
def test_a_real_school_that_became_an_academy_is_counted_once(
    programme: Programme, year: str
) -> None:
    """Its later table gives the year's figures again, under its new number."""
    asked = f"--la {COUNTY} --year {year} --as-of 2020-01-10"
    listed = with_county(programme).rows(f"eligibility {asked}")
    counted = programme.done(f"eligibility --summary {asked} --format json").json
    assert counted["schools"] == len(listed)
