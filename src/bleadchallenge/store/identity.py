"""Questions about a school's identities, put to every file that says something of them."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.identity import (
    Identities,
    Link,
    LinkKind,
    linked_establishments,
    settle_amalgamations,
)
from bleadchallenge.domain.rows import SourceLine
from bleadchallenge.domain.words import Level
from bleadchallenge.store import published
from bleadchallenge.store.store import Reader

_URN = re.compile(r"([0-9]{6})(?:\.0)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_GIAS_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_CONVERTER_FLAGS = frozenset({"1", "2"})
_SPONSORED_FLAGS = frozenset({"3", "4"})
_AFTER_FLAGS = frozenset({"1", "3", "7"})
_CLOSED_FLAGS = frozenset({"2", "4", "5"})
_SPONSORED_TYPE = "AC"
_GIAS_CONVERTER = "Academy Converter"


def identities(reader: Reader, urns: Collection[str] | None = None) -> Identities:
    """Links, days and ages of schools; of all schools without ``urns``.

    The tables of results come first, then the register, then the search
    download: the first to speak of two schools is believed.
    """
    found = Identities()
    links: list[Link] = []
    _from_register(reader, urns, found, links)
    _from_gias(reader, urns, found, links)
    found.links = settle_amalgamations([*_from_results(reader, urns, found), *links])
    return found


def _from_results(
    reader: Reader, urns: Collection[str] | None, found: Identities
) -> Iterator[Link]:
    """``URN_AC`` and ``OPEN_AC`` of the latest table that holds the school.

    A conversion that a later table no longer speaks of did not take place.
    """
    latest: dict[str, SourceLine] = {}
    for line in published.lines(reader, "ks2", level=Level.SCHOOL):
        if line.urn not in latest or latest[line.urn].source.year < line.source.year:
            latest[line.urn] = line
    for urn, line in latest.items():
        found.ages.setdefault(urn, line.text("AGERANGE"))
        academy = _urn(line.text("URN_AC"))
        if academy and _wanted(urns, urn, academy):
            opened = _day(line.text("OPEN_AC"))
            if opened:
                found.opened.setdefault(academy, opened)
            known = latest.get(academy)
            sponsored = known is not None and known.text("NFTYPE") == _SPONSORED_TYPE
            kind = LinkKind.SPONSORED if sponsored else LinkKind.CONVERTER
            yield Link(urn, academy, kind, opened, line.address("URN_AC"))


def _from_register(
    reader: Reader, urns: Collection[str] | None, found: Identities, links: list[Link]
) -> None:
    for line in reversed(published.lines(reader, "register", level=Level.SCHOOL)):
        opened, closed = _day(line.text("OPENDATE")), _day(line.text("CLOSEDATE"))
        if opened:
            found.opened[line.urn] = opened
        if closed:
            found.closed[line.urn] = closed
        if line.text("AGEL") and line.text("AGEH"):
            found.ages[line.urn] = f"{_plain(line.text('AGEL'))}-{_plain(line.text('AGEH'))}"
        other, flag = _urn(line.text("OTHERURN")), _plain(line.text("NEWACFLAG"))
        if not other or not _wanted(urns, line.urn, other):
            continue
        before, after = (other, line.urn) if flag in _AFTER_FLAGS else (line.urn, other)
        on = opened if flag in _AFTER_FLAGS else closed if flag in _CLOSED_FLAGS else None
        links.append(Link(before, after, _register_kind(flag), on, line.address("OTHERURN")))


def _register_kind(flag: str) -> LinkKind:
    if flag in _CONVERTER_FLAGS:
        return LinkKind.CONVERTER
    return LinkKind.SPONSORED if flag in _SPONSORED_FLAGS else LinkKind.REPLACED


def _from_gias(
    reader: Reader, urns: Collection[str] | None, found: Identities, links: list[Link]
) -> None:
    for line in published.lines(reader, "gias", level=Level.SCHOOL):
        opened, closed = _day(line.text("OPENDATE")), _day(line.text("CLOSEDATE"))
        if opened:
            found.opened.setdefault(line.urn, opened)
        if closed:
            found.closed.setdefault(line.urn, closed)
        text = " ".join(line.cells[line.source.columns.get("LINKED ESTABLISHMENTS", 0) :])
        converter = line.text("REASONESTABLISHMENTOPENED (NAME)") == _GIAS_CONVERTER
        for other, is_before in linked_establishments(text):
            if not _wanted(urns, line.urn, other):
                continue
            before, after = (other, line.urn) if is_before else (line.urn, other)
            kind = LinkKind.CONVERTER if converter and is_before else LinkKind.REPLACED
            address = line.address("LINKED ESTABLISHMENTS")
            links.append(Link(before, after, kind, opened if is_before else closed, address))


def _wanted(urns: Collection[str] | None, *either: str) -> bool:
    return urns is None or any(urn in urns for urn in either)


def _urn(text: str) -> str:
    found = _URN.fullmatch(text)
    return found[1] if found else ""


def _plain(number: str) -> str:
    return number.removesuffix(".0")


def _day(text: str) -> date | None:
    """A day in any form the files write it: with a time, as 20170901, as 01-09-2017."""
    stripped = text.strip().split(" ")[0].split("T")[0]
    if found := _COMPACT.fullmatch(stripped):
        stripped = "-".join(found.groups())
    elif found := _GIAS_DAY.fullmatch(stripped):
        stripped = "-".join(reversed(found.groups()))
    return day_or_none(stripped)
