"""The figures agree with each other: counts with shares, parts with wholes, year with year."""

from math import floor, sqrt

import pytest

from sample_data.tables import (
    CODES,
    FINAL,
    PROVISIONAL,
    TABLES,
    Row,
    authority,
    counted,
    figure,
    lines,
    schools,
    year_of,
)

SUBJECTS = ("READ", "WRIT", "MAT")
DEVIATIONS = {
    2016: (6.3, 6.3, 5.3),
    2017: (6.2, 6.0, 5.6),
    2018: (5.95, 5.7, 5.4),
    2019: (6.16, 5.69, 5.39),
}
CUTS = {
    2016: ((3.4, -3.0), (3.4, -3.5), (3.1, -3.1)),
    2017: ((3.4, -3.0), (3.0, -2.8), (3.4, -3.3)),
    2018: ((3.1, -2.8), (2.7, -2.6), (3.2, -3.2)),
    2019: ((3.2, -2.8), (2.6, -2.5), (3.1, -3.1)),
}
WEIGHED = ("PTRWM_EXP", "PTRWM_HIGH", "PTREAD_EXP", "PTMAT_EXP", "PTWRITTA_EXP", "PTGPS_EXP")
OF_ALL = (*WEIGHED, "PTREAD_HIGH", "PTMAT_HIGH", "PTWRITTA_HIGH", "PTWRITTA_WTS", "PTSCITA_EXP")


def rounded(count: int, out_of: int) -> str:
    return f"{floor(100 * count / out_of + 0.5)}%"


@pytest.mark.parametrize("name", TABLES)
def test_every_share_of_pupils_is_a_count_of_them(name: str) -> None:
    for row in counted(name):
        size = int(row["TELIG"])
        possible = {rounded(count, size) for count in range(size + 1)}
        assert {row[column] for column in OF_ALL} <= possible


@pytest.mark.parametrize("name", TABLES)
def test_counts_and_their_shares_agree(name: str) -> None:
    for row in counted(name):
        size = int(row["TELIG"])
        assert int(row["BELIG"]) + int(row["GELIG"]) == size
        assert int(row["TFSM6CLA1A"]) + int(row["TNotFSM6CLA1A"]) == size
        for group in ("FSM6CLA1A", "NotFSM6CLA1A", "EALGRP1", "EALGRP2", "EALGRP3", "MOBN"):
            assert row[f"PT{group}"] == rounded(int(row[f"T{group}"]), size)


@pytest.mark.parametrize("name", TABLES)
def test_prior_attainment_groups_add_up(name: str) -> None:
    for row in counted(name):
        counts = [int(row[f"TKS1GROUP_{group}"]) for group in ("L", "M", "H", "NA")]
        assert sum(counts) == int(row["TELIG"])
        known = sum(counts[:3])
        for group, count in zip("LMH", counts, strict=False):
            shown = row[f"PTKS1GROUP_{group}"]
            assert shown == (rounded(count, known) if known else "")


@pytest.mark.parametrize("name", TABLES)
def test_boys_and_girls_make_up_the_whole(name: str) -> None:
    for row in counted(name):
        halves = [(int(row[f"{sex}ELIG"]), figure(row[f"PTRWM_EXP_{sex}"])) for sex in "BG"]
        shown = [(size, share) for size, share in halves if share is not None]
        if len(shown) == 2:
            joint = sum(floor(size * share / 100 + 0.5) for size, share in shown)
            assert row["PTRWM_EXP"] == rounded(joint, int(row["TELIG"]))


@pytest.mark.parametrize("name", TABLES)
def test_the_joint_result_is_no_better_than_its_parts(name: str) -> None:
    for row in counted(name):
        joint, *parts = (figure(row[c]) for c in ("PTRWM_EXP", "PTREAD_EXP", "PTMAT_EXP"))
        assert joint is not None
        assert all(part is not None and joint <= part for part in parts)
        high = figure(row["PTRWM_HIGH"])
        assert high is not None
        assert high <= joint


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("measure", WEIGHED)
def test_the_authority_is_its_schools_weighed_by_pupils(name: str, measure: str) -> None:
    pairs = [(int(row["TELIG"]), figure(row[measure])) for row in counted(name)]
    total = sum(size for size, _ in pairs)
    mean = sum(size * share for size, share in pairs if share is not None) / total
    shown = figure(authority(name)[measure])
    assert shown is not None
    assert abs(mean - shown) < 0.75


@pytest.mark.parametrize("name", TABLES)
def test_the_authority_counts_all_its_eligible_pupils(name: str) -> None:
    every = sum(int(row.get("TELIG") or 0) for row in schools(name).values())
    assert int(authority(name)["TELIG"]) == every


@pytest.mark.parametrize("name", TABLES)
def test_intervals_follow_the_pupils_in_the_measure(name: str) -> None:
    year = year_of(name)
    for row in counted(name):
        for subject, deviation in zip(SUBJECTS, DEVIATIONS[year], strict=True):
            score, low, high, coverage = progress(row, subject)
            if score is None or low is None or high is None or coverage is None:
                continue
            in_measure = coverage * int(row["TELIG"]) / 100
            slack = 0.11 + 0.02 * deviation
            half = 1.96 * deviation / sqrt(in_measure)
            assert low < score < high
            assert abs((high - low) / 2 - half) < slack


