"""Settings: what a person need not type each time."""

from dataclasses import dataclass
from enum import StrEnum


class SettingName(StrEnum):
    """What can be set."""

    STORE = "store"
    AUTHOR = "author"
    COHORT = "cohort"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that holds, and where it comes from: an option, a variable, a line of a file."""

    value: str
    origin: str
