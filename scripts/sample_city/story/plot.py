"""The plot: who leads and supports each school, on which days it is judged, how it fares."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sample_city.cast import BY_URN, SUCCESSORS
from sample_city.cast import School as CitySchool
from sample_city.chance import Chance
from sample_city.story.when import school_days

FACTS = Path(__file__).with_name("facts")
RISES, LEVEL, FALLS = "rises", "level", "falls"

WAIVED, INSPECTED = "900045", date(2017, 6, 14)
"""The school whose baseline an inspection of the summer stands in for."""

LATE_CHAIR, LATE_SIGNATURE = "900031", date(2017, 10, 12)
LATE_REVIEW, REVIEWED_LATE = "900005", date(2018, 4, 20)
SWITCHED, SWITCHED_TO = "900019", "HAL"
LAST_DAY_BEFORE_SWITCH, SWITCHED_FROM = date(2018, 3, 18), date(2018, 4, 16)
WITHDRAWN, WITHDRAWN_ON, LEFT_ON = "900034", date(2018, 11, 13), date(2018, 12, 17)
NEW_HEADS = {
    "900039": (date(2018, 1, 8), date(2018, 1, 19), "Valentina Harkstone"),
    "900051": (date(2018, 4, 16), date(2018, 4, 27), "Augustine Fernhollow"),
}
"""Who came new, when, when the agreement was signed again, and the name."""

SILENT, SILENT_FROM, SILENT_TO = "900051", date(2018, 4, 16), date(2018, 10, 1)
"""The school whose new head gave no readings for half a year."""

EARLY_FINALS = {"900011": date(2018, 11, 27), "900024": date(2018, 11, 29)}
SLOW_ALLIANCE = "YEW"
TERMS_LEFT_OUT = "Governance was reviewed in June 2017 and found effective"
DROPPED = 3
"""Number of the action that an adjusted plan drops."""

PLANNED_ON, PROMISED_ON = date(2017, 11, 30), date(2017, 12, 11)

_ADVISERS = (("P24", "P25"), ("P25", "P26"), ("P24", "P26"), ("P11", "P26"), ("P12", "P24"))
_TIED = {"P11": {"WIC"}, "P12": {"HAL"}}


@dataclass(frozen=True, slots=True)
class Strand:
    """What a school works on: from recommendation to evidence."""

    code: str
    theme: str
    kpi: str
    support_kpi: str
    work: str
    recommendation: str
    action: str
    midterm: str
    final: str
    milestones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class School:
    """A school of the programme and its part in the story."""

    place: int
    urn: str
    name: str
    short: str
    head: str
    chair: str
    alliance: str
    fate: str
    strands: tuple[Strand, ...]
    team: tuple[str, str, str]
    baseline_on: date
    midterm_on: date
    final_on: date

    @property
    def chance(self) -> Chance:
        """The school's own stream of draws, from its beginning."""
        return Chance("story", self.urn)

    def pupils(self, year: int) -> int:
        """Count pupils at the end of key stage 2."""
        return int(_in_year(self.urn, year).cohorts[year])

    def joint(self, year: int) -> int:
        """Give the percentage aimed at in reading, writing and maths."""
        return _in_year(self.urn, year).targets[year] or 50

    def supported_by(self, day: date) -> str:
        """Give the alliance that supports it on a day."""
        if self.urn == SWITCHED and day >= SWITCHED_FROM:
            return SWITCHED_TO
        return self.alliance


def read(name: str) -> list[dict[str, str]]:
    """Read one of the story's own lists of facts."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _in_year(urn: str, year: int) -> CitySchool:
    """Give the school, or the academy it had become by a summer."""
    school = BY_URN[urn]
    gone = school.closed is not None and school.closed < date(year, 5, 1)
    return SUCCESSORS[urn] if gone else school


def _strands() -> dict[str, Strand]:
    return {
        row["code"]: Strand(
            row["code"],
            row["theme"],
            row["kpi"],
            row["support_kpi"],
            row["work"],
            row["recommendation"],
            row["action"],
            row["midterm"],
            row["final"],
            tuple((row[f"milestone_{n}"], row[f"evidence_{n}"]) for n in (1, 2, 3)),
        )
        for row in read("strands")
    }


def _team(place: int, alliance: str, urn: str) -> tuple[str, str, str]:
    ties = {alliance, SWITCHED_TO} if urn == SWITCHED else {alliance}
    pairs = (_ADVISERS[(place + n) % len(_ADVISERS)] for n in range(len(_ADVISERS)))
    pair = next(p for p in pairs if not any(_TIED.get(person, set()) & ties for person in p))
    return ("P22" if place % 2 == 0 else "P23", *pair)


def _spread(place: int, first: date, last: date) -> date:
    """Give the school at this place its day between two, the twenty spread evenly."""
    days = school_days(first, last)
    return days[place * len(days) // 20]


def _baseline(urn: str, place: int) -> date:
    return (
        date(2017, 9, 11)
        if urn == WAIVED
        else _spread(place, date(2017, 9, 18), date(2017, 10, 20))
    )


def _final(urn: str, place: int) -> date:
    return EARLY_FINALS.get(urn) or _spread(place, date(2019, 1, 21), date(2019, 3, 8))


def _schools() -> tuple[School, ...]:
    strands = _strands()
    return tuple(
        School(
            place=place,
            urn=row["urn"],
            name=BY_URN[row["urn"]].name,
            short=row["short"],
            head=row["head"],
            chair=row["chair"],
            alliance=row["alliance"],
            fate=row["fate"],
            strands=tuple(strands[code] for code in row["strands"].split()),
            team=_team(place, row["alliance"], row["urn"]),
            baseline_on=_baseline(row["urn"], place),
            midterm_on=_spread(place, date(2018, 3, 5), date(2018, 3, 16)),
            final_on=_final(row["urn"], place),
        )
        for place, row in enumerate(read("schools"))
    )


SCHOOLS = _schools()
"""The twenty, in order of their numbers."""
