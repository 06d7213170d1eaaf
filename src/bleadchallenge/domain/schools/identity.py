"""A school's history across its identities: what became of it, and what it was before."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.results.source_rows import Address
from bleadchallenge.domain.text import SEPARATOR


class LinkKind(StrEnum):
    """How one school became another."""

    CONVERTER = "converted to an academy"
    SPONSORED = "became a sponsored academy"
    AMALGAMATED = "amalgamated"
    REPLACED = "was replaced"


_FOLLOWED: Final = frozenset({LinkKind.CONVERTER})


@dataclass(frozen=True, slots=True)
class Link:
    """One school that became another, on which day, and where that is written."""

    before: str
    after: str
    kind: LinkKind
    on: date | None = None
    source: Address | None = None

    @property
    def followed(self) -> bool:
        """Whether the results before count as the school's own.

        A converter academy keeps its history. A sponsored academy is a new
        school, and an amalgamation has no one history (Department for
        Education, performance tables).
        """
        return self.kind in _FOLLOWED


class IdentityPeriod(StrEnum):
    """Where a school is in its life."""

    OPEN = "open"
    CLOSED = "closed"
    CONVERTED = "closed: it became an academy"
    AMALGAMATED = "closed: it was amalgamated"
    NEW = "new"
    NEW_BY_AMALGAMATION = "new, from an amalgamation"


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a school's identities; days are ``None`` where not known."""

    urn: str
    links: tuple[Link, ...] = ()
    opened: date | None = None
    closed: date | None = None
    ages: str = ""

    @property
    def before(self) -> tuple[Link, ...]:
        """The schools it was before."""
        return tuple(link for link in self.links if link.after == self.urn)

    @property
    def after(self) -> tuple[Link, ...]:
        """The schools it became."""
        return tuple(link for link in self.links if link.before == self.urn)

    @property
    def predecessor(self) -> Link | None:
        """The one school whose results count as its own, or ``None``."""
        followed = [link for link in self.before if link.followed]
        return followed[0] if len(followed) == 1 else None

    def life(self, as_of: date, new_within_years: int = 3) -> IdentityPeriod:
        """Where it is in its life on a day; new means opened within so many years."""
        if self.closed is not None and self.closed <= as_of:
            return _ended(self.after)
        opened = self.opened
        if opened is None or opened > as_of or self.predecessor is not None:
            return IdentityPeriod.OPEN
        if as_of.year - opened.year >= new_within_years:
            return IdentityPeriod.OPEN
        amalgamation = any(link.kind is LinkKind.AMALGAMATED for link in self.before)
        return IdentityPeriod.NEW_BY_AMALGAMATION if amalgamation else IdentityPeriod.NEW

    def words(self, as_of: date) -> tuple[str, ...]:
        """Its history in sentences."""
        said = [f"{link.before} {link.kind}{_since(link)}: {_counts(link)}" for link in self.before]
        said += [f"it {link.kind}{_since(link)}, now {link.after}" for link in self.after]
        life = self.life(as_of)
        if life is not IdentityPeriod.OPEN and not self.after:
            day = self.closed if life.startswith("closed") else self.opened
            said.append(str(life) + (f" since {day.isoformat()}" if day else ""))
        return tuple(said)


def _ended(after: Sequence[Link]) -> IdentityPeriod:
    kinds = {link.kind for link in after}
    if kinds & {LinkKind.CONVERTER, LinkKind.SPONSORED}:
        return IdentityPeriod.CONVERTED
    return IdentityPeriod.AMALGAMATED if LinkKind.AMALGAMATED in kinds else IdentityPeriod.CLOSED


def _since(link: Link) -> str:
    return f" on {link.on.isoformat()}" if link.on else ""


def _counts(link: Link) -> str:
    return "its results are followed" if link.followed else "its results are not this school's own"


@dataclass(slots=True)
class Identities:
    """Every link that is known, and the opening and closing days of schools."""

    links: list[Link] = field(default_factory=list)
    opened: dict[str, date] = field(default_factory=dict)
    closed: dict[str, date] = field(default_factory=dict)
    ages: dict[str, str] = field(default_factory=dict)

    def of(self, urn: str) -> Identity:
        """What is known of one school."""
        own = tuple(link for link in self.links if urn in (link.before, link.after))
        return Identity(
            urn, own, self.opened.get(urn), self.closed.get(urn), self.ages.get(urn, "")
        )

    def has_closed(self, urn: str, on: date) -> bool:
        """Whether a school is known to have closed by a day."""
        closed = self.closed.get(urn)
        return closed is not None and closed <= on

    def predecessors(self) -> Mapping[str, str]:
        """The school before each whose results count as its own."""
        followed: dict[str, list[str]] = {}
        for link in self.links:
            if link.followed:
                followed.setdefault(link.after, []).append(link.before)
        return {after: before[0] for after, before in followed.items() if len(before) == 1}


def settle_amalgamations(links: Iterable[Link]) -> list[Link]:
    """Links once each; several schools that became one were amalgamated."""
    known: dict[tuple[str, str], Link] = {}
    for link in links:
        known.setdefault((link.before, link.after), link)
    into: dict[str, set[str]] = {}
    for before, after in known:
        into.setdefault(after, set()).add(before)
    return [
        link
        if len(into[link.after]) == 1
        else Link(link.before, link.after, LinkKind.AMALGAMATED, link.on, link.source)
        for link in known.values()
    ]


def same_school(links: Iterable[Link], urn: str) -> set[str]:
    """Every URN that one school has had: it became one other, and that came of it alone.

    A school that was amalgamated with others or parted into several is no longer one.
    """
    one_to_one = [link for link in links if link.kind is not LinkKind.AMALGAMATED]
    after = Counter(link.before for link in one_to_one)
    pairs = [(link.before, link.after) for link in one_to_one if after[link.before] == 1]
    found, before = {urn}, 0
    while before < len(found):
        before = len(found)
        found |= {each for pair in pairs if found & set(pair) for each in pair}
    return found


_LINKED: Final = re.compile(r"([0-9]{6})\s+(Predecessor|Successor|Merged|Result of Amalgamation)")


def linked_establishments(text: str) -> tuple[tuple[str, bool], ...]:
    """The URNs in a register's "Linked establishments", each true for a school before.

    A merger names the school that was taken in.
    """
    return tuple((urn, word != "Successor") for urn, word in _LINKED.findall(text))


_OTHER_IDENTITIES: Final = {
    "ks2": "URN_AC",
    "register": "OTHERURN",
    "gias": "LINKED ESTABLISHMENTS",
}
"""The column in which a kind of file names what a school was before, or became."""
_OVERFLOWS: Final = "gias"
_URN: Final = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


def other_urns(kind: str, columns: str) -> Callable[[str], str]:
    """What finds the other URNs under which a row's joined cells name its school.

    ``columns`` are those of the import, as it keeps them. The URNs are given joined by a
    space; of a kind of file that names none they are empty.
    """
    name = _OTHER_IDENTITIES.get(kind)
    place = json.loads(columns).get(name) if name else None
    if place is None:
        return lambda _cells: ""
    most = place if kind == _OVERFLOWS else place + 1

    def found_in(cells: str) -> str:
        parts = cells.split(SEPARATOR, most)
        text = parts[place] if place < len(parts) else ""
        return "" if not text or text.isspace() else " ".join(_URN.findall(text))

    return found_in
