"""A listing shows the columns and rows that were asked for, in the order asked for."""

from datetime import date

import pytest

from bleadchallenge.domain.csv_cells import csv_cell
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.terminal.view import View, apply_view
from bleadchallenge.usecases.listing import Listing, column, row


@row
class _SchoolRow:
    urn: str = column(hidden=True)
    school: str
    value: float | str | None


FOUND = Listing(
    "kpi-status",
    date(2018, 3, 15),
    1,
    _SchoolRow,
    (
        _SchoolRow("900002", "Birch", None),
        _SchoolRow("900001", "Alder", 9.5),
        _SchoolRow("900003", "Cedar", "c"),
        _SchoolRow("900004", "Damson", 12.0),
    ),
)


def test_unknown_values_come_last_whichever_way_they_are_sorted() -> None:
    up = [each["urn"] for each in apply_view(FOUND, View(sort="value")).records]
    down = [each["urn"] for each in apply_view(FOUND, View(sort="-value")).records]
    assert up == ["900001", "900004", "900003", "900002"]
    assert down == ["900003", "900004", "900001", "900002"]


def test_only_the_columns_asked_for_are_shown_hidden_ones_too() -> None:
    found = apply_view(FOUND, View(columns="urn, value", limit=1))
    assert found.records == ({"urn": "900002", "value": None},)
    assert [each.key for each in found.columns] == ["urn", "value"]
    assert found.notes == ("1 of 4 rows; --limit says how many",)


@pytest.mark.parametrize("view", [View(columns="nonsense"), View(sort="-nonsense")])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(view: View) -> None:
    with pytest.raises(UsageError) as refused:
        apply_view(FOUND, view)
    assert "school" in refused.value.fix


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param(["below the floor", "coasting"], "below the floor; coasting", id="a list"),
        pytest.param(("=1+1", "x"), "'=1+1; x", id="a formula in a list"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="a formula"),
        pytest.param([], "", id="an empty list"),
        pytest.param(None, "", id="unknown"),
        pytest.param(date(2018, 3, 15), "2018-03-15", id="a day"),
    ],
)
def test_csv_holds_words_and_numbers(value: object, cell: object) -> None:
    assert csv_cell(value) == cell


def test_csv_knows_no_minus_nought() -> None:
    assert str(csv_cell(-0.0)) == "0.0"


@row
class _NamedRow:
    urn: str = column("URN")
    name: str = column("school")


def test_a_column_may_be_named_by_its_title() -> None:
    rows = (_NamedRow("900001", "Alder"), _NamedRow("900002", "Birch"))
    listed = Listing("schools", date(2018, 3, 15), 1, _NamedRow, rows)
    by_title = apply_view(listed, View(columns="School,URN", sort="-SCHOOL")).records
    assert by_title == apply_view(listed, View(columns="name,urn", sort="-name")).records
    assert by_title[0] == {"name": "Birch", "urn": "900002"}
