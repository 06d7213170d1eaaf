"""For which schools floor and coasting hold: mainstream primaries with enough pupils.

Department for Education, Primary school accountability, 2016 to 2018: infant, special and
independent schools and pupil referral units have no floor. That it takes eleven eligible
pupils, and prior attainment of half of them, is assumed from the accountability guides.
"""

import re
from typing import Final

PUPILS_AT_LEAST: Final = 11
COVERED_AT_LEAST: Final = 50.0
APPLIES: Final = (
    "floor and coasting hold for mainstream primary schools with eleven eligible pupils or more "
    "and prior attainment known for half of them (the last two assumed)"
)
_AGES: Final = re.compile(r"\s*[0-9]{1,2}\s*(?:-|to)\s*([0-9]{1,2})\s*")
_INFANT_TO: Final = 8
_KINDS: Final = {
    "CYS": "a special school",
    "FDS": "a special school",
    "ACS": "a special school",
    "ACCS": "a special school",
    "FS": "a special school",
    "NMSS": "a special school",
    "IND": "an independent school",
    "INDSS": "an independent school",
    "PRU": "a pupil referral unit",
    "ACP": "a pupil referral unit",
}


def outside_standards(
    *, is_special: bool, ages: str, kind: str, pupils: int | None, covered: float | None
) -> str:
    """Why floor and coasting do not hold for a school in a year; empty where they do.

    ``ages`` as 5-11, ``kind`` the table's code, ``covered`` in percent.
    """
    if is_special or (named := _KINDS.get(kind.strip().upper(), "")):
        return "a special school" if is_special else named
    if is_infant(ages):
        return "an infant school"
    if pupils is not None and pupils < PUPILS_AT_LEAST:
        return f"{pupils} eligible pupils, fewer than {PUPILS_AT_LEAST}"
    if covered is not None and covered < COVERED_AT_LEAST:
        return f"prior attainment known for {covered:g} %, under {COVERED_AT_LEAST:g} %"
    return ""


def is_infant(ages: str) -> bool:
    """Whether a school has no pupils of eleven: none sit the tests there."""
    found = _AGES.fullmatch(ages)
    return found is not None and int(found[1]) <= _INFANT_TO
