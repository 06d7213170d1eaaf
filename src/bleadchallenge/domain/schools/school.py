"""A school as the programme knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class School:
    """A school: its URN, its LAESTAB (empty where not known), and its name."""

    urn: str
    laestab: str
    name: str
