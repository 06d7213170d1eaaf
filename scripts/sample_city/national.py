"""England's own rows: the published figures, which an invented city may share."""

import csv
import re

from sample_city.baseline import FACTS
from sample_city.layout import key_stage_2
from sample_city.measures import Yardstick

ALL_SCHOOLS, STATE_FUNDED = "4", "5"
ROW_TYPES = {ALL_SCHOOLS: "all_schools", STATE_FUNDED: "state_funded"}
FIRST_YEAR = 2016
BLANK = " "
EARLIER = re.compile(r"_1\d$")

KNOWN_OF_2016 = {
    "PTREAD_EXP": "66%",
    "PTWRITTA_EXP": "74%",
    "PTMAT_EXP": "70%",
    "DIFFN_RWM_EXP": "0",
    "DIFFN_RWM_HIGH": "0",
}
"""What is known of 2016 beyond the columns that the 2016/17 file repeats."""

OTHERS_PROGRESS = {"READ": 0.3, "WRIT": 0.2, "MAT": 0.3}
"""Progress of pupils who are not disadvantaged, 2017 to 2019; assumed the same in 2016."""


def _read_facts() -> dict[tuple[int, str], dict[str, str]]:
    facts: dict[tuple[int, str], dict[str, str]] = {}
    with (FACTS / "national.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for row_type, name in ROW_TYPES.items():
                facts.setdefault((int(row["year"]), row_type), {})[row["column"]] = row[name]
    return facts


_FACTS = _read_facts()


def facts_of(year: int, row_type: str = STATE_FUNDED) -> dict[str, str]:
    """Give the published figures of England by column, without the blanks."""
    if year > FIRST_YEAR:
        return _FACTS[year, row_type]
    repeated = _FACTS[year + 1, row_type].items()
    known = {name.removesuffix("_16"): text for name, text in repeated if name.endswith("_16")}
    known["PTNotFSM6CLA1A"] = known.pop("PTNOTFSM6CLA1A")
    return known | KNOWN_OF_2016


def row(year: int, row_type: str) -> list[str]:
    """Write a national row as it stands in the file of a year, blanks being single spaces."""
    known = facts_of(year, row_type) | {"RECTYPE": row_type}
    return [known.get(name, "" if EARLIER.search(name) else BLANK) for name in key_stage_2(year)]


def yardstick(year: int) -> Yardstick:
    """Give the national figures of pupils who are not disadvantaged."""
    known = facts_of(year)
    joint, high = (known[f"PTRWM_{name}_NotFSM6CLA1A"] for name in ("EXP", "HIGH"))
    progress = {
        subject: float(known.get(f"{subject}PROG_NotFSM6CLA1A", assumed))
        for subject, assumed in OTHERS_PROGRESS.items()
    }
    return Yardstick(int(joint[:-1]), int(high[:-1]), progress)
