"""The key stage 2 performance tables, to the byte as the Department lays them out."""

import csv
import io
from collections.abc import Sequence

from sample_city import city, national
from sample_city.cast import CITY, LA_CODE, SCHOOLS, SUCCESSORS, School
from sample_city.chance import Chance
from sample_city.groups import Cells
from sample_city.layout import key_stage_2, new_row, short_row
from sample_city.measures import NEEDS
from sample_city.pupil import Pupil

BYTE_ORDER_MARK = "\ufeff"
PROVISIONAL = "provisional"
STATE_FIRST_UNTIL = 2017
SPACED_TELEPHONES_UNTIL = 2018
BLANK_NEEDS_UNTIL = 2018
BY_NUMBER_FROM = 2019
AUTHORITY_IN_THE_MIDDLE_UNTIL = 2017
CUT_WHEN_EMPTY_IN = 2017
REVISED_SHARE = 0.3
ALPHABET_STEP = 926


def table(year: int, release: str = "final") -> str:
    """Write the table of a summer: ``final``, or ``provisional`` as it stood in September."""
    columns = key_stage_2(year)
    rows = [_school_row(school, year, release) for school in _in_order(year, release)]
    middle = year <= AUTHORITY_IN_THE_MIDDLE_UNTIL or release == PROVISIONAL
    rows.insert(len(rows) * 7 // 10 if middle else len(rows), _authority_row(year, release))
    state, every = national.STATE_FUNDED, national.ALL_SCHOOLS
    order = (state, every) if year <= STATE_FIRST_UNTIL else (every, state)
    rows += [national.row(year, row_type) for row_type in order]
    return as_text([columns, *rows])


def as_text(rows: Sequence[Sequence[str]], line_end: str = "\r\n") -> str:
    """Write rows with the mark at the front and nothing after the last cell."""
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return BYTE_ORDER_MARK + out.getvalue().removesuffix(line_end)


def _in_order(year: int, release: str) -> list[School]:
    schools = city.listed(year)
    if year >= BY_NUMBER_FROM:
        return sorted(schools, key=lambda school: (school.estab, school.urn))
    return Chance("order of rows", year, release).mixed(schools)


def _school_row(school: School, year: int, release: str) -> list[str]:
    cells = _identity(school, year) | {"TOTPUPS": str(city.roll(school, year))}
    if city.is_new(school, year):
        return _laid_out(cells | {"TOTPUPS": "NEW"}, year)[: new_row(year)]
    cells["TPUPYEAR"] = str(_eleven_year_olds(school, year))
    if city.has_no_one_of_that_age(school, year):
        return _laid_out(cells, year)[: short_row(year)]
    if year <= BLANK_NEEDS_UNTIL and school.special:
        cells |= _without_needs()
    row = _laid_out(_figures(school, year, release) | cells, year)
    return _cut(row) if year == CUT_WHEN_EMPTY_IN else row


def _figures(school: School, year: int, release: str) -> Cells:
    before = [_before(school, year - offset) for offset in (2, 1)]
    pupils: Sequence[Pupil] = city.pupils_of(school, year)
    if release == PROVISIONAL:
        unresolved = school.urn in city.UNRESOLVED_IN_SEPTEMBER
        pupils = [] if unresolved else city.in_september(school, year)
    return city.figures(pupils, year, before)


def _before(school: School, year: int) -> tuple[Pupil, ...]:
    return city.pupils_of(school, year) if year >= national.FIRST_YEAR else ()


def _authority_row(year: int, release: str) -> list[str]:
    schools = [s for s in city.listed(year) if not city.is_new(s, year)]
    pupils = city.everyone_in_september if release == PROVISIONAL else city.everyone
    before = [
        city.everyone(year - offset) if year - offset >= national.FIRST_YEAR else ()
        for offset in (2, 1)
    ]
    cells = city.figures(pupils(year), year, before)
    cells |= dict.fromkeys(NEEDS, national.BLANK)
    cells |= {"RECTYPE": "3", "LEA": LA_CODE, "SCHNAME": CITY}
    cells["TOTPUPS"] = str(sum(city.roll(school, year) for school in schools))
    cells["TPUPYEAR"] = str(sum(_eleven_year_olds(school, year) for school in schools))
    return [cells.get(name, national.BLANK) for name in key_stage_2(year)]


def _identity(school: School, year: int) -> Cells:
    code, constituency = school.constituency
    spaced = year <= SPACED_TELEPHONES_UNTIL
    chance = Chance("revised", school.urn, year)
    return _academy(school, year) | {
        "RECTYPE": school.row_type,
        "ALPHAIND": str(_alphabetic_index(school, year)),
        "LEA": LA_CODE,
        "ESTAB": school.estab,
        "URN": school.urn,
        "SCHNAME": school.name,
        "ADDRESS1": school.street,
        "ADDRESS2": school.locality,
        "TOWN": CITY,
        "PCODE": school.postcode,
        "TELNUM": f"{school.telephone[:4]} {school.telephone[4:]}" if spaced else school.telephone,
        "PCON_CODE": code,
        "PCON_NAME": constituency,
        "NFTYPE": school.nftype,
        "ICLOSE": "1" if _closed_by_publication(school, year) else "0",
        "RELDENOM": school.religion,
        "AGERANGE": school.ages,
        "CONFEXAM": "R" if chance.happens(REVISED_SHARE) else "",
        "TAB15": "0",
        "TAB1618": "0",
    }


def _academy(school: School, year: int) -> Cells:
    academy = SUCCESSORS.get(school.urn)
    if academy and academy.how == "converter" and academy.opened and academy.opened.year == year:
        return {
            "URN_AC": academy.urn,
            "SCHNAME_AC": academy.name,
            "OPEN_AC": academy.opened.strftime("%Y%m%d"),
        }
    return {"URN_AC": "0", "SCHNAME_AC": "", "OPEN_AC": ""}


def _closed_by_publication(school: School, year: int) -> bool:
    converted = _academy(school, year)["URN_AC"] != "0"
    return school.closed is not None and school.closed.year == year and not converted


def _alphabetic_index(school: School, year: int) -> int:
    names = sorted(one.name for one in SCHOOLS)
    return ALPHABET_STEP * names.index(school.name) + 2 * (year - national.FIRST_YEAR) + 232


def _eleven_year_olds(school: School, year: int) -> int:
    eligible = school.cohort(year)
    drift = Chance("eleven", school.urn, year).one_of((-1, 0, 0, 0, 0, 1, 2))
    return eligible + drift if eligible > 10 else eligible  # noqa: PLR2004 - small schools agree


def _without_needs() -> Cells:
    shares = [share for share, _ in NEEDS.values()]
    return dict.fromkeys([*NEEDS, *shares], "")


def _laid_out(cells: Cells, year: int) -> list[str]:
    return [cells.get(name, "") for name in key_stage_2(year)]


def _cut(row: list[str]) -> list[str]:
    """Leave off the empty cells at the end, as the 2016/17 file does."""
    while row and not row[-1]:
        row.pop()
    return row
