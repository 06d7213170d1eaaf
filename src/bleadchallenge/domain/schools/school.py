"""A school as the programme knows it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class School:
    """A school: its URN, its LAESTAB (empty where not known), and its name."""

    urn: str
    laestab: str
    name: str

    def __str__(self) -> str:
        """The school as an answer names it, so that one taken for another is seen."""
        return f"{self.name} ({self.urn})"


_URN = re.compile(r"[1-9][0-9]{5}")
_LAESTAB = re.compile(r"([0-9]{3})[/\- ]?([0-9]{4})")


def urn_in(text: str) -> str | None:
    """The URN that a text is, or ``None``."""
    asked = text.strip()
    return asked if _URN.fullmatch(asked) else None


def laestab_in(text: str) -> str | None:
    """The LAESTAB that a text is, as seven digits: ``330/2903``, ``330-2903``, ``330 2903``."""
    found = _LAESTAB.fullmatch(text.strip())
    return found[1] + found[2] if found else None
