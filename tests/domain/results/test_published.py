import itertools

import pytest

from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.measures import COLUMNS, Measure, Subject
from bleadchallenge.domain.results.published_figures import (
    BREAKS,
    COASTING_TESTS,
    CORE_CITIES,
    FLOOR_STANDARDS,
    Scope,
    breaks_between,
    city,
    coasting_test,
    floor_standard,
    national,
    national_spread,
    progress_cuts,
)
from domain.results.published_files import rows
from places import needs_shared

YEARS = ("201516", "201617", "201718", "201819")
KNOWN_TO_DIFFER = {(Measure.MATHS_EXPECTED, "201718"): (76, 75)}


@pytest.mark.parametrize(
    ("measure", "figures"),
    [
        (Measure.RWM_EXPECTED, (53, 61, 64, 65)),
        (Measure.RWM_HIGHER, (5, 9, 10, 11)),
        (Measure.READING_EXPECTED, (66, 72, 75, 73)),
        (Measure.WRITING_EXPECTED, (74, 76, 78, 78)),
        (Measure.MATHS_EXPECTED, (70, 75, 76, 79)),
    ],
)
def test_national_figures_of_all_schools(measure: Measure, figures: tuple[int, ...]) -> None:
    found = [national(measure, year) for year in YEARS]
    assert [each and each.value for each in found] == list(figures)


def test_state_funded_schools_have_their_own_figure() -> None:
    found = national(Measure.RWM_EXPECTED, "201718", Scope.STATE_FUNDED)
    assert found is not None
    assert found.value == 65
    assert "state-funded" in found.source
    assert "64 in the school file" in found.source


def test_a_year_or_measure_without_a_figure_is_unknown_not_nought() -> None:
    assert national(Measure.RWM_EXPECTED, "201415") is None
    assert national(Measure.GPS_EXPECTED, "201617") is None
    assert city("999", Measure.RWM_EXPECTED, "201617") is None


def test_birmingham_reached_57_in_2017() -> None:
    found = [city("330", Measure.RWM_EXPECTED, year) for year in YEARS]
    assert [each and each.value for each in found] == [47, 57, 61, 62]


def test_there_are_eight_core_cities() -> None:
    assert len(CORE_CITIES) == 8
    assert CORE_CITIES["330"] == "Birmingham"


@pytest.mark.parametrize(
    ("measure", "earlier", "later", "broken"),
    [
        pytest.param(Measure.RWM_EXPECTED, "201617", "201718", True, id="RWM across the change"),
        pytest.param(Measure.WRITING_EXPECTED, "201516", "201819", True, id="writing over it"),
        pytest.param(Measure.READING_EXPECTED, "201617", "201718", False, id="reading is not met"),
        pytest.param(Measure.RWM_EXPECTED, "201516", "201617", False, id="both before"),
        pytest.param(Measure.RWM_EXPECTED, "201718", "201819", False, id="both after"),
    ],
)
def test_the_writing_framework_breaks_comparison(
    measure: Measure, earlier: str, later: str, *, broken: bool
) -> None:
    assert bool(breaks_between(measure, earlier, later)) is broken


def test_every_rule_names_its_source() -> None:
    sources = [rule.source for rule in (*FLOOR_STANDARDS, *COASTING_TESTS, *BREAKS)]
    for subject, year in itertools.product(Subject, YEARS):
        cuts, spread = progress_cuts(subject, year), national_spread(subject, year)
        assert cuts is not None
        assert spread is not None
        sources += [cuts.source, spread.source]
    assert all(sources)


def test_what_was_inferred_or_fitted_says_so() -> None:
    cuts = progress_cuts(Subject.MATHS, "201819")
    fitted = national_spread(Subject.MATHS, "201718")
    published = national_spread(Subject.MATHS, "201819")
    assert cuts is not None
    assert fitted is not None
    assert published is not None
    assert cuts.source.startswith("assumed")
    assert fitted.source.startswith("assumed")
    assert not published.source.startswith("assumed")
    assert published.sigma == 5.3743


def test_rules_end_where_they_ended() -> None:
    assert floor_standard("201819") is None
    assert coasting_test("201819") is None
    assert progress_cuts(Subject.READING, "201415") is None
    assert national_spread(Subject.READING, "201920") is None


class TestTheRealFiles:
    pytestmark = needs_shared

    @pytest.mark.parametrize("year", ["201617", "201718", "201819"])
    def test_national_rows_say_what_the_table_says(self, year: str) -> None:
        row = next(row for row in rows(year) if row["RECTYPE"] == "4")
        compared = {}
        for measure in Measure:
            mine = national(measure, year)
            if mine is not None:
                compared[measure] = (mine.value, read_cell(row[COLUMNS[measure].upper()]).value)
        differing = {
            (measure, year): pair for measure, pair in compared.items() if len({*pair}) > 1
        }
        assert len(compared) == 7
        assert differing == {key: pair for key, pair in KNOWN_TO_DIFFER.items() if key[1] == year}

    def test_2016_is_as_republished_a_year_later(self) -> None:
        row = next(row for row in rows("201617") if row["RECTYPE"] == "4")
        for measure in (
            Measure.RWM_EXPECTED,
            Measure.RWM_HIGHER,
            Measure.RWM_EXPECTED_DISADVANTAGED,
            Measure.RWM_EXPECTED_OTHERS,
        ):
            mine = national(measure, "201516")
            assert mine is not None
            assert read_cell(row[f"{COLUMNS[measure].upper()}_16"]).value == mine.value
