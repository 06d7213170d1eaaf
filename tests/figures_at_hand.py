"""Files of results, real and invented, imported once for the tests that ask about them."""

import csv
from functools import cache
from pathlib import Path

from builders import Programme
from places import SHARED

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "published"
KS2 = SHARED / "data" / "ks2"
COUNTY = "850"
CITY = "330"


@cache
def table(path: Path) -> list[list[str]]:
    """A file's rows as the standard library reads them, the header first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def schools_of(path: Path) -> dict[str, dict[str, str]]:
    """A table's schools by URN, every column by its name in capitals."""
    header, *rows = table(path)
    names = [name.upper() for name in header]
    found = (dict(zip(names, row, strict=False)) for row in rows)
    return {row["URN"]: row for row in found if row["RECTYPE"] in {"1", "2"}}


def with_city(programme: Programme, *more: str) -> Programme:
    """The invented city's final tables and its register are in, said to be out long ago.

    What is tested with them is judged from many days.
    """
    names = [f"{year}-{year + 1}_330_ks2final.csv" for year in range(2015, 2019)]
    names += ["2016-2017_330_spine.xlsx", "2016-2017_330_ofsted-schools.xlsx", *more]
    files = " ".join(str(SAMPLE / name) for name in names)
    line = f"import-data {files} --published 2010-09-01"
    return programme.remembered(line, lambda: programme.done(line))


def with_county(programme: Programme, *years: int) -> Programme:
    """The real county's tables are in: those of the summers named, or all three."""
    names = [
        str(KS2 / f"{year - 1}-{year}_850_ks2final.csv") for year in years or (2017, 2018, 2019)
    ]
    line = "import-data " + " ".join(names)
    return programme.remembered(line, lambda: programme.done(line))