@pytest.mark.parametrize("name", [FINAL[2018], FINAL[2019], PROVISIONAL])
def test_bands_follow_the_years_cuts(name: str) -> None:
    year = year_of(name)
    seen = set()
    for row in [*counted(name), authority(name)]:
        for subject, cut in zip(SUBJECTS, CUTS[year], strict=True):
            score, low, high, _ = progress(row, subject)
            if score is None or low is None or high is None:
                assert row[f"{subject}PROG_DESCR"] == row[f"{subject}PROG"]
                continue
            assert row[f"{subject}PROG_DESCR"] == band(score, low, high, cut)
            seen.add(row[f"{subject}PROG_DESCR"])
    assert seen == set("12345")


@pytest.mark.parametrize(("name", "earlier"), [(FINAL[2018], 2017), (FINAL[2019], 2018)])
def test_earlier_bands_follow_the_earlier_cuts(name: str, earlier: int) -> None:
    suffix = f"_{earlier % 100}"
    for row in counted(name):
        for subject, cut in zip(SUBJECTS, CUTS[earlier], strict=True):
            parts = [f"{subject}PROG{part}{suffix}" for part in ("", "_LOWER", "_UPPER")]
            score, low, high = (figure(row[column]) for column in parts)
            shown = row[f"{subject}PROG_DESCR{suffix}"]
            if score is None or low is None or high is None:
                assert shown == ""
            else:
                assert shown == band(score, low, high, cut)


@pytest.mark.parametrize(
    ("later", "earlier"), [(2017, 2016), (2018, 2017), (2018, 2016), (2019, 2018), (2019, 2017)]
)
def test_a_later_file_repeats_the_earlier_years_figures(later: int, earlier: int) -> None:
    suffix = f"_{earlier % 100}"
    before = schools(FINAL[earlier])
    held = lines(FINAL[later])[0]
    names = [name for name in held if name.endswith(suffix) and "DESCR" not in name]
    repeated = 0
    for urn, row in schools(FINAL[later]).items():
        was = before.get(urn) or before.get(PREDECESSORS.get(urn, ""))
        for name in names:
            own = name.removesuffix(suffix).replace("PTNOT", "PTNot")
            if was and own in was and row.get(name) is not None:
                assert row[name] == was[own].removesuffix(".0")
                repeated += 1
    assert repeated > 800


PREDECESSORS = {"900066": "900009", "900065": "900016"}


def test_a_sponsored_academy_starts_without_a_history() -> None:
    row = schools(FINAL[2019])["900067"]
    assert {row["PTRWM_EXP_18"], row["TELIG_17"], row["TELIG_3YR"]} == {""}
    assert row["PTRWM_EXP_3YR"] == "NA"


@pytest.mark.parametrize("name", [FINAL[2018], FINAL[2019]])
def test_three_years_together_are_the_three_years_pupils(name: str) -> None:
    year = year_of(name)
    for urn, row in schools(name).items():
        three = [schools(FINAL[y]).get(urn, {}).get("TELIG", "") for y in range(year - 2, year + 1)]
        if all(text.isdigit() for text in three):
            assert int(row["TELIG_3YR"]) == sum(map(int, three))


@pytest.mark.parametrize("name", TABLES)
def test_the_gap_is_set_against_englands_other_pupils(name: str) -> None:
    other = {2016: 60, 2017: 67, 2018: 70, 2019: 71}[year_of(name)]
    for row in counted(name):
        poor = figure(row["PTRWM_EXP_FSM6CLA1A"])
        assert figure(row["DIFFN_RWM_EXP"]) == (None if poor is None else poor - other)


@pytest.mark.parametrize(
    ("year", "expected", "england"),
    [(2016, 48, 53), (2017, 57, 61), (2018, 61, 64), (2019, 62, 65)],
)
def test_the_city_stands_below_england_as_a_big_city_does(
    year: int, expected: int, england: int
) -> None:
    assert authority(FINAL[year])["PTRWM_EXP"] == f"{expected}%"
    assert schools_of_england(year)["PTRWM_EXP"] == f"{england}%"


def schools_of_england(year: int) -> Row:
    header, *rest = lines(FINAL[year])
    return dict(zip(header, next(line for line in rest if line[0] == "4"), strict=True))


def test_the_comparators_repeat_the_authoritys_row() -> None:
    header, *rest = lines("la_ks2_2016_2019.csv")
    held = [dict(zip(header, line, strict=True)) for line in rest if line[1] == "330.0"]
    assert len(held) == 48
    for row in held:
        column = {
            "rwm_expected_pct": "PTRWM_EXP",
            "reading_progress": "READPROG",
            "maths_average_score": "MAT_AVERAGE",
            "rwm_expected_pct_disadvantaged": "PTRWM_EXP_FSM6CLA1A",
        }.get(row["measure"])
        if column:
            assert float(row["value"]) == figure(authority(FINAL[int(row["year"])])[column])


def progress(row: Row, subject: str) -> tuple[float | None, ...]:
    columns = [f"{subject}PROG{part}" for part in ("", "_LOWER", "_UPPER")]
    return tuple(figure(row[column]) for column in (*columns, f"{subject}COV"))


def band(score: float, low: float, high: float, cut: tuple[float, float]) -> str:
    """The Department's rule, said again: one school of five bands, 1 the best."""
    if low <= 0 <= high:
        return "3"
    if low > 0:
        return "1" if score >= cut[0] else "2"
    return "5" if score < cut[1] else "4"


def test_codes_are_told_from_figures() -> None:
    assert [figure(code) for code in sorted(CODES)] == [None] * len(CODES)
