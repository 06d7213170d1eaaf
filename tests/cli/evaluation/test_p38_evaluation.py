"""P38: did it work, for whom, at what cost; held against pandas, by the public commands."""

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
from evaluated import CHOSEN, DAY, TABLES, Again, again, built, followed, regressed, rwm, table
from places import SHARED, needs_shared

pytestmark = pytest.mark.xdist_group("evaluation")


@pytest.fixture(scope="module")
def by_pandas() -> Again:
    tables = [table(path) for path in TABLES]
    values = followed(tables)
    return again(set(CHOSEN), tables[1], values[:2], values[3])


def test_the_effect_and_its_interval_are_what_matrices_give_from_the_files(
    city: Programme,
) -> None:
    row = city.rows("evaluate --outcome rwm_expected")[0]
    found = regressed(set(CHOSEN), [table(path) for path in TABLES[:2] + TABLES[3:]], [])
    assert row["points"] == pytest.approx(found.points, abs=1e-4)
    assert (row["lower"], row["upper"]) == pytest.approx((found.lower, found.upper), abs=1e-4)
    for school in city.rows("evaluate schools"):
        assert school["expected"] == pytest.approx(found.expected[school["urn"]], abs=1e-4)


def test_difference_in_differences_is_a_second_line_and_what_pandas_gives(
    city: Programme, by_pandas: Again
) -> None:
    answer = city.done("evaluate --outcome rwm_expected --format json").json
    row = answer["rows"][0]
    assert row["differences_points"] == pytest.approx(by_pandas.points)
    limits = (row["differences_lower"], row["differences_upper"])
    assert limits == pytest.approx((by_pandas.lower, by_pandas.upper))
    assert any("assumes" in said and "flatters" in said for said in answer["cannot_say"])


def test_placebos_apply_the_rule_of_choice_where_nothing_was_done(city: Programme) -> None:
    rows = city.rows("evaluate --placebo --outcome rwm_expected")
    assert {row["where"] for row in rows} == {
        "the same schools' 2015/16 to 2016/17",
        "the schools outside the programme",
    }
    for row in rows:
        assert (row["moves"] == "yes") == (not row["lower"] <= 0 <= row["upper"])
    text = city.done("evaluate --outcome rwm_expected").err
    assert "supports the comparison" not in text


def test_the_strength_of_the_evidence_follows_from_stated_rules(city: Programme) -> None:
    answer = city.done("evaluate --format json").json
    rules = {each["rule"]: each["steps"] for each in answer["strength_rules"]}
    allowed = [steps for steps in rules.values() if steps >= 0]
    taken = -sum(steps for steps in rules.values() if steps < 0)
    assert answer["strength"] == max(min(allowed) - taken, 0)
    assert rules["design"] == 3
    assert rules["plan"] == -1


def test_p49_a_plan_made_before_the_results_is_told_from_one_made_after(
    programme: Programme,
) -> None:
    for path in TABLES[:2]:
        programme.done(f"import-data {path}")
    for urn in CHOSEN:
        programme.selected(urn)
    said = programme.done("evaluate plan --subgroup disadvantage --as-of 2018-05-10").out
    assert "smallest effect that could be seen" in said
    programme.done(f"import-data {TABLES[3]} --as-of 2019-12-20")
    answer = programme.done("evaluate --format json --as-of 2020-01-10").json
    assert answer["plan"] == "planned before the results"
    planned = {row["outcome"]: row["planned"] for row in answer["rows"]}
    assert planned.pop("rwm_expected_pct") == "planned before the results"
    assert set(planned.values()) == {"not in the plan"}
    groups = programme.rows("evaluate groups --as-of 2020-01-10")
    kinds = {row["part"]: row["kind"] for row in groups if row["points"] is not None}
    assert {part for part, kind in kinds.items() if kind == "planned effect"} <= {
        "share disadvantaged"
    }
    late = programme.done("evaluate plan --as-of 2020-01-11")
    assert "added afterwards" in late.err
    again_said = programme.done("evaluate --format json --as-of 2020-01-12").json
    assert again_said["plan"] == "planned before the results"


@pytest.mark.parametrize(
    "line", ["evaluate plan --subgroup colour", "evaluate plan --chosen-by lot"]
)
def test_p49_a_plan_of_what_is_not_known_is_refused(city: Programme, line: str) -> None:
    answer = city.run(line)
    assert answer.code == 2
    assert "one of:" in answer.err


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


