"""The city's schools as they were invented: what each is, what it reaches, what becomes of it."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CITY = "Brindlemere"
LA_CODE = "330"
YEARS = (2016, 2017, 2018, 2019)

PROGRAMME_URNS = (
    "900003",
    "900005",
    "900008",
    "900011",
    "900014",
    "900016",
    "900019",
    "900021",
    "900024",
    "900027",
    "900029",
    "900031",
    "900034",
    "900036",
    "900039",
    "900042",
    "900045",
    "900048",
    "900051",
    "900054",
)
"""The twenty schools of the programme, by the number each had when it was chosen."""

NEW = "NEW"
NO_ELEVEN_YEAR_OLDS = "-"

RELIGIONS = {
    "-": "Does not apply",
    "None": "None",
    "CE": "Church of England",
    "RC": "Roman Catholic",
    "Mu": "Muslim",
}
TYPES = {
    "CY": "Community school",
    "VC": "Voluntary controlled school",
    "VA": "Voluntary aided school",
    "FD": "Foundation school",
    "AC": "Academy sponsor led mainstream",
    "ACC": "Academy - Converter mainstream",
    "F": "Free school - Mainstream",
    "CYS": "Community special school",
    "IND": "Other independent school",
}
STREETS = (
    "Pinfold Terrace",
    "Lantern Row",
    "Old Tramway",
    "Weighbridge Road",
    "Cobbler's Rise",
    "Skylark Drive",
    "Bobbin Street",
    "Mizzen Close",
)
CONSTITUENCIES = (
    ("E14999901", "Brindlemere North"),
    ("E14999902", "Brindlemere Quays"),
    ("E14999903", "Brindlemere South and Rookmere"),
)
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True, eq=False)
class School:
    """One school under one number; an academy that a school became is another one.

    ``cohorts`` and ``targets`` are by year: pupils at the end of key stage 2 (or ``NEW``, or
    ``-`` for none of that age), and the percentage aimed at in reading, writing and maths, None
    where the results fall as they may. Shares are percentages. ``tilts`` are points of scaled
    score by which a subject stands above the school's general effect.
    """

    place: int
    urn: str
    estab: str
    kind: str
    nftype: str
    religion: str
    ages: str
    name: str
    locality: str
    roll: int
    cohorts: dict[int, str]
    targets: dict[int, int | None]
    prior_points: float
    disadvantaged: float
    other_language: float
    special_needs: float
    mobile: float
    tilts: dict[str, float]
    grade: str
    inspected: date | None
    opened: date | None
    closed: date | None
    predecessor: str
    how: str

    @property
    def special(self) -> bool:
        """Say whether it is a special school."""
        return self.kind == "special"

    @property
    def row_type(self) -> str:
        """Give the record type of its row: 1 mainstream, 2 special."""
        return "2" if self.special else "1"

    @property
    def laestab(self) -> str:
        """Give the seven figures of authority and establishment."""
        return LA_CODE + self.estab

    @property
    def street(self) -> str:
        """Give its invented street and number."""
        return f"{7 + 3 * self.place} {STREETS[self.place % len(STREETS)]}"

    @property
    def postcode(self) -> str:
        """Give a postcode of the right shape in an area, ZB, that does not exist."""
        first = POSTCODE_LETTERS[self.place % len(POSTCODE_LETTERS)]
        last = POSTCODE_LETTERS[self.place * 7 % len(POSTCODE_LETTERS)]
        return f"ZB{1 + self.place % 29} {self.place % 9 + 1}{first}{last}"

    @property
    def telephone(self) -> str:
        """Give a number from those kept free for drama, without spaces."""
        return f"01214960{100 + self.place}"

    @property
    def constituency(self) -> tuple[str, str]:
        """Give the code and name of its invented constituency."""
        return CONSTITUENCIES[self.place % len(CONSTITUENCIES)]

    def cohort(self, year: int) -> int:
        """Count the pupils at the end of key stage 2 in a year; 0 where there are none."""
        text = self.cohorts[year]
        return int(text) if text.isdigit() else 0


def _read_cast() -> tuple[School, ...]:
    path = Path(__file__).parent / "cast.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_school(place, row) for place, row in enumerate(csv.DictReader(lines)))


def _school(place: int, row: dict[str, str]) -> School:
    return School(
        place=place,
        urn=row["urn"],
        estab=row["estab"],
        kind=row["kind"],
        nftype=row["nftype"],
        religion=RELIGIONS[row["religion"]],
        ages=row["ages"],
        name=row["name"],
        locality=row["locality"],
        roll=int(row["roll"]),
        cohorts={year: row[f"n{year % 100}"] for year in YEARS},
        targets={year: _number(row[f"rwm{year % 100}"]) for year in YEARS},
        prior_points=float(row["aps"] or 0),
        disadvantaged=float(row["disadvantaged"]),
        other_language=float(row["eal"]),
        special_needs=float(row["sen"]),
        mobile=float(row["mobile"]),
        tilts={
            "READ": float(row["read"]),
            "WRIT": float(row["writing"]),
            "MAT": float(row["maths"]),
        },
        grade=row["ofsted"],
        inspected=_day(row["inspected"]),
        opened=_day(row["opened"]),
        closed=_day(row["closed"]),
        predecessor=row["predecessor"],
        how=row["how"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


SCHOOLS = _read_cast()
BY_URN = {school.urn: school for school in SCHOOLS}
SUCCESSORS = {school.predecessor: school for school in SCHOOLS if school.predecessor}


def origin(school: School) -> School:
    """Follow a converter academy back to the school it was; its history is that school's."""
    return BY_URN[school.predecessor] if school.how == "converter" else school


def line_of(school: School) -> tuple[School, ...]:
    """List the school with those whose history it carries on, oldest first."""
    first = origin(school)
    return (school,) if first is school else (first, school)
