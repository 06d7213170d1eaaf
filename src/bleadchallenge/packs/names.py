"""Names that are given once in a pack: anchors, headlines, sheets and files."""

import re

from bleadchallenge.packs.plain import fitting, slug, units
from bleadchallenge.packs.value import Pack

_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_CODE = re.compile(r" \([^()]+\)$")
_MOST_OF_SHEET = 31
_KEPT_BY_EXCEL = "history"


class Names:
    """What names were given already, so that none is given twice."""

    def __init__(self) -> None:
        """Begin with no name given; ``anchors`` finds a section's by its id."""
        self.anchors: dict[str, str] = {}
        self._drawn: set[str] = set()
        self._taken: set[str] = set()
        self._headlines: dict[str, int] = {}
        self._sheets: set[str] = {_KEPT_BY_EXCEL}

    def anchor(self, wanted: str) -> str:
        """An anchor for a section, table or chart, made different where it was given."""
        name = _another(wanted or "part", self._taken, "-")
        self._taken.add(name)
        return name

    def announce(self, section: str) -> None:
        """Give a section its anchor before it is drawn, so that others can go to it."""
        if section not in self.anchors:
            self.anchors[section] = self.anchor(slug(section))

    def section(self, section: str) -> str:
        """The anchor of a section that is drawn now; another one if its id comes again."""
        again = section in self._drawn
        self._drawn.add(section)
        return self.anchor(slug(section)) if again else self.anchors[section]

    def headline(self, wanted: str) -> str:
        """The anchor that Markdown viewers give a heading, counted up where it comes again."""
        count = self._headlines.get(wanted, 0)
        self._headlines[wanted] = count + 1
        return f"{wanted}-{count}" if count else wanted

    def sheet(self, wanted: str) -> str:
        """A sheet's name that spreadsheets take: short, unlike any other.

        Where a name is too long, a code in brackets at its end goes first.
        """
        safe = " ".join(_NOT_IN_SHEETS.sub(" ", wanted).split()).strip("' ") or "Sheet"
        if units(safe) > _MOST_OF_SHEET:
            safe = _CODE.sub("", safe) or safe
        name = safe
        if units(safe) > _MOST_OF_SHEET:
            name = fitting(safe, _MOST_OF_SHEET - 1).strip("' ") + "…"
        count = 1
        while name.lower() in self._sheets:
            count += 1
            ending = f" {count}"
            name = fitting(safe, _MOST_OF_SHEET - len(ending)).strip("' ") + ending
        self._sheets.add(name.lower())
        return name


def name_of(pack: Pack) -> str:
    """What a pack's folder and files are called, such as ``isg-pack-2018-03-15``."""
    parts = (slug(pack.kind), slug(pack.about), pack.as_of.isoformat())
    return "-".join(part for part in parts if part)


def headline_slug(title: str) -> str:
    """A heading's anchor as GitHub and most viewers work it out."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _another(wanted: str, taken: set[str], joint: str) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}{joint}{count}"
    return name
