"""Published figures and thresholds as data: each with its years and its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bleadchallenge.domain.results.measures import Measure, Subject

NEW_STANDARD_SINCE: Final = "201516"
"""Levels ended with 2014/15; nothing before compares with the expected standard."""


class Scope(StrEnum):
    """Which schools a national figure counts."""

    ALL_SCHOOLS = "all schools"
    STATE_FUNDED = "state-funded schools"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure, in its measure's unit, with where it is from."""

    value: float
    year: str
    source: str


def _by_year(*values: float) -> Mapping[str, float]:
    years = ("201516", "201617", "201718", "201819")
    return MappingProxyType(dict(zip(years, values, strict=True)))


_TABLES: Final = "Department for Education, key stage 2 performance tables, 2016 to 2019"
_NATIONAL: Final[Mapping[Scope, Mapping[Measure, Mapping[str, float]]]] = {
    Scope.ALL_SCHOOLS: {
        Measure.RWM_EXPECTED: _by_year(53, 61, 64, 65),
        Measure.RWM_HIGHER: _by_year(5, 9, 10, 11),
        Measure.RWM_EXPECTED_DISADVANTAGED: _by_year(39, 47, 51, 51),
        Measure.RWM_EXPECTED_OTHERS: _by_year(60, 67, 70, 71),
        Measure.READING_EXPECTED: _by_year(66, 72, 75, 73),
        Measure.WRITING_EXPECTED: _by_year(74, 76, 78, 78),
        Measure.MATHS_EXPECTED: _by_year(70, 75, 76, 79),
    },
    Scope.STATE_FUNDED: {Measure.RWM_EXPECTED: _by_year(53, 61, 65, 65)},
}
_NOTED: Final[Mapping[tuple[Scope, Measure, str], str]] = {
    (Scope.STATE_FUNDED, Measure.RWM_EXPECTED, "201718"): "64 in the school file's national row",
    (Scope.ALL_SCHOOLS, Measure.MATHS_EXPECTED, "201718"): "75 in the school file's national row",
}
_CITIES: Final[Mapping[str, Mapping[Measure, Mapping[str, float]]]] = {
    "330": {Measure.RWM_EXPECTED: _by_year(47, 57, 61, 62)},
}


def national(measure: Measure, year: str, scope: Scope = Scope.ALL_SCHOOLS) -> Figure | None:
    """England's figure, or ``None`` where none is at hand.

    It only fills a gap: the national rows of an imported file come first.
    """
    value = _NATIONAL[scope].get(measure, {}).get(year)
    if value is None:
        return None
    note = _NOTED.get((scope, measure, year))
    return Figure(value, year, f"{_TABLES}, {scope}" + (f" ({note})" if note else ""))


def city(la_code: str, measure: Measure, year: str) -> Figure | None:
    """A local authority's figure, or ``None`` where none is at hand.

    It only fills a gap: an imported file's own local authority row comes first.
    """
    value = _CITIES.get(la_code, {}).get(measure, {}).get(year)
    return None if value is None else Figure(value, year, _TABLES)


CORE_CITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "330": "Birmingham",
        "341": "Liverpool",
        "352": "Manchester",
        "373": "Sheffield",
        "383": "Leeds",
        "391": "Newcastle upon Tyne",
        "801": "Bristol",
        "892": "Nottingham",
    }
)
"""The English members of the Core Cities group, by local authority code."""


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which a measure no longer compares directly with the years before."""

    since: str
    measures: frozenset[Measure]
    note: str
    source: str


BREAKS: Final = (
    Break(
        since="201718",
        measures=frozenset(
            {
                Measure.RWM_EXPECTED,
                Measure.RWM_HIGHER,
                Measure.RWM_EXPECTED_DISADVANTAGED,
                Measure.RWM_EXPECTED_OTHERS,
                Measure.WRITING_EXPECTED,
                Measure.WRITING_HIGHER,
            }
        ),
        note=(
            "the framework for assessing writing changed in 2017/18: "
            "read the change against the national change only"
        ),
        source="Department for Education, National curriculum assessments at key stage 2, 2018",
    ),
)


def breaks_between(measure: Measure, earlier: str, later: str) -> tuple[Break, ...]:
    """What keeps two years' figures of a measure from being compared directly."""
    return tuple(
        each for each in BREAKS if measure in each.measures and earlier < each.since <= later
    )


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where *well above* begins and *well below* begins, in progress points."""

    upper: float
    lower: float
    source: str


_BANDINGS: Final = "Department for Education, primary progress bandings, 2017 and 2018"
_INFERRED: Final = "assumed: inferred from the bands published for 2019"
_CUTS: Final[Mapping[str, tuple[str, Mapping[Subject, tuple[float, float]]]]] = {
    "201516": (
        _BANDINGS,
        {
            Subject.READING: (3.4, -3.0),
            Subject.WRITING: (3.4, -3.5),
            Subject.MATHS: (3.1, -3.1),
        },
    ),
    "201617": (
        _BANDINGS,
        {
            Subject.READING: (3.4, -3.0),
            Subject.WRITING: (3.0, -2.8),
            Subject.MATHS: (3.4, -3.3),
        },
    ),
    "201718": (
        _BANDINGS,
        {
            Subject.READING: (3.1, -2.8),
            Subject.WRITING: (2.7, -2.6),
            Subject.MATHS: (3.2, -3.2),
        },
    ),
    "201819": (
        _INFERRED,
        {
            Subject.READING: (3.2, -2.8),
            Subject.WRITING: (2.6, -2.5),
            Subject.MATHS: (3.1, -3.1),
        },
    ),
}


def progress_cuts(subject: Subject, year: str) -> Cuts | None:
    """A year's cuts for the bands of progress, or ``None`` where there are none."""
    source, by_subject = _CUTS.get(year, ("", {}))
    if subject not in by_subject:
        return None
    return Cuts(*by_subject[subject], source)


