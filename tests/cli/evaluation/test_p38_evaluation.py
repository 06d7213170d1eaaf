"""P38: did it work, for whom, at what cost; held against pandas, by the public commands."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bleadchallenge.domain.provenance.refs import parse_ref
from bleadchallenge.packs.value import Cell, Pack, Section, Table
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.evaluation import addendum, report
from bleadchallenge.usecases.evaluation.options import EvaluationOptions
from bleadchallenge.usecases.provenance.explain import FigureExplainer
from bleadchallenge.usecases.request import Request
from builders import Programme, answer_of
from evaluated import CHOSEN, DAY, TABLES, Again, again, built, followed, rwm, table
from places import SHARED, needs_shared

pytestmark = pytest.mark.xdist_group("evaluation")


@pytest.fixture(scope="module")
def by_pandas() -> Again:
    tables = [table(path) for path in TABLES]
    values = followed(tables)
    return again(set(CHOSEN), tables[1], values[:2], values[3])


def test_the_effect_and_its_interval_are_what_pandas_gives(
    city: Programme, by_pandas: Again
) -> None:
    row = city.rows("evaluate --outcome rwm_expected")[0]
    assert row["points"] == pytest.approx(by_pandas.points)
    assert (row["lower"], row["upper"]) == pytest.approx((by_pandas.lower, by_pandas.upper))
    assert row["schools"] == len(by_pandas.schools)


def test_each_school_stands_beside_the_set_that_pandas_finds(
    city: Programme, by_pandas: Again
) -> None:
    rows = {row["urn"]: row for row in city.rows("evaluate schools")}
    assert set(rows) == set(by_pandas.schools)
    for urn, row in rows.items():
        assert row["matched_urns"] == by_pandas.matched[urn]
        assert row["difference"] == pytest.approx(by_pandas.schools[urn])


def test_families_that_were_drawn_and_kept_are_the_ones_that_count(city: Programme) -> None:
    before = city.rows("evaluate schools")
    city.done("family draw --year 2016/17 --way nearest")
    assert city.rows("evaluate schools") == before
    tree = city.done("explain family/201617/900003/nearest/900002 --format json")
    assert tree.json["tree"]["value"] is not None


def test_no_school_of_the_programme_is_in_a_matched_set(city: Programme) -> None:
    for row in city.rows("evaluate schools"):
        assert not set(row["matched_urns"]) & set(CHOSEN)


def test_placebo_years_are_the_years_before_alone(city: Programme) -> None:
    rows = city.rows("evaluate --placebo")
    assert {row["years"] for row in rows} == {"2015/16 to 2016/17"}
    again_by_hand = city.rows("evaluate --before 2015/16 --after 2016/17")
    assert rows[0]["points"] == again_by_hand[0]["points"]


def test_what_cannot_be_said_stands_beside_the_effect(city: Programme) -> None:
    said = " ".join(city.done("evaluate --format json").json["cannot_say"])
    for words in ("not drawn", "regression to the mean", "2017/18", "2019/20, 2020/21", "assumed"):
        assert words in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("evaluate --after 2019/20", "cancelled"),
        ("evaluate --before 2013/14", "levels"),
        ("evaluate --outcome happiness", "no outcome is known"),
    ],
)
def test_what_cannot_be_compared_is_refused(city: Programme, line: str, says: str) -> None:
    answer = city.run(line)
    assert answer.code == 65
    assert says in answer.err


def test_groups_of_fewer_than_five_schools_have_no_figure(city: Programme) -> None:
    for command in ("groups", "support"):
        for row in city.rows(f"evaluate {command}"):
            assert row["schools"] >= 5 or (row["points"], row["lower"]) == (None, None)
            assert row["schools"] >= 5 or row["verdict"] == "too few schools to tell"


def test_days_in_the_ledger_are_priced_by_the_policy(city: Programme) -> None:
    answer = city.done("evaluate cost --format json").json
    assert answer["rates_are"] == "assumed"
    assert answer["programme_pounds"] == 0
    assert answer["no_cost_per_point"] or answer["pounds_per_point"] == 0


def test_an_effect_is_explained_down_to_the_cells(city: Programme) -> None:
    whole = city.rows("evaluate --outcome rwm_expected")[0]
    tree = city.done(f"explain {whole['ref']} --format json").json["tree"]
    assert tree["value"] == pytest.approx(whole["points"])
    assert len(tree["parts"]) == whole["schools"]
    school = city.done(f"explain {tree['parts'][0]['ref']} --format json").json["tree"]
    own, *matched = school["parts"]
    assert school["value"] == pytest.approx(
        own["value"] - sum(each["value"] for each in matched) / len(matched), abs=1e-5
    )
    assert own["parts"][0]["source"]["column"] == "PTRWM_EXP"


def test_no_line_of_the_panel_is_of_fewer_than_five_schools_and_the_effect_can_be_remade(
    city: Programme,
) -> None:
    city.done("evaluate export panel")
    lines = panel(city, "panel")
    said = [tuple(v for k, v in line.items() if k != "code") for line in lines]
    assert min(said.count(each) for each in said) >= 5
    own = [line for line in lines if line["part"] == "programme"]
    change = [
        float(line["rwm_expected_pct_201819"])
        - (float(line["rwm_expected_pct_201516"]) + float(line["rwm_expected_pct_201617"])) / 2
        - float(line["matched_change"])
        for line in own
    ]
    effect = city.rows("evaluate --outcome rwm_expected")[0]["points"]
    assert sum(change) / len(change) == pytest.approx(effect, abs=0.15)


def test_the_panel_names_no_school_and_keeps_its_codes(city: Programme) -> None:
    city.done("evaluate export panel")
    text = "".join(path.read_text(encoding="utf-8") for path in (city.folder / "panel").iterdir())
    assert "anonymised panel" in text
    assert not any(urn in text for urn in CHOSEN)
    assert "School 9" not in text
    first = codes(city, "panel")
    city.done("evaluate export again")
    assert codes(city, "again") == first
    assert city.run("evaluate export panel").code == 73


def panel(city: Programme, folder: str) -> list[dict[str, str]]:
    text = (city.folder / folder / "panel.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def codes(city: Programme, folder: str) -> list[str]:
    return [line["code"] for line in panel(city, folder)]


def test_the_report_says_what_the_listing_says_and_the_same_to_the_byte(city: Programme) -> None:
    city.done("report evaluation --out . --to md")
    text = (city.folder / f"evaluation-{DAY}" / f"evaluation-{DAY}.md").read_text(encoding="utf-8")
    row = city.rows("evaluate --outcome rwm_expected")[0]
    assert f"{row['points']:+.1f} points, 95 % interval {row['lower']:+.1f}" in text
    for heading in ("Did it work", "For whom", "At what cost", "What this cannot say"):
        assert f"## {heading}" in text
    assert "programme office" in text
    city.done("report evaluation --out . --to md")
    again_text = (city.folder / f"evaluation-{DAY}" / f"evaluation-{DAY}.md").read_text(
        encoding="utf-8"
    )
    assert again_text == text


HAMPSHIRE = [
    SHARED / "data" / "ks2" / f"{y}_850_ks2final.csv"
    for y in ("2016-2017", "2017-2018", "2018-2019")
]


@pytest.mark.real
@needs_shared[1]
def test_a_real_county_with_schools_chosen_by_number_is_what_pandas_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
    tables = [table(path) for path in HAMPSHIRE]
    urns = sorted(tables[0].index[rwm(tables[0]).notna()])[7::15]
    store = built(tmp_path, HAMPSHIRE, urns)
    answer = answer_of(f"evaluate schools --before 2016/17 --store {store} --format json".split())
    assert answer.code == 0, answer.err
    values = followed(tables)
    expected = again(set(urns), tables[0], values[:1], values[2])
    rows = {row["urn"]: row for row in answer.json["rows"]}
    assert {urn: row["matched_urns"] for urn, row in rows.items()} == expected.matched
    for urn, row in rows.items():
        assert row["difference"] == pytest.approx(expected.schools[urn])
    effect = answer_of(
        f"evaluate --outcome rwm_expected --before 2016/17 --store {store} --format json".split()
    ).json["rows"][0]
    assert effect["points"] == pytest.approx(expected.points)
    assert (effect["lower"], effect["upper"]) == pytest.approx((expected.lower, expected.upper))


def numbers_with_refs(sections: tuple[Section, ...]) -> list[Cell]:
    """Every cell of a report's tables that is named and holds something."""
    tables = [
        block
        for section in sections
        for block in section.blocks
        if isinstance(block, Table) and block.id != "effects-drawn"
    ]
    return [
        cell
        for each in tables
        for row in each.rows
        for cell in row
        if cell.ref and cell.value is not None
    ]


@pytest.mark.parametrize("build", [report.build, addendum.build], ids=["evaluation", "addendum"])
def test_every_named_figure_of_the_reports_is_explained_as_it_is_shown(
    city: Programme, build: Callable[[Reader, Request, EvaluationOptions], Pack]
) -> None:
    asked = Request(
        city.folder / "evaluation.db", date.fromisoformat(DAY), f"{DAY}T09:00", "A", "x"
    )
    with asked.reading() as reader:
        cells = numbers_with_refs(build(reader, asked, EvaluationOptions()).sections)
        tracer = FigureExplainer(reader, asked.as_of)
        assert len(cells) > 50
        for cell in cells:
            found = tracer.explained(parse_ref(cell.ref))
            if isinstance(cell.value, int | float):
                assert found.value == pytest.approx(cell.value), cell.ref
            else:
                assert str(found.value) == str(cell.value), cell.ref
