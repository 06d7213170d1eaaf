import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.measures import Progress, Subject
from bleadchallenge.domain.results.progress import (
    Band,
    Significance,
    band,
    interval,
    is_junior,
    junior_caution,
    pupils_covered,
    significance,
)
from bleadchallenge.domain.results.published_figures import Cuts, national_spread, progress_cuts
from bleadchallenge.domain.results.uncertainty import Interval
from domain.results.published_files import MAINSTREAM, SCHOOLS, rows, schools
from places import needs_shared

CUTS = Cuts(3.1, -2.8, "reading, 2018")
POINTS = st.integers(-150, 150).map(lambda tenths: tenths / 10)
COLUMN = {Subject.READING: "READ", Subject.WRITING: "WRIT", Subject.MATHS: "MAT"}
WIDTHS = st.integers(0, 80).map(lambda tenths: tenths / 10)


@pytest.mark.parametrize(
    ("score", "lower", "upper", "expected"),
    [
        pytest.param(3.1, 0.1, 6.1, Band.WELL_ABOVE, id="at the upper cut"),
        pytest.param(3.0, 0.1, 5.9, Band.ABOVE, id="just under the upper cut"),
        pytest.param(5.0, 0.0, 10.0, Band.AVERAGE, id="a lower limit of nought holds nought"),
        pytest.param(-4.0, -8.0, 0.0, Band.AVERAGE, id="an upper limit of nought holds nought"),
        pytest.param(-2.8, -5.0, -0.6, Band.BELOW, id="at the lower cut"),
        pytest.param(-2.9, -5.0, -0.8, Band.WELL_BELOW, id="just under the lower cut"),
        pytest.param(-9.0, -19.0, 1.0, Band.AVERAGE, id="a low score of a few pupils"),
    ],
)
def test_a_band_follows_from_interval_and_cuts(
    score: float, lower: float, upper: float, expected: Band
) -> None:
    assert band(Progress(score, lower, upper), CUTS) is expected


@pytest.mark.parametrize(
    "progress",
    [Progress(), Progress(1.0), Progress(1.0, 0.5), Progress(None, 0.5, 1.5)],
    ids=["nothing", "a score alone", "no upper limit", "no score"],
)
def test_without_score_and_limits_there_is_no_band(progress: Progress) -> None:
    assert band(progress, CUTS) is None


def test_without_the_years_cuts_there_is_no_band() -> None:
    assert band(Progress(1.0, 0.5, 1.5), None) is None


def test_bands_are_named_as_published() -> None:
    assert [each.words for each in Band] == [
        "well above average",
        "above average",
        "average",
        "below average",
        "well below average",
    ]


def test_significance_is_said_in_words() -> None:
    assert significance(Progress(2, 1, 3)) is Significance.ABOVE
    assert significance(Progress(0.5, -1, 2)) is Significance.NOT_DIFFERENT
    assert significance(Progress(-2, -3, -1)) is Significance.BELOW
    assert significance(Progress(-2)) is None


@given(POINTS, WIDTHS, st.integers(0, 100).map(lambda tenths: tenths / 10))
def test_a_better_score_never_gives_a_worse_band(score: float, half: float, more: float) -> None:
    worse = band(Progress(score, score - half, score + half), CUTS)
    better = band(Progress(score + more, score + more - half, score + more + half), CUTS)
    assert worse is not None
    assert better is not None
    assert better <= worse


@given(POINTS, st.integers(1, 500))
def test_more_pupils_never_widen_the_interval(score: float, pupils: int) -> None:
    few, more = (interval(score, n, 6.0) for n in (pupils, pupils + 1))
    assert few is not None
    assert more is not None
    assert few.lower < more.lower <= score <= more.upper < few.upper


def test_without_pupils_there_is_no_interval() -> None:
    assert interval(1.0, 0, 6.0) is None
    assert interval(1.0, None, 6.0) is None
    assert interval(None, 30, 6.0) is None
    assert interval(0.0, 36, 6.0) == Interval(-1.96, 1.96)


def test_pupils_covered_are_the_eligible_share() -> None:
    assert pupils_covered(30, 97.0) == 29
    assert pupils_covered(30, None) is None
    assert pupils_covered(None, 97.0) is None


@pytest.mark.parametrize(
    ("ages", "junior"),
    [
        ("7-11", True),
        ("7 to 11", True),
        ("8-12", True),
        ("4-11", False),
        ("5-11", False),
        ("2-19", False),
        (" ", False),
        (None, False),
    ],
)
def test_a_school_that_takes_pupils_after_key_stage_1_is_cautioned(
    ages: str | None, *, junior: bool
) -> None:
    assert is_junior(ages) is junior
    assert (junior_caution(ages) is not None) is junior


