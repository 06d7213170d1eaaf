"""Maintained school or academy, from the words and codes of published files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bleadchallenge.domain.choices import SchoolKind

NFTYPE: Final[Mapping[str, SchoolKind]] = MappingProxyType(
    dict.fromkeys(("CY", "VA", "VC", "FD", "CYS", "FDS"), SchoolKind.MAINTAINED)
    | dict.fromkeys(("AC", "ACC", "ACS", "ACCS", "F", "FS", "CTC"), SchoolKind.ACADEMY)
)
"""School types of the key stage 2 performance tables (Department for Education, 2019)."""

_WORDS = (
    ("maintained", SchoolKind.MAINTAINED),
    ("academ", SchoolKind.ACADEMY),
    ("free school", SchoolKind.ACADEMY),
)


def kind_by_code(nftype: str) -> SchoolKind | None:
    """The kind a performance table's code stands for; ``None`` for one that says neither."""
    return NFTYPE.get(nftype.strip().upper())


def kind_by_words(group: str) -> SchoolKind | None:
    """The kind a register's words stand for, such as ``Maintained School``."""
    folded = group.casefold()
    return next((kind for words, kind in _WORDS if words in folded), None)
