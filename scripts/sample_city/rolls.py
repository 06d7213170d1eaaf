"""The school census and absence files."""

import csv
from datetime import date

from sample_city import city
from sample_city.baseline import FACTS
from sample_city.cast import LA_CODE, SCHOOLS, School
from sample_city.chance import Chance
from sample_city.ks2 import as_text
from sample_city.layout import ABSENCE, CENSUS
from sample_city.rounding import plain

NOT_PUBLISHED, HIDDEN = "NP", "SUPP"
CENSUS_DAY = {2017: date(2017, 1, 19), 2018: date(2018, 1, 18)}
LINE_ENDS = {2017: "\n", 2018: "\r\n"}
TWICE_IN_2018 = "900032"
UNPUBLISHED = ("900062", 2018)
FEWEST_FOR_ABSENCE = 50

NATIONAL_ABSENCE = ("NAT,PRI,,4.0,8.3", "NAT,SEC,,5.4,13.5", "NAT,SPE,,9.7,28.5")


def census(year: int) -> str:
    """Write the school census of January of a year; England's rows come last."""
    rows = [_counted(school, year) for school in _open_on(CENSUS_DAY[year])]
    if year > min(CENSUS_DAY):
        rows.append(next(row for row in rows if row[0] == TWICE_IN_2018))
    return as_text([CENSUS, *rows, *_nation(year)], LINE_ENDS[year])


def absence(year: int) -> str:
    """Write the absence file of the school year ending in a year."""
    rows = [_absent(school, year) for school in _open_on(CENSUS_DAY[year]) if _maintained(school)]
    return as_text([ABSENCE, *rows, *(line.split(",") for line in NATIONAL_ABSENCE)])


def _nation(year: int) -> list[list[str]]:
    with (FACTS / "national_census.csv").open(encoding="utf-8", newline="") as lines:
        return [row[1:] for row in csv.reader(lines) if row[0] == str(year)]


def _open_on(day: date) -> list[School]:
    return [
        school
        for school in SCHOOLS
        if (school.opened is None or school.opened <= day)
        and (school.closed is None or school.closed > day)
    ]


def _maintained(school: School) -> bool:
    return school.kind != "independent"


def _counted(school: School, year: int) -> list[str]:
    head = [school.urn, LA_CODE, school.estab]
    if (school.urn, year) == UNPUBLISHED:
        return head + [NOT_PUBLISHED] * (len(CENSUS) - len(head))
    chance = Chance("census", school.urn, year)
    total = city.roll(school, year)
    girls = round(total * (0.46 + 0.05 * chance.share()))
    plans = round(total * (1 if school.special else 0.01 + 0.02 * chance.share()))
    support = 0 if school.special else round(total * school.special_needs / 100)
    languages = _languages(school, total, chance)
    return [
        *head,
        *(str(count) for count in (total, girls, total - girls)),
        *(_share(count, total) for count in (girls, total - girls)),
        *(str(plans), _share(plans, total), str(support), _share(support, total)),
        *(str(count) for count in languages),
        *(_share(count, total) for count in languages),
        *_free_meals(school, total, chance),
    ]


def _languages(school: School, total: int, chance: Chance) -> tuple[int, int, int]:
    if not _maintained(school):
        return 0, 0, 0
    other = round(total * school.other_language / 100 * (0.95 + 0.1 * chance.share()))
    unclassified = chance.whole(0, 2)
    return other, total - other - unclassified, unclassified


def _free_meals(school: School, total: int, chance: Chance) -> tuple[str, str, str]:
    if not _maintained(school):
        return "0", NOT_PUBLISHED, NOT_PUBLISHED
    ever = round(total * school.disadvantaged / 100 * (0.92 + 0.1 * chance.share()))
    now = ever * (0.55 + 0.1 * chance.share())
    return plain(100 * now / total), str(ever), _share(ever, total)


def _share(count: int, out_of: int) -> str:
    return plain(100 * count / out_of)


def _absent(school: School, year: int) -> list[str]:
    chance = Chance("absence", school.urn, year)
    sessions = 3.2 + school.disadvantaged / 40 + 0.8 * chance.normal() + 4 * school.special
    persistent = HIDDEN
    if school.roll >= FEWEST_FOR_ABSENCE:
        persistent = plain(max(sessions, 2.1) * 2.6 + chance.normal())
    return [LA_CODE, school.estab, school.urn, plain(max(sessions, 2.1)), persistent]
