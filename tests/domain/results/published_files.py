"""The real key stage 2 files of Hampshire, as rows of text."""

import csv
from functools import cache

from places import SHARED

FILES = {
    "201617": "2016-2017_850_ks2final.csv",
    "201718": "2017-2018_850_ks2final.csv",
    "201819": "2018-2019_850_ks2final.csv",
}
SCHOOLS = ("1", "2")
MAINSTREAM = ("1",)


@cache
def rows(year: str) -> list[dict[str, str]]:
    path = SHARED / "data" / "ks2" / FILES[year]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name.upper(): text for name, text in row.items() if name and isinstance(text, str)}
            for row in csv.DictReader(file)
        ]


def schools(year: str, kinds: tuple[str, ...] = SCHOOLS) -> list[dict[str, str]]:
    return [row for row in rows(year) if row.get("RECTYPE") in kinds]