class TestTheRealFiles:
    pytestmark = needs_shared

    def published(self, row: dict[str, str], subject: Subject, suffix: str = "") -> Progress:
        name = f"{COLUMN[subject]}PROG"
        return Progress(
            *(
                read_cell(row.get(f"{name}{part}{suffix}", "")).value
                for part in ("", "_LOWER", "_UPPER")
            )
        )

    def bands(
        self, file: str, year: str, suffix: str, kinds: tuple[str, ...]
    ) -> list[tuple[int, Band | None]]:
        pairs = []
        for row, subject in itertools.product(schools(file, kinds), Subject):
            told = read_cell(row.get(f"{COLUMN[subject]}PROG_DESCR{suffix}", "")).value
            if told is not None:
                score = self.published(row, subject, suffix)
                pairs.append((int(told), band(score, progress_cuts(subject, year))))
        return pairs

    def test_all_912_bands_of_2018_are_reproduced(self) -> None:
        pairs = self.bands("201718", "201718", "", MAINSTREAM)
        assert len(pairs) == 912
        assert [pair for pair in pairs if pair[0] != pair[1]] == []

    @pytest.mark.parametrize(
        ("file", "year", "suffix", "count"),
        [
            pytest.param("201718", "201718", "", 934, id="2018, special schools too"),
            pytest.param("201718", "201617", "_17", 940, id="2017, as republished with 2018"),
            pytest.param("201718", "201516", "_16", 933, id="2016, as republished with 2018"),
            pytest.param("201819", "201819", "", 963, id="2019"),
            pytest.param("201819", "201718", "_18", 934, id="2018, as republished with 2019"),
            pytest.param("201819", "201617", "_17", 940, id="2017, as republished with 2019"),
        ],
    )
    def test_every_other_published_band_is_reproduced(
        self, file: str, year: str, suffix: str, count: int
    ) -> None:
        pairs = self.bands(file, year, suffix, SCHOOLS)
        assert len(pairs) == count
        assert [pair for pair in pairs if pair[0] != pair[1]] == []

    def intervals(
        self, year: str, subject: Subject, *, full: bool
    ) -> list[tuple[Progress, Interval | None]]:
        spread = national_spread(subject, year)
        assert spread is not None
        pairs = []
        for row in schools(year):
            coverage = read_cell(row.get(f"{COLUMN[subject]}COV", "")).value
            eligible = read_cell(row.get("TELIG", "")).value
            told = self.published(row, subject)
            if coverage is None or eligible is None or None in (told.score, told.upper):
                continue
            if coverage == 100 or not full:
                pupils = pupils_covered(int(eligible), coverage)
                pairs.append((told, interval(told.score, pupils, spread.sigma)))
        return pairs

    @pytest.mark.parametrize("full", [True, False], ids=["full coverage", "any coverage"])
    @pytest.mark.parametrize("subject", list(Subject))
    @pytest.mark.parametrize("year", ["201617", "201718", "201819"])
    def test_intervals_come_within_a_tenth_of_the_published(
        self, year: str, subject: Subject, *, full: bool
    ) -> None:
        pairs = self.intervals(year, subject, full=full)
        near = [
            math.isclose(told.lower or 0, round(mine.lower, 1), abs_tol=0.1001)
            and math.isclose(told.upper or 0, round(mine.upper, 1), abs_tol=0.1001)
            for told, mine in pairs
            if mine is not None
        ]
        assert len(near) == len(pairs) > 70
        assert sum(near) / len(near) >= (1 if full else 0.99)

    @pytest.mark.parametrize("subject", list(Subject))
    @pytest.mark.parametrize("year", ["201617", "201718"])
    def test_fitted_deviations_give_the_width_of_every_fully_covered_school(
        self, year: str, subject: Subject
    ) -> None:
        for told, mine in self.intervals(year, subject, full=True):
            assert mine is not None
            assert told.upper is not None
            assert told.lower is not None
            assert abs((mine.upper - mine.lower) - (told.upper - told.lower)) <= 0.1001

    def test_junior_schools_progress_is_lower_than_other_schools(self) -> None:
        scores: dict[bool, list[float]] = {True: [], False: []}
        for row in schools("201718", MAINSTREAM):
            score = self.published(row, Subject.READING).score
            if score is not None:
                scores[is_junior(row["AGERANGE"])].append(score)
        junior, others = (sum(each) / len(each) for each in (scores[True], scores[False]))
        assert len(scores[True]) > 90
        assert junior < others

    def test_the_county_row_is_banded_too(self) -> None:
        county = next(row for row in rows("201718") if row["RECTYPE"] == "3")
        told = read_cell(county["READPROG_DESCR"]).value
        cuts = progress_cuts(Subject.READING, "201718")
        assert band(self.published(county, Subject.READING), cuts) == told
