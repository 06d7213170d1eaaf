"""Questions about a school's identities, put to every file that says something of them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.schools.identity import (
    Identities,
    Link,
    LinkKind,
    linked_establishments,
    same_school,
    settle_amalgamations,
)
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Selection, SourceRow

_URN = re.compile(r"([0-9]{6})(?:\.0)?")
_CONVERTER_FLAGS = frozenset({"1", "2"})
_SPONSORED_FLAGS = frozenset({"3", "4"})
_AFTER_FLAGS = frozenset({"1", "3", "7"})
_CLOSED_FLAGS = frozenset({"2", "4", "5"})
_SPONSORED_TYPE = "AC"
_LOOKED_FOR = 40
_SPEAKING = {
    "ks2": ("AGERANGE", "URN_AC", "OPEN_AC", "NFTYPE"),
    "register": ("OPENDATE", "CLOSEDATE", "AGEL", "AGEH", "OTHERURN", "NEWACFLAG"),
}
"""The columns that say who a school is; a search download may overflow its columns."""
_GIAS_CONVERTER = "Academy Converter"


def identities(
    reader: Reader, urns: Collection[str] | None = None, *, la: str | None = None
) -> Identities:
    """Links, days and ages of schools; of all schools without ``urns`` or an authority.

    The tables of results come first, then the register, then the search
    download: the first to speak of two schools is believed.
    """
    found = Identities()
    links: list[Link] = []
    rows_of = None if urns is None else _mentioning(reader, urns)
    is_many = urns is not None and rows_of is None
    asked = _IdentityQuery(
        reader, urns, rows_of, _authorities(reader, urns or ()) if is_many else la
    )
    _from_register(asked, found, links)
    _from_gias(asked, found, links)
    found.links = settle_amalgamations([*_from_results(asked, found), *links])
    return found


def kept_under(reader: Reader) -> Mapping[str, str]:
    """For every other URN of a school that was chosen, the URN that its records have."""
    return reader.cached("kept under", lambda: _kept_under(reader))


def _kept_under(reader: Reader) -> dict[str, str]:
    chosen = {each.urn for each in reader.where(Selection)}
    links = identities(reader, chosen).links if chosen else []
    return {other: urn for urn in sorted(chosen) for other in same_school(links, urn) - chosen}


@dataclass(frozen=True, slots=True)
class _IdentityQuery:
    """Of whom it is asked: some schools, with those whose rows name one of them, or all."""

    reader: Reader
    urns: Collection[str] | None
    rows_of: Collection[str] | None
    la: str | Collection[str] | None

    def lines(self, kind: str) -> list[SourceLine]:
        """The rows of a kind of file that may speak of those asked about."""
        return published_files.lines(
            self.reader,
            kind,
            urns=self.rows_of,
            la=self.la,
            level=Level.SCHOOL,
            only=_SPEAKING.get(kind),
        )

    def wants(self, *either: str) -> bool:
        """Whether one of the two is asked about."""
        return self.urns is None or any(urn in self.urns for urn in either)


def _mentioning(reader: Reader, urns: Collection[str]) -> set[str] | None:
    """The schools asked about and those whose rows name one of them; ``None`` for too many."""
    if len(urns) > _LOOKED_FOR:
        return None
    named = select(SourceRow.urn, SourceRow.other_urns).where(
        col(SourceRow.other_urns) != "", col(SourceRow.level) == Level.SCHOOL.value
    )
    wanted = {*urns}
    found = {urn for urn, others in reader.session.exec(named) if wanted & {*others.split()}}
    return wanted | found


def _authorities(reader: Reader, urns: Collection[str]) -> set[str] | None:
    """Every authority that a file has placed one of many schools in.

    A school and what it became stand in one authority, under its old code or
    its new one. ``None`` where no file says.
    """
    of_schools = select(SourceRow.la).where(col(SourceRow.level) == Level.SCHOOL.value)
    named = of_schools.where(col(SourceRow.urn).in_(urns), col(SourceRow.la) != "")
    return set(reader.session.exec(named.distinct())) or None


def _from_results(asked: _IdentityQuery, found: Identities) -> Iterator[Link]:
    """``URN_AC`` and ``OPEN_AC`` of the latest table that holds the school.

    A conversion that a later table no longer speaks of did not take place.
    """
    latest: dict[str, SourceLine] = {}
    for line in asked.lines("ks2"):
        if line.urn not in latest or latest[line.urn].source.year < line.source.year:
            latest[line.urn] = line
    for urn, line in latest.items():
        found.ages.setdefault(urn, line.text("AGERANGE"))
        academy = _urn(line.text("URN_AC"))
        if academy and asked.wants(urn, academy):
            opened = line.day("OPEN_AC")
            if opened:
                found.opened.setdefault(academy, opened)
            known = latest.get(academy)
            sponsored = known is not None and known.text("NFTYPE") == _SPONSORED_TYPE
            kind = LinkKind.SPONSORED if sponsored else LinkKind.CONVERTER
            yield Link(urn, academy, kind, opened, line.address("URN_AC"))


def _from_register(asked: _IdentityQuery, found: Identities, links: list[Link]) -> None:
    for line in reversed(asked.lines("register")):
        opened, closed = line.day("OPENDATE"), line.day("CLOSEDATE")
        if opened:
            found.opened[line.urn] = opened
        if closed:
            found.closed[line.urn] = closed
        if line.text("AGEL") and line.text("AGEH"):
            found.ages[line.urn] = f"{_plain(line.text('AGEL'))}-{_plain(line.text('AGEH'))}"
        other, flag = _urn(line.text("OTHERURN")), _plain(line.text("NEWACFLAG"))
        if not other or not asked.wants(line.urn, other):
            continue
        before, after = (other, line.urn) if flag in _AFTER_FLAGS else (line.urn, other)
        on = opened if flag in _AFTER_FLAGS else closed if flag in _CLOSED_FLAGS else None
        links.append(Link(before, after, _register_kind(flag), on, line.address("OTHERURN")))


def _register_kind(flag: str) -> LinkKind:
    if flag in _CONVERTER_FLAGS:
        return LinkKind.CONVERTER
    return LinkKind.SPONSORED if flag in _SPONSORED_FLAGS else LinkKind.REPLACED


def _from_gias(asked: _IdentityQuery, found: Identities, links: list[Link]) -> None:
    for line in asked.lines("gias"):
        opened, closed = line.day("OPENDATE"), line.day("CLOSEDATE")
        if opened:
            found.opened.setdefault(line.urn, opened)
        if closed:
            found.closed.setdefault(line.urn, closed)
        text = " ".join(line.cells[line.source.columns.get("LINKED ESTABLISHMENTS", 0) :])
        converter = line.text("REASONESTABLISHMENTOPENED (NAME)") == _GIAS_CONVERTER
        for other, is_before in linked_establishments(text):
            if not asked.wants(line.urn, other):
                continue
            before, after = (other, line.urn) if is_before else (line.urn, other)
            kind = LinkKind.CONVERTER if converter and is_before else LinkKind.REPLACED
            address = line.address("LINKED ESTABLISHMENTS")
            links.append(Link(before, after, kind, opened if is_before else closed, address))


def _urn(text: str) -> str:
    found = _URN.fullmatch(text)
    return found[1] if found else ""


def _plain(number: str) -> str:
    return number.removesuffix(".0")
