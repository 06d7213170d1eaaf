"""Templates of one's own: first, extending the shipped ones, and kept in their sandbox."""

from dataclasses import replace
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import DataError
from bleadchallenge.packs.render import files_of
from bleadchallenge.resources import templates
from packs.reading import book
from packs.samplepacks import small_pack


def test_a_template_of_ones_own_extends_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "pack.md.j2").write_text(
        '{% extends "shipped:pack.md.j2" %}{% block legend %}Ask the office: {{ pack.title }}{% endblock %}'
    )
    pack = replace(small_pack(), title="<b>Pack</b>")
    text = files_of(pack, "pack", ("md",), tmp_path)["pack.md"].decode()
    assert "Ask the office: &lt;b&gt;Pack&lt;/b&gt;" in text
    assert "## The grid" in text


def test_the_workbooks_words_can_be_changed(tmp_path: Path) -> None:
    (tmp_path / "workbook.toml.j2").write_text(
        '{% extends "shipped:workbook.toml.j2" %}{% block headings %}"Days" = "Support so far"{% endblock %}'
    )
    content = files_of(small_pack(), "pack", ("xlsx",), tmp_path)["pack.xlsx"]
    assert "Support so far" in {cell.value for cell in book(content).cells}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ pack.titel }}", id="a name that is not there"),
        pytest.param("{{ pack.__class__.__mro__ }}", id="a way out of the sandbox"),
        pytest.param("{{ pack.title.__class__ }}", id="a way out through a text"),
        pytest.param("{{ pack.title|safe }}", id="a filter that would undo escaping"),
        pytest.param("{% if %}", id="not a template"),
    ],
)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_template_that_cannot_be_used_says_which_and_why(
    tmp_path: Path, text: str, form: str
) -> None:
    (tmp_path / f"pack.{form}.j2").write_text(text)
    with pytest.raises(DataError, match=rf"pack\.{form}\.j2") as caught:
        files_of(small_pack(), "pack", (form,), tmp_path)
    assert caught.value.why
    assert caught.value.fix


def test_a_workbook_template_that_lacks_words_says_so(tmp_path: Path) -> None:
    (tmp_path / "workbook.toml.j2").write_text("[about]\n")
    with pytest.raises(DataError, match="workbook"):
        files_of(small_pack(), "pack", ("xlsx",), tmp_path)


def test_no_shipped_template_reckons_or_undoes_escaping() -> None:
    for path in templates().rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        for word in ("|safe", "autoescape", "|round", "|sum", " * ", " // "):
            assert word not in text, (path.name, word)
