"""Every number of a whole pack of the sample programme leads to where it comes from.

What counts as a figure: every number in a column of numbers, but for the
columns headed "no.", which name records; and every number within words, but for

- days, school years, terms and the names of schools, files, codes and indicators;
- the number a record goes by: advice 24, milestone 9, version 2; that of a page or of an ask;
- what people wrote, which stands on record word for word, and commands to give.

What is left must stand behind a reference: in the cell itself, or in the
sentence itself. The pages, the charts and the sheets of the workbook are all looked at.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bleadchallenge.domain.provenance.refs import RefKind, parse_ref
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.results.source_rows import Address
from bleadchallenge.packs.layout.lay_out import lay_out
from bleadchallenge.packs.layout.values import ChartLayout, PackLayout, TableLayout
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import (
    Cell,
    Chart,
    Column,
    Items,
    Pack,
    Section,
    Table,
    Text,
    Tiles,
)
from bleadchallenge.store.engine.history import maker_of
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.facts.base import values_of
from bleadchallenge.store.tables import fact_tables
from bleadchallenge.usecases.provenance.explain import FigureExplainer
from builders import answer_of
from editions import Edition, blocks_of, edition
from figures_at_hand import SAMPLE, table
from packs.reading import Page, book, markdown_tables

pytestmark = pytest.mark.xdist_group("sample programme")

MEETING = date(2018, 12, 6)
_NUMBER = re.compile(r"(?<![\w.,/-])[+-]?\d+(?:[.,]\d+)*(?![\w/]|-\d)")
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURES = re.compile(
    rf"(?i)\d{{1,2}} (?:{_MONTHS}|{_SHORT})\b(?: \d{{4}})?|\d{{4}}-\d\d-\d\d|\b20\d\d/\d\d\b"
    r"|\b(?:autumn|spring|summer|January|February|March|April|May|June|July) 20\d\d\b"
    r"|\b9\d{5}\b|\bbleadchallenge .*"
    r"|\b(?:advice|milestone|recommendation|version|action|entry|day of support|variation) \d+\b"
    r"|\b95 % interval|1 lowest to 4 highest|\(1 to 4\)|^[1-9] (?=[A-Z])"
)
_FEWEST_FIGURES = 2000
_NAMES = frozenset({"file", "kind", "year", "years", "page"})
"""The columns that hold names and numbers of files, years and pages."""


@pytest.fixture(scope="module")
def issued(issued_store: Path) -> Edition:
    return edition(issued_store, MEETING)


@pytest.fixture(scope="module")
def pack(issued: Edition) -> Pack:
    return issued.made()


@pytest.fixture(scope="module")
def reader(issued: Edition) -> Iterator[Reader]:
    with issued.known() as reader:
        yield reader


@pytest.fixture(scope="module")
def tracer(reader: Reader) -> FigureExplainer:
    return FigureExplainer(reader, MEETING)


@pytest.fixture(scope="module")
def written(reader: Reader) -> re.Pattern[str]:
    """Everything with a number in it that people or files wrote, the longest first."""
    kept = {
        name
        for kind in fact_tables().values()
        for fact in reader.all(kind)
        for value in values_of(fact).values()
        if isinstance(value, str) and any(letter.isdigit() for letter in value)
        if any(letter.isalpha() for letter in value)
        for name in (value, value.replace("reading, writing and maths", "RWM"))
    }
    return re.compile("|".join(re.escape(text) for text in sorted(kept, key=len, reverse=True)))


def test_every_number_of_every_table_is_what_its_reference_explains(
    pack: Pack, tracer: FigureExplainer
) -> None:
    found = 0
    for of, column, cell in _cells(pack):
        if isinstance(cell.value, int | float) and column.title != "no.":
            assert cell.ref, (of.id, column.title, cell)
            assert tracer.explained(parse_ref(cell.ref)).value == cell.value, cell
            found += 1
    assert found > _FEWEST_FIGURES / 2
    assert len({of.id for of, _, _ in _cells(pack)}) > len(pack.sheets)


def test_every_word_with_a_reference_is_what_it_explains(
    pack: Pack, tracer: FigureExplainer
) -> None:
    for _, _, cell in _cells(pack):
        if cell.ref and isinstance(cell.value, str | date) and not _is_of_sentences(cell):
            said = tracer.explained(parse_ref(cell.ref)).value
            assert said == (cell.value.isoformat() if isinstance(cell.value, date) else cell.value)


def test_every_number_within_the_words_of_a_cell_stands_in_its_explanation(
    pack: Pack, tracer: FigureExplainer, written: re.Pattern[str]
) -> None:
    for of, column, cell in _cells(pack):
        if isinstance(cell.value, str) and column.title not in _NAMES:
            refs = (*([cell.ref] if cell.ref else []), *cell.also)
            explained = _explained_by(refs, tracer)
            assert _figures(cell.value, written) <= explained, (of.id, column.title, cell)


def test_every_number_in_a_sentence_stands_behind_a_reference_of_its_own(
    pack: Pack, tracer: FigureExplainer, written: re.Pattern[str]
) -> None:
    for section in _pages(pack.sections):
        if section.id == "notes":
            continue
        for block in section.blocks:
            explained = _explained_by(_refs_of(block), tracer)
            for text in _texts(block):
                assert _figures(text, written) <= explained, (section.id, text)


def test_every_figure_stands_in_all_three_forms_with_one_value(pack: Pack) -> None:
    files = files_of(pack, "pack")
    drawn = lay_out(pack)
    page, kept = Page(files["pack.html"].decode()), book(files["pack.xlsx"])
    in_pages = [page.tables[of.anchor] for of in _printed(drawn)]
    for of, marked, shown in zip(
        _printed(drawn), markdown_tables(files["pack.md"].decode()), in_pages, strict=True
    ):
        for row, *others in zip(of.rows, marked, shown, strict=True):
            for cell, *said in zip(row, *others, strict=True):
                assert said == [cell.line, cell.text], cell
    for of in drawn.sheets:
        for row, held in zip(of.rows, kept.tables[f"t_{of.anchor.replace('-', '_')}"], strict=True):
            for cell, value in zip(row, held, strict=True):
                assert cell.kind != "number" or value == cell.value, cell
    listed = {row[-1] for row in kept.tables["t_sources_of_figures"]}
    assert listed == _every_ref(pack)
    assert _refs_in(page) >= _every_ref(replace(pack, sheets=()))


def test_what_a_figure_is_in_two_places_is_one_value(pack: Pack) -> None:
    """The sheets of the workbook and the pages hold the same figure under the same name."""
    said: dict[str, set[object]] = {}
    for _, _, cell in _cells(pack):
        if cell.ref and _is_number(cell):
            said.setdefault(cell.ref, set()).add(cell.value)
    assert not {ref: values for ref, values in said.items() if len(values) > 1}
    assert len(said) > _FEWEST_FIGURES / 4


def test_the_notes_hold_no_number_but_those_of_the_rules(
    pack: Pack, tracer: FigureExplainer
) -> None:
    (notes,) = (section for section in pack.sections if section.id == "notes")
    told = " ".join(text for block in notes.blocks for text in _texts(block))
    small, rule = tracer.known.policy.small_numbers, tracer.known.policy.pack
    known = {small.hide_at_most, rule.of_concern_from, rule.watch_from, 2017, 2018}
    assert _numbers(_NO_FIGURES.sub("", told)) <= known


def test_every_reference_leads_down_to_cells_and_to_who_recorded_what(
    pack: Pack, tracer: FigureExplainer, reader: Reader
) -> None:
    leaves = {
        id(leaf): leaf
        for ref in {cell.ref for _, _, cell in _cells(pack) if cell.ref}
        for leaf in _leaves(tracer, tracer.explained(parse_ref(ref)))
    }
    assert len({_kind(leaf) for leaf in leaves.values()}) > 1
    for leaf in leaves.values():
        _require_at_an_end(leaf, reader)


def test_days_used_are_the_sum_of_the_entries_they_are_explained_by(
    pack: Pack, tracer: FigureExplainer
) -> None:
    used = {cell.ref for _, _, cell in _cells(pack) if re.fullmatch(r"days/\d+/used", cell.ref)}
    for ref in used:
        found = tracer.explained(parse_ref(ref))
        assert sum(float(part.value or 0) for part in found.parts) == found.value, ref


def test_a_figure_of_each_kind_is_explained_at_the_terminal_as_the_notes_say(
    pack: Pack, issued: Edition
) -> None:
    (notes,) = (section for section in pack.sections if section.id == "notes")
    told = [block.text for block in notes.blocks if isinstance(block, Text)]
    asked = f"explain REF --as-of {MEETING} --as-known {issued.known_at}"
    assert any(f"bleadchallenge {asked}." in text for text in told)
    for kind, cell in _one_of_each_kind(pack).items():
        words = [cell.ref if word == "REF" else word for word in asked.split()]
        answer = answer_of([*words, "--store", str(issued.store), "--format", "json"])
        assert answer.code == 0, (cell, answer.err)
        tree = answer.json["tree"]
        assert tree["value"] == _plain(cell) or kind in _OF_SENTENCES


_OF_SENTENCES = frozenset({RefKind.CHANGED, RefKind.MILESTONE, RefKind.DAYS})
"""Kinds whose figure may stand within a sentence rather than alone in a cell."""


def _plain(cell: Cell) -> object:
    return cell.value.isoformat() if isinstance(cell.value, date) else cell.value


def _is_of_sentences(cell: Cell) -> bool:
    """Whether the reference names one figure of several within a sentence."""
    named = parse_ref(cell.ref)
    if named.kind is RefKind.KPI:
        return ":" in str(cell.value)
    return named.kind in _OF_SENTENCES and isinstance(cell.value, str)


def _one_of_each_kind(pack: Pack) -> dict[RefKind, Cell]:
    return {
        parse_ref(cell.ref).kind: cell
        for _, _, cell in _cells(pack)
        if cell.ref and cell.value not in (None, "")
    }


def _cells(pack: Pack) -> Iterator[tuple[Table, Column, Cell]]:
    """Every cell of the pages, of what their charts draw, and of the workbook's sheets."""
    for of in (*_tables(pack), *pack.sheets):
        for row in of.rows:
            for column, cell in zip(of.columns, row, strict=True):
                yield of, column, cell


