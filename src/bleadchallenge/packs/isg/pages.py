"""The pack laid out on pages: a part begins a page of its own, whose number is laid down here."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.packs.isg import schools, tables
from bleadchallenge.packs.isg.value import (
    Changes,
    ConcernRow,
    Escalation,
    FrontPage,
    Grid,
    IsgPack,
    Notes,
    Sentence,
)
from bleadchallenge.packs.value import Block, Items, Section, Text, Tiles

FRONT = "front"


def sections_of(pack: IsgPack) -> tuple[Section, ...]:
    """The sections of the pack, each with the printed page it begins on."""
    parts = _numbered(
        (
            Section(FRONT, "What the group is asked", ()),
            Section("grid", "The grid", tuple(_grid(pack.grid)), own_page=True),
            Section(
                "changes", "Changes and decisions", tuple(_changes(pack.changes)), own_page=True
            ),
            Section("alliances", "Alliances", (tables.alliances(pack.alliances),), own_page=True),
            Section("escalation", "Escalation and advice", _escalation(pack), own_page=True),
            schools.section(pack.schools),
            Section("notes", "Notes", tuple(_notes(pack.notes)), own_page=True),
        )
    )
    pages = {section.id: section.page or 0 for section in _every(parts)}
    front = replace(parts[0], blocks=tuple(_front(pack.front, pages)))
    grid = replace(parts[1], blocks=tuple(_grid(pack.grid, pages)))
    return (front, grid, *parts[2:])


def _numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give each part that begins a page its number; a part without blocks shares the next."""
    pages = count(1)
    found = []
    for section in sections:
        if section.sections:
            below = tuple(replace(each, page=next(pages)) for each in section.sections)
            found.append(replace(section, sections=below, page=below[0].page))
        else:
            found.append(replace(section, page=next(pages)))
    return tuple(found)


def _every(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from section.sections


def _front(front: FrontPage, pages: dict[str, int]) -> Iterator[Block]:
    yield Text(front.verdict.text, front.verdict.refs, lead=True)
    if front.asks:
        yield tables.asks(front.asks, pages)
    else:
        yield Text("Nothing is asked of the group.")
    more = "More asks stand on the page of escalation and advice."
    below = [more if front.more_asks else "", front.due_today.text]
    if any(below):
        yield Text(" ".join(part for part in below if part))
    yield Tiles(
        tuple((tile.figure.text, tile.words.text) for tile in front.tiles),
        tuple(ref for tile in front.tiles for ref in (*tile.figure.refs, *tile.words.refs)),
    )
    yield Text("What really changed", lead=True)
    yield tables.items(front.news or (Sentence("This is the first pack."),))
    yield from _concerns(front.concerns)


def _concerns(concerns: tuple[ConcernRow, ...]) -> Iterator[Block]:
    if concerns:
        yield tables.concerns(concerns)
    else:
        yield Text("No school is of concern.", lead=True)


def _grid(grid: Grid, pages: dict[str, int] | None = None) -> Iterator[Block]:
    yield tables.grid(grid, pages or {})


def _changes(changes: Changes) -> Iterator[Block]:
    if changes.then is None:
        yield Text("This is the first pack; there is none to compare it with.")
        return
    yield Text(f"Since the pack of {show_day(changes.then)}.")
    if changes.moves:
        yield tables.changes("moves", "Readings that moved a status", changes.moves)
    if changes.counted:
        yield tables.items(changes.counted)
    if changes.reviews:
        yield tables.reviews(changes.reviews)
    if changes.decisions:
        yield tables.changes("decisions", "Decisions, and what followed", changes.decisions)
    if changes.moot:
        yield tables.items(changes.moot)
    if changes.corrections:
        title = "Corrections to what was already reported"
        yield tables.changes("corrections", title, changes.corrections)


def _escalation(pack: IsgPack) -> tuple[Block, ...]:
    found: Escalation = pack.escalation
    register: Block = Text("No school, alliance or partner is on the register.")
    if found.register:
        register = tables.register(found.register)
    advice: Block = Text("No advice is open.")
    if found.advice:
        advice = tables.advice("open-advice", "Open advice", found.advice)
    return (register, advice)


def _notes(notes: Notes) -> Iterator[Block]:
    if notes.expectations:
        yield tables.expectations(notes.expectations)
    if notes.differs:
        yield Text("What differs this time", lead=True)
        yield Items(notes.differs)
    yield Text("How to read it", lead=True)
    yield Items(notes.rules)
    yield Text(notes.trace)
