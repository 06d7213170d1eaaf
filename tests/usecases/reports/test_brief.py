"""A school's brief: every figure can be traced, every chart has its table."""

import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bleadchallenge.domain.provenance.refs import parse_ref
from bleadchallenge.packs.value import Chart, Pack
from bleadchallenge.usecases.provenance.results import Explainer
from briefs import AS_OF, asked_of, brief_of, cells, named_cells, table_named, tables
from builders import Programme
from figures_at_hand import SAMPLE, table, with_city

_BESIDE = ("2016-2017_330_census.csv", "2017-2018_330_census.csv", "2016-2017_330_abs.csv")
_WORDS = {
    "well above average": 1,
    "above average": 2,
    "average": 3,
    "below average": 4,
    "well below average": 5,
}


@pytest.fixture
def city(programme: Programme) -> Programme:
    with_city(programme, *_BESIDE, "la_ks2_2016_2019.csv")
    programme.done("family draw --year 2016/17")
    return programme


def _text_at(found: dict[str, Any]) -> str:
    """What stands at an address, read without the program."""
    path = SAMPLE / found["file"]
    if path.suffix == ".csv":
        rows = table(path)
        return str(rows[found["row"] - 1][rows[0].index(found["column"])]).strip()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = [[cell.value for cell in row] for row in book[found["sheet"]].iter_rows()]
    book.close()
    value = rows[found["row"] - 1][rows[0].index(found["column"])]
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _leaves(found: dict[str, Any]) -> list[dict[str, Any]]:
    own = [found["source"]] if found["source"] else []
    return own + [leaf for part in found["parts"] for leaf in _leaves(part)]


def test_p42_twenty_figures_of_a_brief_lead_to_the_right_cells(city: Programme) -> None:
    chosen = random.Random(20171109).sample(  # noqa: S311 - which figures, and nothing more
        named_cells(brief_of(city.folder, "900005")), 20
    )
    for cell in chosen:
        answer = city.done(f"explain '{cell.ref}' --as-of {AS_OF} --format json")
        leaves = _leaves(answer.json["tree"])
        assert leaves, cell.ref
        for leaf in leaves:
            assert _text_at(leaf) in {leaf["text"], leaf["text"].split(" ")[0]}, cell.ref


@pytest.mark.parametrize("urn", ["900001", "900003", "900005", "900061", "900064", "900066"])
def test_p42_every_figure_of_a_brief_is_what_its_explanation_gives(
    city: Programme, urn: str
) -> None:
    pack = brief_of(city.folder, urn)
    asked = asked_of(city.folder)
    with asked.reading() as reader:
        explainer = Explainer(reader, asked.as_of)
        for cell in named_cells(pack):
            found = explainer.explained(parse_ref(cell.ref))
            assert _same(cell.value, found.value), (cell, found.value)


def _same(shown: object, explained_as: object) -> bool:
    if shown == explained_as:
        return True
    if isinstance(shown, date):
        return str(explained_as).startswith(shown.isoformat())
    if shown in _WORDS:
        return explained_as == _WORDS[str(shown)]
    return (
        isinstance(shown, str)
        and (
            shown.startswith((str(explained_as), str(abs(int(explained_as or 0)))))
            if isinstance(explained_as, int | None)
            else shown.startswith(str(explained_as))
        )
    ) or (shown in {"in line", "not known", "hidden: five pupils or fewer", "hidden"})


def test_p10_every_chart_has_its_table_and_says_in_words_what_it_shows(city: Programme) -> None:
    pack = brief_of(city.folder, "900005")
    charts = [
        block for section in pack.sections for block in section.blocks if isinstance(block, Chart)
    ]
    assert len(charts) == 2
    for chart in charts:
        assert chart.table in list(tables(pack))
        assert chart.alternative


def test_p10_the_brief_holds_what_a_reader_asks_for(city: Programme) -> None:
    named = {found.id.split("-")[0] for found in tables(brief_of(city.folder, "900005"))}
    assert named == {
        "trend", "gaps", "growth", "results", "progress", "bands",
        "standards", "disadvantaged", "accuracy", "context", "ofsted",
    }  # fmt: skip


def test_p10_a_brief_is_written_in_three_forms(city: Programme) -> None:
    city.done(f"report school 900005 --out briefs --year 2017/18 --as-of {AS_OF}")
    written = {path.suffix for path in Path(city.folder / "briefs").rglob("*") if path.is_file()}
    assert {".md", ".xlsx", ".html"} <= written


def test_the_same_facts_give_the_same_brief(city: Programme) -> None:
    first, second = (brief_of(city.folder, "900003") for _ in range(2))
    assert first == second


def test_a_school_without_results_has_a_brief_that_says_so(city: Programme) -> None:
    pack = brief_of(city.folder, "900064")
    assert isinstance(pack, Pack)
    assert {cell.value for cell in cells(pack) if cell.ref.startswith("band/")} == {"not known"}


def test_p9_reading_and_maths_stand_beside_the_tests_until_2018(city: Programme) -> None:
    found = table_named(brief_of(city.folder, "900005"), "accuracy")
    assert [row[1].value for row in found.rows] == [5, None, 7]
    later = table_named(brief_of(city.folder, "900005", "201819"), "accuracy")
    assert [row[1].value for row in later.rows] == [None, None, None]


def test_p9_judgements_counted_from_pupils_come_before_percentages(city: Programme) -> None:
    pupils = SAMPLE.parent / "pupils" / "2017-2018_900011_ks2_pupils.csv"
    city.done(f"import-data {pupils}")
    found = table_named(brief_of(city.folder, "900011"), "accuracy")
    assert found.rows[0][2].value == "% agree"
    assert "agree on" in str(found.rows[0][4].value)
