"""Figures of a row as they may be shown."""

import pytest

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.cells import CellStatus
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.source_rows import Source, SourceLine
from bleadchallenge.domain.results.year_results import (
    DISADVANTAGED,
    OTHERS,
    OutcomeSeries,
    suffix_of,
)


def _outcome(level: Level = Level.SCHOOL, suffix: str = "", **cells: str) -> OutcomeSeries:
    names = tuple(cells)
    places = {name.upper(): place for place, name in enumerate(names)}
    source = Source(1, "ks2", "201718", "final", "results.csv", "", names, places, 2)
    line = SourceLine(source, 7, level, "900001", "", "330", "", tuple(cells.values()))
    return OutcomeSeries("201718", line, suffix)


def test_a_row_of_five_pupils_shows_their_number_alone() -> None:
    found = _outcome(TELIG="5", PTRWM_EXP="60%")
    assert found.figure("rwm_expected_pct").status is CellStatus.SUPPRESSED
    assert found.figure("eligible_pupils").value == 5


@pytest.mark.parametrize(("few", "others"), [("5", "40"), ("40", "5")])
def test_both_groups_are_hidden_where_one_is_small(few: str, others: str) -> None:
    found = _outcome(
        TELIG="45",
        TFSM6CLA1A=few,
        TNotFSM6CLA1A=others,
        PTRWM_EXP="60%",
        PTRWM_EXP_FSM6CLA1A="40%",
        PTRWM_EXP_NotFSM6CLA1A="62%",
    )
    assert found.value(DISADVANTAGED) is None
    assert found.value(OTHERS) is None
    assert found.figure("disadvantaged_pupils").status is CellStatus.SUPPRESSED
    assert found.value("rwm_expected_pct") == 60


def test_what_the_file_hides_of_one_group_hides_the_other() -> None:
    found = _outcome(TELIG="45", PTRWM_EXP_FSM6CLA1A="SUPP", PTRWM_EXP_NotFSM6CLA1A="62%")
    assert found.figure(OTHERS).status is CellStatus.SUPPRESSED


def test_an_areas_figures_are_never_hidden() -> None:
    assert _outcome(Level.LA, TELIG="4", PTRWM_EXP="60%").value("rwm_expected_pct") == 60


def test_a_score_of_few_pupils_covered_is_hidden() -> None:
    found = _outcome(TELIG="10", READPROG="1.5", READCOV="50%", MATPROG="2.0", MATCOV="90%")
    assert found.progress(Subject.READING).score is None
    assert found.progress(Subject.MATHS).score == 2


def test_a_republished_year_is_read_from_its_own_columns() -> None:
    found = _outcome(suffix=suffix_of("201617"), PTRWM_EXP="60%", PTRWM_EXP_17="55%")
    assert found.value("rwm_expected_pct") == 55
    assert found.pupils is None
    address = found.address("rwm_expected_pct")
    assert address is not None
    assert (address.row, address.column) == (7, "PTRWM_EXP_17")


def test_a_column_the_file_lacks_is_blank_and_has_no_address() -> None:
    found = _outcome(TELIG="45")
    assert found.figure("gps_expected_pct").status is CellStatus.BLANK
    assert found.address("gps_expected_pct") is None
