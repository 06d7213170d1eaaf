"""Figures explained at the terminal."""

import pytest

from builders import Programme
from figures_at_hand import with_city


@pytest.fixture
def city(programme: Programme) -> Programme:
    return with_city(programme)


def test_p42_a_gap_is_explained_by_its_two_cells(city: Programme) -> None:
    found = city.done("explain gap/201617/900005/rwm_expected_pct/national --format json").json
    mine, nation = found["tree"]["parts"]
    assert found["tree"]["value"] == -15
    assert (mine["source"]["text"], nation["source"]["text"]) == ("46%", "61%")
    assert mine["source"]["column"] == "PTRWM_EXP"
    assert mine["source"]["release"] == "final"


def test_p42_figures_of_analyse_name_themselves(city: Programme) -> None:
    for row in city.rows("analyse 900005 --year 2017/18"):
        found = city.done(f"explain {row['ref']} --format json").json["tree"]
        assert found["value"] == row["value"] or row["value"] is None


def test_p42_an_indicator_is_explained_down_to_who_recorded_it(city: Programme) -> None:
    city.write(
        "kpis.csv",
        "urn,code,name,side,heading,unit,baseline,baseline_on,starts_on,measure\n"
        "900005,RWM,Expected in all three,school,teaching and learning,%,46,2017-07-21,2017-09-04,PTRWM_EXP\n",
    )
    city.selected("900005").done("import-data kpis.csv")
    found = city.done("explain kpi/900005/RWM --as-of 2018-12-20 --format json").json["tree"]
    assert found["value"] == 53
    assert found["parts"][0]["source"]["column"] == "PTRWM_EXP"
    promised = city.done("explain kpi/900005/RWM/baseline --format json").json["tree"]
    assert promised["parts"][0]["rule"].startswith("recorded by change")


@pytest.mark.parametrize("name", ["nonsense", "ks2/201617/900005"])
def test_what_names_no_figure_is_wrong_usage(city: Programme, name: str) -> None:
    assert city.run(f"explain {name}").code == 2


def test_a_figure_that_is_not_there_is_refused(city: Programme) -> None:
    assert city.run("explain ks2/201011/900005/rwm_expected_pct").code == 65


@pytest.mark.parametrize(
    "name",
    [
        "days/Nonsense/used",
        "days/900005@NONE/used",
        "status/999999",
        "kpis/Nonsense/travel",
        "alliance/Nonsense/flag",
        "advice/Nonsense/open",
        "review/Nonsense/midterm",
        "floor/201617/999999",
    ],
)
def test_a_name_of_no_school_or_alliance_is_refused_and_never_nought(
    city: Programme, name: str
) -> None:
    answer = city.run(f"explain {name}")
    assert answer.code == 65
    assert "fix:" in answer.err


@pytest.mark.parametrize(
    "name",
    [
        "criterion/201617/900005/floor",
        "band/201617/900005/nonsense",
        "growth/201617/900005/rwm_expected_pct/points",
        "ks2/Nonsense/900005/rwm_expected_pct",
        "accuracy/201617/900005/nonsense/figure",
        "review/programme/nonsense",
        "moved/99999/worse",
    ],
)
def test_a_part_that_no_name_has_is_wrong_usage(city: Programme, name: str) -> None:
    answer = city.run(f"explain {name}")
    assert answer.code == 2
    assert "fix:" in answer.err


def test_a_school_by_its_name_is_answered_with_its_urn(city: Programme) -> None:
    school = city.rows("schools --la 330 --year 2016/17")[0]
    answer = city.run(f"explain 'days/{school['name']}/used'")
    assert answer.code == 65
    assert f"did you mean {school['urn']}?" in answer.err


@pytest.mark.parametrize(
    "name",
    [
        "gap/201617/900005/nonsense/national",
        "pupils/201617/900005/nonsense/national",
        "interval/201617/900005/nonsense/lower",
        "standing/201617/900005/nonsense/national",
        "rank/201617/900005/nonsense",
        "accuracy/201617/900005/reading/nonsense",
    ],
)
def test_a_figure_that_is_none_is_refused_with_those_there_are(city: Programme, name: str) -> None:
    answer = city.run(f"explain {name}")
    assert answer.code == 2
    assert "'nonsense' is no" in answer.err
    assert "fix:   one of " in answer.err


def test_a_recommendation_that_nobody_gave_is_refused(programme: Programme) -> None:
    programme.supported()
    assert programme.run("explain recommendation/900001/baseline/1").code == 0
    for number in ("9", "nonsense"):
        assert programme.run(f"explain recommendation/900001/baseline/{number}").code == 65


def test_on_a_terminal_a_figure_is_a_tree_that_fits(
    city: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = city.done("explain gap/201617/900005/rwm_expected_pct/national --format table").out
    lines = told.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("-15  ")
    assert [line[:5] for line in lines if line.startswith(("   46", "   61"))] == ["   46", "   61"]
    assert "column PTRWM_EXP: “46%” (final)" in told
