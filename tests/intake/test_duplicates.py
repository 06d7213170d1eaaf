"""What a file says twice and not alike is refused; what agrees is taken."""

from dataclasses import replace

import pytest

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.duplicates import conflicting_columns, conflicting_sheets
from bleadchallenge.intake.kinds.schools import CENSUS
from bleadchallenge.intake.tables import Table

_NAMES = ("URN", "LA", "ESTAB", "NOR", "PNUMEAL")


def census(*rows: list[str], names: tuple[str, ...] = _NAMES) -> Table:
    columns = {name: names.index(name) for name in names}
    return Table("c.csv", "A", "", 1, names, columns, list(enumerate(rows, start=2)))


ROW = ["900001", "330", "2001", "200", "12.5"]


@pytest.mark.parametrize(
    ("second", "faults"),
    [
        pytest.param("12.5", [], id="alike"),
        pytest.param("12.6", [(2, "PNUMEAL")], id="not alike"),
    ],
)
def test_a_name_of_two_columns(second: str, faults: list[tuple[int, str]]) -> None:
    made = census([*ROW, second], names=(*_NAMES, "PNUMEAL"))
    found = list(conflicting_columns(made, CENSUS))
    assert [(fault.row, fault.column) for fault in found] == faults


def test_two_sheets_may_say_the_same_and_not_otherwise() -> None:
    first = census(ROW)
    second = replace(first, sheet="B")
    other = replace(census([*ROW[:4], "13"]), sheet="C")
    assert not list(conflicting_sheets([(first, CENSUS), (second, CENSUS)]))
    found = list(conflicting_sheets([(first, CENSUS), (other, CENSUS)]))
    assert [(fault.kind, fault.column) for fault in found] == [(ProblemKind.CONFLICT, "PNUMEAL")]
    assert "sheet A" in found[0].message