def test_groups_are_descriptions_without_a_plan_and_few_schools_have_no_figure(
    city: Programme,
) -> None:
    for command in ("groups", "support"):
        for row in city.rows(f"evaluate {command}"):
            assert row["kind"] == "description"
            assert row["lower"] is None
            assert row["schools"] >= 5 or row["points"] is None
            assert row["schools"] >= 5 or row["verdict"] == "too few schools to tell"


def test_every_group_is_explained(city: Programme) -> None:
    for command in ("groups", "support"):
        for row in city.rows(f"evaluate {command}"):
            tree = city.done(f"explain {row['ref']} --format json").json["tree"]
            assert len(tree["parts"]) == row["schools"]
            assert tree["value"] == row["points"]


def test_days_in_the_ledger_are_priced_by_the_policy(city: Programme) -> None:
    answer = city.done("evaluate cost --format json").json
    assert answer["rates_are"] == "assumed"
    assert answer["programme_pounds"] == 0
    assert answer["no_cost_per_point"] or answer["pounds_per_point"] == 0


def test_nothing_is_made_of_an_effect_that_does_not_stand(city: Programme) -> None:
    answer = city.done("evaluate cost --format json").json
    effect = city.rows("evaluate --outcome rwm_expected")[0]
    assert effect["lower"] <= 0 <= effect["upper"]
    assert effect["verdict"] == "not told apart from chance"
    assert (answer["pupils_gained"], answer["pounds_per_point"]) == (None, None)
    for row in city.rows("evaluate schools"):
        assert (row["pupils"] is None) == (row["verdict"] not in ("ahead", "behind"))


def test_an_effect_is_explained_down_to_the_cells(city: Programme) -> None:
    whole = city.rows("evaluate --outcome rwm_expected")[0]
    tree = city.done(f"explain {whole['ref']} --format json").json["tree"]
    assert tree["value"] == pytest.approx(whole["points"])
    assert len(tree["parts"]) == whole["schools"]
    school = city.done(f"explain {tree['parts'][0]['ref']} --format json").json["tree"]
    assert [part["source"]["column"] for part in school["parts"]] == ["PTRWM_EXP"] * 3


def test_means_that_would_let_a_school_be_told_do_not_leave(city: Programme) -> None:
    answer = city.run("evaluate export means")
    assert answer.code == 65
    assert "let schools be told" in answer.err
    assert not (city.folder / "means").exists()


def test_the_report_says_what_the_listing_says_and_the_same_to_the_byte(city: Programme) -> None:
    city.done("report evaluation --out . --to md")
    text = (city.folder / f"evaluation-{DAY}" / f"evaluation-{DAY}.md").read_text(encoding="utf-8")
    row = city.rows("evaluate --outcome rwm_expected")[0]
    assert f"{row['points']:+.1f} points, 95 % interval {row['lower']:+.1f}" in text
    assert "Strength of the evidence: " in text
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
def test_a_real_county_with_schools_chosen_by_number_is_what_matrices_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
    tables = [table(path) for path in HAMPSHIRE]
    urns = sorted(tables[0].index[rwm(tables[0]).notna() & (tables[0].RECTYPE == "1")])[7::15]
    store = built(tmp_path, HAMPSHIRE, urns)
    line = f"evaluate --outcome rwm_expected --before 2016/17 --store {store} --format json"
    answer = answer_of(line.split())
    assert answer.code == 0, answer.err
    row = answer.json["rows"][0]
    found = regressed(set(urns), [tables[0], tables[2]], [tables[1]])
    assert row["points"] == pytest.approx(found.points, abs=1e-4)
    assert (row["lower"], row["upper"]) == pytest.approx((found.lower, found.upper), abs=1e-4)
    expected = again(set(urns), tables[0], followed(tables)[:1], followed(tables)[2])
    assert row["differences_points"] == pytest.approx(expected.points)


def numbers_with_refs(sections: tuple[Section, ...]) -> list[Cell]:
    """Every cell of a report's tables that is named and holds something."""
    tables = [
        block
        for section in sections
        for block in section.blocks
        if isinstance(block, Table) and not block.id.endswith("-drawn")
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
