"""Percentages of published tables: decided column by column, by format first."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.intake.checks import check
from bleadchallenge.intake.files import read_book
from bleadchallenge.intake.sheets import recognise_book
from bleadchallenge.intake.tables import ColumnRule
from intake.written_tables import WRITERS, Cell, csv_file

CENSUS = ("URN", "LA", "ESTAB", "NOR", "NUMEAL", "PNUMEAL", "PNUMFSM")
ABSENCE = ("LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10")


def read(path: Path) -> tuple[dict[str, list[float | None]], list[Problem]]:
    """The percentages of a file's one table by column, and its faults."""
    found, problems = recognise_book(read_book(path), {})
    if not found or found[0].kind is None:
        return {}, problems
    (part,) = found
    assert part.kind is not None
    taken = check(part.table, part.kind, "201617", "")
    faults = [p for p in (*problems, *taken.problems) if p.severity is not Severity.NOTE]
    figures = {
        name: [
            read_cell(part.table.reader(name)(part.table.cell(row.cells, name))).value
            for row in taken.rows
        ]
        for name in part.table.columns
        if part.kind.rule(name) in {ColumnRule.PERCENT, ColumnRule.FIGURE}
    }
    return figures, faults


def census(*shares: tuple[float, float], scale: float = 1.0) -> list[Sequence[Cell]]:
    """A census of schools of 200 pupils: two shares each, as parts of one times a scale."""
    rows: list[Sequence[Cell]] = [CENSUS]
    for number, (eal, fsm) in enumerate(shares):
        rows.append(
            (
                f"90020{number}",
                "889",
                f"200{number}",
                200,
                round(200 * eal),
                scale * eal,
                scale * fsm,
            )
        )
    return rows


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_format_of_percentages_is_kept_in_every_kind_of_workbook(
    form: str, tmp_path: Path
) -> None:
    rows = [ABSENCE, ("889", "2001", "900201", 0.0, 1.0), ("889", "2002", "900202", 1.0, 1.0)]
    path = WRITERS[form](tmp_path / f"t.{form}", rows, is_percent=True, first=3)
    assert read(path) == ({"PERCTOT": [0, 100], "PPERSABS10": [100, 100]}, [])


@pytest.mark.parametrize(
    ("shares", "scale"),
    [
        pytest.param([(0.4, 0.05), (0.1, 1.0417)], 1, id="a share over 1"),
        pytest.param([(0.4, 0.05), (0.1, 2.5)], 1, id="a share far over 1"),
        pytest.param([(0.005, 0.004), (0.01, 0.0)], 100, id="points that are all under 1"),
        pytest.param([(1.0, 1.0), (0.5, 0.01)], 1, id="the whole of a school"),
        pytest.param([(0.55, 0.002), (0.25, 0.008)], 100, id="one column of points under 1"),
    ],
)
def test_counts_and_neighbours_decide_and_never_whether_a_one_occurs(
    shares: list[tuple[float, float]], scale: float, tmp_path: Path
) -> None:
    path = WRITERS["xlsx"](tmp_path / "t.xlsx", census(*shares, scale=scale), is_percent=False)
    figures, faults = read(path)
    assert not faults
    assert figures["PNUMEAL"] == pytest.approx([100 * eal for eal, _fsm in shares])
    assert figures["PNUMFSM"] == pytest.approx([100 * fsm for _eal, fsm in shares])


@pytest.mark.parametrize("value", [0.53, 1.0, 0.04])
def test_what_nothing_decides_is_refused_with_both_readings(value: float, tmp_path: Path) -> None:
    rows = [ABSENCE, ("889", "2001", "900201", value, 0.0)]
    path = WRITERS["xlsx"](tmp_path / "t.xlsx", rows, is_percent=False)
    _figures, (fault,) = read(path)
    assert (fault.kind, fault.severity) == (ProblemKind.UNDECIDED_COLUMN, Severity.FILE)
    assert f"{value:g} % or {100 * value:g} %" in fault.message
    assert fault.cell == "D2"


def test_an_impossible_percentage_is_kept_and_noted_and_many_refuse_the_file(
    tmp_path: Path,
) -> None:
    lone = "889,2001,900201,104.2,3\n889,2002,900202,4.2,30\nNAT,PRI,,4.0,8.3\n"
    path = tmp_path / "2016-2017_abs.csv"
    path.write_text(f"{','.join(ABSENCE)}\n{lone}", encoding="utf-8")
    figures, faults = read(path)
    assert (figures["PERCTOT"], faults) == ([104.2, 4.2, 4.0], [])
    many = "".join(f"889,20{n},9002{n},{n}00,3\n" for n in range(10, 20)) + "NAT,PRI,,4.0,8.3\n"
    path.write_text(f"{','.join(ABSENCE)}\n{many}", encoding="utf-8")
    assert [fault.severity for fault in read(path)[1]] == [Severity.FILE]


