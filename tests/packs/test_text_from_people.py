"""Whatever people write stays text: no formula, link, image, tag or escape comes alive."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bleadchallenge.packs.escaping import MOST_IN_CELL, for_markdown
from bleadchallenge.packs.plain import plain
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import Items, Pack, Section, Table
from packs.payloads import OWN, naughty
from places import needs_shared
from packs.reading import Book, Page, book, markdown_texts, markdown_tokens
from packs.samplepacks import small_pack

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ADDRESS = re.compile(r"(?<!\\)(?:\b(?:https?|ftp|file):/|\bwww\.|(?<=\w)@(?=\w))", re.IGNORECASE)


def hostile_pack(texts: list[str]) -> Pack:
    """One pack in which each text stands in every field of a section of its own."""
    whole = small_pack()
    sections = tuple(
        Section(f"text-{count}", text, (Items((text,)), *_blocks(text)), _below(text))
        for count, text in enumerate(texts)
    )
    facts = tuple((text, text) for text in texts)
    return replace(whole, sections=sections, facts=facts, policy=texts[0])


def _blocks(text: str) -> Iterator[Table]:
    for section in small_pack(lambda _: text).sections:
        yield from (block for block in section.blocks if not isinstance(block, Items))  # type: ignore[misc]


def _below(text: str) -> tuple[Section, ...]:
    school = small_pack(lambda _: text).sections[-1]
    return tuple(replace(each, own_page=False) for each in school.sections)


SOURCES = [
    pytest.param(lambda: list(OWN), id="our own payloads"),
    pytest.param(naughty, id="the big list of naughty strings", marks=needs_shared),
]


@pytest.fixture(scope="module", params=SOURCES)
def drawn(request: pytest.FixtureRequest) -> tuple[list[str], dict[str, bytes]]:
    texts = request.param()
    return texts, files_of(hostile_pack(texts), "pack")


Drawn = tuple[list[str], dict[str, bytes]]


def test_nothing_comes_alive_in_markdown(drawn: Drawn) -> None:
    source = drawn[1]["pack.md"].decode()
    for token in markdown_tokens(source):
        assert token.type not in {
            "html_inline", "html_block", "fence", "code_block", "blockquote_open", "hr", "em_open", "s_open",
        }, token.content  # fmt: skip
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("#")
        if token.type == "image":
            assert re.fullmatch(r"charts/[a-z0-9-]+\.svg", str(token.attrs["src"]))
        if token.type == "code_inline":
            assert token.content in {"c", "-"}
    assert not CONTROL.search(source)


def test_no_address_is_left_for_viewers_that_link_by_themselves(drawn: Drawn) -> None:
    assert not ADDRESS.search(drawn[1]["pack.md"].decode())


def test_the_text_is_kept_in_markdown(drawn: Drawn) -> None:
    texts, files = drawn
    said = set(markdown_texts(files["pack.md"].decode()))
    assert [text for text in texts if plain(text) and plain(text) not in said] == []


def test_nothing_comes_alive_in_the_page(drawn: Drawn) -> None:
    ours = Page(files_of(small_pack(), "pack", ("html",))["pack.html"].decode())
    page = Page(drawn[1]["pack.html"].decode())
    assert {each.tag for each in page.elements} <= {each.tag for each in ours.elements}
    assert {name for each in page.elements for name in each.attributes} <= {
        name for each in ours.elements for name in each.attributes
    }
    assert page.comments == []
    for each in page.elements:
        assert each.attributes.get("href", "#").startswith("#")
        assert "src" not in each.attributes
    assert not CONTROL.search(drawn[1]["pack.html"].decode())


def test_every_element_of_the_page_is_closed_where_it_should_be(drawn: Drawn) -> None:
    page = Page(drawn[1]["pack.html"].decode())
    tags = [each.tag for each in page.elements]
    assert (tags.count("style"), tags.count("title"), tags.count("main")) == (
        1,
        1 + tags.count("svg"),
        1,
    )


def test_the_text_is_kept_in_the_page(drawn: Drawn) -> None:
    texts, files = drawn
    said = set(Page(files["pack.html"].decode()).texts)
    assert [text for text in texts if plain(text) not in said] == []


def test_charts_hold_no_tag_of_anybody_elses(drawn: Drawn) -> None:
    for name, content in drawn[1].items():
        if name.endswith(".svg"):
            tags = {each.tag for each in Page(content.decode()).elements}
            assert tags <= {"svg", "title", "desc", "rect", "path", "polyline", "text"}


def test_nothing_comes_alive_in_the_workbook(drawn: Drawn) -> None:
    read = book(drawn[1]["pack.xlsx"])
    assert [cell.value for cell in read.cells if cell.data_type == "f"] == []
    links = [cell.hyperlink for cell in read.cells if cell.hyperlink]
    assert {link.target for link in links} == {None}
    assert all(link.location.endswith("!A1") for link in links)


def test_the_text_is_kept_in_the_workbook(drawn: Drawn) -> None:
    texts, files = drawn
    said = {cell.value for cell in book(files["pack.xlsx"]).cells}
    missing = [
        text for text in texts if plain(text) and plain(text)[: MOST_IN_CELL - 1] not in said
    ]
    assert [text for text in missing if len(text) < MOST_IN_CELL] == []
    assert _longest(book(files["pack.xlsx"])) <= MOST_IN_CELL


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
