"""The city in its four years: who was in which school, and what the counts come to."""

from collections.abc import Sequence
from functools import cache

from sample_city import national
from sample_city.cast import (
    NEW,
    NO_ELEVEN_YEAR_OLDS,
    SCHOOLS,
    School,
    line_of,
    origin,
)
from sample_city.chance import Chance
from sample_city.groups import NOTHING, Cells
from sample_city.measures import measures, pooled
from sample_city.progress import bands
from sample_city.pupil import Pupil
from sample_city.pupils import before_review, cohort
from sample_city.rounding import bare

UNRESOLVED_IN_SEPTEMBER = ("900023", "900050")
"""Two schools whose results were still being looked into when the provisional table came out."""

HISTORY = (
    *("TELIG", "PTFSM6CLA1A", "PTNotFSM6CLA1A", "PTRWM_EXP", "PTRWM_HIGH"),
    *("PTRWM_EXP_FSM6CLA1A", "PTRWM_HIGH_FSM6CLA1A"),
    *("PTRWM_EXP_NotFSM6CLA1A", "PTRWM_HIGH_NotFSM6CLA1A"),
    *(f"{s}PROG{part}" for s in ("READ", "WRIT", "MAT") for part in ("", "_LOWER", "_UPPER")),
    *("READ_AVERAGE", "MAT_AVERAGE"),
)


@cache
def pupils_of(school: School, year: int) -> tuple[Pupil, ...]:
    """List a school's pupils of a year, its predecessor's when it carries on its history."""
    for one in line_of(school):
        if one.cohort(year):
            return tuple(cohort(one, year))
    return ()


@cache
def everyone(year: int) -> tuple[Pupil, ...]:
    """List all the city's pupils at the end of key stage 2 in a year."""
    return tuple(p for s in SCHOOLS if s.cohort(year) for p in pupils_of(s, year))


@cache
def everyone_in_september(year: int) -> tuple[Pupil, ...]:
    """List all the city's pupils as they stood before review, without the unresolved schools."""
    schools = [s for s in SCHOOLS if s.cohort(year) and s.urn not in UNRESOLVED_IN_SEPTEMBER]
    return tuple(p for s in schools for p in in_september(s, year))


def in_september(school: School, year: int) -> list[Pupil]:
    """List a school's pupils as they stood in the provisional table."""
    return before_review(school, pupils_of(school, year))


@cache
def measured(pupils: tuple[Pupil, ...], year: int) -> Cells:
    """Work out the published figures of some pupils, once."""
    return measures(pupils, year, national.yardstick(year))


def roll(school: School, year: int) -> int:
    """Count all pupils of a school in the year that ends that summer."""
    chance = Chance("roll", origin(school).urn, year)
    return round(school.roll * (0.97 + 0.06 * chance.share()))


def listed(year: int) -> list[School]:
    """List the schools that have a row in the table of a year."""
    return [school for school in SCHOOLS if school.cohorts[year]]


def is_new(school: School, year: int) -> bool:
    """Say whether the table of the year calls the school new."""
    return school.cohorts[year] == NEW


def has_no_one_of_that_age(school: School, year: int) -> bool:
    """Say whether the school's pupils are all too young, or too old, for key stage 2."""
    return school.cohorts[year] == NO_ELEVEN_YEAR_OLDS


def earlier(pupils: Sequence[Pupil], year: int) -> Cells:
    """Give an earlier year's figures as a later file repeats them, with the year's suffix."""
    suffix = f"_{year % 100}"
    names = {name: name.replace("PTNot", "PTNOT") + suffix for name in HISTORY}
    described = [f"{subject}PROG_DESCR{suffix}" for subject in ("READ", "WRIT", "MAT")]
    if not pupils:
        return dict.fromkeys([*names.values(), *described], NOTHING)
    cells = measured(tuple(pupils), year)
    named = bands(cells, year, suffix)
    return {names[name]: bare(cells[name]) for name in HISTORY} | {
        name: text if text.isdigit() else NOTHING for name, text in named.items()
    }


def figures(pupils: Sequence[Pupil], year: int, before: Sequence[Sequence[Pupil]]) -> Cells:
    """Give all the figures of a row: the year's own, the earlier years' and three together.

    ``before`` holds the pupils of the two years before, the earlier first.
    """
    past: Cells = {}
    for offset, those in zip((2, 1), before, strict=True):
        if year - offset >= national.FIRST_YEAR:
            past |= earlier(those, year - offset)
    past |= pooled([*before, pupils])
    if not pupils:
        return past
    cells = measured(tuple(pupils), year)
    return cells | bands(cells, year) | past
