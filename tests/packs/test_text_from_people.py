"""Whatever people write stays text: no formula, link, image, tag or escape comes alive."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

import pytest

from bleadchallenge.packs.escaping import MOST_IN_CELL, for_markdown
from bleadchallenge.packs.plain import plain
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnType,
    Items,
    Pack,
    Section,
    Table,
    Text,
)
from packs.payloads import OWN, naughty
from packs.reading import Book, Page, book, markdown_texts, markdown_tokens
from packs.samplepacks import small_pack
from places import needs_shared

pytestmark = pytest.mark.xdist_group("text from people")

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ADDRESS = re.compile(r"(?<!\\)(?:\b(?:https?|ftp|file):/|\bwww\.|(?<=\w)@(?=\w))", re.IGNORECASE)


def hostile_pack(texts: list[str]) -> Pack:
    """One pack in which each text stands in every field of a section of its own."""
    sections = tuple(_section(f"text-{count}", text) for count, text in enumerate(texts))
    facts = tuple((text, text) for text in texts)
    return replace(small_pack(), sections=sections, facts=facts, policy=texts[0])


def _section(name: str, text: str) -> Section:
    figures = Table(
        f"{name}-figures",
        text,
        (Column(text), Column(text, ColumnType.NUMBER, unit=text), Column(text, ColumnType.STATUS)),
        (
            (Cell(text, goes_to=text), Cell(text), Cell(text, text)),
            (Cell(text), Cell(1), Cell(text)),
        ),
        (text,),
    )
    strip = Table(
        f"{name}-strip", text, (Column(text, ColumnType.STRIP),), ((Cell(text, marks=(text,)),),)
    )
    chart = Chart(f"{name}-chart", text, ChartKind.BARS, figures, text, unit=text)
    below = Section(f"{name}-below", text, (strip, chart))
    return Section(
        name, text, (Items((text,), numbered=True), Items((text,)), Text(text)), (below,)
    )


SOURCES = [
    pytest.param(lambda: list(OWN), id="our own payloads"),
    pytest.param(naughty, id="the big list of naughty strings", marks=needs_shared),
]


@dataclass
class Drawn:
    """A hostile pack in all forms, each read once."""

    texts: list[str]
    files: dict[str, bytes]

    @cached_property
    def source(self) -> str:
        return self.files["pack.md"].decode()

    @cached_property
    def page(self) -> Page:
        return Page(self.files["pack.html"].decode())

    @cached_property
    def book(self) -> Book:
        return book(self.files["pack.xlsx"])


@pytest.fixture(scope="module", params=SOURCES)
def drawn(request: pytest.FixtureRequest) -> Drawn:
    texts = request.param()
    return Drawn(texts, files_of(hostile_pack(texts), "pack"))


def test_nothing_comes_alive_in_markdown(drawn: Drawn) -> None:
    for token in markdown_tokens(drawn.source):
        assert token.type not in {
            "html_inline", "html_block", "fence", "code_block", "blockquote_open", "hr", "em_open", "s_open",
        }, token.content  # fmt: skip
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("#")
        if token.type == "image":
            assert re.fullmatch(r"charts/[a-z0-9-]+\.svg", str(token.attrs["src"]))
        if token.type == "code_inline":
            assert token.content in {"c", "-"}
    assert not CONTROL.search(drawn.source)


def test_no_address_is_left_for_viewers_that_link_by_themselves(drawn: Drawn) -> None:
    assert not ADDRESS.search(drawn.source)


def test_the_text_is_kept_in_markdown(drawn: Drawn) -> None:
    said = set(markdown_texts(drawn.source))
    assert [text for text in drawn.texts if plain(text) and plain(text) not in said] == []


def test_nothing_comes_alive_in_the_page(drawn: Drawn) -> None:
    ours = Page(files_of(small_pack(), "pack", ("html",))["pack.html"].decode())
    page = drawn.page
    assert {each.tag for each in page.elements} <= {each.tag for each in ours.elements}
    assert {name for each in page.elements for name in each.attributes} <= {
        name for each in ours.elements for name in each.attributes
    }
    assert page.comments == []
    for each in page.elements:
        assert each.attributes.get("href", "#").startswith("#")
        assert "src" not in each.attributes
    assert not CONTROL.search(drawn.files["pack.html"].decode())


def test_every_element_of_the_page_is_closed_where_it_should_be(drawn: Drawn) -> None:
    page = drawn.page
    tags = [each.tag for each in page.elements]
    assert (tags.count("style"), tags.count("title"), tags.count("main")) == (
        1,
        1 + tags.count("svg"),
        1,
    )


def test_the_text_is_kept_in_the_page(drawn: Drawn) -> None:
    said = set(drawn.page.texts)
    assert [text for text in drawn.texts if plain(text) not in said] == []


def test_charts_hold_no_tag_of_anybody_elses(drawn: Drawn) -> None:
    for name, content in drawn.files.items():
        if name.endswith(".svg"):
            tags = {each.tag for each in Page(content.decode()).elements}
            assert tags <= {"svg", "title", "desc", "rect", "path", "polyline", "text"}


def test_nothing_comes_alive_in_the_workbook(drawn: Drawn) -> None:
    read = drawn.book
    assert [cell.value for cell in read.cells if cell.data_type == "f"] == []
    assert [cell.hyperlink for cell in read.cells if cell.hyperlink] == []


def test_the_text_is_kept_in_the_workbook(drawn: Drawn) -> None:
    said = {cell.value for cell in drawn.book.cells}
    missing = [
        text for text in drawn.texts if plain(text) and plain(text)[: MOST_IN_CELL - 1] not in said
    ]
    assert [text for text in missing if len(text) < MOST_IN_CELL] == []
    assert _longest(drawn.book) <= MOST_IN_CELL


def _longest(read: Book) -> int:
    return max(len(cell.value) for cell in read.cells if isinstance(cell.value, str))


@pytest.mark.parametrize("text", [text for text in OWN if plain(text)])
def test_a_title_of_any_text_is_drawn_in_every_form(text: str) -> None:
    pack = replace(
        small_pack(), title=text, subtitle=text, policy=text, kind=text or "x", about=text[:40]
    )
    files = files_of(pack, "pack")
    assert plain(text) in markdown_texts(files["pack.md"].decode())
    assert plain(text) in Page(files["pack.html"].decode()).texts
    assert not [cell for cell in book(files["pack.xlsx"]).cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "text", ["Reading rose by 6 points: why?", "5 of 6 (83%), e.g. Year 6", "Elm's"]
)
def test_ordinary_text_reads_the_same_in_the_source_of_markdown(text: str) -> None:
    assert for_markdown(text).replace("\\", "") == text