Shares = list[tuple[float, float]]
shares = st.lists(
    st.tuples(*[st.integers(0, 1000).map(lambda n: n / 1000)] * 2), min_size=1, max_size=6
)
Expected = dict[str, list[float]]


def census_table(found: Shares, scale: int) -> tuple[list[Sequence[Cell]], int, Expected]:
    """A census, its first column of shares, and what must be read out of it."""
    columns = dict(zip(("PNUMEAL", "PNUMFSM"), zip(*found, strict=True), strict=True))
    return (
        census(*found, scale=scale),
        5,
        {name: [*map(hundredfold, each)] for name, each in columns.items()},
    )


def absence_table(found: Shares, scale: int) -> tuple[list[Sequence[Cell]], int, Expected]:
    """Absence, which ends with a row of England."""
    schools = [("889", f"200{n}", f"90020{n}") for n in range(len(found) - 1)]
    pairs = zip([*schools, ("NAT", "PRI", "")], found, strict=True)
    rows: list[Sequence[Cell]] = [ABSENCE]
    rows += [(*school, scale * one, scale * two) for school, (one, two) in pairs]
    columns = dict(zip(ABSENCE[3:], zip(*found, strict=True), strict=True))
    return rows, 3, {name: [*map(hundredfold, each)] for name, each in columns.items()}


def results_table(found: Shares, scale: int) -> tuple[list[Sequence[Cell]], int, Expected]:
    """Results of key stage 2: scores of progress, which may be negative, and whole percentages."""
    names = ("RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "TELIG", "READPROG", "PTRWM_EXP")
    read = [(round(20 * one - 10, 1), round(two, 2)) for one, two in found]
    rows: list[Sequence[Cell]] = [names]
    for at, (score, share) in enumerate(read):
        rows.append(("1", "889", f"200{at}", f"90020{at}", "A", 30, score, round(scale * share, 2)))
    progress, reached = ([*each] for each in zip(*read, strict=True))
    return rows, 7, {"READPROG": progress, "PTRWM_EXP": [*map(hundredfold, reached)]}


def areas_table(found: Shares, _scale: int) -> tuple[list[Sequence[Cell]], int, Expected]:
    """Figures of areas, of which nobody knows beforehand what they count."""
    rows: list[Sequence[Cell]] = [("AREA", "LA_CODE", "YEAR", "MEASURE", "VALUE")]
    values = [round(1000 * one - two, 3) for one, two in found]
    rows += [("A", "889", "2019", f"m{at}", value) for at, value in enumerate(values)]
    return rows, 9, {"VALUE": values}


def hundredfold(share: float) -> float:
    return 100 * share


TABLES = {
    "census": census_table,
    "absence": absence_table,
    "results": results_table,
    "areas": areas_table,
}


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(found=shares, kind=st.sampled_from(sorted(TABLES)))
@pytest.mark.parametrize("form", ["csv", "csv with decimal commas", *sorted(WRITERS)])
@pytest.mark.parametrize(
    ("is_percent", "scale"),
    [
        pytest.param(True, 1, id="formatted"),
        pytest.param(False, 1, id="fractions"),
        pytest.param(False, 100, id="points"),
    ],
)
def test_any_table_of_numbers_is_read_to_the_same_figures_or_refused(
    form: str, *, is_percent: bool, scale: int, found: Shares, kind: str, tmp_path: Path
) -> None:
    rows, first, expected = TABLES[kind](found, scale)
    path = tmp_path / f"table.{form[:4].strip()}"
    if form.startswith("csv"):
        csv_file(path, rows, is_percent=is_percent, first=first, comma="comma" in form)
    else:
        WRITERS[form](path, rows, is_percent=is_percent, first=first)
    figures, faults = read(path)
    if not faults:
        for name, values in expected.items():
            assert figures[name] == pytest.approx(values), name
    assert not (faults and is_percent and "comma" not in form), "a format leaves nothing open"


@pytest.mark.parametrize("by_chance", [1, 2])
def test_a_few_rows_that_agree_with_the_counts_by_chance_decide_nothing(
    tmp_path: Path, by_chance: int
) -> None:
    """Of a share of 1, 150 of 150 pupils would be a part of one; the column's others are not."""
    odd = [(f"90021{at}", "889", f"201{at}", 150, 150, 1, 20) for at in range(by_chance)]
    rows = [CENSUS, *odd]
    rows += [(f"90020{at}", "889", f"200{at}", 200, 10, 30 + at, 20) for at in range(6)]
    figures, faults = read(csv_file(tmp_path / "census.csv", rows, is_percent=False))
    assert not faults
    assert figures["PNUMEAL"] == [*[1.0] * by_chance, *(30.0 + at for at in range(6))]