def _tables(pack: Pack) -> Iterator[Table]:
    for _, block in blocks_of(pack.sections):
        if isinstance(block, Table | Chart):
            yield block.table if isinstance(block, Chart) else block


def _every_ref(pack: Pack) -> set[str]:
    cells = {ref for _, _, cell in _cells(pack) for ref in (cell.ref, *cell.also)}
    said = {
        ref
        for _, block in blocks_of(pack.sections)
        if isinstance(block, Text | Items | Tiles)
        for ref in block.refs
    }
    return (cells | said) - {""}


def _refs_in(page: Page) -> set[str]:
    """The references that a page holds, wherever they stand."""
    held = [each.attributes for each in page.elements]
    together = {
        ref.replace("%20", " ") for each in held for ref in each.get("data-refs", "").split()
    }
    return together | {
        each[name] for each in held for name in ("data-ref", "value") if each.get(name)
    }


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, int | float)


def _printed(drawn: PackLayout) -> Iterator[TableLayout]:
    """The tables of the pages, as Markdown and page show them."""
    for part in drawn.every():
        for block in part.blocks:
            if isinstance(block, ChartLayout) and block.beside and block.table is not None:
                yield block.table
            elif isinstance(block, TableLayout):
                yield block


def _texts(block: object) -> tuple[str, ...]:
    match block:
        case Text():
            return (block.text,)
        case Items():
            return block.items
        case Tiles():
            return tuple(f"{figure} {words}" for figure, words in block.tiles)
        case Chart():
            return (block.alternative,)
    return ()


