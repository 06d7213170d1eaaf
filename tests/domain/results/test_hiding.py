import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bleadchallenge.domain.results.small_numbers import (
    Address,
    hide_in_table,
    is_suppressed,
    margins,
)

ROWS, COLUMNS = "rst", "xyz"
Table = dict[tuple[str, str], int]


def tables() -> st.SearchStrategy[Table]:
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
    counts = st.one_of(st.integers(0, 8), st.integers(0, 60))
    return sizes.flatmap(
        lambda size: st.fixed_dictionaries(
            dict.fromkeys(itertools.product(ROWS[: size[0]], COLUMNS[: size[1]]), counts)
        )
    )


def whole(table: Table) -> dict[Address, int]:
    return {**table, **margins(table)}


def bounds_found_by_a_reader(
    table: Table, hidden: frozenset[Address]
) -> dict[Address, tuple[float, float]]:
    """The least and greatest each hidden cell can be, by linear programming.

    A reader knows all sums, every shown number, and that a hidden one is 1 or more.
    """
    counts = whole(table)
    unknown = sorted(hidden, key=str)
    place = {key: at for at, key in enumerate(unknown)}
    rows = {row for row, _ in table}
    columns = {column for _, column in table}
    sums = [((row, None), [(row, column) for column in columns]) for row in rows]
    sums += [((None, column), [(row, column) for row in rows]) for column in columns]
    sums += [((None, None), [(row, None) for row in rows])]
    sums += [((None, None), [(None, column) for column in columns])]
    matrix, known = np.zeros((len(sums), len(unknown))), np.zeros(len(sums))
    for at, (total, parts) in enumerate(sums):
        for key, sign in [(total, -1), *((part, 1) for part in parts)]:
            if key in place:
                matrix[at, place[key]] += sign
            else:
                known[at] -= sign * counts[key]
    return {
        key: tuple(
            sign
            * linprog(
                sign * np.eye(len(unknown))[place[key]],
                A_eq=matrix,
                b_eq=known,
                bounds=[(1, 1000)] * len(unknown),
            ).fun
            for sign in (1, -1)
        )
        for key in unknown
    }


@settings(max_examples=150, deadline=None)
@given(tables())
def test_an_independent_solver_cannot_work_out_any_hidden_cell(table: Table) -> None:
    hidden = hide_in_table(table)
    for least, greatest in bounds_found_by_a_reader(table, hidden).values():
        assert greatest - least > 0.99


@given(tables())
def test_every_small_cell_and_margin_is_hidden_and_nobody_is_shown(table: Table) -> None:
    hidden = hide_in_table(table)
    counts = whole(table)
    assert {key for key, count in counts.items() if is_suppressed(count)} <= hidden
    assert all(counts[key] > 0 for key in hidden)


@given(tables())
def test_a_table_without_small_numbers_is_shown_whole(table: Table) -> None:
    raised = {key: count + 6 for key, count in table.items()}
    assert hide_in_table(raised) == frozenset()


@given(tables())
def test_the_same_table_is_hidden_the_same_way_again(table: Table) -> None:
    assert hide_in_table(table) == hide_in_table(dict(table))


def test_hiding_the_small_cells_alone_would_give_them_back() -> None:
    table = {("r", "x"): 3, ("r", "y"): 20, ("s", "x"): 30, ("s", "y"): 40}
    alone = frozenset({("r", "x")})
    (least, greatest) = bounds_found_by_a_reader(table, alone)["r", "x"]
    assert least == pytest.approx(greatest) == pytest.approx(3)
    assert hide_in_table(table) == frozenset(table)


def test_the_cheapest_rectangle_is_hidden_and_the_margins_stay() -> None:
    table = {
        (row, column): count
        for row, counts in {"r": (3, 20, 90), "s": (30, 25, 80), "t": (70, 60, 50)}.items()
        for column, count in zip(COLUMNS, counts, strict=True)
    }
    assert hide_in_table(table) == {("r", "x"), ("r", "y"), ("s", "x"), ("s", "y")}


def test_a_margin_is_hidden_where_no_inner_cell_will_do() -> None:
    table = {("r", "x"): 3, ("r", "y"): 0, ("s", "x"): 30, ("s", "y"): 40}
    hidden = hide_in_table(table)
    assert ("r", "x") in hidden
    assert ("r", None) in hidden
