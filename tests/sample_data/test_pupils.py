"""The pupil-level file and the published row of its school say the same."""

from math import floor

import pytest

from sample_data.tables import FINAL, Row, figure, listed, schools

PATH = "pupils/2017-2018_900011_ks2_pupils.csv"


@pytest.fixture
def included() -> list[Row]:
    return [row for row in listed(PATH) if row["PINCL_Flag"] == "201"]


@pytest.fixture
def published() -> Row:
    return schools(FINAL[2018])["900011"]


def share(rows: list[Row], column: str, *values: str) -> str:
    count = sum(row[column] in values for row in rows)
    return f"{floor(100 * count / len(rows) + 0.5)}%"


def test_the_pupils_included_are_the_eligible_ones(included: list[Row], published: Row) -> None:
    assert len(included) == int(published["TELIG"]) == 30


def test_one_pupil_was_left_out_at_the_schools_request() -> None:
    left_out = [row for row in listed(PATH) if row["PINCL_Flag"] != "201"]
    assert [row["PINCL_Flag"] for row in left_out] == ["203"]
    assert {left_out[0]["ELIGRWM"], left_out[0]["RWMEXP"], left_out[0]["INREADPROG"]} == {"0"}


@pytest.mark.parametrize(
    ("column", "values", "measure"),
    [
        ("RWMEXP", ("1",), "PTRWM_EXP"),
        ("READOUTCOME", ("AS",), "PTREAD_EXP"),
        ("MATOUTCOME", ("AS",), "PTMAT_EXP"),
        ("GPSOUTCOME", ("AS",), "PTGPS_EXP"),
        ("WRITTAOUTCOME", ("EXS", "GDS"), "PTWRITTA_EXP"),
        ("WRITTAOUTCOME", ("GDS",), "PTWRITTA_HIGH"),
        ("WRITTAOUTCOME", ("WTS",), "PTWRITTA_WTS"),
        ("SCITAOUTCOME", ("EXS",), "PTSCITA_EXP"),
        ("READTAOUTCOME", ("EXS",), "PTREADTA_EXP"),
        ("MATTAOUTCOME", ("EXS",), "PTMATTA_EXP"),
        ("FSM6_P", ("1",), "PTFSM6CLA1A"),
        ("EALGRP", ("2",), "PTEALGRP2"),
        ("NEWMOBILE", ("0",), "PTMOBN"),
        ("Sex", ("F",), "PGELIG"),
        ("SEN", ("K",), "PSENELK"),
        ("INREADPROG", ("1",), "READCOV"),
    ],
)
def test_a_share_of_pupils_is_the_published_one(
    included: list[Row], published: Row, column: str, values: tuple[str, ...], measure: str
) -> None:
    assert share(included, column, *values) == published[measure]


@pytest.mark.parametrize("subject", ["READ", "WRIT", "MAT"])
def test_mean_progress_is_the_published_score(
    included: list[Row], published: Row, subject: str
) -> None:
    inside = [row for row in included if row[f"IN{subject}PROG"] == "1"]
    scores = [float(row[f"{subject}PROGSCORE_EM_ADJUSTED"]) for row in inside]
    assert figure(published[f"{subject}PROG"]) == pytest.approx(sum(scores) / len(scores), abs=0.06)


@pytest.mark.parametrize("subject", ["READ", "MAT"])
def test_mean_scaled_score_is_the_published_average(
    included: list[Row], published: Row, subject: str
) -> None:
    scores = [int(row[f"{subject}SCORE"]) for row in included if row[f"{subject}SCORE"] != "N"]
    assert published[f"{subject}_AVERAGE"] == str(floor(sum(scores) / len(scores) + 0.5))


def test_prior_attainment_bands_are_the_published_counts(
    included: list[Row], published: Row
) -> None:
    for number, name in enumerate(("L", "M", "H", "NA"), start=1):
        count = sum(row["KS1GROUP"] == str(number) for row in included)
        assert count == int(published[f"TKS1GROUP_{name}"])


def test_marks_and_scores_stay_inside_their_scales() -> None:
    for row in listed(PATH):
        for subject, full in (("READ", 50), ("MAT", 110), ("GPS", 70)):
            if row[f"{subject}SCORE"] != "N":
                assert 80 <= int(row[f"{subject}SCORE"]) <= 120
                assert 0 <= int(row[f"{subject}MRK"]) <= full