@dataclass(frozen=True, slots=True)
class Spread:
    """The national standard deviation of pupils' progress scores, in points."""

    sigma: float
    source: str


_GUIDE: Final = "Primary school accountability guide, 2019, annex A (provisional)"
_FITTED: Final = "assumed: fitted to the intervals published for the schools of one county"
_ROUGH: Final = (
    "assumed: bounded by the intervals published for one county, pupils from three-year totals"
)
_SPREADS: Final[Mapping[str, tuple[str, Mapping[Subject, float]]]] = {
    "201516": (_ROUGH, {Subject.READING: 6.26, Subject.WRITING: 6.28, Subject.MATHS: 5.33}),
    "201617": (_FITTED, {Subject.READING: 6.23, Subject.WRITING: 6.04, Subject.MATHS: 5.625}),
    "201718": (_FITTED, {Subject.READING: 5.99, Subject.WRITING: 5.735, Subject.MATHS: 5.432}),
    "201819": (_GUIDE, {Subject.READING: 6.1622, Subject.WRITING: 5.6966, Subject.MATHS: 5.3743}),
}


def national_spread(subject: Subject, year: str) -> Spread | None:
    """A year's national standard deviation, or ``None`` where none is at hand."""
    source, by_subject = _SPREADS.get(year, ("", {}))
    if subject not in by_subject:
        return None
    return Spread(by_subject[subject], source)


@dataclass(frozen=True, slots=True)
class FloorStandard:
    """The attainment (percentage) or progress (points) that keeps a school above the floor."""

    years: tuple[str, ...]
    rwm_expected: float
    progress: Mapping[Subject, float]
    source: str


FLOOR_STANDARDS: Final = (
    FloorStandard(
        years=("201516", "201617", "201718"),
        rwm_expected=65,
        progress=MappingProxyType({Subject.READING: -5, Subject.WRITING: -7, Subject.MATHS: -5}),
        source="Department for Education, Primary school accountability, 2016 to 2018",
    ),
)


def floor_standard(year: str) -> FloorStandard | None:
    """The floor standard in force for a year's results, or ``None``."""
    return next((each for each in FLOOR_STANDARDS if year in each.years), None)


@dataclass(frozen=True, slots=True)
class CoastingTest:
    """One year's test for coasting.

    ``below`` is a percentage of pupils. ``progress`` is the percentage making
    expected progress while levels were awarded (``by_levels``: every subject
    must be under), then a progress score (any subject under, and its upper
    limit under 0).
    """

    years: tuple[str, ...]
    by_levels: bool
    below: float
    progress: Mapping[Subject, float]
    source: str


COASTING_SOURCE: Final = "Coasting Schools (England) Regulations 2017, SI 2017/9, regulation 4"
COASTING_YEARS: Final = 3
COASTING_TESTS: Final = (
    CoastingTest(
        years=("201314",),
        by_levels=True,
        below=85,
        progress=MappingProxyType({Subject.READING: 94, Subject.WRITING: 96, Subject.MATHS: 93}),
        source=COASTING_SOURCE,
    ),
    CoastingTest(
        years=("201415",),
        by_levels=True,
        below=85,
        progress=MappingProxyType({Subject.READING: 94, Subject.WRITING: 97, Subject.MATHS: 93}),
        source=COASTING_SOURCE,
    ),
    CoastingTest(
        years=("201516", "201617", "201718"),
        by_levels=False,
        below=85,
        progress=MappingProxyType(
            {Subject.READING: -2.5, Subject.WRITING: -3.5, Subject.MATHS: -2.5}
        ),
        source=COASTING_SOURCE,
    ),
)


def coasting_test(year: str) -> CoastingTest | None:
    """The test for coasting on a year's results, or ``None`` where there is none."""
    return next((each for each in COASTING_TESTS if year in each.years), None)


WRITING_ALONE_YEARS: Final = ("201516", "201617")
"""Below the floor or coasting on writing alone was then no ground for intervention."""

OFSTED_GRADES: Final[Mapping[int, str]] = MappingProxyType(
    {1: "outstanding", 2: "good", 3: "requires improvement", 4: "inadequate"}
)
"""Overall effectiveness (Ofsted, Common inspection framework)."""

TEACHER_ASSESSED_YEARS: Final = ("201516", "201617", "201718")
"""Years in which reading and maths were teacher-assessed against the expected standard."""
