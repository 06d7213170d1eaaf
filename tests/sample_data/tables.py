"""The sample files read plainly, by the standard library, for the tests that look into them."""

import csv
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
SAMPLE = HOME / "sample_data"
SCRIPTS = HOME / "scripts"
PUBLISHED = SAMPLE / "published"
FINAL = {
    2016: "2015-2016_330_ks2final.csv",
    2017: "2016-2017_330_ks2final.csv",
    2018: "2017-2018_330_ks2final.csv",
    2019: "2018-2019_330_ks2final.csv",
}
PROVISIONAL = "2017-2018_330_ks2provisional.csv"
TABLES = (*FINAL.values(), PROVISIONAL)
CODES = frozenset({"SUPP", "NA", "LOWCOV", "NEW", "NP", "", " "})

Row = dict[str, str]


def year_of(name: str) -> int:
    return int(name[5:9])


@cache
def lines(name: str) -> list[list[str]]:
    text = (PUBLISHED / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines()))


@cache
def rows(name: str) -> list[Row]:
    header, *rest = lines(name)
    return [dict(zip(header, line, strict=False)) for line in rest]


@cache
def schools(name: str) -> dict[str, Row]:
    """Every school's row by URN, without the authority's and England's."""
    return {row["URN"]: row for row in rows(name) if row["RECTYPE"] in {"1", "2"}}


@cache
def counted(name: str) -> list[Row]:
    """Every school whose figures are shown: a full row with six or more eligible pupils."""
    return [row for row in schools(name).values() if row.get("BELIG", "").isdigit()]


def authority(name: str) -> Row:
    return next(row for row in rows(name) if row["RECTYPE"] == "3")


def figure(text: str) -> float | None:
    """The number in a cell, None for a code or a blank."""
    return None if text in CODES else float(text.removesuffix("%"))


@cache
def listed(path: str) -> list[Row]:
    text = (SAMPLE / path).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
