"""The register of schools behind the tables, and the list of their latest inspections."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sample_city.books import Book
from sample_city.cast import BY_URN, CITY, LA_CODE, SCHOOLS, SUCCESSORS, TYPES, School
from sample_city.chance import Chance
from sample_city.layout import OFSTED, SPINE

Cell = str | int | datetime | None

OPEN, CLOSED, PROPOSED_TO_CLOSE, PROPOSED_TO_OPEN = 1, 2, 3, 4
KNOWN_FROM = date(2016, 9, 1)
KNOWN_UNTIL = date(2018, 9, 30)
UP_FOR_CLOSURE = "900023"
LISTED_TWICE = "900025"
BAD_TELEPHONE = "900047"
AMALGAMATION = "900060"
SEVERAL_PREDECESSORS = 999999
ACADEMY_TYPES = frozenset({"AC", "ACC", "F"})
GROUPS = {"special": "Special School", "independent": "Independent School"}
PHASES = {"special": "Special", "secondary": "Secondary"}
SPONSORS = (
    (99001, "Lanternway Learning Trust"),
    (99002, "The Weir and Wharf Academy Trust"),
    (99003, "Three Quays Schools"),
)
UNSPONSORED = "900065"
PUBLISHED_AFTER = timedelta(days=28)
REPORT = (
    '=IF(A{row}<> "",HYPERLINK(CONCATENATE("http://reports.example.org/provider/",A{row}),'
    '"Report"),"")'
)


def spine() -> bytes:
    """Write the register as a workbook: numbers as numbers and dates as dates."""
    book = Book()
    sheet = book.book.add_worksheet("england")
    dated = book.book.add_format({"num_format": "yyyymmdd"})
    sheet.write_row(0, 0, SPINE)
    for row, cells in enumerate(_spine_rows(), start=1):
        for column, name in enumerate(SPINE):
            cell = cells[name]
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, dated)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, cell)
    return bytes(book)


def inspections() -> bytes:
    """Write the latest inspection of every school that had one; the last column is a formula."""
    book = Book()
    sheet = book.book.add_worksheet("DFE_data_31_July_2018_SON")
    dated = book.book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, OFSTED)
    for row, school in enumerate((s for s in SCHOOLS if s.inspected), start=1):
        inspected = school.inspected or KNOWN_FROM
        sheet.write_row(row, 0, [int(school.urn), school.name, PHASES.get(school.kind, "Primary")])
        sheet.write_datetime(row, 3, _midnight(inspected), dated)
        sheet.write_datetime(row, 4, _midnight(inspected + PUBLISHED_AFTER), dated)
        sheet.write_number(row, 5, int(school.grade))
        sheet.write_formula(row, 6, REPORT.format(row=row + 1), None, "Report")
    return bytes(book)


def _spine_rows() -> list[Mapping[str, Cell]]:
    rows = [_spine_row(school) for school in Chance("order of the register").mixed(SCHOOLS)]
    return [*rows, _spine_row(BY_URN[LISTED_TWICE])]


def _spine_row(school: School) -> Mapping[str, Cell]:
    low, high = (int(age) for age in school.ages.split("-"))
    return (
        _identity(school)
        | _life(school)
        | _sponsor(school)
        | {
            "ISPRIMARY": int(school.kind != "secondary"),
            "ISSECONDARY": int(school.kind == "secondary" or high > 16),  # noqa: PLR2004 - an age
            "ISPOST16": int(high > 16),  # noqa: PLR2004 - an age
            "AGEL": low,
            "AGEH": high,
            "GENDER": "Mixed",
            "SIXFGENDER": "Mixed",
            "RELDENOM": school.religion,
            "ADMPOL": "Comprehensive" if school.kind == "secondary" else "Unknown",
        }
    )


def _identity(school: School) -> dict[str, Cell]:
    telephone = f"{school.telephone[:4]} {school.telephone[4:]}"
    return {
        "URN": int(school.urn),
        "LA": int(LA_CODE),
        "ESTAB": int(school.estab),
        "LAESTAB": int(school.laestab),
        "SCHNAME": school.name,
        "OTHERSCHNAME": None,
        "STREET": school.street,
        "LOCALITY": school.locality,
        "ADDRESS3": None,
        "TOWN": CITY,
        "POSTCODE": school.postcode,
        "TELNUM": "ERROR" if school.urn == BAD_TELEPHONE else telephone,
        "MINORGROUP": _group(school),
        "NFTYPE": TYPES[school.nftype],
    }


def _group(school: School) -> str:
    maintained = "Academy" if school.nftype in ACADEMY_TYPES else "Maintained School"
    return GROUPS.get(school.kind, maintained)


def _life(school: School) -> dict[str, Cell]:
    """Give the state, the dates the register knows of, and the other school of a change."""
    other, flag = _other(school)
    opened = school.opened if school.opened and school.opened >= KNOWN_FROM else None
    paired = BY_URN.get(str(other))
    return {
        "ICLOSE": _state(school),
        "OPENDATE": _midnight(opened) if opened else None,
        "CLOSEDATE": _midnight(school.closed) if school.closed else None,
        "ISNEW": int(opened is not None),
        "OTHERSCHNAME": paired.name if paired else None,
        "OTHERNFTYPE": TYPES[paired.nftype] if paired else "",
        "OTHERURN": other,
        "NEWACFLAG": flag,
    }


def _other(school: School) -> tuple[int | None, int]:
    """Give the other number and the register's flag: 1 to 4 academies, 5 closed, 7 new, 6 rest."""
    flags = {"converter": (1, 2), "sponsored": (3, 4)}
    if school.predecessor:
        return int(school.predecessor), flags[school.how][0]
    if school.urn in SUCCESSORS:
        academy = SUCCESSORS[school.urn]
        return int(academy.urn), flags[academy.how][1]
    if school.how == "amalgamated":
        return int(AMALGAMATION), 5
    if school.urn == AMALGAMATION:
        return SEVERAL_PREDECESSORS, 7
    if school.closed:
        return None, 5
    return None, 7 if school.opened else 6


def _state(school: School) -> int:
    if school.closed:
        return CLOSED
    if school.opened and school.opened > KNOWN_UNTIL:
        return PROPOSED_TO_OPEN
    return PROPOSED_TO_CLOSE if school.urn == UP_FOR_CLOSURE else OPEN


def _sponsor(school: School) -> dict[str, Cell]:
    code: Cell = None
    name: Cell = None
    if school.nftype in ACADEMY_TYPES:
        code, name = SPONSORS[school.place % len(SPONSORS)]
    if school.urn == UNSPONSORED:
        code = name = " "
    return {"SPONSORCODE": code, "SPONSORNAME": name, "RE-BROKERED": 0, "CO-SPONSORED": 0}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
