"""One school's pupil-level file, as a school downloads it; every child in it is invented."""

from datetime import date, timedelta

from sample_city import city
from sample_city.baseline import SUBJECTS, expected, prior_group
from sample_city.cast import BY_URN, School
from sample_city.chance import Chance
from sample_city.ks2 import as_text
from sample_city.layout import PUPIL
from sample_city.pupil import EXPECTED_SCORE, TOP_SCORE, Pupil
from sample_city.pupils import new_arrival

SCHOOL_URN, YEAR = "900011", 2018
INCLUDED = ("201", "Included")
EXCLUDED = ("203", "Excluded at request of school")
LATER_LEVELS = {"3": "GDS", "2A": "EXS", "2B": "EXS", "2C": "WTS", "1": "PKF", "W": "BLW"}
LATER_POINTS = {"GDS": 10, "EXS": 8, "WTS": 6, "PKF": 3, "BLW": 1}
GROUP_NUMBERS = {"L": "1", "M": "2", "H": "3", "NA": "4"}
LANGUAGES = {1: "ENG", 2: "OTH", 3: "NOT"}
ETHNICITIES = ("WBRI", "APKN", "ABAN", "BAFR", "BCRB", "MWBC", "WOTH", "AIND")
FIRST_BIRTHDAY = date(2006, 9, 1)
FIRST_SCORE = 80
FULL_MARKS = {"READ": 50, "MAT": 110, "GPS": 70}
GROUPS_LEFT_OUT = 4


def pupil_rows() -> str:
    """Write the school's pupils of the summer, and one the school asked to leave out."""
    school = BY_URN[SCHOOL_URN]
    pupils = city.pupils_of(school, YEAR)
    rows = [_laid_out(school, pupil, INCLUDED) for pupil in pupils]
    left_out = new_arrival(pupils)
    return as_text([PUPIL, *rows, _laid_out(school, left_out, EXCLUDED)])


def _laid_out(school: School, pupil: Pupil, status: tuple[str, str]) -> list[str]:
    included = status == INCLUDED
    cells = _who(school, pupil, status) | _prior(pupil) | _tests(pupil) | _progress(pupil)
    cells["ELIGRWM"] = "1" if included else "0"
    cells["RWMEXP"] = "1" if included and pupil.joint else "0"
    if not included:
        cells |= {f"IN{subject}PROG": "0" for subject in SUBJECTS}
    return [cells[name] for name in PUPIL]


def _who(school: School, pupil: Pupil, status: tuple[str, str]) -> dict[str, str]:
    chance = Chance("child", school.urn, YEAR, pupil.number)
    born = FIRST_BIRTHDAY + timedelta(days=chance.whole(0, 364))
    entered = date(2017, 11, 6) if pupil.mobile else date(2011, 9, 5)
    code, description = status
    return {
        "LAESTAB": school.laestab,
        "URN": school.urn,
        "UPN": f"X{school.laestab}07{pupil.number:03d}",
        "CYPMD_ID": f"{9_000_000 + pupil.number}",
        "PINCL_Flag": code,
        "Pupil Inclusion description": description,
        "SURNAME": "Example",
        "FORENAME": f"Pupil{pupil.number:03d}",
        "Sex": "F" if pupil.girl else "M",
        "DOB": born.strftime("%d/%m/%y"),
        "ENTRYDAT": entered.strftime("%d/%m/%y"),
        "SEN": "E" if pupil.needs == "S" else pupil.needs,
        "ETHNICITY": chance.one_of(ETHNICITIES),
        "LANG1ST": LANGUAGES[pupil.language],
        "EALGRP": str(pupil.language),
        "FSM": "1" if pupil.disadvantaged and chance.happens(0.6) else "0",
        "FSM6_P": "1" if pupil.disadvantaged else "0",
        "YOUNGCARER": "1" if chance.happens(0.02) else "0",
        "NEWMOBILE": "1" if pupil.mobile else "0",
    }


def _prior(pupil: Pupil) -> dict[str, str]:
    names = ("KS1READ", "KS1WRIT", "KS1MAT")
    group = {"KS1GROUP": GROUP_NUMBERS[pupil.band]}
    if pupil.levels is None or pupil.prior is None:
        return dict.fromkeys((*names, "KS1AVERAGEPS", "KS1AVERAGE_GRP_P"), "") | group
    later = [LATER_LEVELS.get(level, "BLW") for level in pupil.levels]
    reading, writing, maths = (LATER_POINTS[level] for level in later)
    number = max(prior_group(pupil.prior).number - GROUPS_LEFT_OUT, 1)
    return (
        dict(zip(names, later, strict=True))
        | group
        | {
            "KS1AVERAGEPS": f"{((reading + writing) / 2 + maths) / 2:g}",
            "KS1AVERAGE_GRP_P": str(number),
        }
    )


def _tests(pupil: Pupil) -> dict[str, str]:
    cells = {
        "WRITTAOUTCOME": "EM" if pupil.writing == "PKF" else pupil.writing,
        "SCITAOUTCOME": "EXS" if pupil.science else "HNM",
        "READTAOUTCOME": "EXS" if pupil.assessed["READ"] else "HNM",
        "MATTAOUTCOME": "EXS" if pupil.assessed["MAT"] else "HNM",
    }
    for subject, full in FULL_MARKS.items():
        score = pupil.scores[subject]
        cells |= {
            f"{subject}OUTCOME": _outcome(pupil, score),
            f"{subject}SCORE": "N" if score is None else str(score),
            f"{subject}MRK": "" if score is None else str(_mark(score, full)),
            f"{subject}SPECCON": "",
        }
    return cells


def _outcome(pupil: Pupil, score: int | None) -> str:
    if score is None:
        return "A" if pupil.absent else "B"
    return "AS" if score >= EXPECTED_SCORE else "NS"


def _mark(score: int, full: int) -> int:
    return round(full * (0.1 + 0.88 * (score - FIRST_SCORE) / (TOP_SCORE - FIRST_SCORE)))


def _progress(pupil: Pupil) -> dict[str, str]:
    cells: dict[str, str] = {}
    for subject in SUBJECTS:
        score = pupil.progress(subject, YEAR)
        prior = pupil.prior
        foreseen = "" if prior is None else f"{expected(prior, subject, YEAR):.2f}"
        cells |= {
            f"IN{subject}PROG": "0" if score is None else "1",
            f"KS2{subject}SCORE": f"{pupil.points[subject]:g}",
            f"KS2{subject}PRED_EM": foreseen,
            f"{subject}PROGSCORE_EM_ADJUSTED": "" if score is None else f"{score:.2f}",
        }
    return cells