def _figures(text: str, written: re.Pattern[str]) -> set[float]:
    """The numbers of a text that are figures."""
    return _numbers(_NO_FIGURES.sub(" ", written.sub(" ", _NO_FIGURES.sub(" ", text))))


def _numbers(text: str) -> set[float]:
    return {abs(float(found.replace(",", ""))) for found in _NUMBER.findall(text)}


def _said_in(found: Provenance) -> set[float]:
    """Every number of an explanation, its own and those of its parts."""
    return {
        number
        for _, each in found.walk()
        for said in (each.value, each.words)
        for number in (
            {abs(float(said))} if isinstance(said, int | float) else _numbers(str(said or ""))
        )
    }


def _explained_by(refs: Iterable[str], tracer: FigureExplainer) -> set[float]:
    return {number for ref in refs for number in _said_in(tracer.explained(parse_ref(ref)))}


def _refs_of(block: object) -> tuple[str, ...]:
    if isinstance(block, Chart):
        return tuple(cell.ref for row in block.table.rows for cell in row if cell.ref)
    return block.refs if isinstance(block, Text | Items | Tiles) else ()


def _pages(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _pages(section.sections)


def _leaves(tracer: FigureExplainer, found: Provenance) -> Iterator[Provenance]:
    """What an explanation ends at; what has a name of its own is followed by it."""
    if found.rule == "explained by its own name":
        found = tracer.explained(parse_ref(found.ref))
    if found.parts:
        for part in found.parts:
            yield from _leaves(tracer, part)
    else:
        yield found


def _kind(leaf: Provenance) -> str:
    if leaf.source is not None:
        return "cell"
    return "record" if leaf.rule.startswith("recorded by") else "other"


def _require_at_an_end(leaf: Provenance, reader: Reader) -> None:
    """A leaf is a cell that holds it, a record with its maker, a published table, or nothing."""
    if leaf.source is not None:
        _require_in_file(leaf, leaf.source)
    elif recorded := re.match(r"recorded by change (\d+), (.+) on (\S+): ", leaf.rule):
        author, at = maker_of(reader, int(recorded[1]))
        assert (recorded[2], recorded[3]) == (author, at[:10])
        assert int(recorded[1]) <= reader.change
    elif leaf.value not in (None, 0, 0.0, ""):
        assert _CITED.search(leaf.rule), leaf


_CITED = re.compile(r"https?://|SFR|gov\.uk|Department|DfE|national tables")


def _require_in_file(leaf: Provenance, source: Address) -> None:
    text = _text_at(source.file, source.row, source.column)
    if leaf.value == "c":
        assert source.text == "c"
        return
    assert text == source.text, leaf
    if isinstance(leaf.value, int | float):
        assert float(text.removesuffix("%")) == leaf.value, leaf


@cache
def _text_at(file: str, row: int, column: str) -> str:
    """What stands at an address of a published file, read without the program."""
    rows = table(SAMPLE / file)
    return rows[row - 1][rows[0].index(column)].strip()
